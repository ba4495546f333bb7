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
from starlette.staticfiles import StaticFiles

from domain.errors import Refusal
from portal import sessions
from portal.errors import Forged, NotFound, SignInFirst
from portal.guard import Guard
from portal.page import render
from portal.pages import PAGES
from store.errors import TryAgain
from wording.language import LANGUAGES, speak
from wording.refusals import said
from workflows.house import House

log = structlog.get_logger()

LANGUAGE = "foerderkette_language"


def create_app(house: House) -> FastAPI:
    """Build the portal of one installation."""
    app = FastAPI(title="Förderkette", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.house = house
    app.state.is_staff = partial(sessions.is_staff, house)
    for pages in PAGES:
        if pages.shown(house):
            app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.middleware("http")(_in_their_language)
    app.add_middleware(GZipMiddleware, minimum_size=500)
    app.add_middleware(Guard, secure=house.settings.public_url.startswith("https:"))
    app.add_exception_handler(SignInFirst, _sign_in_first)
    app.add_exception_handler(NotFound, _not_found)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Forged, _forged)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(TryAgain, _busy)
    app.add_exception_handler(Exception, _unexpected)
    return app


async def _in_their_language(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    """Speak what the cookie says, and German otherwise; `?lang=en` on any page sets the cookie."""
    asked = request.query_params.get("lang", "")
    language = asked if asked in LANGUAGES else request.cookies.get(LANGUAGE, "de")
    speak(language if language in LANGUAGES else "de")
    response = await answer(request)
    if asked in LANGUAGES:
        response.set_cookie(LANGUAGE, asked, max_age=365 * 24 * 3600, httponly=True, samesite="lax")
    return response


def _sign_in_first(request: Request, _error: Exception) -> Response:
    back = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/anmelden?weiter={quote(back)}", 303)


def _not_found(request: Request, _error: Exception) -> Response:
    return render(request, "not_found.html", status=404)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    template = "not_found.html" if status == 404 else "cannot.html"  # noqa: PLR2004 - HTTP's number
    return render(request, template, status=status)


def _forged(request: Request, _error: Exception) -> Response:
    return render(request, "form_expired.html", status=403)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - registered for refusals
    return render(request, "refused.html", status=409, sentence=said(error))


def _busy(request: Request, _error: Exception) -> Response:
    return render(request, "busy.html", status=503)


def _unexpected(request: Request, error: Exception) -> Response:
    code = secrets.token_hex(2).upper()
    log.error("portal.failed", code=code, path=request.url.path, exc_info=error)
    return render(request, "failed.html", status=500, code=code)
