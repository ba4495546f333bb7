"""While the system has not looked at the newest entries of a case yet: what its page says, and how it brings itself up to date.

The page asks for itself again: every second at first, every ten once processing waits for longer than a minute (Prefect or the
engine is away), and after ten minutes no more, because asking keeps a session awake. Without JavaScript a link does it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request, Response

from domain.office_time import moment
from store.change import Loaded

_LATE, _LONG = timedelta(minutes=1), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Behind:
    """How far processing is behind: `pace` is "soon", "late" or "long", or empty; `done`: it was, and is no more."""

    pace: str
    done: bool = False

    @property
    def every(self) -> str:
        """How often the page asks, in htmx's words; empty for never."""
        return {"soon": "every 1s", "late": "every 10s"}.get(self.pace, "")


def behind(request: Request, loaded: Loaded, now: datetime) -> Behind:
    """How far behind the case is that this request shows."""
    dossier = loaded.dossier
    if loaded.seen >= dossier.version:
        return Behind("", done=_asked_as(request) != "")
    waits = now - moment(dossier.entries[loaded.seen].recorded_at)
    return Behind("long" if waits > _LONG else "late" if waits > _LATE else "soon")


def nothing_new(request: Request, found: Behind) -> Response | None:
    """The answer to a page that asks for itself while all is as it was: nothing, so that nothing is read out again."""
    return Response(status_code=204) if found.pace and found.pace == _asked_as(request) else None


def only_the_word(request: Request, found: Behind, page: Response) -> Response:
    """If processing still waits, but for longer, let the page that asked change its word about it and nothing else."""
    if found.pace and _asked_as(request):
        page.headers["HX-Reswap"] = "none"
    return page


def _asked_as(request: Request) -> str:
    """At which pace the page that asks for itself goes; empty for everybody else."""
    return request.query_params.get("wartet", "") if request.headers.get("hx-request") == "true" else ""
