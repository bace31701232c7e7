"""The app of people, organisations, consent and the log."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may come in, and who may see what."""

    name = "fram.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Collect the policy rows of all apps; a row that contradicts another stops the start."""
        from fram.web.accounts.policy import collect

        collect()
