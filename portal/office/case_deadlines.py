"""The deadlines of a case as its page shows them: how each came about, who is reminded of it, whose time has passed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import When
from domain.deadlines.clock import bookings
from domain.deadlines.ends import stays
from domain.deadlines.held import Deadline, deadlines
from domain.deadlines.ladder import sending_day
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.events import Corrected, Event
from domain.events.deadlines import ClockResumed, ClockStopped, DeadlineExtended, DeadlineSet
from domain.vocabulary import DeadlineState, RungOutcome
from portal.office.deadline_words import PARTIES, RESTS, state_of
from store.people import Known
from store.rungs import DecidedRung
from wording import reminders
from wording.deadlines import met_late, titles_of
from wording.derivations import sentences
from wording.language import N_, _, spoken
from wording.named import told_by_name
from workflows.names import acting_name, shown_name

_RESTS = N_("no day: the clock rests")
_EXTENDED = N_("Extended. {reason}")
_GOES_ON = N_("The clock goes on.")
_EARLIER = N_("Earlier versions (not sent: {silent}, sent: {sent})")
_SENT = frozenset({RungOutcome.SENT, RungOutcome.MERGED})
_CORRECTION = N_("Came back by a correction (entry {seq})")


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One day of a deadline: until when, which entry says so and in which words, who recorded it, and how it stands."""

    number: int
    until: str
    what: str
    who: str
    at: str
    state: str


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung: whom it tells and when in words, its day, what became of it and why (empty while it lies ahead)."""

    told: str
    planned: str
    #: Its day has come, and nobody has looked at it since.
    passed: bool
    outcome: str
    why: str
    whom: str
    decided: str


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """A deadline as the page shows it; `reasons` are the sentences of its derivation."""

    name: str
    title: str
    round: int
    role: str
    party: str
    until: str
    state: str
    colour: str
    rests: str
    statutory: bool
    holds: bool
    reasons: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    rungs: tuple[RungLine, ...]
    #: What was decided about the versions before the one that counts; how much of it was sent, in words.
    earlier: tuple[RungLine, ...]
    earlier_counted: str
    #: False where nobody is reminded of it.
    reminded: bool
    #: A person or the programme set it by name, so that its day can be changed.
    changeable: bool


def shown(
    dossier: Dossier, reckoning: Reckoning, known: Mapping[str, Known], decided: Iterable[DecidedRung], today: date
) -> list[CaseDeadline]:
    """Every deadline of the case: what can still be met first, by its day."""
    by_name: dict[str, list[DecidedRung]] = {}
    for rung in decided:
        by_name.setdefault(rung.deadline, []).append(rung)
    lines = sorted(deadlines(dossier), key=lambda one: (not _stands(one, today), str(one.due or "9999"), one.name))
    return [_shown(dossier, one, reckoning, known, by_name.get(one.name, []), today) for one in lines]


def booked(dossier: Dossier, today: date) -> list[tuple[str, int]]:
    """How many days of whose time the case has taken so far."""
    counted = bookings(dossier, today)
    return [(_(label), counted[party]) for party, label in PARTIES.items() if counted.get(party)]


def _stands(one: Deadline, today: date) -> bool:
    return one.holds and one.shown(When.of(today)) is not DeadlineState.LAPSED


def _shown(
    dossier: Dossier, one: Deadline, reckoning: Reckoning, known: Mapping[str, Known], decided: list[DecidedRung], today: date
) -> CaseDeadline:
    role = dossier.programme.roles.get(one.role)
    word, colour = state_of(one.state, str(one.due or ""), today.isoformat(), role=bool(one.role))
    if late := met_late(one):
        word, colour = late, "warning"
    stands = _stands(one, today)
    earlier = [rung for rung in decided if rung.version != one.current.number]
    return CaseDeadline(
        name=one.name, title=one.title.into(spoken()), round=one.round, role=role.into(spoken()) if role else one.role,
        party=_(PARTIES[one.owed_by]) if one.role else "", until=one.due.show(spoken()) if one.due else "",
        state=word, colour=colour, rests=rests(one) if one.state is DeadlineState.STOPPED else "",
        statutory=one.statutory, holds=stands, reasons=tuple(sentences(dossier, one, reckoning)),
        versions=tuple(_versions(dossier, one, known, today)),
        rungs=tuple(_rungs(dossier, one, known, decided, reckoning, today)),
        earlier=tuple(_decided(dossier, one, known, earlier)), earlier_counted=_counted(earlier), reminded=bool(one.ladder),
        changeable=any(isinstance(version.entry.event, DeadlineSet) for version in one.versions),
    )  # fmt: skip


def rests(one: Deadline) -> str:
    """Why the clock of a deadline stands still."""
    stop = one.current.entry.event
    return _(RESTS[stop.party]) if isinstance(stop, ClockStopped) else ""


def _versions(dossier: Dossier, one: Deadline, known: Mapping[str, Known], today: date) -> Iterator[VersionLine]:
    late = met_late(one)
    for version in reversed(one.versions):
        entry = version.entry
        corrected = isinstance(entry.event, Corrected)
        what = _(_CORRECTION).format(seq=entry.seq) if corrected else _what(dossier, entry.event, known)
        due = version.due
        yield VersionLine(
            version.number, due.show(spoken()) if due else _(_RESTS), what, acting_name(known, entry.actor, entry.behalf),
            entry.recorded_at, late if late and version is one.current else state_of(
                version.state, str(due or ""), today.isoformat(), role=bool(one.role)
            )[0],
        )  # fmt: skip


def _what(dossier: Dossier, event: Event, known: Mapping[str, Known]) -> str:
    """What an entry records, without the name of the deadline, which stands above."""
    match event:
        case DeadlineExtended():
            return _(_EXTENDED).format(reason=event.reason)
        case ClockStopped():
            return f"{_(RESTS[event.party])} {event.reason}".strip()
        case ClockResumed():
            return f"{_(_GOES_ON)} {event.reason}".strip()
        case _:
            return told_by_name(event, dossier.programme, lambda id_: shown_name(known, id_), titles_of(dossier))


def _rungs(
    dossier: Dossier, one: Deadline, known: Mapping[str, Known], decided: list[DecidedRung], reckoning: Reckoning, today: date
) -> Iterator[RungLine]:  # fmt: skip
    """What was decided about the version that counts, then what lies ahead of it."""
    ladder = dossier.programme.ladders_by_key.get(one.ladder)
    of_this = [rung for rung in decided if rung.version == one.current.number]
    yield from _decided(dossier, one, known, of_this)
    if ladder is None or one.state is not DeadlineState.OPEN or one.due is None:
        return
    done = {rung.rung for rung in of_this}
    fixed = stays(dossier.programme, one.name, one.due.last, reckoning)
    for ahead in sorted(ladder.rungs, key=lambda rung: rung.days):
        if ahead.key not in done:
            day = sending_day(one.due.last, ahead, reckoning.calendar, fixed=fixed)
            yield RungLine(reminders.told(ahead), When.of(day).show(spoken()), day <= today, "", "", "", "")


def _decided(
    dossier: Dossier, one: Deadline, known: Mapping[str, Known], decided: Iterable[DecidedRung]
) -> Iterator[RungLine]:  # fmt: skip
    ladder = dossier.programme.ladders_by_key.get(one.ladder)
    for rung in decided:
        yield RungLine(
            told=reminders.told_by(ladder, rung.rung), planned=When(rung.planned_on).show(spoken()), passed=False,
            outcome=reminders.outcome(rung.outcome), why=reminders.why(rung.reason), decided=When(rung.day).show(spoken()),
            whom=shown_name(known, rung.addressee) if rung.addressee else "",
        )  # fmt: skip


def _counted(decided: Sequence[DecidedRung]) -> str:
    """How many of these were sent and how many were not; one that told several people counts once."""
    sent = {(rung.version, rung.rung) for rung in decided if RungOutcome(rung.outcome) in _SENT}
    silent = {(rung.version, rung.rung) for rung in decided} - sent
    return _(_EARLIER).format(silent=len(silent), sent=len(sent))
