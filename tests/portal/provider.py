"""A small OpenID provider, served over HTTP on this machine: it signs what a test tells it to, rightly or wrongly."""

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "portal", "Kirschbaum-17"


@dataclass
class OpenID:
    """The provider: who signs in next, and what is wrong about it."""

    now: int
    url: str = ""
    subject: str = "staff-4711"
    #: Claims that are different from what they ought to be; None leaves one out.
    claims: dict[str, Any] = field(default_factory=dict)
    #: What discovery says differently.
    discovery: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    foreign_key: bool = False
    down: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "1"}))
    asked: list[dict[str, str]] = field(default_factory=list)
    exchanged: list[dict[str, str]] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def configuration(self, _request: Request) -> Response:
        if self.down:
            return Response("down", 503)
        return JSONResponse({
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys", **self.discovery,
        })  # fmt: skip

    def authorize(self, request: Request) -> Response:
        """Nobody is asked for a password: whoever comes is `subject`."""
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def token(self, request: Request) -> Response:
        fields = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        self.exchanged.append(fields)
        asked = self._codes.pop(fields.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {basic}":
            return JSONResponse({"error": "invalid_client"}, 401)
        challenge = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        if asked is None or asked["code_challenge"] != base64.urlsafe_b64encode(challenge).rstrip(b"=").decode():
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self._signed(asked["nonce"])})

    def keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def _signed(self, nonce: str) -> str:
        right = {
            "iss": self.url, "aud": CLIENT, "sub": self.subject, "nonce": nonce, "iat": self.now, "exp": self.now + 300,
            "email": "sachbearbeitung@example.org",
        }  # fmt: skip
        claims = {name: value for name, value in {**right, **self.claims}.items() if value is not None}
        if self.algorithm == "none":
            parts = [{"alg": "none"}, claims]
            return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts) + "."
        key = RSAKey.generate_key(2048) if self.foreign_key else self.key
        if self.algorithm == "HS256":
            return _with_the_public_key(self.key, claims)
        return jwt.encode({"alg": self.algorithm, "kid": "1"}, claims, key, algorithms=[self.algorithm])


def _with_the_public_key(key: RSAKey, claims: dict[str, Any]) -> str:
    """The old trick: the public key taken for a shared secret."""
    import hmac  # noqa: PLC0415 - for this trick only

    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "HS256", "kid": "1"}, claims)
    )
    mac = hmac.new(key.as_pem(private=False), head + b"." + body, hashlib.sha256).digest()
    return b".".join([head, body, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()


@contextmanager
def serving(now: int) -> Iterator[OpenID]:
    """Serve a provider for the length of the block; `now` is what its clock says, in seconds."""
    openid = OpenID(now)
    app = Starlette(routes=[
        Route("/.well-known/openid-configuration", openid.configuration), Route("/authorize", openid.authorize),
        Route("/token", openid.token, methods=["POST"]), Route("/keys", openid.keys),
    ])  # fmt: skip
    listening = socket.create_server(("127.0.0.1", 0))
    openid.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="provider")
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield openid
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()
