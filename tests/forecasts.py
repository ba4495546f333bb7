"""Offices whose past says something: earlier measures, meetings of every body, and the clock of that day."""

from datetime import UTC, datetime, timedelta

from config.clock import FixedClock
from domain.commands import Decide, Resolve, Submit
from domain.dates import When
from domain.dossier import Dossier
from domain.forecast import Expected
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from store.meetings import Meeting
from tests.houses import CITY, DESK, KG, LEIPZIG, RP, a_key, leipzig_project
from workflows.forecasting import ahead_of
from workflows.house import House
from workflows.inbox import look, open_case, person, receive
from workflows.meetings import call_meeting

#: How long the decisions on earlier measures took after the KG, in days.
TOOK = (68, 70, 75, 75, 80, 90)


def at(clock: FixedClock, minute: str) -> None:
    """Set the clock to a minute, in UTC."""
    clock.at = datetime.fromisoformat(minute).replace(tzinfo=UTC)


def earlier_measures(house: House, kg: str = "2001-07-05", took: tuple[int, ...] = TOOK, reference: str = "1") -> None:
    """Measures the KG of Leipzig confirmed on that day, decided so many days later."""
    for number, days in enumerate(took, start=1):
        name = f"{reference}.{number}"
        open_case(house, leipzig_project(name), When("2001-05-25"), None, by=DESK, key=a_key())
        receive(house, name, Submit(stage="submission", on=When("2001-05-25")), by=CITY)
        receive(house, name, Resolve(stage="kg", on=When(kg), outcome=MeetingOutcome.ADOPTED), by=KG)
        day = datetime.fromisoformat(kg).date() + timedelta(days=days)
        receive(house, name, Decide(stage="decision", on=When.of(day), outcome=DecisionOutcome.GRANTED), by=RP)


def a_sitting(
    house: House, meets_at: str, papers_due: str = "", *, body: str = "kg", authority: str = "leipzig",
    programme: str = LEIPZIG, by: str = KG,
) -> Meeting:  # fmt: skip
    """A meeting of a body."""
    return call_meeting(
        house, authority=authority, programme=programme, body=body, meets_at=meets_at, place="Rathaus",
        actor=person(house, authority, programme, by), papers_due=papers_due,
    )  # fmt: skip


def case(house: House, reference: str, programme: str = LEIPZIG) -> Dossier:
    """A dossier as it is now."""
    return look(house, reference, programme).dossier


def expected(house: House, reference: str, stage: str, programme: str = LEIPZIG) -> Expected:
    """What is expected of a case at a stage."""
    found = ahead_of(house, case(house, reference, programme))[0].at(stage)
    assert found is not None
    return found
