"""What the chain adds by itself: stages opened with their period, proceedings closed, each once."""

from datetime import date

import pytest

from domain.commands import Correct, Decide, Resolve, Submit, Withdraw
from domain.dates import When
from domain.events import Submitted
from domain.events.chain import Closed, StageOpened
from domain.follows import natural_key
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from tests.offices import Desk, a_desk, a_dossier, what_follows


def test_a_stage_is_opened_once_it_is_its_turn_and_only_once(submitted: Desk) -> None:
    assert submitted.follow() == [StageOpened("kg", 1, "kg")]
    assert submitted.follow() == []
    submitted.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.POSTPONED))
    assert submitted.follow() == [], "a postponed item is open already"


@pytest.mark.parametrize(
    ("today", "land", "due"),
    [
        (date(2010, 1, 4), "SN", "2010-04-06"),
        (date(2010, 2, 8), "SN", "2010-05-10"),
        (date(2010, 7, 31), "SN", "2010-11-01"),
        (date(2010, 7, 31), "NW", "2010-11-02"),
    ],
)
def test_the_period_runs_from_the_day_of_opening_in_the_land_of_the_authority(today: date, land: str, due: str) -> None:
    """Three months; 31 October is a Sunday in 2010, All Saints a holiday in North Rhine-Westphalia."""
    desk = a_dossier("decision")
    desk.today, desk.land = today, land
    assert desk.follow() == [StageOpened("decision", 1, "rp", When(due))]


def test_the_next_round_opens_its_stages_anew(confirmed: Desk) -> None:
    confirmed.follow()
    confirmed.ask(Submit(stage="submission", on=When("2002-09-24"), begins_round="neuer Plan"))
    assert confirmed.follow() == [StageOpened("kg", 2, "kg")]


def test_a_finished_proceeding_is_closed_with_its_result_and_opens_nothing() -> None:
    desk = a_dossier("end")
    assert desk.follow() == [Closed("approval", 1, "granted")]
    assert desk.follow() == []


def test_a_withdrawn_application_closes_what_was_under_way(submitted: Desk) -> None:
    submitted.ask(Withdraw(on=When("2002-06-01"), reason="Haus verkauft"))
    assert submitted.follow() == [Closed("approval", 1, "withdrawn")]


def test_a_result_that_corrections_turn_and_turn_back_is_closed_each_time_under_its_own_key(confirmed: Desk) -> None:
    confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="-"))
    decided = confirmed.dossier.version
    closings = [confirmed.follow()]
    confirmed.ask(Correct(seq=decided, outcome="granted", reason="verlesen"))
    confirmed.ask(Withdraw(on=When("2002-12-01"), reason="-"))
    closings.append(confirmed.follow())
    withdrawn = confirmed.dossier.version - len(closings[-1])
    confirmed.ask(Correct(seq=withdrawn, void=True, reason="falsche Akte"))
    confirmed.ask(Correct(seq=decided, outcome="refused", reason="doch richtig gelesen"))
    closings.append(confirmed.follow())
    closed = [event for events in closings for event in events if isinstance(event, Closed)]
    assert [event.result for event in closed] == ["refused", "withdrawn", "refused"]
    assert len({natural_key(event) for event in closed}) == 3
    assert confirmed.follow() == []


def test_a_programme_with_nothing_submitted_opens_its_first_stage_only() -> None:
    assert what_follows(a_desk().dossier) == [StageOpened("submission", 1, "city")]


def test_two_chains_looking_at_the_same_dossier_give_their_consequences_the_same_keys() -> None:
    desk = a_dossier("decision")
    first, second = what_follows(desk.dossier), what_follows(desk.dossier, date(2010, 2, 8))
    assert first != second, "the periods differ by the day of opening"
    assert [natural_key(event) for event in first] == [natural_key(event) for event in second]


def test_a_fact_has_no_natural_key() -> None:
    with pytest.raises(TypeError, match="Submitted is a fact, not a consequence"):
        natural_key(Submitted("submission", 1))
