"""What people do with their own account, and what the desk notes of it."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import EntryKind, Person
from fram.web.accounts.queries.persons import is_last_site_admin, proven_emails

UNPROVED_DAYS = 30
"""Days after which an account whose address was never proved is forgotten."""
UNUSED_DAYS = 730
"""Days without a sign-in after which an account is forgotten; a warning comes before."""


@action("me.change", says=gettext_lazy("signed up"))
def introduce(*, by: Actor, name: str, language: str) -> Person:
    """Keep what a new person said of themselves."""
    person = _oneself(by)
    person.name, person.language = name, language
    person.purpose, person.source = "to sign in and to be named for what was done", "the person"
    person.basis = "agreement"
    person.keep_until = timezone.localdate() + timedelta(days=UNPROVED_DAYS)
    person.save()
    return person


@action("me.change", says=gettext_lazy("changed name or language"))
def change_me(*, by: Actor, name: str, language: str) -> Person:
    """Change how one is named, and the language of pages and mail."""
    person = _oneself(by)
    for field, value in (("name", name), ("language", language)):
        if getattr(person, field) != value:
            changed(field)
            setattr(person, field, value)
    person.save(update_fields=["name", "language"])
    return person


@action("me.change", says=gettext_lazy("signed in"), kind=EntryKind.SIGN_IN)
def note_sign_in(*, by: Actor) -> Person:
    """Note that somebody signed in; their account is kept for another two years."""
    person = _oneself(by)
    person.keep_until = timezone.localdate() + timedelta(days=UNUSED_DAYS)
    person.noticed_at = None
    person.save(update_fields=["keep_until", "noticed_at"])
    return person


@action("site.work", says=gettext_lazy("made somebody run the desk"))
def make_site_admin(*, by: Actor, person: Person) -> Person:
    """Let the first person run the desk; whoever came by that way before and proved no address does not."""
    proved = EmailAddress.objects.filter(verified=True).values("user")
    Person.objects.filter(is_site_admin=True).exclude(pk__in=proved).update(is_site_admin=False)
    person.is_site_admin = True
    person.save(update_fields=["is_site_admin"])
    return person


@action("site.look-after", says=gettext_lazy("let somebody run the desk"))
def let_run(*, by: Actor, person: Person) -> Person:
    """Let another person run the desk. Refused where they have not shown that an address is theirs."""
    held = _hold_site_admins(person)
    if not held.is_active or not proven_emails(held):
        raise Refused(
            _("%(name)s has not proved an address yet") % {"name": held.shown},
            remedy=_("ask them to sign in and open the link that was sent to them"),
        )
    held.is_site_admin = True
    held.save(update_fields=["is_site_admin"])
    changed("is_site_admin")
    return held


@action("site.look-after", says=gettext_lazy("let somebody run the desk no more"))
def stop_running(*, by: Actor, person: Person) -> Person:
    """Let somebody, oneself too, run the desk no more. Refused for the last one who does."""
    held = _hold_site_admins(person)
    refuse_last_site_admin(held)
    held.is_site_admin = False
    held.save(update_fields=["is_site_admin"])
    changed("is_site_admin")
    return held


def refuse_last_site_admin(person: Person) -> None:
    """Refuse to lose the last one who runs the desk."""
    if is_last_site_admin(person):
        raise Refused(_("nobody else runs this desk"), remedy=_("let somebody else run it first"))


def _hold_site_admins(person: Person) -> Person:
    """Hold all who run the desk, so that two are not let go at the same moment, and read the person anew."""
    list(Person.objects.select_for_update().filter(is_site_admin=True).order_by("pk"))
    return Person.objects.get(pk=person.pk)


@action("site.work", says=gettext_lazy("dropped unproved claims to an address"))
def drop_unproved_claims(*, by: Actor, email: str, of: Person) -> Person:
    """Forget others' unproved claims to an address that ``of`` has proved, and accounts made of nothing else.

    Nobody can sign in by such a claim; it would only stand in the way.
    """
    claims = EmailAddress.objects.filter(email=email.lower(), verified=False).exclude(user=of)
    others = set(claims.values_list("user", flat=True))
    claims.delete()
    proved = EmailAddress.objects.filter(verified=True).values("user")
    Person.objects.filter(email=email.lower(), last_login=None).exclude(pk=of.pk).exclude(
        pk__in=proved
    ).filter(pk__in=others, memberships=None).delete()
    return of


@action("site.work", says=gettext_lazy("dropped unproved claims to an address"))
def drop_side_claims(*, by: Actor, email: str) -> None:
    """Forget claims to an address by people who have another that is proved.

    Somebody signs up with the address: a claim nobody proved must not stand in their way.
    """
    proved = EmailAddress.objects.filter(verified=True).values("user")
    EmailAddress.objects.filter(email=email.lower(), verified=False, user__in=proved).delete()


def _oneself(by: Actor) -> Person:
    assert by.person is not None, "the policy lets in only who is signed in"
    return by.person
