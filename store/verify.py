"""Is the store what its events say? Checks the hash chains, re-folds every dossier and compares the projections.

Found are: an altered, missing, added or reordered entry, a history cut at its end or without its dossier, a projection that
says something else than the fold, an altered programme version, a letter for an entry that does not exist, a missing
or altered trigger, a budget that is not the sum of its awards, a document that is missing or is not what was filed.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select

from domain.budget import committed
from domain.dates import When
from domain.dossier import Dossier, fold
from domain.events import DocumentFiled, Recorded
from domain.events.payload import UnreadableEvent, read
from store import documents, protection
from store.change import GENESIS, entry_hash, party_rows, statuses, waiting_rows
from store.condition_rows import condition_rows
from store.deadline_rows import deadline_rows
from store.documents import Document
from store.folding import folded_head
from store.programmes import programme_by_hash
from store.shelf import Altered, Missing, Shelf
from store.tables import BudgetRow, DossierRow, EventRow, PartyOfRow, ProgrammeRow, WaitingRow
from store.tables.deadlines import DeadlineRow, RungRow
from store.tables.letters import LetterRow
from store.tables.meetings import OpenConditionRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]
CONDITION = OpenConditionRow.__table__  # type: ignore[attr-defined]
DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]
RUNG = RungRow.__table__  # type: ignore[attr-defined]
BUDGET = BudgetRow.__table__  # type: ignore[attr-defined]
LETTER = LetterRow.__table__  # type: ignore[attr-defined]
PARTY_OF = PartyOfRow.__table__  # type: ignore[attr-defined]
PROGRAMME = ProgrammeRow.__table__  # type: ignore[attr-defined]

#: What reading an entry raises that this release did not write.
_UNREADABLE = (KeyError, ValueError, ValidationError, UnreadableEvent)
#: Dossiers read at a time: bounds the memory whatever the store's size.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it has to be: where (table, reference, entry) and what, as a code for the language catalogue."""

    what: str
    reference: str = ""
    seq: int = 0
    detail: str = ""


def verify(
    connection: Connection, *, step: Callable[[int], None] = lambda _n: None, shelf: Shelf | None = None
) -> Iterator[Finding]:
    """Yield findings in the order of the dossiers; `step` is told how many dossiers were just checked.

    The bytes of documents are read where `shelf` says where they are, else only their rows.
    """
    yield from _triggers(connection)
    yield from _programmes(connection)
    given: dict[tuple[str, str, str, int], int] = {}
    last = ""
    while heads := _heads(connection, last):
        entries = _entries(connection, [head["id"] for head in heads])
        waits = _waits(connection, [head["id"] for head in heads])
        for head in heads:
            yield from _one(connection, dict(head), entries.get(head["id"], []), waits.get(head["id"], []), given)
        yield from _documents(connection, heads, entries, shelf)
        step(len(heads))
        last = heads[-1]["id"]
    yield from _budgets(connection, given)
    yield from _orphans(connection)


def _heads(connection: Connection, after: str) -> list[dict[str, Any]]:
    rows = connection.execute(select(DOSSIER).where(DOSSIER.c.id > after).order_by(DOSSIER.c.id).limit(_CHUNK))
    heads = {row["id"]: {**row, "parties": set(), "conditions": [], "deadlines": []} for row in rows.mappings()}
    for party, dossier in connection.execute(select(PARTY_OF).where(PARTY_OF.c.dossier.in_(heads))):
        heads[dossier]["parties"].add(party)
    for row in connection.execute(select(CONDITION).where(CONDITION.c.dossier.in_(heads))).mappings():
        heads[row["dossier"]]["conditions"].append(dict(row))
    said = [column for column in DEADLINE.c if column.name not in {"wake_on", "climbed"}]
    for row in connection.execute(select(*said).where(DEADLINE.c.dossier.in_(heads))).mappings():
        heads[row["dossier"]]["deadlines"].append(dict(row))
    return list(heads.values())


def _entries(connection: Connection, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    rows = connection.execute(select(EVENT).where(EVENT.c.dossier.in_(ids)).order_by(EVENT.c.dossier, EVENT.c.seq))
    for row in rows.mappings():
        found.setdefault(row["dossier"], []).append(dict(row))
    return found


def _waits(connection: Connection, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in connection.execute(select(WAITING).where(WAITING.c.dossier.in_(ids))).mappings():
        found.setdefault(row["dossier"], []).append(dict(row))
    return found


#: Cents given per authority, programme, area and year.
_Given = dict[tuple[str, str, str, int], int]
_Rows = list[dict[str, Any]]


def _one(connection: Connection, head: dict[str, Any], entries: _Rows, waits: _Rows, given: _Given) -> Iterator[Finding]:
    reference = str(head["reference"])
    previous = GENESIS
    for number, entry in enumerate(entries, start=1):
        if entry["seq"] != number:
            yield Finding("entry_missing", reference, number)
            return
        if entry["previous"] != previous or entry["hash"] != entry_hash(entry):
            yield Finding("entry_altered", reference, number)
            return
        previous = str(entry["hash"])
    if len(entries) != head["version"] or previous != head["head"]:
        yield Finding("history_cut", reference, len(entries))
        return
    try:
        dossier = _fold(connection, head, entries)
    except _UNREADABLE as error:
        yield Finding("not_foldable", reference, detail=type(error).__name__)
        return
    yield from _projections(dossier, head, waits)
    for (area, year), cents in committed(dossier).items():
        key = (str(head["authority"]), str(head["programme"]), area, year)
        given[key] = given.get(key, 0) + cents


def _documents(connection: Connection, heads: _Rows, entries: dict[str, _Rows], shelf: Shelf | None) -> Iterator[Finding]:
    """Every document that was filed is there, with the digest and size its entry gives; a file no entry names is no fault."""
    kept = {row.id: row for row in documents.filed(connection, [head["id"] for head in heads])}
    for head in heads:
        for entry in entries.get(head["id"], []):
            if entry["type"] == DocumentFiled.__name__:
                # An entry that cannot be read was altered; that finding is made where the chain is checked.
                with suppress(*_UNREADABLE):
                    yield from _document(str(head["reference"]), _recorded(entry), str(head["id"]), kept, shelf)


def _document(
    reference: str, entry: Recorded, dossier: str, kept: Mapping[str, Document], shelf: Shelf | None
) -> Iterator[Finding]:
    assert isinstance(entry.event, DocumentFiled)  # noqa: S101 - the caller asked for its type
    said, row = entry.event, kept.get(entry.event.document)
    if row is None or row.dossier != dossier:
        yield Finding("document_missing", reference, entry.seq, said.document)
        return
    if (row.digest, row.size, row.media_type) != (said.digest, said.size, said.media_type):
        yield Finding("document_altered", reference, entry.seq, said.document)
        return
    if shelf is None:
        return
    try:
        shelf.open(row.stored_as, said.digest, said.size).close()
    except Missing:
        yield Finding("document_missing", reference, entry.seq, said.document)
    except Altered:
        yield Finding("document_altered", reference, entry.seq, said.document)


def _fold(connection: Connection, head: dict[str, Any], entries: list[dict[str, Any]]) -> Dossier:
    programme = programme_by_hash(connection, str(head["programme_hash"]))
    return fold(str(head["id"]), programme, (_recorded(entry) for entry in entries))


def _recorded(entry: dict[str, Any]) -> Recorded:
    event = read(entry["type"], entry["type_version"], entry["payload"])
    on = When(entry["happened_on"])
    return Recorded(entry["seq"], event, on, entry["recorded_at"], entry["actor"], entry["role"], entry["behalf"])


def _projections(dossier: Dossier, head: dict[str, Any], waits: list[dict[str, Any]]) -> Iterator[Finding]:
    reference = str(head["reference"])
    opened = dossier.opened
    has_to_be = {
        **statuses(dossier), "authority": opened.authority, "programme": opened.programme,
        "programme_hash": dossier.pinned, "reference": opened.reference, "title": opened.title,
        "folded": folded_head(opened.reference, opened.title), "officer": dossier.officer,
    }  # fmt: skip
    for column, value in has_to_be.items():
        if head[column] != value:
            yield Finding("projection_differs", reference, detail=column)
    if head["parties"] != {row["party"] for row in party_rows(dossier)}:
        yield Finding("projection_differs", reference, detail="party_of")
    if sorted(map(_plain, head["conditions"])) != sorted(map(_plain, condition_rows(dossier))):
        yield Finding("projection_differs", reference, detail="open_condition")
    if sorted(map(_plain, head["deadlines"])) != sorted(map(_plain, deadline_rows(dossier))):
        yield Finding("projection_differs", reference, detail="deadline")
    if sorted(map(repr, map(_plain, waits))) != sorted(map(repr, map(_plain, waiting_rows(dossier)))):
        yield Finding("worklist_differs", reference)


def _plain(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in row.items())


def _budgets(connection: Connection, given: dict[tuple[str, str, str, int], int]) -> Iterator[Finding]:
    rows = {(r.authority, r.programme, r.area, r.year): r.committed for r in connection.execute(select(BUDGET))}
    for key in sorted(rows.keys() | given.keys()):
        if rows.get(key, 0) != given.get(key, 0):
            yield Finding("budget_differs", detail=f"{key[1]} {key[2]} {key[3]}")


def _programmes(connection: Connection) -> Iterator[Finding]:
    """A version's hash covers its source (`config.load`), so a dossier's rules cannot be changed under it (promise P12)."""
    for row in connection.execute(select(PROGRAMME).order_by(PROGRAMME.c.hash)):
        if hashlib.sha256(row.source.encode()).hexdigest() != row.hash:
            yield Finding("programme_altered", detail=f"{row.programme} {row.hash}")


def _orphans(connection: Connection) -> Iterator[Finding]:
    """Rows that foreign keys forbid: they are there only if somebody switched those off first."""
    without = ~select(DOSSIER.c.id).where(DOSSIER.c.id == EVENT.c.dossier).exists()
    for id_ in connection.execute(select(EVENT.c.dossier).where(without).distinct().order_by(EVENT.c.dossier)).scalars():
        yield Finding("dossier_missing", detail=id_)
    about = select(EVENT.c.seq).where(EVENT.c.dossier == LETTER.c.dossier, EVENT.c.seq == LETTER.c.seq).exists()
    of_entries = select(LETTER.c.id, LETTER.c.seq).where(LETTER.c.dossier.is_not(None), ~about)
    for row in connection.execute(of_entries.order_by(LETTER.c.id)):
        yield Finding("letter_without_entry", seq=row.seq, detail=row.id)
    told = select(LETTER.c.id).where(LETTER.c.id == RUNG.c.letter).exists()
    rungs = select(RUNG.c.dossier, RUNG.c.letter).where(RUNG.c.letter != "", ~told).distinct()
    for row in connection.execute(rungs.order_by(RUNG.c.dossier, RUNG.c.letter)):
        yield Finding("rung_without_letter", detail=f"{row.dossier} {row.letter}")


def _triggers(connection: Connection) -> Iterator[Finding]:
    for name in protection.missing(connection):
        yield Finding("protection_missing", detail=name)
