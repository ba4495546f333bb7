"""The rows of `open_condition`: what the histories say somebody still has to meet, and what a change makes of it."""

from collections.abc import Sequence
from typing import Any

from domain.dossier import Dossier
from domain.events import Corrected, Decided, Event, FundsConfirmed, Resolved, RoundBegun, Withdrawn
from domain.events.meetings import ConditionSettled
from domain.meetings.conditions import conditions

#: Entries that can set, end or unsettle a condition, or end the proceeding that set it; no other change touches the table.
_CONDITIONAL = (Resolved, Decided, FundsConfirmed, Withdrawn, ConditionSettled, Corrected, RoundBegun)
_KEY = ("dossier", "seq", "number")


def condition_rows(dossier: Dossier) -> list[dict[str, Any]]:
    """The rows of the conditions a dossier still has to meet."""
    return [
        {
            "dossier": dossier.id, "seq": one.seq, "number": one.number, "authority": dossier.opened.authority,
            "since": dossier.entries[one.seq - 1].recorded_at, "text": one.text,
        }
        for one in conditions(dossier)
        if one.open
    ]  # fmt: skip


def come_and_gone(
    before: Dossier, after: Dossier, events: Sequence[Event]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows a change adds, and the keys of those it takes away; a row that reads differently goes and comes."""
    if not any(isinstance(event, _CONDITIONAL) for event in events) or not _ever_set(after):
        return [], []
    had, has = condition_rows(before) if before.version else [], condition_rows(after)
    gone = [{f"b_{name}": row[name] for name in _KEY} for row in had if row not in has]
    return [row for row in has if row not in had], gone


def _ever_set(dossier: Dossier) -> bool:
    """Tell whether anything in the history can have set a condition: for most dossiers nothing has, and that is found soon."""
    return any(getattr(entry.event, "conditions", "") or isinstance(entry.event, Corrected) for entry in dossier.entries)
