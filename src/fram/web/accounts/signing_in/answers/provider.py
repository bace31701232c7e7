"""How allauth treats people who come through an identity provider."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.signing_in.names import clean_name

log = logging.getLogger("fram.sign_in")


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Our answers to what allauth asks."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("Set a password first: this is your only way in."),
        "connected_other": _(
            "This account is connected to another person here. Sign in with it, or ask them."
        ),
    }

    def populate_user(self, request: HttpRequest, sociallogin: Any, told: dict[str, Any]) -> Any:
        """Fill in what the provider told; the person can change it before the account is made."""
        user = sociallogin.user
        both = f"{told.get('first_name') or ''} {told.get('last_name') or ''}"
        user.name = clean_name(str(told.get("name") or both))[:200]
        user.email = (valid_email_or_none(told.get("email")) or "").lower()
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, str]:
        """Return what the form shows first."""
        return {"email": sociallogin.user.email, "name": sociallogin.user.name}

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        """Write down why an answer was refused, without anything about the person."""
        why = str(exception) if exception else str(error)
        log.warning("the provider %s could not sign somebody in: %s", provider.sub_id, why[:200])
