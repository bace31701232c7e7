"""The addresses of organisations, their people, sharing and the log, and of oneself."""

from __future__ import annotations

from django.urls import path

from fram.web.accounts.views import log, organisation, policy, sharing

app_name = "accounts"
urlpatterns = [
    path("policy/", policy.policy_page, name="policy"),
    path("organisations/<slug:slug>/", organisation.organisation_page, name="organisation"),
    path("organisations/<slug:slug>/sharing/", sharing.sharing_page, name="sharing"),
    path("organisations/<slug:slug>/sharing/<slug:body>/", sharing.share_page, name="share"),
    path("organisations/<slug:slug>/log/", log.log_page, name="log"),
    path("organisations/<slug:slug>/log.<slug:form>", log.log_file, name="log-file"),
]
