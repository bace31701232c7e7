"""The app of plans."""

from __future__ import annotations

from django.apps import AppConfig


class DecideConfig(AppConfig):
    """Plans, and the pages about them."""

    name = "fram.web.decide"
    label = "decide"
