"""How often somebody may ask: a moving window per question and per whoever asks, after which a page says to wait.

Counted in the memory of this process: the portal is one process, and a restart forgives. What must outlast a restart, the
mails one person gets, is counted in the store (`store.sign_ins.ask`, docs/adr/0015).
"""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Lock

from fastapi import Request, Response
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from portal.page import render

#: What is limited, and how often it may be asked.
LIMITS: dict[str, RateLimitItem] = {
    # Links asked for: from one place on the net, for one address from there, and by one browser for one address.
    "sign_in": RateLimitItemPerHour(60),
    "sign_in_address": RateLimitItemPerHour(6),
    "sign_in_browser": RateLimitItemPerHour(5),
    # Codes typed; five wrong ones end a link anyway.
    "code": RateLimitItemPerHour(60),
    # Ways to the identity provider and back.
    "oidc": RateLimitItemPerHour(60),
    # Looking up where an application is, without signing in.
    "lookup": RateLimitItemPerMinute(20),
    # Forms kept for somebody whose session had ended.
    "park": RateLimitItemPerHour(30),
    # People invited to act for an organisation: each stays known here, also when they are removed again.
    "invite": RateLimitItemPerHour(30),
    # Copies of one's own data.
    "copy": RateLimitItemPerHour(20),
    # Fetches of one calendar, and of calendars from one place: an office has many people behind one address.
    "calendar": RateLimitItemPerHour(60),
    "calendar_place": RateLimitItemPerMinute(120),
}
#: Askings after which keys nobody uses any more are dropped.
_SWEPT_EVERY = 500
#: What some proxies write: an address with the port it came from.
_WITH_PORT = re.compile(r"(?:(\d+\.\d+\.\d+\.\d+)|\[([0-9A-Fa-f:.]+)\])(?::\d+)?", re.ASCII)
#: One customer of a provider holds a whole such network (RFC 6177).
_NETWORK_OF_ONE = 64
_IPV6 = 6
_MINUTE = 60


class Limits:
    """The windows of one portal."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._kept = MemoryStorage()
        self._windows = MovingWindowRateLimiter(self._kept)
        self._lock, self._hits = Lock(), 0

    def hit(self, what: str, key: str) -> bool:
        """Count one asking; False if it is one too many."""
        with self._lock:
            self._hits += 1
            if self._hits % _SWEPT_EVERY == 0:
                self._sweep()
            return self._windows.hit(LIMITS[what], what, key)

    def _sweep(self) -> None:
        """Drop the keys whose window is over: the storage empties them, and would remember them for ever."""
        over = [key for key, entries in list(self._kept.events.items()) if not entries]
        for key in over:
            self._kept.events.pop(key, None)


def allow(request: Request, what: str, key: str = "") -> bool:
    """Count one asking of a kind (a key of `LIMITS`) by `key`, or else by the place it comes from; False if it is too many."""
    limits: Limits = request.app.state.limits
    return limits.hit(what, key or place(request))


def place(request: Request) -> str:
    """Where a request comes from: its IPv4 address, or the IPv6 network one customer holds.

    A proxy's word for it (`X-Forwarded-For`) counts only if the settings name the proxy, and only what such a proxy added.
    """
    peer = request.client.host if request.client else ""
    said = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    return _whole(_beyond(peer, said, request.app.state.house.settings.proxies))


def _beyond(peer: str, said: Sequence[str], proxies: Sequence[str]) -> str:
    """Go back from the peer as long as trusted proxies say who came to them."""
    at = peer
    for before in reversed([each.strip() for each in said]):
        if not before or not _among(at, proxies):
            break
        at = before
    return at


def _among(address: str, networks: Sequence[str]) -> bool:
    found = _address(address)  # none of a socket, or of something that is no address
    return found is not None and any(found in ip_network(each, strict=False) for each in networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address in a text, without its port. IPv4 within IPv6 is IPv4, or all of it would be one customer's network."""
    with_port = _WITH_PORT.fullmatch(text)
    try:
        found = ip_address(with_port[1] or with_port[2] if with_port else text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _whole(address: str) -> str:
    found = _address(address)
    if found is None:
        return address[:64]
    if found.version == _IPV6:
        return str(ip_network((found, _NETWORK_OF_ONE), strict=False))
    return str(found)


def too_many(request: Request, what: str, *, back: str = "/") -> Response:
    """Say that something (a key of `LIMITS`) was asked too often, how long to wait at most, and where to go on."""
    seconds = LIMITS[what].get_expiry()
    mailed = what == "code" or what.startswith("sign_in")
    response = render(request, "too_many.html", status=429, back=back, soon=seconds <= _MINUTE, mailed=mailed)
    response.headers["Retry-After"] = str(seconds)
    return response
