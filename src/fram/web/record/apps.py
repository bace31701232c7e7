"""The app of the living record."""

from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The living record."""

    name = "fram.web.record"
    label = "record"
