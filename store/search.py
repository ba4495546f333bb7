"""Dossiers by what people remember of them: part of a reference or of a title.

The folded text stands in the dossier's row and is looked through with LIKE: no index of words has to be kept right, and it is
the same on SQLite and PostgreSQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, select

from store.folding import BETWEEN, folded
from store.tables import DossierRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]

#: More words, or longer ones, would narrow nothing down any more.
_MOST_WORDS, _LONGEST_WORD = 10, 60


@dataclass(frozen=True, slots=True)
class Hit:
    """One dossier that was found."""

    dossier: str
    programme: str
    reference: str
    title: str
    approval: str
    finished: bool


_HIT = (
    DOSSIER.c.id.label("dossier"), DOSSIER.c.programme, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.approval,
    DOSSIER.c.finished,
)  # fmt: skip


def words_of(asked: str) -> list[str]:
    """The folded words of a question; what is no text (control characters) separates words."""
    printable = "".join(sign if sign.isprintable() else " " for sign in asked)
    return [word[:_LONGEST_WORD] for word in folded(printable).split()[:_MOST_WORDS]]


def search(connection: Connection, asked: str, *, authority: str, programmes: Sequence[str], limit: int = 50) -> list[Hit]:
    """The dossiers of the authority's programmes with every word in reference or title; the very reference comes first."""
    words = words_of(asked)
    if not words or not programmes:
        return []
    the_one = DOSSIER.c.folded.startswith(" ".join(words) + BETWEEN, autoescape=True)
    found = (
        select(*_HIT)
        .where(
            DOSSIER.c.authority == authority,
            DOSSIER.c.programme.in_(programmes),
            *(DOSSIER.c.folded.contains(word, autoescape=True) for word in words),
        )
        .order_by(case((the_one, 0), else_=1), DOSSIER.c.reference, DOSSIER.c.programme)
        .limit(limit)
    )
    return [Hit(**row) for row in connection.execute(found).mappings()]
