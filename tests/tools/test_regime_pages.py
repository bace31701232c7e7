"""What the generator of the chapters does with odd cells, sources and the list of pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fram.terms.citation import Citation
from tools import regime_pages

SITE = """\
nav:
  - What is known:
      - Indications: knowledge/indications.md
      - Regimes:
          - knowledge/regimes/README.md
          - gone: knowledge/regimes/gone.md
  - Add:
"""


def test_a_cell_ends_no_row_and_begins_no_tag() -> None:
    assert regime_pages._row("a|b", "under <60\n  min", 3) == "| a\\|b | under &lt;60 min | 3 |"


def test_a_source_has_one_sign_however_many_places_are_named() -> None:
    law = Citation(title="An invented law", url="https://example.org/law", read=date(2026, 1, 2))
    first, second = replace(law, place="Article 1"), replace(law, place="Article 2")
    other = Citation(title="An invented guide")
    cited = regime_pages._Sources("S", [first, second, other])
    assert [cited.place(cite) for cite in (first, second, other)] == ["S1 Article 1", "S1 Article 2", "S2"]
    assert cited.table().splitlines()[2:] == [
        "| S1 | [An invented law](https://example.org/law) |  |  | 2026-01-02 |",
        "| S2 | An invented guide |  |  | not read |",
    ]


def test_the_list_of_the_site_is_renewed_in_its_place() -> None:
    made = regime_pages.site(SITE)
    assert "gone" not in made
    listed = [line.rpartition("/")[2] for line in made.splitlines() if "knowledge/regimes/" in line]
    assert listed[0] == "README.md"
    assert set(listed) == set(regime_pages.pages())
    assert made.startswith(SITE[: SITE.index("          - ")])
    assert made.endswith("  - Add:\n")
