"""The agenda of a meeting: cases put on and taken off, other business, the order. One transaction for each act."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.admission.rounds import stage_of
from domain.commands import Actor
from domain.commands.meetings import Unschedule
from domain.dossier import Dossier
from domain.errors import NoSuchDossier, Refusal
from domain.errors.agendas import (
    AgendaIncomplete,
    CancelReasonNeeded,
    DealtWith,
    NoSuchItem,
    NothingChosen,
    NumberBad,
    OtherBody,
    OtherProgramme,
    TitleNeeded,
)
from domain.events.meetings import Scheduled
from domain.meetings.agenda import dealt_with
from domain.office_time import office_day
from domain.text import normal
from domain.typed import typed
from store import meetings
from store.meetings import Item
from wording.language import N_, _, spoken
from workflows.house import House
from workflows.meetings.proposing import Wanted, is_over
from workflows.meetings.turn import Finish, Turn, all_said, required, take_turn
from workflows.record import Receipt

_MISSED = N_("not dealt with on {day}")
_PUBLIC, _NON_PUBLIC = N_("moved to the public part"), N_("moved to the non-public part")
_LONGEST_TITLE, _LONGEST_NUMBER = 300, 20


def put_on_agenda(house: House, meeting_id: str, wanted: Sequence[Wanted], actor: Actor) -> list[Item | Refusal]:
    """Put cases on the agenda, at its end, in one transaction; the item each became, or why it did not, in their order.

    A case that still stands on an agenda whose day has passed comes off that one first.
    """
    if not wanted:
        raise NothingChosen

    def act(turn: Turn) -> Finish[list[Item | Refusal]]:
        found = turn.dossiers(one.dossier for one in wanted)
        scheduled = [_scheduled(found, one) for one in wanted]
        known = meetings.find_many(turn.connection, [each.meeting for each in scheduled if each and each.meeting])
        asked: list[int | Refusal] = []
        for one, there in zip(wanted, scheduled, strict=True):
            try:
                _of_this_body(turn, required(found, one.dossier), one)
                _number(one.number)
            except Refusal as refusal:
                asked.append(refusal)
                continue
            if there and is_over(there, known, office_day(house.clock.now()), turn.meeting.id):
                day = there.meets_on.show(spoken())
                turn.unschedule(one.dossier, one.stage, there.meeting, _(_MISSED).format(day=day))
            asked.append(len(turn.asked))
            turn.schedule(one.dossier, one.stage, turn.meeting, public=_public(turn, one))
        return lambda results: _put_on(turn, wanted, [_said(turn, place, results) for place in asked])

    return take_turn(house, meeting_id, actor, act)


def _scheduled(found: Mapping[str, Dossier], one: Wanted) -> Scheduled | None:
    """Where a case stands on an agenda now."""
    dossier = found.get(one.dossier)
    if dossier is None or one.stage not in dossier.programme.stages:
        return None
    there = dossier.scheduled(one.stage, max(dossier.rounds[dossier.programme.home[one.stage].key], 1))
    return there.event if there is not None and isinstance(there.event, Scheduled) else None


def _public(turn: Turn, one: Wanted) -> bool:
    return turn.body.public if one.public is None else one.public


def _of_this_body(turn: Turn, dossier: Dossier, one: Wanted) -> None:
    opened, meeting = dossier.opened, turn.meeting
    if opened.authority != meeting.authority:
        # What another authority has is not told, not even that it is there.
        raise NoSuchDossier(reference=one.dossier)
    if opened.programme != meeting.programme:
        raise OtherProgramme(reference=opened.reference)
    stage = stage_of(dossier.programme, one.stage)
    if stage.body != meeting.body:
        raise OtherBody(stage=stage.title)


def _said(turn: Turn, place: int | Refusal, results: Sequence[Receipt | Refusal]) -> Scheduled | Refusal:
    """What came of scheduling a case; `place` is that of its command among the results."""
    result = place if isinstance(place, Refusal) else results[place]
    if isinstance(result, Refusal):
        if isinstance(place, int) and place and isinstance(turn.asked[place - 1].command, Unschedule):
            # Off the past agenda and not onto this one would be half done.
            raise result
        return result
    event = result.dossier.entries[result.seq - 1].event
    assert isinstance(event, Scheduled), "the receipt is that of the scheduling"  # noqa: S101 - for the type checker
    return event


def _put_on(turn: Turn, wanted: Sequence[Wanted], said: Sequence[Scheduled | Refusal]) -> list[Item | Refusal]:
    """Write the items of those cases that were scheduled, at the end of the agenda."""
    keys = {(one.dossier, one.stage) for one, event in zip(wanted, said, strict=True) if isinstance(event, Scheduled)}
    if not keys:
        return [event for event in said if isinstance(event, Refusal)]
    # A row that nobody took off, although the case was, gives way.
    left = [item for item in turn.items if (item.dossier, item.stage) not in keys]
    _keep(turn, left)
    given: list[Item | Refusal] = []
    position = len(left)
    for one, event in zip(wanted, said, strict=True):
        if isinstance(event, Refusal):
            given.append(event)
            continue
        position += 1
        number = _number(one.number) or str(position)
        id_ = str(uuid.uuid4())
        given.append(Item(
            id_, turn.meeting.id, position, number, one.dossier, one.stage, event.round, "", event.public
        ))  # fmt: skip
    rows = [item for item in given if isinstance(item, Item)]
    turn.statements += meetings.added(rows)
    turn.change(turn.meeting, "put_on", {"items": [row.id for row in rows], "dossiers": [row.dossier for row in rows]})
    return given


def add_business(house: House, meeting_id: str, title: str, public: bool, actor: Actor) -> Item:  # noqa: FBT001 - as agreed
    """Put other business on the agenda, at its end, by its title."""
    words = normal(title).strip()
    if not words or len(words) > _LONGEST_TITLE or len(words.splitlines()) > 1:
        raise TitleNeeded
    words = typed("title", words)

    def act(turn: Turn) -> Finish[Item]:
        position = len(turn.items) + 1
        item = Item(str(uuid.uuid4()), turn.meeting.id, position, str(position), "", "", 0, words, public)
        turn.statements += meetings.added([item])
        turn.change(turn.meeting, "business_added", {"items": [item.id]})
        return all_said(item)

    return take_turn(house, meeting_id, actor, act)


def take_off(house: House, meeting_id: str, item_ids: Sequence[str], actor: Actor, reason: str) -> list[Item]:
    """Take items off the agenda and give what is left; what was dealt with stays. `reason` is kept with every case."""
    if not item_ids:
        raise NothingChosen
    if not reason.strip():
        raise CancelReasonNeeded

    def act(turn: Turn) -> Finish[list[Item]]:
        if not set(item_ids) <= {item.id for item in turn.items}:
            raise NoSuchItem
        for item, dossier in turn.cases():
            if item.id in item_ids:
                if dealt_with(dossier, item.stage, turn.meeting.id):
                    raise DealtWith(title=dossier.opened.reference)
                if turn.stands(item, dossier):
                    turn.unschedule(item.dossier, item.stage, turn.meeting.id, reason)
        left = _keep(turn, [item for item in turn.items if item.id not in item_ids])
        turn.change(turn.meeting, "taken_off", {"items": sorted(set(item_ids))})
        return all_said(left)

    return take_turn(house, meeting_id, actor, act)


def reorder(house: House, meeting_id: str, item_ids: Sequence[str], actor: Actor) -> list[Item]:
    """Bring the agenda into this order, which names every item once; numbers that only count move along."""

    def act(turn: Turn) -> Finish[list[Item]]:
        by_id = {item.id: item for item in turn.items}
        if sorted(item_ids) != sorted(by_id):
            raise AgendaIncomplete
        ordered = _keep(turn, [by_id[id_] for id_ in item_ids])
        turn.change(turn.meeting, "reordered", {"items": list(item_ids)})
        return all_said(ordered)

    return take_turn(house, meeting_id, actor, act)


def renumber(house: House, meeting_id: str, numbers: Mapping[str, str], actor: Actor) -> list[Item]:
    """Print these numbers ("10.1") before the items with these ids; "" prints the position again."""
    wanted = {id_: _number(number) for id_, number in numbers.items()}

    def act(turn: Turn) -> Finish[list[Item]]:
        if not wanted.keys() <= {item.id for item in turn.items}:
            raise NoSuchItem
        given = [replace(item, number=wanted.get(item.id, item.number) or str(item.position)) for item in turn.items]
        kept = {item.id: "" if item.number == str(item.position) else item.number for item in given}
        turn.statements += meetings.numbered({id_: kept[id_] for id_ in wanted})
        turn.change(turn.meeting, "renumbered", {"items": sorted(wanted)})
        return all_said(given)

    return take_turn(house, meeting_id, actor, act)


def show(house: House, meeting_id: str, item_id: str, public: bool, actor: Actor) -> Item:  # noqa: FBT001 - as agreed
    """Deal with an item in the public part, or in the non-public one; the history of its case says so too."""

    def act(turn: Turn) -> Finish[Item]:
        there = next((item for item in turn.items if item.id == item_id), None)
        if there is None:
            raise NoSuchItem
        for item, dossier in turn.cases():
            if item.id == item_id and public is not item.public and turn.stands(item, dossier):
                turn.unschedule(item.dossier, item.stage, turn.meeting.id, _(_PUBLIC if public else _NON_PUBLIC))
                turn.schedule(item.dossier, item.stage, turn.meeting, public=public)
        turn.statements += meetings.shown(item_id, public=public)
        turn.change(turn.meeting, "shown", {"items": [item_id]})
        return all_said(replace(there, public=public))

    return take_turn(house, meeting_id, actor, act)


def _keep(turn: Turn, wanted: Sequence[Item]) -> list[Item]:
    """Write that just these items are left of the agenda, in this order, numbered on from 1; give them as they will be."""
    placed = [_at(item, position) for position, item in enumerate(wanted, start=1)]
    ids = {item.id for item in wanted}
    turn.statements += meetings.removed([item.id for item in turn.items if item.id not in ids])
    there = {item.id: item.position for item in turn.items}
    turn.statements += meetings.placed([item for item in placed if item.position != there[item.id]])
    return placed


def _at(item: Item, position: int) -> Item:
    """The item in another place; a number that only counts moves along."""
    return replace(item, position=position, number=str(position) if item.number == str(item.position) else item.number)


def _number(said: str) -> str:
    """A number as it is printed; refused if it is longer than that."""
    number = normal(said).strip()
    if len(number) > _LONGEST_NUMBER or len(number.splitlines()) > 1:
        raise NumberBad
    return typed("number", number) if number else ""
