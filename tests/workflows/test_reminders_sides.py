"""Whom of the applicant's side a reminder goes to where applicant and sponsor are two: the one that holds the role."""

from datetime import date

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.commands.deadlines import RequestExtension, SetDeadline
from domain.dates import When
from domain.deadlines.held import deadlines
from domain.deadlines.requested import request_for, theirs
from store.people import party_id
from tests.houses import DESK, TEAM, leipzig_case
from tests.projects import FUND, a_project
from tests.timed_mails import at
from tests.workflows.test_framework import OFFICER, UNDER, framework, opened
from workflows.house import House
from workflows.inbox import receive
from workflows.reminders import foresight
from workflows.reminders.climbing import climb
from workflows.reminders.model import plain

CITY, SPONSOR = "stadt@example.org", "beispieltraeger@example.org"
#: The usual ladder speaks first on Thursday, 10 September 2026.
DUE, SET, FIRST = When("2026-09-24"), When("2026-08-24"), "2026-09-10"


@pytest.fixture
def house(a_house: House, clock: FixedClock) -> House:
    """A house on 24 August 2026."""
    at(clock, "2026-08-24T09:00")
    return a_house


def operation(house: House, role: str = "municipality", **said: object) -> None:
    """A single operation that the city passes on to a sponsor, with a deadline of that role."""
    framework(house)
    opened(house, "O-1", part_of="F-1", sponsor="beispieltraeger", **said)
    asked = SetDeadline(deadline="proof:1", role=role, due=DUE, on=SET, title="Verwendungsnachweis")
    receive(house, "O-1", asked, by=OFFICER, programme=UNDER)


def told(house: House, clock: FixedClock) -> set[tuple[str, str]]:
    """The mailboxes of the first reminder, with the kind of mail; what was foreseen is what is sent."""
    foreseen = plain(foresight.preview(house, date.fromisoformat(FIRST)))
    at(clock, f"{FIRST}T09:00")
    climb(house)
    sent = plain(foresight.sent(house, date.fromisoformat(FIRST), date.fromisoformat(FIRST)))
    assert sent == foreseen
    return {(str(mail["recipient"]), str(mail["kind"])) for mail in sent}


def test_the_city_is_told_of_what_it_owes_beside_the_sponsor_it_passes_the_grant_on_to(house: House, clock: FixedClock) -> None:
    operation(house)
    assert told(house, clock) == {(CITY, "reminder")}


def test_a_contact_of_its_own_speaks_for_both(house: House, clock: FixedClock) -> None:
    operation(house, contact="stadt-foerdermittel")
    assert told(house, clock) == {("stadt-foerdermittel@example.org", "reminder")}


@pytest.mark.parametrize("change", [
    "DELETE FROM assignment WHERE party = '{city}'",
    "INSERT INTO assignment VALUES ('{sponsor}', '{programme}', 'municipality')",
    "UPDATE party SET email = '' WHERE id = '{city}'",
])  # fmt: skip
def test_where_nobody_both_or_somebody_without_an_address_holds_the_role_it_is_whom_letters_go_to(
    house: House, clock: FixedClock, change: str
) -> None:
    operation(house)
    city, sponsor = party_id("sab", "stadt"), party_id("sab", "beispieltraeger")
    with house.database.transaction() as connection:
        connection.execute(text(change.format(city=city, sponsor=sponsor, programme=UNDER)))
    assert told(house, clock) == {(SPONSOR, "reminder")}


@pytest.mark.parametrize(
    ("role", "mailbox", "kind"), [("qm_team", "qm-team@example.org", "digest"), ("sponsor", "verein-a@example.org", "reminder")]
)
def test_a_role_of_the_office_that_may_also_apply_is_not_the_sponsors(
    house: House, clock: FixedClock, role: str, mailbox: str, kind: str
) -> None:
    a_project(house, "application")
    asked = SetDeadline(deadline="paper:1", role=role, due=DUE, on=SET, title="Vertrag")
    receive(house, "PF-1", asked, by=TEAM, programme=FUND, authority="berlin")
    assert told(house, clock) == {(mailbox, kind)}


def test_a_sponsor_with_no_work_in_the_programme_is_of_the_applicants_side(house: House, clock: FixedClock) -> None:
    leipzig_case(house, "kg", "3.1")
    asked = SetDeadline(deadline="report", role="sponsor", due=DUE, on=SET, title="Kurzbericht")
    dossier = receive(house, "3.1", asked, by=DESK).dossier
    [report] = [one for one in deadlines(dossier) if one.name == "report"]

    assert theirs(report)
    assert told(house, clock) == {("quartiersmoderation@example.org", "reminder")}
    more = RequestExtension(deadline="report", on=When(FIRST), reason="Die Druckerei braucht länger.")
    assert request_for(receive(house, "3.1", more, by="quartiersmoderation").dossier, report)
