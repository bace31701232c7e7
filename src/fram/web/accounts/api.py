"""The API of organisations, sharing and the log: the same actions and queries as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.core.paginator import Paginator
from ninja import Header, Router, Schema
from ninja.responses import Status

from fram.web.accounts.acting import DeskRequest
from fram.web.accounts.actions.sharing import Stale, share
from fram.web.accounts.policy import companies_where, get_company_for, sections_open_to
from fram.web.accounts.queries import entries as log
from fram.web.accounts.queries import organisations

A_PAGE = 100

router = Router(tags=["accounts"])


class Fault(Schema):
    """Why something was not done."""

    what: str
    why: str = ""
    remedy: str = ""


class Place(Schema):
    """An organisation one belongs to."""

    slug: str
    name: str
    kind: str
    role: str


class Me(Schema):
    """Who is signed in, and where they belong."""

    email: str
    name: str
    places: list[Place]


class CompanyCard(Schema):
    """A company one may see, and the sections of its record that are open to one."""

    slug: str
    name: str
    country: str
    number: str
    sections: list[str]


class CompanyPage(Schema):
    """A page of a list of companies; `total` counts all pages."""

    total: int
    page: int
    pages: int
    companies: list[CompanyCard]


class BodySharing(Schema):
    """What one body may see; `etag` names this state, for `If-Match`."""

    body: str
    name: str
    sections: list[str]
    etag: str


class WantedSharing(Schema):
    """The sections a body is to see from now on; others are withdrawn."""

    sections: list[str]


class LogLine(Schema):
    """A line of the log."""

    at: datetime
    person: str
    organisation: str
    kind: str
    verb: str
    section: str
    subject: str
    changes: list[str]


class LogPage(Schema):
    """A page of the log, newest first."""

    total: int
    page: int
    pages: int
    lines: list[LogLine]


REFUSED = {401: Fault, 403: Fault, 404: Fault, 422: Any}
AFTER_SHARING = {200: BodySharing, **REFUSED, 409: Fault, 412: Fault}
IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        description="The `etag` of what was read. 412 where the body sees something else by now.",
    ),
]


@router.get("/me", response={200: Me, 401: Fault})
def get_me(request: DeskRequest) -> dict[str, Any]:
    """Return who is signed in, and where they belong."""
    actor = request.actor
    assert actor.person is not None
    places = [
        {"slug": held.organisation.slug, "name": held.organisation.name, "kind": held.organisation.kind,
         "role": held.role}
        for held in actor.memberships
    ]  # fmt: skip
    return {"email": actor.person.email, "name": actor.person.name, "places": places}


@router.get("/companies", response={200: CompanyPage, **REFUSED})
def get_companies(request: DeskRequest, *, text: str = "", page: int = 1) -> dict[str, Any]:
    """Return the companies one may see, by name; `text` is looked for in the name."""
    found = companies_where(request.actor, "company.see").filter(name__icontains=text).order_by("name", "pk")
    sheet = Paginator(found, A_PAGE).get_page(page)
    request.actor.look_up_shared([company.pk for company in sheet.object_list])
    cards = [_card(request, company) for company in sheet.object_list]
    return {"total": sheet.paginator.count, "page": sheet.number, "pages": sheet.paginator.num_pages,
            "companies": cards}  # fmt: skip


@router.get("/companies/{slug}", response={200: CompanyCard, **REFUSED})
def get_company(request: DeskRequest, slug: str) -> dict[str, Any]:
    """Return one company, and the sections that are open to one."""
    return _card(request, get_company_for(request.actor, slug, "company.see"))


@router.get("/companies/{slug}/sharing", response={200: list[BodySharing], **REFUSED})
def get_sharing(request: DeskRequest, slug: str) -> list[dict[str, Any]]:
    """Return what each body may see of the company."""
    company = get_company_for(request.actor, slug, "sharing.read")
    return [_shared(one) for one in organisations.sharings(company) if one.sections]


@router.put("/companies/{slug}/sharing/{body}", response=AFTER_SHARING)
def put_sharing(
    request: DeskRequest, slug: str, *, body: str, wanted: WantedSharing, if_match: IfMatch = ""
) -> Any:
    """Let a body see exactly these sections from now on; with `If-Match`, only if nobody changed it since."""
    company = get_company_for(request.actor, slug, "sharing.change")
    held = organisations.get_sharing(company, body)
    seen = None if if_match in ("", "*") else if_match.strip('"').split(".")
    try:
        share(by=request.actor, company=company, body=held.body, sections=wanted.sections, seen=seen)
    except Stale as stale:
        return Status(412, {"what": stale.problem.what, "remedy": stale.problem.remedy})
    return _shared(organisations.get_sharing(company, body))


@router.get("/companies/{slug}/log", response={200: LogPage, **REFUSED})
def get_log(request: DeskRequest, slug: str, *, page: int = 1, kind: str = "") -> dict[str, Any]:
    """Return the log of the company's record, newest first."""
    company = get_company_for(request.actor, slug, "log.read")
    sheet = Paginator(log.entries(company, log.Wanted(kind=kind)), A_PAGE).get_page(page)
    lines = [
        {"at": entry.at, "person": entry.person.shown if entry.person else "",
         "organisation": entry.organisation.slug if entry.organisation else "", "kind": entry.kind,
         "verb": entry.verb, "section": entry.section, "subject": entry.subject, "changes": entry.changes}
        for entry in sheet.object_list
    ]  # fmt: skip
    return {"total": sheet.paginator.count, "page": sheet.number, "pages": sheet.paginator.num_pages,
            "lines": lines}  # fmt: skip


def _card(request: DeskRequest, company: Any) -> dict[str, Any]:
    found = sections_open_to(request.actor, "record.read", company)
    card = {name: getattr(company, name) for name in ("slug", "name", "country", "number")}
    return {**card, "sections": list(found)}


def _shared(one: organisations.Sharing) -> dict[str, Any]:
    names = [part.name for part in one.sections]
    etag = f'"{".".join(names)}"'
    return {"body": one.body.slug, "name": one.body.name, "sections": names, "etag": etag}
