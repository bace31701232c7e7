"""Giving and withdrawing consent."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import SYSTEM, Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Consent, Organisation
from fram.web.accounts.queries.organisations import withdrawn_last


class Stale(Refused):
    """Somebody changed a sharing while another chose: what was withdrawn must not be given anew by it."""


@action("sharing.change", says=gettext_lazy("changed what a body may see"))
def share(
    *, by: Actor, company: Organisation, body: Organisation, sections: Collection[str],
    seen: Collection[str] | None = None,
) -> Organisation:  # fmt: skip
    """Let a body see exactly these sections from now on: others are withdrawn at once.

    ``seen``: what was shared when this was chosen; `Stale` where that is so no more. Returns the body.
    Refused: a section nobody knows, a body that is a company, and giving more to one that is closed.
    """
    _refuse_wrong(body, sections)
    held = hold_shared(company, body)
    if seen is not None and set(seen) != held:
        raise Stale(
            _("somebody changed this while you chose"),
            remedy=_("look at how it stands now, and choose again"),
        )
    fresh = [name for name in SECTIONS if name in sections and name not in held]
    if fresh:
        _refuse_closed(body)
    now = timezone.now()
    gone = [name for name in SECTIONS if name in held and name not in sections]
    changed(*(f"-{section}" for section in gone), *(f"+{section}" for section in fresh))
    given = Consent.objects.given().filter(company=company, body=body, section__in=gone)
    given.update(withdrawn_at=now, withdrawn_by=by.person)
    Consent.objects.bulk_create(
        Consent(company=company, body=body, section=section, given_by=by.person, given_at=now)
        for section in fresh
    )
    by.forget_shared()
    return body


@action("sharing.change", says=gettext_lazy("took back that it had withdrawn everything"))
def share_again(*, by: Actor, company: Organisation, body: Organisation) -> Organisation:
    """Undo that all a body saw was withdrawn: the same consents hold, and help stands as it did.

    Returns the body. Refused: later than a day after, when something was shared since, and when it is closed.
    """
    hold_shared(company, body)
    _refuse_closed(body)
    given = list(withdrawn_last(company, body))
    if not given:
        raise Refused(
            _("there is nothing to undo any more"),
            remedy=_("choose anew what %(body)s may see") % {"body": body},
        )
    again = {consent.section for consent in given}
    changed(*(f"+{name}" for name in SECTIONS if name in again))
    for consent in given:
        consent.withdrawn_at = consent.withdrawn_by = None
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    by.forget_shared()
    return body


def end_sharing(place: Organisation) -> None:
    """Withdraw, as the desk, all that a company shares or a body may see, each noted by itself in the log."""
    given = Consent.objects.given().filter(Q(company=place) | Q(body=place)).select_related("company", "body")
    pairs = {(one.company_id, one.body_id): (one.company, one.body) for one in given}
    for _key, (company, body) in sorted(pairs.items()):
        share(by=SYSTEM, company=company, body=body, sections=())


def hold_shared(company: Organisation, body: Organisation) -> set[str]:
    """Return what a body may see, and hold the company: that stays so until the action is done."""
    # The company, because of a first consent there is no row yet that could be held.
    Organisation.objects.select_for_update(no_key=True).get(pk=company.pk)
    given = Consent.objects.given().filter(company=company, body=body)
    return set(given.values_list("section", flat=True))


def _refuse_wrong(body: Organisation, sections: Collection[str]) -> None:
    if body.is_company:
        raise Refused(_("a company shares with bodies only"), remedy=_("choose a body from the list"))
    if unknown := set(sections) - set(SECTIONS):
        raise Refused(_("there is no section `%(name)s`") % {"name": min(unknown)})


def _refuse_closed(body: Organisation) -> None:
    if body.archived_at is not None:
        raise Refused(
            _("%(name)s is put away") % {"name": body.name},
            remedy=_("whoever runs the desk can open it again"),
        )
