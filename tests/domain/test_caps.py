"""Money that is capped: the amounts in force on the day of the award."""

from datetime import date

import pytest

from domain.commands import (
    Correct,
    Decide,
    Resolve,
    Return,
    Submit,
)
from domain.dates import When
from domain.errors import (
    AreaNeeded,
    DetailNeeded,
    NothingGranted,
    OverTheCap,
)
from domain.vocabulary import DecisionOutcome, MeetingOutcome, ReturnPurpose
from tests.offices import BERLIN, TEAM, Desk, a_desk, refused

JULY = When("2002-07-04")
DOCUMENTS = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="Finanzierungsplan fehlt")


def berlin(area: str = "Pankstraße") -> Desk:
    """An application to the jury that waits for the confirmation of its award."""
    desk = a_desk(BERLIN, actor=TEAM, area=area, on=When("2009-12-01"))
    desk.today = date(2016, 1, 1)
    desk.ask(Submit(stage="application", on=When("2014-12-01")), TEAM)
    desk.ask(Resolve(stage="vote", on=When("2014-12-02"), outcome=MeetingOutcome.ADOPTED), TEAM)
    return desk


@pytest.mark.parametrize(("on", "most"), [("2014-12-31", 100_000), ("2015-01-01", 150_000)])
def test_an_award_keeps_the_cap_that_is_in_force_on_its_day(on: str, most: int) -> None:
    """Amounts are dated parameters."""
    desk = berlin()
    refusal = refused(desk, Decide(stage="award", on=When(on), outcome=DecisionOutcome.GRANTED, amount=most + 1), TEAM)
    assert isinstance(refusal, OverTheCap)
    assert desk.ask(Decide(stage="award", on=When(on), outcome=DecisionOutcome.GRANTED, amount=most), TEAM)


def test_where_money_is_capped_an_award_names_its_amount_and_the_application_its_area() -> None:
    award = Decide(stage="award", on=When("2015-02-01"), outcome=DecisionOutcome.GRANTED)
    assert isinstance(refused(berlin(), award, TEAM), DetailNeeded)
    with pytest.raises(AreaNeeded):
        berlin(area="")


@pytest.mark.parametrize("amount", [0, -1])
def test_a_decision_of_nothing_is_refused_when_recorded_and_when_corrected(amount: int) -> None:
    desk = berlin()
    award = Decide(stage="award", on=When("2015-02-01"), outcome=DecisionOutcome.GRANTED, amount=amount)
    assert isinstance(refused(desk, award, TEAM), NothingGranted)

    desk.ask(Decide(stage="award", on=When("2015-02-01"), outcome=DecisionOutcome.GRANTED, amount=100), TEAM)
    corrected = Correct(seq=desk.dossier.version, amount=amount, reason="vertippt")
    assert isinstance(refused(desk, corrected, TEAM), NothingGranted)
