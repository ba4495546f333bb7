"""The preview of reminders: it says what will be sent, provably, and changes nothing."""

from datetime import date

import pytest

from config.clock import FixedClock
from domain.dates import When
from tests.climbing_office import Office, an_office
from workflows.house import House
from workflows.reminders import foresight
from workflows.reminders.model import digest_of, plain


@pytest.fixture
def office(a_house: House, clock: FixedClock) -> Office:
    """The Leipzig case 2.2 with a deadline set on Monday, 24 August 2026."""
    return an_office(a_house, clock)


def test_the_preview_says_what_is_sent_and_changes_nothing(office: Office) -> None:
    office.due("report:2", due=When("2026-09-30"))
    before = office.rungs(), office.mails()
    foreseen = foresight.preview(office.house, date(2026, 10, 31))
    assert (office.rungs(), office.mails()) == before
    office.live("2026-08-24", "2026-10-31")
    said = foresight.sent(office.house, date(2026, 8, 24), date(2026, 10, 31))
    assert plain(said) == plain(foreseen)
    assert digest_of(said) == digest_of(foreseen)
    assert len(said) > 8


def test_the_digest_of_the_set_tells_a_missing_rung(office: Office) -> None:
    foreseen = foresight.preview(office.house, date(2026, 10, 31))
    assert digest_of(foreseen[1:]) != digest_of(foreseen)
    assert digest_of(foreseen[::-1]) == digest_of(foreseen)


def test_after_hours_the_preview_begins_with_tomorrow(office: Office) -> None:
    office.at("2026-09-10", 19)
    assert foresight.preview(office.house, date(2026, 9, 10)) == []
    office.at("2026-09-10", 12)
    assert len(foresight.preview(office.house, date(2026, 9, 10))) == 1
