"""What the chain does about deadlines: sets those of the programme, stops and resumes their clocks; once, whenever it runs."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar
from domain.commands import Command, Correct, Decide, Resolve, Return, Submit, SupplyDocuments, Withdraw
from domain.commands.deadlines import ExtendDeadline, ResumeClock, SetDeadline, StopClock
from domain.dates import When
from domain.deadlines.clock import resumed
from domain.deadlines.held import deadline, deadlines
from domain.deadlines.rules import Reckoning
from domain.errors import Refusal
from domain.events.deadlines import ClockResumed, ClockStopped, DeadlineSet
from domain.follows import CHAIN, natural_key
from domain.vocabulary import DeadlineState, DecisionOutcome, MeetingOutcome, OwedBy, ReturnPurpose
from tests.domain.deadlines.following import ADOPT, DAY, DUTIES, GRANT, RECKONING, SUBMIT, TIMED, desk_with, due, follow
from tests.offices import LEIPZIG, TODAY, Desk, a_desk


def test_a_deadline_of_the_programme_is_set_by_the_fact_it_counts_from_with_figure_and_source() -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    set_ = {event.deadline: event for event in follow(desk) if isinstance(event, DeadlineSet)}
    assert set_["report:1"].due == "2010-07-05", "the 4th is a Sunday"
    assert set_["report:1"].period == "6 months"
    proof = set_["proof:1"]
    assert (proof.due, proof.start, proof.stage, proof.round) == ("2010-04-06", DAY, "decision", 1), "Easter Sunday and Monday"
    assert (proof.rule, proof.source) == ("proof_of_use@2000-01-01", "NBest Nr. 6")


def test_a_fixed_period_ends_on_a_sunday_and_nobody_is_reminded_of_it() -> None:
    desk = desk_with(SUBMIT, ADOPT, Decide(stage="decision", on=When("2009-01-10"), outcome=DecisionOutcome.GRANTED))
    follow(desk)
    found = deadline(desk.dossier, "approval_period:1")
    assert found is not None
    assert (found.due, found.role, found.ladder) == ("2010-01-10", "", "")


def test_a_deadline_before_the_project_counts_backward_to_a_working_day() -> None:
    desk = desk_with(begins=When("2010-05"))
    (set_,) = (event for event in follow(desk) if isinstance(event, DeadlineSet))
    assert (set_.deadline, set_.due, set_.start, set_.backward) == ("papers:1", "2010-03-19", "2010-05", True)


def test_a_refusal_starts_nothing() -> None:
    desk = desk_with(SUBMIT, ADOPT, Decide(stage="decision", on=DAY, outcome=DecisionOutcome.REFUSED, reason="kein Geld"))
    assert [event.deadline for event in follow(desk) if isinstance(event, DeadlineSet)] == ["handling:1"]


def test_without_the_figure_there_is_no_deadline_and_the_case_goes_on() -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    names = [e.deadline for e in follow(desk, Reckoning(OfficeCalendar("SN"))) if isinstance(e, DeadlineSet)]
    assert "report:1" in names
    assert "proof:1" not in names


def test_run_twice_nothing_is_new() -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    assert follow(desk)
    assert follow(desk) == []


def test_a_corrected_day_moves_the_deadline_and_says_how_many_it_replaces() -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    follow(desk)
    desk.ask(Correct(seq=4, reason="Zahlendreher", on=When("2009-12-21")))
    set_ = [event for event in follow(desk) if isinstance(event, DeadlineSet)]
    assert {(one.deadline, one.due, one.replaces) for one in set_} >= {("report:1", "2010-06-21", 1)}
    assert due(desk, "report:1") == "2010-06-21"
    desk.ask(Correct(seq=4, reason="doch nicht", on=DAY))
    assert {(one.deadline, one.replaces) for one in follow(desk) if isinstance(one, DeadlineSet)} >= {("report:1", 2)}
    assert follow(desk) == []


def test_a_decision_taken_out_voids_what_was_counted_from_it() -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    follow(desk)
    desk.ask(Correct(seq=4, reason="andere Akte", void=True))
    found = deadline(desk.dossier, "report:1")
    assert found is not None
    assert found.state == "voided"
    desk.ask(Decide(stage="decision", on=When("2009-12-21"), outcome=DecisionOutcome.GRANTED))
    follow(desk)
    assert due(desk, "report:1") == "2010-06-21"


@pytest.mark.parametrize(
    "by_hand",
    [
        ExtendDeadline(deadline="report:1", until=When("2010-12-31"), on=DAY, reason="Prüfung"),
        SetDeadline(deadline="report:1", role="city", due=When("2010-12-31"), on=DAY, source="Bescheid"),
    ],
)
def test_what_a_person_set_or_extended_is_left_alone(by_hand: Command) -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    follow(desk)
    desk.ask(by_hand)
    desk.ask(Correct(seq=4, reason="Zahlendreher", on=When("2009-12-21")))
    follow(desk)
    assert due(desk, "report:1") == "2010-12-31"


def test_imported_cases_get_no_deadline_that_was_over_years_ago() -> None:
    old = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)
    submitted = Submit(stage="submission", on=When("2002-05-24"))
    adopted = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
    desk = desk_with(submitted, adopted, old, imported=True)
    assert [event for event in follow(desk) if isinstance(event, DeadlineSet)] == []


def test_the_clock_rests_while_the_others_owe_and_goes_on_with_the_days_it_rested() -> None:
    desk = desk_with(SUBMIT)
    (stopped,) = (event for event in follow(desk) if isinstance(event, ClockStopped))
    assert stopped == ClockStopped(OwedBy.MEETING, ("handling:1",))
    assert follow(desk) == []
    desk.today = TODAY + timedelta(days=10)
    desk.ask(ADOPT)
    (went_on,) = (event for event in follow(desk) if isinstance(event, ClockResumed))
    before = next(version.due for version in deadlines(desk.dossier)[0].versions if version.due)
    assert date.fromisoformat(went_on.dues[0].due) >= date.fromisoformat(before) + timedelta(days=10)
    assert follow(desk) == []
    desk.ask(Return(stage="submission", on=DAY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan"))
    assert [event.party for event in follow(desk) if isinstance(event, ClockStopped)] == [OwedBy.SPONSOR]
    desk.ask(SupplyDocuments(stage="submission", on=DAY))
    assert len([event for event in follow(desk) if isinstance(event, ClockResumed)]) == 1


def test_a_clock_a_person_let_go_on_is_not_stopped_again_before_anything_happens() -> None:
    desk = desk_with(SUBMIT)
    follow(desk)
    desk.ask(ResumeClock(on=DAY, reason="eilt", dues=resumed(desk.dossier, TODAY, RECKONING.calendar)))
    assert follow(desk) == []


def test_a_clock_a_person_stopped_is_let_go_on_by_a_person_only() -> None:
    desk = desk_with(SUBMIT, ADOPT)
    follow(desk)
    desk.ask(StopClock(party=OwedBy.LAND, on=DAY, reason="Stellungnahme"))
    assert follow(desk) == []


def test_a_clock_the_chain_stopped_goes_on_although_a_correction_opened_the_deadline_again_since() -> None:
    desk = desk_with(SUBMIT)
    follow(desk)
    assert held_state(desk) == DeadlineState.STOPPED, "the body owes the next step"
    desk.ask(Withdraw(on=DAY, reason="verkauft"))
    desk.ask(Correct(seq=desk.dossier.version, reason="nicht verkauft", void=True))
    desk.ask(ADOPT)
    follow(desk)
    assert held_state(desk) == DeadlineState.OPEN


def test_a_submission_taken_out_after_it_went_back_sets_nothing_and_the_chain_goes_on() -> None:
    desk = desk_with(SUBMIT, Return(stage="submission", on=DAY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan"))
    desk.ask(Correct(seq=2, reason="-", void=True))
    assert not any(isinstance(event, DeadlineSet) and event.deadline == "handling:1" for event in follow(desk))


def held_state(desk: Desk) -> DeadlineState:
    found = deadline(desk.dossier, "handling:1")
    assert found is not None
    return found.state


def test_consequences_have_natural_keys_of_their_own() -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    events = follow(desk)
    assert len({natural_key(event, place) for place, event in enumerate(events)}) == len(events)


_DAYS = st.dates(date(2009, 11, 2), date(2010, 1, 4)).map(When.of)
_FACTS = st.lists(
    st.one_of(
        _DAYS.map(lambda on: Submit(stage="submission", on=on)),
        _DAYS.map(lambda on: Resolve(stage="kg", on=on, outcome=MeetingOutcome.ADOPTED)),
        _DAYS.map(lambda on: Decide(stage="decision", on=on, outcome=DecisionOutcome.GRANTED)),
        _DAYS.map(lambda on: Return(stage="submission", on=on, purpose=ReturnPurpose.DOCUMENTS, reason="Plan")),
        _DAYS.map(lambda on: SupplyDocuments(stage="submission", on=on)),
        st.just(Withdraw(on=DAY, reason="verkauft")),
        st.tuples(st.integers(0, 5), _DAYS),
        st.integers(0, 5),
    ),
    max_size=12,
)


def _ask(desk: Desk, asked: Command | tuple[int, When] | int) -> None:
    """Record it if it is admitted; numbers stand for the facts a person recorded, to be corrected or taken out."""
    own = [fact.seq for fact in desk.dossier.facts if fact.actor != CHAIN][1:]
    command: Command
    if isinstance(asked, tuple | int):
        place, day = asked if isinstance(asked, tuple) else (asked, None)
        if place >= len(own):
            return
        command = Correct(seq=own[place], reason="-", on=day) if day else Correct(seq=own[place], reason="-", void=True)
    else:
        command = asked
    try:
        desk.ask(command)
    except Refusal:
        return


@settings(deadline=None)  # the first look at a year reads its holidays
@given(_FACTS, st.lists(st.booleans(), min_size=12, max_size=12))
def test_whenever_the_chain_runs_the_same_deadlines_hold_in_the_end(facts: list[Any], runs: list[bool]) -> None:
    often, once = (a_desk(TIMED, begins=When("2010-05")) for _ in range(2))
    for asked, run in zip(facts, runs, strict=False):
        _ask(often, asked)
        _ask(once, asked)
        if run:
            follow(often)
    for desk in (often, once):
        follow(desk)
        assert follow(desk) == []
    ours = tuple(f"{duty['key']}:" for duty in DUTIES)
    held = [
        {(one.name, one.due, one.state) for one in deadlines(desk.dossier) if one.holds and one.name.startswith(ours)}
        for desk in (often, once)
    ]
    assert held[0] == held[1]
    keys = [natural_key(e.event, e.seq) for e in often.dossier.entries if e.actor == CHAIN]
    assert len(set(keys)) == len(keys)


def test_a_programme_without_deadlines_sets_none_and_stops_no_clock() -> None:
    desk = a_desk(LEIPZIG)
    desk.ask(SUBMIT)
    assert [event for event in follow(desk) if isinstance(event, DeadlineSet | ClockStopped)] == []
