"""Conditions to comply with: set by a body or an authority, one a line, until each was met or waived."""

import pytest

from domain.commands import Correct, Decide, Resolve, Return, Withdraw
from domain.commands.meetings import SettleCondition
from domain.dates import When
from domain.errors import ReasonNeeded
from domain.errors.meetings import NoSuchCondition
from domain.meetings.conditions import conditions
from domain.vocabulary import ConditionOutcome, DecisionOutcome, MeetingOutcome, ReturnPurpose
from tests.offices import Desk, a_dossier, refused

DAY = When("2002-07-04")
#: The entry that sets the conditions.
SET = 3


def _adopted(text: str = "ohne Fest\n\n  Bericht bis Ende 2002  ") -> Desk:
    desk = a_dossier("kg")
    outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    desk.ask(Resolve(stage="kg", on=DAY, outcome=outcome, conditions=text))
    return desk


def _end(number: int = 1, seq: int = SET, outcome: ConditionOutcome = ConditionOutcome.MET) -> SettleCondition:
    return SettleCondition(seq=seq, number=number, on=DAY, outcome=outcome, proof="Bericht vom 3.7.")


def _open(desk: Desk) -> list[str]:
    return [one.text for one in conditions(desk.dossier) if one.open]


def test_every_line_is_a_condition_and_each_ends_by_itself() -> None:
    desk = _adopted()
    assert _open(desk) == ["ohne Fest", "Bericht bis Ende 2002"]
    desk.ask(_end(2))
    assert _open(desk) == ["ohne Fest"]
    desk.ask(_end(1, outcome=ConditionOutcome.WAIVED))
    assert _open(desk) == []


@pytest.mark.parametrize("asked", [_end(3), _end(1, seq=2), _end(1, seq=99)])
def test_a_condition_that_is_not_there_is_not_ended(asked: SettleCondition) -> None:
    assert isinstance(refused(_adopted(), asked), NoSuchCondition)


def test_no_condition_ends_twice_or_without_a_proof() -> None:
    desk = _adopted()
    blank = SettleCondition(seq=SET, number=1, on=DAY, outcome=ConditionOutcome.MET, proof="")
    assert isinstance(refused(desk, blank), ReasonNeeded)
    desk.ask(_end())
    assert isinstance(refused(desk, _end()), NoSuchCondition)


def test_changes_a_body_made_are_no_conditions_and_those_of_a_decision_are() -> None:
    desk = a_dossier("kg")
    desk.ask(Resolve(stage="kg", on=DAY, outcome=MeetingOutcome.ADOPTED_AMENDED, conditions="halb so viel"))
    assert _open(desk) == []
    desk.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, conditions="Hinweistafel"))
    assert _open(desk) == ["Hinweistafel"]


def test_a_line_worded_anew_is_open_again_and_one_that_moved_up_keeps_its_end() -> None:
    desk = _adopted("eins\nzwei\ndrei")
    desk.ask(_end(1))
    desk.ask(_end(3))
    desk.ask(Correct(seq=SET, text="zwei\ndrei\nvier", reason="Protokoll"))
    assert _open(desk) == ["zwei", "vier"]
    desk.ask(Correct(seq=SET, text="eins\nzwei\nDrei", reason="doch nicht"))
    assert _open(desk) == ["zwei", "Drei"]


def test_two_lines_of_the_same_words_are_two_conditions() -> None:
    desk = _adopted("Bericht\nBericht")
    desk.ask(_end(2))
    assert [one.open for one in conditions(desk.dossier)] == [True, False]


def test_a_result_taken_out_or_corrected_takes_its_conditions_with_it() -> None:
    for correction in (
        Correct(seq=SET, void=True, reason="falsche Akte"),
        Correct(seq=SET, outcome="adopted", reason="Protokoll"),
    ):
        desk = _adopted()
        desk.ask(_end())
        desk.ask(correction)
        assert conditions(desk.dossier) == ()


@pytest.mark.parametrize(("keep", "left"), [((), []), (("kg",), ["Bericht bis Ende 2002"])])
def test_a_new_round_has_the_conditions_of_what_it_keeps(keep: tuple[str, ...], left: list[str]) -> None:
    desk = _adopted()
    desk.ask(_end())
    desk.ask(Return(stage="submission", on=DAY, purpose=ReturnPurpose.REWORK, reason="Kosten", keep=keep))
    assert _open(desk) == left


def test_conditions_of_a_case_that_ended_without_a_grant_bind_nobody() -> None:
    refusing = _adopted()
    refusing.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="Mittel"))
    withdrawing = _adopted()
    withdrawing.ask(Withdraw(on=DAY, reason="verkauft"))
    for desk in (refusing, withdrawing):
        assert _open(desk) == []
        assert all(one.moot for one in conditions(desk.dossier))
        assert isinstance(refused(desk, _end()), NoSuchCondition)
        desk.ask(Correct(seq=4, void=True, reason="falsche Akte"))
        assert len(_open(desk)) == 2
