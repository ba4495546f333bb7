"""The portal's cookies: one place for their names, their flags and how long they last (ASVS 5.0 V3.3).

Where people reach the portal by https, names begin with `__Host-`: a browser takes such a cookie over https only, for this
host only, and no neighbouring host or proxy can plant one. A browser on this machine, over plain http, would refuse that.
"""

from fastapi import Request, Response

from workflows.house import House

SESSION, BROWSER, ONWARD, LANGUAGE = (
    "foerderkette_session", "foerderkette_browser", "foerderkette_weiter", "foerderkette_language",
)  # fmt: skip
_PREFIX = "__Host-"
HOUR, DAY = 3600, 24 * 3600
YEAR = 365 * DAY


def by_https(house: House) -> bool:
    """Tell whether people reach the portal by https."""
    return house.settings.public_url.startswith("https:")


def name(house: House, plain: str) -> str:
    """The name under which a browser keeps the cookie."""
    return f"{_PREFIX}{plain}" if by_https(house) else plain


def read(request: Request, plain: str) -> str:
    """The cookie's value, or ""."""
    return request.cookies.get(name(request.app.state.house, plain), "")


def put(house: House, response: Response, plain: str, value: str, *, lasts: int | None = None) -> None:
    """Set a cookie for `lasts` seconds, or until the browser is closed."""
    response.set_cookie(
        name(house, plain), value, max_age=lasts, path="/", httponly=True, samesite="lax", secure=by_https(house)
    )


def drop(house: House, response: Response, plain: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(name(house, plain), path="/", httponly=True, samesite="lax", secure=by_https(house))
