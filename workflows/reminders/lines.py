"""What there is to say about a rung as things stand now: its line in the mail, or nothing where the deadline holds no more."""

from collections.abc import Collection, Iterable, Iterator

from domain.dates import When
from domain.deadlines import held
from domain.deadlines.requested import request_for
from domain.dossier import Dossier
from domain.events.meetings import Scheduled
from domain.vocabulary import DeadlineState, Told
from notifications.reminder import Before, Line
from store import dossiers, reminded
from store.database import Connection
from workflows.house import House
from workflows.reminders.addressees import Book, tells_of
from workflows.reminders.wishes import optional


def standing_lines(
    house: House,
    connection: Connection,
    said: Iterable[reminded.Told],
    language: str,
    *,
    today: When,
    but: Collection[str] = (),
) -> dict[reminded.Told, Line]:
    """The lines of those rungs whose deadline is still open with the same version; the others are left out.

    `language` is that of the reader. Letters of `but` do not count as having told anybody before.
    """
    wanted = list(said)
    ids = sorted({rung.dossier for rung in wanted})
    cases = {one.dossier.id: one.dossier for one in dossiers.load_many(house.database, connection, ids)}
    book = Book(connection, today.first)
    before: dict[tuple[str, str, int], list[reminded.Told]] = {}
    for told in reminded.told_about(connection, ids):
        if told.letter not in but:
            before.setdefault((told.dossier, told.deadline, told.version), []).append(told)
    lines = {}
    for rung in wanted:
        earlier = before.get((rung.dossier, rung.deadline, rung.version), ())
        if rung.dossier in cases and (line := _line(cases[rung.dossier], rung, book, earlier, language)):
            lines[rung] = line
    return lines


def threads(house: House, connection: Connection, lines: Iterable[Line]) -> dict[str, str]:
    """The first message of each case the lines are about, by its id; "" where there was none yet."""
    ids = sorted({line.dossier for line in lines})
    return {one.dossier.id: one.thread for one in dossiers.load_many(house.database, connection, ids)}


def _line(
    dossier: Dossier, rung: reminded.Told, book: Book, before: Iterable[reminded.Told], language: str
) -> Line | None:  # fmt: skip
    deadline = held.deadline(dossier, rung.deadline)
    if deadline is None or deadline.state is not DeadlineState.OPEN or deadline.due is None:
        return None
    if deadline.current.number != rung.version:
        return None
    tells = tells_of(dossier.programme, deadline.ladder, rung.rung)
    request = request_for(dossier, deadline)
    return Line(
        dossier.id, dossier.opened.reference, dossier.opened.title, deadline.title, deadline.due, rung.rung, tells,
        book.owes(deadline.role, dossier, language), () if tells is Told.OWNER else tuple(_before(before, rung, book)),
        not deadline.statutory, asked_on=request.on if request else None, as_of=dossier.entries[-1].recorded_at,
        optional=optional(dossier.programme, deadline.role, deadline.ladder, rung.rung, tells), meets_on=meets_on(dossier),
    )  # fmt: skip


def meets_on(dossier: Dossier) -> When | None:
    """The first day of the agendas it is on, as its own people are told it; None while it is on none."""
    home, stages = dossier.programme.home, dossier.programme.stages
    on = (dossier.scheduled(key, dossier.rounds[home[key].key]) for key in stages)
    return min((fact.event.meets_on for fact in on if fact and isinstance(fact.event, Scheduled)), default=None)


def _before(told: Iterable[reminded.Told], rung: reminded.Told, book: Book) -> Iterator[Before]:
    """Who was told on an earlier day, once for each day."""
    for day, id_ in sorted({(one.day, one.addressee) for one in told if one.day < rung.day}):
        yield Before(book.name(id_), When(day))
