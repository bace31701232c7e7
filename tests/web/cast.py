"""The cast: invented people who own, help, look on, and must see nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.test import Client

from fram.web.accounts.acting import Actor, actor_of
from fram.web.accounts.models import Consent, Kind, Membership, Organisation, Person, Role

SHARED = ("company", "product", "market-access", "evidence", "support")
"""What Nordlys shares with Klyngen; money, price, plan and files it keeps."""
HOST = "127.0.0.1:8350"
NAMES = {
    "kari": "Kari Eier (invented)", "per": "Per Kollega (invented)", "liv": "Liv Leser (invented)",
    "rita": "Rita Rival (invented)", "ane": "Ane Leder (invented)", "ola": "Ola Rådgiver (invented)",
    "tor": "Tor Analytiker (invented)", "eva": "Eva Rådgiver (invented)", "geir": "Geir Leder (invented)",
    "siri": "Siri Drift (invented)", "nina": "Nina Ny (invented)",
}  # fmt: skip


@dataclass(kw_only=True)
class Cast:
    """Kari owns Nordlys, Per edits, Liv reads. Rita owns Rask, a rival. Ane leads, Ola advises and Tor
    analyses at Klyngen, which Nordlys trusts with some sections. Eva advises and Geir leads at Etaten,
    which has no consent. Siri runs the desk. Nina has just signed up and belongs nowhere."""

    kari: Person
    per: Person
    liv: Person
    rita: Person
    ane: Person
    ola: Person
    tor: Person
    eva: Person
    geir: Person
    siri: Person
    nina: Person
    nordlys: Organisation
    rask: Organisation
    klyngen: Organisation
    etaten: Organisation
    made: dict[str, object] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Person]:
        """Everybody by name."""
        return {name: getattr(self, name) for name in NAMES}

    def actor(self, person: Person | None) -> Actor:
        """Who acts for a person; None is nobody."""
        return actor_of(person)

    def client(self, person: Person | None = None, *, lang: str = "en", strict: bool = False) -> Client:
        """A browser on this machine in which the person is signed in; `strict` asks for CSRF marks."""
        browser = Client(HTTP_HOST=HOST, headers={"accept-language": lang}, enforce_csrf_checks=strict)
        if person is not None:
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return browser


def gather() -> Cast:
    """Make everybody anew in the database of a test."""
    people = {
        name: Person.objects.create_user(f"{name}@example.org", name=shown, is_invented=True)
        for name, shown in NAMES.items()
    }
    people["siri"].is_site_admin = True
    people["siri"].save()
    places = {
        slug: Organisation.objects.create(kind=kind, name=name, slug=slug, number=number, is_invented=True)
        for slug, kind, name, number in (
            ("nordlys", Kind.COMPANY, "Nordlys Vital AS (invented)", "999999001"),
            ("rask", Kind.COMPANY, "Rask Diagnostikk AS (invented)", "999999002"),
            ("klyngen", Kind.CLUSTER, "Helseklyngen (invented)", ""),
            ("etaten", Kind.AGENCY, "Eksportetaten (invented)", ""),
        )
    }
    for place, name, role in (
        ("nordlys", "kari", Role.OWNER), ("nordlys", "per", Role.EDITOR), ("nordlys", "liv", Role.READER),
        ("rask", "rita", Role.OWNER), ("klyngen", "ane", Role.LEAD), ("klyngen", "ola", Role.ADVISER),
        ("klyngen", "tor", Role.ANALYST), ("etaten", "eva", Role.ADVISER), ("etaten", "geir", Role.LEAD),
    ):  # fmt: skip
        Membership.objects.create(organisation=places[place], person=people[name], role=role)
    for section in SHARED:
        Consent.objects.create(
            company=places["nordlys"], body=places["klyngen"], section=section, given_by=people["kari"]
        )
    return Cast(**people, **places)
