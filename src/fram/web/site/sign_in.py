"""Settings of signing in: who may sign up, how people prove who they are, how mail goes out.

The settings of the desk take over every capital name from here.
"""

from __future__ import annotations

import os

from fram.web.site.environment import PACKAGE, is_on, mail, providers, sign_up
from fram.web.site.home import home

DAYS = 24 * 3600

# --- the line: cookies travel only over HTTPS where there is one ------------------------------------

HTTPS = is_on(os.environ, "FRAM_HTTPS")
SESSION_COOKIE_NAME = "__Host-fram_session" if HTTPS else "fram_session"
SESSION_COOKIE_AGE = 14 * DAYS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # an identity provider sends people back from another site
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * DAYS if HTTPS else 0
# One server in front of the desk ends the closed line and says so; without FRAM_HTTPS nobody is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"

# Counts of attempts are shared by all processes, so they lie in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- accounts ---------------------------------------------------------------------------------------

FRAM_SIGN_UP = sign_up(os.environ)
FRAM_CONTACT = os.environ.get("FRAM_CONTACT", "").strip()
"""Whom people write to about their data; the privacy note names it."""
ACCOUNT_ADAPTER = f"{PACKAGE}.answers.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = f"{PACKAGE}.about_you.AboutYou"
ACCOUNT_FORMS = {
    "login": f"{PACKAGE}.forms.SignInForm",
    "signup": f"{PACKAGE}.forms.SignUpForm",
    "reset_password": f"{PACKAGE}.forms.ForgottenForm",
    "add_email": f"{PACKAGE}.forms.AnotherAddressForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Fram: "
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"invite": "30/h/user,5/h/key", "invitation": "30/m/ip"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 1 * DAYS
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{PACKAGE}.passwords.NotAboutYou",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": f"{PACKAGE}.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip

MFA_ADAPTER = f"{PACKAGE}.answers.two_factor.TwoFactorAdapter"
MFA_FORMS = {
    "add_webauthn": f"{PACKAGE}.forms.AddPasskeyForm",
    "edit_webauthn": f"{PACKAGE}.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an unproved address gives way to whoever signs up with it
MFA_TOTP_ISSUER = "Fram"
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = f"{PACKAGE}.answers.provider.ProviderAdapter"
SOCIALACCOUNT_FORMS = {"signup": f"{PACKAGE}.forms.ProviderSignUpForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # whoever comes in for the first time accepts the privacy note
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # only by a provider that is named as trusted
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": f"{PACKAGE}.oidc.provider.CheckedProvider",
        "APPS": providers(os.environ),
    }
}

# --- mail -------------------------------------------------------------------------------------------

OUTBOX = home() / "outbox"
DEFAULT_FROM_EMAIL = "fram@localhost"
globals().update(mail(os.environ))
