"""Run the provider on a free port of this machine, with one account and one client; prints its address."""

from __future__ import annotations

import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

EMAIL, PASSWORD = "nora@example.org", "en setning hos leverandøren"
CLIENT, SECRET = "fram", "hemmelighet mellom dem"


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *_: object) -> None:
        """Say nothing."""


def main(folder: str, back: str) -> None:
    """Make the database, the account and the client, and serve until ended."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tests.web.oidc.provider.settings",
        OIDC_PROVIDER_FOLDER=folder,
        OAUTHLIB_INSECURE_TRANSPORT="1",  # loopback has no certificate
    )
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    _fill(get_user_model(), back)
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


def _fill(users: object, back: str) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client

    user = users.objects.create_user("nora", EMAIL, PASSWORD, first_name="Nora", last_name="Ny")  # type: ignore[attr-defined]
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    client = Client(id=CLIENT, name="Fram", redirect_uris=back, scopes="openid\nprofile\nemail")
    client.set_secret(SECRET)
    client.save()


if __name__ == "__main__":
    main(*sys.argv[1:])
