"""The policy rows of accounts: organisations, their people, consent and the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.policy import (
    BODY_PEOPLE,
    COMPANY_PEOPLE,
    LEAD,
    OWNER,
    SIGNED_IN,
    SITE,
    Row,
)

EVERYONE = (*COMPANY_PEOPLE, *BODY_PEOPLE)

ROWS = (
    Row(permission="company.see", words=_("see that the company is here"), who=EVERYONE, needs="any"),
    Row(permission="sharing.read", words=_("see what is shared with whom"), who=COMPANY_PEOPLE),
    Row(permission="sharing.change", words=_("share a section with a body, or withdraw it"), who=(OWNER,)),
    Row(permission="log.read", words=_("read who did what with the record"), who=(OWNER,)),
    Row(permission="log.export", words=_("take the log out as a file"), who=(OWNER,)),
    Row(
        permission="organisation.see", words=_("see the pages of one's own organisation"),
        who=EVERYONE, about="organisation",
    ),
    Row(
        permission="organisation.change", words=_("change name, number and country"),
        who=(OWNER, LEAD), about="organisation",
    ),
    Row(permission="people.read", words=_("see who belongs to it"), who=EVERYONE, about="organisation"),
    Row(
        permission="people.change", words=_("invite people, change roles, take people out"),
        who=(OWNER, LEAD), about="organisation",
    ),
    Row(permission="people.leave", words=_("leave it"), who=EVERYONE, about="organisation"),
    Row(
        permission="own-log.read", words=_("read what its people did"), who=(OWNER, LEAD),
        about="organisation",
    ),
    Row(permission="company.found", words=_("register a company"), who=(SIGNED_IN,), about="site"),
    Row(permission="body.found", words=_("register a body"), who=(SITE,), about="site"),
    Row(permission="me.change", words=_("change what is held about oneself"), who=(SIGNED_IN,), about="site"),
    Row(permission="invitation.accept", words=_("accept an invitation"), who=(SIGNED_IN,), about="site"),
    Row(
        permission="persons.look-after", words=_("print out or erase a person who asks for it"),
        who=(SITE,), about="site",
    ),
    Row(
        permission="organisations.look-after",
        words=_("invite who leads a body, or owns a company without an owner; open a body again"),
        who=(SITE,), about="site",
    ),
    Row(
        permission="site.look-after", words=_("let somebody run the desk, or no more"), who=(SITE,),
        about="site",
    ),
    Row(permission="site.work", words=_("do the desk's own work"), who=(), about="site"),
)  # fmt: skip
