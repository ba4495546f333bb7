"""Houses for tests, with the shipped programmes and authorities, and real cases brought to the stage a test is about."""

import uuid
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from config.application import Part, Project
from config.clock import Clock
from config.load import load_sample
from config.sample import Sample
from config.settings import Settings, load
from domain.commands import Command, ConfirmFunds, Decide, Resolve, Submit
from domain.dates import When
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, MeetingOutcome
from store import dossiers, lists, outbox
from store import worklist as waiting_lines
from store.database import Database
from store.outbox import LetterState, Posted
from store.verify import Finding, verify
from workflows.documents import shelf_of
from workflows.house import House, open_house
from workflows.inbox import open_case, receive
from workflows.record import Receipt

ROOT = Path(__file__).parent.parent
LEIPZIG, BERLIN = "urban-ii-leipzig", "berlin-aktionsfonds"
LEIPZIG_SAMPLE, BERLIN_SAMPLE = "urban-ii-leipzig-2.2.yaml", "berlin-aktionsfonds-hoffest.yaml"
DESK, CITY, KG, RP = "sachbearbeitung", "antragstelle", "kg-geschaeftsstelle", "rp-bewilligung"
CONTACT = "quartiersmoderation"
TEAM, JURY, RESIDENT = "qm-team", "jury-protokoll", "bewohnerin"


class HousesOf:
    """Opens houses over one database and closes them all at the end."""

    def __init__(self, url: str, data: Path, clock: Clock) -> None:
        """Take what the houses have in common."""
        self.url, self.data, self.clock = url, data, clock
        self._open: list[House] = []

    def open(self, **settings: object) -> House:
        """Open a house; its settings can differ."""
        house = open_house(self.settings(**settings), self.clock)
        self._open.append(house)
        return house

    def look(self) -> House:
        """A house over the database as it lies there: nothing is migrated or furnished."""
        house = House(self.settings(), Database(self.url), self.clock)
        self._open.append(house)
        return house

    def settings(self, **given: object) -> Settings:
        """The settings of these houses."""
        return load(**{"data": self.data, "database_url": self.url, **given})

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close every house."""
        for house in self._open:
            house.database.close()


def sample(name: str) -> Sample:
    """One of the shipped samples."""
    return load_sample(ROOT / "samples" / name)


#: The measure sheet's first round and its decision, in the order of the chain.
LEIPZIG_STEPS: dict[str, tuple[Command, str]] = {
    "submission": (Submit(stage="submission", on=When("2002-05-24")), CITY),
    "kg": (Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED), KG),
    "decision": (Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED), RP),
    "cofinancing": (ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED), DESK),
}


def leipzig_project(reference: str = "2.2", authority: str = "leipzig") -> Project:
    """The measure of the sheet, under any reference."""
    return Project(
        authority=authority,
        programme=LEIPZIG,
        reference=reference,
        title="Etablierung eines integrierten Quartiersmanagement und -service",
        applicant=CITY,
        contact=CONTACT,
        begins=When("2002-06"),
        ends=When("2006-12"),
        plan=(Part(source="efre", share="75 %"), Part(source="stadt", share="25 %")),
    )


def leipzig_case(house: House, at: str = "kg", reference: str = "2.2", *, authority: str = "leipzig") -> Receipt:
    """Open a case of the Leipzig programme and bring it to the stage `at` ("submission" … "cofinancing", or "end")."""
    project = leipzig_project(reference, authority)
    receipt = open_case(house, project, When("2002-05-24"), None, by=DESK, key=a_key())
    return _bring(house, receipt, LEIPZIG_STEPS, at, authority)


def berlin_steps(cents: int, year: int = 2024) -> dict[str, tuple[Command, str]]:
    """An Aktionsfonds case: applied for, adopted by the jury, granted `cents`."""
    granted = Decide(stage="decision", on=When(f"{year}-03-21"), outcome=DecisionOutcome.GRANTED, amount=cents)
    return {
        "application": (Submit(stage="application", on=When(f"{year}-03-04")), RESIDENT),
        "jury": (Resolve(stage="jury", on=When(f"{year}-03-20"), outcome=MeetingOutcome.ADOPTED), JURY),
        "decision": (granted, TEAM),
    }


def berlin_case(
    house: House,
    reference: str,
    at: str = "decision",
    *,
    cents: int = 150_000,
    year: int = 2024,
    area: str = "Beispielkiez",
) -> Receipt:
    """Open an Aktionsfonds case and bring it to the stage `at` ("application", "jury", "decision" or "end")."""
    project = Project(authority="berlin", programme=BERLIN, reference=reference, title="Hoffest", area=area, applicant=RESIDENT)
    receipt = open_case(house, project, When(f"{year}-03-04"), None, by=TEAM, key=a_key())
    return _bring(house, receipt, berlin_steps(cents, year), at, "berlin")


def _bring(house: House, receipt: Receipt, steps: dict[str, tuple[Command, str]], at: str, authority: str) -> Receipt:
    opened = receipt.dossier.opened
    for stage, (command, by) in steps.items():
        if stage == at:
            break
        receipt = receive(house, opened.reference, command, by=by, programme=opened.programme, authority=authority)
    return receipt


def a_key() -> str:
    """A key nobody has used."""
    return uuid.uuid4().hex


def findings(house: House) -> list[Finding]:
    """What verification finds."""
    with house.database.reading() as connection:
        return list(verify(connection, shelf=shelf_of(house)))


def version(house: House, dossier: str) -> int:
    """The version of a dossier as the store has it."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, dossier)
    assert loaded is not None
    return loaded.dossier.version


def events_of(house: House) -> int:
    """How many entries the store holds."""
    with house.database.reading() as connection:
        return dossiers.count(connection)["events"]


def letters(house: House, states: Iterable[LetterState] = ()) -> list[Posted]:
    """The letters of the house, oldest first."""
    with house.database.reading() as connection:
        return outbox.letters(connection, states=tuple(states))


def worklist(house: House) -> list[tuple[str, str, str]]:
    """(reference, stage, role) of every worklist line."""
    with house.database.reading() as connection:
        return [(line.reference, line.stage, line.role) for line in waiting_lines.first(connection)]


def without_next_actor(house: House) -> list[str]:
    """References of open dossiers for which nobody has to act."""
    with house.database.reading() as connection:
        return lists.without_next_actor(connection)
