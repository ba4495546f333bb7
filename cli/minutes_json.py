"""The rehearsal of a meeting and what became of its rows, for machines."""

from typing import TYPE_CHECKING, Any

from wording.refusals import said as refused_because

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from domain.errors import Refusal
    from store.meetings import Meeting
    from workflows.house import House
    from workflows.meetings.minutes import Rehearsal, RowResult
    from workflows.meetings.results import Result


def ahead_of(house: "House", meeting: "Meeting", ahead: "Rehearsal") -> dict[str, Any]:
    """What would be recorded: row by row entries, what looks like a slip, whose turn it is then, letters; or the refusal."""
    from workflows.meetings.results import results

    items = {each.item.id: each for each in results(house, meeting)}
    rows = []
    for row in ahead.rows:
        seen = row.preview
        said: dict[str, Any] = _named(row.item, items) | _refused(row.refusal)
        if seen is not None:
            said |= {
                "entries": [{"what": what, "on": on} for what, on in seen.entries],
                "check": list(seen.warnings),
                "closes": list(seen.closed),
                "waits": list(seen.waits),
                "letters": [
                    {"to": letter.name, "subject": letter.subject, "reachable": letter.reachable} for letter in seen.letters
                ],
            }
        rows.append(said)
    return {"meeting": meeting.id, "cases": ahead.cases, "letters": ahead.letters, "rows": rows}


def done_with(house: "House", meeting: "Meeting", done: "Sequence[RowResult]") -> dict[str, Any]:
    """What became of each row: its entry, whether it stood there before, or the refusal; and the state of the meeting."""
    from store.meetings import find
    from workflows.meetings.results import results

    items = {each.item.id: each for each in results(house, meeting)}
    with house.database.reading() as connection:
        now = find(connection, meeting.id) or meeting
    rows = [
        _named(row.item, items)
        | _refused(row.refusal)
        | {"entry": row.receipt.seq if row.receipt else None, "repeated": bool(row.receipt and row.receipt.repeated)}
        for row in done
    ]
    return {"meeting": meeting.id, "state": now.state.value, "present": len(now.present), "rows": rows}


def _named(item: str, items: "Mapping[str, Result]") -> dict[str, Any]:
    each = items.get(item)
    return {"item": each.item.number if each else item, "reference": each.reference if each else None}


def _refused(refusal: "Refusal | None") -> dict[str, Any]:
    """The sentence, and its name in the code, so that a machine can tell one from another."""
    return {"refused": refused_because(refusal) if refusal else None, "refusal": type(refusal).__name__ if refusal else None}
