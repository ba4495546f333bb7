"""What somebody has to do now, also where a deadline was set by itself: named with its day, the soonest first."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from config.application import Project
from config.clock import FixedClock
from domain.commands import Return
from domain.commands.deadlines import EndDeadline, ExtendDeadline, SetDeadline, StopClock
from domain.dates import When
from domain.vocabulary import DeadlineOutcome, OwedBy, ReturnPurpose
from tests.calendars import entries, feed, fetched
from tests.houses import BERLIN, CITY, CONTACT, DESK, LEIPZIG, RESIDENT, TEAM, a_key, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import now
from workflows.house import House
from workflows.inbox import open_case, receive
from workflows.walk import catch_up

TODAY = When("2026-11-23")
REPORT = SetDeadline(deadline="bericht", role="applicant", due=When("2026-12-01"), on=TODAY, title="Kurzbericht")
DOCUMENTS = Return(
    stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
    due=When("2026-12-10"), reason="Der Finanzplan fehlt.",
)  # fmt: skip


def case(house: House, *commands: object) -> str:
    """A case in which these were recorded."""
    id_ = leipzig_case(house, "kg").dossier.id
    for command in commands:
        receive(house, "2.2", command, by=DESK, programme=LEIPZIG)  # type: ignore[arg-type] # a Command
    return id_


def box(visit: Visit, id_: str, handle: str = CITY) -> str:
    """The box on the page of one's own case that says what is to be done."""
    page = unescape(visit(handle).get(f"/antraege/{id_}?lang=en").text)
    return page.split('aria-labelledby="todo"', 1)[1].split("</section>", 1)[0]


def test_a_deadline_set_by_hand_is_something_they_have_to_do(a_house: House, visit: Visit) -> None:
    id_ = case(a_house, REPORT)
    said = box(visit, id_)
    assert "What you have to do now" in said
    assert ">Kurzbericht</h3>" in said
    assert "By 1 December 2026" in said
    assert "kern-badge--danger" not in said
    assert 'href="#fristen"' in said
    listed = unescape(visit(CITY).get("/antraege?lang=en").text)
    assert "You have to act" in listed
    assert "Kurzbericht, by 1 December 2026" in listed


def test_whoever_reads_only_is_told_whose_it_is_and_nothing_red(a_house: House, visit: Visit, clock: FixedClock) -> None:
    id_ = case(a_house, REPORT)
    clock.move(timedelta(days=20))
    said = box(visit, id_, CONTACT)
    assert "What has to be done now" in said
    assert "Kurzbericht" in said
    assert "This is for:" in said
    assert "kern-badge--danger" not in said
    assert "kern-badge--danger" not in visit(CONTACT).get("/antraege").text


def test_a_missed_one_stays_there_and_is_red_for_whoever_must_act(a_house: House, visit: Visit, clock: FixedClock) -> None:
    id_ = case(a_house, REPORT)
    clock.move(timedelta(days=20))
    for text in (box(visit, id_), visit(CITY).get("/antraege?lang=en").text):
        assert 'kern-badge--danger"><span class="kern-label">overdue' in text
    met = EndDeadline(deadline="bericht", outcome=DeadlineOutcome.MET, on=When("2026-12-13"), reason="da")
    receive(a_house, "2.2", met, by=DESK)
    assert "You need not do anything" in box(visit, id_)


def test_the_soonest_stands_first(a_house: House, visit: Visit) -> None:
    id_ = case(a_house, DOCUMENTS, REPORT)
    said = box(visit, id_)
    assert said.index("Kurzbericht") < said.index("Supply documents")
    more = ExtendDeadline(deadline="bericht", until=When("2027-01-12"), on=TODAY, reason="Urlaub")
    receive(a_house, "2.2", more, by=DESK)
    said = box(visit, id_)
    assert said.index("Supply documents") < said.index("Kurzbericht")
    assert said.count("<h3") == 2


def test_what_rests_and_what_the_office_owes_is_not_asked_of_them(a_house: House, visit: Visit) -> None:
    theirs = SetDeadline(deadline="vermerk", role="case_officer", due=When("2026-12-01"), on=TODAY, title="Vermerk")
    id_ = case(a_house, REPORT, theirs, StopClock(party=OwedBy.LAND, on=TODAY, reason="Land", deadlines=("bericht",)))
    said = box(visit, id_)
    assert "You need not do anything" in said
    assert "Kurzbericht" not in said
    assert "Vermerk" not in said


def test_a_deadline_of_the_programme_is_that_of_the_stage_that_ends_it(a_house: House, visit: Visit) -> None:
    project = Project(
        authority="berlin", programme=BERLIN, reference="AF-1", title="Hoffest", area="Beispielkiez", applicant=RESIDENT,
        begins=When("2027-02-15"), ends=When("2027-02-16"),
    )  # fmt: skip
    id_ = open_case(a_house, project, TODAY, None, by=TEAM, key=a_key()).dossier.id
    catch_up(a_house)
    page = unescape(visit(RESIDENT, "berlin").get(f"/antraege/{id_}?lang=en").text)
    said = page.split('aria-labelledby="todo"', 1)[1].split("</section>", 1)[0]
    assert said.count("<h3") == 1
    assert "Send the application" in said
    assert "By 4 January 2027" in said


def test_a_hostile_title_is_shown_as_it_is(a_house: House, visit: Visit) -> None:
    case(a_house, replace(REPORT, title="<script>alert(1)</script>"))
    page = visit(CITY).get("/antraege").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("handle", [CITY, CONTACT])
def test_the_calendar_file_holds_what_the_calendar_does_and_counts_its_changes(
    a_house: House, visit: Visit, clock: FixedClock, handle: str
) -> None:
    id_ = case(a_house, DOCUMENTS, REPORT)
    name = f"submission:1:return:{now(a_house, id_).version - 1}"
    before = {one.uid: one for one in entries(visit(handle).get(f"/antraege/{id_}/termine.ics").content)}
    assert len(before) == 2
    clock.move(timedelta(hours=1))
    receive(a_house, "2.2", ExtendDeadline(deadline=name, until=When("2027-01-20"), on=TODAY, reason="Urlaub"), by=DESK)
    file = visit(handle).get(f"/antraege/{id_}/termine.ics").content
    after = {one.uid: one for one in entries(file)}
    assert before.keys() == after.keys()
    (moved,) = (uid for uid in after if name in uid)
    assert (before[moved].sequence, after[moved].sequence) == (0, 1)
    assert b"DTSTAMP:20261123T090000Z" in file
    assert "Der Finanzplan fehlt." in after[moved].said
    subscribed = {one.uid: one for one in entries(fetched(a_house, feed(a_house, handle)) or b"")}
    assert {(one.uid, one.starts, one.sequence) for one in subscribed.values()} == {
        (one.uid, one.starts, one.sequence) for one in after.values()
    }
    assert all("Der Finanzplan fehlt." not in one.said for one in subscribed.values()), "why stays behind the sign-in"


def test_a_case_without_a_day_offers_no_file_and_one_set_by_hand_does(a_house: House, visit: Visit) -> None:
    id_ = case(a_house)
    assert visit(CITY).get(f"/antraege/{id_}/termine.ics").status_code == 404
    receive(a_house, "2.2", REPORT, by=DESK, programme=LEIPZIG)
    assert f"/antraege/{id_}/termine.ics" in visit(CITY).get(f"/antraege/{id_}").text
    assert visit(DESK).get(f"/antraege/{id_}/termine.ics").status_code == 404


def test_another_case_is_not_in_the_file(a_house: House, visit: Visit) -> None:
    id_ = case(a_house, REPORT)
    leipzig_case(a_house, "kg", "3.1")
    receive(a_house, "3.1", REPORT, by=DESK, programme=LEIPZIG)
    (one,) = entries(visit(CITY).get(f"/antraege/{id_}/termine.ics").content)
    assert id_ in one.uid
