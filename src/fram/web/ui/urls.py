"""The address of the gallery: every component of the pages, to look at."""

from __future__ import annotations

from django.urls import path

from fram.web.ui.views import gallery_page

app_name = "ui"
urlpatterns = [path("gallery/", gallery_page, name="gallery")]
