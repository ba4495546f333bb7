"""What waits for whom."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import given
from cli.looks import instant
from cli.usage import BadValue
from cli.values import Json
from domain.errors import NoSuchPerson, NoSuchRole
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from domain.programme import Programme
    from store.database import Connection
    from store.worklist import Line

_EITHER = N_("give either --mine or --unassigned.")
_EMPTY = N_("Nothing waits for anybody.")
_MORE = N_("Only the first {limit} are shown; --limit shows more.")
_WAITS = N_("{stage} (round {round}) – {role}")
_SINCE = N_("since {at}")
_SINCE_UNTIL = N_("since {at}, by {day}")
_SENT_BACK = N_("sent back")
_WORKLIST = (N_("dossier"), N_("title"), N_("stage"), N_("round"), N_("role"), N_("since"), N_("by when"))


def worklist(
    ctx: typer.Context,
    role: Annotated[
        list[str] | None, typer.Option("--role", metavar="ROLE", help=N_("Only what this role has to do (repeatable)."))
    ] = None,
    programme: Annotated[str, typer.Option("--programme", metavar="KEY", help=N_("Only dossiers of this programme."))] = "",
    authority: Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("Only dossiers of this authority."))] = "",
    mine: Annotated[bool, typer.Option("--mine", help=N_("Only dossiers that were given to oneself."))] = False,
    unassigned: Annotated[bool, typer.Option("--unassigned", help=N_("Only dossiers that were given to nobody."))] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help=N_("At most so many lines."))] = 50,
    as_json: Json = False,
) -> None:
    """Show what waits for whom, longest waiting first."""
    from store.programmes import programme_by_hash

    if mine and unassigned:
        raise BadValue(_(_EITHER), param_hint="--mine")
    call = given(ctx)
    with call.house.database.reading() as connection:
        _check_roles(connection, role or ())
        offices = _officers(connection, authority, call.settings.as_person) if mine else {authority: "" if unassigned else None}
        lines = (_of(connection, role or (), programme, at, officer, limit + 1) for at, officer in offices.items())
        found = sorted(chain.from_iterable(lines), key=lambda line: (line.since, line.dossier, line.stage))[: limit + 1]
        pinned = {line.programme_hash: programme_by_hash(connection, line.programme_hash) for line in found}
    shown = found[:limit]
    if as_json:
        say.machine([_line(line) for line in shown])
        return
    if not shown:
        say.line(_(_EMPTY))
        return
    rows = [_waiting(line, pinned[line.programme_hash]) for line in shown]
    headings = [_(heading) for heading in _WORKLIST]
    if say.narrow():
        headings, rows = [headings[0], headings[1]], [_stacked(row) for row in rows]
    say.table(headings, rows)
    if len(found) > limit:
        say.line(_(_MORE).format(limit=limit))


def _officers(connection: "Connection", authority: str, handle: str) -> dict[str, str | None]:
    """The ids of the acting person by authority: the same handle may be known in several."""
    from store.people import handles, party_id, seats

    offices = [authority] if authority else sorted(seats(connection))
    known = {office: handles(connection, office) for office in offices}
    found: dict[str, str | None] = {office: party_id(office, handle) for office in offices if handle in known[office]}
    if not found:
        raise NoSuchPerson(person=handle, known=", ".join(sorted({one for each in known.values() for one in each})))
    return found


def _of(
    connection: "Connection", roles: Sequence[str], programme: str, authority: str, officer: str | None, limit: int
) -> "list[Line]":
    """The first lines of one authority, or of every one; `officer` as in `store.worklist.Asked`."""
    from store import worklist

    wanted = {role: [programme] if programme else [] for role in roles or worklist.roles_waited_for(connection, authority)}
    return worklist.page(connection, worklist.Asked(wanted, authority, officer), limit=limit)


def _check_roles(connection: "Connection", asked: Sequence[str]) -> None:
    """Refuse a role that no programme knows: its worklist would be empty, and read as if all were done."""
    from store.programmes import newest, programme_by_hash

    if asked:
        known = {key for hash_ in newest(connection).values() for key in programme_by_hash(connection, hash_).roles}
        for role in asked:
            if role not in known:
                raise NoSuchRole(role=role, known=", ".join(sorted(known)))


def _waiting(line: "Line", programme: "Programme") -> tuple[str, ...]:
    stage = programme.stages[line.stage].title.into(spoken()) + (f" ({_(_SENT_BACK)})" if line.returned else "")
    role = programme.roles[line.role].into(spoken())
    return (line.reference, line.title, stage, str(line.round), role, instant(line.since), _day(line.due))


def _stacked(row: tuple[str, ...]) -> tuple[str, ...]:
    """The same line of the worklist in two columns."""
    reference, title, stage, number, role, since, due = row
    waits = _(_WAITS).format(stage=stage, round=number, role=role)
    return (reference, f"{title}\n{waits}\n{_(_SINCE_UNTIL if due else _SINCE).format(at=since, day=due)}")


def _line(line: "Line") -> dict[str, Any]:
    fields = (
        "authority", "programme", "reference", "title", "approval", "stage", "round", "role", "since", "due", "returned",
    )  # fmt: skip
    return {name: getattr(line, name) for name in fields} | {"due": line.due or None}


def _day(day: str) -> str:
    from domain.dates import When

    return When(day).show(spoken()) if day else ""
