"""Where dossiers and letters stand, one and all, read from projection rows alone."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, literal_column, select, text

from store.outbox import OPEN, LetterState
from store.tables import AuthorityRow, DossierRow, WaitingRow
from store.tables.letters import TROUBLE, LetterRow

AUTHORITY = AuthorityRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
LETTER = LetterRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]


#: Written out, so that the partial index of letters due is used.
_IS_OPEN = LETTER.c.state.in_([literal_column(f"'{state.value}'") for state in OPEN])
_STUCK = DOSSIER.c.finished.is_(False) & ~select(WAITING.c.dossier).where(WAITING.c.dossier == DOSSIER.c.id).exists()


@dataclass(frozen=True, slots=True)
class Status:
    """A dossier's head: both status axes and how far the chain has seen it."""

    dossier: str
    programme: str
    reference: str
    title: str
    approval: str
    implementation: str
    version: int
    seen: int
    finished: bool


def status(connection: Connection, dossier: str) -> Status | None:
    """The status of one dossier, or None."""
    columns = (
        DOSSIER.c.id, DOSSIER.c.programme, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.approval,
        DOSSIER.c.implementation, DOSSIER.c.version, DOSSIER.c.seen, DOSSIER.c.finished,
    )  # fmt: skip
    row = connection.execute(select(*columns).where(DOSSIER.c.id == dossier)).one_or_none()
    return None if row is None else Status(*row)


def without_next_actor(connection: Connection) -> list[str]:
    """References of open dossiers for which nobody has to act: has to be empty (promise P10)."""
    stuck = select(DOSSIER.c.reference).where(_STUCK)
    return list(connection.execute(stuck.order_by(DOSSIER.c.reference)).scalars())


def how_many_without_next_actor(connection: Connection) -> int:
    """How many open dossiers nobody has to act on."""
    return connection.execute(select(func.count()).select_from(DOSSIER).where(_STUCK)).scalar_one()


def unseen(connection: Connection) -> int:
    """How many dossiers have news the chain has not looked at."""
    return connection.execute(select(func.count()).where(DOSSIER.c.seen < DOSSIER.c.version)).scalar_one()


def oldest_letter_due(connection: Connection) -> str:
    """The instant at which the letter that has been due for longest was to go out (again), or ""."""
    return connection.execute(select(func.min(LETTER.c.next_try_at)).where(_IS_OPEN)).scalar_one() or ""


@dataclass(frozen=True, slots=True)
class Letters:
    """How many letters wait, and how many somebody should look at; `ambiguous` counts tries that ended uncertain.

    `again`: of those that wait, how many were tried in vain.
    """

    owed: int
    again: int
    refused: int
    expired: int
    ambiguous: int


def letters_to_look_at(connection: Connection) -> Letters:
    """Count them from two small indexes: what was sent without trouble is not looked through, however much it is."""
    tried = func.count().filter(LETTER.c.attempts > 0)
    owed, again = connection.execute(select(func.count(), tried).select_from(LETTER).where(_IS_OPEN)).one()
    troubled = select(LETTER.c.state, func.count(), func.sum(LETTER.c.ambiguous)).where(text(TROUBLE)).group_by(LETTER.c.state)
    counted: dict[str, tuple[int, int]] = {state: (many, sum_) for state, many, sum_ in connection.execute(troubled)}
    refused, expired = (counted.get(state.value, (0, 0))[0] for state in (LetterState.REFUSED, LetterState.EXPIRED))
    return Letters(owed, again, refused, expired, sum(sum_ for _many, sum_ in counted.values()))
