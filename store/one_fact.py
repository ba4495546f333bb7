"""The commonest change as one statement for PostgreSQL: a fact, its dossier's head, one worklist line gone and one come.

Round trips are what a fact costs there. A guarded UPDATE feeds the INSERTs, so that the statement is its own transaction: all
of it happens, or, if the dossier was changed meanwhile, nothing. SQLite knows no such statement and has no round trips.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, Select, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from store.change import Change
from store.prepared import Prepared
from store.tables import DossierRow, EventRow, WaitingRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]

#: What a change sets at the head of a dossier.
HEAD_COLUMNS = ("version", "head", "approval", "implementation", "finished", "changed_at")
_LINE_COLUMNS = ("round", "role", "since", "due", "returned")
_NO_LINE = {"dossier": "", "stage": "", "round": 0, "role": "", "since": "", "due": "", "returned": False, "authority": ""}


def fits(change: Change) -> bool:
    """Tell whether a change has the common shape."""
    return (
        not (change.opens or change.spent or change.letters or change.seen or change.officer or change.filed)
        and not (change.parties or change.not_parties or change.pinned or change.conditions or change.not_conditions)
        and not any(change.deadlines)
        and len(change.events) == 1
        and len(change.waiting) <= 1
        and len(change.not_waiting) <= 1
    )


def values(change: Change) -> Mapping[str, Any]:
    """The values of the statement for a change that fits."""
    line = change.waiting[0] if change.waiting else _NO_LINE
    return {
        **change.head,
        **{f"e_{name}": value for name, value in change.events[0].items()},
        **{f"w_{name}": value for name, value in line.items()},
        "nothing": "",
        "gone": change.not_waiting[0]["b_stage"] if change.not_waiting else "",
    }


def _statement() -> Executable:
    moved = (
        update(DOSSIER)
        .where(DOSSIER.c.id == bindparam("b_id"), DOSSIER.c.version == bindparam("b_version"))
        .values({name: bindparam(name) for name in HEAD_COLUMNS})
        .returning(DOSSIER.c.id)
        .cte("moved")
    )

    def given(prefix: str, table: Any) -> Select[Any]:  # noqa: ANN401 - a table of SQLModel
        return select(*(bindparam(prefix + c.name, type_=c.type) for c in table.columns)).select_from(moved)

    told = insert(EVENT).from_select([c.name for c in EVENT.columns], given("e_", EVENT)).cte("told")
    gone = (
        delete(WAITING)
        .where(WAITING.c.dossier.in_(select(moved.c.id)), WAITING.c.stage == bindparam("gone", type_=WAITING.c.stage.type))
        .cte("gone")
    )
    come = given("w_", WAITING).where(
        bindparam("w_stage", type_=WAITING.c.stage.type) != bindparam("nothing", type_=WAITING.c.stage.type)
    )
    line = insert(WAITING).from_select([c.name for c in WAITING.columns], come)
    replaced = line.on_conflict_do_update(
        index_elements=["dossier", "stage"], set_={name: line.excluded[name] for name in _LINE_COLUMNS}
    )
    return select(moved.c.id).add_cte(told, gone, replaced.cte("line"))


ONE_FACT = Prepared(_statement())
