"""What recording something would lead to, said before it is recorded: entries, whose turn it is then, letters and to whom.

Nothing is written. The same functions are asked that record, walk and write letters, so the preview cannot tell another story.
"""

from dataclasses import dataclass
from datetime import date

from domain import standing
from domain.admission import Admitted, admit
from domain.commands import Actor, Command
from domain.dates import When
from domain.deadlines.awaited import awaited
from domain.deadlines.held import Deadline, deadlines
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.duties import role_in
from domain.follows import clocks, closes, opens, timed
from domain.named import named_in
from domain.oddities import oddities
from domain.office_time import office_day
from notifications import subject
from notifications.catalogue import Owed, owed
from notifications.render import Office, render
from store.change import Loaded
from store.people import Known, parties, seats
from wording.deadlines import titles_of
from wording.language import spoken
from wording.named import told_by_name
from wording.oddities import noticed
from wording.words import told, waits
from workflows.house import House
from workflows.letters import addressee, office
from workflows.names import shown_name
from workflows.sitting import members_on
from workflows.walk import CHAIN


@dataclass(frozen=True, slots=True)
class LetterAhead:
    """A letter that would be written: to whom (by name), as it would read, and whether there is an address to send it to.

    `text` is empty for a letter that would no longer be written.
    """

    name: str
    subject: str
    reachable: bool
    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineAhead:
    """A deadline that gets another day: the step that says how, by `domain.deadlines.explain`."""

    deadline: Deadline
    dossier: Dossier
    reckoning: Reckoning


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be recorded (sentence and day), what looks like a slip, what the chain would close, who has to act."""

    entries: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    closed: tuple[str, ...]
    waits: tuple[str, ...]
    no_longer: tuple[str, ...]
    letters: tuple[LetterAhead, ...]
    unsent: tuple[LetterAhead, ...]
    #: The deadlines that get a day, or none for a while, with how it is counted.
    deadlines: tuple[DeadlineAhead, ...] = ()


def preview(house: House, loaded: Loaded, command: Command, actor: Actor) -> Preview:
    """Fold what would be recorded onto the dossier, and what the chain would add; raises the Refusal recording would raise."""
    before = loaded.dossier
    today = office_day(house.clock.now())
    admitted = admit(before, command, actor, today)
    by = (actor.person, role_in(before.programme, actor, command))
    recorded = standing.with_next(before, admitted, at=house.now(), by=by)
    with house.database.reading() as connection:
        seat = seats(connection)[loaded.authority]
    reckoning = Reckoning(seat.calendar, house.rules)
    # What the chain has yet to do anyway is no consequence of what is being recorded.
    until_now, already = _walked(before, today, reckoning, house.now())
    after, followed = _walked(recorded, today, reckoning, house.now())
    was, will_be = ({(w.stage, w.round, w.role): w for w in awaited(d)} for d in (until_now, after))
    sitting = members_on(house, loaded.authority, before.programme.programme)
    now_owed, then_owed = (dict.fromkeys(owed(d, loaded.seen)) for d in (before, after))
    programme, titles = before.programme, titles_of(after)
    return Preview(
        entries=_entries(house, recorded, admitted),
        warnings=tuple(noticed(odd) for odd in oddities(before, recorded, sitting)),
        closed=tuple(told(event, programme, titles) for event, _ in followed if event not in [one for one, _ in already]),
        waits=tuple(waits(line, programme) for line in will_be.values()),
        no_longer=tuple(waits(line, programme) for key, line in was.items() if key not in will_be),
        letters=_letters(house, after, [letter for letter in then_owed if letter not in now_owed], office(house, seat)),
        unsent=_letters(house, before, [letter for letter in now_owed if letter not in then_owed]),
        deadlines=tuple(DeadlineAhead(one, after, reckoning) for one in _moved(until_now, after)),
    )


def _moved(before: Dossier, after: Dossier) -> list[Deadline]:
    """The deadlines that hold and got another version."""
    had = {one.name: one.current.number for one in deadlines(before)}
    return [one for one in deadlines(after) if one.holds and had.get(one.name) != one.current.number]


def _entries(house: House, recorded: Dossier, admitted: Admitted) -> tuple[tuple[str, str], ...]:
    """What would be recorded, with the names of those it names."""
    named = {id_ for event, _on in admitted for id_ in named_in(event)}
    known: dict[str, Known] = {}
    if named:
        with house.database.reading() as connection:
            known = parties(connection, named)
    titles = titles_of(recorded)
    said = ((told_by_name(event, recorded.programme, lambda id_: shown_name(known, id_), titles), on) for event, on in admitted)
    return tuple((what, on.show(spoken())) for what, on in said)


def _walked(dossier: Dossier, today: date, reckoning: Reckoning, at: str) -> tuple[Dossier, Admitted]:
    """The dossier as the chain would leave it, and what it would set and close; the order is that of `workflows.walk`."""
    on = When.of(today)
    for stage in dossier.programme.stages.values():
        if (opened := opens(dossier, stage, today, reckoning)) is not None:
            dossier = standing.with_next(dossier, [(opened, on)], at=at, by=(CHAIN, CHAIN))
    followed: Admitted = []
    for step in (timed(dossier, today, reckoning), closes(dossier)):
        followed += [(event, on) for event in step]
    dossier = standing.with_next(dossier, followed, at=at, by=(CHAIN, CHAIN)) if followed else dossier
    halted: Admitted = [(event, on) for event in clocks(dossier, today, reckoning)]
    return standing.with_next(dossier, halted, at=at, by=(CHAIN, CHAIN)) if halted else dossier, [*followed, *halted]


def _letters(house: House, dossier: Dossier, letters: list[Owed], sender: Office | None = None) -> tuple[LetterAhead, ...]:
    """The letters in words; with a sender as they will be sent, without one only what they would have been about."""
    if not letters:
        return ()
    with house.database.reading() as connection:
        known = parties(connection, {letter.addressee_id for letter in letters})
    facts = {fact.seq: fact for fact in dossier.facts}
    ahead = []
    for letter in letters:
        to = known.get(letter.addressee_id)
        name, reachable = shown_name(known, letter.addressee_id), bool(to and to.email)
        if to and sender:
            written = render(letter, dossier, addressee(to), sender)
            ahead.append(LetterAhead(name, written.subject, reachable, written.text, addressee(to).language))
            continue
        words = subject.heading(dossier, facts[letter.seq], to.language if to else spoken())
        ahead.append(LetterAhead(name, subject.subject(dossier.opened.reference, words), reachable))
    return tuple(ahead)
