"""From admitted events to the rows of one change: pure, computed before any lock is taken.

The hash of an entry is SHA-256 over its columns and the previous hash, joined by line feeds, exactly as they are stored; an
entry made for nobody else leaves `behalf` out. A third party needs nothing but the table and this paragraph to check it.
`payload` and `key` hold no line feed.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from domain import standing
from domain.dates import When
from domain.deadlines.awaited import awaited
from domain.dossier import Dossier, extend, fold
from domain.events import Corrected, DocumentFiled, Event, Recorded, payload
from domain.events.meetings import Repinned
from domain.programme import Programme
from store.condition_rows import come_and_gone, condition_rows
from store.deadline_rows import Timed, come_and_changed
from store.folding import folded_head

GENESIS = "0" * 64
#: A key that makes a command once-only has at least this many characters, so that none is a slip or a counter.
SHORTEST_KEY = 16
#: What such a key may look like; the keys the store makes itself ("chain:…", "…+1") look otherwise and cannot be taken.
KEY = re.compile(rf"[A-Za-z0-9._-]{{{SHORTEST_KEY},200}}", re.ASCII)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dossier as the store holds it: the fold, and what the next writer has to know."""

    dossier: Dossier
    authority: str
    head: str
    seen: int
    thread: str
    keys: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """The rows of one change to one dossier, and what it will be afterwards."""

    before: int
    after: Dossier
    keys: Mapping[str, int]
    head: Row
    events: Sequence[Row]
    waiting: Sequence[Row]
    not_waiting: Sequence[Row]
    letters: Sequence[Row] = field(default=())
    spent: "Sequence[Spent]" = ()
    opens: bool = False
    #: Whose own application it is; written when it is opened, and when a panel has chosen who carries it out.
    parties: Sequence[Row] = ()
    not_parties: Sequence[Row] = ()
    #: How far the chain has looked, and the letters' thread; only the chain writes it.
    seen: Row | None = None
    #: Whom the dossier was given to, where the change says so: apart from the head, whose every column costs every fact.
    officer: Row | None = None
    #: The programme version it was moved to, where a person moved it.
    pinned: Row | None = None
    #: Conditions it has to meet from now on, and those that are no longer open.
    conditions: Sequence[Row] = ()
    not_conditions: Sequence[Row] = ()
    deadlines: Timed = field(default=((), ()))
    #: The documents the change files: their rows pass to the dossier in the same transaction.
    filed: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Spent:
    """Cents a change gives (or gives back, if negative) from the budget of an area and year with this ceiling."""

    authority: str
    programme: str
    area: str
    year: int
    cents: int
    ceiling: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event to be written: the day it happened, the key that makes it once-only, who records it in which role for whom."""

    key: str
    event: Event
    on: When
    actor: str
    role: str
    behalf: str = ""


def entry_hash(row: Row) -> str:
    """Compute the hash of an event row."""
    parts: tuple[str, ...] = (
        row["previous"], row["dossier"], str(row["seq"]), row["key"], row["type"], str(row["type_version"]),
        row["happened_on"], row["recorded_at"], row["actor"], row["role"], row["payload"],
    )  # fmt: skip
    if row["behalf"]:
        parts = (*parts, row["behalf"])
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def change(
    loaded: Loaded, entries: Sequence[Entry], at: str, *, seen: int | None = None, letters: Sequence[Row] = (),
    thread: str = "", spent: Sequence[Spent] = (), after: Dossier | None = None,
) -> Change:  # fmt: skip
    """Compute the rows that record `entries` at the instant `at`.

    `seen` is how far the chain has looked, `thread` the message every letter of the dossier refers to. A caller that has
    folded the entries on already hands the dossier over as `after`.
    """
    before = loaded.dossier
    rows, new, head = _event_rows(before.id, before.version, loaded.head, entries, at)
    if after is None:
        after = extend(before, new) if entries else before
    had = {w.stage: w for w in awaited(before)} if before.version else {}
    has = {w.stage: w for w in awaited(after)}
    come, gone = come_and_gone(before, after, [entry.event for entry in entries])
    return Change(
        before=before.version,
        after=after,
        keys={**loaded.keys, **{row["key"]: row["seq"] for row in rows}},
        head={
            "b_id": after.id,
            "b_version": before.version,
            "version": after.version,
            "head": head,
            "changed_at": at,
            **statuses(after),
        },
        events=rows,
        waiting=[_waiting_row(after, w) for stage, w in has.items() if had.get(stage) != w],
        not_waiting=[{"b_dossier": after.id, "b_stage": stage} for stage in had if stage not in has],
        letters=letters,
        spent=spent,
        officer={"b_id": after.id, "officer": after.officer} if after.officer != before.officer else None,
        pinned=_pinned_row(before, after, entries),
        parties=[{"party": party, "dossier": after.id} for party in sorted(after.parties - before.parties)],
        not_parties=[{"b_party": party, "b_dossier": after.id} for party in before.parties - after.parties],
        conditions=come,
        not_conditions=gone,
        deadlines=come_and_changed(before, after, at),
        filed=[_filed_row(after.id, entry.event) for entry in entries if isinstance(entry.event, DocumentFiled)],
        seen=None if seen is None else {"b_id": after.id, "seen": seen, "thread": loaded.thread or thread},
    )


def _pinned_row(before: Dossier, after: Dossier, entries: Sequence[Entry]) -> Row | None:
    """The programme version the change moves the dossier to; nearly every change moves it nowhere, and is not asked."""
    if not any(isinstance(entry.event, Repinned | Corrected) for entry in entries) or after.pinned == before.pinned:
        return None
    return {"b_id": after.id, "programme_hash": after.pinned}


def opening(id_: str, programme: Programme, entries: Sequence[Entry], at: str) -> Change:
    """Compute the rows of a new dossier whose first entry is `Opened`."""
    rows, new, head = _event_rows(id_, 0, GENESIS, entries, at)
    after = fold(id_, programme, new)
    opened = after.opened
    return Change(
        before=0,
        after=after,
        keys={row["key"]: row["seq"] for row in rows},
        head={
            "id": id_,
            "authority": opened.authority,
            "programme": opened.programme,
            "programme_hash": opened.programme_hash,
            "reference": opened.reference,
            "title": opened.title,
            "folded": folded_head(opened.reference, opened.title),
            "version": after.version,
            "seen": 0,
            "head": head,
            "thread": "",
            "changed_at": at,
            "officer": after.officer,
            **statuses(after),
        },
        events=rows,
        waiting=[_waiting_row(after, w) for w in awaited(after)],
        not_waiting=(),
        opens=True,
        parties=party_rows(after),
        # An imported case is opened with its whole history.
        conditions=condition_rows(after),
        deadlines=come_and_changed(None, after, at),
    )


def statuses(dossier: Dossier) -> dict[str, object]:
    """The projected columns of a dossier's head that `verify` compares with the fold."""
    return {
        "approval": standing.approval_status(dossier).value,
        "implementation": dossier.implementation.value,
        "finished": standing.is_finished(dossier),
    }


def party_rows(dossier: Dossier) -> list[Row]:
    """The rows that say whose own application a dossier is: applicant, sponsor and contact, each once."""
    return [{"party": party, "dossier": dossier.id} for party in sorted(dossier.parties)]


def _filed_row(dossier: str, event: DocumentFiled) -> Row:
    return {"b_id": event.document, "b_digest": event.digest, "b_size": event.size, "dossier": dossier, "nobody": ""}


def waiting_rows(dossier: Dossier) -> list[Row]:
    """The worklist rows a dossier has to have."""
    return [_waiting_row(dossier, w) for w in awaited(dossier)]


#: Forty resolutions of one meeting say the same.
_payload = lru_cache(maxsize=2048)(payload.write)


def _event_rows(
    id_: str, version: int, head: str, entries: Sequence[Entry], at: str
) -> tuple[list[dict[str, Any]], list[Recorded], str]:
    rows: list[dict[str, Any]] = []
    new: list[Recorded] = []
    for seq, entry in enumerate(entries, start=version + 1):
        name = type(entry.event).__name__
        row = {
            "dossier": id_, "seq": seq, "key": entry.key, "type": name, "type_version": payload.VERSIONS[name],
            "happened_on": entry.on, "recorded_at": at, "actor": entry.actor, "role": entry.role,
            "payload": _payload(entry.event), "previous": head, "behalf": entry.behalf,
        }  # fmt: skip
        head = row["hash"] = entry_hash(row)
        rows.append(row)
        new.append(Recorded(seq, entry.event, entry.on, at, entry.actor, entry.role, entry.behalf))
    return rows, new, head


def _waiting_row(dossier: Dossier, line: standing.Waiting) -> dict[str, Any]:
    return {
        "dossier": dossier.id, "authority": dossier.opened.authority, "stage": line.stage, "round": line.round,
        "role": line.role, "since": line.since,
        "due": line.due or "", "returned": line.returned,
    }  # fmt: skip
