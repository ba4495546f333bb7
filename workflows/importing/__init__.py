"""Importing cases of the past: checked as a whole, then written chunk by chunk, each chunk in one transaction.

An imported case is opened as `imported` and the chain has seen all of it: it owes no letters for what happened years ago and
starts no period. What is recorded later is like anything else. The keys follow from what the rows say, so that a file read
twice changes nothing and one that was interrupted goes on where it stopped.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from config.mapping import LoadedMapping
from config.mapping.tables import read_table
from domain.errors import OverTheBudget, Refusal
from domain.errors import imports as no
from store import importing as stored
from store import writing
from store.change import Change, Spent, opening
from workflows.house import House
from workflows.importing.cells import Wrong
from workflows.importing.check import Checker, Plan, Ready
from workflows.record import until_it_stands

#: Told how many rows have been checked or written since the last time.
Progress = Callable[[int], None]
#: Rows checked together: enough to ask the store once for many, few enough to hold.
_TOGETHER = 1000

_Item = TypeVar("_Item")


@dataclass(slots=True)
class Imported:
    """What an import did: cases and facts written, cases that were here already, and what could not be written after all."""

    cases: int = 0
    facts: int = 0
    parties: set[str] = field(default_factory=set)
    repeated: int = 0
    wrong: list[Wrong] = field(default_factory=list)


class Import:
    """One import: `check` first, then `write` what can be written."""

    def __init__(self, house: House, loaded: LoadedMapping, path: Path, by: str) -> None:
        """Open the table; raises BadFile, or a Refusal if the person may not import."""
        self._house, self._loaded, self._path = house, loaded, path
        self._checker = Checker(house, loaded, by)
        table = read_table(path, loaded.mapping.file.form)
        loaded.require(table.columns)
        self._rows = table.rows

    def check(self, progress: Progress = lambda _rows: None) -> Plan:
        """Take every row through the domain; nothing is written. Raises BadFile if the file breaks off on the way."""
        for rows in _chunks(self._rows, _TOGETHER):
            self._checker.take(rows)
            progress(len(rows))
        plan = self._checker.plan
        plan.wrong.sort(key=lambda each: each.row)
        return plan

    def write(self, plan: Plan, progress: Progress = lambda _rows: None) -> Imported:
        """Write the cases of a plan; what was changed by others in the meantime is refused row by row."""
        done = Imported(repeated=plan.repeated)
        for cases in _chunks(iter(plan.ready), self._house.settings.chunk):
            self._write(cases, done)
            progress(len(cases))
        return done

    def _write(self, cases: Sequence[Ready], done: Imported) -> None:
        """Write cases in one transaction; where a budget has no room for them all, each by itself."""
        try:
            new, late = until_it_stands(lambda: self._once(cases))
        except OverTheBudget as refusal:
            if len(cases) == 1:
                done.wrong.append(self._wrong(cases[0], refusal))
                return
            for case in cases:
                self._write([case], done)
            return
        done.cases += len(new)
        done.facts += sum(case.facts for case in new)
        done.parties.update(party.id for case in new for party in case.parties)
        done.wrong += late
        done.repeated += len(cases) - len(new) - len(late)

    def _once(self, cases: Sequence[Ready]) -> tuple[list[Ready], list[Wrong]]:
        """Write those of the cases that are not here yet; give them, and what is here by now in other words."""
        house, mapping = self._house, self._loaded.mapping
        with house.database.reading() as connection:
            there = stored.openings(
                connection, authority=mapping.authority, programme=mapping.programme, references=[c.reference for c in cases]
            )  # fmt: skip
        new = [case for case in cases if case.reference not in there]
        late = [self._wrong(c, no.OtherContent(reference=c.reference)) for c in cases if there.get(c.reference, c.key) != c.key]
        if parties := [party for case in new for party in case.parties]:
            # Before the cases, because these name them; nobody is harmed by a party that no case names yet.
            with house.database.transaction() as connection:
                stored.add(connection, mapping.authority, parties, actor=self._checker.actor.person, at=house.now())
        if new:
            writing.write(house.database, self._changes(new))
        return new, late

    def _changes(self, cases: Sequence[Ready]) -> list[Change]:
        """The rows of new cases; the chain has seen all of them. The money of all is taken at once, from the first."""
        programme, at = self._checker.programme, self._house.now()
        made = [opening(case.id, programme, case.entries, at) for case in cases]
        made = [replace(each, head={**each.head, "seen": each.after.version}) for each in made]
        given = Counter[tuple[str, str, str, int, int]]()
        for one in (spent for case in cases for spent in case.spent):
            given[one.authority, one.programme, one.area, one.year, one.ceiling] += one.cents
        spent = tuple(Spent(*key[:4], cents, key[4]) for key, cents in sorted(given.items()))
        return [replace(made[0], spent=spent), *made[1:]]

    def _wrong(self, case: Ready, refusal: Refusal) -> Wrong:
        return Wrong(case.row, self._loaded.mapping.columns.reference, case.reference, refusal)


def _chunks(items: Iterator[_Item], size: int) -> Iterator[list[_Item]]:
    while chunk := list(islice(items, size)):
        yield chunk
