"""A deadline that was met after its day says so, and entries call a deadline what people called it."""

from domain.commands import Resolve, Return, SupplyDocuments
from domain.commands.deadlines import EndDeadline, SetDeadline
from domain.dates import When
from domain.deadlines.held import deadline
from domain.vocabulary import DeadlineOutcome, MeetingOutcome, ReturnPurpose
from tests.domain.deadlines.at_kg import DAY, KG_DUE, at_kg
from tests.offices import Desk, a_dossier
from wording.deadlines import met_late, titles_of
from wording.language import speak
from wording.words import told


def _late(desk: Desk, name: str) -> tuple[str | None, bool]:
    found = deadline(desk.dossier, name)
    assert found is not None
    return found.met_on, found.late


def _asked(supplied: str) -> Desk:
    desk = at_kg()
    desk.today = When("2010-06-01").first
    due = When("2010-02-01")
    desk.ask(Return(stage="submission", on=DAY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt", due=due))
    desk.ask(SupplyDocuments(stage="submission", on=When(supplied)))
    return desk


def test_documents_that_came_after_their_day_met_it_late() -> None:
    assert _late(_asked("2010-02-02"), "submission:1:return:4") == ("2010-02-02", True)


def test_documents_that_came_on_the_day_or_in_its_month_were_in_time() -> None:
    assert _late(_asked("2010-02-01"), "submission:1:return:4") == ("2010-02-01", False)
    assert _late(_asked("2010-02"), "submission:1:return:4") == ("2010-02", False)


def test_a_stage_settled_after_its_day_says_so_in_words() -> None:
    desk = at_kg()
    after = When("2010-12-01")
    desk.today = after.first
    desk.ask(Resolve(stage="kg", on=after, outcome=MeetingOutcome.ADOPTED))
    found = deadline(desk.dossier, "kg:1")
    assert found is not None
    assert after > KG_DUE
    speak("en")
    assert met_late(found) == "met late, on 1 December 2010"


def test_a_persons_word_after_the_day_is_late_and_the_entry_calls_the_deadline_by_its_title() -> None:
    desk = a_dossier("end")
    desk.ask(SetDeadline(deadline="frist:2", role="city", due=When("2010-01-05"), on=DAY, title="Bericht"))
    desk.today = When("2010-02-01").first
    desk.ask(EndDeadline(deadline="frist:2", outcome=DeadlineOutcome.MET, on=When("2010-02-01"), reason="Liegt vor."))
    assert _late(desk, "frist:2") == ("2010-02-01", True)
    speak("en")
    said = told(desk.dossier.entries[-1].event, desk.dossier.programme, titles_of(desk.dossier))
    assert said == "Bericht: deadline met. Liegt vor."
