"""What the office looks at: worklist and status, read from projection rows alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, literal, literal_column, select, tuple_, union_all
from sqlalchemy.sql.elements import ColumnElement

from store.outbox import OPEN
from store.tables import AuthorityRow, DossierRow, LetterRow, WaitingRow

AUTHORITY = AuthorityRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
LETTER = LetterRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]


#: So many dossiers of one member of staff are named one by one.
_FEW = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the worklist: what waits for whom, since when (instant), until when (day, or empty)."""

    dossier: str
    authority: str
    programme: str
    programme_hash: str
    reference: str
    title: str
    approval: str
    stage: str
    round: int
    role: str
    since: str
    due: str
    returned: bool
    officer: str


_LINE = (
    WAITING.c.dossier, DOSSIER.c.authority, DOSSIER.c.programme, DOSSIER.c.programme_hash, DOSSIER.c.reference,
    DOSSIER.c.title, DOSSIER.c.approval, WAITING.c.stage, WAITING.c.round, WAITING.c.role, WAITING.c.since,
    WAITING.c.due, WAITING.c.returned, DOSSIER.c.officer,
)  # fmt: skip
_STUCK = DOSSIER.c.finished.is_(False) & ~select(WAITING.c.dossier).where(WAITING.c.dossier == DOSSIER.c.id).exists()


@dataclass(frozen=True, slots=True)
class After:
    """A line of the worklist behind which the next page begins."""

    since: str
    dossier: str
    stage: str


#: Roles, and the programmes in which their lines are wanted; no programme means in every one.
RolesIn = Mapping[str, Collection[str]]


def worklist(
    connection: Connection, *, roles: Sequence[str] = (), authority: str = "", programme: str = "", limit: int = 50
) -> list[Line]:
    """The first `limit` lines, longest waiting first; `roles` narrows to what those roles have to do."""
    wanted = {role: [programme] if programme else [] for role in roles or roles_waited_for(connection, authority)}
    return page_of_worklist(connection, wanted, authority=authority, limit=limit)


def page_of_worklist(
    connection: Connection, wanted: RolesIn, *, authority: str = "", officer: str | None = None,
    after: After | None = None, limit: int = 50,
) -> list[Line]:  # fmt: skip
    """The first `limit` of the wanted lines (or the first behind `after`), longest waiting first.

    `officer` narrows to dossiers given to one member of staff, "" to those given to nobody. Each role's oldest lines are read
    from the one index there is, and merged: another index would cost every recorded fact two pages to write, and this a few
    rows more to read.
    """
    chosen = _given_to(connection, authority, officer)
    of_each = [
        select(
            select(*_LINE)
            .join_from(WAITING, DOSSIER, DOSSIER.c.id == WAITING.c.dossier)
            .where(*_of(role, programmes, office), *chosen, *_behind(after))
            .order_by(WAITING.c.since, WAITING.c.dossier, WAITING.c.stage)
            .limit(limit)
            .subquery()
        )
        for office in _offices(connection, authority)
        for role, programmes in wanted.items()
    ]
    if not of_each:
        return []
    all_ = union_all(*of_each).subquery()
    first = select(all_).order_by(all_.c.since, all_.c.dossier, all_.c.stage).limit(limit)
    return [Line(**row) for row in connection.execute(first).mappings()]


def how_many_wait(
    connection: Connection, wanted: RolesIn, *, authority: str = "", officer: str | None = None, most: int = 1001
) -> int:
    """How many of the wanted lines there are; counting ends at `most`."""
    chosen = _given_to(connection, authority, officer)
    of_each = [
        select(
            select(WAITING.c.dossier)
            .join_from(WAITING, DOSSIER, DOSSIER.c.id == WAITING.c.dossier)
            .where(*_of(role, programmes, office), *chosen)
            .limit(most)
            .subquery()
        )
        for office in _offices(connection, authority)
        for role, programmes in wanted.items()
    ]
    if not of_each:
        return 0
    some = select(union_all(*of_each).subquery()).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _offices(connection: Connection, authority: str) -> list[str]:
    """The authority asked for, or every one: each has its own part of the index."""
    return [authority] if authority else list(connection.execute(select(AUTHORITY.c.id).order_by(AUTHORITY.c.id)).scalars())


def _given_to(connection: Connection, authority: str, officer: str | None) -> Iterable[ColumnElement[bool]]:
    """Whose dossiers are wanted. Where those are few, they are named: else the index of waiting would be read to its end."""
    if officer is None:
        return ()
    theirs = select(DOSSIER.c.id).where(
        DOSSIER.c.officer == officer, *((DOSSIER.c.authority == authority,) if authority else ())
    )
    few = list(connection.execute(theirs.where(DOSSIER.c.finished.is_(False)).limit(_FEW + 1)).scalars())
    return (WAITING.c.dossier.in_(few),) if len(few) <= _FEW else (DOSSIER.c.officer == officer,)


def _of(role: str, programmes: Collection[str], authority: str) -> Iterator[ColumnElement[bool]]:
    yield WAITING.c.authority == authority
    yield WAITING.c.role == role
    if programmes:
        yield DOSSIER.c.programme.in_(sorted(programmes))


def _behind(after: After | None) -> Iterator[ColumnElement[bool]]:
    """The lines behind another; the bound of `since` stands apart, so that the index is entered there."""
    if after is not None:
        line = tuple_(WAITING.c.since, WAITING.c.dossier, WAITING.c.stage)
        yield WAITING.c.since >= after.since
        yield line > tuple_(literal(after.since), literal(after.dossier), literal(after.stage))


def roles_waited_for(connection: Connection, authority: str = "") -> list[str]:
    """Every role somebody waits for, by one step through the index for each instead of a look at every line."""
    return sorted({role for office in _offices(connection, authority) for role in _roles_in(connection, office)})


def _roles_in(connection: Connection, office: str) -> list[str]:
    here = WAITING.c.authority == office
    first = select(func.min(WAITING.c.role).label("role")).where(here).cte("found", recursive=True)
    following = select(func.min(WAITING.c.role)).where(here, WAITING.c.role > first.c.role).scalar_subquery()
    found = first.union_all(select(following).where(first.c.role.is_not(None)))
    return list(connection.execute(select(found.c.role).where(found.c.role.is_not(None))).scalars())


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
    is_open = LETTER.c.state.in_([literal_column(f"'{state.value}'") for state in OPEN])
    return connection.execute(select(func.min(LETTER.c.next_try_at)).where(is_open)).scalar_one() or ""
