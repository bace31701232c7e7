"""The addresses of the site: one word per pillar, and the language switch."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="decide:plans"), name="start"),
    path("decide/", include("fram.web.decide.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

handler400 = "fram.web.site.errors.bad_request"
handler403 = "fram.web.site.errors.not_allowed"
handler404 = "fram.web.site.errors.not_found"
handler500 = "fram.web.site.errors.our_fault"
