"""Another day for a deadline that is there: it needs a reason, and what is not named stays as it was."""

import pytest

from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.deadlines.explain import explain
from domain.deadlines.held import Deadline, deadline
from domain.errors.deadlines import WhyAnotherDay
from domain.events.deadlines import DeadlineSet
from tests.domain.deadlines.at_kg import DAY, at_kg
from tests.domain.deadlines.following import ADOPT, GRANT, RECKONING, SUBMIT, desk_with, follow
from tests.offices import Desk, a_dossier, refused
from wording.derivations import explained_step, sentences
from wording.language import speak

DUE, EARLIER, LATER = When("2011-01-03"), When("2010-12-01"), When("2011-02-01")
SET = SetDeadline(deadline="report", role="city", due=DUE, on=DAY, title="Bericht", stage="kg", source="Bescheid")


def another(due: When = LATER, **said: str) -> SetDeadline:
    return SetDeadline(**{"deadline": "report", "role": "", "due": due, "on": DAY, **said})  # type: ignore[arg-type]


def held(desk: Desk, name: str = "report") -> Deadline:
    found = deadline(desk.dossier, name)
    assert found is not None
    return found


def with_report() -> Desk:
    desk = a_dossier("kg")
    desk.ask(SET)
    return desk


def test_whoever_names_only_another_day_leaves_role_title_stage_and_source_as_they_were() -> None:
    desk = with_report()
    before = held(desk)
    desk.ask(another(reason="später"))
    after = held(desk)
    assert (after.due, after.role, after.title, after.ladder) == (LATER, before.role, before.title, before.ladder)
    assert (after.stage, after.round) == (before.stage, before.round) == ("kg", 1)
    event = after.current.entry.event
    assert isinstance(event, DeadlineSet)
    assert (event.role, event.title, event.source, event.reason) == ("city", "Bericht", "Bescheid", "später")


def test_another_role_and_title_are_taken_where_they_are_named() -> None:
    desk = with_report()
    desk.ask(another(role="rp", title="Kurzbericht", source="Bescheid, Nr. 2"))
    found = held(desk)
    assert (found.role, found.title.de, found.current.source) == ("rp", "Kurzbericht", "Bescheid, Nr. 2")


@pytest.mark.parametrize("due", [EARLIER, LATER])
def test_another_day_without_reason_or_source_is_refused(due: When) -> None:
    assert isinstance(refused(with_report(), another(due)), WhyAnotherDay)


@pytest.mark.parametrize("said", [{"reason": "Bescheid geändert"}, {"source": "Bescheid, Nr. 2"}])
def test_a_reason_or_what_it_follows_from_is_enough(said: dict[str, str]) -> None:
    desk = with_report()
    desk.ask(another(EARLIER, **said))
    assert held(desk).due == EARLIER


def test_the_same_day_needs_no_reason() -> None:
    desk = with_report()
    desk.ask(another(DUE, title="Kurzbericht"))
    assert held(desk).title.de == "Kurzbericht"


def test_the_day_of_a_stage_is_changed_with_a_reason_and_stays_with_its_role() -> None:
    desk = at_kg()
    change = SetDeadline(deadline="kg:1", role="", due=LATER, on=DAY)
    assert isinstance(refused(desk, change), WhyAnotherDay)
    desk.ask(SetDeadline(deadline="kg:1", role="", due=LATER, on=DAY, reason="Sommerpause"))
    event = held(desk, "kg:1").current.entry.event
    assert isinstance(event, DeadlineSet)
    assert (event.role, event.stage, event.round, held(desk, "kg:1").role) == ("kg", "kg", 1, "kg")


def test_a_computed_day_that_was_replaced_says_when_and_why_and_no_longer_by_which_rule() -> None:
    desk = desk_with(SUBMIT, ADOPT, GRANT)
    follow(desk)
    before = held(desk, "proof:1")
    assert before.current.source
    assert before.due
    desk.ask(SetDeadline(deadline="proof:1", role="", due=When("2010-12-31"), on=DAY, reason="Prüfung bis Jahresende"))
    found = held(desk, "proof:1")
    assert (found.role, found.current.source) == (before.role, "")
    speak("en")
    said = sentences(desk.dossier, found, RECKONING)
    assert said[0] == f"On 4 January 2010 another day was set in place of {before.due.show('en')}: Prüfung bis Jahresende"
    assert said[0] in explained_step(explain(desk.dossier, found, RECKONING)[-1])


def test_a_deadline_set_for_the_first_time_replaces_nothing() -> None:
    desk = with_report()
    assert not any("in place of" in one for one in sentences(desk.dossier, held(desk), RECKONING))
