"""What would become of the rows of a table: every case taken through the domain in memory, every refusal with its row.

Nothing is written. What is admitted is kept as entries, a few hundred bytes each, until `workflows.importing` writes it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from config.mapping import LoadedMapping
from config.mapping.tables import Row
from domain import money
from domain.commands import Actor
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.errors import OverTheBudget, Refusal
from domain.errors import imports as no
from domain.office_time import instant, office_day
from domain.programme import Programme
from domain.text import listed
from store import dossiers, importing, people
from store.change import Entry, Spent
from store.database import Connection
from store.importing import NewParty
from workflows.house import House
from workflows.importing.cells import Wrong
from workflows.importing.history import Desk, History
from workflows.importing.rows import Case, Reader
from workflows.inbox import newest, person
from workflows.record import spent_by


@dataclass(frozen=True, slots=True)
class Ready:
    """A case that can be written: its row, its entries (facts and what follows from them), its money, its new parties."""

    row: int
    reference: str
    id: str
    key: str
    facts: int
    entries: tuple[Entry, ...]
    spent: tuple[Spent, ...]
    parties: tuple[NewParty, ...]


@dataclass(slots=True)
class Plan:
    """What an import would do: rows read, cases to write, how many are here already, and what is wrong with the others."""

    rows: int = 0
    ready: list[Ready] = field(default_factory=list)
    repeated: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def facts(self) -> int:
        """How many facts would be recorded, the openings aside."""
        return sum(case.facts for case in self.ready)

    @property
    def parties(self) -> int:
        """How many parties would be added."""
        return len({party.id for case in self.ready for party in case.parties})

    @property
    def bad_rows(self) -> list[int]:
        """The numbers of the rows something is wrong with."""
        return sorted({each.row for each in self.wrong})


class Checker:
    """Takes the rows of one import through the domain, chunk by chunk."""

    def __init__(self, house: House, loaded: LoadedMapping, by: str) -> None:
        """Look up who imports into what; refuses somebody who does not administer the programme."""
        self._house, self._loaded, self._mapping = house, loaded, loaded.mapping
        authority, key = self._mapping.authority, self._mapping.programme
        programme, hash_ = newest(house, key)
        self._reader = Reader(loaded, hash_)
        handles = {fact.recorded_as for fact in self._mapping.facts if fact.recorded_as}
        actors = {"": person(house, authority, key, by), **{each: person(house, authority, key, each) for each in handles}}
        _require_administrator(actors[""], loaded)
        now = house.clock.now()
        with house.database.reading() as connection:
            seat = people.seats(connection)[authority]
            self._given = importing.budgets(connection, authority=authority, programme=key)
        self._desk = Desk(programme, actors, office_day(now), instant(now), Reckoning(seat.calendar, house.rules))
        self._first: dict[str, int] = {}
        self._frameworks: dict[str, Dossier | None] = {}
        self.plan = Plan()

    @property
    def programme(self) -> Programme:
        """The programme version the cases are to run under."""
        return self._desk.programme

    @property
    def actor(self) -> Actor:
        """Whoever imports."""
        return self._desk.actors[""]

    def take(self, rows: Iterable[Row]) -> None:
        """Check rows; what comes of them is added to the plan."""
        cases = []
        for row in rows:
            self.plan.rows += 1
            case = self._reader.case(row)
            if isinstance(case, Case):
                cases.append(case)
            else:
                self.plan.wrong += case
        with self._house.database.reading() as connection:
            self._take_cases(connection, cases)

    def _take_cases(self, connection: Connection, cases: list[Case]) -> None:
        mapping, place = self._mapping, self._mapping.columns.reference
        references = {case.reference for case in cases}
        there = importing.openings(
            connection, authority=mapping.authority, programme=mapping.programme, references=references
        )  # fmt: skip
        known = _Known(connection, mapping.authority, cases)
        for case in cases:
            first = self._first.setdefault(case.reference, case.row)
            if first != case.row:
                self._refuse(case, place, no.TwiceInFile(reference=case.reference, row=first))
            elif there.get(case.reference) == case.key:
                self.plan.repeated += 1
            elif case.reference in there:
                self._refuse(case, place, no.OtherContent(reference=case.reference))
            elif wrong := list(known.wrong(case, create=mapping.create_parties)):
                for column, refusal in wrong:
                    self._refuse(case, column, refusal)
            else:
                self._admit(connection, case, known.new(case))

    def _refuse(self, case: Case, column: str, refusal: Refusal) -> None:
        self.plan.wrong.append(Wrong(case.row, column, case.reference, refusal))

    def _admit(self, connection: Connection, case: Case, parties: tuple[NewParty, ...]) -> None:
        """Take a case through the domain and keep what can be written; a refusal is placed where the fact stands."""
        columns = self._mapping.columns
        place = columns.reference
        try:
            history = History(self._desk, case, self._framework(connection, case))
            for asked in case.facts:
                place = asked.columns[0] if asked.columns else columns.reference
                history.record(asked)
            spent = self._spend(history)
        except Refusal as refusal:
            field_ = str(refusal.values.get("field", ""))
            self._refuse(case, getattr(columns, field_, None) or place, refusal)
            return
        history.follow()
        entries = tuple(history.entries)
        self.plan.ready.append(
            Ready(case.row, case.reference, history.id, case.key, len(case.facts), entries, spent, parties)
        )  # fmt: skip

    def _spend(self, history: History) -> tuple[Spent, ...]:
        """What the case's awards take from the budgets; refuses the award that goes over what is left beside the others."""
        spent = spent_by(history.opened, history.dossier, self._mapping.authority)
        for each in spent:
            left = each.ceiling - self._given.get((each.area, each.year), 0)
            if each.cents > left:
                area = f" ({each.area})" if each.area else ""
                raise OverTheBudget(amount=money.show(each.cents), left=money.show(left), year=each.year, area=area)
        for each in spent:
            self._given[each.area, each.year] = self._given.get((each.area, each.year), 0) + each.cents
        return spent

    def _framework(self, connection: Connection, case: Case) -> Dossier | None:
        """The dossier a case belongs to, where it names one and the programme knows such a thing."""
        reference, programme = case.opening.part_of, self._desk.programme.part_of
        if not reference or not programme:
            return None
        if reference not in self._frameworks:
            found = dossiers.find(connection, reference, programme=programme, authority=self._mapping.authority)
            loaded = dossiers.load(self._house.database, connection, found[0][0]) if found else None
            self._frameworks[reference] = loaded.dossier if loaded else None
        framework = self._frameworks[reference]
        if framework is None:
            raise no.NoSuchFramework(reference=reference, programme=programme)
        return framework


class _Known:
    """Whom the cases of a chunk name, looked up at once."""

    def __init__(self, connection: Connection, authority: str, cases: list[Case]) -> None:
        named = [party for case in cases for _column, party in case.named]
        handles = {handle for case in cases for _column, handle in case.handles}
        found = importing.there(
            connection, authority, names={party.name for party in named}, handles=handles, ids={party.id for party in named}
        )  # fmt: skip
        self._handles = {each.handle for each in found if each.name}
        self._ids = {each.id: each for each in found}
        self._names: dict[str, list[importing.There]] = {}
        for each in found:
            self._names.setdefault(each.name, []).append(each)

    def wrong(self, case: Case, *, create: bool) -> Iterator[tuple[str, Refusal]]:
        """Whom a case names and nobody is, or could be somebody else; each with the column."""
        for column, handle in case.handles:
            if handle not in self._handles:
                yield column, no.NobodyWithHandle(handle=handle)
        for column, party in case.named:
            like = [each for each in self._names.get(party.name, ()) if each.id != party.id]
            if party.id in self._ids and not self._ids[party.id].name:
                yield column, no.WasErased(name=party.name)
            elif like:
                yield column, no.CalledLikeThat(name=party.name, handle=like[0].handle)
            elif not create and party.id not in self._ids:
                yield column, no.NobodyCalled(name=party.name)

    def new(self, case: Case) -> tuple[NewParty, ...]:
        """Whom a case names and who has to be added for it."""
        return tuple(party for _column, party in case.named if party.id not in self._ids)


def _require_administrator(actor: Actor, loaded: LoadedMapping) -> None:
    programme = loaded.programme
    if actor.roles.isdisjoint(programme.administrators):
        titles = [programme.roles[role] for role in programme.administrators]
        roles = listed(titles)
        raise no.ImportNeedsAdministrator(person=actor.handle, roles=roles)
