"""The papers of a plan, to read in the browser or to take away; and two plans side by side."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from django.test import Client

from fram.web.decide.reading.report_policy import policy_for
from fram.web.decide.reading.screen import report
from fram.workspace.record import SCHEMA_VERSION, PlanRecord, to_json
from tests.web.decide.conftest import PLANS, MakePlan


def test_the_json_is_the_one_the_command_writes(kari: Client, done: MakePlan, record: PlanRecord) -> None:
    answer = kari.get(f"{PLANS}{done().pk}/plan.json")
    assert answer["Content-Disposition"] == 'attachment; filename="nordlys-1.json"'
    assert answer.content.decode() == to_json(record)
    assert json.loads(answer.content)["schema_version"] == SCHEMA_VERSION == "1.6"


def test_the_company_file_comes_back_as_it_was(kari: Client, queue: MakePlan, company_toml: str) -> None:
    answer = kari.get(f"{PLANS}{queue().pk}/company.toml")
    assert answer.content.decode() == company_toml
    assert answer["Content-Disposition"].startswith("attachment")


def test_papers_are_there_only_when_the_plan_is(kari: Client, queue: MakePlan) -> None:
    plan = queue()
    for place in ("report/", "plan.json", "plan.html", "comparison/?with=1"):
        assert kari.get(f"{PLANS}{plan.pk}/{place}").status_code == 404


@pytest.mark.parametrize(
    ("form", "opens"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("pptx", b"PK"), ("docx", b"PK")]
)
def test_the_printed_papers_can_be_taken_away(kari: Client, done: MakePlan, form: str, opens: bytes) -> None:
    pk = done().pk
    assert f'href="{PLANS}{pk}/plan.{form}"' in kari.get(f"{PLANS}{pk}/").content.decode()
    answer = kari.get(f"{PLANS}{pk}/plan.{form}")
    assert answer["Content-Disposition"] == f'attachment; filename="nordlys-1.{form}"'
    assert answer["Content-Type"].startswith("application/")
    assert answer.content.startswith(opens)


def test_there_is_no_other_paper(kari: Client, done: MakePlan) -> None:
    assert kari.get(f"{PLANS}{done().pk}/plan.exe").status_code == 404


def test_the_report_is_shut_in(kari: Client, done: MakePlan) -> None:
    pk = done().pk
    answer = kari.get(f"{PLANS}{pk}/report/")
    policy = answer["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy.partition("script-src")[2]
    assert "sandbox" in policy
    assert "allow-same-origin" not in policy
    saved = kari.get(f"{PLANS}{pk}/plan.html")
    assert saved.content.startswith(b"<!doctype html>")
    assert saved["Content-Disposition"] == 'attachment; filename="nordlys-1.html"'


def scripts_in(html: str) -> list[str]:
    return re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)


def allows(policy: str, script: str) -> bool:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [sources] = [part for part in policy.split("; ") if part.startswith("script-src ")]
    return f"'sha256-{digest}'" in sources.split()


def test_the_report_may_run_its_own_script(kari: Client, done: MakePlan) -> None:
    answer = kari.get(f"{PLANS}{done().pk}/report/")
    [own] = scripts_in(answer.content.decode())
    assert own.strip()
    assert allows(answer["Content-Security-Policy"], own)


def test_a_script_slipped_into_the_report_may_not_run(
    kari: Client, done: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the templates had once forgotten to escape what a company wrote."""
    planted = "fetch('//example.org')"
    monkeypatch.setattr(
        "fram.web.decide.views.papers.report",
        lambda record, *, lang: report(record, lang=lang).replace("<h1", f"<script>{planted}</script><h1", 1),
    )
    answer = kari.get(f"{PLANS}{done().pk}/report/")
    policy = answer["Content-Security-Policy"]
    found = scripts_in(answer.content.decode())
    assert planted in found
    assert [script for script in found if allows(policy, script)] == [s for s in found if s != planted]


def test_without_a_script_none_may_run() -> None:
    assert "script-src 'none'" in policy_for()


def test_hashes_are_those_a_browser_computes() -> None:
    # printf 'one()' | openssl dgst -sha256 -binary | base64
    assert "script-src 'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='" in policy_for("one()")


def test_two_plans_side_by_side(kari: Client, done: MakePlan, record: PlanRecord) -> None:
    old = done()
    first = record.plan.markets[0]
    turned = "not-now" if first.stance.verdict == "go" else "go"
    changed = replace(first, stance=replace(first.stance, verdict=turned))
    plan = replace(record.plan, markets=(changed, *record.plan.markets[1:]))
    new = done(found=replace(record, plan=plan, cash_nok=9e6))
    html = kari.get(f"{PLANS}{new.pk}/comparison/?with={old.pk}").content.decode()
    assert "1 market has another verdict." in html
    assert re.search(r"Nordlys, version 1</th>\s*<th scope=\"col\">Nordlys, version 2", html)
    assert kari.get(f"{PLANS}{old.pk}/comparison/?with={new.pk}").content.decode().count("version 1") > 0


def test_markets_of_one_plan_only_are_named(kari: Client, done: MakePlan, record: PlanRecord) -> None:
    fewer = replace(record, plan=replace(record.plan, markets=record.plan.markets[:2]))
    old, new = done(), done(found=fewer)
    html = kari.get(f"{PLANS}{new.pk}/comparison/?with={old.pk}").content.decode()
    assert "Weighed before only:" in html
    assert "Weighed now only:" not in html


@pytest.mark.parametrize("other", ["", "0", "x", "99999", "-3", "1" * 40])
def test_a_comparison_with_nothing_is_no_page(kari: Client, done: MakePlan, other: str) -> None:
    assert kari.get(f"{PLANS}{done().pk}/comparison/?with={other}").status_code == 404


def test_a_comparison_with_nothing_named_leads_to_the_plan(kari: Client, done: MakePlan) -> None:
    plan = done()
    assert kari.get(f"{PLANS}{plan.pk}/comparison/")["Location"] == f"{PLANS}{plan.pk}/"
