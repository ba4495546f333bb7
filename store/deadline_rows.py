"""The rows of `deadline`: what the histories say runs, and what a change makes of it.

Rows are never removed. A row whose deadline changed gets the day of recording as `wake_on`, so that the ladder looks at it once
more; `climbed` is the climb's alone.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from domain.deadlines.held import Deadline, Version, deadlines, has_any
from domain.deadlines.requested import request_for
from domain.dossier import Dossier
from domain.office_time import moment, office_day

#: New rows, and what changes in old ones.
Timed = tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]]
#: What one row is told from another by.
KEY = ("dossier", "deadline", "version")
#: What an entry can change in a row that is there.
CHANGING = ("state", "due", "stage", "round", "role", "owed_by", "ladder", "asked_on")


def deadline_rows(dossier: Dossier) -> list[dict[str, Any]]:
    """The rows of every version of every deadline, without what only the climb writes."""
    opened = dossier.opened
    return [
        {
            "dossier": dossier.id, "deadline": one.name, "version": version.number, "authority": opened.authority,
            "programme": opened.programme, "stage": one.stage, "round": one.round, "role": one.role,
            "owed_by": one.owed_by.value, "due": version.due or "", "state": version.state.value, "ladder": one.ladder,
            "asked_on": _asked_on(dossier, one, version),
        }
        for one in deadlines(dossier)
        for version in one.versions
    ]  # fmt: skip


def _asked_on(dossier: Dossier, one: Deadline, version: Version) -> str:
    """The day more time was asked for, on the version that counts; an unknown day cannot be: requests are dated."""
    asked = request_for(dossier, one) if version is one.current else None
    return asked.on if asked else ""


def come_and_changed(before: Dossier | None, after: Dossier, at: str) -> Timed:
    """The rows a change recorded at the instant `at` adds, and what it sets in those there are; no `before` at the opening."""
    if before is after or not has_any(after):
        return (), ()
    had = {_key(row): row for row in deadline_rows(before)} if before and before.version else {}
    has = deadline_rows(after)
    come = _awake((row for row in has if _key(row) not in had), at)
    changed = _awake((row for row in has if had.get(_key(row), row) != row), at)
    return list(come), [{f"b_{name}": row[name] for name in (*KEY, *CHANGING, "wake_on")} for row in changed]


def _key(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["dossier"], row["deadline"], row["version"]


def _awake(rows: Iterable[dict[str, Any]], at: str) -> Iterable[dict[str, Any]]:
    return ({**row, "wake_on": _day(at) if row["ladder"] else "", "climbed": 0} for row in rows)


@lru_cache(maxsize=64)
def _day(at: str) -> str:
    """The office's day of an instant; a whole set of changes has the same."""
    return office_day(moment(at)).isoformat()
