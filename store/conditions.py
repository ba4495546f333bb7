"""The conditions somebody still has to meet, the longest open first, read from their projection."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, tuple_

from store.tables import DossierRow
from store.tables.meetings import OpenConditionRow

CONDITION = OpenConditionRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A condition of a case: line `number` of what entry `seq` demands, open since the instant it was recorded."""

    dossier: str
    seq: int
    number: int
    since: str
    text: str
    programme: str
    reference: str
    title: str
    officer: str


@dataclass(frozen=True, slots=True)
class After:
    """A condition behind which the next page begins."""

    since: str
    dossier: str
    seq: int
    number: int


def page(
    connection: Connection, authority: str, *, programmes: Collection[str], after: After | None = None, limit: int = 50
) -> list[OpenCondition]:
    """The first `limit` open conditions of these programmes (or the first behind `after`), the longest open first."""
    place = (CONDITION.c.since, CONDITION.c.dossier, CONDITION.c.seq, CONDITION.c.number)
    asked = (
        select(
            CONDITION.c.dossier, CONDITION.c.seq, CONDITION.c.number, CONDITION.c.since, CONDITION.c.text,
            DOSSIER.c.programme, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.officer,
        )
        .join_from(CONDITION, DOSSIER, DOSSIER.c.id == CONDITION.c.dossier)
        .where(CONDITION.c.authority == authority, DOSSIER.c.programme.in_(sorted(programmes)))
        .order_by(*place)
        .limit(limit)
    )  # fmt: skip
    if after is not None:
        # The bound of `since` stands apart, so that the index is entered there.
        behind = tuple_(*place) > tuple_(after.since, after.dossier, after.seq, after.number)
        asked = asked.where(CONDITION.c.since >= after.since, behind)
    return [OpenCondition(*row) for row in connection.execute(asked)]
