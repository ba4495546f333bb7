"""How long stages took, and whether a forecast made from that keeps what its range promises."""

import random
from datetime import date, timedelta

import pytest

from domain.commands import Correct, Decide, Resolve
from domain.dates import When
from domain.forecast import Reason, forecast
from domain.forecast.visits import MOST, Visit, past, visits
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from tests.domain.forecasts import a_basis
from tests.offices import a_desk, a_dossier


def test_a_stage_took_the_days_from_its_turn_to_the_day_it_was_settled() -> None:
    found = {one.stage: one for one in visits(a_dossier("end").dossier)}

    assert found["kg"] == Visit("kg", date(2002, 7, 4), 41)
    assert found["decision"] == Visit("decision", date(2002, 11, 18), 137)
    assert "cofinancing" not in found, "its day is not handed down"


def test_a_confirmation_before_the_submission_says_nothing_about_how_long_one_takes() -> None:
    desk = a_desk()
    desk.ask(Resolve(stage="kg", on=When("2002-05-20"), outcome=MeetingOutcome.ADOPTED))
    assert [one.stage for one in visits(desk.dossier)] == []


def test_a_corrected_day_counts_as_corrected_and_an_open_stage_does_not_count() -> None:
    desk = a_dossier("decision")
    (kg,) = (entry.seq for entry in desk.dossier.entries if getattr(entry.event, "stage", "") == "kg")
    desk.ask(Correct(seq=kg, reason="Tippfehler", on=When("2002-07-14")))

    assert {one.stage: one.days for one in visits(desk.dossier)}["kg"] == 51
    assert {one.stage for one in visits(desk.dossier)} <= {"submission", "kg"}


def test_imported_histories_say_nothing() -> None:
    assert list(visits(a_dossier("end", imported=True).dossier)) == []


def test_of_many_visits_the_last_ones_count() -> None:
    days = [Visit("kg", date(2000, 1, 1) + timedelta(days=number), number) for number in range(MOST + 50)]
    random.Random(5).shuffle(days)  # noqa: S311 - a generated history

    assert past(days)["kg"].days == tuple(range(50, MOST + 50))


@pytest.mark.parametrize("seed", range(3))
def test_forecasts_over_a_generated_history_hit_the_real_day_as_often_as_their_range_promises(seed: int) -> None:
    """Every decision is forecast on the day its turn comes, from the cases decided before that day and no others."""
    chance = random.Random(seed)  # noqa: S311 - a generated history
    turns = [date(2012, 1, 2) + timedelta(days=2 * number) for number in range(400)]
    decided = [(turn, turn + timedelta(days=round(chance.lognormvariate(3.5, 0.5)))) for turn in turns]
    hits = tries = 0
    for turn, ended in decided:
        known = past(Visit("decision", over, (over - since).days) for since, over in decided if over < turn)
        if "decision" not in known or len(known["decision"].days) < 9:
            continue
        desk = a_dossier("decision")
        # The case stands in its turn on that day: the clock of these tests begins on 4 January 2010.
        shift = turn - date(2010, 1, 4)
        expected = forecast(desk.dossier, a_basis("2010-01-04T09:30", (), known)).at("decision")
        assert expected is not None
        assert expected.why.reason is Reason.EARLIER_CASES
        assert expected.latest is not None
        tries += 1
        hits += expected.earliest <= ended - shift <= expected.latest
    assert tries > 300
    assert hits / tries >= 0.8


def test_a_refusal_ends_a_visit_like_a_grant() -> None:
    desk = a_dossier("decision")
    desk.ask(Decide(stage="decision", on=When("2002-08-04"), outcome=DecisionOutcome.REFUSED, reason="Mittel"))

    assert {one.stage: one.days for one in visits(desk.dossier)}["decision"] == 31
