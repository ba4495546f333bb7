"""`idle`: in a quiet house, the time from an accepted fact to the advanced dossier, and to the letter accepted by SMTP.

The engine is whole: embedded Prefect server, post, and the mail catcher as SMTP server. Facts come one at a time, with pauses
of irregular length so that they do not march in step with the engine's polls.
"""

import random
import time
from collections.abc import Iterator

from sqlalchemy import select

from bench.cases import STEPS, desk, facts, open_cases
from bench.engines import engine, settled, when
from bench.figures import Bound, Figure, share
from bench.places import Place, Places
from bench.recount import counted, recount
from bench.scale import Scale
from domain.commands import Actor
from store import lists
from store.outbox import LetterState
from store.tables.letters import LetterRow
from workflows.house import House
from workflows.record import Asked, record

LETTER = LetterRow.__table__  # type: ignore[attr-defined]
BOUND = Bound(target=1.0, at_most=True)
#: Seconds between two looks at the store, and the pause before the next fact.
_LOOK, _PAUSE = 0.005, (0.1, 0.3)


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """Every database in full, SQLite alone in a quick run."""
    for place in found.all if scale.name == "full" else found.all[:1]:
        yield from _both(place, scale)


def _both(place: Place, scale: Scale) -> Iterator[Figure]:
    settings = place.settings()
    with place.house(settings) as house:
        ids = open_cases(house, -(-scale.single_facts // len(STEPS)) + 1)
        actor = desk(house)
        before = counted(house)
        with engine(settings, post=True, keep=place.folder):
            settled(house)
            timed = list(_timed(house, ids, actor, scale.single_facts))
        recount(house, before, facts=len(timed) + 1, letters=len(timed) + 1, advanced=True)
    for what, seconds in (
        ("accepted fact to advanced stage", [advanced for advanced, _ in timed]),
        ("accepted fact to letter accepted by SMTP", [sent for _, sent in timed]),
    ):
        p95 = share(seconds, 0.95)
        more = {"p50": share(seconds, 0.5), "p95": p95}
        yield Figure("idle", what, place.name, "s", seconds, bound=BOUND, judged=p95, note=f"p95 {p95:.2f} s", more=more)


def _timed(house: House, ids: list[str], actor: Actor, number: int) -> Iterator[tuple[float, float]]:
    chance = random.Random(2002)
    _once(house, next(facts(ids[:1], actor)))  # the first letter opens the connection; it does not count
    wanted = [asked for id_ in ids[1:] for asked in facts([id_], actor)]
    for asked in wanted[:number]:
        time.sleep(chance.uniform(*_PAUSE))
        yield _once(house, asked)


def _once(house: House, asked: Asked) -> tuple[float, float]:
    receipt = record(house, asked)
    start = time.perf_counter()
    letter = select(LETTER.c.state).where(LETTER.c.dossier == asked.dossier, LETTER.c.seq == receipt.seq)

    def advanced() -> bool:
        with house.database.reading() as connection:
            now = lists.status(connection, asked.dossier)
        return now is not None and now.seen >= receipt.seq

    def sent() -> bool:
        with house.database.reading() as connection:
            return bool(connection.execute(letter).scalar_one() == LetterState.ACCEPTED)

    walked = when(advanced, every=_LOOK)
    return walked - start, when(sent, every=_LOOK) - start
