"""Dossiers by what people remember of them: part of a reference, of a title, or of the name of whose application it is.

The folded text stands in the dossier's row and is looked through with LIKE: no index of words has to be kept right, and it is
the same on SQLite and PostgreSQL. Names stand in their own rows, folded as well: the parties are found first, then their
dossiers by `party_of`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, or_, select
from sqlalchemy.sql.elements import ColumnElement

from domain.events import Opened
from domain.events.payload import read
from store.folding import BETWEEN, folded
from store.tables import DossierRow, EventRow, PartyOfRow, PartyRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
PARTY = PartyRow.__table__  # type: ignore[attr-defined]
PARTY_OF = PartyOfRow.__table__  # type: ignore[attr-defined]

#: More words, or longer ones, would narrow nothing down any more.
_MOST_WORDS, _LONGEST_WORD = 10, 60
#: Shorter words stand in nearly every name.
_SHORTEST_NAME = 3
#: If more parties than this have a word in their name, it is looked for in references and titles only.
_MOST_PARTIES = 2000


@dataclass(frozen=True, slots=True)
class Hit:
    """One dossier that was found; `applicant` is the id of whoever applied."""

    dossier: str
    programme: str
    reference: str
    title: str
    approval: str
    finished: bool
    officer: str
    changed_at: str
    applicant: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched: words (none means everything), within an authority's programmes, narrowed to a status if one is named.

    With words the very reference comes first, then the others by programme and reference; without, what was changed last.
    """

    text: str
    authority: str
    programmes: Sequence[str]
    approval: str = ""


_HIT = (
    DOSSIER.c.id.label("dossier"), DOSSIER.c.programme, DOSSIER.c.reference, DOSSIER.c.title, DOSSIER.c.approval,
    DOSSIER.c.finished, DOSSIER.c.officer, DOSSIER.c.changed_at,
)  # fmt: skip


def words_of(asked: str) -> list[str]:
    """The folded words of a question; what is no text (control characters) separates words."""
    printable = "".join(sign if sign.isprintable() else " " for sign in asked)
    return [word[:_LONGEST_WORD] for word in folded(printable).split()[:_MOST_WORDS]]


def search(connection: Connection, asked: Asked, *, limit: int = 50, offset: int = 0) -> list[Hit]:
    """The dossiers with every word in reference, title, or the name of applicant, sponsor or contact."""
    words = words_of(asked.text)
    if not asked.programmes or (asked.text.strip() and not words):
        return []
    among = select(*_HIT).where(
        DOSSIER.c.authority == asked.authority,
        DOSSIER.c.programme.in_(sorted(asked.programmes)),
        *((DOSSIER.c.approval == asked.approval,) if asked.approval else ()),
    )
    if not words:
        found = _rows(connection, among.order_by(DOSSIER.c.changed_at.desc(), DOSSIER.c.id), limit, offset)
    else:
        the_one = _rows(connection, among.where(*_is_called(asked.text, words)).order_by(DOSSIER.c.programme), limit, 0)
        others = among.where(
            DOSSIER.c.id.not_in([row["dossier"] for row in the_one]),
            *(_has(word, _named(connection, asked.authority, word)) for word in words),
        )
        # In the order of an index: where many have the words, reading ends with the last one shown.
        rest = others.order_by(DOSSIER.c.programme, DOSSIER.c.reference)
        shown = the_one[offset : offset + limit]
        found = shown + _rows(connection, rest, limit - len(shown), max(0, offset - len(the_one)))
    applicants = _applicants(connection, [row["dossier"] for row in found])
    return [Hit(**row, applicant=applicants.get(row["dossier"], "")) for row in found]


def _rows(connection: Connection, wanted: Select[Any], limit: int, offset: int) -> list[RowMapping]:
    return list(connection.execute(wanted.limit(limit).offset(offset)).mappings())


def _is_called(text: str, words: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    """The reference is the text itself, whichever case it was typed in; found by the index of references."""
    typed = "".join(sign for sign in text if sign.isprintable()).strip()
    return (
        DOSSIER.c.reference.in_([typed, typed.upper(), typed.lower()]),
        DOSSIER.c.folded.startswith(" ".join(words) + BETWEEN, autoescape=True),
    )


def _named(connection: Connection, authority: str, word: str) -> list[str]:
    """The parties with the word in their name; none if it is short, or stands in too many."""
    if len(word) < _SHORTEST_NAME:
        return []
    wanted = select(PARTY.c.id, PARTY.c.folded).where(
        PARTY.c.authority == authority, PARTY.c.folded.contains(word, autoescape=True)
    )
    # Behind the name stand handle and address, which are not asked for here.
    found = [id_ for id_, text in connection.execute(wanted) if word in text.partition(BETWEEN)[0]]
    return found if len(found) <= _MOST_PARTIES else []


def _has(word: str, parties: Sequence[str]) -> ColumnElement[bool]:
    in_head: ColumnElement[bool] = DOSSIER.c.folded.contains(word, autoescape=True)
    if not parties:
        return in_head
    # Asked for each dossier the other words leave over: somebody may take part in half of all there are.
    theirs = select(PARTY_OF.c.dossier).where(PARTY_OF.c.party.in_(parties), PARTY_OF.c.dossier == DOSSIER.c.id)
    return or_(in_head, theirs.exists())


def _applicants(connection: Connection, dossiers: Sequence[str]) -> dict[str, str]:
    """Who applied, as each dossier's first entry says."""
    first = select(EVENT.c.dossier, EVENT.c.type, EVENT.c.type_version, EVENT.c.payload).where(
        EVENT.c.dossier.in_(dossiers), EVENT.c.seq == 1
    )
    opened = {row.dossier: read(row.type, row.type_version, row.payload) for row in connection.execute(first)}
    return {dossier: event.applicant for dossier, event in opened.items() if isinstance(event, Opened)}
