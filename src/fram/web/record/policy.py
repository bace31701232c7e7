"""Who may do what with a company's record and its files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.policy import ADVISER, ANALYST, COMPANY_PEOPLE, EDITOR, LEAD, OWNER, Row

ROWS = (
    Row(
        permission="record.read", words=_("read a section of the record"),
        who=(*COMPANY_PEOPLE, LEAD, ADVISER, ANALYST), needs="section",
    ),
    Row(permission="record.edit", words=_("answer questions of the record"), who=(OWNER, EDITOR)),
    Row(permission="record.import", words=_("take a company file into the record"), who=(OWNER, EDITOR)),
    Row(
        permission="record.export", words=_("take a section of the record out as a file"),
        who=(*COMPANY_PEOPLE, LEAD, ADVISER), needs="section",
    ),
    Row(
        permission="file.read", words=_("read the files"),
        who=(*COMPANY_PEOPLE, LEAD, ADVISER, ANALYST), needs="section",
    ),
    Row(permission="file.change", words=_("add and remove files"), who=(OWNER, EDITOR)),
)  # fmt: skip
