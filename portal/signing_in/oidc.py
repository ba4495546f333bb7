"""Signing in with an account of the administration: OpenID Connect, authorization code with PKCE (OIDC Core 1.0, RFC 9700).

An identity is what the provider's signature says, issuer and subject, and nothing else of the token is looked at. The portal
calls the issuer's host and no other. What is under way is kept in the memory of this process, once-only and for ten minutes;
after a restart people begin again.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.httpx_client import OAuth2Client, OAuthError  # type: ignore[import-untyped] # it carries no types
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from config.settings import Settings

#: Signatures that are taken: public keys only, so neither `none` nor a shared secret can stand for the provider.
ALGORITHMS = ["RS256", "PS256", "ES256"]
#: How long the provider may take to answer, in seconds; how far its clock may be off; how long people may take there.
_PATIENCE, _LEEWAY, UNDER_WAY = 5.0, 60, 600
#: So many may be on their way at once; the oldest begin again.
_MOST = 2000
_LONGEST_SUBJECT = 255


class NotConfirmed(Exception):
    """The provider did not confirm who somebody is: {0}."""


class Unreachable(Exception):
    """The provider does not answer, or not as one does: {0}."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Somebody on their way to the provider and back: by which browser, whereto, and for connecting, whose account."""

    browser: str
    nonce: str
    verifier: str
    onward: str
    party: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who came back, as the provider knows them."""

    issuer: str
    subject: str


class Waiting:
    """What is under way, by a random key that works once."""

    def __init__(self) -> None:
        """Nobody is under way."""
        self._there: OrderedDict[str, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()

    def put(self, thing: object, key: str = "") -> str:
        """Keep a thing for ten minutes; gives its key."""
        key = key or secrets.token_urlsafe(32)
        with self._lock:
            self._there[key] = (time.monotonic(), thing)
            while len(self._there) > _MOST:
                self._there.popitem(last=False)
        return key

    def take(self, key: str) -> Any:  # noqa: ANN401 - whatever was put there
        """Give the thing back, once; None if there is none, or it waited too long."""
        with self._lock:
            put_at, thing = self._there.pop(key, (0.0, None))
        return thing if time.monotonic() - put_at < UNDER_WAY else None


class Provider:
    """The identity provider the settings name, looked up anew for every sign-in."""

    def __init__(self, settings: Settings, redirect: str) -> None:
        """Prepare; nothing is asked yet. `redirect` is where it sends people back to."""
        self.issuer, self._redirect = settings.oidc_issuer, redirect
        self._id = settings.oidc_client_id
        secret = settings.client_secret()
        self._client = OAuth2Client(
            self._id, secret.get_secret_value() if secret else None, scope="openid", redirect_uri=redirect,
            code_challenge_method="S256", timeout=_PATIENCE, follow_redirects=False,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
        )  # fmt: skip

    def __enter__(self) -> Self:
        """Open the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._client.close()

    def way_there(self, state: str, under_way: UnderWay) -> str:
        """The address at the provider to send the browser to; raises Unreachable."""
        where = self._at(self._discovered(), "authorization_endpoint")
        address, _ = self._client.create_authorization_url(
            where, state=state, nonce=under_way.nonce, code_verifier=under_way.verifier
        )
        return str(address)

    def came_back(self, code: str, under_way: UnderWay, now: int) -> Confirmed:
        """Exchange the code and check the ID token (OIDC Core 3.1.3.7); raises NotConfirmed or Unreachable."""
        discovered = self._discovered()
        try:
            answer = self._client.fetch_token(
                self._at(discovered, "token_endpoint"), code=code, code_verifier=under_way.verifier
            )
        except OAuthError as error:
            raise NotConfirmed(str(error.error)) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        token = answer.get("id_token") if isinstance(answer, Mapping) else None
        if not isinstance(token, str):
            raise NotConfirmed("no ID token")
        return self._checked(token, self._keys(discovered), under_way.nonce, now)

    def _checked(self, token: str, keys: KeySet, nonce: str, now: int) -> Confirmed:
        rules = jwt.JWTClaimsRegistry(
            now=now, leeway=_LEEWAY, iss={"essential": True, "value": self.issuer}, exp={"essential": True},
            iat={"essential": True}, nonce={"essential": True, "value": nonce}, sub={"essential": True},
        )  # fmt: skip
        try:
            claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
            rules.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise NotConfirmed(str(error)) from error
        if claims.get("aud") not in (self._id, [self._id]):
            raise NotConfirmed("meant for somebody else")
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isprintable():
            raise NotConfirmed("no subject")
        return Confirmed(self.issuer, subject)

    def _discovered(self) -> Mapping[str, Any]:
        found = self._fetched(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer:
            raise Unreachable("it calls itself by another name")
        return found

    def _keys(self, discovered: Mapping[str, Any]) -> KeySet:
        try:
            return KeySet.import_key_set(self._fetched(self._at(discovered, "jwks_uri")))  # type: ignore[arg-type] # checked inside
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Unreachable("its keys cannot be read") from error

    def _at(self, discovered: Mapping[str, Any], name: str) -> str:
        """An address the provider names, if it is on the issuer's own host; raises Unreachable."""
        address = discovered.get(name)
        here, there = urlsplit(self.issuer), urlsplit(address if isinstance(address, str) else "")
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise Unreachable(f"{name} is elsewhere")
        return str(address)

    def _fetched(self, address: str) -> Mapping[str, Any]:
        try:
            answer = self._client.request("GET", address, withhold_token=True, headers={"Accept": "application/json"})
            answer.raise_for_status()
            found = answer.json()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        if not isinstance(found, dict):
            raise Unreachable("no answer of a provider")
        return found
