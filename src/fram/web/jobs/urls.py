"""The addresses of work: the site admin's page, and how far a work is."""

from __future__ import annotations

from django.urls import path

from fram.web.jobs.views import overview, progress

app_name = "jobs"
urlpatterns = [
    path("", overview.overview_page, name="overview"),
    path("<uuid:pk>/again/", overview.retry_work, name="retry"),
    path("<uuid:pk>/progress/", progress.progress_part, name="progress"),
]
