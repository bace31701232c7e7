"""allauth's forms, where ours ask otherwise."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import AddEmailForm, LoginForm, ResetPasswordForm, SignupForm
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.actions.persons import drop_side_claims
from fram.web.accounts.queries.persons import is_claimed_unproved
from fram.web.accounts.signing_in.door import invited_email


class SignInForm(LoginForm):
    """Address and password."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        _plain(self, login=_("E-mail address"))


class ForgottenForm(ResetPasswordForm):
    """The address of whoever has forgotten the password."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        _plain(self, email=_("E-mail address"))


class AnotherAddressForm(AddEmailForm):
    """One more address."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        _plain(self, email=_("E-mail address"))


class FreeAddress:
    """Before it is asked whether an address is here: claims that were never proved do not count."""

    def clean_email(self) -> str:
        """Return the address in small letters."""
        email = self.cleaned_data["email"]  # type: ignore[attr-defined]
        if is_claimed_unproved(email):
            drop_side_claims(by=SYSTEM, email=email)
        return str(super().clean_email())  # type: ignore[misc]


class SignUpForm(FreeAddress, SignupForm):
    """Name, address, password, privacy. Whoever was invited signs up with the invited address."""

    field_order = ("name", "email", "password1", "accepts")

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        _plain(self, email=_("What is your e-mail address?"), password1=_("Choose a password"))
        self.fields["email"].help_text = _("You sign in with it.")
        self.fields["password1"].help_text = _("At least 12 signs; a sentence is a good password.")
        _fix_invited(self)


class ProviderSignUpForm(FreeAddress, SocialSignupForm):
    """The same without a password: the provider has told the rest. An invitation lets in one address only."""

    field_order = ("name", "email", "accepts")

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        _plain(self, email=_("What is your e-mail address?"))
        self.fields["email"].help_text = _("We write to it to see that it is yours.")
        _fix_invited(self)


class AddPasskeyForm(AddWebAuthnForm):
    """A name for the passkey; every passkey of ours can sign in by itself."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["name"].label = _("What shall it be called?")
        self.fields["name"].help_text = _("For instance the device it lies on.")
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        _plain(self, name=_("Name"))
        self.fields["name"].max_length = 60


def _plain(form: forms.Form, **labels: Any) -> None:
    """Label fields in our words; a placeholder that says the label once more goes."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    for name, label in labels.items():
        form.fields[name].label = label


def _fix_invited(form: forms.Form) -> None:
    email = invited_email(context.request)
    if email:
        form.fields["email"].disabled = True
        form.initial["email"] = email
        form.fields["email"].help_text = _("The invitation went to this address.")
