"""What is left of a yearly budget, and what a case can be offered of it."""

from datetime import date

import pytest

from config.application import Project
from domain.commands import Decide, Submit
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import OverTheBudget
from domain.vocabulary import DecisionOutcome
from tests.changed_programmes import store_changed
from tests.houses import BERLIN, RESIDENT, TEAM, a_key, berlin_case, events_of, findings, leipzig_case
from workflows.budgets import Left, Offer, lines, offer_for
from workflows.house import House
from workflows.inbox import look, open_case, receive

SPRING = date(2024, 3, 21)


@pytest.fixture
def six_awarded(a_house: House) -> House:
    """10,000 EUR a year, six awards of 1,500 EUR each; the seventh case asks for 1,500 EUR."""
    for n in range(6):
        berlin_case(a_house, f"AF-{n}", "end")
    seventh(a_house, "AF-6", requested="1500")
    return a_house


def seventh(house: House, reference: str, *, requested: str | None = None, area: str = "Beispielkiez") -> Dossier:
    project = Project(
        authority="berlin", programme=BERLIN, reference=reference, title="Hoffest", area=area, applicant=RESIDENT,
        requested=requested,
    )  # fmt: skip
    open_case(house, project, When("2024-03-04"), None, by=TEAM, key=a_key())
    return receive(house, reference, Submit(stage="application", on=When("2024-03-04")), by=RESIDENT, programme=BERLIN).dossier


def offered(house: House, reference: str, day: date = SPRING) -> Offer | None:
    dossier = look(house, reference, BERLIN).dossier
    with house.database.reading() as connection:
        return offer_for(connection, dossier, day)


def test_after_six_awards_of_1500_a_seventh_request_of_1500_is_offered_1000(six_awarded: House) -> None:
    before = events_of(six_awarded)

    assert offered(six_awarded, "AF-6") == Offer(100_000, 150_000, 150_000, 100_000, "Beispielkiez", 2024)
    assert events_of(six_awarded) == before


def test_where_the_application_names_no_amount_cap_and_money_decide(six_awarded: House) -> None:
    seventh(six_awarded, "AF-7", area="Nachbarkiez")

    found = offered(six_awarded, "AF-7")

    assert found is not None
    assert (found.amount, found.requested) == (150_000, None)


def test_a_small_request_is_offered_in_full_and_another_year_has_all_its_money(six_awarded: House) -> None:
    seventh(six_awarded, "AF-8", requested="400")

    small, next_year = offered(six_awarded, "AF-8"), offered(six_awarded, "AF-6", date(2025, 3, 21))

    assert small is not None
    assert next_year is not None
    assert small.amount == 40_000
    assert next_year.amount == 150_000


def test_before_the_programme_had_amounts_and_without_any_there_is_no_offer(six_awarded: House) -> None:
    leipzig_case(six_awarded, "decision")
    with six_awarded.database.reading() as connection:
        without = offer_for(connection, look(six_awarded, "2.2").dossier, SPRING)

    assert without is None
    assert offered(six_awarded, "AF-6", date(2013, 3, 21)) is None


def test_the_refusal_says_what_is_left_and_that_a_partial_grant_is_possible(six_awarded: House) -> None:
    berlin_case(six_awarded, "AF-9")
    with pytest.raises(OverTheBudget) as refusal:
        receive(six_awarded, "AF-9", decided(150_000), by=TEAM, programme=BERLIN)

    assert "1.000,00 EUR are free" in str(refusal.value)
    assert "a partial grant can be no more" in str(refusal.value)


def decided(cents: int) -> Decide:
    outcome = DecisionOutcome.PARTIALLY_GRANTED
    return Decide(stage="decision", on=When("2024-03-21"), outcome=outcome, amount=cents, reason="Mehr ist nicht da.")


def test_budgets_are_listed_with_what_was_given_by_how_many_awards(six_awarded: House) -> None:
    berlin_case(six_awarded, "AF-area", "end", area="Nachbarkiez", cents=50_000)
    berlin_case(six_awarded, "AF-year", "end", year=2025)

    found = lines(six_awarded, programme=BERLIN)

    assert found == [
        Left("berlin", BERLIN, "Beispielkiez", 2024, 1_000_000, 900_000, 6),
        Left("berlin", BERLIN, "Nachbarkiez", 2024, 1_000_000, 50_000, 1),
        Left("berlin", BERLIN, "Beispielkiez", 2025, 1_000_000, 150_000, 1),
    ]
    assert [one.left for one in found] == [100_000, 950_000, 850_000]
    assert lines(six_awarded, area="Nachbarkiez", year=2024) == found[1:2]
    assert lines(six_awarded, programme="urban-ii-leipzig") == []


def test_a_budget_raised_in_the_year_counts_for_cases_of_the_new_version(six_awarded: House) -> None:
    raised = {"since": "2024-06-01", "per_area_and_year": "12000", "per_project": "1500"}
    store_changed(six_awarded, BERLIN, lambda words: words["budgets"].append(raised))
    seventh(six_awarded, "AF-10", requested="1500")

    [line] = lines(six_awarded, programme=BERLIN, year=2024)
    found = offered(six_awarded, "AF-10")

    assert (line.budget, line.left) == (1_200_000, 300_000)
    assert found is not None
    assert found.amount == 150_000


def test_a_budget_lowered_below_what_was_given_leaves_nothing(six_awarded: House) -> None:
    lowered = {"since": "2024-06-01", "per_area_and_year": "8000", "per_project": "1500"}
    store_changed(six_awarded, BERLIN, lambda words: words["budgets"].append(lowered))
    berlin_case(six_awarded, "AF-11")

    found = offered(six_awarded, "AF-11")
    with pytest.raises(OverTheBudget):
        receive(six_awarded, "AF-11", decided(100), by=TEAM, programme=BERLIN)

    assert found is not None
    assert (found.amount, found.left) == (0, 0)
    assert [one.left for one in lines(six_awarded, programme=BERLIN)] == [0]
    assert findings(six_awarded) == []
