"""Operations: numbers for administrators, also while Prefect is away or silent."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from portal.app import create_app
from portal.office.operations import prefect_answers
from portal.signing_in import sessions
from store.people import party_id
from tests.houses import CITY, CONTACT, DESK, KG, RP, HousesOf, leipzig_case
from tests.portal.conftest import Visit
from workflows.house import House
from workflows.reminders.clock_check import check
from workflows.walk import catch_up


class _Ready(BaseHTTPRequestHandler):
    """Says yes to everything."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the library gives
        """Keep quiet."""


@contextmanager
def a_server() -> Iterator[str]:
    """A server that says it is ready; the address of its API."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Ready) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/api"
        server.shutdown()


@pytest.fixture
def silent() -> Iterator[str]:
    """An address that takes a call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/api"


def number(page: str, term: str) -> str:
    """What stands beside a term."""
    return page.split(f"<dt>{term}</dt><dd>", 1)[1].partition("</dd>")[0].split(maxsplit=1)[0]


def test_facts_that_wait_are_counted_and_the_page_says_that_nothing_is_lost(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg")

    page = visit(DESK).get("/betrieb?lang=en").text

    assert number(page, "Dossiers with news that wait for processing") == "1"
    assert "Processing waits" in page
    assert "nothing is lost" in page
    assert "2.2" not in page.split("<main", 1)[1]  # numbers only


def test_whether_a_second_clock_confirms_this_machines_is_shown(a_house: House, visit: Visit) -> None:
    page = visit(DESK).get("/betrieb?lang=en").text

    shown = page.split("<dt>Clock of this machine</dt><dd>", 1)[1].partition("</dd>")[0]
    assert ("confirmed by a second clock" in shown) == check(a_house).confirmed
    assert ("foerderkette doctor" in page) == (not check(a_house).confirmed)


def test_what_was_processed_leaves_letters_to_send(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg")
    catch_up(a_house)

    page = visit(DESK).get("/betrieb?lang=en").text

    assert number(page, "Dossiers with news that wait for processing") == "0"
    assert int(number(page, "Still to be sent")) > 0
    assert "2026" in page.split("<dt>Next one due</dt>", 1)[1].split("</dd>", 1)[0]
    assert "Everything recorded so far has been processed" in page


def test_letters_that_failed_and_dossiers_that_lie_still_are_counted(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg")
    catch_up(a_house)
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE letter SET state = 'refused', ambiguous = 1"))
        letters = connection.execute(text("SELECT count(*) FROM letter")).scalar_one()
        connection.execute(text("DELETE FROM waiting"))

    page = visit(DESK).get("/betrieb?lang=en").text

    assert number(page, "Refused for good") == str(letters)
    assert number(page, "Tries that ended uncertain") == str(letters)
    assert number(page, "Still to be sent") == "0"
    assert number(page, "Next one due") == "no"
    assert number(page, "Open dossiers nobody has to act on") == "1"
    assert "needs a look" in page


def test_letters_the_mail_server_does_not_take_are_counted_before_they_are_given_up(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg")
    catch_up(a_house)
    quiet = visit(DESK).get("/betrieb?lang=en").text
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE letter SET attempts = 3 WHERE state = 'owed'"))

    page = visit(DESK).get("/betrieb?lang=en").text

    assert number(quiet, "Of these tried in vain so far") == "0"
    assert "tell whoever runs the mail server" not in quiet
    assert number(page, "Of these tried in vain so far") == number(page, "Still to be sent")
    assert "tell whoever runs the mail server" in page


def test_prefect_that_answers_is_seen(houses: HousesOf) -> None:
    with a_server() as url:
        house = houses.open(prefect_api_url=url)
        with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False) as client:
            client.cookies.set(sessions.COOKIE, sessions.open_session(house, party_id("leipzig", DESK)))
            page = client.get("/betrieb?lang=en").text

    assert "Processing waits" not in page
    assert ">answers<" in page


def test_a_silent_prefect_keeps_the_page_for_a_second_only(houses: HousesOf, silent: str) -> None:
    house = houses.open(prefect_api_url=silent)

    async def took() -> tuple[bool, float]:
        began = time.monotonic()
        return await prefect_answers(house), time.monotonic() - began

    there, seconds = asyncio.run(took())

    assert not there
    assert seconds < 2


def test_only_administrators_see_the_numbers(visit: Visit) -> None:
    assert visit("qm-team", "berlin").get("/betrieb").status_code == 200
    for handle in (KG, RP, CITY, CONTACT):
        assert visit(handle).get("/betrieb").status_code == 404
    assert visit("jury-protokoll", "berlin").get("/betrieb").status_code == 404
    assert visit().get("/betrieb").headers["location"].startswith("/anmelden")
