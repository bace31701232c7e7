"""``fram access laws``: whether a law binds, from when, what decides it, and what it asks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.cli.app import app
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import Certificate, ProductProfile
from fram.workspace.access import LawBeside, laws_beside, laws_json, laws_text
from fram.workspace.access.laws.binding import NATIONAL
from fram.workspace.access.phrases import phrases

DAY = date(2026, 11, 22)
EVERY_LAW = ("eu-ai-act", "eu-ehds", "eu-pld", *NATIONAL)
KNOWN: dict[str, Any] = {
    "device_kind": "software", "is_ivd": False, "medical_purpose": True, "individual_patient": True,
    "action_on_data": "analysis", "data_source": "md_only", "info_for_decision": True,
    "worst_impact": "serious", "monitors_physiological": "none", "uses_ai": True, "ai_role": "is_the_device",
    "emergency_triage": False, "closed_loop": False, "drives_mdr_class": "none", "accessory": False,
    "contraception": False, "annex_xvi_group": "none", "controls_aimd": False, "controls_ionising": False,
    "vital_process": False, "diagnosis_monitoring": False, "measuring": False,
}  # fmt: skip
NO_DEVICE = {"medical_purpose": False, "info_for_decision": False, "worst_impact": None}


def software(*held: Certificate, **facts: Any) -> ProductProfile:
    told = {name: value for name, value in {**KNOWN, **facts}.items() if value is not None}
    return ProductProfile(name="x", kind="software", facts=told, certificates=held)


def found(product: ProductProfile, law: str, *, on: date = DAY) -> LawBeside:
    return {row.law: row for row in laws_beside(product, on=on)}[law]


class TestArtificialIntelligence:
    def test_a_device_above_the_lowest_class_is_high_risk_from_its_day(self) -> None:
        row = found(software(), "eu-ai-act")
        assert (row.binds, row.outcomes, row.ask) == (Truth.YES, ("high-risk",), "")
        assert (row.starts_on, row.is_in_force) == (date(2028, 8, 2), False)
        assert row.confidence is Confidence.PARTLY_READ

    def test_the_day_is_the_one_the_law_named_then(self) -> None:
        assert found(software(), "eu-ai-act", on=date(2026, 7, 26)).starts_on == date(2027, 8, 2)
        assert found(software(), "eu-ai-act", on=date(2026, 7, 27)).starts_on == date(2028, 8, 2)

    @pytest.mark.parametrize(
        ("facts", "outcomes"),
        [
            ({"uses_ai": False, "ai_role": None, "emergency_triage": None}, ("not-ai",)),
            ({"ai_role": "convenience"}, ("not-high-risk",)),
            ({"made_in_house": True}, ("not-high-risk",)),
            ({"ai_role": None}, ("not-high-risk", "high-risk")),
            ({"info_for_decision": False, "worst_impact": None, "made_in_house": True}, ("not-high-risk",)),
        ],
    )
    def test_what_else_it_may_be(self, facts: dict[str, Any], outcomes: tuple[str, ...]) -> None:
        assert found(software(**facts), "eu-ai-act").outcomes == outcomes

    def test_an_open_class_leaves_it_open_and_asks_for_the_class(self) -> None:
        row = found(software(info_for_decision=None, worst_impact=None), "eu-ai-act")
        assert row.outcomes == ("not-high-risk", "high-risk")
        assert row.binds is Truth.YES
        assert row.ask not in ("", "needs_notified_body")

    def test_every_class_still_possible_needs_a_body_so_the_answer_stands(self) -> None:
        row = found(software(worst_impact=None), "eu-ai-act")
        assert row.outcomes == ("high-risk",)

    def test_sorting_emergencies_is_high_risk_from_an_earlier_day(self) -> None:
        row = found(software(emergency_triage=True, made_in_house=True), "eu-ai-act")
        assert (row.outcomes, row.starts_on) == (("high-risk",), date(2027, 12, 2))

    def test_a_certificate_narrows_the_class(self) -> None:
        held = Certificate(regime="eu-mdr", device_class="IIb")
        assert found(software(held, info_for_decision=None, worst_impact=None), "eu-ai-act").outcomes == (
            "high-risk",
        )

    @pytest.mark.parametrize(
        ("facts", "outcomes"),
        [
            ({"sterile": True, "measuring": False}, ("high-risk",)),
            ({"sterile": False, "measuring": False}, ("not-high-risk",)),
            ({"sterile": False}, ("not-high-risk", "high-risk")),
        ],
    )
    def test_the_lowest_class_needs_a_body_only_where_it_is_marked(
        self, facts: dict[str, Any], outcomes: tuple[str, ...]
    ) -> None:
        told = {
            "medical_purpose": True, "invasive": "none", "active": True, "contact": "none",
            "involves_substances": False, "emits_ionising": False, "therapeutic_energy": False,
            "diagnosis_monitoring": False, "contraception": False, "controls_aimd": False,
            "controls_ionising": False, "closed_loop": False, "vital_process": False, "nanomaterial": False,
            "reusable_surgical_instrument": False, "diag_energy_absorbed": False, "wound_use": "none",
            "radiopharma_imaging": False, "xray_recording": False, "aimd_accessory": False, "eu_class": "I",
            "custom_made": False,
            "uses_ai": True, "ai_role": "is_the_device", "emergency_triage": False, **facts,
        }  # fmt: skip
        product = ProductProfile(name="bed", kind="device", facts=told)
        assert found(product, "eu-ai-act").outcomes == outcomes


class TestTheOthers:
    def test_record_data_make_a_record_system_from_the_day_of_the_data(self) -> None:
        both = ("summaries_prescriptions", "images_results_letters")
        row = found(software(health_record_data=both), "eu-ehds")
        assert (row.outcomes, row.starts_on) == (("ehr-system",), date(2029, 3, 26))
        later = found(software(health_record_data=("images_results_letters",)), "eu-ehds")
        assert later.starts_on == date(2031, 3, 26)

    def test_a_device_that_claims_to_connect_is_seen_as_a_device(self) -> None:
        told = software(health_record_data=("none",), claims_ehr_interoperability=True)
        assert found(told, "eu-ehds").outcomes == ("interoperability-claim",)
        wellness = software(
            health_record_data=("none",), claims_ehr_interoperability=True, lay_user=True, **NO_DEVICE
        )
        assert found(wellness, "eu-ehds").outcomes == ("wellness-label",)
        silent = software(health_record_data=("none",), claims_ehr_interoperability=False)
        assert found(silent, "eu-ehds").binds is Truth.NO

    def test_nobody_said_which_data(self) -> None:
        row = found(software(), "eu-ehds")
        assert (row.binds, row.ask) == (Truth.UNKNOWN, "health_record_data")

    @pytest.mark.parametrize(("on", "is_in_force"), [(date(2026, 12, 9), False), (date(2026, 12, 10), True)])
    def test_liability_from_the_tenth_of_december(self, on: date, is_in_force: bool) -> None:
        row = found(software(), "eu-pld", on=on)
        assert (row.binds, row.is_in_force, row.starts_on) == (Truth.YES, is_in_force, date(2026, 12, 10))

    def test_a_law_nobody_had_adopted_does_not_bind(self) -> None:
        for law, on in (("eu-ai-act", date(2024, 7, 31)), ("eu-pld", date(2024, 11, 17))):
            row = found(software(), law, on=on)
            assert (row.binds, row.demand.en) == (Truth.NO, "Not adopted on that day.")

    def test_a_service_is_asked_whether_it_is_a_product(self) -> None:
        row = found(ProductProfile(name="x", kind="service"), "eu-pld")
        assert (row.binds, row.ask) == (Truth.UNKNOWN, "device_kind")


class TestCountries:
    def test_the_european_class_everywhere_but_in_great_britain(self) -> None:
        rows = {row.law: row for row in laws_beside(software(), on=DAY)}
        assert {rows[law].outcomes for law in ("no", "uk-nir", "ch")} == {("IIb",)}
        assert rows["uk"].outcomes == ("I",)

    @pytest.mark.parametrize(
        ("held", "facts", "until"),
        [
            ((), {}, "2030-06-30"),
            ((Certificate(regime="eu-mdr", device_class="IIb"),), {}, "2030-06-30"),
            ((Certificate(regime="eu-mdr", device_class="IIb", until=date(2029, 1, 31)),), {}, "2029-01-31"),
            ((Certificate(regime="eu-mdd", device_class="IIa"),), {}, "2028-06-30"),
            ((Certificate(regime="eu-mdd", device_class="III"),), {}, "2027-12-31"),
            ((Certificate(regime="eu-mdd", device_class="Im"),), {}, "2028-06-30"),
            ((Certificate(regime="eu-mdd"),), {}, "2028-06-30"),
            ((Certificate(regime="eu-mdd", device_class="I"),), {}, "2028-06-30"),
        ],
    )
    def test_until_when_the_ce_mark_is_accepted(
        self, held: tuple[Certificate, ...], facts: dict[str, Any], until: str
    ) -> None:
        row = found(software(*held, **facts), "uk")
        assert f"CE mark accepted until {until}" in row.demand.en
        assert until in row.demand.nb
        assert ("not past the certificate" in row.demand.en) is bool(held)

    def test_what_was_declared_under_the_old_directive_and_needs_no_body_is_out(self) -> None:
        held = Certificate(regime="eu-mdd", device_class="I")
        row = found(software(held, made_in_house=True), "uk")
        assert "not been accepted since 2023-06-30" in row.demand.en

    def test_after_the_last_day_it_says_so(self) -> None:
        assert "not been accepted since 2030-06-30" in found(software(), "uk", on=date(2030, 7, 1)).demand.en
        assert "accepted until 2030-06-30" in found(software(), "uk", on=date(2030, 6, 30)).demand.en

    @pytest.mark.parametrize(
        ("held", "until"),
        [
            ((), "2030-06-30"),
            ((Certificate(regime="eu-ivdd", device_class="list-b"),), "2030-06-30"),
        ],
    )
    def test_tests_on_samples(self, held: tuple[Certificate, ...], until: str) -> None:
        told = ProductProfile(
            name="x", kind="ivd", certificates=held,
            facts={"ivd_item": "assay", "infection_sought": "neither", "ivd_purpose": "diagnosis",
                   "analyte": "CRP", "self_test": False, "specimen": "blood"},
        )  # fmt: skip
        row = found(told, "uk")
        assert row.outcomes == ("general",)
        assert row.demand.nb.endswith("klasse: allmenn.")
        assert f"until {until}" in row.demand.en
        assert found(told, "ch").starts_on == found(told, "no").starts_on == date(2022, 5, 26)

    @pytest.mark.parametrize(
        ("on", "word"), [(date(2026, 12, 31), "by 2026-12-31"), (date(2027, 1, 1), "swissdamed.")]
    )
    def test_the_swiss_register_has_a_transition(self, on: date, word: str) -> None:
        assert found(software(), "ch", on=on).demand.en.endswith(("swissdamed by 2026-12-31.", word))
        assert word in found(software(), "ch", on=on).demand.en

    def test_what_is_no_device_is_left_alone(self) -> None:
        for law in NATIONAL:
            assert found(software(**NO_DEVICE), law).binds is Truth.NO

    def test_before_the_regulation_held_there(self) -> None:
        row = found(software(), "no", on=date(2021, 5, 25))
        assert not row.is_in_force
        assert row.demand.en == "Did not hold yet on that day."
        assert found(software(), "no", on=date(2021, 5, 26)).is_in_force


class TestShown:
    @pytest.mark.parametrize("lang", ["en", "nb"])
    def test_the_table_fits_and_names_sources_and_what_is_open(self, lang: str) -> None:
        rows = laws_beside(software(worst_impact=None), on=DAY)
        text = laws_text(rows, on=DAY, lang=lang)
        assert max(map(len, text.splitlines())) <= 100
        assert [row.law for row in rows] == list(EVERY_LAW)
        flat = " ".join(text.split())
        assert phrases("laws")["partly-read"].in_(lang) in flat
        assert "health_record_data" in flat
        assert phrases("laws")["no-promise"].in_(lang) in flat
        assert ("Still open" if lang == "en" else "Fortsatt åpent") in flat

    def test_json_holds_the_days_as_known_then(self) -> None:
        told = json.loads(laws_json(laws_beside(software(), on=DAY), on=DAY))
        assert [law["law"] for law in told] == list(EVERY_LAW)
        assert {law["binds"] for law in told} <= {"yes", "no", "unknown"}
        moved = next(day for day in told[0]["days"] if day["key"] == "high-risk-devices")
        assert moved["value"] == "2028-08-02"
        assert all(day["checked"] and day["cite"]["title"] for law in told for day in law["days"])

    def test_every_outcome_has_its_words(self) -> None:
        from fram.knowledge.rulebooks import rule_book

        for law in EVERY_LAW[:3]:
            book = rule_book(law)
            for outcome in (*book.order, *([book.out] if book.out else [])):
                assert f"{law}-{outcome}" in phrases("laws")
        for pair in phrases("laws").values():
            assert pair.en
            assert pair.nb

    @pytest.mark.parametrize("name", ["sovn-app", "rask-sepsis", "nordlys-vital", "holokirurg"])
    def test_the_examples(self, name: str, root: Path) -> None:
        rows = laws_beside(root / "examples" / f"{name}.toml", on=DAY)
        assert len(rows) == len(EVERY_LAW)

    def test_the_command(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = str(root / "examples" / "sovn-app.toml")
        app(["access", "laws", path, "--on", "2026-11-22", "--lang", "nb"], standalone_mode=False)
        assert "HVA DEN KREVER" in capsys.readouterr().out
        app(["access", "laws", path, "--on", "2026-11-22", "--json"], standalone_mode=False)
        assert json.loads(capsys.readouterr().out)[0]["law"] == "eu-ai-act"

    def test_bad_input(self, tmp_path: Path) -> None:
        with pytest.raises(Refused):
            laws_beside(tmp_path / "none.toml", on=DAY)
        with pytest.raises(Refused, match="not a day"):
            laws_beside(software(), on="2026-11-22")  # type: ignore[arg-type]
