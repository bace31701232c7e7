"""How allauth keeps second factors here."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TwoFactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed with the desk's own key, so that a copy of the database does not hold them."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong or too old. Take the newest one and try again."),
        "unverified_email": _("Prove your e-mail address first: look into your mail."),
        "cannot_generate_recovery_codes": _("Add a passkey or an app first; the codes come with it."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; for one that was sealed with another key, a secret that fits nothing.

        An empty one would fit codes that anybody can work out.
        """
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Suggest a name for a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return "Fram"


def _seal() -> Fernet:
    key = hashlib.sha256(b"fram second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
