"""Recording a whole meeting in one table: the table, what follows from it, the entries; and the minutes that come of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors import Refusal
from portal.errors import BUSY
from portal.meetings.meetings import Sitting, lines, seen_now, sitting
from portal.meetings.minutes import minutes_of
from portal.meetings.recording_table import (
    Table,
    carried,
    first,
    meanwhile,
    note_shown,
    present,
    seen_in,
    still,
    table,
    understood,
)
from portal.page import render
from portal.pages.meetings import INVALID, UNAVAILABLE
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from portal.web.numbers import number
from portal.web.parking import restored, restoring
from store import people
from store.access import Account
from store.errors import TryAgain
from wording.language import N_, _, spoken
from wording.refusals import said
from workflows.house import House
from workflows.meetings.minutes import Rehearsal, Row, RowResult, record_minutes, rehearse
from workflows.names import shown_name

router = APIRouter(prefix="/sitzungen")

#: What the buttons of table and preview say (`schritt`).
_CHECK, _RECORD, _BACK = "pruefen", "eintragen", "zurueck"
_CONFLICT = 409
_NOTHING = N_("No outcome was chosen. Choose the outcome of at least one item.")
_SAVED = N_("Recorded: {saved}. Not recorded: {left}. What you typed there is still here.")
_ITEM = N_("Item {number}, {reference}: {sentence}")
_CASES = (N_("1 case"), N_("{count} cases"))
_LETTERS = (N_("1 e-mail"), N_("{count} e-mails"))
_RECORDED = (N_("One outcome was recorded."), N_("{count} outcomes were recorded."))
_HELD = N_("It is noted that the meeting was held, and who was there.")


@router.get("/{meeting}/eintragen")
@restoring
def show(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Show the table."""
    at = sitting(house, account, meeting, run=True)
    found = table(house, at)
    return _table(request, at, found, {**first(found, at), **restored(request)})


@router.post("/{meeting}/eintragen")
async def record(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Do what the button says."""
    fields = await fields_of(request)
    return await run_in_threadpool(_answer, request, house, account, meeting, fields)


def _answer(request: Request, house: House, account: Account, meeting: str, typed: Mapping[str, str]) -> Response:
    at = sitting(house, account, meeting, run=True)
    found = table(house, at)
    step = typed.get("schritt", _CHECK)
    if step == _BACK:
        return _table(request, at, found, typed)
    rows, wrong = understood(found, typed)
    open_ = any(not entry.outcome for entry in found.entries)
    if wrong or (open_ and not rows):
        sentence = "" if wrong else _(_NOTHING)
        return _table(request, at, found, typed, wrong=wrong, sentence=sentence, status=INVALID)
    try:
        if step == _RECORD:
            return _record(request, house, at, (found, rows), typed)
        rehearsal = rehearse(house, at.meeting, rows, at.actor, present=present(found, typed))
    except Refusal as refusal:
        return _table(request, at, found, typed, sentence=said(refusal), status=INVALID)
    except TryAgain:
        return _table(request, at, found, typed, sentence=_(BUSY), status=UNAVAILABLE)
    shown = {row.item for row in rehearsal.rows if row.preview}
    note_shown(house, account, [entry.line for entry in found.entries if entry.line.item.id in shown])
    return _ahead(request, house, at, (found, rehearsal), typed)


def _record(
    request: Request, house: House, at: Sitting, what: tuple[Table, Sequence[Row]], typed: Mapping[str, str]
) -> Response:
    """Record; the rows that cannot be recorded come back as they were typed, the others are saved."""
    found, rows = what
    seen = seen_in(typed, found)
    versions = still(found, seen, at.actor.person)
    results = record_minutes(house, at.meeting, rows, at.actor, seen=versions, present=present(found, typed))
    refused = [result for result in results if result.refusal]
    if not refused:
        return RedirectResponse(f"{at.home}/niederschrift?erfasst={len(results)}", 303)
    now = seen_now(house, at)
    fresh = table(house, now)
    saved = {result.item for result in results if result.receipt}
    sentence = _(_SAVED).format(saved=len(saved), left=len(refused))
    return _table(
        request, now, fresh, {**typed, **first(fresh, now)}, sentence=sentence, status=_CONFLICT,
        refused=[(f"zeile-{result.item}", _sentence(found, result)) for result in refused],
        since={e.line.item.id: meanwhile(house, e, seen[e.line.item.id], at.actor.person) for e in fresh.entries
               if e.line.item.id in {result.item for result in refused}},
    )  # fmt: skip


def _sentence(found: Table, result: RowResult) -> str:
    line = next(entry.line for entry in found.entries if entry.line.item.id == result.item)
    assert result.refusal is not None, "asked of refused rows"  # noqa: S101 - for the type checker
    return _(_ITEM).format(number=line.number, reference=line.reference, sentence=said(result.refusal))


def _table(
    request: Request, at: Sitting, found: Table, typed: Mapping[str, str], *, status: int = 200, **words: Any  # noqa: ANN401 - as `render`
) -> Response:  # fmt: skip
    given: dict[str, Any] = {"wrong": {}, "sentence": "", "refused": [], "since": {}, **words}
    ids = [entry.line.item.id for entry in found.entries]
    biased = {id_ for id_ in ids if any(name.startswith(f"befangen.{id_}.") for name in typed)}
    filled = ("auflagen", "ueberwiesen", "wiedervorlage", "geheim")
    opened = biased | {id_ for id_ in ids if any(typed.get(f"{name}.{id_}") for name in filled)}
    return render(
        request, "recording_table.html", status=status, at=at, found=found, typed=typed, members=found.members, opened=opened,
        biased=biased, bodies=[body.title.into(spoken()) for body in at.programme.bodies], **given,
    )  # fmt: skip


def _ahead(request: Request, house: House, at: Sitting, what: tuple[Table, Rehearsal], typed: Mapping[str, str]) -> Response:
    """The page that says what follows from the table, row by row, the rows that are refused first."""
    found, rehearsal = what
    seen, entries = seen_in(typed, found), {entry.line.item.id: entry for entry in found.entries}
    rows = [
        (entries[row.item].line, row.preview, meanwhile(house, entries[row.item], seen[row.item], at.actor.person))
        for row in rehearsal.rows
        if row.preview
    ]
    refused = [(entries[row.item].line, said(row.refusal)) for row in rehearsal.rows if row.refusal]
    with_versions = {**carried(typed), **{f"seen.{item}": str(version) for item, version in rehearsal.seen.items()}}
    there = present(found, typed)
    counted = f"{_some(_CASES, rehearsal.cases)}, {_some(_LETTERS, rehearsal.letters)}"
    return render(
        request, "recording_ahead.html", at=at, rows=rows, refused=refused, hidden=with_versions, counted=counted,
        people=[member.name or _("name erased") for member in found.members if member.party in there],
    )  # fmt: skip


def _some(words: tuple[str, str], count: int) -> str:
    one, several = words
    return _(one) if count == 1 else _(several).format(count=count)


@router.get("/{meeting}/niederschrift")
def minutes(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Show the minutes; `?oeffentlich` shows what may be handed to the public, and nothing else."""
    at = sitting(house, account, meeting)
    public_only = "oeffentlich" in request.query_params
    agenda = [line for line in lines(house, at) if line.item.public or not public_only]
    shown = minutes_of(house, agenda, public_only=public_only)
    with house.database.reading() as connection:
        known = people.parties(connection, set(at.meeting.present))
    count = number(request.query_params.get("erfasst", ""), digits=4, other=-1)
    return render(
        request, "minutes.html", at=at, public_only=public_only, public=[one for one in shown if one.line.item.public],
        non_public=[one for one in shown if not one.line.item.public],
        present=[shown_name(known, party) for party in at.meeting.present],
        recorded=_some(_RECORDED, count) if count > 0 else _(_HELD) if count == 0 else "",
    )  # fmt: skip
