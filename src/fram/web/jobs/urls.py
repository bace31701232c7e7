"""The addresses of work beside the pages."""

from __future__ import annotations

app_name = "jobs"
urlpatterns: list[object] = []
