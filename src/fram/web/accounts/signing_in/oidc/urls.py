"""The addresses of identity providers, as allauth has them."""

from __future__ import annotations

from django.urls import path

from fram.web.accounts.signing_in.oidc import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
]
