"""Whom a dossier waits for and until when, as its deadlines stand today: extended, resting, or as they were set."""

from collections.abc import Iterator
from dataclasses import replace

from domain import standing
from domain.deadlines.held import Deadline, deadlines, has_any
from domain.dossier import Dossier
from domain.standing import Waiting


def awaited(dossier: Dossier) -> Iterator[Waiting]:
    """Yield what `standing.waiting` does, with the day that holds now where it has moved since it was set."""
    for line in standing.waiting(dossier):
        found = deadline_of(dossier, line)
        yield replace(line, due=found.due) if found is not None and len(found.versions) > 1 else line


def deadline_of(dossier: Dossier, line: Waiting) -> Deadline | None:
    """The deadline that somebody who is waited for has for that step, or None."""
    held = deadlines(dossier) if has_any(dossier) else ()
    return next((one for one in reversed(held) if _is_of(one, line)), None)


def _is_of(one: Deadline, line: Waiting) -> bool:
    if not one.holds:
        return False
    name = f"{line.stage}:{line.round}"
    return one.name.startswith(f"{name}:return:") if line.returned else one.name == name
