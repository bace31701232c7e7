"""An identity provider that answers whatever a test wants, right or wrong; it lives in a thread."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, CODE = "fram-desk", "a secret of the test", "the-code"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class FakeProvider:
    """What it says; a test changes its fields before it answers."""

    def __init__(self) -> None:
        self.issuer = ""
        self.claims: dict[str, Any] = {
            "sub": "subject-1",
            "email": "nora@example.org",
            "name": "Nora <b>Ny</b>",
        }
        self.userinfo: dict[str, Any] = {}
        self.nonce = ""
        self.challenge = ""
        self.signed_with: Any = KEY
        self.algorithm = "RS256"
        self.discovery: dict[str, Any] = {}
        self.token_answer: Any = None
        self.asked: list[str] = []

    def follow(self, address: str) -> dict[str, str]:
        """Take the address the desk sends people to, as a provider does; returns what stands in it."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce, self.challenge = asked.get("nonce", ""), asked.get("code_challenge", "")
        return asked

    def id_token(self) -> str:
        """The id token, right but for what the test changed."""
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.nonce}
        claims = {key: value for key, value in {**usual, **self.claims}.items() if value is not None}
        return jwt.encode(claims, self.signed_with, algorithm=self.algorithm, headers={"kid": "one"})

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, Any]:
        """The answer to one request."""
        self.asked.append(path)
        if path.endswith("/openid-configuration"):
            return 200, {**self._configuration(), **self.discovery}
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return 200, {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}
        if path == "/userinfo":
            return 200, self.userinfo or {"sub": "subject-1"}
        if path == "/token":
            return self._token(form)
        return 404, {}

    def _token(self, form: dict[str, list[str]]) -> tuple[int, Any]:
        verifier = form.get("code_verifier", [""])[0]
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        if form.get("code") != [CODE] or form.get("client_secret") != [SECRET] or digest != self.challenge:
            return 400, {"error": "invalid_grant"}
        if self.token_answer is not None:
            return 200, self.token_answer
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()}

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


@contextmanager
def running() -> Iterator[FakeProvider]:
    """Run a fake provider on a free port of this machine."""
    fake = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*fake.answer(urlsplit(self.path).path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            self._say(*fake.answer(urlsplit(self.path).path, parse_qs(body)))

        def _say(self, status: int, content: Any) -> None:
            said = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
