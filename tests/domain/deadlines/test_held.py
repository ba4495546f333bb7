"""The deadlines of a dossier with their versions: what sets, changes, ends and brings back a day."""

from datetime import date

from domain.calendar import OfficeCalendar
from domain.commands import ConfirmFunds, Correct, Decide, Return, Submit, SupplyDocuments, Withdraw
from domain.commands.deadlines import EndDeadline, ExtendDeadline, ResumeClock, SetDeadline, StopClock
from domain.dates import When
from domain.deadlines.clock import bookings, resumed
from domain.deadlines.held import deadlines, has_any
from domain.dossier import fold
from domain.errors.corrections import OthersStandOnIt
from domain.errors.deadlines import (
    AlreadyNotified,
    StatutoryDeadline,
)
from domain.events import Recorded
from domain.events.chain import StageOpened
from domain.vocabulary import (
    CofinancingOutcome,
    DeadlineOutcome,
    DeadlineState,
    DecisionOutcome,
    OwedBy,
    ReturnPurpose,
)
from tests.domain.deadlines.at_kg import ADOPT, CHAIN, DAY, EXTEND, KG_DUE, LATER, at_kg, notify, states
from tests.offices import Desk, a_dossier, instant, refused


def test_a_dossier_without_a_day_has_no_deadlines() -> None:
    desk = a_dossier("kg")
    assert not has_any(desk.dossier)
    assert deadlines(desk.dossier) == ()


def test_a_stage_opened_with_a_day_is_a_deadline_by_stage_and_round() -> None:
    (one,) = deadlines(at_kg().dossier)
    assert (one.name, one.stage, one.round, one.role, one.ladder, one.statutory) == ("kg:1", "kg", 1, "kg", "usual", False)
    assert (one.due, one.state, one.owed_by) == (KG_DUE, DeadlineState.OPEN, OwedBy.MEETING)


def test_an_extension_is_a_new_version_and_the_old_one_stays_as_superseded() -> None:
    desk = at_kg()
    desk.ask(EXTEND)
    assert states(desk) == [(3, KG_DUE, "superseded"), (4, LATER, "open")]


def test_an_extension_taken_out_brings_the_old_day_back_as_a_version_of_its_own() -> None:
    desk = at_kg()
    desk.ask(EXTEND)
    desk.ask(Correct(seq=4, reason="falsche Akte", void=True))
    assert states(desk) == [(3, KG_DUE, "superseded"), (4, LATER, "superseded"), (5, KG_DUE, "open")]


def test_an_earlier_extension_taken_out_changes_nothing_where_a_later_one_counts() -> None:
    desk = at_kg()
    desk.ask(EXTEND)
    desk.ask(ExtendDeadline(deadline="kg:1", until=When("2010-05-03"), on=DAY, reason="noch einmal"))
    desk.ask(Correct(seq=4, reason="falsche Akte", void=True))
    assert states(desk)[-1] == (5, "2010-05-03", "open")


def test_the_fact_of_its_stage_meets_it() -> None:
    desk = at_kg()
    desk.ask(ADOPT)
    assert states(desk) == [(3, KG_DUE, "met")]


def test_a_fact_taken_out_opens_it_again_as_a_new_version() -> None:
    desk = at_kg()
    desk.ask(ADOPT)
    desk.ask(Correct(seq=4, reason="andere Sitzung", void=True))
    assert states(desk) == [(3, KG_DUE, "superseded"), (5, KG_DUE, "open")]


def test_a_correction_of_something_else_makes_no_version() -> None:
    desk = at_kg()
    desk.ask(Correct(seq=2, reason="Tippfehler", on=When("2002-05-23")))
    assert states(desk) == [(3, KG_DUE, "open")]


def test_a_withdrawal_voids_it() -> None:
    desk = at_kg()
    desk.ask(Withdraw(on=DAY, reason="verkauft"))
    assert states(desk) == [(3, KG_DUE, "voided")]


def test_the_next_round_voids_it() -> None:
    desk = at_kg()
    desk.ask(Return(stage="submission", on=DAY, purpose=ReturnPurpose.REWORK, reason="neu fassen", due=LATER))
    assert states(desk) == [(3, KG_DUE, "voided")]
    assert states(desk, "submission:1:return:4") == [(4, LATER, "open")]
    desk.ask(Submit(stage="submission", on=DAY, round=2))
    assert states(desk, "submission:1:return:4") == [(4, LATER, "met")]


def test_documents_asked_for_have_a_deadline_of_their_own_that_they_meet() -> None:
    desk = at_kg()
    desk.ask(Return(stage="submission", on=DAY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt", due=When("2010-02")))
    assert states(desk, "submission:1:return:4") == [(4, "2010-02-28", "open")]
    assert states(desk) == [(3, KG_DUE, "open")]
    desk.ask(SupplyDocuments(stage="submission", on=DAY))
    assert states(desk, "submission:1:return:4") == [(4, "2010-02-28", "met")]


def test_a_request_taken_out_voids_its_deadline_and_whatever_extended_it() -> None:
    desk = at_kg()
    desk.ask(Return(stage="submission", on=DAY, purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt", due=KG_DUE))
    desk.ask(ExtendDeadline(deadline="submission:1:return:4", until=LATER, on=DAY, reason="krank"))
    desk.ask(Correct(seq=4, reason="lag schon vor", void=True))
    assert states(desk, "submission:1:return:4")[-1] == (5, LATER, "voided")


def a_report(desk: Desk, due: str = "2011-01-03", name: str = "report") -> Desk:
    desk.ask(SetDeadline(deadline=name, role="city", due=When(due), on=DAY, title="Bericht"))
    return desk


def test_a_deadline_a_person_sets_outlives_the_grant_and_ends_by_a_persons_word() -> None:
    desk = a_report(a_dossier("end"))
    assert states(desk, "report") == [(6, "2011-01-03", "open")]
    desk.ask(EndDeadline(deadline="report", outcome=DeadlineOutcome.MET, on=DAY, reason="liegt vor"))
    assert states(desk, "report") == [(6, "2011-01-03", "met")]
    desk.ask(Correct(seq=7, reason="war ein anderer", void=True))
    assert states(desk, "report") == [(6, "2011-01-03", "superseded"), (8, "2011-01-03", "open")]


def test_a_deadline_set_by_hand_is_void_after_a_withdrawal() -> None:
    desk = a_report(at_kg())
    desk.ask(Withdraw(on=DAY, reason="verkauft"))
    assert states(desk, "report")[-1][2] == "voided"


def test_a_case_moved_to_a_version_without_the_stage_has_no_deadline_there_any_more() -> None:
    desk = at_kg()
    moved = Recorded(4, StageOpened("hearing", 1, "rp", KG_DUE), DAY, instant(4), "chain", "chain")
    desk.dossier = fold("d-1", desk.dossier.programme, [*desk.dossier.entries, moved])
    assert states(desk, "hearing:1") == [(4, KG_DUE, "voided")]


def test_imported_cases_have_deadlines_without_a_ladder() -> None:
    desk = a_dossier("kg", imported=True)
    desk.file([(StageOpened("kg", 1, "kg", KG_DUE), DAY)], CHAIN)
    assert [one.ladder for one in deadlines(desk.dossier)] == [""]


def test_a_stopped_clock_has_no_day_and_gets_one_when_it_goes_on() -> None:
    desk = a_report(a_dossier("decision"))
    desk.file([(StageOpened("decision", 1, "rp", KG_DUE), DAY)], CHAIN)
    desk.ask(StopClock(party=OwedBy.LAND, on=DAY, reason="Stellungnahme"))
    assert states(desk, "decision:1") == [(5, KG_DUE, "superseded"), (6, None, "stopped")]
    assert states(desk, "report")[-1][2] == "open", "the applicant's own deadline does not rest"
    dues = resumed(desk.dossier, date(2010, 1, 14), OfficeCalendar("SN"))
    assert [(one.deadline, one.due) for one in dues] == [("decision:1", "2010-03-11")]
    desk.today = date(2010, 1, 14)
    desk.ask(ResumeClock(on=When("2010-01-14"), reason="da", dues=dues))
    assert states(desk, "decision:1")[-1] == (7, "2010-03-11", "open")
    refuse_correction = refused(desk, Correct(seq=6, reason="doch nicht", void=True))
    assert isinstance(refuse_correction, OthersStandOnIt)
    desk.ask(Correct(seq=7, reason="doch nicht da", void=True))
    assert states(desk, "decision:1")[-1] == (8, None, "stopped")


def test_a_clock_goes_on_on_a_working_day() -> None:
    desk = at_kg()
    desk.file([(StageOpened("decision", 1, "rp", KG_DUE), DAY)], CHAIN)
    desk.ask(StopClock(party=OwedBy.LAND, on=DAY, reason="Stellungnahme"))
    (new,) = resumed(desk.dossier, date(2010, 1, 9), OfficeCalendar("SN"))
    assert new.due == "2010-03-08", "five days after the 1st is a Saturday"


def test_a_notified_decision_has_an_appeal_period_that_nobody_extends() -> None:
    desk = a_dossier("cofinancing")
    desk.ask(notify())
    (one,) = deadlines(desk.dossier)
    assert (one.name, one.role, one.ladder, one.statutory) == ("appeal:decision:1:5", "", "", True)
    assert one.shown(When("2010-02-09")) is DeadlineState.LAPSED
    assert one.state is DeadlineState.OPEN
    asked = ExtendDeadline(deadline=one.name, until=When("2011-01-03"), on=DAY, reason="nett")
    assert isinstance(refused(desk, asked), StatutoryDeadline)
    ended = EndDeadline(deadline=one.name, outcome=DeadlineOutcome.MET, on=DAY, reason="x")
    assert isinstance(refused(desk, ended), StatutoryDeadline)
    assert isinstance(refused(desk, notify()), AlreadyNotified)


def test_a_missed_deadline_can_be_extended_after_its_end() -> None:
    desk = at_kg()
    desk.today = date(2010, 3, 15)
    assert deadlines(desk.dossier)[0].missed(When("2010-03-15"))
    desk.ask(ExtendDeadline(deadline="kg:1", until=LATER, on=When("2010-03-15"), reason="rückwirkend"))
    assert states(desk)[-1][1:] == (LATER, "open")


def test_days_are_booked_by_when_things_happened_whoever_recorded_them_when() -> None:
    desk = a_dossier("decision")
    desk.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED))
    desk.ask(ConfirmFunds(stage="cofinancing", on=When("2002-12-18"), outcome=CofinancingOutcome.CONFIRMED))
    booked = bookings(desk.dossier, date(2010, 1, 4))
    assert booked[OwedBy.MEETING] == (date(2002, 7, 4) - date(2002, 5, 24)).days
    assert booked[OwedBy.OFFICE] == (date(2002, 12, 18) - date(2002, 7, 4)).days
    assert booked[OwedBy.SPONSOR] == 0
