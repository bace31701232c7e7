"""Draw the pictures of the docs: ``python -m tools.pictures``. Same code and knowledge, same pictures."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from fram.workspace.decide import plan
from fram.workspace.papers.charts import draw, ranking_picture
from fram.workspace.papers.loop.pictures import sequence_picture
from fram.workspace.papers.words import Words

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "pictures" / "ranking.svg"
EXAMPLE = ROOT / "examples" / "nordlys-vital.toml"
MARKETS = ("DE", "FR", "GB", "US", "AU", "CA", "SE", "DK", "NL", "FI", "CH", "SA")
"""A dozen markets of several tiers: as many as can be read at the width of a page."""
DAY = date(2026, 11, 21)
SEED = 1
LOOP_MARKETS = ("CH", "DE", "FR", "GB", "SE", "US")
LOOP_DAY = date(2026, 11, 22)
FINDING = """
[[finding]]
input = "win_share"
market = "GB"
kind = "survey"
on = 2026-11-20
who = "hospital buyers"
yes = 4
of = 40
source = "Invented for this page"
"""
"""What the loop of the docs finds out."""
VARIABLE = re.compile(r"var\(--[\w-]+,(#[0-9a-f]{3,8})\)")


def picture() -> str:
    """Return the ranking of an invented company's markets as SVG that stands alone."""
    record = plan(EXAMPLE, markets=MARKETS, seed=SEED, on=DAY)
    svg = draw(ranking_picture(record, words=Words("en")))["wide"]
    return f"{_on_paper(svg)}\n"


def loop_pictures() -> dict[str, str]:
    """Return the decision loop of the docs by file name: the plan, and the sequence, before and after."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / EXAMPLE.name
        told.write_text(f"{EXAMPLE.read_text(encoding='utf-8')}\n{FINDING}", encoding="utf-8")
        records = {
            name: plan(path, markets=LOOP_MARKETS, seed=SEED, on=LOOP_DAY)
            for name, path in (("before", EXAMPLE), ("after", told))
        }
    found = {}
    for name, record in records.items():
        launches = sequence_picture(record, words=Words("en"))
        pictures = {"plan": ranking_picture(record, words=Words("en"))}
        pictures |= {"sequence": launches} if launches else {}
        for key, made in pictures.items():
            found[f"loop-{key}-{name}.svg"] = f"{_on_paper(draw(made)['wide'])}\n"
    return found


def _on_paper(svg: str) -> str:
    """Give it a white ground and plain colours: some pages are black, some viewers know no variables."""
    plain = VARIABLE.sub(r"\1", svg)
    head, body = plain.split("</desc>", 1)
    return f'{head}</desc><rect width="100%" height="100%" fill="#fff"/>{body}'


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(picture(), encoding="utf-8")
    for name, svg in loop_pictures().items():
        (FILE.parent / name).write_text(svg, encoding="utf-8")
    print(f"wrote {FILE.parent.relative_to(ROOT)}")
