"""Dossiers in lists for programs: of programmes and one's own, in pages that begin behind the last line of the one before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, literal, select, tuple_

from store.search import words_of
from store.tables import DossierRow, EventRow, PartyOfRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
PARTY_OF = PartyOfRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Head:
    """A dossier in a list: what it is called and where it stands; `changed_at` is an instant."""

    id: str
    programme: str
    reference: str
    title: str
    approval: str
    implementation: str
    finished: bool
    version: int
    changed_at: str


_HEAD = (
    DOSSIER.c.id, DOSSIER.c.programme, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.approval, DOSSIER.c.implementation,
    DOSSIER.c.finished, DOSSIER.c.version, DOSSIER.c.changed_at,
)  # fmt: skip


def dossiers(
    connection: Connection, *, authority: str, programmes: Collection[str], asked: str = "", approval: str = "",
    after: tuple[str, ...] = (), limit: int = 50,
) -> list[Head]:  # fmt: skip
    """The dossiers of an authority's programmes by programme and reference, behind that place."""
    wanted = select(*_HEAD).where(
        DOSSIER.c.authority == authority,
        DOSSIER.c.programme.in_(sorted(programmes)),
        *(DOSSIER.c.folded.contains(word, autoescape=True) for word in words_of(asked)),
    )
    if approval:
        wanted = wanted.where(DOSSIER.c.approval == approval)
    if after:
        place = tuple_(*(literal(part) for part in after))
        wanted = wanted.where(tuple_(DOSSIER.c.programme, DOSSIER.c.reference) > place)
    rows = connection.execute(wanted.order_by(DOSSIER.c.programme, DOSSIER.c.reference).limit(limit))
    return [Head(*row) for row in rows]


def own(connection: Connection, sides: Collection[str], *, after: tuple[str, ...] = (), limit: int = 50) -> list[Head]:
    """The dossiers in which one of these parties takes part, last changed first, behind that (instant, id)."""
    theirs = select(PARTY_OF.c.dossier).where(PARTY_OF.c.party.in_(sorted(sides)))
    wanted = select(*_HEAD).where(DOSSIER.c.id.in_(theirs))
    if after:
        place = tuple_(*(literal(part) for part in after))
        wanted = wanted.where(tuple_(DOSSIER.c.changed_at, DOSSIER.c.id) < place)
    rows = connection.execute(wanted.order_by(DOSSIER.c.changed_at.desc(), DOSSIER.c.id.desc()).limit(limit))
    return [Head(*row) for row in rows]


def hashes(connection: Connection, dossier: str, seqs: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The hash of each of these entries, and that of the one before it."""
    wanted = select(EVENT.c.seq, EVENT.c.hash, EVENT.c.previous).where(EVENT.c.dossier == dossier, EVENT.c.seq.in_(seqs))
    return {row.seq: (row.hash, row.previous) for row in connection.execute(wanted)}
