"""How allauth signs people in here: who may come in, where it leads, what is noted, what mail says."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import SYSTEM, actor_of
from fram.web.accounts.actions.persons import drop_unproved_claims, note_sign_in
from fram.web.accounts.queries.persons import is_claimed_unproved
from fram.web.accounts.signing_in import mail
from fram.web.accounts.signing_in.door import Way, way_in
from fram.web.accounts.signing_in.languages import in_language


class AccountAdapter(DefaultAccountAdapter):
    """Our answers to what allauth asks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "E-mail address and password do not fit together. Try again, or ask for a new password."
        ),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or ask for a new password."),
        "incorrect_code": _("The code is wrong or too old. Take the newest one and try again."),
        "incorrect_password": _("The password is wrong. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this browser may sign up now."""
        return way_in(request) is not Way.CLOSED

    def is_safe_url(self, url: str) -> bool:
        """Whether ``next`` may lead there: to this desk only."""
        host = self.request.get_host()
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={host}, require_https=self.request.is_secure()
        )

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Note the sign-in, and show the pages in the person's language."""
        note_sign_in(by=actor_of(user))
        response: HttpResponse = super().post_login(request, user, **told)
        return in_language(response, user.language)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take an address as proved, and forget unproved claims of others to it."""
        is_proved: bool = super().confirm_email(request, email_address)
        if is_proved and is_claimed_unproved(email_address.email, besides=email_address.user):
            drop_unproved_claims(by=SYSTEM, email=email_address.email, of=email_address.user)
        return is_proved

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Write a mail in the language of whoever has the address."""
        to = email if isinstance(email, str) else email[0]
        with override(mail.language_for(to, otherwise=get_language() or "en")):
            return super().render_mail(template_prefix, email, context, headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; where the server fails, the page says so instead of pretending."""
        told = {"request": self.request, "email": email, "way": way_in(self.request), **context}
        try:
            mail.deliver(self.render_mail(template_prefix, email, told))
        except mail.Unsent:
            page = render(self.request, "account/mail_failed.html", status=503)
            raise ImmediateHttpResponse(page) from None
