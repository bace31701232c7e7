"""Words brought to one form, scores with reasons, and what facts and marks do to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.codes.agreement import with_facts
from fram.access.codes.device_code import DeviceCode, EmdnCode
from fram.access.codes.scoring import GOOD, Entry, Match, Rarity, rank
from fram.access.codes.words import Synonym, ideas, stem, stems_of, tokens

SYNONYMS = (
    Synonym.written("ecg", ["electrocardiograph"]),
    Synonym.written("blodsukker*", ["glucose"]),
    Synonym.written("blood sugar", ["glucose"]),
    Synonym.written("sugar", ["sweet"]),
    Synonym.written("aed", ["automated external defibrillator", "defibrillator"]),
)
SAME = (
    ("oximetry", "oximeters"), ("electrocardiogram", "electrocardiographs"), ("endoscopic", "endoscope"),
    ("haemoglobin", "hemoglobin"), ("nebuliser", "nebulizer"), ("analysers", "analyzer"),
    ("behavioural", "behavioral"), ("monitors", "monitoring"), ("foetal", "fetal"), ("tumour", "tumors"),
    ("catheterisation", "catheterization"), ("labour", "labor"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_and_endings_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("thermometer", "thermograph"), ("program", "pro"), ("cat", "category")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_written_apart_are_one() -> None:
    assert tokens("Over-The-Counter X-Ray, Non-Invasive: Søvn") == ["otc", "xray", "noninvasive", "sovn"]
    assert stems_of("The system for use of an oximeter") == ("system", "oxi~m")


def test_the_longest_synonym_is_taken_and_a_star_goes_on() -> None:
    found = ideas("blood sugar with blodsukkermåling, ECG", synonyms=SYNONYMS)
    assert [idea.said for idea in found] == ["blood sugar", "blodsukkermaling", "ecg"]
    assert [way.shown for way in found[0].ways] == ["blood sugar", "glucose"]
    assert found[2].ways[1].stems == ("electrocardio~g",)


def test_the_first_meaning_counts_most_and_little_words_little() -> None:
    aed, home = ideas("AED at home", synonyms=SYNONYMS, little=frozenset(("home",)))
    assert aed.ways[0].share > aed.ways[1].share > aed.ways[2].share
    assert home.weight < aed.weight == 1


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = ideas(text, synonyms=SYNONYMS)
    assert len({idea.ways for idea in found}) == len(found)
    assert all(way.stems for idea in found for way in idea.ways)


def code(name: str, *, letters: str = "AAA", **more: object) -> DeviceCode:
    return DeviceCode(code=letters, name=name, device_class="2", **more)  # type: ignore[arg-type]


def entry(name: str, *, letters: str, more: str = "") -> Entry:
    head = name.split(", ")[0]
    return Entry(
        code=code(name, letters=letters), name=frozenset(stems_of(name)), head=frozenset(stems_of(head)),
        more=frozenset(stems_of(more)),
    )  # fmt: skip


KITES = (
    entry("Kite", letters="KIT"),
    entry("Kite, Powered", letters="KIP"),
    entry("Tail, Kite", letters="TAI"),
    entry("Balloon", letters="BAL", more="flown like a kite"),
    entry("Blood Kite", letters="BLO"),
)
RARITY = Rarity(counts={"kite": 50, "power": 60, "tail": 3, "balloon": 4, "blood": 200}, total=7000)


def ranked(asked: str) -> list[str]:
    return [match.code.code for match in rank(KITES, asked=ideas(asked, synonyms=()), rarity=RARITY)]


def test_a_name_that_is_what_was_asked_comes_first() -> None:
    assert ranked("a kite")[0] == "KIT"
    assert ranked("powered kite")[0] == "KIP"


def test_the_thing_comes_before_its_parts_and_before_a_mention() -> None:
    order = ranked("kite")
    assert order.index("KIP") < order.index("TAI") < order.index("BAL")


def test_words_nobody_knows_lower_the_score() -> None:
    def best(asked: str) -> float:
        return rank(KITES, asked=ideas(asked, synonyms=()), rarity=RARITY)[0].score

    assert best("kite") > best("kite zeppelin") > best("kite zeppelin gyroplane")
    assert not rank(KITES, asked=(), rarity=RARITY)


def test_reasons_name_the_words_and_what_is_not_answered() -> None:
    (best, *_) = rank(KITES, asked=ideas("kite with sail", synonyms=()), rarity=RARITY)
    assert [(reason.kind, reason.words) for reason in best.reasons] == [("name", ("kite",))]
    assert best.unmet == ("sail",)


REAGENTS = EmdnCode(code="W01", name="REAGENTS", level=2, category="W", terminal=True)
PACERS = EmdnCode(code="J01", name="PACERS", level=2, category="J", terminal=True)
FACTS = [
    (code("Pump", implant=True), {"implantable": True}, "agrees", "implantable"),
    (code("Pump", implant=True), {"implantable": "no"}, "disagrees", "implantable"),
    (code("Pump", implant=None), {"implantable": "no"}, None, ""),
    (code("Pump", implant=False), {"implantable": "no"}, None, ""),
    (code("Pump", life_sustaining=True), {"life_sustaining": False}, "disagrees", "life_sustaining"),
    (code("Assay", panel="Microbiology"), {"is_ivd": True}, "agrees", "is_ivd"),
    (code("Assay", panel="Microbiology"), {"is_ivd": False}, "disagrees", "is_ivd"),
    (code("Glucose Sensor", panel="Clinical Chemistry"), {"is_ivd": False}, None, ""),
    (code("Stethoscope", panel="Cardiovascular"), {"is_ivd": True}, "disagrees", "is_ivd"),
    (code("Oximeter, Over-The-Counter"), {"lay_user": True}, "agrees", "lay_user"),
    (code("Oximeter, Over-The-Counter"), {"lay_user": False}, "disagrees", "lay_user"),
    (code("Triage Software"), {"device_kind": "software"}, "agrees", "device_kind"),
    (code("Stretcher"), {"device_kind": "software"}, "disagrees", "device_kind"),
    (code("Triage Software"), {"device_kind": "hardware"}, "disagrees", "device_kind"),
    (code("Hardware And Software For Triage"), {"device_kind": "hardware"}, None, ""),
    (code("Oximeter, Reprocessed"), {}, "status", "reprocessed"),
    (code("Sealant", unclassified_because="For Export Only"), {}, "status", "export"),
    (code("Vent", submission="EUA - Emergency Use Authorization"), {}, "status", "emergency"),
    (REAGENTS, {"is_ivd": True}, "agrees", "is_ivd"),
    (PACERS, {"implantable": False}, "disagrees", "implantable"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "facts", "kind", "about"), FACTS)
def test_facts_and_marks_move_the_score_and_say_so(
    known: DeviceCode | EmdnCode, facts: dict[str, object], kind: str | None, about: str
) -> None:
    found = with_facts(Match(code=known, score=0.5, reasons=()), facts=facts, asked=frozenset())
    told = [(reason.kind, reason.about) for reason in found.reasons]
    assert told == ([(kind, about)] if kind else [])
    assert (found.score > 0.5) is (kind == "agrees")
    assert (found.score < 0.5) is (kind in ("disagrees", "status"))


def test_a_mark_that_was_asked_for_is_no_reason_against() -> None:
    match = Match(code=code("Oximeter, Reprocessed"), score=0.5, reasons=())
    assert with_facts(match, facts={}, asked=frozenset((stem("reprocessed"),))).reasons == ()
    assert Match(code=match.code, score=GOOD, reasons=()).is_good
