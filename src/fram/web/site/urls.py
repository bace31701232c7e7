"""The addresses of the site: one word per app, and the language switch."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from fram.web.site.api import addresses

urlpatterns = [
    path("", include("fram.web.accounts.urls")),
    path("", include("fram.web.ui.urls")),
    path("account/", include("allauth.urls")),
    path("api/v1/", addresses()),
    path("record/", include("fram.web.record.urls")),
    path("programme/", include("fram.web.programme.urls")),
    path("decide/", include("fram.web.decide.urls")),
    path("jobs/", include("fram.web.jobs.urls")),
    path("health/", include("fram.web.operate.urls")),
    path("language/setlang/", login_not_required(set_language), name="set_language"),
]

handler400 = "fram.web.site.errors.bad_request"
handler403 = "fram.web.site.errors.not_allowed"
handler404 = "fram.web.site.errors.not_found"
handler500 = "fram.web.site.errors.our_fault"
