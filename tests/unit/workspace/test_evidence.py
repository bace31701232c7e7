"""A product's evidence before every door, from the company file to the page."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from fram.access.evidence.checklist import doors_of
from fram.access.evidence.doors import judge
from fram.knowledge.access.evidence import read_checklists
from fram.knowledge.shelf import Shelf
from fram.terms.errors import Refused
from fram.terms.jurisdiction import REGIMES
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile
from fram.terms.proof.evidence import Evidence
from fram.workspace.company import read_company
from fram.workspace.company.doubts import odd_studies
from fram.workspace.evidence.html import evidence_html
from fram.workspace.evidence.text import evidence_json, evidence_text
from fram.workspace.evidence.view import EvidenceView, evidence_view
from fram.workspace.world import the_world

DAY = date(2026, 11, 22)
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.toml"))
NAMES = [path.stem for path in EXAMPLES]


@pytest.fixture(scope="module")
def files() -> dict[str, CompanyFile]:
    return {path.stem: read_company(path, on=DAY) for path in EXAMPLES}


@pytest.fixture(scope="module")
def views(files: dict[str, CompanyFile]) -> dict[str, EvidenceView]:
    return {name: evidence_view(file, on=DAY) for name, file in files.items()}


class TestTheExamples:
    @pytest.mark.parametrize("name", NAMES)
    def test_every_door_says_why(self, views: dict[str, EvidenceView], name: str) -> None:
        for column in views[name].columns:
            assert column.door.asks
            if column.truth is not Truth.YES:
                assert column.open, column.door.id
            for one in column.open:
                assert one.missing or one.blocked, (column.door.id, one.ask.id)

    def test_an_app_from_norway_before_germany(self, files: dict[str, CompanyFile]) -> None:
        view = evidence_view(files["sovn-app"], markets=["DE"], on=DAY)
        doors = {column.door.id: column for column in view.columns}
        proof = doors["DE-DIGA-EVIDENCE"]
        trial, use = proof.cells
        missing = [one.ask.id for one in trial.open if one.ask.about == "study"]
        assert missing == ["D5"]  # all is met but that it holds in Germany
        assert trial.study_truth is Truth.NO  # the company says itself that nobody has shown it
        assert len(use.open) > len(trial.open)
        assert "DE-DIGA-P" not in doors  # the checklist speaks for it
        assert doors["EU-MDR-CLINICAL"].door.held

    def test_arguing_that_it_holds_there_closes_that_gap(self, files: dict[str, CompanyFile]) -> None:
        file = files["sovn-app"]
        trial, use = file.product.evidence
        facts = {**file.product.facts, "evidence_from_germany_or_transferable": True}
        argued = replace(file.product, evidence=(replace(trial, holds_in=("DE",)), use), facts=facts)
        view = evidence_view(replace(file, product=argued), markets=["DE"], on=DAY)
        proof = next(column for column in view.columns if column.door.id == "DE-DIGA-EVIDENCE")
        assert proof.cells[0].study_truth is Truth.YES
        assert view.transfers[0].answered == ("DE",)

    def test_classes(self, views: dict[str, EvidenceView]) -> None:
        assert views["sovn-app"].categories == ("II",)  # treats, not serious
        assert views["holokirurg"].categories == ("III",)  # drives, critical
        assert views["rask-sepsis"].categories == ()  # no software
        assert views["sovn-app"].tiers == ("C",)

    def test_certainty(self, views: dict[str, EvidenceView]) -> None:
        trial = views["sovn-app"].graded[0]
        assert trial.at_home.levels == ("moderate",)  # by lot 4, less one for the 21 % who dropped out
        assert trial.abroad.levels == ("low", "moderate")  # nobody said that it holds there

    def test_a_study_that_runs_is_shown_and_opens_nothing(self, views: dict[str, EvidenceView]) -> None:
        view = views["rask-sepsis"]
        assert view.studies[1].is_finished is False
        assert {column.best.study.title for column in view.columns if column.best and column.best.study} == {
            view.studies[0].title
        }

    def test_fast(self, files: dict[str, CompanyFile]) -> None:
        evidence_view(files["sovn-app"], on=DAY)
        begin = time.perf_counter()
        evidence_view(files["sovn-app"], on=DAY)
        assert time.perf_counter() - begin < 1.0  # 20 ms on a quiet machine


class TestThePage:
    @pytest.mark.parametrize("lang", ["en", "nb"])
    @pytest.mark.parametrize("name", NAMES)
    def test_it_is_said_in_both_languages(self, views: dict[str, EvidenceView], name: str, lang: str) -> None:
        html = evidence_html(views[name], lang=lang)
        assert "<script" not in html
        for column in views[name].columns:
            assert f'id="{column.door.id}"' in html
        text = evidence_text(views[name], lang=lang)
        assert max(map(len, text.splitlines())) <= 100
        assert ("Neste steg" if lang == "nb" else "Next step") in text

    def test_states_do_not_rest_on_colour(self, views: dict[str, EvidenceView]) -> None:
        html = evidence_html(views["sovn-app"])
        for word in (">not met<", ">not known<", ">met<", ">closed<"):
            assert word in html

    def test_json(self, views: dict[str, EvidenceView]) -> None:
        told = json.loads(evidence_json(views["sovn-app"]))
        door = next(one for one in told["doors"] if one["id"] == "DE-DIGA-EVIDENCE")
        assert door["studies"][0]["asks"]["D5"] == "no"
        assert door["pathways"] == ["DE-DIGA-P"]
        assert told["certainty"][0]["at_home"]["low"] == "moderate"

    def test_a_file_without_studies(self, files: dict[str, CompanyFile]) -> None:
        file = files["sovn-app"]
        view = evidence_view(replace(file, product=replace(file.product, evidence=())), on=DAY)
        assert "lists no study" in evidence_text(view)
        evidence_html(view)

    def test_an_unknown_market_is_refused(self, files: dict[str, CompanyFile]) -> None:
        with pytest.raises(Refused, match="ZZ"):
            evidence_view(files["sovn-app"], markets=["ZZ"], on=DAY)


class TestTheChecklists:
    def test_of_a_product_nobody_described_every_ask_names_what_would_decide_it(self) -> None:
        bare = Evidence(title="s", design="cohort", result="r")
        for door in doors_of(the_world().checklists, known={}, opens=dict.fromkeys(REGIMES, ("DE",))):
            for one in judge(door, known={}, study=bare).told:
                assert one.truth is not Truth.UNKNOWN or one.missing, (door.id, one.ask.id)
                assert one.truth is not Truth.NO or one.blocked, (door.id, one.ask.id)

    def test_every_pathway_a_checklist_sets_out_exists(self) -> None:
        known = {pathway.id for pathway in the_world().pathways}
        for one in the_world().checklists:
            assert set(one.pathways) <= known, one.id

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"kinds": "x"}, "kinds"),
            ({"kind": "friend"}, "friend"),
            ({"asks": [{"id": "A", "about": "study"}]}, "when"),
            ({"when": {"study_desing": "rct"}}, "study_design"),
            ({"when": {"study_design": "rtc"}}, "rct"),
            ({"about": "product", "when": {"study_design": "rct"}}, "study_design"),
            ({"change": "magic"}, "magic"),
        ],
    )
    def test_a_wrong_file_is_refused_with_its_place(
        self, tmp_path: Path, change: dict[str, object], says: str
    ) -> None:
        said = {"en": "x", "nb": "x"}
        ask: dict[str, object] = {
            "id": "A", "about": "study", "when": {"study_design": "rct"}, "says": said, "fails": said,
            "change": "study", "cite": {"title": "t"},
        }  # fmt: skip
        whole: dict[str, object] = {
            "id": "X", "name": said, "kind": "payer", "markets": ["DE"], "source": {"title": "t"},
            "confidence": "read", "checked": DAY,
        }  # fmt: skip
        ask |= {key: value for key, value in change.items() if key in ("when", "about", "change")}
        whole |= {"asks": [ask], **{key: value for key, value in change.items() if key not in ask}}
        folder = tmp_path / "de" / "evidence"
        folder.mkdir(parents=True)
        (folder / "x.yaml").write_text(yaml.safe_dump(whole), encoding="utf-8")
        with pytest.raises(Refused) as refused:
            read_checklists(Shelf(tmp_path))
        assert says in str(refused.value)
        assert "de/evidence/x.yaml" in refused.value.problem.where


class TestFiguresThatCannotBe:
    @pytest.mark.parametrize(
        ("given", "where"),
        [
            ({"effect_low": -3.0, "effect_high": -5.2}, "effect_low"),
            ({"effect": 4.1, "effect_low": -5.2, "effect_high": -3.0}, "effect"),
            ({"effect": -6, "effect_low": -5.2}, "effect"),
            ({"scale": "ratio", "effect": 0}, "effect"),
            ({"scale": "ratio", "effect_low": -0.1}, "effect_low"),
            ({"scale": "share", "effect": 93}, "effect"),
            ({"attrition": 1}, "attrition"),
            ({"effect": 0.3, "effect_low": 0.3, "effect_high": 0.3}, "effect_low"),
            ({"effect": 1e6, "spread": 1.0}, "spread"),
        ],
    )
    def test_refused(self, given: dict[str, object], where: str) -> None:
        study = Evidence(title="s", design="rct", **given)  # type: ignore[arg-type]
        found = list(odd_studies(study, where="product.evidence.0"))
        assert [problem.where for problem in found] == [f"product.evidence.0.{where}"]
        assert found[0].remedy

    def test_sound_figures_pass(self) -> None:
        study = Evidence(
            title="s", design="rct", scale="ratio", effect=0.7, effect_low=0.5, effect_high=1, attrition=0
        )
        assert list(odd_studies(study, where="x")) == []
