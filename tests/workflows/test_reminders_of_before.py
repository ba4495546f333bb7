"""Deadlines that were there before the ladders were, and those of imported cases: no flood of mails about the past."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from config.clock import FixedClock
from domain.commands import Return
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from store import migrations
from tests.climbing_office import MAILBOX, Office
from tests.houses import DESK, findings, leipzig_case
from tests.importing import done, rows_of
from workflows.house import House, open_house
from workflows.inbox import receive
from workflows.reminders.climbing import Climbed


@pytest.fixture
def office(a_house: House, clock: FixedClock) -> Office:
    """An office on Monday, 24 August 2026."""
    return Office(a_house, clock).at("2026-08-24")


def deadlines(office: Office) -> list[tuple[str, str, str]]:
    with office.house.database.reading() as connection:
        rows = connection.execute(text("SELECT due, state, wake_on FROM deadline ORDER BY due"))
        return [tuple(row) for row in rows]


def test_a_store_of_the_release_before_gets_its_rows_and_nobody_is_told_of_what_is_past(office: Office) -> None:
    """Five deadlines of which the first reminder would have come before the update, one of which it comes after."""
    dues = ["2026-08-25", "2026-08-26", "2026-09-01", "2026-09-04", "2026-09-11", "2026-10-30"]
    for number, due in enumerate(dues):
        leipzig_case(office.house, "kg", f"3.{number}")
        asked = Return(stage="submission", on=When("2026-08-24"), purpose=ReturnPurpose.DOCUMENTS, reason="-", due=When(due))
        receive(office.house, f"3.{number}", asked, by=DESK)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["database"] = office.house.database
    command.downgrade(config, "0005")

    office.at("2026-09-15")
    open_house(office.house.settings, office.clock).database.close()
    assert deadlines(office) == [(due, "open", "2026-09-15") for due in dues]
    assert findings(office.house) == []
    assert office.climb().letters == 0, "the day of the update is that of the first look"
    assert {(outcome, reason) for _, _, outcome, reason in office.rungs()} == {("dropped", "past")}
    assert office.at("2026-09-16").climb() == Climbed()
    office.live("2026-09-17", "2026-10-31")
    told = [day for day, mailbox, _ in office.mails() if mailbox == MAILBOX]
    assert told == ["day:2026-10-16", "day:2026-10-27"], "the one that was ahead, as ever"


def test_an_imported_case_keeps_its_deadlines_and_owes_no_mail(office: Office, tmp_path: Path) -> None:
    done(office.house, tmp_path, rows_of({"Entscheidung am": "", "Entscheidung": "", "Bewilligt": ""}))
    asked = SetDeadline(deadline="report:1", role="applicant", due=When("2026-09-24"), on=When("2026-08-24"), title="Bericht")
    receive(office.house, "X-0", asked, by=DESK)
    assert deadlines(office) == [("2026-09-24", "open", "")]
    office.live("2026-08-25", "2026-10-31")
    assert (office.rungs(), office.mails()) == ([], [])
    assert deadlines(office) == [("2026-09-24", "open", "")]
