"""From a row of a table to a case: what it is opened with and what happened, as the mapping says; nothing is asked or written.

The key of a case follows from what its row says, whatever its columns are called, so that the same row again is recognised.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from config.mapping import DETAILS, Fact, LoadedMapping, Mapping, PlanPart, Who
from config.mapping.tables import Row
from domain import money
from domain.commands import Command, Details, Open, Place, Withdraw
from domain.commands.meetings import Propose
from domain.dates import When
from domain.errors import Refusal
from domain.errors import imports as no
from domain.events import Share
from domain.stages import command_for
from domain.typed import typed
from domain.vocabulary import DecisionOutcome, ImplementationStatus
from store.folding import folded
from store.importing import NewParty
from store.people import party_id
from workflows.importing.cells import Cells, Wrong, percent

_LONGEST_NAME = 200
_DAYS, _AMOUNTS = {"effective_on", "resubmit_on"}, {"amount"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact of a row: the command, who records it ("" for whoever imports), and the columns it was read from."""

    command: Command
    by: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What a row says: the opening, the facts in their order, the parties it names, and the key it is known by."""

    row: int
    opening: Open
    facts: tuple[Asked, ...]
    key: str
    #: Handles it names, and parties it names by a name nobody is known by, each with its column.
    handles: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, NewParty], ...]

    @property
    def reference(self) -> str:
        """The reference as printed."""
        return self.opening.reference


class Reader:
    """Reads the rows of one table."""

    def __init__(self, loaded: LoadedMapping, programme_hash: str) -> None:
        """Take the mapping and the programme version the cases are to run under."""
        self._loaded = loaded
        self._mapping: Mapping = loaded.mapping
        self._hash = programme_hash

    def case(self, row: Row) -> Case | list[Wrong]:
        """The case a row says, or everything that is wrong with its cells."""
        if row.wrong:
            return [Wrong(row.number, "", "", row.wrong)]
        cells = Cells(self._mapping, row)
        handles: list[tuple[str, str]] = []
        named: list[tuple[str, NewParty]] = []
        opening = self._opening(cells, handles, named)
        facts = tuple(asked for fact in self._mapping.facts for asked in self._fact(cells, fact))
        if cells.wrong or opening is None:
            return cells.wrong
        return Case(row.number, opening, facts, _key(opening, facts), tuple(handles), tuple(named))

    def _opening(
        self, cells: Cells, handles: list[tuple[str, str]], named: list[tuple[str, NewParty]]
    ) -> Open | None:  # fmt: skip
        mapping, columns = self._mapping, self._mapping.columns
        requested = cells.cents(columns.requested)
        begins, ends = cells.day(columns.begins), cells.day(columns.ends)
        if begins and ends and begins.certainly_after(ends) and columns.ends:
            cells.refuse(columns.ends, no.EndsFirst(begins=begins, ends=ends))
        said: dict[str, Any] = {
            **{name: self._party(cells, who, handles, named) for name, who in mapping.parties if who},
            "reference": cells.needed(columns.reference),
            "title": cells.needed(columns.title),
            "area": cells.text(columns.area),
            "on": cells.day(columns.opened) or When.unknown(),
            "plan": _plan(cells, mapping.plan, requested, columns.requested or ""),
            "implementation": _status(cells, mapping),
            "part_of": cells.text(columns.part_of, as_printed=True),
            "codes": _codes(cells, mapping),
            "paper": cells.text(columns.paper),
            "refers_to": cells.text(columns.refers_to, as_printed=True),
        }
        if cells.wrong:
            return None
        return Open(
            authority=mapping.authority, programme=mapping.programme, programme_hash=self._hash, requested=requested,
            begins=begins, ends=ends, imported=True, **said,
        )  # fmt: skip

    def _party(self, cells: Cells, who: Who, handles: list[tuple[str, str]], named: list[tuple[str, NewParty]]) -> str:
        """The id of whoever a cell names, "" where it names nobody."""
        authority, said = self._mapping.authority, cells.text(who.column)
        if not said:
            return ""
        handle = who.known.get(said, said if who.by == "handle" else "")
        if handle:
            handles.append((who.column, handle))
            return party_id(authority, handle)
        try:
            name = typed("name", said, limit=_LONGEST_NAME)
        except Refusal as refusal:
            cells.refuse(who.column, refusal)
            return ""
        party = _new(authority, name, organisation=who.kind == "organisation")
        named.append((who.column, party))
        return party.id

    def _fact(self, cells: Cells, fact: Fact) -> Iterator[Asked]:
        """The command a fact of the mapping means in this row; none where its columns are empty."""
        outcome: str | None = fact.outcome
        if fact.outcome_from:
            said, outcome = cells.outcome(fact.outcome_from)
            if said and outcome is None:
                return
        on = cells.day(fact.on)
        spoken = [column for column in fact.columns if cells.says(column)]
        if not self._happened(cells, fact, on, outcome, spoken):
            return
        text: dict[str, Any] = {name: cells.text(getattr(fact, name)) for name in DETAILS if name not in _DAYS | _AMOUNTS}
        days: dict[str, Any] = {name: cells.day(getattr(fact, name)) for name in _DAYS}
        amount = cells.cents(fact.amount)
        if cells.wrong:
            return
        reason = text.pop("reason") or fact.reason_text
        details = Details(**days, **text, amount=amount, reason=reason, sources=fact.sources)
        try:
            command = _command(self._loaded, fact, outcome or "", on, details)
        except Refusal as refusal:
            cells.refuse(spoken[0] if spoken else "", refusal)
            return
        yield Asked(command, fact.recorded_as or "", tuple(spoken))

    def _happened(self, cells: Cells, fact: Fact, on: When | None, outcome: str | None, spoken: Sequence[str]) -> bool:
        """Whether a row says that a fact happened; a day or an outcome that is missing then is refused, not made up."""
        own = [column for column in spoken if self._mapping.uses[column] == 1]
        word = fact.outcome_from.column if fact.outcome_from else None
        if word and not cells.says(word) and (on is not None or own):
            cells.refuse(word, no.OutcomeMissing(column=(own or list(spoken))[0]))
            return False
        told = own or ([word] if word and outcome else [])
        if on is None and fact.on and not cells.says(fact.on) and told:
            cells.refuse(fact.on, no.DayMissing(column=told[0]))
            return False
        return on is not None or bool(not fact.on and outcome)


def _command(loaded: LoadedMapping, fact: Fact, outcome: str, on: When | None, details: Details) -> Command:
    when = on if on is None or on.known else None
    if fact.act == "withdraw":
        return Withdraw(on=on or When.unknown(), reason=details.reason)
    if fact.act == "propose":
        return Propose(
            stage=fact.stage or "", on=on or When.unknown(), outcome=DecisionOutcome(outcome), amount=details.amount,
            reason=details.reason,
        )  # fmt: skip
    place = Place(stage=fact.stage or "", on=when, round=fact.round, begins_round=fact.begins_round, keep=fact.keep)
    return command_for(loaded.programme, place, outcome, details)


def _plan(cells: Cells, parts: Sequence[PlanPart], requested: int | None, asked_in: str) -> tuple[Share, ...]:
    """The plan of a row: its shares have to be the whole, and its amounts what is asked for."""
    before = len(cells.wrong)
    plan = []
    for part in parts:
        share, amount = part.share or cells.share(part.share_column), cells.cents(part.amount_column)
        if share or amount is not None:
            plan.append(Share(part.source, share, amount))
    if len(cells.wrong) > before or not plan:
        return tuple(plan)
    columns = [column for part in parts for column in (part.amount_column, part.share_column) if column]
    place = (columns or [asked_in])[0]
    shares = [money.share(each.share) for each in plan if each.share]
    if shares and len(shares) == len(plan) and sum(shares) != 1:
        cells.refuse(place, no.SharesDiffer(total=percent(sum(shares, Fraction()))))
    amounts = [each.cents for each in plan if each.cents is not None]
    if amounts and requested is not None and len(amounts) == len(plan) and sum(amounts) != requested:
        values = {"total": money.show(sum(amounts)), "requested": money.show(requested)}
        cells.refuse(asked_in or place, no.PlanDiffers(**values))
    return tuple(plan)


def _status(cells: Cells, mapping: Mapping) -> ImplementationStatus:
    asked = mapping.implementation
    said = cells.word(asked.column, {word: status.value for word, status in asked.values.items()}) if asked else ""
    return ImplementationStatus(said) if said else ImplementationStatus.UNKNOWN


def _codes(cells: Cells, mapping: Mapping) -> tuple[str, ...]:
    asked = mapping.codes
    if asked is None:
        return ()
    words = [word.strip() for word in cells.text(asked.column).split(asked.separator)]
    return tuple(dict.fromkeys(asked.values.get(word, word) for word in words if word))


def _new(authority: str, name: str, *, organisation: bool) -> NewParty:
    """Whoever has this name: the same name has the same handle, and therefore the same id, in every import."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")
    stem = (words if words[:1].isalpha() else f"p-{words}")[:27].rstrip("-")
    end = hashlib.sha256(f"{organisation:d}/{name}".encode()).hexdigest()[:12]
    handle = f"{stem}-{end}"
    return NewParty(party_id(authority, handle), handle, name, organisation)


def _key(opening: Open, facts: Sequence[Asked]) -> str:
    """The key of a case: 64 hex digits over everything its row says; a later programme version makes no difference."""
    said = [_plain(opening), *([type(each.command).__name__, each.by, _plain(each.command)] for each in facts)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> dict[str, object]:  # noqa: ANN401 - any command
    """The fields of a command that say something, so that a field added later changes no key."""
    said = {each.name: getattr(value, each.name) for each in fields(value) if each.name != "programme_hash"}
    return {name: _parts(one) for name, one in said.items() if one not in (None, "", (), False)}


def _parts(value: object) -> object:
    if isinstance(value, tuple):
        return [[one.source, one.share, one.cents] if isinstance(one, Share) else one for one in value]
    return value
