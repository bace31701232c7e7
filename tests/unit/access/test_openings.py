"""What one approval opens: invented edges, then the file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.access.openings.first import Traveller, by_way_of, firsts, held_approvals, helped_by
from fram.access.openings.opening import EFFECTS, Opening
from fram.access.regimes.regime import Regime, Route, Told
from fram.access.road.approval import approval
from fram.knowledge.access.openings import read_openings
from fram.knowledge.access.roads import read_roads
from fram.knowledge.shelf import ROOT, Shelf
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from fram.terms.product import Certificate, ProductProfile

DAY = date(2026, 11, 22)
CITE = Citation(title="An invented rule", read=DAY)
DEVICE = ProductProfile(name="Thing", kind="device")


def edge(name: str, *, source: str, to: str, effect: str, **more: Any) -> Opening:
    return Opening(
        id=name, source=tuple(source.split()), to=tuple(to.split()), effect=effect,  # type: ignore[arg-type]
        says={"en": name}, confidence=Confidence.READ, cite=CITE, **more,
    )  # fmt: skip


def regime(name: str, opens: str, *routes: Route, classes: tuple[str, ...] = ("any",)) -> Regime:
    return Regime(
        id=name, name={"en": name}, opens=tuple(opens.split()), kinds=("device", "ivd"), classes=classes,
        routes=routes or (Route(id="own", name={"en": "own"}, classes=("any",)),), cite=CITE,
    )  # fmt: skip


ROADS = {
    r.id: r for r in (
        regime("eu-mdr", "DE SE"), regime("us-fda", "US"), regime("ca", "CA", classes=("I", "II")),
        regime("sg", "SG", classes=("A", "B", "C")),
        regime("au", "AU", Route(id="r", name={"en": "r"}, classes=("any",), after=("eu-mdr", "us-fda"))),
    )
}  # fmt: skip


def traveller(**more: Any) -> Traveller:
    return Traveller(profile=replace(DEVICE, **more), home="NO", told=Told(), on=DAY)


def effects(*edges: Opening, gained: str = "eu-mdr", who: Traveller | None = None) -> dict[str, str]:
    found = helped_by(frozenset(gained.split()), who or traveller(), edges=edges, roads=ROADS)
    return {each.place: each.effect for each in found}


def months(days: float) -> Parameter:
    values = (Dated(start=date(2020, 1, 1), value=Fixed(value=days), cite=CITE),)
    return Parameter(key="saves", unit="working-days", values=values)


def test_the_strongest_effect_on_a_place_counts_and_stands_first() -> None:
    found = effects(
        edge("a", source="eu-mdr", to="AU", effect="evidence"),
        edge("b", source="eu-mdr", to="CH AU", effect="accepts"),
        edge("c", source="us-fda", to="US", effect="accepts"),
    )
    assert found == {"AU": "accepts", "CH": "accepts"}


@pytest.mark.parametrize(
    ("more", "holds"),
    [
        ({"until": date(2026, 11, 23)}, True), ({"until": DAY}, False), ({"since": DAY}, True),
        ({"since": date(2026, 11, 23)}, False), ({"kinds": ("ivd",)}, False), ({"home": ("US",)}, False),
        ({"home": ("NO",)}, True), ({"at_least": 2}, False), ({"classes": ("C",)}, True),
        ({"classes": ("D",)}, False),
    ],
)  # fmt: skip
def test_an_edge_holds_only_under_its_conditions(more: dict[str, Any], holds: bool) -> None:
    assert bool(effects(edge("e", source="eu-mdr us-fda", to="SG", effect="shortens", **more))) is holds


def test_two_approvals_together_do_what_one_cannot() -> None:
    both = edge("two", source="eu-mdr us-fda", to="SG", effect="shortens", at_least=2)
    assert effects(both) == {}
    assert effects(both, gained="eu-mdr us-fda") == {"SG": "shortens"}


def test_months_are_told_only_where_an_edge_gives_them() -> None:
    measured = edge(
        "m", source="eu-mdr", to="SG", effect="shortens", saves={"B": months(60), "C": months(60)}
    )
    plain = edge("p", source="eu-mdr", to="US", effect="evidence")
    found = helped_by(frozenset({"eu-mdr"}), traveller(), edges=(measured, plain), roads=ROADS)
    saves = {each.place: each.saves for each in found}
    assert isinstance(saves["SG"], Estimate)
    assert saves["SG"].dist.mean == pytest.approx(60 * 7 / 5 / 30.4375)
    assert isinstance(saves["US"], Unknown)


def test_what_is_held_stands_first_and_what_it_does_already_is_marked() -> None:
    edges = (
        edge("ch", source="eu-mdr", to="CH", effect="accepts"),
        edge("au", source="eu-mdr us-fda", to="AU", effect="evidence"),
        edge("br", source="us-fda", to="BR", effect="shortens"),
    )
    who = traveller(certificates=(Certificate(regime="eu-mdr"),))
    held, *others = firsts(who, edges=edges, roads=ROADS)
    assert (held.approval, held.held, held.opens) == ("eu-mdr", True, ("DE", "SE", "CH"))
    fda = next(each for each in others if each.approval == "us-fda")
    assert (fda.opens, fda.places("evidence", "shortens"), fda.already) == (("US",), ("BR", "AU"), ("AU",))


def test_an_approval_asks_for_the_audit_it_cannot_do_without() -> None:
    edges = (
        edge("ca", source="mdsap", to="CA", effect="gateway", classes=("II",)),
        edge("sg", source="ca us-fda", to="SG", effect="shortens"),
    )
    found = {each.approval: each for each in firsts(traveller(), edges=edges, roads=ROADS)}
    assert (found["ca"].gained, found["us-fda"].gained) == (("ca", "mdsap"), ("us-fda",))
    with_audit = traveller(facts={"mdsap_certified": "yes"})
    assert {e.approval: e.gained for e in firsts(with_audit, edges=edges, roads=ROADS)}["ca"] == ("ca",)


def test_a_second_approval_is_told_as_later() -> None:
    edges = (edge("two", source="eu-mdr us-fda", to="SG", effect="shortens", at_least=2),)
    first = firsts(traveller(), edges=edges, roads=ROADS)[0]
    assert (first.helped, [each.place for each in first.later]) == ((), ["SG"])


def test_a_certificate_that_has_run_out_is_not_held() -> None:
    who = traveller(certificates=(Certificate(regime="eu-mdr", until=DAY), Certificate(regime="eu-mdd")))
    assert held_approvals(who, roads=ROADS) == {"eu-mdd"}


def road_steps(first: str, market: str, *, held: frozenset[str] = frozenset()) -> list[str]:
    roads = by_way_of(first, roads=ROADS, held=held)
    profile = replace(DEVICE, certificates=tuple(Certificate(regime=name) for name in held))
    road = approval(profile, roads=roads, market=market, on=DAY)
    return [step.regime for step in road.steps]


def test_the_road_leads_through_the_approval_that_comes_first() -> None:
    assert road_steps("us-fda", "AU") == ["us-fda", "au"]
    assert road_steps("eu-mdr", "AU") == ["eu-mdr", "au"]
    assert road_steps("au", "AU") == []  # all its roads build on another
    assert road_steps("au", "AU", held=frozenset({"eu-mdr"})) == ["eu-mdr", "au"]


# --- the file -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known() -> dict[str, Opening]:
    return {edge.id: edge for edge in read_openings(Shelf())}


def test_the_edges_are_in_closed_vocabularies_and_cited(known: dict[str, Opening]) -> None:
    for found in known.values():
        assert found.effect in EFFECTS
        assert set(found.says) == {"en", "nb"}
        assert found.cite.read, found.id
        assert found.confidence is not Confidence.UNCHECKED, found.id
        assert (found.effect == "watch") <= bool(found.since), found.id


def test_what_comes_first_is_what_others_build_on_and_has_a_road() -> None:
    edges = (edge("a", source="ca eu-mdd mdsap uk", to="SG", effect="shortens"),)
    assert [each.approval for each in firsts(traveller(), edges=edges, roads=ROADS)] == ["ca"]
    assert firsts(traveller(kind="software"), edges=edges, roads=ROADS) == ()


def test_great_britain_takes_the_ce_mark_until_its_days(known: dict[str, Opening]) -> None:
    assert (known["ce-gb"].last_day, known["ce-mdd-gb"].last_day) == (date(2030, 6, 30), date(2028, 6, 30))
    assert known["ce-gb"].is_in_force(date(2030, 6, 30))
    assert not known["ce-gb"].is_in_force(date(2030, 7, 1))
    assert known["others-gb"].effect == known["fda-ch"].effect == "watch"
    assert "510(k)" in known["others-gb"].says["en"]


def test_the_eu_is_not_among_the_authorities_brazil_relies_on(known: dict[str, Opening]) -> None:
    assert known["four-br"].source == ("us-fda", "ca", "au", "jp")


def test_every_road_that_builds_on_another_has_an_edge(known: dict[str, Opening]) -> None:
    roads = read_roads(Shelf())
    for regime_ in roads.values():
        for before in {name for route in regime_.routes for name in route.after}:
            found = [e for e in known.values() if before in e.source and set(regime_.opens) & set(e.to)]
            assert [e for e in found if e.effect != "watch"], (before, regime_.id)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("effect: gateway", "effect: gatewey", "is no effect"),
        ("[us-fda, ca, au]", "[us-fdo, ca, au]", "unknown approval"),
        ("to: [GB-NIR]", "to: [XX]", "unknown place"),
        ("id: ce-ni", "id: ce-gb", "stands twice"),
        ("cite: opens-ni", "site: opens-ni", "`cite` is missing"),
    ],
)
def test_a_fault_in_the_file_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    for name in ("citations", "units"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = (ROOT / "openings.yaml").read_text(encoding="utf-8")
    (tmp_path / "openings.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=told):
        read_openings(Shelf(root=tmp_path))
