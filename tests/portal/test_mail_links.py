"""The one link of a mail: it leads to the case it is about, signs nobody in, and whoever signs in comes back there."""

import asyncio
import re
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from config.clock import FixedClock
from domain.commands.meetings import Schedule, Unschedule
from domain.dates import When
from domain.text import Text
from notifications.caught import list_mails
from notifications.render import Office as Sender
from portal.app import create_app
from portal.signing_in import sessions
from portal.web.cookies import name
from store.people import party_id
from tests.climbing_office import MAILBOX, an_office
from tests.houses import CONTACT, DESK, HousesOf, leipzig_case, letters
from tests.optional_mails import PORTAL, with_links
from tests.portal.conftest import csrf
from tests.portal.mails import deliver
from workflows.house import House
from workflows.walk import catch_up


@pytest.fixture
def house(houses: HousesOf) -> House:
    """A house whose mails can carry links."""
    return with_links(houses)


def browser(house: House, handle: str = "") -> TestClient:
    """A browser, of a stranger or signed in."""
    client = TestClient(create_app(house), base_url=PORTAL, follow_redirects=False)
    if handle:
        client.cookies.set(name(house, sessions.COOKIE), sessions.open_session(house, party_id("leipzig", handle)))
    return client


def links(text: str) -> list[str]:
    """The paths of a mail's links to the portal."""
    return [urlsplit(one).path for one in re.findall(rf"{re.escape(PORTAL)}\S*", text)]


def test_a_letter_about_a_case_leads_to_its_own_page_and_back_there_after_signing_in(house: House) -> None:
    id_ = leipzig_case(house, "kg").dossier.id
    catch_up(house)
    (receipt,) = [one for one in letters(house) if one.template == "receipt"]
    assert links(receipt.text) == [f"/antraege/{id_}"]
    assert f'href="{PORTAL}/antraege/{id_}"' in receipt.html

    with browser(house) as stranger:
        turned = stranger.get(f"/antraege/{id_}")
        assert turned.status_code == 303
        assert turned.headers["location"] == f"/anmelden?weiter=/antraege/{id_}"
        form = stranger.get(turned.headers["location"])
        onward = form.text.split('name="weiter" value="', 1)[1].split('"', 1)[0]
        stranger.post("/anmelden", data={"email": MAILBOX, "weiter": onward})
        asyncio.run(deliver(house))
        path = "/anmelden/" + list_mails(house.settings.mails)[-1].text.split("/anmelden/", 1)[1].split()[0]
        opened = stranger.post(path, data={"csrf": csrf(stranger.get(path).text)})
        assert (opened.status_code, opened.headers["location"]) == (303, f"/antraege/{id_}")
        assert stranger.get(f"/antraege/{id_}").status_code == 200


def test_a_reminder_of_one_case_leads_to_it_and_one_of_several_to_the_list(house: House, clock: FixedClock) -> None:
    office = an_office(house, clock)
    office.at("2026-09-10").climb()
    leipzig_case(house, "kg", "3.1")
    office.due(reference="3.1")
    for day in ("2026-09-16", "2026-09-21"):
        office.at(day).climb()
    first, second = sorted((one for one in letters(house) if one.template == "reminder"), key=lambda one: one.occasion)
    assert re.fullmatch(r"/antraege/[^/]+", links(first.text)[0])
    assert links(second.text)[0] == "/antraege"
    for handle, path in ((CONTACT, links(first.text)[0]), (CONTACT, "/antraege")):
        with browser(house, handle) as signed_in:
            assert signed_in.get(path).status_code == 200


def test_a_reminder_of_a_case_that_is_on_an_agenda_says_for_which_day_until_it_is_taken_off(
    house: House, clock: FixedClock
) -> None:
    office = an_office(house, clock)
    on = When("2026-09-09")
    office.at("2026-09-09").ask(Schedule(stage="kg", on=on, meets_on=When("2026-10-07")))
    office.at("2026-09-10").climb()
    office.at("2026-09-17").ask(Unschedule(stage="kg", on=When("2026-09-17"), reason="Saal"))
    for day in ("2026-09-17", "2026-09-21"):
        office.at(day).climb()
    first, second = sorted((one for one in letters(house) if one.template == "reminder"), key=lambda one: one.occasion)
    assert "Ihr Antrag steht für Mittwoch, 7. Oktober 2026 auf der Tagesordnung." in first.text
    assert "Tagesordnung" not in second.text


def test_the_morning_mail_of_the_office_leads_to_the_deadlines_of_its_case_or_to_the_board(
    house: House, clock: FixedClock
) -> None:
    office = an_office(house, clock)
    leipzig_case(house, "kg", "3.1")
    office.due("report:2", reference="3.1", due=When("2026-09-25"))
    for day in ("2026-09-28", "2026-09-29", "2026-10-01", "2026-10-02"):
        office.at(day).climb()
    seen = [links(one.text)[0] for one in sorted(letters(house), key=lambda one: one.occasion) if one.template == "digest"]
    assert seen
    for path in {*seen, "/fristen"}:
        assert re.fullmatch(r"/akten/[^/]+/fristen|/fristen", path)
        with browser(house, DESK) as desk:
            assert desk.get(path).status_code == 200


def test_an_address_that_ends_in_a_slash_makes_no_second_one_and_none_makes_no_link() -> None:
    sender = Sender(Text(de="Amt"), "a@example.org", "f@example.org", "example.org", f"{PORTAL}/")
    assert sender.page("/antraege/7") == f"{PORTAL}/antraege/7"
    assert Sender(Text(de="Amt"), "a@example.org", "f@example.org", "example.org", "").page("/antraege/7") == ""
