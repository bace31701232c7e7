"""Draw the picture of the README: ``python -m tools.pictures``. Same code and knowledge, same picture."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from fram.workspace.decide import plan
from fram.workspace.papers.charts import draw, ranking_picture
from fram.workspace.papers.words import Words

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "pictures" / "ranking.svg"
EXAMPLE = ROOT / "examples" / "nordlys-vital.toml"
MARKETS = ("DE", "FR", "GB", "US", "AU", "CA", "SE", "DK", "NL", "FI", "CH", "SA")
"""A dozen markets of several tiers: as many as can be read at the width of a page."""
DAY = date(2026, 11, 21)
SEED = 1
VARIABLE = re.compile(r"var\(--[\w-]+,(#[0-9a-f]{3,8})\)")


def picture() -> str:
    """Return the ranking of an invented company's markets as SVG that stands alone."""
    record = plan(EXAMPLE, markets=MARKETS, seed=SEED, on=DAY)
    svg = draw(ranking_picture(record, words=Words("en")))["wide"]
    return f"{_on_paper(svg)}\n"


def _on_paper(svg: str) -> str:
    """Give it a white ground and plain colours: some pages are black, some viewers know no variables."""
    plain = VARIABLE.sub(r"\1", svg)
    head, body = plain.split("</desc>", 1)
    return f'{head}</desc><rect width="100%" height="100%" fill="#fff"/>{body}'


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(picture(), encoding="utf-8")
    print(f"wrote {FILE.relative_to(ROOT)}")
