"""How often somebody may ask: a moving window per question and per whoever asks, after which a page says to wait.

Counted in the memory of this process: the portal is one process (docs/adr/0014), and a restart forgives. What must outlast a
restart, the mails one person gets, is counted in the store (`store.sign_ins.ask`, docs/adr/0015).
"""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

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
    # Copies of one's own data.
    "copy": RateLimitItemPerHour(20),
}
#: One customer of a provider holds a whole such network (RFC 6177).
_NETWORK_OF_ONE = 64
_IPV6 = 6


class Limits:
    """The windows of one portal."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def hit(self, what: str, key: str) -> bool:
        """Count one asking; False if it is one too many."""
        return self._windows.hit(LIMITS[what], what, key)


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
    try:
        return any(ip_address(address) in ip_network(each, strict=False) for each in networks)
    except ValueError:  # a socket, or something that is no address
        return False


def _whole(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if found.version == _IPV6:
        return str(ip_network((found, _NETWORK_OF_ONE), strict=False))
    return str(found)


def too_many(request: Request, *, back: str = "/") -> Response:
    """Say that it was asked too often, and where to go on."""
    response = render(request, "too_many.html", status=429, back=back)
    response.headers["Retry-After"] = "3600"
    return response
