"""What a password must be; Django's checks, said in our words and in both languages."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least so many signs."""

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return _("The password is too short: at least %(number)s signs.") % {"number": self.min_length}

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return _("At least %(number)s signs.") % {"number": self.min_length}


class NotAboutYou(UserAttributeSimilarityValidator):
    """Not one's own name or address."""

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return _("The password is too close to your name or address.")

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return _("Not close to your name or address.")
