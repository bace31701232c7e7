"""Which market sees which prices: the file, and what its reader refuses."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from fram.access.price_links.link import PriceLink
from fram.knowledge.access.payers.price_links import read_price_links
from fram.knowledge.shelf import ROOT, Shelf, load_yaml
from fram.rules.parameter import Parameter
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate

DAY = date(2026, 11, 22)
KNOWN = read_price_links(Shelf())
BY_ID = {link.id: link for link in KNOWN.links}


def pathway_ids() -> set[str]:
    return {load_yaml(path)["id"] for path in Shelf().files("[a-z][a-z]/reimbursement/*.yaml")}


@pytest.mark.parametrize("link", KNOWN.links, ids=lambda link: link.id)
def test_every_link_is_whole(link: PriceLink) -> None:
    assert link.says.keys() == {"en", "nb"}
    assert set(link.pathways) <= pathway_ids()
    assert link.cite.read or link.confidence is Confidence.UNCHECKED
    assert link.is_in_force(DAY)


def test_germany_sees_what_is_paid_all_over_europe() -> None:
    link = BY_ID["de-diga"]
    assert {"NO", "GB", "CH"} <= set(link.sees)
    assert "US" not in link.sees
    assert link.sees_rebates
    assert isinstance(link.lag, Parameter)


def test_japan_looks_at_five_countries_by_formula() -> None:
    assert BY_ID["jp-average"].sees == ("US", "GB", "DE", "FR", "AU")
    assert BY_ID["jp-average"].formula == "foreign-average"
    assert not BY_ID["jp-average"].sees_rebates


def test_the_share_given_up_is_ours_and_says_so() -> None:
    found = KNOWN.conceded.estimate(DAY)
    assert isinstance(found, Estimate)
    assert (found.confidence, found.cites[0].publisher) == (Confidence.UNCHECKED, "Fram")
    assert 0 <= found.dist.mean <= 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("market: JP", "market: DE", "`sees` must name other markets"),
        ("seen: [list]", "seen: [rumour]", "`rumour` is nothing that is seen"),
        ("    formula: foreign-average\n", "", "a link by formula names it"),
        ("id: ch-migel", "id: de-diga", "`de-diga` stands twice"),
        ("rule: comparison", "rule: guess", "`guess` is no rule"),
        ("sees: [US, GB", "sees: [XX, GB", "unknown market `XX`"),
        ("    checked: 2026-11-22\n  - id: jp", "    seen_by: us\n  - id: jp", "unknown key `seen_by`"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (ROOT / "price_links.yaml").read_text(encoding="utf-8")
    assert old in text
    shutil.copytree(ROOT / "citations", tmp_path / "citations")
    shutil.copytree(ROOT / "units", tmp_path / "units")
    (tmp_path / "price_links.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=message):
        read_price_links(Shelf(tmp_path))
