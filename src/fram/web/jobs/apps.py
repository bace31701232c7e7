"""The app of jobs: work that is done beside the pages."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Work in the background, with its progress, its retries and its calendar."""

    name = "fram.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Learn the jobs that every app declares in its `jobs.py`."""
        autodiscover_modules("jobs")
