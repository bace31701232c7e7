"""Who acts: a person with their roles, nobody, or the desk's own jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fram.web.accounts.models import BODY_ROLES, Consent, Membership, Organisation, Person, Role

Shared = Mapping[int, frozenset[str]]
"""Sections by the id of the body that may see them."""


class Actor:
    """Somebody at the desk and what ties them to organisations; asked once, remembered for one request."""

    def __init__(self, person: Person | None = None, *, is_system: bool = False) -> None:
        self.person = person
        self.is_system = is_system
        self._shared: dict[int, Shared] = {}
        self.opened: Organisation | None = None  # the one whose pages are open; the log names its number

    def __str__(self) -> str:
        return str(self.person) if self.person else ("desk" if self.is_system else "nobody")

    @property
    def is_signed_in(self) -> bool:
        """Whether there is a person behind it."""
        return self.person is not None

    @property
    def is_site_admin(self) -> bool:
        """Whether the person runs this desk."""
        return bool(self.person and self.person.is_site_admin)

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """The person's memberships that hold, with their organisations."""
        if self.person is None:
            return ()
        found = Membership.objects.filter(person=self.person, ended_at=None)
        return tuple(found.select_related("organisation").order_by("organisation__name", "pk"))

    @cached_property
    def roles(self) -> Mapping[int, Role]:
        """The person's role by the id of the organisation."""
        return {held.organisation_id: Role(held.role) for held in self.memberships}

    @property
    def companies(self) -> tuple[Organisation, ...]:
        """The companies the person belongs to, by name."""
        return tuple(held.organisation for held in self.memberships if held.organisation.is_company)

    @property
    def bodies(self) -> tuple[Organisation, ...]:
        """The bodies the person belongs to, by name."""
        return tuple(held.organisation for held in self.memberships if not held.organisation.is_company)

    def role_in(self, organisation: Organisation | int | None) -> Role | None:
        """The person's role in an organisation, None where they have none."""
        if organisation is None:
            return None
        return self.roles.get(organisation if isinstance(organisation, int) else organisation.pk)

    def bodies_as(self, roles: Iterable[Role]) -> list[int]:
        """The ids of the bodies in which the person has one of the roles."""
        wanted = set(roles) & set(BODY_ROLES)
        return [pk for pk, role in self.roles.items() if role in wanted]

    def shared_by(self, company: Organisation) -> Shared:
        """What the company shares with each of the person's bodies; nothing while it is put away."""
        if company.pk not in self._shared:
            self.look_up_shared([company.pk])
        return self._shared[company.pk]

    def look_up_shared(self, companies: Iterable[int]) -> None:
        """Learn at once what several companies share, so that a list asks the database one time."""
        found: dict[int, dict[int, set[str]]] = {pk: {} for pk in companies}
        bodies = self.bodies_as(BODY_ROLES)
        if bodies and found:
            given = Consent.objects.letting_in().filter(company__in=list(found), body__in=bodies)
            for company, body, section in given.values_list("company", "body", "section"):
                found[company].setdefault(body, set()).add(section)
        for company, by_body in found.items():
            self._shared[company] = {body: frozenset(sections) for body, sections in by_body.items()}

    def forget_roles(self) -> None:
        """Ask anew where the person belongs: a membership began, changed or ended in this request."""
        for name in ("memberships", "roles"):
            self.__dict__.pop(name, None)

    def forget_shared(self) -> None:
        """Ask anew what is shared: consent was given or withdrawn in this request."""
        self._shared.clear()


NOBODY = Actor()
SYSTEM = Actor(is_system=True)
"""Who the desk's own jobs act as."""


class DeskRequest(HttpRequest):
    """A request as views see it: with the actor."""

    actor: Actor


def actor_of(person: Person | AnonymousUser | None) -> Actor:
    """Return who acts for a signed-in person, or nobody."""
    if person is None or not person.is_authenticated:
        return Actor()
    return Actor(person)


class ActorMiddleware:
    """Gives each request its actor, looked up when it is first asked for."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> object:
        """Set `request.actor`; Django's `request.user` is there already."""
        request.actor = SimpleLazyObject(lambda: actor_of(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)  # type: ignore[operator]
