"""From a template and its words to an answer: the environment every page is rendered in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain import money
from domain.dates import When
from domain.office_time import OFFICE_ZONE, moment
from portal.visitor import session_of
from portal.web.masking import masked
from wording.language import _, spoken

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_TEMPLATES.globals.update({"_": _, "language": spoken})


def _day(value: When | str) -> str:
    """A day, or the day of an instant, as the office writes it."""
    return When(value[:10]).show(spoken()) if value else ""


def _moment(value: str) -> str:
    """An instant with its time of day in the office's zone."""
    at = moment(value).astimezone(OFFICE_ZONE)
    return f"{When.of(at.date()).show(spoken())}, {at:%H:%M}" + (" Uhr" if spoken() == "de" else "")


def _eur(cents: int) -> str:
    return money.show(cents, spoken())


_TEMPLATES.filters.update({"day": _day, "moment": _moment, "eur": _eur})


def render(request: Request, template: str, *, status: int = 200, **words: Any) -> HTMLResponse:  # noqa: ANN401 - a template takes anything
    """Answer with a page; what every page needs (who is signed in, the form token, where it is) comes with it."""
    session = session_of(request)
    everywhere: Mapping[str, Any] = {
        "account": session.account if session else None,
        "csrf": masked(session.csrf) if session else "",
        "path": request.url.path,
        "rehearsal": request.app.state.house.settings.test_mailbox,
        "administrator": request.app.state.is_administrator(session.account) if session else False,
        "staff": request.app.state.is_staff(session.account) if session else False,
    }
    text = _TEMPLATES.get_template(template).render({**everywhere, **words})
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})
