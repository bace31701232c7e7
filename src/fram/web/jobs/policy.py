"""The policy rows of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.policy import COMPANY_PEOPLE, SITE, Row

ROWS = (
    Row(permission="work.read", words=_("see how far the company's own works are"), who=COMPANY_PEOPLE),
    Row(
        permission="jobs.read", words=_("see what the worker does and what it gave up"),
        who=(SITE,), about="site",
    ),
    Row(
        permission="jobs.retry", words=_("have a work done after all that was given up"),
        who=(SITE,), about="site",
    ),
)  # fmt: skip
