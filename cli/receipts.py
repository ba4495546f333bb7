"""What is said after something was recorded: reference, entry, day, and whom the dossier waits for now."""

from typing import TYPE_CHECKING, Any

import typer

from cli import say
from cli.desk import given
from cli.values import Which
from wording.deadlines import titles_of
from wording.language import N_, _, spoken
from wording.words import told, waits

if TYPE_CHECKING:
    from domain.commands import Command
    from domain.deadlines.rules import Reckoning
    from domain.oddities import Members
    from workflows.record import Receipt

_DONE = N_('"{reference}", entry {seq} ({day}): {what}')
_REPEATED = N_('"{reference}": this was already recorded as entry {seq} ({day}). Nothing was changed.')
_WAITS = N_("Waits for: {whom}")
_CHECK = N_("Please check: {oddity}")
_ENDED = N_("Waits for nobody: all proceedings have ended.")
_NOBODY = N_("Waits for nobody.")


def show(
    receipt: "Receipt", *, as_json: bool, members: "Members | None" = None, reckoning: "Reckoning | None" = None
) -> None:  # fmt: skip
    """Print a receipt; `members` knows how many sit on a body, for its quorum, `reckoning` the holidays, for named days."""
    if as_json:
        say.machine(plain(receipt))
        return
    dossier = receipt.dossier
    first = dossier.entries[receipt.seq - 1]
    values = {"reference": receipt.reference, "seq": receipt.seq, "day": first.on.show(spoken())}
    if receipt.repeated:
        say.line(_(_REPEATED).format(**values))
    else:
        for entry in dossier.entries[receipt.seq - 1 :]:
            said = {"reference": receipt.reference, "seq": entry.seq, "day": entry.on.show(spoken())}
            say.line(_(_DONE).format(**said, what=told(entry.event, dossier.programme, titles_of(dossier))))
    for sentence in (*odd(receipt, members), *moved(receipt, reckoning), *standing(receipt)):
        say.line(sentence)


def odd(receipt: "Receipt", members: "Members | None" = None) -> list[str]:
    """Say what about a new entry looks like a slip; it is recorded all the same."""
    from domain.dossier import fold
    from domain.oddities import at_opening, oddities
    from wording.oddities import noticed

    after = receipt.dossier
    if receipt.repeated:
        return []
    before = fold(after.id, after.programme, after.entries[: receipt.seq - 1]) if receipt.seq > 1 else None
    found = at_opening(after) if before is None else oddities(before, after, *([members] if members else []))
    return [_(_CHECK).format(oddity=noticed(one)) for one in found]


def moved(receipt: "Receipt", reckoning: "Reckoning | None") -> list[str]:
    """Say of each day just named on which none ends when the deadline ends by law."""
    from domain.deadlines.ends import moved_end
    from domain.deadlines.held import deadlines
    from wording.periods import ends

    dossier = receipt.dossier
    new = () if reckoning is None or receipt.repeated else deadlines(dossier)
    found = (
        moved_end(dossier.programme, one.name, one.due, reckoning)
        for one in new if reckoning and one.holds and one.due and one.current.number >= receipt.seq
    )  # fmt: skip
    return [ends(one) for one in found if one is not None]


def standing(receipt: "Receipt") -> list[str]:
    """Say whom the dossier waits for, one line each."""
    from domain.standing import is_finished

    if not receipt.waiting:
        return [_(_ENDED if is_finished(receipt.dossier) else _NOBODY)]
    return [_(_WAITS).format(whom=waits(line, receipt.dossier.programme)) for line in receipt.waiting]


def plain(receipt: "Receipt") -> dict[str, Any]:
    """The receipt for machines."""
    dossier = receipt.dossier
    return {
        "reference": receipt.reference,
        "programme": dossier.opened.programme,
        "entry": receipt.seq,
        "entries": dossier.version,
        "on": str(dossier.entries[receipt.seq - 1].on),
        "repeated": receipt.repeated,
        "waiting": [
            {"stage": w.stage, "round": w.round, "role": w.role, "since": w.since, "due": w.due, "returned": w.returned}
            for w in receipt.waiting
        ],
    }


def hand_over(
    context: typer.Context,
    which: Which,
    asked: "Command",
    *,
    as_json: bool,
    seen: int | None,
    key: str | None,
) -> None:
    """Hand a command to the one door in the name of the acting person, and print the receipt."""
    from workflows.deadlines import reckoning_of
    from workflows.inbox import receive
    from workflows.sitting import members_on

    call = given(context)
    receipt = receive(
        call.house, which.reference, asked, by=call.settings.as_person, key=key or "", seen=seen,
        programme=which.programme, authority=which.authority,
    )  # fmt: skip
    opened = receipt.dossier.opened
    show(
        receipt, as_json=as_json, members=members_on(call.house, opened.authority, opened.programme),
        reckoning=None if as_json else reckoning_of(call.house, receipt.dossier),
    )  # fmt: skip
