"""The addresses of support."""

from __future__ import annotations

app_name = "programme"
urlpatterns: list[object] = []
