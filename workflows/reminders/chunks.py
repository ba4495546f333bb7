"""From what a day decides to what is written: rows of rungs, letters, and which of them belong into one transaction."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.deadlines.ladder import RungDecision
from domain.vocabulary import RungOutcome
from notifications.reminder import optional_kind
from store.ladders import Advance, Chunk
from store.people import Seat
from workflows.house import House
from workflows.letters import office
from workflows.reminders.letters import letter_row, thread_of
from workflows.reminders.model import Planned, Spoken
from workflows.reminders.planning import DayPlan, Looked, spoken
from workflows.reminders.unsubscribing import address

_Key = tuple[str, str, int]
#: By rung and addressee: the letter that says it, and whether that says more than this one thing.
_Letters = Mapping[Spoken, tuple[str, bool]]


def chunks(house: House, known: Mapping[str, Seat], plan: DayPlan, tokens: Mapping[str, str]) -> Iterator[Chunk]:
    """The transactions of a day: first what tells nobody, then the mails; `tokens` are those of their readers' links."""
    size, now = house.settings.chunk, house.now()
    silent = [one for one in plan.looked if not one.tells]
    for begin in range(0, len(silent), size):
        yield _chunk(silent[begin : begin + size], {}, (), plan.day, now)
    threads = {loaded.dossier.id: loaded.thread for loaded in plan.cases}
    for looked, mails in _bundles(plan, size):
        letters: dict[Spoken, tuple[str, bool]] = {}
        rows = []
        for mail in mails:
            # Two people who share a mailbox are told of a rung once.
            lines = {(t.dossier, t.deadline, t.version, t.rung): line for t, line in zip(mail.rungs, mail.lines, strict=True)}
            said, writes = list(lines.values()), office(house, known[mail.authority])
            row = letter_row(
                mail.kind, said, mail.addressee, writes, mail.day, now, thread=thread_of(said, threads),
                unsubscribe=_declined_at(house, mail, tokens),
            )  # fmt: skip
            letters |= dict.fromkeys(mail.rungs, (row["id"], len(said) > 1))
            rows.append(row)
        yield _chunk(looked, letters, rows, plan.day, now)


def _declined_at(house: House, mail: Planned, tokens: Mapping[str, str]) -> str:
    kind = optional_kind(mail.lines)
    return address(house, tokens.get(mail.addressee.id, ""), kind, mail.addressee.language) if kind else ""


def _chunk(looked: Sequence[Looked], letters: _Letters, owed: Sequence[Mapping[str, Any]], day: date, now: str) -> Chunk:
    rungs = [row for one in looked for row in _rows(one, letters, day.isoformat(), now)]
    return Chunk([Advance(one.row, one.wake_on) for one in looked], rungs, owed)


def _rows(one: Looked, letters: _Letters, day: str, now: str) -> Iterator[dict[str, Any]]:
    """The rows of `rung` of a version that was looked at."""
    for decision in one.silent:
        assert decision.outcome is not None  # noqa: S101 - silent ones have one, for the type checker
        yield _row(one, decision, day, now) | {"outcome": decision.outcome.value}
    for decision, _, people in one.tells:
        for known in people:
            letter, several = letters[spoken(one.row, decision, known.id)]
            outcome = RungOutcome.MERGED if several else RungOutcome.SENT
            told = {"addressee": known.id, "outcome": outcome.value, "letter": letter}
            yield _row(one, decision, day, now) | told


def _row(one: Looked, decision: RungDecision, day: str, now: str) -> dict[str, Any]:
    row = one.row
    return {
        "dossier": row.dossier, "deadline": row.deadline, "version": row.version, "rung": decision.rung.key, "addressee": "",
        "planned_on": decision.planned_on.isoformat(), "day": day, "decided_at": now, "reason": decision.reason, "letter": "",
    }  # fmt: skip


def _bundles(plan: DayPlan, size: int) -> Iterator[tuple[list[Looked], list[Planned]]]:
    """What has to be written together: versions and mails that hang together, as many as fill a chunk."""
    groups = _connected(plan.mails)
    rows = {one.row.key: one for one in plan.looked if one.tells}
    looked: list[Looked] = []
    mails: list[Planned] = []
    for together in groups:
        keys = sorted({(t.dossier, t.deadline, t.version) for mail in together for t in mail.rungs})
        if looked and len(looked) + len(keys) > size:
            yield looked, mails
            looked, mails = [], []
        looked += [rows[key] for key in keys]
        mails += together
    if looked:
        yield looked, mails


def _connected(mails: Sequence[Planned]) -> list[list[Planned]]:
    """Put mails together that speak of the same version, directly or through others."""
    leads: dict[_Key, _Key] = {}

    def lead(key: _Key) -> _Key:
        while leads.setdefault(key, key) != key:
            leads[key] = key = leads[leads[key]]
        return key

    for mail in mails:
        first, *others = [(told.dossier, told.deadline, told.version) for told in mail.rungs]
        for other in (first, *others):
            leads[lead(other)] = lead(first)
    groups: dict[_Key, list[Planned]] = defaultdict(list)
    for mail in mails:
        told = mail.rungs[0]
        groups[lead((told.dossier, told.deadline, told.version))].append(mail)
    return list(groups.values())
