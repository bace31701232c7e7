"""Settings of the desk. Out of the box it answers only to this machine; it never runs in debug."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from fram.web.site.clock import local_zone
from fram.web.site.database import database
from fram.web.site.environment import hosts, is_on
from fram.web.site.home import DATABASE_FILE, home, prepare, secret_key
from fram.web.ui.translations import compiled

HOME = prepare(home())

DEBUG = False
SECRET_KEY = secret_key(HOME)
# A page of another site that gets this machine to answer under its own name (DNS rebinding) is turned away.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *hosts(os.environ)]

IS_INVENTED = is_on(os.environ, "FRAM_INVENTED")
"""Whether everything here is invented (the demonstration), which every page then says."""

ROOT_URLCONF = "fram.web.site.urls"
WSGI_APPLICATION = "fram.web.site.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "fram.web.ui",  # before allauth: our templates stand in for its own
    "fram.web.accounts",
    "fram.web.jobs",
    "fram.web.record",
    "fram.web.programme",
    "fram.web.decide",
    "fram.web.operate",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "template_partials.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "fram.web.site.log.requests.RequestLog",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Whoever is signed out is asked to sign in, but for the few pages marked as open.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "fram.web.accounts.acting.ActorMiddleware",
    "fram.web.site.addresses.NoSuchAddress",
]
LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", LOADERS)])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fram.web.ui.look.look",
            ],
        },
    }
]
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), file=HOME / DATABASE_FILE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
USE_I18N = True
TIME_ZONE = local_zone()
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nb", _("Norwegian"))]
LANGUAGE_COOKIE_NAME = "fram_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
# Only the .po files are kept with the code; what Django reads is made from them when the desk starts.
LOCALE_PATHS = [compiled(HOME)]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"  # a link in web mail brings it along, else forms open in other tabs would expire
CSRF_FAILURE_VIEW = "fram.web.site.errors.form_expired"

LARGEST_FILE = 1_000_000
"""Bytes of the largest company file that is read."""
LARGEST_UPLOAD = 20_000_000
"""Bytes of the largest document that is laid in a record."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * LARGEST_FILE
FILE_UPLOAD_HANDLERS = ["fram.web.ui.uploads.CappedUploadHandler"]
# A page of the record has up to 60 questions, each with who judged it, when and on what ground.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1

STATIC_URL = "/static/"
# Files are served from where they lie, so a new version needs no step between unpacking and starting; the
# browser asks each time whether its copy still holds, which costs nothing on the same machine.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "fram.web.site.log.lines.JsonLine"}},
    "handlers": {
        "file": {
            "class": "fram.web.site.log.lines.SharedFile",
            "filename": HOME / "desk.log",
            "maxBytes": 10_000_000,
            "backupCount": 3,
            "formatter": "line",
            "delay": True,
            "encoding": "utf-8",
        }
    },
    "loggers": {
        "fram": {"handlers": ["file"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["file"], "level": "WARNING", "propagate": False},
        # Each request has its own line already; what broke is told with its trace.
        "django.request": {"level": "ERROR"},
        # Whoever knocks under another name is turned away; that is no news worth a traceback.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
    "root": {"handlers": ["file"], "level": "WARNING"},
}

from fram.web.site.sign_in import *  # noqa: E402, F403  signing in and mail have a module of their own
