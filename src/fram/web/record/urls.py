"""The addresses of the living record."""

from __future__ import annotations

app_name = "record"
urlpatterns: list[object] = []
