"""Named days through the whole house: extensions and reminders by their end by law, and changes that keep what nobody named."""

from dataclasses import replace

import pytest

from config.clock import FixedClock
from domain.commands import Return
from domain.commands.deadlines import ExtendDeadline, SetDeadline
from domain.dates import When
from domain.deadlines.held import deadline, deadlines
from domain.errors import KeyUsed
from domain.programme.timed import Period
from domain.vocabulary import ReturnPurpose
from tests.climbing_office import MAILBOX, Office
from tests.houses import DESK, LEIPZIG, a_key, leipzig_case
from tests.workflows.test_deadlines import SET, TODAY
from workflows.deadlines import extended
from workflows.house import House
from workflows.inbox import look, receive

SATURDAY = When("2026-09-19")


def returned(office: Office) -> str:
    """Documents are asked for by Saturday, 19 September 2026."""
    leipzig_case(office.house, "kg")
    asked = Return(
        stage="submission", on=When("2026-08-24"), purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt",
        documents=("Kostenplan",), due=SATURDAY,
    )  # fmt: skip
    office.ask(asked)
    return deadlines(look(office.house, "2.2").dossier)[-1].name


def test_an_extension_counts_from_the_working_day_on_which_a_named_saturday_ends(a_house: House, clock: FixedClock) -> None:
    office = Office(a_house, clock).at("2026-08-24")
    name = returned(office)
    made = extended(a_house, look(a_house, "2.2").dossier, name, Period(working_days=10), "Krankheit")
    assert made.command.until == "2026-10-05", "ten working days after Monday, 21 September"


def test_that_it_is_over_is_told_the_day_after_it_ends_by_law_and_not_on_that_day(a_house: House, clock: FixedClock) -> None:
    office = Office(a_house, clock).at("2026-08-24")
    returned(office)
    office.live("2026-08-25", "2026-09-24")
    assert [(day, rung) for day, rung, outcome, _ in office.rungs() if outcome == "sent"] == [
        ("2026-09-04", "first"), ("2026-09-16", "last"), ("2026-09-22", "over"), ("2026-09-24", "officer"),
    ]  # fmt: skip
    assert "day:2026-09-21" not in [day for day, mailbox, _ in office.mails() if mailbox == MAILBOX]


def test_the_receipt_of_an_extension_waits_until_the_day_that_holds_now(a_house: House, clock: FixedClock) -> None:
    office = Office(a_house, clock).at("2026-08-24")
    name = returned(office)
    extend = ExtendDeadline(deadline=name, until=When("2026-10-30"), on=When("2026-08-24"), reason="Krankheit")
    receipt = receive(a_house, "2.2", extend, by=DESK, programme=LEIPZIG)
    assert [line.due for line in receipt.waiting] == ["2026-10-30"]


def test_a_change_that_is_recorded_again_under_its_key_is_the_same_change(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    receive(a_house, "2.2", SET, by=DESK)
    change = SetDeadline(deadline="report", role="", due=When("2031-04-03"), on=TODAY, reason="später")
    key = a_key()
    first = receive(a_house, "2.2", change, by=DESK, key=key)
    again = receive(a_house, "2.2", change, by=DESK, key=key)
    assert (again.repeated, again.seq) == (True, first.seq)
    with pytest.raises(KeyUsed):
        receive(a_house, "2.2", replace(change, reason="früher"), by=DESK, key=key)
    found = deadline(look(a_house, "2.2").dossier, "report")
    assert found is not None
    assert (found.role, found.title.de) == ("applicant", "Bericht")
