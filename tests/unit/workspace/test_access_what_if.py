"""The claim simulator: before and after, what made the difference, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from fram.knowledge.facts import fact_registry
from fram.rules.show import WIDTH
from fram.terms.errors import Refused
from fram.workspace.access import what_if
from fram.workspace.access.phrases import phrases
from fram.workspace.access.what_if import CLAIMS, SOUNDS_LIKE
from fram.workspace.access.what_if_text import compared_json, compared_text

DAY = date(2026, 11, 22)
ANSWERED = {
    "info_for_decision": False, "data_source": "md_only", "aimd_accessory": False, "controls_aimd": False,
    "controls_ionising": False, "closed_loop": False, "drives_mdr_class": "none", "contraception": False,
    "accessory": False, "therapeutic": False,
}  # fmt: skip
"""What the class of the example hangs on, answered here so that the example may say otherwise."""


@pytest.fixture
def app(root: Path, tmp_path: Path) -> Path:
    """The sleep app, everything answered that its class hangs on."""
    text = (root / "examples" / "sovn-app.toml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.partition(" =")[0] not in ANSWERED]
    lines = [f"{name} = {json.dumps(value)}" for name, value in ANSWERED.items()]
    path = tmp_path / "app.toml"
    path.write_text("\n".join([*kept, *lines]), encoding="utf-8")
    return path


def test_fertility_support_against_contraception(app: Path) -> None:
    support = what_if(app, set=("claim=conception",), on=DAY)
    assert support.after.outcomes == ("I",)
    against = what_if(app, set=("claim=contraception",), on=DAY)
    assert against.before.outcomes == ("I",)
    assert against.after.outcomes == ("IIb",)
    assert [one.outcome for one in against.gained] == ["IIb"]
    assert not against.is_same_class


def test_inform_drive_diagnose(app: Path) -> None:
    for claim in ("inform", "drive", "diagnose"):
        found = what_if(app, set=(f"claim={claim}", "worst_impact=serious"), on=DAY)
        assert found.after.outcomes == ("IIb",), (
            claim
        )  # the law asks what an error may do, not how it is worded
    serious = "imdrf_situation=serious"
    table = {
        claim: [one.outcome for one in what_if(app, set=(f"claim={claim}", serious), on=DAY).after.guidance]
        for claim in ("drive", "diagnose")
    }
    assert table["drive"] != table["diagnose"]  # the published table does ask


def test_an_alarm_is_stricter_than_monitoring(root: Path) -> None:
    path = root / "examples" / "nordlys-vital.toml"
    found = what_if(path, set=("claim=alarm",), on=DAY)
    assert found.before.classes[0] == "IIa"
    assert found.after.classes[0] == "IIb"
    assert {change.fact: change.how for change in found.changed}["immediate_danger"] == "claim"
    assert what_if(path, set=("claim=monitor",), on=DAY).is_same_class


def test_wellness_gives_up_the_approval(app: Path) -> None:
    found = what_if(app, set=("claim=wellness",), on=DAY)
    assert found.given_up == ("eu-mdr",)
    assert found.after.outcomes == ("not_md",)
    assert found.after.stated == ""


def test_words_alone_decide_nothing_and_ask(app: Path) -> None:
    found = what_if(app, set=("claim=Helps couples conceive",), on=DAY)
    assert found.is_same_class
    assert found.changed == ()
    assert found.claim.sounds_like == ("conception",)
    assert found.ask_about
    text = compared_text(found)
    assert "decide nothing by themselves" in " ".join(text.split())
    assert all(f"claim={name}" in text for name in CLAIMS)


def test_words_and_facts_go_together(app: Path) -> None:
    found = what_if(app, set=("claim=Helps couples wait", "contraception=true"), on=DAY)
    assert found.claim.words == "Helps couples wait"
    assert found.after.outcomes == ("IIb",)
    assert [change.fact for change in found.changed] == ["contraception"]


def test_a_fact_by_hand_overrules_the_claim(app: Path) -> None:
    found = what_if(app, set=("claim=contraception", "contraception=false"), on=DAY)
    assert found.is_same_class
    assert "contraception" in found.same


def test_unknown_takes_an_answer_away(app: Path) -> None:
    found = what_if(app, set={"contraception": "unknown"}, on=DAY)
    assert found.before.outcomes == ("I",)
    assert set(found.after.outcomes) > {"I"}
    assert found.changed[0].after is None


def test_what_follows_is_worked_out_anew(root: Path) -> None:
    path = root / "examples" / "nordlys-vital.toml"
    found = what_if(path, set=("involves_substances=true",), on=DAY)
    follows = {change.fact for change in found.changed if change.how == "follows"}
    assert "channel_store" in follows  # a no to the first had settled it
    assert len(found.after.outcomes) >= len(found.before.outcomes)


def test_a_fact_no_rule_reads_is_said(app: Path) -> None:
    found = what_if(app, set=("dpia_done=false",), on=DAY)
    assert found.unread == ("dpia_done",)
    assert found.is_same_class


def test_law_against_a_proposal(root: Path) -> None:
    found = what_if(root / "examples" / "holokirurg.toml", reform="com-2025-1023", on=DAY)
    assert found.before.reform == ""
    assert found.after.reform == "com-2025-1023"
    assert found.gained
    assert "The proposal is not law" in compared_text(found)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("contraceptoin=true", "did you mean `contraception`"),
        ("worst_impact=seriuos", "did you mean `serious`"),
        ("claim=infrom", "did you mean `inform`"),
        ("contraception=maybe", "is not an answer"),
        ("high_quality_trials=many", "is not an answer"),
        ("contraception", "is no change"),
        ("contraception=", "is no change"),
        ("=true", "is no change"),
    ],
)
def test_what_is_no_change_is_refused(app: Path, change: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        what_if(app, set=(change,), on=DAY)


@pytest.mark.parametrize(
    "change", ["is_ivd=true", "implantable=true", "medical_purpose=false", "uses_ai=true"]
)
def test_a_change_against_the_file_is_refused_as_the_file_would_be(app: Path, change: str) -> None:
    with pytest.raises(Refused, match="does not go with the rest of the file") as refused:
        what_if(app, set=(change,), on=DAY)
    assert all(problem.where.startswith("product.") for problem in refused.value.problems)
    assert refused.value.kind == "invalid"


def test_no_change_and_a_change_twice_are_refused(app: Path) -> None:
    with pytest.raises(Refused, match="nothing is changed"):
        what_if(app, on=DAY)
    with pytest.raises(Refused, match="a second time"):
        what_if(app, set=("contraception=true", "contraception=false"), on=DAY)
    with pytest.raises(Refused, match="a second time"):
        what_if(app, set=("claim=inform", "claim=drive"), on=DAY)


def test_several_answers_and_numbers_are_read(app: Path) -> None:
    found = what_if(app, set=("medical_purposes=treat_disease, monitor_disease",), on=DAY)
    assert found.unread == ("medical_purposes",)
    assert what_if(app, set=("high_quality_trials=2",), on=DAY).unread == ("high_quality_trials",)


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("name", ["holokirurg", "nordlys-vital", "rask-sepsis", "sovn-app"])
def test_every_claim_is_told_within_the_screen(root: Path, name: str, claim: str, lang: str) -> None:
    found = what_if(root / "examples" / f"{name}.toml", set=(f"claim={claim}",), on=DAY)
    text = compared_text(found, lang)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert phrases("whatif")["small"].in_(lang) in " ".join(text.split())


def test_in_json(app: Path) -> None:
    found = what_if(app, set=("claim=contraception",), on=DAY)
    told = json.loads(compared_json(found))
    assert told["before"]["outcomes"] == ["I"]
    assert told["after"]["outcomes"] == ["IIb"]
    assert told["claim"]["preset"] == "contraception"
    assert told["gained"][0]["outcome"] == "IIb"
    assert told["changed"][0]["how"] == "claim"
    assert list(told) == sorted(told)


def test_control_signs_in_words_do_not_reach_the_terminal(app: Path) -> None:
    found = what_if(app, set={"claim": "Sleeps \x1b[31mwell\x07 all night"}, on=DAY)
    assert "\x1b" not in compared_text(found)


def test_built_in_claims_are_known_facts_with_known_answers() -> None:
    for facts in CLAIMS.values():
        for name, value in facts.items():
            assert fact_registry()[name].read(value) == value
    assert set(SOUNDS_LIKE) <= set(CLAIMS)
    assert {f"claim-{name}" for name in CLAIMS} <= set(phrases("whatif"))


def test_what_the_reading_aids_say_stands_beside_the_law(app: Path) -> None:
    serious = "imdrf_situation=serious"
    told = [compared_text(what_if(app, set=(f"claim={c}", serious), on=DAY)) for c in ("drive", "diagnose")]
    assert all("Reading aids" in text for text in told)
    assert "IIb: Guidance, not law: MDCG 2019-11" not in told[0]
    assert "IIb: Guidance, not law: MDCG 2019-11" in told[1]
