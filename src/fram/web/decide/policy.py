"""The policy rows of plans. A plan belongs to the section `plan` of the company's record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.policy import ADVISER, BODY_PEOPLE, COMPANY_PEOPLE, EDITOR, LEAD, OWNER, Row

ROWS = (
    Row(
        permission="plan.read", words=_("read the company's plans"),
        who=(*COMPANY_PEOPLE, *BODY_PEOPLE), needs="section",
    ),
    Row(permission="plan.make", words=_("have a plan made"), who=(OWNER, EDITOR)),
    Row(permission="plan.delete", words=_("delete a plan, and bring it back"), who=(OWNER, EDITOR)),
    Row(
        permission="plan.export", words=_("take a plan's papers out as files"),
        who=(*COMPANY_PEOPLE, LEAD, ADVISER), needs="section",
    ),
    Row(
        permission="plan.company-file",
        words=_("take out the company file a plan was made from, and see what is wrong in it"),
        who=COMPANY_PEOPLE,
    ),
)  # fmt: skip
