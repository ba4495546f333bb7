"""The table of deadlines is what the histories say, whoever writes; what only the climb writes stays the climb's."""

from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from domain.commands import Assign, Correct, Resolve, Return, Withdraw
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    RefuseExtension,
    RequestExtension,
    ResumeClock,
    SetDeadline,
    StopClock,
)
from domain.dates import When
from domain.events.deadlines import NewDue
from domain.vocabulary import DeadlineOutcome, MeetingOutcome, OwedBy, ReturnPurpose
from store.deadline_filling import fill
from store.tables.deadlines import DeadlineRow
from store.verify import Finding
from tests.conftest import MORNING
from tests.houses import BERLIN_SAMPLE, DESK, KG, LEIPZIG_SAMPLE, findings, leipzig_case, sample
from workflows.house import House, open_house
from workflows.inbox import receive
from workflows.replay import replay
from workflows.walk import catch_up

DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]
TODAY = When.of(MORNING.date())
SET = SetDeadline(deadline="report", role="applicant", due=When("2031-03-03"), on=TODAY, title="Bericht")
ASK = RequestExtension(deadline="report", on=When("2026-11-20"), reason="Die Bank antwortet spät.")
REFUSE = RefuseExtension(deadline="report", on=TODAY, reason="Mittelabruf")
EXTEND = ExtendDeadline(deadline="report", until=When("2031-06-30"), on=TODAY, reason="Prüfung")


def rows(house: House) -> list[dict[str, Any]]:
    with house.database.reading() as connection:
        wanted = select(DEADLINE).order_by(DEADLINE.c.dossier, DEADLINE.c.deadline, DEADLINE.c.version)
        return [dict(row) for row in connection.execute(wanted).mappings()]


def said(house: House) -> list[tuple[int, str, str, str, int]]:
    return [(row["version"], row["due"], row["state"], row["wake_on"], row["climbed"]) for row in rows(house)]


@pytest.fixture
def case(a_house: House) -> House:
    """A house with a case of two entries whose third sets a deadline."""
    leipzig_case(a_house, "kg")
    receive(a_house, "2.2", SET, by=DESK)
    return a_house


def test_a_new_version_is_a_row_that_wakes_the_ladder_on_the_day_of_recording(case: House) -> None:
    assert said(case) == [(3, "2031-03-03", "open", TODAY, 0)]
    (row,) = rows(case)
    assert (row["deadline"], row["role"], row["owed_by"], row["ladder"], row["authority"], row["programme"]) == (
        "report", "applicant", "sponsor", "usual", "leipzig", "urban-ii-leipzig",
    )  # fmt: skip
    assert findings(case) == []


def test_a_change_wakes_the_rows_it_changes_and_leaves_alone_how_often_was_climbed(case: House) -> None:
    with case.database.transaction() as connection:
        connection.execute(update(DEADLINE).values(wake_on="2031-02-17", climbed=2))
    receive(case, "2.2", Assign(on=TODAY), by=DESK)
    assert said(case) == [(3, "2031-03-03", "open", "2031-02-17", 2)], "nothing about the deadline changed"
    receive(case, "2.2", EXTEND, by=DESK)
    assert said(case) == [(3, "2031-03-03", "superseded", TODAY, 2), (5, "2031-06-30", "open", TODAY, 0)]
    receive(case, "2.2", Correct(seq=5, reason="falsche Akte", void=True), by=DESK)
    assert [(version, state) for version, _due, state, _wake, _climbed in said(case)] == [
        (3, "superseded"), (5, "superseded"), (6, "open"),
    ]  # fmt: skip
    assert findings(case) == []


def test_stopped_it_has_no_day_and_met_it_keeps_its_last(case: House) -> None:
    receive(case, "2.2", StopClock(party=OwedBy.LAND, on=TODAY, reason="x", deadlines=("report",)), by=DESK)
    assert said(case)[-1][:3] == (4, "", "stopped")
    receive(case, "2.2", ResumeClock(on=TODAY, reason="x", dues=(NewDue("report", When("2031-04-01")),)), by=DESK)
    receive(case, "2.2", EndDeadline(deadline="report", outcome=DeadlineOutcome.MET, on=TODAY, reason="da"), by=DESK)
    assert said(case)[-1][:3] == (5, "2031-04-01", "met")
    assert findings(case) == []


def asked(house: House) -> list[tuple[int, str]]:
    """Version and day of the request that waits, in every row."""
    return [(row["version"], row["asked_on"]) for row in rows(house)]


def test_a_row_says_since_when_a_request_waits_until_it_is_answered(case: House) -> None:
    assert asked(case) == [(3, "")]
    with case.database.transaction() as connection:
        connection.execute(update(DEADLINE).values(wake_on="2031-02-17", climbed=2))
    receive(case, "2.2", ASK, by=DESK)
    assert asked(case) == [(3, "2026-11-20")]
    assert said(case) == [(3, "2031-03-03", "open", TODAY, 2)], "the day that holds is the old one"
    assert findings(case) == []
    receive(case, "2.2", REFUSE, by=DESK)
    assert asked(case) == [(3, "")]
    receive(case, "2.2", Correct(seq=5, reason="falsche Akte", void=True), by=DESK)
    assert asked(case) == [(3, "2026-11-20")], "the answer is gone"
    receive(case, "2.2", EXTEND, by=DESK)
    assert asked(case) == [(3, ""), (7, "")]
    receive(case, "2.2", Correct(seq=7, reason="falsche Akte", void=True), by=DESK)
    assert asked(case) == [(3, ""), (7, ""), (8, "2026-11-20")], "it stands with the version that counts"
    assert findings(case) == []
    receive(case, "2.2", Correct(seq=4, reason="zurückgenommen", void=True), by=DESK)
    assert {day for _version, day in asked(case)} == {""}
    assert findings(case) == []


def test_a_request_goes_with_the_deadline_it_is_about(case: House) -> None:
    receive(case, "2.2", ASK, by=DESK)
    receive(case, "2.2", StopClock(party=OwedBy.LAND, on=TODAY, reason="x", deadlines=("report",)), by=DESK)
    assert asked(case) == [(3, ""), (5, "2026-11-20")]
    receive(case, "2.2", EndDeadline(deadline="report", outcome=DeadlineOutcome.MET, on=TODAY, reason="da"), by=DESK)
    assert {day for _version, day in asked(case)} == {""}
    assert findings(case) == []


def test_a_fact_that_ends_the_proceeding_ends_its_deadlines_in_the_same_change(case: House) -> None:
    receive(case, "2.2", Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED), by=KG)
    receive(case, "2.2", Withdraw(on=TODAY, reason="verkauft"), by=DESK)
    assert said(case)[-1][2] == "voided"
    catch_up(case)
    assert findings(case) == []


def test_a_period_that_merely_ends_wakes_nobody(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    receive(a_house, "2.2", SetDeadline(deadline="approval", role="", due=When("2031-03-03"), on=TODAY), by=DESK)
    assert said(a_house) == [(3, "2031-03-03", "open", "", 0)]


def test_after_replays_the_table_is_what_the_histories_say(a_house: House) -> None:
    for name in (BERLIN_SAMPLE, LEIPZIG_SAMPLE):
        for _ in replay(a_house, sample(name)):
            pass
    assert findings(a_house) == []


@pytest.mark.parametrize("change", ["state = 'met'", "due = '2031-03-04'", "ladder = 'other'", "asked_on = '2026-11-20'"])
def test_a_row_that_says_something_else_is_found(case: House, change: str) -> None:
    with case.database.transaction() as connection:
        connection.execute(text(f"UPDATE deadline SET {change}"))
    assert findings(case) == [Finding("projection_differs", "2.2", detail="deadline")]


def test_what_the_climb_writes_is_no_finding(case: House) -> None:
    with case.database.transaction() as connection:
        connection.execute(update(DEADLINE).values(wake_on="", climbed=9))
    assert findings(case) == []


@pytest.fixture
def cases_of_before(a_house: House) -> list[dict[str, Any]]:
    """Five cases with documents asked for, and the rows of their deadlines, which are gone: the table was not there."""
    asked = Return(stage="submission", on=TODAY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan", due=When("2031-03-03"))
    for number in range(5):
        leipzig_case(a_house, "kg", f"3.{number}")
        receive(a_house, f"3.{number}", asked, by=DESK)
    there = rows(a_house)
    with a_house.database.transaction() as connection:
        connection.execute(delete(DEADLINE))
    return there


def test_cases_from_before_the_table_get_their_rows_when_the_house_is_opened(
    a_house: House, cases_of_before: list[dict[str, Any]]
) -> None:
    assert len(cases_of_before) == 5
    assert findings(a_house)
    open_house(a_house.settings, a_house.clock).database.close()
    assert rows(a_house) == cases_of_before
    assert findings(a_house) == []


def test_they_are_filled_in_chunk_by_chunk_and_once(a_house: House, cases_of_before: list[dict[str, Any]]) -> None:
    assert fill(a_house.database, a_house.now(), chunk=2) == 5
    assert rows(a_house) == cases_of_before
    assert fill(a_house.database, a_house.now(), chunk=2) == 0


def test_a_house_without_deadlines_has_nothing_to_fill(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    assert fill(a_house.database, a_house.now()) == 0
