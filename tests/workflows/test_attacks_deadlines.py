"""Attacks on deadlines and reminders: one odd deadline holds up no other, and nobody is told what they may not know."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.commands import Return
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.errors.calendars import TooManyCalendars
from domain.errors.deadlines import TooFarAhead
from domain.vocabulary import ReturnPurpose
from tests.climbing_office import MAILBOX, an_office
from tests.houses import CONTACT, DESK, LEIPZIG, leipzig_case
from workflows import calendars
from workflows.house import House
from workflows.inbox import receive
from workflows.reminders.foresight import preview


@pytest.mark.parametrize("due", ["0001-01-01", "2150-01-03", "9999-12-31"])
def test_a_deadline_in_a_year_nobody_knows_the_holidays_of_keeps_no_other_from_being_looked_at(
    a_house: House, clock: FixedClock, due: str
) -> None:
    office = an_office(a_house, clock)
    office.due("odd")
    with a_house.database.transaction() as connection:
        # As an older release may have stored it.
        connection.execute(text(f"UPDATE deadline SET due = '{due}' WHERE deadline = 'odd'"))

    office.at("2026-08-25").climb()
    ahead = preview(a_house, date(2026, 9, 11))
    office.at("2026-09-04").climb()
    office.at("2026-09-10").climb()

    assert [mail.recipient for mail in ahead] == [MAILBOX]
    assert ("day:2026-09-10", MAILBOX, "reminder") in office.mails()


def test_documents_are_not_asked_for_by_a_day_in_the_year_9999(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    asked = Return(
        stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
        due=When("9999-12-31"), reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    with pytest.raises(TooFarAhead):
        receive(a_house, "2.2", asked, by=DESK, programme=LEIPZIG)


def test_a_calendar_of_the_applicants_side_holds_no_period_of_the_office(a_house: House) -> None:
    """What merely ends is the office's business, but for appeals; `mine` does not show it either."""
    leipzig_case(a_house, "kg")
    for name, role in (("bewilligung", ""), ("vermerk", "case_officer"), ("bericht", "applicant")):
        asked = SetDeadline(deadline=name, role=role, due=When("2026-12-10"), on=When("2026-11-20"), title=name)
        receive(a_house, "2.2", asked, by=DESK, programme=LEIPZIG)

    file = _own(a_house, CONTACT)

    assert "bericht" in file
    assert "bewilligung" not in file
    assert "vermerk" not in file
    assert "vermerk" in _own(a_house, DESK)


def test_many_who_write_into_one_case_at_once_are_all_heard(a_house: House) -> None:
    """What a bundle of statements that lost was to prepare is no failure of whoever uses the connection next."""
    leipzig_case(a_house, "kg")

    def one(n: int) -> bool:
        day = When(f"2026-12-{n % 20 + 7:02}")
        asked = SetDeadline(
            deadline=f"bericht{n % 3}", role="applicant", due=day, on=When("2026-11-20"), title=f"Teil {n}", source="Bescheid"
        )  # fmt: skip
        return receive(a_house, "2.2", asked, by=DESK, programme=LEIPZIG) is not None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(32)))


def test_nobody_makes_more_calendars_than_allowed_by_asking_at_once(a_house: House) -> None:
    account = calendars.owner(a_house, "leipzig", CONTACT)

    def one(_n: int) -> bool:
        try:
            return bool(calendars.make(a_house, account))
        except TooManyCalendars:
            return False

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(one, range(48))) == calendars.MOST


def _own(house: House, handle: str) -> str:
    made = calendars.make(house, calendars.owner(house, "leipzig", handle))
    file = calendars.feed_of(house, made.address.rpartition("/")[2].removesuffix(".ics"))
    assert file is not None
    return file.decode()
