"""The calendar file: what RFC 5545 asks of it, and that it says the day."""

import re

from icalendar import Calendar

from domain.commands import Return
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from tests.houses import CITY, DESK, leipzig_case
from tests.portal.conftest import Visit
from workflows.house import House
from workflows.inbox import receive


def a_return(house: House, due: When | None, reason: str = "Der Kostenplan fehlt.") -> str:
    leipzig_case(house)
    asked = Return(
        stage="submission", on=When("2002-06-01"), purpose=ReturnPurpose.DOCUMENTS, reason=reason,
        documents=("Kostenplan, unterschrieben; zweifach", "Lageplan " + "ß" * 60), due=due,
    )  # fmt: skip
    return receive(house, "2.2", asked, by=DESK).dossier.id


def test_the_day_due_is_an_all_day_event(visit: Visit, a_house: House) -> None:
    id_ = a_return(a_house, When("2026-12-18"), "Zeile eins\nZeile zwei 🎪")
    client = visit(CITY)
    assert f"/antraege/{id_}/termine.ics" in client.get(f"/antraege/{id_}").text

    answer = client.get(f"/antraege/{id_}/termine.ics")

    body = answer.content
    assert answer.headers["content-type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20261218\r\n" in body
    assert b"DTEND;VALUE=DATE:20261219\r\n" in body
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n", body)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert "2.2" in str(event["summary"])
    assert "Kostenplan, unterschrieben; zweifach" in str(event["description"])
    assert "Zeile eins\nZeile zwei 🎪" in str(event["description"])
    assert rb"unterschrieben\; zweifach" in body.replace(b"\r\n ", b"")


def test_it_keeps_its_identity_when_fetched_again(visit: Visit, a_house: House) -> None:
    id_ = a_return(a_house, When("2026-12-18"))

    first, second = (visit(CITY).get(f"/antraege/{id_}/termine.ics").content for _ in range(2))

    assert first == second
    assert b"UID:" in first


def test_a_month_is_due_on_its_last_day(visit: Visit, a_house: House) -> None:
    id_ = a_return(a_house, When("2026-12"))

    assert b"VALUE=DATE:20261231" in visit(CITY).get(f"/antraege/{id_}/termine.ics").content


def test_without_a_day_there_is_no_file(visit: Visit, a_house: House) -> None:
    id_ = a_return(a_house, None)

    assert "termine.ics" not in visit(CITY).get(f"/antraege/{id_}").text
    assert visit(CITY).get(f"/antraege/{id_}/termine.ics").status_code == 404
