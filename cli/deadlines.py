"""Deadlines of a case: list them with their days, and explain how every day came about."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.deadline_acts import ACTS
from cli.desk import Desk, given
from cli.extensions import REQUESTS
from cli.values import InAuthority, InProgramme, Json, Reference, Which
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from datetime import date

    from domain.dates import When
    from domain.deadlines.explain import Step
    from domain.deadlines.held import Deadline
    from domain.dossier import Dossier
    from store.people import Known
    from workflows.house import House

_EMPTY = N_("This case has no deadlines.")
_HEADINGS = (N_("deadline"), N_("what"), N_("due"), N_("state"), N_("who"))
_NOBODY = N_("nobody, it merely ends")
_MISSED = N_("missed")
_RESTS = N_("rests")
_ASKED = N_("{state}, more time asked for on {day}")
_TITLE = N_("{name}: {title} ({state})")
_ENTRY = N_("entry {seq}, recorded by {who}: {what}")
_BOOKED = N_("Whose time it was, in days: {bookings}")
_BOOKING = N_("{party} {days}")

deadline = typer.Typer(
    cls=Desk, rich_markup_mode=None, help=N_("Deadlines: list and explain them, extend or end them, stop their clocks.")
)


def listed(
    ctx: typer.Context,
    reference: Reference,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """List the deadlines of a case, with their days and how they stand."""
    from domain.deadlines.held import deadlines

    _house, dossier = _case(ctx, Which(reference, programme, authority))
    found, today = deadlines(dossier), given(ctx).today()
    if as_json:
        say.machine([_plain(dossier, one, today) for one in found])
        return
    if not found:
        say.line(_(_EMPTY))
        return
    rows = [
        (one.name, one.title.into(spoken()), one.due.show(spoken()) if one.due else _(_RESTS),
         _state(dossier, one, today), _role(dossier, one.role))
        for one in found
    ]  # fmt: skip
    headings = [_(heading) for heading in _HEADINGS]
    if say.narrow():
        say.table(headings[:2], [(name, f"{title}\n{due}, {state}\n{who}") for name, title, due, state, who in rows])
    else:
        say.table(headings, rows)


def explained(
    ctx: typer.Context,
    reference: Reference,
    name: Annotated[str, typer.Argument(metavar="DEADLINE", help=N_("Only this deadline, by its name."))] = "",
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Explain the deadlines of a case: how each day was computed and by what, who changed it and why, whose time it was."""
    from domain.deadlines.explain import explain
    from domain.deadlines.held import deadlines
    from workflows.deadlines import held, reckoning_of, today

    house, dossier = _case(ctx, Which(reference, programme, authority))
    found = (held(dossier, name),) if name else deadlines(dossier)
    reckoning, now = reckoning_of(house, dossier), given(ctx).today()
    steps = {one.name: explain(dossier, one, reckoning) for one in found}
    if as_json:
        versions = {name: [_step(dossier, step) for step in taken] for name, taken in steps.items()}
        say.machine([{**_plain(dossier, one, now), "versions": versions[one.name]} for one in found])
        return
    if not found:
        say.line(_(_EMPTY))
        return
    known = _known(house, found)
    for one in found:
        say.line(_(_TITLE).format(name=one.name, title=one.title.into(spoken()), state=_state(dossier, one, now)))
        for line in _explanation(dossier, steps[one.name], known):
            say.line(f"  {line}")
    say.line(_booked(dossier, today(house)))


def _case(ctx: typer.Context, which: Which) -> "tuple[House, Dossier]":
    from workflows.inbox import look

    house = given(ctx).house
    return house, look(house, *which).dossier


def _state(dossier: "Dossier", one: "Deadline", today: "When") -> str:
    from domain.deadlines.requested import request_for
    from wording.deadlines import STATES, met_late

    state = _(_MISSED) if one.missed(today) else met_late(one) or _(STATES[one.shown(today)])
    request = request_for(dossier, one)
    return _(_ASKED).format(state=state, day=request.on.show(spoken())) if request else state


def _role(dossier: "Dossier", role: str) -> str:
    title = dossier.programme.roles.get(role)
    return title.into(spoken()) if title else role or _(_NOBODY)


def _known(house: "House", found: "tuple[Deadline, ...]") -> "dict[str, Known]":
    from store.people import parties

    entries = [version.entry for one in found for version in one.versions]
    with house.database.reading() as connection:
        return parties(connection, {id_ for entry in entries for id_ in (entry.actor, entry.behalf) if id_})


def _explanation(dossier: "Dossier", steps: "list[Step]", known: "dict[str, Known]") -> Iterator[str]:
    from wording.deadlines import titles_of
    from wording.derivations import explained_step
    from wording.words import told
    from workflows.names import acting_name

    for step in steps:
        entry = step.version.entry
        who = acting_name(known, entry.actor, entry.behalf)
        yield _(_ENTRY).format(seq=entry.seq, who=who, what=told(entry.event, dossier.programme, titles_of(dossier)))
        for sentence in explained_step(step):
            yield f"  {sentence}"


def _booked(dossier: "Dossier", today: "date") -> str:
    from domain.deadlines.clock import bookings
    from wording.deadlines import PARTIES

    days = {party: count for party, count in bookings(dossier, today).items() if count}
    booked = ", ".join(_(_BOOKING).format(party=_(PARTIES[party]), days=count) for party, count in days.items())
    return _(_BOOKED).format(bookings=booked or "0")


def _plain(dossier: "Dossier", one: "Deadline", today: "When") -> dict[str, Any]:
    from domain.deadlines.requested import request_for

    request = request_for(dossier, one)
    return {
        "deadline": one.name, "title": one.title.into(spoken()), "role": one.role, "owed_by": one.owed_by, "stage": one.stage,
        "round": one.round, "due": one.due, "state": one.state, "missed": one.missed(today), "met_on": one.met_on,
        "late": one.late, "statutory": one.statutory, "asked_on": request.on if request else None,
    }  # fmt: skip


def _step(dossier: "Dossier", step: "Step") -> dict[str, Any]:
    from wording.deadlines import titles_of
    from wording.derivations import explained_step
    from wording.words import told

    version, counted = step.version, step.derivation
    return {
        "version": version.number, "due": version.due, "state": version.state, "way": step.way, "entry": version.entry.seq,
        "says": told(version.entry.event, dossier.programme, titles_of(dossier)), "why": explained_step(step),
        "source": version.source,
        "rule": version.rule, "period": version.period, "start": version.start,
        "counted": counted.due if counted else None,
    }  # fmt: skip


DEADLINE: dict[str, Any] = {"list": listed, "explain": explained, **ACTS, **REQUESTS}
