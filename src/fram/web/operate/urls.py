"""The addresses that programs ask whether the desk is well."""

from __future__ import annotations

from django.urls import path

from fram.web.operate.views import health

app_name = "operate"
urlpatterns = [
    path("", health.alive, name="alive"),
    path("ready/", health.ready, name="ready"),
]
