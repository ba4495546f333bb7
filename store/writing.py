"""Changes into the store: computed beforehand, written set by set in one transaction, guarded by each dossier's version."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, case, delete, insert, select, update

from domain import money
from domain.errors import OverTheBudget
from domain.errors.documents import DocumentNotKept
from store.change import Change, Spent
from store.database import Database, cursor, driver
from store.deadline_rows import CHANGING, KEY
from store.errors import Moved
from store.memory import Remembered
from store.one_fact import HEAD_COLUMNS, ONE_FACT, fits, values
from store.prepared import Cursor, Prepared, among, ids_given
from store.tables import BudgetRow, DossierRow, EventRow, PartyOfRow, WaitingRow
from store.tables.deadlines import DeadlineRow
from store.tables.documents import DocumentRow
from store.tables.letters import LetterRow
from store.tables.meetings import OpenConditionRow

DOCUMENT = DocumentRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]
LETTER = LetterRow.__table__  # type: ignore[attr-defined]
BUDGET = BudgetRow.__table__  # type: ignore[attr-defined]
PARTY_OF = PartyOfRow.__table__  # type: ignore[attr-defined]
CONDITION = OpenConditionRow.__table__  # type: ignore[attr-defined]
DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]

#: The execution option of a statement beside the facts that has to touch a row: where it touches none, somebody was faster.
ONE_ROW = {"one_row": True}
#: What may go out beside the facts.
Statement = Executable

_STANDS = Prepared(
    lambda d: select(DOSSIER.c.id, DOSSIER.c.version).where(among(DOSSIER.c.id, d)).order_by(DOSSIER.c.id).with_for_update()
)
_SET_HEAD = Prepared(
    update(DOSSIER)
    .where(DOSSIER.c.id == bindparam("b_id"), DOSSIER.c.version == bindparam("b_version"))
    .values({name: bindparam(name) for name in HEAD_COLUMNS})
)  # fmt: skip
_SET_SEEN = Prepared(
    update(DOSSIER).where(DOSSIER.c.id == bindparam("b_id")).values(seen=bindparam("seen"), thread=bindparam("thread"))
)
_SET_OFFICER = Prepared(update(DOSSIER).where(DOSSIER.c.id == bindparam("b_id")).values(officer=bindparam("officer")))
_FILE_DOCUMENT = Prepared(
    update(DOCUMENT)
    .where(
        DOCUMENT.c.id == bindparam("b_id"), DOCUMENT.c.digest == bindparam("b_digest"), DOCUMENT.c.size == bindparam("b_size"),
        DOCUMENT.c.dossier == bindparam("nobody"),
    )
    .values(dossier=bindparam("dossier"), draft=bindparam("nobody"))
)  # fmt: skip
_ADD_DOSSIER = Prepared(insert(DOSSIER), [c.name for c in DOSSIER.columns])
_ADD_PARTY_OF = Prepared(insert(PARTY_OF), [c.name for c in PARTY_OF.columns])
_REMOVE_PARTY_OF = Prepared(
    delete(PARTY_OF).where(PARTY_OF.c.party == bindparam("b_party"), PARTY_OF.c.dossier == bindparam("b_dossier"))
)
_SET_PINNED = Prepared(
    update(DOSSIER).where(DOSSIER.c.id == bindparam("b_id")).values(programme_hash=bindparam("programme_hash"))
)
_ADD_CONDITION = Prepared(insert(CONDITION), [c.name for c in CONDITION.columns])
_REMOVE_CONDITION = Prepared(
    delete(CONDITION).where(
        CONDITION.c.dossier == bindparam("b_dossier"), CONDITION.c.seq == bindparam("b_seq"),
        CONDITION.c.number == bindparam("b_number"),
    )
)  # fmt: skip
_ADD_DEADLINE = Prepared(insert(DEADLINE), [c.name for c in DEADLINE.columns])
_SET_DEADLINE = Prepared(
    update(DEADLINE)
    .where(*(DEADLINE.c[name] == bindparam(f"b_{name}") for name in KEY))
    .values({name: bindparam(f"b_{name}") for name in (*CHANGING, "wake_on")})
)
_ADD_EVENT = Prepared(insert(EVENT), [c.name for c in EVENT.columns])
_STOP_WAITING = Prepared(
    delete(WAITING).where(WAITING.c.dossier == bindparam("b_dossier"), WAITING.c.stage == bindparam("b_stage"))
)
_ADD_LETTER = Prepared(lambda d: d.insert(LETTER).on_conflict_do_nothing(), [c.name for c in LETTER.columns])
_SPEND = Prepared(
    update(BUDGET)
    .where(
        BUDGET.c.authority == bindparam("b_authority"), BUDGET.c.programme == bindparam("b_programme"),
        BUDGET.c.area == bindparam("b_area"), BUDGET.c.year == bindparam("b_year"),
        BUDGET.c.committed + bindparam("cents") <= BUDGET.c.ceiling,
    )
    .values(committed=BUDGET.c.committed + bindparam("cents"))
)  # fmt: skip


def _replace_line(dialect: ModuleType) -> Executable:
    """The worklist line of a stage replaces the one it had."""
    line = dialect.insert(WAITING)
    changed = {name: line.excluded[name] for name in ("round", "role", "since", "due", "returned")}
    replaced: Executable = line.on_conflict_do_update(index_elements=["dossier", "stage"], set_=changed)
    return replaced


_WAIT = Prepared(_replace_line, [c.name for c in WAITING.columns])


def write(
    database: Database, changes: Sequence[Change], lent: Connection | None = None, *, beside: Sequence[Executable] = ()
) -> None:
    """Record the changes in one transaction; raise Moved, and change nothing, if one of the dossiers was changed meanwhile.

    A caller that has just read on a connection lends it, which saves a visit to the pool. `beside` is what else has to be
    true from the same moment on (a meeting was held, an agenda has a new item); it is executed last, and Moved as well
    where a statement marked ONE_ROW touches none.
    """
    if not database.sqlite and len(changes) == 1 and not beside and fits(changes[0]):
        with database.statement(lent) as connection:
            writer = cursor(connection)
            writer.execute(ONE_FACT.text(lite=False), values(changes[0]))
            if writer.fetchone() is None:
                raise Moved
        _remember(database, changes)
        return
    with database.transaction(lent) as connection:
        # The guard of a budget or a document has to be answered before the commit, so it cannot go out in one bundle.
        if database.sqlite or beside or any(change.spent or change.filed for change in changes):
            _write(database, cursor(connection), changes)
            for statement in beside:
                touched = connection.execute(statement)
                if statement.get_execution_options().get("one_row") and not touched.rowcount:
                    raise Moved
        else:
            # One network round trip for the whole change instead of one per statement.
            with driver(connection).pipeline():
                _write(database, cursor(connection), changes, counted=False)
    _remember(database, changes)


def write_what_stands(database: Database, changes: Sequence[Change]) -> list[Change]:
    """Record those changes whose dossier was not changed meanwhile, in one transaction; return them."""
    with database.transaction() as connection:
        lite, writer = database.sqlite, cursor(connection)
        writer.execute(_STANDS.text(lite), {"ids": ids_given([c.after.id for c in changes], lite=lite)})
        versions = {row[0]: row[1] for row in writer.fetchall()}
        still = [c for c in changes if versions.get(c.after.id, 0) == c.before]
        _write(database, writer, still)
    _remember(database, still)
    return still


def _remember(database: Database, changes: Sequence[Change]) -> None:
    """What was committed need not be read again."""
    for change in changes:
        database.memory.keep(Remembered(change.after, change.head["head"], change.keys))


def _write(database: Database, writer: Cursor, changes: Sequence[Change], *, counted: bool = True) -> None:
    """Write all rows of the changes, statement by statement over the whole set.

    Not `counted`: in a pipeline the number of rows is not in yet; there the event's primary key refuses the second writer.
    """
    for change in changes:
        for spent in change.spent:
            _spend(database, writer, spent)
    lite = database.sqlite
    moving = [c.head for c in changes if not c.opens]
    _many(writer, _SET_HEAD.text(lite), moving)
    if counted and moving and writer.rowcount != len(moving):
        raise Moved
    for row in (row for change in changes for row in change.filed):
        writer.execute(_FILE_DOCUMENT.text(lite), row)
        if writer.rowcount != 1:
            raise DocumentNotKept
    _many(writer, _SET_SEEN.text(lite), [c.seen for c in changes if c.seen])
    _many(writer, _SET_OFFICER.text(lite), [c.officer for c in changes if c.officer])
    _many(writer, _SET_PINNED.text(lite), [c.pinned for c in changes if c.pinned])
    _many(writer, _ADD_DOSSIER.text(lite), [c.head for c in changes if c.opens])
    _many(writer, _REMOVE_PARTY_OF.text(lite), [row for c in changes for row in c.not_parties])
    _many(writer, _ADD_PARTY_OF.text(lite), [row for c in changes for row in c.parties])
    _many(writer, _REMOVE_CONDITION.text(lite), [row for c in changes for row in c.not_conditions])
    _many(writer, _ADD_CONDITION.text(lite), [row for c in changes for row in c.conditions])
    _many(writer, _ADD_DEADLINE.text(lite), [row for c in changes for row in c.deadlines[0]])
    _many(writer, _SET_DEADLINE.text(lite), [row for c in changes for row in c.deadlines[1]])
    _many(writer, _ADD_EVENT.text(lite), [row for c in changes for row in c.events])
    _many(writer, _STOP_WAITING.text(lite), [row for c in changes for row in c.not_waiting])
    _many(writer, _WAIT.text(lite), [row for c in changes for row in c.waiting])
    _many(writer, _ADD_LETTER.text(lite), [row for c in changes for row in c.letters])


def _many(writer: Cursor, statement: str, rows: Sequence[Any]) -> None:
    if len(rows) == 1:
        writer.execute(statement, rows[0])
    elif rows:
        writer.executemany(statement, rows)


def _spend(database: Database, writer: Cursor, spent: Spent) -> None:
    """Take an award from its budget under the guard of the ceiling; refuse it if less is left."""
    where = {"b_authority": spent.authority, "b_programme": spent.programme, "b_area": spent.area, "b_year": spent.year}
    fresh = {**{k[2:]: v for k, v in where.items()}, "committed": 0, "ceiling": spent.ceiling}
    lite = database.sqlite
    writer.execute(_ADD_BUDGET.text(lite), fresh)
    writer.execute(_SPEND.text(lite), {**where, "cents": spent.cents})
    if writer.rowcount != 1:
        writer.execute(_LEFT.text(lite), where)
        row = writer.fetchone()
        left = (row[0] if row else 0) or 0
        raise OverTheBudget(
            amount=money.show(spent.cents),
            left=money.show(left),
            year=spent.year,
            area=f" ({spent.area})" if spent.area else "",
        )


def _raise_ceiling(dialect: ModuleType) -> Executable:
    """A budget's line is made by its first award; a later programme version may raise the ceiling, or lower what is left."""
    line = dialect.insert(BUDGET)
    raised: Executable = line.on_conflict_do_update(
        index_elements=["authority", "programme", "area", "year"],
        # Lowered below what was given already, it leaves nothing, and takes nothing back.
        set_={"ceiling": case((BUDGET.c.committed <= line.excluded.ceiling, line.excluded.ceiling), else_=BUDGET.c.committed)},
    )
    return raised


_ADD_BUDGET = Prepared(_raise_ceiling, [c.name for c in BUDGET.columns])
_LEFT = Prepared(
    select(BUDGET.c.ceiling - BUDGET.c.committed).where(
        BUDGET.c.authority == bindparam("b_authority"), BUDGET.c.programme == bindparam("b_programme"),
        BUDGET.c.area == bindparam("b_area"), BUDGET.c.year == bindparam("b_year"),
    )
)  # fmt: skip
