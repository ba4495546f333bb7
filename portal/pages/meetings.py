"""Meetings of bodies: the calendar, calling one, and what its secretary does with it besides the agenda."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.errors import Refusal
from domain.office_time import office_day
from domain.vocabulary import MeetingState
from portal.errors import BUSY, NotFound
from portal.meetings.agenda import MOST, proposed
from portal.meetings.meetings import Line, Sitting, bodies_of, calendar, came_out, lines, sitting, titled
from portal.page import render
from portal.visitor import SignedIn, TheHouse, acting_in
from portal.web.forms import fields_of
from portal.web.numbers import number
from portal.web.parking import restored, restoring
from store.access import Account
from store.errors import TryAgain
from wording import days
from wording.language import N_, _
from wording.meetings import mailed
from wording.refusals import said
from wording.values import NotReadable
from workflows import meetings as running
from workflows.house import House
from workflows.meetings.invitations import how_many

router = APIRouter(prefix="/sitzungen")

INVALID, UNAVAILABLE = 422, 503
_CHOOSE_BODY = N_("Choose the body that meets.")
#: What has just been done with a meeting, as the address of its page says it.
_DONE = {
    "neu": N_("The meeting was called."),
    "geaendert": N_("The meeting was changed."),
    "eingeladen": N_("The members are invited."),
    "abgesagt": N_("The meeting was cancelled."),
    "ordnung": N_("The agenda was changed."),
}


#: What the members are told by mail, if they were invited.
_TELLS = {"geaendert", "eingeladen", "abgesagt"}


@router.get("")
def everything(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the calendar: what is coming, or what has been."""
    return render(request, "meetings.html", found=calendar(house, account, request.query_params))


@router.get("/neu")
@restoring
def new(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Show the form by which a meeting is called."""
    return _form(request, house, account, restored(request))


@router.post("/neu")
async def call(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Call the meeting."""
    fields = await fields_of(request)
    return await run_in_threadpool(_call, request, house, account, fields)


def _call(request: Request, house: House, account: Account, fields: Mapping[str, str]) -> Response:
    bodies = _running(house, account)
    wrong: dict[str, str] = {}
    if fields.get("gremium", "") not in bodies:
        wrong["gremium"] = _(_CHOOSE_BODY)
    meets_at, due, bad = _times(fields)
    if wrong := {**wrong, **bad}:
        return _form(request, house, account, fields, wrong=wrong, status=INVALID)
    programme, _slash, body = fields["gremium"].partition("/")
    try:
        made = running.call_meeting(
            house, authority=account.authority, programme=programme, body=body, meets_at=meets_at, place=fields.get("ort", ""),
            actor=acting_in(account, programme), papers_due=due or None,
        )  # fmt: skip
    except Refusal as refusal:
        return _form(request, house, account, fields, sentence=said(refusal), status=INVALID)
    except TryAgain:
        return _form(request, house, account, fields, sentence=_(BUSY), status=UNAVAILABLE)
    return RedirectResponse(f"/sitzungen/{made.id}?getan=neu", 303)


@router.get("/{meeting}")
def one(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Show a meeting and its agenda; `?oeffentlich` shows what may be handed to the public, and nothing else."""
    at = sitting(house, account, meeting)
    if "oeffentlich" in request.query_params:
        return render(request, "meeting_public.html", at=at, public=[line for line in lines(house, at) if line.item.public])
    return page(request, house, at, {})


def page(
    request: Request, house: House, at: Sitting, typed: Mapping[str, str], *, sentence: str = "", status: int = 200
) -> Response:
    """The page of a meeting, with what was typed into the forms of its agenda."""
    agenda = lines(house, at)
    builds = at.runs and at.is_open
    waiting = proposed(house, at, typed) if builds else []
    return render(
        request, "meeting.html", status=status, at=at, typed=typed, sentence=sentence, builds=builds,
        public=[line for line in agenda if line.item.public], non_public=[line for line in agenda if not line.item.public],
        proposals=waiting[:MOST], left=len(waiting[MOST:]), records=at.runs and _records(house, at, agenda),
        dealt_with=any(line.fact for line in agenda), outcomes={line.item.id: came_out(line) for line in agenda},
        done=_done(house, at, request.query_params.get("getan", "")),
    )  # fmt: skip


def _done(house: House, at: Sitting, what: str) -> str:
    """What was just done with the meeting, and how many members were written to about it."""
    sentences = [_(_DONE.get(what, ""))]
    if what in _TELLS and at.runs:
        sentences.append(mailed(how_many(house, at.meeting)))
    return " ".join(filter(None, sentences))


def _records(house: House, at: Sitting, agenda: list[Line]) -> bool:
    """Tell whether there is anything to record: the day has come, and a case has no outcome yet, or nobody said it was held."""
    came = at.meeting.state is not MeetingState.CANCELLED and at.meeting.day <= office_day(house.clock.now())
    return came and (at.is_open or any(line.dossier and not line.fact for line in agenda))


@router.get("/{meeting}/aendern")
@restoring
def change_form(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Show the form that changes time, place and papers due."""
    at = sitting(house, account, meeting, run=True)
    (day, time), (due_day, due_time) = days.typed(at.meeting.meets_at), days.typed(at.meeting.papers_due)
    now = {"tag": day, "uhrzeit": time, "ort": at.meeting.place, "unterlagen_tag": due_day, "unterlagen_uhrzeit": due_time}
    return _form(request, house, account, {**now, "seen": str(at.meeting.version), **restored(request)}, at=at)


@router.post("/{meeting}/aendern")
async def change(request: Request, house: TheHouse, account: SignedIn, meeting: str) -> Response:
    """Change the meeting."""
    fields = await fields_of(request)
    return await run_in_threadpool(_change, request, house, account, meeting, fields)


def _change(request: Request, house: House, account: Account, meeting: str, fields: Mapping[str, str]) -> Response:
    at = sitting(house, account, meeting, run=True)
    meets_at, due, wrong = _times(fields)
    if wrong:
        return _form(request, house, account, fields, at=at, wrong=wrong, status=INVALID)
    unchanged = due == at.meeting.papers_due
    try:
        if not due and not unchanged:
            with house.database.reading() as connection:
                due = running.default_papers_due(connection, account.authority, at.body, meets_at)
        running.change_meeting(
            house, meeting, number(fields.get("seen", "")), at.actor, meets_at=meets_at, place=fields.get("ort", ""),
            papers_due=None if unchanged else due,
        )  # fmt: skip
    except Refusal as refusal:
        # Whoever saves again has seen on this page that it was changed meanwhile.
        again = {**fields, "seen": str(at.meeting.version)}
        return _form(request, house, account, again, at=at, sentence=said(refusal), status=INVALID)
    except TryAgain:
        return _form(request, house, account, fields, at=at, sentence=_(BUSY), status=UNAVAILABLE)
    return RedirectResponse(f"{at.home}?getan=geaendert", 303)


def _form(
    request: Request, house: House, account: Account, typed: Mapping[str, str], *, at: Sitting | None = None, status: int = 200,
    **words: Any,  # noqa: ANN401 - as `render`
) -> Response:  # fmt: skip
    given: dict[str, Any] = {"wrong": {}, "sentence": "", **words}
    bodies = {} if at else _running(house, account)
    return render(request, "meeting_form.html", status=status, at=at, typed={"seen": "", **typed}, bodies=bodies, **given)


def _running(house: House, account: Account) -> dict[str, str]:
    """The bodies whose meetings the person runs, by their titles; raises NotFound for whoever runs none."""
    found = bodies_of(house, account, run=True)
    if not found:
        raise NotFound
    several = len({programme.programme for programme, _body in found.values()}) > 1
    return {key: titled(programme, body, several=several) for key, (programme, body) in found.items()}


def _times(fields: Mapping[str, str]) -> tuple[str, str, dict[str, str]]:
    """When it meets, until when papers are due ("" where nothing was typed), and a sentence for each field that is wrong."""
    wrong: dict[str, str] = {}
    read = {"tag": "", "unterlagen_tag": ""}
    for day, time in (("tag", "uhrzeit"), ("unterlagen_tag", "unterlagen_uhrzeit")):
        if day != "tag" and not fields.get(day) and not fields.get(time):
            continue
        try:
            read[day] = days.local(fields.get(day, ""), fields.get(time, ""))
        except days.BadTime as error:
            wrong[time] = str(error)
        except NotReadable as error:
            wrong[day] = str(error)
    return read["tag"], read["unterlagen_tag"], wrong
