"""A day that a person names and that is no working day: on record as named, ending by law on the next working day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar, is_working_day
from domain.commands import Return
from domain.commands.deadlines import ExtendDeadline, SetDeadline
from domain.dates import When
from domain.deadlines.ends import legal_end
from domain.deadlines.explain import explain
from domain.deadlines.held import Deadline, deadline, deadlines
from domain.deadlines.ladder import Watched, decide, sending_day
from domain.deadlines.rules import Reckoning, RuleBook, RuleSet
from domain.programme import Programme
from domain.programme.timed import USUAL, Rung
from domain.vocabulary import DeadlineState, ReturnPurpose
from tests.domain.deadlines.at_kg import DAY
from tests.domain.deadlines.following import RECKONING, TIMED
from tests.offices import Desk, a_dossier
from wording.derivations import explained_step, sentences
from wording.language import speak

SAXONY = OfficeCalendar("SN", closed=((date(2026, 12, 28), date(2026, 12, 31)),))
SATURDAY = date(2026, 9, 19)
TOLD = "20 March 2010 is no working day (Saturday); by section 31 (3) VwVfG the period ends only on Monday, 22 March 2010."


def named(desk: Desk) -> Deadline:
    return deadlines(desk.dossier)[-1]


def said_of(desk: Desk) -> list[str]:
    speak("en")
    return sentences(desk.dossier, named(desk), RECKONING)


def test_a_named_saturday_stays_on_record_and_the_explanation_says_when_it_ends() -> None:
    for command in (
        SetDeadline(deadline="report", role="city", due=When("2010-03-20"), on=DAY),
        Return(stage="submission", on=DAY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt", due=When("2010-03-20")),
    ):
        desk = a_dossier("kg")
        desk.ask(command)
        assert named(desk).due == "2010-03-20"
        assert TOLD in said_of(desk)
        assert TOLD in explained_step(explain(desk.dossier, named(desk), RECKONING)[-1])


def test_an_extension_to_a_named_saturday_says_so_too() -> None:
    desk = a_dossier("kg")
    desk.ask(SetDeadline(deadline="report", role="city", due=When("2010-03-01"), on=DAY))
    assert not any("section 31" in one for one in said_of(desk))
    desk.ask(ExtendDeadline(deadline="report", until=When("2010-03-20"), on=DAY, reason="Krankheit"))
    assert TOLD in said_of(desk)


@pytest.mark.parametrize(("period", "until"), [("10 working days", "2010-04-07"), ("2 weeks", "2010-04-05")])
def test_an_extension_is_explained_from_the_end_by_law_and_an_older_one_from_the_day_it_was_counted_from(
    period: str, until: str
) -> None:
    desk = a_dossier("kg")
    desk.ask(SetDeadline(deadline="report", role="city", due=When("2010-03-20"), on=DAY))
    desk.ask(ExtendDeadline(deadline="report", until=When(until), on=DAY, reason="x", period=period))
    found = deadline(desk.dossier, "report")
    assert found is not None
    step = explain(desk.dossier, found, RECKONING)[-1]
    assert step.derivation is not None
    assert step.derivation.start == date(2010, 3, 22)


def test_what_its_programme_fixes_or_its_rule_does_not_let_move_ends_as_it_stands() -> None:
    due = When("2010-03-20")
    assert legal_end(TIMED, "approval_period:1", due, RECKONING) == date(2010, 3, 20)
    assert legal_end(TIMED, "proof:1", due, RECKONING) == date(2010, 3, 22)
    figure = {"key": "proof_of_use", "since": "2000-01-01", "within": {"months": 3}, "source": {"de": "x"}, "shifts": False}
    rules = RuleBook.of([RuleSet.model_validate({"rules": "r", "title": {"de": "Regeln"}, "figures": [figure]})])
    assert legal_end(TIMED, "proof:1", due, Reckoning(SAXONY, rules)) == date(2010, 3, 20)
    kg = [
        {**stage, "within": {"rule": "proof_of_use"}} if stage["key"] == "kg" else stage
        for one in TIMED.model_dump(mode="json")["proceedings"] for stage in one["stages"]
    ]  # fmt: skip
    assert any(stage.get("within") for stage in kg)
    proceedings = [
        {**one, "stages": [s for s in kg if s["key"] in {each["key"] for each in one["stages"]}]}
        for one in TIMED.model_dump(mode="json")["proceedings"]
    ]
    staged = Programme.model_validate({**TIMED.model_dump(mode="json"), "proceedings": proceedings})
    assert legal_end(staged, "kg:1", due, Reckoning(SAXONY, rules)) == date(2010, 3, 20)
    assert legal_end(staged, "kg:1:return:4", due, Reckoning(SAXONY, rules)) == date(2010, 3, 22)
    assert legal_end(TIMED, "proof:1", When("2101-01-01"), RECKONING) == date(2101, 1, 1), "nobody knows the holidays then"


@pytest.mark.parametrize(
    ("days", "speaks"),
    [
        (-3, date(2026, 9, 16)),  # before the end: from the day people were told
        (0, date(2026, 9, 18)),
        (1, date(2026, 9, 22)),  # not on Monday, the 21st, on which it ends by law
        (3, date(2026, 9, 24)),
    ],
)
def test_reminders_after_a_named_saturday_are_counted_from_the_working_day_on_which_it_ends(days: int, speaks: date) -> None:
    assert sending_day(SATURDAY, Rung(key="r", days=days), SAXONY) == speaks


def test_after_an_end_that_is_fixed_they_are_counted_from_its_day() -> None:
    assert sending_day(SATURDAY, Rung(key="over", days=1), SAXONY, fixed=True) == date(2026, 9, 21)
    version = Watched(SATURDAY, DeadlineState.OPEN, USUAL, fixed=True)
    look = decide(version, {"first", "last"}, 0, date(2026, 9, 21), SAXONY)
    assert [each.rung.key for each in look.decisions] == ["over"]
    assert not decide(Watched(SATURDAY, DeadlineState.OPEN, USUAL), {"first", "last"}, 0, date(2026, 9, 21), SAXONY).decisions


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 30))
def test_nobody_reads_that_it_is_over_before_it_is_by_law(due: date, days: int) -> None:
    end = due
    while not is_working_day(end, SAXONY):
        end += timedelta(days=1)
    assert sending_day(due, Rung(key="r", days=days), SAXONY) >= end + timedelta(days=days)
