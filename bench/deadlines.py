"""`deadlines`: a million open deadlines: the question of a quiet day, scan and plan of a normal one, a climb to its end.

The deadlines are filled in by SQL, as many to each dossier as it takes; one of each dossier has its first rung due today. The
people they are owed by share mailboxes four to one, so that a mail says several things. The clock stands still on a Tuesday
in the morning. The yardstick is a full count of the same table.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, text

from bench.cases import AUTHORITY
from bench.figures import Bound, Figure, Miscounted
from bench.filling import fill
from bench.places import Place, Places
from bench.scale import Scale
from config.clock import FixedClock
from config.load import load_authority
from domain.authority import Party
from domain.office_time import OFFICE_ZONE, instant
from store import ladders
from store.people import keep_authority, party_id, seats
from store.tables import DossierRow
from store.tables.deadlines import ClimbRow, DeadlineRow, RungRow
from store.tables.letters import LetterRow
from workflows.house import House, open_house
from workflows.reminders.climbing import climb, planned

CLIMB, DEADLINE = ClimbRow.__table__, DeadlineRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
RUNG, LETTER = RungRow.__table__, LetterRow.__table__  # type: ignore[attr-defined]

SCAN = Bound(target=5.0, at_most=True)
QUIET = Bound(target=20.0, at_most=True)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=OFFICE_ZONE)
TODAY = NOW.date()
#: The usual ladder begins so many days before the end.
_FIRST_RUNG = timedelta(days=14)
#: Climbs of the past say that a day with so many letters is usual, or the ladders would halt and ask.
_CLIMBS = 5

#: The n-th deadline of every dossier; the first has its first rung today, the others wake on one of the next 300 days.
_FILL = """
INSERT INTO deadline (dossier, deadline, version, authority, programme, stage, round, role, owed_by,
                      due, state, ladder, wake_on, climbed)
SELECT d.id, 'report:' || n.n, 1, d.authority, d.programme, 'submission', 1, 'applicant', 'sponsor',
       {due}, 'open', 'usual', {wakes}, 1
  FROM dossier d CROSS JOIN ({numbers}) AS n
 WHERE d.id <> :model
"""
_SQLITE = {
    "numbers": "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < :each - 1) SELECT n FROM c",
    "due": "date(:today, '+14 days', (CASE WHEN n.n = 0 THEN 0 ELSE 1 + n.n % 300 END) || ' days')",
    "wakes": "date(:today, (CASE WHEN n.n = 0 THEN 0 ELSE 1 + n.n % 300 END) || ' days')",
}
_POSTGRES = {
    "numbers": "SELECT generate_series(0, CAST(:each AS int) - 1) AS n",
    "due": "to_char(CAST(:today AS date) + 14 + CASE WHEN n.n = 0 THEN 0 ELSE 1 + n.n % 300 END, 'YYYY-MM-DD')",
    "wakes": "to_char(CAST(:today AS date) + CASE WHEN n.n = 0 THEN 0 ELSE 1 + n.n % 300 END, 'YYYY-MM-DD')",
}


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """The same deadlines on every database."""
    for place in found.all:
        house = open_house(place.settings(), FixedClock(NOW))
        try:
            filled(house, scale)
            yield from _measured(place, house, scale)
        finally:
            house.database.close()


def filled(house: House, scale: Scale) -> None:
    """Fill a store with as many open deadlines, `scale.due` of them with a rung due today; raises Miscounted."""
    people = [party_id(AUTHORITY, handle) for handle in _people(house, scale.mailboxes)]
    cases = fill(house, scale.due, steps=(1,), contact=lambda n: people[n % len(people)]).by_steps[1]
    words = _SQLITE if house.database.sqlite else _POSTGRES
    with house.database.transaction() as connection:
        # The case the others were copied from has no deadlines.
        [model] = set(connection.execute(select(DOSSIER.c.id)).scalars()) - set(cases)
        each = -(-scale.deadlines // scale.due)
        connection.execute(text(_FILL.format(**words)), {"today": TODAY.isoformat(), "each": each, "model": model})
        for back in range(1, _CLIMBS + 1):
            mark = {"id": uuid.uuid4().hex, "day": (TODAY - timedelta(days=back)).isoformat(), "letters": scale.mailboxes}
            ended = instant(NOW - timedelta(days=back))
            connection.execute(insert(CLIMB).values(**mark, ended_at=ended, rungs=scale.due))
    if not house.database.sqlite:
        with house.database.transaction() as connection:
            connection.execute(text("ANALYZE deadline"))


def _people(house: House, number: int) -> list[str]:
    """Give the authority so many people, each with a mailbox of their own; their handles."""
    authority = load_authority(house.settings.config / "authorities" / f"{AUTHORITY}.yaml")
    new = tuple(Party(handle=f"traeger-{n}", name=f"Träger {n}", email=f"traeger-{n}@example.org") for n in range(number))
    with house.database.transaction() as connection:
        keep_authority(connection, authority.model_copy(update={"parties": (*authority.parties, *new)}))
    return [party.handle for party in new]


def _measured(place: Place, house: House, scale: Scale) -> Iterator[Figure]:
    with house.database.reading() as connection:
        number = connection.execute(select(func.count()).select_from(DEADLINE)).scalar_one()
    among = f"among {number:,} open deadlines"
    counts, quiet, scans = [], [], []
    for _ in range(scale.repetitions):
        counts.append(_timed(lambda: _counted(house)))
        quiet.append(_timed(lambda: _glance(house)) * 1000)
        scans.append(_timed(lambda: _scan(house, scale.due)))
    ratios = [scan / count for scan, count in zip(scans, counts, strict=True)]
    yield Figure("deadlines", f"a full count, the yardstick, {among}", place.name, "s", counts)
    yield Figure("deadlines", f"nothing due: the one question, {among}", place.name, "ms", quiet, bound=QUIET)
    yield Figure("deadlines", f"{scale.due:,} due rungs found and read, {among}", place.name, "s", scans, ratios, bound=SCAN)
    plans = [_timed(lambda: _planned(house, scale)) for _ in range(min(scale.repetitions, 3))]
    yield Figure("deadlines", f"{scale.due:,} due rungs planned with their cases and mails", place.name, "s", plans)
    took = _timed(lambda: climb(house))
    _recount(house, scale)
    rate = {"rungs_per_s": scale.due / took}
    what = f"{scale.due:,} due rungs decided, {scale.mailboxes:,} mails owed"
    yield Figure("deadlines", what, place.name, "s", [took], more=rate)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _counted(house: House) -> int:
    with house.database.reading() as connection:
        return int(connection.execute(select(func.count()).where(DEADLINE.c.due != "")).scalar_one())


def _glance(house: House) -> None:
    """The question as a day asks it on which no ladder wakes."""
    with house.database.reading() as connection:
        seen = ladders.glance(connection, (TODAY - timedelta(days=1)).isoformat())
    if seen.due:
        raise Miscounted("a rung was due yesterday")


def _scan(house: House, due: int) -> None:
    with house.database.reading() as connection:
        rows = ladders.awake(connection, TODAY.isoformat(), seats(connection), limit=due + 1)
    if len(rows) != due:
        raise Miscounted(f"{due} rungs were due, {len(rows)} were found")


def _planned(house: House, scale: Scale) -> None:
    with house.database.snapshot() as connection:
        plan = planned(house, connection, seats(connection), TODAY)
    if (len(plan.looked), len(plan.mails)) != (scale.due, scale.mailboxes):
        raise Miscounted(f"{len(plan.looked)} rungs in {len(plan.mails)} mails were planned")


def _recount(house: House, scale: Scale) -> None:
    """What the climb wrote; raises Miscounted."""
    with house.database.reading() as connection:
        told = connection.execute(select(func.count()).where(RUNG.c.letter != "")).scalar_one()
        mails = connection.execute(select(func.count()).where(LETTER.c.occasion == f"day:{TODAY}")).scalar_one()
        awake = ladders.glance(connection, TODAY.isoformat()).due
    if (told, mails, awake) != (scale.due, scale.mailboxes, False):
        raise Miscounted(f"the climb told {told} rungs in {mails} mails, and {'some' if awake else 'nothing'} is left")
