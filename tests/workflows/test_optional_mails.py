"""What people can do without is not sent: early reminders declined or seen, the overview of a morning declined."""

from datetime import date, timedelta

import pytest

from config.clock import FixedClock
from domain.commands import Assign
from domain.commands.deadlines import ExtendDeadline
from domain.dates import When
from domain.vocabulary import OptionalMail
from store.people import party_id
from tests.climbing_office import MAILBOX, Office, an_office
from tests.houses import CITY, DESK
from tests.optional_mails import OWNER, acts_for, declines, looks
from workflows.house import House
from workflows.reminders import foresight
from workflows.reminders.model import digest_of, plain
from workflows.reminders.unsubscribing import choose

OFFICER = party_id("leipzig", DESK)
#: The first rung of the office's deadline speaks on Thursday, 10 September 2026.
FIRST = "2026-09-10"


@pytest.fixture
def office(a_house: House, clock: FixedClock) -> Office:
    """The Leipzig case 2.2 with a deadline set on Monday, 24 August 2026."""
    return an_office(a_house, clock)


def dossier(office: Office) -> str:
    with office.house.database.reading() as connection:
        return str(connection.exec_driver_sql("SELECT id FROM dossier").scalar_one())


def test_who_declined_early_reminders_gets_the_later_ones_as_the_preview_says(office: Office) -> None:
    declines(office.house)
    foreseen = foresight.preview(office.house, date(2026, 10, 31))
    office.live("2026-08-24", "2026-10-31")

    assert office.rungs()[:3] == [
        (FIRST, "first", "suppressed", "declined"),
        ("2026-09-21", "last", "sent", "due"),
        ("2026-09-25", "over", "sent", "due"),
    ]
    said = foresight.sent(office.house, date(2026, 8, 24), date(2026, 10, 31))
    assert (plain(said), digest_of(said)) == (plain(foreseen), digest_of(foreseen))


def test_who_wants_them_again_gets_them_again(office: Office) -> None:
    declines(office.house)
    choose(office.house, OWNER, OptionalMail.EARLY, wanted=True)
    office.at(FIRST).climb()

    assert office.rungs() == [(FIRST, "first", "sent", "due")]


@pytest.mark.parametrize(
    ("day", "hour", "outcome"),
    [
        ("2026-09-09", 8, "suppressed"),
        ("2026-09-09", 7, "sent"),
        ("2026-09-10", 8, "suppressed"),
        ("2026-09-09", 19, "suppressed"),
    ],
)
def test_a_case_opened_in_the_day_before_needs_no_early_reminder(office: Office, day: str, hour: int, outcome: str) -> None:
    office.at(day, hour)
    looks(office.house, dossier(office))
    foreseen = foresight.preview(office.house, date(2026, 9, 10))
    office.at(FIRST, 17).climb()

    assert [row[2] for row in office.rungs()] == [outcome]
    said = foresight.sent(office.house, date(2026, 9, 10), date(2026, 9, 10))
    assert (plain(said), digest_of(said)) == (plain(foreseen), digest_of(foreseen))


def test_only_the_first_reminder_is_left_out_for_having_looked(office: Office) -> None:
    day = date(2026, 9, 8)
    while day <= date(2026, 9, 25):
        office.at(day.isoformat())
        looks(office.house, dossier(office))
        office.climb()
        day += timedelta(days=1)

    assert [row[1:] for row in office.rungs()] == [
        ("first", "suppressed", "seen"), ("last", "sent", "due"), ("over", "sent", "due"),
    ]  # fmt: skip


def test_somebody_who_acts_for_the_addressee_looks_for_them_and_nobody_else_does(office: Office) -> None:
    member = party_id("leipzig", "antragstelle-vertretung")
    acts_for(office.house, member, OWNER)
    office.due("second:1", due=When("2026-10-01"))  # speaks on 17 September
    office.at(FIRST)
    looks(office.house, dossier(office), member)
    office.climb()
    office.at("2026-09-17")
    looks(office.house, dossier(office), party_id("leipzig", CITY))
    looks(office.house, dossier(office), OFFICER)
    office.climb()

    assert office.rungs() == [(FIRST, "first", "suppressed", "seen"), ("2026-09-17", "first", "sent", "due")]


def test_what_was_left_out_uses_up_none_of_the_three_mails(office: Office) -> None:
    office.at(FIRST)
    looks(office.house, dossier(office))
    office.climb()
    office.ask(ExtendDeadline(deadline="report:1", until=When("2026-11-05"), on=When(FIRST), reason="auf Antrag"))
    office.live("2026-09-11", "2026-11-06")

    assert [row[1:] for row in office.rungs() if row[2] != "dropped"] == [
        ("first", "suppressed", "seen"), ("first", "sent", "due"), ("last", "sent", "due"), ("over", "sent", "due"),
    ]  # fmt: skip


def test_who_declined_the_overview_of_a_morning_still_gets_every_escalation(office: Office) -> None:
    office.ask(Assign(on=When("2026-08-24"), officer=OFFICER))
    declines(office.house, OFFICER, OptionalMail.DIGEST)
    office.due("note:1", role="case_officer")
    foreseen = foresight.preview(office.house, date(2026, 9, 28))
    office.live("2026-08-25", "2026-09-28")

    own = [row for row in office.rungs() if row[2] == "suppressed"]
    assert [(day, rung, reason) for day, rung, _, reason in own] == [
        (FIRST, "first", "declined"), ("2026-09-21", "last", "declined"), ("2026-09-25", "over", "declined"),
    ]  # fmt: skip
    assert [occasion for occasion, mailbox, _ in office.mails() if mailbox != MAILBOX] == ["day:2026-09-28"]
    said = foresight.sent(office.house, date(2026, 8, 25), date(2026, 9, 28))
    assert (plain(said), digest_of(said)) == (plain(foreseen), digest_of(foreseen))


def test_declining_one_kind_leaves_the_other_as_it_is(office: Office) -> None:
    declines(office.house, OWNER, OptionalMail.DIGEST)
    office.at(FIRST).climb()

    assert office.rungs() == [(FIRST, "first", "sent", "due")]


def test_a_late_early_reminder_can_be_done_without_as_well(office: Office) -> None:
    declines(office.house)
    office.at((date.fromisoformat(FIRST) + timedelta(days=1)).isoformat()).climb()

    assert [row[1:] for row in office.rungs()] == [("first", "suppressed", "declined")]
