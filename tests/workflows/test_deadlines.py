"""Deadlines through the whole house: set by the chain, extended and notified by commands whose days are computed."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import Decide, Resolve
from domain.commands.deadlines import EndDeadline, SetDeadline, StopClock
from domain.dates import When
from domain.deadlines.held import deadline, deadlines
from domain.errors.deadlines import ClockIsStopped, DeadlineOver, NoDeadlineYet, NoSuchDeadline, StatutoryDeadline
from domain.programme.timed import Period
from domain.vocabulary import DeadlineOutcome, DecisionOutcome, Delivery, MeetingOutcome, OwedBy
from store.tables.deadlines import DeadlineRow
from tests.changed_programmes import store_changed
from tests.conftest import MORNING
from tests.houses import DESK, KG, LEIPZIG, RP, findings, leipzig_case, letters
from workflows.deadlines import counted_from, extended, extension, going_on, notification, reckoning_of
from workflows.house import House
from workflows.inbox import look, person, receive
from workflows.preview import preview
from workflows.walk import catch_up

DEADLINE = DeadlineRow.__table__  # type: ignore[attr-defined]
TODAY = When.of(MORNING.date())
SET = SetDeadline(deadline="report", role="applicant", due=When("2031-03-03"), on=TODAY, title="Bericht")


def due(house: House, name: str) -> str | None:
    found = deadline(look(house, "2.2").dossier, name)
    assert found is not None
    return found.due


@pytest.fixture
def case(a_house: House) -> House:
    """A case with a deadline a person set."""
    leipzig_case(a_house, "kg")
    receive(a_house, "2.2", SET, by=DESK)
    return a_house


def test_an_extension_counts_from_the_previous_end_wherever_today_is(case: House) -> None:
    dossier = look(case, "2.2").dossier
    made = extended(case, dossier, "report", Period(weeks=2), "Krankheit")
    assert (made.command.until, made.command.period) == ("2031-03-17", "2 weeks")
    assert made.derivation.due == made.command.until
    receive(case, "2.2", made.command, by=DESK)
    again = extension(case, look(case, "2.2").dossier, "report", Period(days=5), "noch einmal")
    assert again.until == "2031-03-24", "the 22nd is a Saturday"


def test_a_deadline_counted_from_a_day_says_by_what(case: House) -> None:
    dossier = look(case, "2.2").dossier
    asked = replace(SET, deadline="proof")
    made = counted_from(case, dossier, asked, Period(rule="proof_of_use"), When("2030-12-31"))
    assert made.rule.startswith("proof_of_use@")
    assert made.source
    assert made.due > "2030-12-31"
    back = counted_from(case, dossier, asked, Period(weeks=6), When("2031-05"), back=True)
    assert (back.due, back.backward) == ("2031-03-20", True)


def test_a_notified_decision_has_the_deemed_day_and_the_end_of_appeals(a_house: House) -> None:
    leipzig_case(a_house, "cofinancing")
    dossier = look(a_house, "2.2").dossier
    asked = notification(a_house, dossier, "decision", Delivery.POST, When("2025-02-03"))
    assert (asked.notified_on, asked.appeal_until) == ("2025-02-07", "2025-03-07")
    receive(a_house, "2.2", asked, by=RP)
    (one,) = [each for each in deadlines(look(a_house, "2.2").dossier) if each.statutory]
    with pytest.raises(StatutoryDeadline):
        extension(a_house, look(a_house, "2.2").dossier, one.name, Period(weeks=1), "x")
    year = notification(a_house, dossier, "decision", Delivery.POST, When("2025-02-03"), instructed=False)
    assert year.appeal_until == "2026-02-09", "the 7th is a Saturday"
    assert findings(a_house) == []


def test_what_cannot_be_extended_is_refused_before_a_day_is_counted(case: House) -> None:
    dossier = look(case, "2.2").dossier
    with pytest.raises(NoSuchDeadline):
        extension(case, dossier, "other", Period(weeks=1), "x")
    leipzig_case(case, "kg", "2.3")
    with pytest.raises(NoDeadlineYet):
        extension(case, look(case, "2.3").dossier, "other", Period(weeks=1), "x")


def with_deadlines(words: dict[str, Any]) -> None:
    """The Leipzig programme with deadlines of its own: a proof of use, and how long the office may take."""
    words["deadlines"] = [
        {"key": "proof", "title": {"de": "Nachweis"}, "role": "applicant", "since": "decision",
         "within": {"rule": "proof_of_use"}},
        {"key": "handling", "title": {"de": "Bearbeitung"}, "role": "granting_authority", "since": "submission",
         "until": "decision", "within": {"years": 30}, "stops_for": ["meeting", "sponsor"]},
    ]  # fmt: skip


def test_the_chain_sets_stops_and_resumes_on_its_walk_and_writes_to_the_applicants_side(a_house: House) -> None:
    store_changed(a_house, LEIPZIG, with_deadlines)
    leipzig_case(a_house, "kg")
    catch_up(a_house)
    found = {one.name: one.state.value for one in deadlines(look(a_house, "2.2").dossier)}
    assert found == {"handling:1": "stopped"}
    receive(a_house, "2.2", Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED), by=KG)
    catch_up(a_house)
    assert due(a_house, "handling:1") is not None
    receive(a_house, "2.2", Decide(stage="decision", on=TODAY, outcome=DecisionOutcome.GRANTED), by=RP)
    catch_up(a_house)
    found = {one.name: one.state.value for one in deadlines(look(a_house, "2.2").dossier)}
    assert found == {"handling:1": "met", "proof:1": "open"}
    assert "deadline_set" in [letter.template for letter in letters(a_house)]
    before = look(a_house, "2.2").dossier.version
    catch_up(a_house)
    assert look(a_house, "2.2").dossier.version == before
    with a_house.database.reading() as connection:
        states = connection.execute(select(DEADLINE.c.deadline, DEADLINE.c.state, DEADLINE.c.owed_by)).all()
    assert ("handling:1", "met", OwedBy.OFFICE) in [tuple(row) for row in states]
    assert findings(a_house) == []


def test_a_preview_says_what_the_chain_would_set(a_house: House) -> None:
    store_changed(a_house, LEIPZIG, with_deadlines)
    leipzig_case(a_house, "decision")
    catch_up(a_house)
    loaded = look(a_house, "2.2")
    grant = Decide(stage="decision", on=TODAY, outcome=DecisionOutcome.GRANTED)
    ahead = preview(a_house, loaded, grant, person(a_house, "leipzig", LEIPZIG, RP))
    assert any("Nachweis" in sentence for sentence in ahead.closed)
    assert look(a_house, "2.2").dossier.version == loaded.dossier.version


def test_a_clock_goes_on_from_the_offices_calendar(case: House) -> None:
    receive(case, "2.2", StopClock(party=OwedBy.LAND, on=TODAY, reason="x", deadlines=("report",)), by=DESK)
    dossier = look(case, "2.2").dossier
    with pytest.raises(ClockIsStopped):
        extension(case, dossier, "report", Period(weeks=1), "x")
    asked = going_on(case, dossier, "liegt vor")
    assert [(new.deadline, new.due) for new in asked.dues] == [("report", "2031-03-03")]
    assert reckoning_of(case, dossier).calendar.land == "SN"
    receive(case, "2.2", asked, by=DESK)
    receive(case, "2.2", EndDeadline(deadline="report", outcome=DeadlineOutcome.MET, on=TODAY, reason="da"), by=DESK)
    with pytest.raises(DeadlineOver):
        extension(case, look(case, "2.2").dossier, "report", Period(weeks=1), "x")
