"""The portal put together: its pages, what surrounds them, and how every failure becomes a page with a way on."""

import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.staticfiles import StaticFiles

from domain.errors import Refusal
from portal.api import app as api
from portal.errors import Forged, NotFound, SignInFirst
from portal.page import render
from portal.pages import PAGES
from portal.signing_in import sessions
from portal.signing_in.oidc import Waiting
from portal.web import cookies
from portal.web.guard import Guard
from portal.web.limits import Limits
from portal.web.parking import park
from store.errors import TryAgain
from wording.language import LANGUAGES, speak
from wording.refusals import said
from workflows.house import House

log = structlog.get_logger()


def create_app(house: House) -> Guard:
    """Build the portal of one installation, with the guard around all of it, error pages included."""
    settings = house.settings
    return Guard(pages_of(house), secure=settings.public_url.startswith("https:"), hosts=settings.hosts)


def pages_of(house: House) -> FastAPI:
    """The portal without its guard."""
    app = FastAPI(title="Förderkette", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.house = house
    app.state.limits = Limits()
    app.state.waiting = Waiting()
    app.state.routes = [route for pages in PAGES if pages.shown(house) for route in pages.router.routes]
    app.state.is_staff = partial(sessions.is_staff, house)
    app.state.is_administrator = partial(sessions.is_administrator, house)
    for pages in PAGES:
        if pages.shown(house):
            app.include_router(pages.router)
    programs = api.api_of(house)
    programs.state.limits = app.state.limits
    app.mount(api.AT, programs, name="api")
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.middleware("http")(_in_their_language)
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_exception_handler(SignInFirst, _sign_in_first)
    app.add_exception_handler(NotFound, _not_found)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Forged, _forged)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(TryAgain, _busy)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unexpected)
    return app


async def _in_their_language(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    """Speak what the cookie says, and German otherwise; `?lang=en` on any page sets the cookie."""
    asked = request.query_params.get("lang", "")
    language = asked if asked in LANGUAGES else cookies.read(request, cookies.LANGUAGE)
    speak(language if language in LANGUAGES else "de")
    response = await answer(request)
    # A calendar's address is fetched by programs that know no language and are to keep nothing; who unsubscribes neither.
    if asked in LANGUAGES and not request.url.path.startswith(("/kalender/", "/abbestellen/")):
        cookies.put(request.app.state.house, response, cookies.LANGUAGE, asked, lasts=cookies.YEAR)
    return response


async def _sign_in_first(request: Request, _error: Exception) -> Response:
    """Lead to the sign-in page and back; what was typed into a form is kept until then."""
    if request.headers.get("hx-request") == "true":
        return await _sign_in_anew(request)
    if request.method == "GET":
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/anmelden?weiter={quote(back, safe='/')}", 303)
    return await _expired(request, 401)


async def _sign_in_anew(request: Request) -> Response:
    """Lead a page that asks by itself to the sign-in page as a whole; put into its middle, that would be lost there.

    A form that saves itself goes there only with what was typed kept; otherwise it stays as it is, for its button to say so.
    """
    if request.method == "GET":
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    parked = await park(request)
    response = Response(status_code=204)
    if parked.kept:
        response.headers["HX-Redirect"] = f"/anmelden?weiter={quote(parked.onward, safe='/')}"
    if parked.browser:
        cookies.put(request.app.state.house, response, cookies.BROWSER, parked.browser, lasts=cookies.DAY)
    return response


async def _expired(request: Request, status: int) -> Response:
    """Keep what was typed for after signing in, or show it where it cannot be kept."""
    parked = await park(request)
    response = render(request, "form_expired.html", status=status, parked=parked)
    if parked.browser:
        cookies.put(request.app.state.house, response, cookies.BROWSER, parked.browser, lasts=cookies.DAY)
    return response


def _not_found(request: Request, _error: Exception) -> Response:
    return render(request, "not_found.html", status=404)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith("/api/"):
        return api.nothing_here(request)
    template = "not_found.html" if status == 404 else "cannot.html"  # noqa: PLR2004 - HTTP's number
    return render(request, template, status=status)


async def _forged(request: Request, _error: Exception) -> Response:
    return await _expired(request, 403)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - registered for refusals
    return render(request, "refused.html", status=409, sentence=said(error))


def _busy(request: Request, _error: Exception) -> Response:
    _without_asking(request)
    return render(request, "busy.html", status=503)


def _gone(_request: Request, _error: Exception) -> Response:
    """The browser went away in the middle of an upload, or sent too much, which the guard answers; nobody reads this."""
    return Response(status_code=400)


def _unexpected(request: Request, error: Exception) -> Response:
    code = secrets.token_hex(2).upper()
    # As the route is written: addresses of sign-in links and receipts hold what opens them.
    at = getattr(request.scope.get("route"), "path", "")
    log.error("portal.failed", code=code, route=at, exc_info=error)
    _without_asking(request)
    return render(request, "failed.html", status=500, code=code)


def _without_asking(request: Request) -> None:
    """An error page shows who is signed in if that is known; it must not ask a database that has just failed."""
    if not hasattr(request.state, "session"):
        request.state.session = None
