"""The front door to device classes: a profile or a file in, a verdict in words, HTML or JSON out."""

from __future__ import annotations

import json
import pickle
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import fram
from fram.knowledge.access.screening import screened_regimes
from fram.knowledge.rulebooks import BOOKS, LAW_BOOKS, rule_book
from fram.rules.show import WIDTH
from fram.rules.verdict import Asking, Force, Verdict
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.product import Certificate, ProductProfile
from fram.workspace.access import (
    classify_everywhere,
    everywhere_json,
    everywhere_text,
    verdict_json,
    verdict_text,
)
from fram.workspace.access.phrases import phrases
from fram.workspace.access.verdict_page import heading, verdict_page
from tests.unit.workspace.verdicts import DAY, DECIDING, LAW, finding, software, verdict

LANGS = ("en", "nb")


def test_fram_classify_is_the_front_door() -> None:
    found = fram.classify(DECIDING, on=DAY)
    assert {"IIa", "III"} <= set(found.outcomes)
    assert found.as_of == DAY
    assert "Answer this next" in str(found)
    assert "Answer this next" in found._repr_html_()


def test_a_company_file_and_its_profile_give_the_same_verdict(root: Path) -> None:
    path = root / "examples" / "sovn-app.toml"
    found = fram.classify(path, on=DAY)
    assert found == fram.classify(str(path), regime="MDR", on=DAY)
    profile = fram.read_company(path, on=DAY).product
    assert fram.classify(profile, on=DAY).outcomes == found.outcomes


def test_a_profile_has_what_follows_from_its_fields() -> None:
    found = fram.classify(ProductProfile(name="x", kind="device"), on=DAY)
    assert ("device_kind", "hardware") in {(a.fact, a.value) for a in found.assumed}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"info_for_decisions": True}, "did you mean `info_for_decision`"),
        ({"worst_impact": "serius"}, "did you mean `serious`"),
        ({"implantable": True, "invasive": "none"}, "implantable = true does not go with invasive = none"),
    ],
)
def test_facts_of_a_profile_are_read_as_those_of_a_file(facts: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        fram.classify(ProductProfile(name="x", kind="device", facts=facts), on=DAY)


def test_the_day_is_asked_for_and_must_be_one() -> None:
    with pytest.raises(TypeError, match="'on'"):
        fram.classify(DECIDING)
    with pytest.raises(Refused, match=r"on=date\(2026, 11, 22\)"):
        fram.classify(DECIDING, on="2026-11-22")
    assert fram.classify(DECIDING, on=datetime(2026, 11, 22, 9, 30)).as_of == DAY


def test_a_service_has_no_class() -> None:
    with pytest.raises(Refused, match="a service has no device class"):
        fram.classify(ProductProfile(name="x", kind="service"), on=DAY)
    told = ProductProfile(name="x", kind="service", facts={"device_kind": "software"})
    assert fram.classify(told, on=DAY).outcomes


def test_a_regime_that_is_not_coded_says_so() -> None:
    with pytest.raises(Refused, match=r"in are not coded yet .* coded: eu-mdr"):
        fram.classify(DECIDING, regime="in", on=DAY)


def test_the_version_names_the_book_and_the_knowledge() -> None:
    assert rule_book("eu-mdr").version.startswith("2017/745, knowledge ")


@pytest.mark.parametrize("lang", LANGS)
def test_in_words(lang: str) -> None:
    text = verdict_text(fram.classify(DECIDING, on=DAY), lang)
    told = phrases("verdict")
    for key in ("because", "ask", "assumed"):
        assert f"\n{told[key].in_(lang)}\n" in text
    assert "IIa" in text.splitlines()[0]
    assert "2026-11-22" in text
    assert told["as_of"].in_(lang).rpartition(". ")[2] in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("example", ["sovn-app", "nordlys-vital", "rask-sepsis", "holokirurg"])
@pytest.mark.parametrize("regime", [*BOOKS, *LAW_BOOKS])
def test_every_example_is_told_under_every_regime_on_one_screen_or_two(
    example: str, regime: str, root: Path
) -> None:
    for lang in LANGS:
        text = str(
            fram.classify(
                root / "examples" / f"{example}.toml", regime=regime, on=date(2026, 12, 11), lang=lang
            )
        )
        assert max(map(len, text.splitlines())) <= WIDTH
        assert len(text.splitlines()) <= 66
        assert "{" not in text


def test_a_verdict_can_be_kept_and_taken_out_again() -> None:
    found = fram.classify(DECIDING, on=DAY)
    again = pickle.loads(pickle.dumps(found))
    assert (again, str(again)) == (found, str(found))


MARKED = (finding("Is", "mark-sterile"), finding("Im", "mark-measuring"))
HEADINGS = [
    (("I",), {}, "Class I", "Klasse I"),
    (("I",), {"marks": MARKED[:1]}, "Class I, sterile (Is)", "Klasse I, steril (Is)"),
    (("I",), {"marks": MARKED}, "Class I, sterile (Is) and measuring (Im)", "(Is) og med målefunksjon (Im)"),
    (("I", "IIa"), {"marks": MARKED}, "Still possible: class Is/Im or IIa", "klasse Is/Im eller IIa"),
    (("IIa", "IIb", "III"), {}, "Still possible: class IIa, IIb or III", "mulig: klasse IIa, IIb eller"),
    (("not_md",), {"out": "not_md"}, "Not a medical device", "Ikke medisinsk utstyr"),
    (("not_md", "I"), {"out": "not_md"}, "Still possible: not a medical device, or class I", ""),
    (("high-risk",), {"regime": "eu-ai-act"}, "High-risk", "Høyrisiko"),
    (("general", "list-a"), {"regime": "uk"}, "Still possible: general or list A", "allmenn eller liste A"),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "more", "english", "norwegian"), HEADINGS, ids=[h[2] for h in HEADINGS])
def test_the_heading_says_the_class(
    outcomes: tuple[str, ...], more: dict[str, Any], english: str, norwegian: str
) -> None:
    assert heading(verdict(*outcomes, **more)) == english
    assert norwegian in heading(verdict(*outcomes, **more), lang="nb")


LEADS = [
    (("I",), {}, "No notified body is needed; you declare it yourselves."),
    (("I",), {"ask": "sterile"}, "No notified body is needed, unless the next answer adds a duty."),
    (("I",), {"marks": MARKED}, "A notified body certifies only that part; the rest you declare yourselves."),
    (("IIa", "III"), {}, "A notified body must certify it before it is sold."),
    (("I", "III"), {}, "Class I you declare yourselves; class III must be certified by a notified"),
    (("not_md", "III"), {"out": "not_md"}, "If these rules hold for it: a notified body must certify it"),
    (("not_md",), {"out": "not_md"}, "These rules give it no class. Other law may still hold for it."),
    (("high-risk",), {"regime": "eu-ai-act"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "more", "said"), LEADS, ids=[lead[2] or "law" for lead in LEADS])
def test_the_line_below_says_who_must_approve_it(
    outcomes: tuple[str, ...], more: dict[str, Any], said: str
) -> None:
    lead = verdict_page(verdict(*outcomes, **more)).lead
    assert lead.startswith(said)
    assert bool(lead) is bool(said)


def test_a_regime_without_notified_bodies_names_its_routes() -> None:
    lead = verdict_page(verdict("IIa", regime="uk")).lead
    assert lead.startswith("The way to market: CE mark recognised")
    assert "UKCA" not in lead


def test_the_last_resort_is_named_where_nothing_else_is_open_and_not_for_the_lowest_class() -> None:
    late = date(2031, 1, 1)
    assert "UKCA" in verdict_page(verdict("IIa", regime="uk", as_of=late)).lead
    assert verdict_page(verdict("I", regime="uk", as_of=late)).lead == ""


def test_long_lists_are_folded_and_a_list_with_one_too_many_is_not() -> None:
    five, nine = (verdict("I", because=tuple(finding("I", f"r-{n}") for n in range(n))) for n in (5, 9))
    assert len(verdict_page(five).sections[0].lines) == 5
    assert (len(verdict_page(nine).sections[0].lines), len(verdict_page(nine).sections[0].folded)) == (4, 5)
    assert "and 5 more (--json shows all)" in verdict_text(nine)
    assert "og 5 til (--json viser alt)" in verdict_text(nine, "nb")


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (Confidence.UNCHECKED, "nobody here has read in its source (r-1)"),
        (Confidence.PARTLY_READ, "read only in part (r-1)"),
    ],
)
def test_a_verdict_that_rests_on_unread_text_warns_and_marks_the_rule(
    confidence: Confidence, said: str
) -> None:
    weak = verdict("I", because=(finding("I", confidence=confidence), finding("I", "r-2")))
    text = " ".join(verdict_text(weak).split())
    assert said in text
    assert "source not read" in text or "source read in part" in text
    assert not verdict_page(verdict("I", because=(finding("I"),))).warnings


def test_law_guidance_and_practice_are_told_apart() -> None:
    guide = replace(LAW, title="Guide 7, on classes", place="page 3")
    forces = (
        finding("I", guides=(guide,)),
        finding("I", force=Force.GUIDANCE),
        finding("I", force=Force.PRACTICE),
    )
    found = verdict("I", because=forces)
    text = verdict_text(found)
    assert "Law: Article 1, first indent; read with Guide 7 page 3" in text
    assert "Guidance, not law: A law, Article 1, first indent" in text
    assert "Practice, not law: A law" in text
    assert "Lov: Artikkel 1, første strekpunkt" in verdict_text(found, "nb")


def test_a_reading_aid_agrees_or_not() -> None:
    text = verdict_text(verdict("IIa", guidance=(finding("IIa"), finding("III"))))
    assert "Agrees: It is IIa." in text
    assert "Would say otherwise; the law decides: It is III." in text


def test_a_proposal_read_as_law_is_called_one() -> None:
    found = fram.classify(DECIDING, on=DAY, reform="com-2025-1023")
    assert found.reform == "com-2025-1023"
    assert "Read as if the proposal com-2025-1023 were law; it is not." in str(found)
    assert fram.classify(DECIDING, on=DAY).reform == ""


def test_near_misses_name_the_answer_and_each_answer_once() -> None:
    close = fram.classify(
        software(medical_purpose=True, info_for_decision=True, worst_impact="serious"), on=DAY
    )
    text = " ".join(str(close).split())
    assert "“Death or harm that does not heal” instead of “Serious worsening of health”." in text
    # Nobody is one word from another product.
    assert "Software only" not in text.partition("Taken for granted")[0]


def test_the_next_question_says_what_each_answer_leaves() -> None:
    asking = Asking(
        fact="worst_impact", settles=(),
        leaves=(
            ("death_or_irreversible", ("III",)), ("serious", ("IIb",)), ("surgical", ("IIb",)),
            ("other", ("IIa", "IIb", "III")),
        ),
    )  # fmt: skip
    text = verdict_text(verdict("IIa", "IIb", "III", ask="worst_impact", asking=asking))
    assert "  III        Death or harm that does not heal\n" in text
    assert "  IIb        Serious worsening of health · An operation that was not needed\n" in text
    assert "  IIa … III  Less than that" in text
    assert "(worst_impact)" in text


def test_the_class_the_company_states_is_told_and_never_changes_the_verdict(root: Path) -> None:
    stated = ProductProfile(
        name="x", kind="software", facts=DECIDING.facts,
        certificates=(Certificate(regime="eu-mdr", device_class="class IIb", held_on=date(2025, 1, 1)),),
    )  # fmt: skip
    found = fram.classify(stated, on=DAY)
    assert found.stated == "IIb"
    assert found.outcomes == fram.classify(DECIDING, on=DAY).outcomes
    assert "which is among those still possible" in str(found)
    past = replace(stated, certificates=(replace(stated.certificates[0], until=DAY),))
    assert fram.classify(past, on=DAY).stated == ""
    held = Certificate(regime="eu-mdr", device_class="IIa", held_on=date(2025, 1, 1))
    harm = {**DECIDING.facts, "worst_impact": "death_or_irreversible"}
    app = fram.classify(replace(stated, certificates=(held,), facts=harm), on=DAY)
    assert app.stated == "IIa"
    assert "IIa" not in app.outcomes
    assert any("IIa" in warning for warning in verdict_page(app, lang="nb").warnings)
    assert "states class I too" in str(verdict_text(verdict("I", stated="I")))


def test_in_json() -> None:
    found = fram.classify(DECIDING, on=DAY)
    told = json.loads(verdict_json(found, lang="nb"))
    own = {field.name for field in fields(Verdict)} - {"page"}
    assert set(told) == own | {"confidence", "is_settled", "question", "unanswered"}
    assert told["outcomes"] == list(found.outcomes)
    assert (told["is_settled"], told["confidence"]) == (found.is_settled, found.confidence.value)
    assert {f["truth"] for f in (*told["because"], *told["guidance"], *told["marks"])} <= {"yes"}
    assert {f["truth"] for f in told["unsure"]} == {"unknown"}
    assert {f["truth"] for f in told["near_misses"]} <= {"no"}
    assert told["question"]["fact"] == told["ask"]
    assert set(told["question"]["answers"]) == {answer for answer, _ in told["asking"]["leaves"]}
    assert list(told) == sorted(told)
    assert verdict_json(found) == verdict_json(fram.classify(DECIDING, on=DAY))
    assert json.loads(verdict_json(verdict("I")))["question"] is None


def test_every_coded_regime_beside_the_others(root: Path) -> None:
    found = classify_everywhere(root / "examples" / "nordlys-vital.toml", on=DAY)
    assert set(found) == {*BOOKS, *screened_regimes()}
    for lang in LANGS:
        text = everywhere_text(found, lang)
        assert all(f"({regime})" in text for regime in BOOKS)
        assert max(map(len, text.splitlines())) <= WIDTH
    told = json.loads(everywhere_json(found))
    assert told["eu-mdr"]["outcomes"] == list(
        fram.classify(root / "examples" / "nordlys-vital.toml", on=DAY).outcomes
    )


def test_a_regime_that_did_not_hold_on_the_day_stands_among_the_others() -> None:
    found = classify_everywhere(DECIDING, on=date(2022, 1, 1))
    assert isinstance(found["eu-ivdr"], Refused)
    assert isinstance(found["eu-mdr"], Verdict)
    assert "No verdict: the rules of eu-ivdr do not hold on 2022-01-01" in everywhere_text(found)
    assert "begin on" in json.loads(everywhere_json(found))["eu-ivdr"]["refused"]


def test_both_languages_hold_the_same_places() -> None:
    for key, words in phrases("verdict").items():
        assert _places(words.en) == _places(words.nb), key


def _places(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}
