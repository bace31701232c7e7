"""The app of support."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Support."""

    name = "fram.web.programme"
    label = "programme"
