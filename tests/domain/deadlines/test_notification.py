"""When a notice counts as known, by the way it went, the Land and the day; and when it does not."""

import pytest

from domain.dates import When
from domain.deadlines.notification import (
    ArrivedBeforeSent,
    NeverArrived,
    NotADayOfDelivery,
    NotRetrieved,
    OnlyThePortal,
    appeal,
    appeal_end,
    deemed,
    notification,
)
from domain.deadlines.rules import NoFigure, Reckoning
from domain.vocabulary import Delivery
from tests.domain.deadlines.reckonings import at, programme

ALL = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")


@pytest.mark.parametrize("delivery", [Delivery.POST, Delivery.ELECTRONIC])
@pytest.mark.parametrize("land", ALL)
def test_three_days_until_the_end_of_2024_and_four_since(delivery: Delivery, land: str) -> None:
    assert deemed(delivery, When("2024-12-31"), at(land), programme()) == "2025-01-03"
    assert deemed(delivery, When("2025-01-01"), at(land), programme()) == "2025-01-05", "a Sunday, which stays"


@pytest.mark.parametrize("land", ALL)
def test_the_four_days_are_nowhere_given_out_as_verified(land: str) -> None:
    """Nobody read the new wording; of most Länder it is open whether and since when it holds (domain.md 10)."""
    said = notification(Delivery.POST, When("2026-02-02"), at(land), programme()).derivation
    assert said is not None
    assert not said.verified


def test_the_three_days_of_saxony_are_verified_and_carry_their_source() -> None:
    said = notification(Delivery.POST, When("2024-12-03"), at("SN"), programme()).derivation
    assert said is not None
    assert said.verified
    assert "SächsVwVfZG" in said.source
    assert said.rule == "deemed_by_post@2000-01-01"


@pytest.mark.parametrize(
    ("arrived", "known"),
    [("2025-02-04", "2025-02-07"), ("2025-02-07", "2025-02-07"), ("2025-02-08", "2025-02-08"), ("2025-03-01", "2025-03-01")],
)
def test_arriving_early_shortens_nothing_and_arriving_late_counts(arrived: str, known: str) -> None:
    assert deemed(Delivery.POST, When("2025-02-03"), at("SN"), programme(), When(arrived)) == known


def test_what_never_arrived_is_not_notified() -> None:
    with pytest.raises(NeverArrived):
        deemed(Delivery.POST, When("2025-02-03"), at("SN"), programme(), When.unknown())


@pytest.mark.parametrize("delivery", [Delivery.POST, Delivery.ELECTRONIC])
def test_nothing_arrives_before_it_was_sent(delivery: Delivery) -> None:
    with pytest.raises(ArrivedBeforeSent):
        deemed(delivery, When("2025-02-03"), at("SN"), programme(), When("2025-02-02"))


def test_what_was_served_is_known_the_same_day() -> None:
    assert deemed(Delivery.SERVED, When("2026-01-31"), at("SN"), programme()) == "2026-01-31"


def test_what_was_retrieved_is_known_the_day_after() -> None:
    assert deemed(Delivery.RETRIEVED, When("2026-01-30"), at("BE"), programme()) == "2026-01-31", "a Saturday, which stays"


@pytest.mark.parametrize("retrieved", ["2026-02-02", "2026-02-11", "2026-02-12"])
def test_a_notice_retrieved_within_ten_days_is_notified(retrieved: str) -> None:
    day = deemed(Delivery.RETRIEVED, When(retrieved), at("BE"), programme(), ready=When("2026-02-02"))
    assert day.first.toordinal() == When(retrieved).first.toordinal() + 1


def test_a_notice_retrieved_on_the_eleventh_day_is_not_notified_at_all() -> None:
    with pytest.raises(NotRetrieved) as refused:
        deemed(Delivery.RETRIEVED, When("2026-02-13"), at("BE"), programme(), ready=When("2026-02-02"))
    assert "2026-02-12" in str(refused.value)


def test_nothing_is_retrieved_before_it_lies_ready() -> None:
    with pytest.raises(ArrivedBeforeSent):
        deemed(Delivery.RETRIEVED, When("2026-02-01"), at("BE"), programme(), ready=When("2026-02-02"))


@pytest.mark.parametrize("delivery", [one for one in Delivery if one is not Delivery.RETRIEVED])
def test_only_the_portal_has_a_day_on_which_a_notice_lies_ready(delivery: Delivery) -> None:
    with pytest.raises(OnlyThePortal):
        deemed(delivery, When("2026-02-03"), at("BE"), programme(), ready=When("2026-02-02"))


@pytest.mark.parametrize("arrived", [None, When("2026-01-17"), When("2026-03-01"), When.unknown()])
def test_what_was_published_is_known_two_weeks_later_whoever_read_it_when(arrived: When | None) -> None:
    day = deemed(Delivery.PUBLISHED, When("2026-01-17"), at("SN"), programme(), arrived)
    assert day == "2026-01-31", "a Saturday, which stays"


def test_the_mailbox_of_saxony_has_a_rule_nobody_verified() -> None:
    said = notification(Delivery.RETRIEVED, When("2026-01-30"), at("SN"), programme()).derivation
    assert said is not None
    assert (said.verified, "§ 9 OZG" in said.source) == (False, True)


@pytest.mark.parametrize("day", ["unknown", "2025-02"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(NotADayOfDelivery):
        deemed(Delivery.POST, When(day), at("SN"), programme())
    with pytest.raises(NotADayOfDelivery):
        deemed(Delivery.POST, When("2025-02-03"), at("SN"), programme(), When("2025-02"))
    with pytest.raises(NotADayOfDelivery):
        appeal_end(When(day), True, at("SN"), programme())


def test_without_rule_sets_nobody_guesses() -> None:
    with pytest.raises(NoFigure):
        deemed(Delivery.POST, When("2025-02-03"), Reckoning(at("SN").calendar), programme())
    with pytest.raises(NoFigure):
        appeal(When("2025-02-03"), Reckoning(at("SN").calendar), programme())


@pytest.mark.parametrize("land", ALL)
@pytest.mark.parametrize(("instructed", "ends"), [(True, "2026-03-12"), (False, "2027-02-12")])
def test_the_remedy_is_an_objection_or_where_that_was_abolished_an_action(land: str, *, instructed: bool, ends: str) -> None:
    end, figure = appeal_end(When("2026-02-12"), instructed, at(land), programme())
    remedy = "court_action" if land in {"BY", "NI", "NW"} else "objection"
    assert (end, figure.key) == (ends, remedy if instructed else f"{remedy}_uninstructed")
