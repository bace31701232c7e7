"""The app of the look."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base page, styles and words."""

    name = "fram.web.ui"
    label = "ui"
