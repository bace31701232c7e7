"""The papers of a plan, to read in the browser or to take away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.log import note_export, note_read
from fram.web.accounts.policy import get_company_for
from fram.web.decide import queries
from fram.web.decide.reading.screen import report, report_policy
from fram.workspace.plan_files import paper, papers_here
from fram.workspace.record import PlanRecord, to_json

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": "application/pdf",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "docx": f"{OFFICE}.wordprocessingml.document",
}
"""The printed papers by the ending of their file, as browsers know them."""


def printed() -> tuple[str, ...]:
    """Return the printed papers that can be made with what is installed, by the ending of their file."""
    return tuple(form for form in papers_here() if form in KINDS)


def report_page(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Show the whole report as a page of its own, shut in: it may draw itself and do nothing else."""
    company = get_company_for(request.actor, slug, "plan.read", section="plan")
    plan, record = queries.get_done_plan(company, pk)
    note_read(request.actor, company, section="plan", subject=f"plan {plan.pk}")
    answer = HttpResponse(report(record, lang=get_language() or "en"))
    answer["Content-Security-Policy"] = report_policy()
    return answer


def report_file(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Hand out plan.html."""
    plan, record = _to_take(request, slug, pk)
    return _file(report(record, lang=get_language() or "en"), name=f"{plan.file_stem}.html", kind="text/html")


def record_file(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Hand out plan.json."""
    plan, record = _to_take(request, slug, pk)
    return _file(to_json(record), name=f"{plan.file_stem}.json", kind="application/json")


def paper_file(request: DeskRequest, *, slug: str, pk: int, form: str) -> HttpResponse:
    """Hand out plan.pdf, plan.xlsx, plan.pptx or plan.docx."""
    plan, record = _to_take(request, slug, pk)
    if form not in printed():
        raise Http404
    content = paper(record, form, lang=get_language() or "en")
    return _file(content, name=f"{plan.file_stem}.{form}", kind=KINDS[form])


def company_file(request: DeskRequest, *, slug: str, pk: int) -> HttpResponse:
    """Hand out the company file the plan was made from: every section in one, so to its own people alone."""
    company = get_company_for(request.actor, slug, "plan.company-file")
    plan = queries.get_plan(company, pk)
    note_export(request.actor, company, section="plan", subject=f"plan {plan.pk}")
    return _file(plan.company_toml, name=f"{plan.file_stem}.toml", kind="application/toml")


def _to_take(request: DeskRequest, slug: str, pk: int) -> tuple[Any, PlanRecord]:
    """The plan and its result, to whoever may take it out of the desk; written into the log."""
    company = get_company_for(request.actor, slug, "plan.export", section="plan")
    plan, record = queries.get_done_plan(company, pk)
    note_export(request.actor, company, section="plan", subject=f"plan {plan.pk}")
    return plan, record


def _file(content: str | bytes, *, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(
        content, content_type=f"{kind}; charset=utf-8" if isinstance(content, str) else kind
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
