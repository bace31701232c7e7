"""The papers of a plan, to read in the browser or to take away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fram.web.decide import queries
from fram.web.decide.reading import report, report_policy
from fram.workspace.plan_files import paper, papers_here
from fram.workspace.record import to_json

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


@require_safe
def report_page(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Show the whole report as a page of its own, shut in: it may draw itself and do nothing else."""
    _, record = queries.get_done_plan(pk)
    answer = HttpResponse(report(record, lang=get_language() or "en"))
    answer["Content-Security-Policy"] = report_policy()
    return answer


@require_safe
def report_file(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Hand out plan.html."""
    plan, record = queries.get_done_plan(pk)
    return _file(report(record, lang=get_language() or "en"), name=f"{plan.file_stem}.html", kind="text/html")


@require_safe
def record_file(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Hand out plan.json."""
    plan, record = queries.get_done_plan(pk)
    return _file(to_json(record), name=f"{plan.file_stem}.json", kind="application/json")


@require_safe
def paper_file(request: HttpRequest, *, pk: int, form: str) -> HttpResponse:
    """Hand out plan.pdf, plan.xlsx, plan.pptx or plan.docx."""
    plan, record = queries.get_done_plan(pk)
    if form not in printed():
        raise Http404
    content = paper(record, form, lang=get_language() or "en")
    return _file(content, name=f"{plan.file_stem}.{form}", kind=KINDS[form])


@require_safe
def company_file(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Hand out the company file the plan was made from."""
    plan = queries.get_plan(pk)
    return _file(plan.company_toml, name=f"{plan.file_stem}.toml", kind="application/toml")


def _file(content: str | bytes, *, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(
        content, content_type=f"{kind}; charset=utf-8" if isinstance(content, str) else kind
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
