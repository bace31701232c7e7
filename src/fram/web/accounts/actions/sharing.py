"""Giving and withdrawing consent."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Consent, Organisation


@action("sharing.change", says=gettext_lazy("changed what a body may see"))
def share(*, by: Actor, company: Organisation, body: Organisation, sections: Collection[str]) -> Organisation:
    """Let a body see exactly these sections from now on: others are withdrawn at once.

    Returns the body. Refused: a section nobody knows, and a body that is a company.
    """
    _refuse_wrong(body, sections)
    now = timezone.now()
    held = {given.section: given for given in _given(company, body)}
    for section, given in held.items():
        if section not in sections:
            changed(f"-{section}")
            given.withdrawn_at, given.withdrawn_by = now, by.person
            given.save(update_fields=["withdrawn_at", "withdrawn_by"])
    fresh = [name for name in SECTIONS if name in sections and name not in held]
    changed(*(f"+{section}" for section in fresh))
    Consent.objects.bulk_create(
        Consent(company=company, body=body, section=section, given_by=by.person, given_at=now)
        for section in fresh
    )
    by.forget_shared()
    return body


def _given(company: Organisation, body: Organisation) -> list[Consent]:
    # Locked, so that two owners who change the same sharing at once do so one after the other.
    found = Consent.objects.given().filter(company=company, body=body).select_for_update()
    return list(found)


def _refuse_wrong(body: Organisation, sections: Collection[str]) -> None:
    if body.is_company:
        raise Refused(_("a company shares with bodies only"), remedy=_("choose a body from the list"))
    if unknown := set(sections) - set(SECTIONS):
        raise Refused(_("there is no section `%(name)s`") % {"name": min(unknown)})
