"""Conditions to comply with (Auflagen): what is still open, and that one was met or waived."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Desk, given
from cli.looks import instant
from cli.receipts import hand_over
from cli.values import Day, InAuthority, InProgramme, Json, OnceKey, Reference, Seen, Which
from domain.vocabulary import ConditionOutcome
from wording.language import N_, _

if TYPE_CHECKING:
    from store.conditions import OpenCondition

_EMPTY = N_("No condition is open.")
_MORE = N_("Only the first {limit} are shown; --limit shows more.")
_HEADINGS = (N_("dossier"), N_("entry"), N_("No."), N_("open since"), N_("condition"))
_WHERE = N_("entry {seq}, No. {number}, since {at}")

condition = typer.Typer(cls=Desk, rich_markup_mode=None, help=N_("Conditions to comply with: list the open ones, end one."))


def listed(
    ctx: typer.Context,
    programme: Annotated[str, typer.Option("--programme", metavar="KEY", help=N_("Only dossiers of this programme."))] = "",
    authority: Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("Only dossiers of this authority."))] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help=N_("At most so many lines."))] = 50,
    as_json: Json = False,
) -> None:
    """List the conditions that are still open, the longest open first."""
    found = _open(ctx, authority, programme, limit + 1)
    shown = found[:limit]
    if as_json:
        say.machine([_plain(one) for one in shown])
        return
    if not shown:
        say.line(_(_EMPTY))
        return
    rows = [(one.reference, str(one.seq), str(one.number), instant(one.since), one.text) for one in shown]
    headings = [_(heading) for heading in _HEADINGS]
    if say.narrow():
        headings = [headings[0], headings[-1]]
        narrow = [(row[0], f"{row[4]}\n{_(_WHERE).format(seq=row[1], number=row[2], at=row[3])}") for row in rows]
        say.table(headings, narrow)
    else:
        say.table(headings, rows)
    if len(found) > limit:
        say.line(_(_MORE).format(limit=limit))


def settle(
    ctx: typer.Context,
    reference: Reference,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", min=1, help=N_("The entry that sets the condition, by number."))],
    number: Annotated[int, typer.Argument(metavar="N", min=1, help=N_("Which of its conditions, from 1."))],
    outcome: Annotated[
        ConditionOutcome, typer.Argument(metavar="met|waived", help=N_("Whether it was met, or nobody insists on it any more."))
    ],
    proof: Annotated[
        str, typer.Option("--proof", metavar="TEXT", help=N_("What proves it, or why it is waived; it stays in the history."))
    ],
    on: Day,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Record that a condition was met or waived."""
    from domain.commands.meetings import SettleCondition

    asked = SettleCondition(seq=entry, number=number, on=on, outcome=outcome, proof=proof)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def _open(ctx: typer.Context, authority: str, programme: str, limit: int) -> "list[OpenCondition]":
    """The first open conditions of one authority or every one, of one programme or every one."""
    from domain.errors import NoSuchProgramme
    from store import conditions, people, programmes

    with given(ctx).house.database.reading() as connection:
        known = sorted(programmes.newest(connection))
        if programme and programme not in known:
            raise NoSuchProgramme(programme=programme, known=", ".join(known))
        offices = [authority] if authority else sorted(people.seats(connection))
        wanted = [programme] if programme else known
        pages = [conditions.page(connection, office, programmes=wanted, limit=limit) for office in offices]
    every = (one for page in pages for one in page)
    return sorted(every, key=lambda one: (one.since, one.dossier, one.seq, one.number))[:limit]


def _plain(one: "OpenCondition") -> dict[str, Any]:
    return {
        "programme": one.programme, "reference": one.reference, "title": one.title, "entry": one.seq,
        "number": one.number, "since": one.since, "text": one.text,
    }  # fmt: skip


CONDITION: dict[str, Any] = {"list": listed, "settle": settle}
