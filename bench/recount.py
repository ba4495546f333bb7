"""Counting the store again afterwards: a rate is worth something only if every fact is there, once, and nothing else is."""

from dataclasses import dataclass

from sqlalchemy import func, select

from bench.figures import Miscounted
from store import lists, outbox
from store.tables import DossierRow, EventRow
from store.verify import verify
from workflows.house import House
from workflows.walk import CHAIN

EVENT = EventRow.__table__  # type: ignore[attr-defined]
DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Count:
    """Dossiers, entries made by people, letters in any state, and dossiers the chain has not seen."""

    dossiers: int
    by_people: int
    letters: int
    unseen: int


def counted(house: House) -> Count:
    """Count what the store holds now."""
    with house.database.reading() as connection:
        by_people = select(func.count()).select_from(EVENT).where(EVENT.c.actor != CHAIN)
        letters = outbox.counts(connection)
        return Count(
            connection.execute(select(func.count()).select_from(DOSSIER)).scalar_one(),
            connection.execute(by_people).scalar_one(),
            sum(letters[state] for state in outbox.LetterState),
            lists.unseen(connection),
        )


def recount(
    house: House, before: Count, *, facts: int, letters: int = 0, dossiers: int = 0, advanced: bool = False
) -> None:  # fmt: skip
    """Raise Miscounted unless exactly so many facts, letters and dossiers were added since `before` and verification is clean.

    `advanced`: the chain has to have seen every dossier.
    """
    now = counted(house)
    for what, had, has, added in (
        ("dossiers", before.dossiers, now.dossiers, dossiers),
        ("facts", before.by_people, now.by_people, facts),
        ("letters", before.letters, now.letters, letters),
    ):
        if has != had + added:
            raise Miscounted(f"{added} {what} were to be added to {had}, and the store holds {has}")
    if advanced and now.unseen:
        raise Miscounted(f"the chain has not seen the newest fact of {now.unseen} dossiers")
    with house.database.reading() as connection:
        for finding in verify(connection):
            where = f"{finding.reference} {finding.seq} {finding.detail}".rstrip()
            raise Miscounted(f"verification found {finding.what} at {where}")
