"""The app that runs the desk."""

from __future__ import annotations

from django.apps import AppConfig


class OperateConfig(AppConfig):
    """Health, and the page that is shown while the database is gone."""

    name = "fram.web.operate"
    label = "operate"
