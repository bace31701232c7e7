"""Who may do what?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fram.web.accounts.policy import BODY_PEOPLE, COMPANY_PEOPLE, table


@login_not_required
def policy_page(request: HttpRequest) -> HttpResponse:
    """Show the policy table as it is in force, one line per permission."""
    about = {"company": [], "organisation": [], "site": []}  # type: dict[str, list[object]]
    for row in table():
        if row.permission != "site.work":
            about[row.about].append(row)
    return render(request, "accounts/policy.html", {"about": about, "ties": [*COMPANY_PEOPLE, *BODY_PEOPLE]})
