"""One operation of the Saxon ERDF from its application to the proof of use: every deadline of it, and every mail about one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from config.application import Project
from config.clock import FixedClock
from domain.commands import Command, ConfirmFunds, Decide, Resolve, Return, Submit, SupplyDocuments
from domain.commands.deadlines import EndDeadline, SetDeadline, StopClock
from domain.commands.meetings import Propose, PublishCall
from domain.dates import When
from domain.deadlines.clock import bookings
from domain.deadlines.explain import explain
from domain.deadlines.held import deadline, deadlines
from domain.deadlines.period_text import read_period
from domain.dossier import Dossier
from domain.office_time import OFFICE_ZONE, office_day
from domain.vocabulary import (
    CofinancingOutcome,
    DeadlineOutcome,
    DecisionOutcome,
    Delivery,
    MeetingOutcome,
    OwedBy,
    ReturnPurpose,
)
from store.outbox import Posted
from tests.houses import a_key, findings, letters
from wording.language import speak
from workflows import deadlines as timing
from workflows.house import House
from workflows.inbox import look, open_case, receive
from workflows.reminders.climbing import climb
from workflows.walk import catch_up

ABOVE, UNDER, REFERENCE = "efre-stadtentwicklung-sachsen-2021", "efre-sachsen-2021-einzelvorhaben", "NSE-2022-01-04"
OFFICER, SIGNATORY, CITY, TREASURY = "sab-sachbearbeitung", "sab-zeichnung", "stadt-foerdermittel", "mittelbewirtschaftung"
CITYS, OFFICERS = "stadt@example.org", "sab-sachbearbeitung@example.org"
DOCUMENTS, CHECK, APPEAL = "application:1:return:4", "check", "appeal:decision:1"
START, PROOF = "start_in_time:1", "proof_in_time:1"
GRANTED = DecisionOutcome.GRANTED


@dataclass
class Case:
    """The operation, and the days that pass over it: every morning at nine the ladders are climbed."""

    house: House
    clock: FixedClock

    @property
    def dossier(self) -> Dossier:
        return look(self.house, REFERENCE, UNDER).dossier

    def until(self, day: str) -> None:
        """Let the mornings up to a day pass."""
        while (today := office_day(self.clock.now())) < date.fromisoformat(day):
            self.clock.at = datetime.combine(today + timedelta(days=1), time(9), OFFICE_ZONE)
            climb(self.house)

    def record(self, day: str, command: Command, by: str = OFFICER) -> None:
        """Somebody records something on a day, after the morning's mails."""
        self.until(day)
        receive(self.house, REFERENCE, command, by=by, programme=UNDER)
        catch_up(self.house)

    def due(self) -> dict[str, tuple[str, str]]:
        """Day and state of every deadline."""
        return {one.name: (str(one.due or ""), one.state.value) for one in deadlines(self.dossier)}

    def reminders(self) -> list[tuple[str, str]]:
        """(day, mailbox) of every mail about deadlines, in their order."""
        return sorted((one.occasion.removeprefix("day:"), one.recipient) for one in self._mails())

    def mail(self, day: str, mailbox: str) -> str:
        """The mail about deadlines of a day as its reader sees it, on one line."""
        [found] = [one for one in self._mails() if (one.occasion, one.recipient) == (f"day:{day}", mailbox)]
        return " ".join(f"{found.subject} | {found.text}".split())

    def _mails(self) -> list[Posted]:
        return [one for one in letters(self.house) if one.occasion]


@pytest.fixture
def case(a_house: House, clock: FixedClock) -> Case:
    """The operation on the Monday it came in, under a framework notice of the year before."""
    speak("de")
    day, monday = When("2025-05-15"), When("2026-11-23")
    above = {"authority": "sab", "programme": ABOVE, "reference": "NSE-2022-01", "title": "Leipziger Westen"}
    above |= {"applicant": "stadt"}
    open_case(a_house, Project.model_validate(above), day, None, by=OFFICER, key=a_key())
    steps: list[tuple[Command, str]] = [
        (PublishCall(stage="call", on=day), OFFICER),
        (Resolve(stage="gihk", on=day, outcome=MeetingOutcome.ADOPTED), "ratsbuero"),
        (Submit(stage="application", on=day), OFFICER),
        (Resolve(stage="steering", on=day, outcome=MeetingOutcome.ADOPTED), "lenkungsausschuss"),
        (Propose(stage="framework_notice", on=day, outcome=GRANTED), OFFICER),
        (Decide(stage="framework_notice", on=day, outcome=GRANTED), SIGNATORY),
    ]
    for command, by in steps:
        receive(a_house, "NSE-2022-01", command, by=by, programme=ABOVE)
    under = above | {"programme": UNDER, "reference": REFERENCE, "title": "Stadtteilladen", "part_of": "NSE-2022-01"}
    under |= {"begins": "2027-02", "ends": "2027-08"}
    sent = Submit(stage="application", on=monday)
    open_case(a_house, Project.model_validate(under), monday, sent, by=CITY, key=a_key())
    catch_up(a_house)
    return Case(a_house, clock)


def documents(case: Case) -> None:
    """The office sends back for documents, gives itself six weeks for its check, and lets that rest meanwhile."""
    asked = Return(
        stage="application", on=When("2026-11-24"), purpose=ReturnPurpose.DOCUMENTS, reason="Der Kostenplan fehlt.",
        documents=("Kostenplan",), due=When("2026-12-15"),
    )  # fmt: skip
    case.record("2026-11-24", asked)
    own = SetDeadline(deadline=CHECK, role="sab_officer", due=When("2026-12-31"), on=When("2026-11-24"), title="Antragsprüfung")
    six_weeks = read_period("6 Wochen")
    case.record("2026-11-24", timing.counted_from(case.house, case.dossier, own, six_weeks, When("2026-11-24")))
    case.record("2026-11-24", StopClock(party=OwedBy.SPONSOR, on=When("2026-11-24"), reason="Unterlagen fehlen."))


def supplied(case: Case) -> None:
    """A week more; the documents come in all the same six days after it."""
    why = "Der Stadtrat tagt erst am 17.12."
    case.until("2026-12-14")
    case.record("2026-12-14", timing.extension(case.house, case.dossier, DOCUMENTS, read_period("1 Woche"), why))
    case.record("2026-12-28", SupplyDocuments(stage="application", on=When("2026-12-28")), CITY)
    case.record("2026-12-28", timing.going_on(case.house, case.dossier, "Die Unterlagen sind da."))


def granted(case: Case) -> None:
    """Checked, granted, posted, financed."""
    case.record("2027-01-13", Propose(stage="decision", on=When("2027-01-13"), outcome=GRANTED, amount=30_000_000))
    case.record("2027-01-13", EndDeadline(deadline=CHECK, outcome=DeadlineOutcome.MET, on=When("2027-01-13"), reason="geprüft"))
    decided = Decide(stage="decision", on=When("2027-01-15"), outcome=GRANTED, amount=30_000_000)
    case.record("2027-01-15", decided, SIGNATORY)
    case.until("2027-01-18")
    case.record("2027-01-18", timing.notification(case.house, case.dossier, "decision", Delivery.POST, When("2027-01-18")))
    money = ConfirmFunds(stage="cofinancing", on=When("2027-02-01"), outcome=CofinancingOutcome.CONFIRMED)
    case.record("2027-02-01", money, TREASURY)


def carried_out(case: Case) -> None:
    """Begun in March, done in August."""
    case.record("2027-03-01", Submit(stage="start_notice", on=When("2027-03-01")), CITY)
    case.record("2027-09-02", Submit(stage="completion", on=When("2027-08-31")), CITY)


def test_documents_are_asked_for_twice_reminded_of_extended_and_told_of_once_they_are_late(case: Case) -> None:
    documents(case)
    assert case.due() == {DOCUMENTS: ("2026-12-15", "open"), CHECK: ("", "stopped")}
    supplied(case)

    # Two weeks before; three days before is a Saturday, so the Friday; the day after the new end; the officer after Christmas.
    assert case.reminders() == [
        ("2026-12-01", CITYS), ("2026-12-11", CITYS), ("2026-12-23", CITYS), ("2026-12-28", OFFICERS),
    ]  # fmt: skip
    first = case.mail("2026-12-01", CITYS)
    assert first.startswith(f"[{REFERENCE}] Erinnerung an Ihre Frist am 15.12.2026 |")
    for said in ("Unterlagen: Kostenplan (Antrag für das Einzelvorhaben), bis Dienstag, 15. Dezember 2026", "kein Bescheid"):
        assert said in first
    late = case.mail("2026-12-23", CITYS)
    assert "Ende der Frist: Dienstag, 22. Dezember 2026" in late
    assert "15. Dezember" not in late, "the old day is gone with its version"
    office = case.mail("2026-12-28", OFFICERS)
    assert "zuständig: Stadt Leipzig, Antragstelle; vorher benachrichtigt: Stadt Leipzig, Antragstelle (23.12.2026)" in office
    # 5 January and the 34 days it rested.
    assert case.due() == {DOCUMENTS: ("2026-12-22", "met"), CHECK: ("2027-02-08", "open")}
    assert bookings(case.dossier, office_day(case.clock.now()))[OwedBy.SPONSOR] >= 34
    assert findings(case.house) == []


def test_a_notice_in_the_post_counts_from_the_fourth_day_and_starts_the_year_for_the_beginning(case: Case) -> None:
    documents(case)
    supplied(case)
    granted(case)

    due = case.due()
    [appeal] = [name for name in due if name.startswith(APPEAL)]
    # Posted on Monday the 18th, known on Friday the 22nd; a month later is a Monday.
    assert due[appeal] == ("2027-02-22", "open")
    # A year after that is a Saturday; the day of the decision starts nothing.
    assert due[START] == ("2028-01-24", "open")
    assert due[CHECK] == ("2027-02-08", "met")
    carried_out(case)
    assert case.due()[START] == ("2028-01-24", "met")
    assert case.due()[PROOF] == ("2028-02-29", "open")
    found = deadline(case.dossier, PROOF)
    assert found is not None
    assert found.current.rule == "proof_of_use@2023-01-01"
    assert explain(case.dossier, found, timing.reckoning_of(case.house, case.dossier))
    # Nobody was reminded of what was met in time, or of a period that merely ends.
    assert [day for day, _ in case.reminders() if day > "2026-12-28"] == []


def test_the_proof_rests_for_the_land_is_reminded_of_and_ends_every_reminder_when_it_comes(case: Case) -> None:
    documents(case)
    supplied(case)
    granted(case)
    carried_out(case)
    why = "Das Ministerium klärt, wie Mieten nachzuweisen sind."
    case.record("2028-02-01", StopClock(party=OwedBy.LAND, on=When("2028-02-01"), reason=why, deadlines=(PROOF,)))
    assert case.due()[PROOF] == ("", "stopped")
    case.until("2028-02-11")
    case.record("2028-02-11", timing.going_on(case.house, case.dossier, "Die Antwort ist da."))
    assert case.due()[PROOF] == ("2028-03-10", "open"), "ten days more"

    case.until("2028-03-24")
    # The first reminder of the old day fell into the rest, so the three of the new one are left; then the office is told:
    # the officer on Monday the 13th (three days after is that day), nobody stands in on the 17th, the head on the 24th.
    assert [each for each in case.reminders() if each[0] > "2027"] == [
        ("2028-02-25", CITYS), ("2028-03-07", CITYS), ("2028-03-13", OFFICERS), ("2028-03-13", CITYS),
        ("2028-03-24", OFFICERS),
    ]  # fmt: skip
    assert "Verwendungsnachweis, bis Freitag, 10. März 2028" in case.mail("2028-02-25", CITYS)
    head = case.mail("2028-03-24", OFFICERS)
    assert "An Sie als Leitung" in head
    assert "vorher benachrichtigt: Stadt Leipzig, Antragstelle (25.02.2028, 07.03.2028, 13.03.2028)" in head

    case.record("2028-03-27", Submit(stage="proof", on=When("2028-03-27")), CITY)
    told = case.reminders()
    case.until("2028-05-31")
    assert case.reminders() == told, "nothing after it was done"
    assert len(told) == len(set(told)), "one mail a day and mailbox"
    assert {state for _, state in case.due().values()} == {"met", "open"}, "only the appeal period, which nobody meets"
    assert findings(case.house) == []
