"""The facts registry: every name used elsewhere leads to one fact, and every fact can be asked."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.facts import contradictions, fact_registry
from fram.terms.errors import Refused
from fram.terms.facts import Alias, Fact, FactRegistry, Words
from fram.terms.facts.contradictions import clashes
from fram.terms.facts.derived import assumed_facts, class_word, derived_facts, follow_on
from fram.terms.jurisdiction import MARKETS
from fram.terms.product import Certificate, ProductProfile
from fram.terms.proof.evidence import Evidence
from fram.workspace.company.fields import fields

REGISTRY = fact_registry()
NAMES = sorted(REGISTRY.facts)


def _json(folder: Path, name: str) -> Any:
    return json.loads((folder / "domain" / name).read_text(encoding="utf-8"))


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / "domain" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _leaves(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict) and "fact" in tree:
        yield tree
    elif isinstance(tree, dict):
        for inner in tree.values():
            yield from _leaves(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from _leaves(inner)


def _made(name: str, **more: Any) -> Fact:
    words = Words(en="Is it?", nb="Er det?")
    return Fact(
        **{
            "name": name,
            "family": "f",
            "question": words,
            "help": words,
            "why": words,
            "type": "yes_no",
            **more,
        }
    )


class TestEveryNameElsewhere:
    def test_case_facts_resolve_with_all_their_values(self, data_folder: Path) -> None:
        seen = 0
        for regime, facts in _json(data_folder, "case_facts.json").items():
            for name, values in facts.items():
                fact = REGISTRY.resolve(name, regime)
                assert REGISTRY.resolve(f"{regime}:{name}") is fact
                assert any(alias.name == name and alias.regime for alias in fact.aliases), (regime, name)
                for value in values if isinstance(values, list) else ():
                    assert REGISTRY.translate(name, value, regime=regime)[1] is not None, (
                        regime,
                        name,
                        value,
                    )
                seen += 1
        assert seen > 200

    def test_pathway_facts_resolve(self, data_folder: Path) -> None:
        names = _json(data_folder, "pathway_facts.json")
        assert len(names) == 104
        assert len({REGISTRY.resolve(name).name for name in names}) == 104

    def test_worked_cases_translate(self, data_folder: Path) -> None:
        for row in _rows(data_folder, "cases.csv"):
            for pair in filter(None, row["facts"].split(";")):
                name, value = pair.strip().split("=", 1)
                assert REGISTRY.translate(name, value, regime=row["regime"])[1] is not None, (row["id"], pair)

    def test_conditions_ask_for_values_that_exist(self, data_folder: Path) -> None:
        for row in _rows(data_folder, "pathways.csv"):
            for leaf in _leaves(json.loads(row["conditions_json"] or "{}")):
                if leaf["op"] == "exists":
                    continue
                for value in leaf["value"] if isinstance(leaf["value"], list) else [leaf["value"]]:
                    assert REGISTRY.translate(leaf["fact"], value)[1] is not None, (row["id"], leaf)


class TestEveryFact:
    @pytest.mark.parametrize("name", NAMES)
    def test_can_be_asked(self, name: str) -> None:
        fact = REGISTRY[name]
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        for words in (fact.question, fact.help, fact.why):
            assert words.en.strip()
            assert words.nb.strip()
            assert words.en != words.nb
        assert fact.question.en.endswith("?")
        assert fact.question.nb.endswith("?")
        assert len(fact.question.en.split()) <= 25
        assert len(fact.help.en) <= 260

    @pytest.mark.parametrize("name", NAMES)
    def test_has_what_its_type_needs(self, name: str) -> None:
        fact = REGISTRY[name]
        if fact.type in ("choice", "choices"):
            assert len(fact.vocabulary) >= 2
        elif fact.type != "text":  # a text may carry suggestions
            assert not fact.vocabulary
        assert bool(fact.unit) == (fact.type == "number")
        for label in fact.vocabulary.values():
            assert label.en
            assert label.nb

    @pytest.mark.parametrize("name", NAMES)
    def test_points_only_at_what_exists(self, name: str) -> None:
        fact = REGISTRY[name]
        assert set(fact.markets) <= set(MARKETS)
        for source in fact.derived_from:
            if source.startswith("facts."):
                assert source.removeprefix("facts.") in REGISTRY
            elif source.startswith("product."):
                assert source in fields()
        for alias in fact.aliases:
            for target in alias.values.values():
                other, _, value = target.rpartition("=")
                assert REGISTRY[other or name].read(value) is not None

    def test_a_name_never_means_another_fact_somewhere(self) -> None:
        for fact in REGISTRY:
            for alias in fact.aliases:
                if alias.name in REGISTRY:
                    assert alias.name == fact.name, f"{alias} hides the fact {alias.name}"

    def test_gates_have_no_circle(self) -> None:
        def above(name: str, path: tuple[str, ...] = ()) -> None:
            assert name not in path, f"circle: {' <- '.join((*path, name))}"
            for gate in REGISTRY[name].asked_when:
                above(gate, (*path, name))

        for name in NAMES:
            above(name)

    def test_words_of_contradictions_exist(self) -> None:
        for rule in contradictions():
            assert rule.why.nb
            assert rule.remedy.nb
            assert len(rule.all) >= 2
            for key, values in rule.all.items():
                if key in REGISTRY:
                    assert all(REGISTRY[key].read(value) is not None for value in values), (rule.id, key)
                else:
                    assert set(values) <= set(fields()[key].options), (rule.id, key)
        assert len({rule.id for rule in contradictions()}) == len(contradictions())


class TestFindingAFact:
    def test_unknown_name_gets_a_suggestion(self) -> None:
        with pytest.raises(Refused, match=r"did you mean `product\.ce_marked`"):
            REGISTRY.resolve("product.ce_markd")
        with pytest.raises(Refused, match="did you mean `invasive`"):
            REGISTRY.resolve("invasiv", "EU-MDR")
        with pytest.raises(Refused, match="unknown regime"):
            REGISTRY.resolve("MARS:active")

    def test_one_question_under_many_names(self) -> None:
        names = ("closed_loop", "EU-MDR:closed_loop_diagnostic", "ca:closed_loop")
        assert {REGISTRY.resolve(name).name for name in names} == {"closed_loop"}
        assert (
            REGISTRY.resolve("is_ivd") is REGISTRY.resolve("product.is_ivd") is REGISTRY.resolve("ivd", "AU")
        )

    def test_same_name_other_meaning_is_kept_apart(self) -> None:
        assert REGISTRY.resolve("drives_device_class", "EU-MDR").name == "drives_mdr_class"
        assert REGISTRY.resolve("drives_device_class", "EU-IVDR").name == "drives_ivd_class"
        assert REGISTRY.resolve("item", "CA").name == "listed_item"
        assert REGISTRY.resolve("item", "EU-IVDR").name == "ivd_item"
        with pytest.raises(Refused, match="name the regime"):
            REGISTRY.resolve("item")

    @pytest.mark.parametrize(
        ("name", "regime", "value", "fact", "settled"),
        [
            ("connected_active_class", "SG", "B", "connected_active_class", "IIa"),
            ("invasive", "CA", "orifice_or_eye", "invasive", "orifice"),
            ("noninvasive", "US-FDA", "yes", "invasive", "none"),
            ("item", "CA", "breast_implant", "breast_implant", True),
            ("purpose", "CA", "correct_defect", "purpose_heart_ccs", True),
            ("purpose", "CA", "donor_screening", "ivd_purpose", "donor_screening"),
            ("product.is_software", None, True, "device_kind", "software"),
            ("product.is_software", None, False, "device_kind", "hardware"),
            ("as_of", "EU-MDR", "2025-12-31", "as_of", date(2025, 12, 31)),
            ("product.purpose", None, "treat_disease", "medical_purposes", ("treat_disease",)),
        ],
    )
    def test_values_are_turned(
        self, name: str, regime: str | None, value: Any, fact: str, settled: Any
    ) -> None:
        found, read = REGISTRY.translate(name, value, regime=regime)
        assert (found.name, read) == (fact, settled)

    def test_a_value_nobody_knows_is_refused(self) -> None:
        with pytest.raises(Refused, match="did you mean `surgical`"):
            REGISTRY.translate("invasive", "surgicall", regime="EU-MDR")

    def test_two_claims_on_a_name_are_refused(self) -> None:
        alias = (Alias(name="active", regime="ca"),)
        registry = FactRegistry({name: _made(name, aliases=alias) for name in ("one", "two")})
        with pytest.raises(Refused, match="claimed by one and two"):
            registry.resolve("CA:active")


@pytest.mark.parametrize(
    ("name", "raw", "read"),
    [
        ("active", True, True), ("active", "ja", True), ("active", "No", False), ("active", "unknown", None),
        ("active", "vet ikke", None), ("invasive", "none", "none"), ("invasive", "ukjent", None),
        ("medical_purposes", ["treat_disease", "monitor_disease"], ("treat_disease", "monitor_disease")),
        ("medical_purposes", "treat_disease", ("treat_disease",)), ("net_saving_years", 2, 2.0),
        ("analyte", "host response", "host response"), ("as_of", date(2026, 1, 2), date(2026, 1, 2)),
    ],
)  # fmt: skip
def test_answers_read(name: str, raw: object, read: object) -> None:
    assert REGISTRY[name].read(raw) == read


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("active", 1), ("active", "maybe"), ("invasive", "nonee"), ("invasive", ["none"]), ("invasive", True),
        ("medical_purposes", []), ("medical_purposes", ["treat"]), ("net_saving_years", -1),
        ("net_saving_years", True), ("net_saving_years", float("nan")), ("net_saving_years", 10**400),
        ("net_saving_years", "2"),
        ("analyte", " "), ("as_of", "2026-13-01"), ("as_of", 2026),
    ],
)  # fmt: skip
def test_answers_refused(name: str, raw: object) -> None:
    with pytest.raises(Refused) as caught:
        REGISTRY[name].read(raw, where="product.facts.x")
    problem = caught.value.problem
    assert problem.where == "product.facts.x"
    assert problem.why
    assert problem.remedy


class TestWhatIsAsked:
    def test_a_gate_holds_a_question_back(self) -> None:
        software = {"device_kind": "software", "is_ivd": False}
        names = {fact.name for fact in REGISTRY.unknown(software)}
        assert not names & {"contact", "wound_use", "breast_implant", "specimen", "blood_bag"}
        assert "medical_purpose" in names
        hardware = {fact.name for fact in REGISTRY.unknown({"device_kind": "hardware", "is_ivd": False})}
        assert "contact" in hardware
        assert "wound_use" not in hardware
        wound = {"device_kind": "hardware", "is_ivd": False, "contact": "injured_skin"}
        assert "wound_use" in {fact.name for fact in REGISTRY.unknown(wound)}

    def test_answered_facts_are_not_asked(self) -> None:
        assert "medical_purpose" not in {f.name for f in REGISTRY.unknown({"medical_purpose": False})}

    def test_markets_narrow_the_questions(self) -> None:
        known = {"device_kind": "software", "is_ivd": False, "main_function_digital": True}
        german = {fact.name for fact in REGISTRY.unknown(known, markets=["DE"])}
        nordic = {fact.name for fact in REGISTRY.unknown(known, markets=["NO"])}
        assert "bsi_certificate" in german
        assert "bsi_certificate" not in nordic
        assert "normen_followed" in nordic

    def test_what_follows_from_other_facts_is_not_asked(self) -> None:
        assert "delivery_hazardous" not in {fact.name for fact in REGISTRY.unknown({})}


def _product(**more: Any) -> ProductProfile:
    return ProductProfile(**{"name": "p", "kind": "device", **more})


class TestDerived:
    def test_kind(self) -> None:
        software = derived_facts(_product(kind="software"))
        assert (software["device_kind"], software["invasive"]) == ("software", "none")
        assert assumed_facts(_product(kind="software"), {})["is_ivd"] is False
        assert assumed_facts(_product(kind="software"), {"data_source": "ivd_only"})["is_ivd"] is True
        assert derived_facts(_product(kind="ivd"))["is_ivd"] is True
        assert "device_kind" not in derived_facts(_product(kind="ivd"))  # a reader or only software: unknown

    def test_users(self) -> None:
        assert derived_facts(_product(users=("patients",)))["patient_facing"] is True
        assert derived_facts(_product(users=("sykepleiere",)))["patient_facing"] is False
        assert "patient_facing" not in derived_facts(_product(users=("patients", "nurses")))

    def test_certificates_are_looked_at_on_a_day(self) -> None:
        held = Certificate(
            regime="eu-mdr", device_class="class Is", held_on=date(2026, 3, 1), until=date(2031, 3, 1)
        )
        product = _product(certificates=(held,))
        assert derived_facts(product)["eu_class"] == "I"
        assert derived_facts(product, on=date(2026, 3, 1))["ce_marked"] is True
        assert "ce_marked" not in derived_facts(product, on=date(2026, 2, 28))
        assert "ce_marked" not in derived_facts(product, on=date(2031, 3, 1))

    def test_a_list_of_certificates_speaks_by_its_silence(self) -> None:
        assert assumed_facts(_product(), {}) == {}
        assumed = assumed_facts(_product(certificates=(Certificate(regime="iso-13485"),)), {})
        assert assumed["ce_marked"] is False
        assert "hds_certified_hosting" not in assumed  # a supplier may hold it
        assert set(assumed) <= set(REGISTRY.facts)

    def test_studies(self) -> None:
        done = Evidence(title="t", design="rct", published=True)
        running = Evidence(title="t", design="rct")
        assert derived_facts(_product(evidence=(done,)))["comparative_study"] is True
        assert "comparative_study" not in derived_facts(_product(evidence=(running,)))
        cohort = Evidence(title="t", design="cohort", result="good")
        assert "evidence_design" not in derived_facts(
            _product(evidence=(cohort,))
        )  # compared or not: unknown

    def test_umbrellas(self) -> None:
        assert follow_on({"energy_hazardous": True})["delivery_hazardous"] is True
        assert "delivery_hazardous" not in follow_on({"energy_hazardous": False})
        both = {"energy_hazardous": False, "administration_hazardous": False}
        assert follow_on(both)["delivery_hazardous"] is False
        assert follow_on({"involves_substances": False})["blood_bag"] is False
        assert follow_on({"involves_substances": True}) == {}

    def test_every_derived_fact_is_in_the_registry_and_of_its_type(self) -> None:
        held = tuple(Certificate(regime=r, device_class="II") for r in ("us-fda", "au", "iso-27001", "mdsap"))
        product = _product(kind="software", users=("patients",), settings=("home", "ward"), certificates=held,
                           uses_ai=True, languages=("da",))  # fmt: skip
        found = derived_facts(product)
        found |= follow_on(
            {"contains_software": False, "emits_ionising": False, "involves_substances": False}
        )
        for name, value in found.items():
            assert REGISTRY[name].read(value) == value, name

    @pytest.mark.parametrize(
        ("text", "word"),
        [("IIa", "IIa"), ("iia", "IIa"), ("class IIb", "IIb"), ("Im", "I"), ("d", "D"), ("3", "III")],
    )
    def test_class_words(self, text: str, word: str) -> None:
        assert class_word(text) == word


def test_a_contradiction_needs_all_its_parts() -> None:
    rules = contradictions()
    assert [r.id for r in clashes(rules, {"implantable": True, "invasive": "none"})] == [
        "implant-that-does-not-enter"
    ]
    assert not list(clashes(rules, {"implantable": True}))
    assert not list(clashes(rules, {}))
