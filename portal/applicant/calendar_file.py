"""The days something is due as a calendar file: all-day events that keep their identity when fetched again."""

import uuid

from domain.dates import When
from portal.applicant.own_case import OwnCase, ToDo
from wording.language import _
from workflows import ics

_NAMESPACE = uuid.UUID("0f6a3a0e-0c55-5f0c-9a3a-5f4d4f0f2f4b")


def calendar_file(case: OwnCase, address: str) -> bytes:
    """The days due for the applicant's side; `address` is where people reach the portal, or empty."""
    return ics.calendar_file(_entry(case, todo, address) for todo in case.todo if todo.due)


def _entry(case: OwnCase, todo: ToDo, address: str) -> ics.Entry:
    opened = case.dossier.opened
    what = _("Supply documents") if todo.supply else _("Send the application")
    return ics.Entry(
        uid=str(uuid.uuid5(_NAMESPACE, f"{case.dossier.id}/{todo.stage}/{todo.round}")),
        title=f"{what}: {opened.title} ({opened.reference})",
        # A due day known as a month only is due on its last day.
        at=When(todo.due).last.isoformat(), sequence=0, changed_at=todo.since,
        lines=tuple(filter(None, (todo.reason, *todo.documents))),
        link=f"{address}/antraege/{case.dossier.id}" if address else "",
    )  # fmt: skip
