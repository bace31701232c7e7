"""One table says who may do what. Queries, pages, buttons, actions and the API all ask it here.

Each app lists its rows in its own `policy.py`; they are registered with `rules` as predicates over the one
who acts and the place, and turned into filters for lists. A test holds the two forms to each other.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from rules.predicates import Predicate, always_false, predicate
from rules.rulesets import add_rule, test_rule

from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Consent, Organisation, Role
from fram.web.ui.collecting import modules_called


class Tie(StrEnum):
    """What can tie somebody to a place: a role there, a role in a body, or less than that."""

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"
    LEAD = "lead"
    ADVISER = "adviser"
    ANALYST = "analyst"
    SITE = "site"
    SIGNED_IN = "signed-in"


OWNER, EDITOR, READER = Tie.OWNER, Tie.EDITOR, Tie.READER
LEAD, ADVISER, ANALYST = Tie.LEAD, Tie.ADVISER, Tie.ANALYST
SITE, SIGNED_IN = Tie.SITE, Tie.SIGNED_IN
COMPANY_PEOPLE = (OWNER, EDITOR, READER)
BODY_PEOPLE = (LEAD, ADVISER, ANALYST)

Needs = Literal["", "any", "section"]
About = Literal["company", "organisation", "site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what is allowed, to whom, and what a body's people need for it.

    ``about``: a company's record (a body's people come in by consent), an organisation by itself (only its
    own people), or the site. ``needs``: consent to ``any`` section, or to the ``section`` asked about.
    """

    permission: str
    words: Any
    who: tuple[Tie, ...]
    needs: Needs = ""
    about: About = "company"

    def __post_init__(self) -> None:
        comes_in = set(self.who) & set(BODY_PEOPLE)
        if self.about == "company" and comes_in and not self.needs:
            raise ValueError(f"{self.permission}: a body's people need consent")

    @property
    def roles(self) -> frozenset[Role]:
        """The roles among its ties."""
        return frozenset(Role(tie) for tie in self.who if tie in Role.values)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is to be done: an organisation, and the section of its record."""

    organisation: Organisation | None = None
    section: str = ""


_TABLE: dict[str, Row] = {}


def collect() -> None:
    """Read the rows of every app; called once when the apps are ready. Those of accounts stand in `rows`."""
    for module in (*modules_called("rows"), *modules_called("policy")):
        add_rows(getattr(module, "ROWS", ()))


def add_rows(rows: Iterable[Row]) -> None:
    """Add rows to the table; the same permission twice is a fault."""
    for row in rows:
        if row.permission in _TABLE:
            raise ValueError(f"the policy has `{row.permission}` twice")
        _TABLE[row.permission] = row
        add_rule(row.permission, _predicate(row))


def table() -> tuple[Row, ...]:
    """Return all rows, by permission."""
    return tuple(_TABLE[name] for name in sorted(_TABLE))


def may(
    actor: Actor, permission: str, organisation: Organisation | None = None, *, section: str = ""
) -> bool:
    """Return whether the actor may do this there; a permission nobody wrote down is a fault of ours."""
    row = _row(permission, section)
    if row.about != "site" and organisation is None:
        raise ValueError(f"`{permission}` is about {row.about}: name one")
    return actor.is_system or bool(test_rule(permission, actor, Place(organisation, section)))


def demand(
    actor: Actor, permission: str, organisation: Organisation | None = None, *, section: str = ""
) -> None:
    """Raise `PermissionDenied` where `may` says no."""
    if not may(actor, permission, organisation, section=section):
        raise PermissionDenied(permission)


def companies_where(actor: Actor, permission: str, *, section: str = "") -> QuerySet[Organisation]:
    """Return the companies about which the actor may do this: the same row as a filter."""
    row = _row(permission, section)
    companies: QuerySet[Organisation] = Organisation.objects.companies()
    if actor.is_system or (SITE in row.who and actor.is_site_admin):
        return companies
    own = [pk for pk, role in actor.roles.items() if role in row.roles]
    bodies = actor.bodies_as(row.roles)
    consents = Consent.objects.letting_in().filter(body__in=bodies)
    if row.needs == "section":
        consents = consents.filter(section=section)
    let_in = Q(pk__in=consents.values("company")) if bodies and row.needs else Q(pk__in=[])
    return companies.filter(Q(pk__in=own) | let_in)


def sides(actor: Actor, permission: str, *, company: Organisation, section: str = "") -> list[Organisation]:
    """Return in whose names the actor may do this about a company: its own, then those of their bodies."""
    row = _row(permission, section)
    own = [company] if actor.role_in(company) in row.roles else []
    return [*own, *_let_in(actor, Place(company, section), row)]


def sections_open_to(actor: Actor, permission: str, company: Organisation) -> tuple[str, ...]:
    """Return the sections of the company's record for which the permission holds, in their order."""
    return tuple(name for name in SECTIONS if may(actor, permission, company, section=name))


def get_company_for(actor: Actor, slug: str, permission: str, *, section: str = "") -> Organisation:
    """Return the company: 404 unless the actor sees it at all, 403 where they see it and may not do this."""
    return _get(actor, Organisation.objects.companies(), slug, ("company.see", permission, section))


def get_body_for(actor: Actor, slug: str, permission: str) -> Organisation:
    """Return a body to its own people, or 404; 403 where their role does not reach."""
    return _get(actor, Organisation.objects.bodies(), slug, ("organisation.see", permission, ""))


def get_organisation_for(actor: Actor, slug: str, permission: str) -> Organisation:
    """Return a company or a body to its own people, or 404; 403 where their role does not reach."""
    return _get(actor, Organisation.objects.all(), slug, ("organisation.see", permission, ""))


def _get(actor: Actor, among: QuerySet[Organisation], slug: str, asked: tuple[str, str, str]) -> Organisation:
    see, permission, section = asked
    held = next((one.organisation for one in actor.memberships if one.organisation.slug == slug), None)
    found = held or among.filter(slug=slug).first()
    if found is None or (held and not among.filter(pk=held.pk).exists()) or not may(actor, see, found):
        raise Http404("no such organisation")
    actor.opened = found
    demand(actor, permission, found, section=section)
    return found


def _row(permission: str, section: str) -> Row:
    row = _TABLE[permission]
    if row.needs == "section" and section not in SECTIONS:
        raise ValueError(f"`{permission}` is about a section, and `{section}` is none")
    return row


def _predicate(row: Row) -> Predicate:
    found = [_TIES[tie] for tie in row.who if tie in _TIES]
    if row.roles:
        found.append(_by_role(row))
    return functools.reduce(operator.or_, found) if found else always_false


def _by_role(row: Row) -> Predicate:
    @predicate(name=f"role:{row.permission}")
    def has_role(actor: Actor, place: Place) -> bool:
        here = place.organisation
        if here is None:
            return False
        if actor.role_in(here) in row.roles:
            return True
        return row.about == "company" and bool(_let_in(actor, place, row))

    return has_role


def _let_in(actor: Actor, place: Place, row: Row) -> list[Organisation]:
    """Those of the actor's bodies in which their role reaches and that have the consent that is needed."""
    assert place.organisation is not None
    bodies = actor.bodies_as(row.roles)
    if not bodies or not row.needs:
        return []
    shared = actor.shared_by(place.organisation)
    held = {body: shared.get(body, frozenset()) for body in bodies}
    if row.needs == "section":
        held = {body: sections & {place.section} for body, sections in held.items()}
    return [body for body in actor.bodies if held.get(body.pk)]


@predicate(name="site")
def _is_site_admin(actor: Actor, place: Place) -> bool:
    return actor.is_site_admin


@predicate(name="signed-in")
def _is_signed_in(actor: Actor, place: Place) -> bool:
    return actor.is_signed_in


_TIES: dict[Tie, Predicate] = {SITE: _is_site_admin, SIGNED_IN: _is_signed_in}
