"""What people were told about deadlines, as the rungs and letters have it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.ladders import DEADLINE, DOSSIER, LETTER, RUNG

#: Ids in one question; both databases take more.
_AT_A_TIME = 10_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A rung that told somebody, with the letter that said so and the version it belongs to."""

    day: str
    dossier: str
    deadline: str
    version: int
    rung: str
    addressee: str
    planned_on: str
    reason: str
    recipient: str
    written_to: str
    template: str
    authority: str
    due: str
    ladder: str
    role: str
    stage: str
    programme_hash: str
    reference: str
    title: str


def sent(connection: Connection, since: str, until: str) -> list[Sent]:
    """What people were told from the day `since` to the day `until`, both included, by day and mailbox."""
    at = (DEADLINE.c.dossier == RUNG.c.dossier) & (DEADLINE.c.deadline == RUNG.c.deadline) & (
        DEADLINE.c.version == RUNG.c.version
    )  # fmt: skip
    wanted = (
        select(
            *(RUNG.c[n] for n in ("day", "dossier", "deadline", "version", "rung", "addressee", "planned_on", "reason")),
            LETTER.c.recipient, LETTER.c.addressee.label("written_to"), LETTER.c.template,
            *(DEADLINE.c[n] for n in ("authority", "due", "ladder", "role", "stage")),
            DOSSIER.c.programme_hash, DOSSIER.c.reference, DOSSIER.c.title,
        )
        .join_from(RUNG, LETTER, LETTER.c.id == RUNG.c.letter)
        .join(DEADLINE, at)
        .join(DOSSIER, DOSSIER.c.id == RUNG.c.dossier)
        .where(RUNG.c.day >= since, RUNG.c.day <= until)
        .order_by(RUNG.c.day, LETTER.c.recipient, RUNG.c.dossier, RUNG.c.deadline, RUNG.c.version, RUNG.c.rung)
    )  # fmt: skip
    return [Sent(**row) for row in connection.execute(wanted).mappings()]


def ladders_of(connection: Connection, dossiers: Iterable[str]) -> dict[tuple[str, str, int], tuple[str, str]]:
    """The ladder of every version of these dossiers' deadlines and the programme version it stands in, by its hash."""
    found: dict[tuple[str, str, int], tuple[str, str]] = {}
    asked = sorted(set(dossiers))
    for begin in range(0, len(asked), _AT_A_TIME):
        wanted = (
            select(DEADLINE.c.dossier, DEADLINE.c.deadline, DEADLINE.c.version, DEADLINE.c.ladder, DOSSIER.c.programme_hash)
            .join(DOSSIER, DOSSIER.c.id == DEADLINE.c.dossier)
            .where(DEADLINE.c.dossier.in_(asked[begin : begin + _AT_A_TIME]))
        )
        found |= {(row[0], row[1], row[2]): (row[3], row[4]) for row in connection.execute(wanted)}
    return found
