"""What an attacker tried on the portal, and what it answers."""

from contextlib import suppress
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from config.clock import FixedClock
from portal.app import create_app
from portal.policy import Act, may
from portal.signing_in import sessions
from store import access
from store.people import party_id
from tests.houses import BERLIN, TEAM, HousesOf, leipzig_case
from tests.portal.applying import begin, fill, press
from tests.portal.conftest import Visit, csrf
from tests.portal.desk import now
from workflows.house import House
from workflows.inbox import newest


def test_a_name_that_is_not_ours_reaches_nothing(visit: Visit) -> None:
    stranger = visit()
    for host in ("evil.example:8765", "evil.example", "127.0.0.1.evil.example", ""):
        assert stranger.get("/", headers={"Host": host}).status_code == 421
    for host in ("127.0.0.1:8765", "localhost"):
        assert stranger.get("/", headers={"Host": host}).status_code == 200


def test_behind_a_proxy_the_portal_has_no_test_mailbox(houses: HousesOf) -> None:
    house = houses.open(public_url="https://antrag.example.org")
    with TestClient(create_app(house), base_url="https://antrag.example.org") as client:
        assert client.get("/postfach").status_code == 404


def test_error_pages_carry_the_headers_too(a_house: House) -> None:
    a_house.database.on_commit = _broken
    with TestClient(create_app(a_house), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.post("/anmelden", data={"email": "sachbearbeitung@example.org"})

    assert answer.status_code == 500
    assert "content-security-policy" in answer.headers
    assert "LookupError" not in answer.text


def _broken(_when: str) -> None:
    raise LookupError


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_pages_are_read_while_somebody_writes_for_long(
    houses: HousesOf, visit: Visit, clock: FixedClock, a_house: House
) -> None:
    officer = visit("sachbearbeitung")
    clock.move(sessions.IDLE_STAFF / 2)
    a_house.database._busy_seconds = 0.05  # noqa: SLF001 - ten seconds are for people, not for tests
    other = houses.look().database
    with suppress(_Over), other.transaction():
        assert officer.get("/arbeitsvorrat").status_code == 200
        raise _Over


class _Over(Exception):
    """Ends the long writing without a trace."""


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded; charset=punycode", "text/plain", "multipart/form-data; charset=x"]
)
def test_forms_come_as_utf8_or_not_at_all(visit: Visit, kind: str) -> None:
    answer = visit().post("/anmelden", content=b"email=a%40example.org", headers={"Content-Type": kind})

    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/akten/%00", "/antraege/%00", "/akten/" + "9" * 400, "/postfach/" + "9" * 5000])
def test_addresses_that_name_nothing_are_not_found(visit: Visit, path: str) -> None:
    assert visit("sachbearbeitung").get(path).status_code == 404


def test_a_link_to_the_other_language_leads_nowhere_else(visit: Visit) -> None:
    assert "//evil.example" not in visit().get("//evil.example/x").text


def test_what_is_typed_when_the_session_is_over_comes_back_and_is_recorded_nowhere(
    visit: Visit, a_house: House, clock: FixedClock
) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    officer = visit("sachbearbeitung")
    page = officer.get(f"/akten/{id_}/zurueckziehen").text
    before = now(a_house, id_).version
    clock.move(sessions.IDLE_STAFF * 2)

    answer = officer.post(f"/akten/{id_}/zurueckziehen", data={"csrf": csrf(page), "reason": "Kein <b>Bedarf</b> mehr"})

    assert answer.status_code == 401
    assert "Bedarf" not in answer.text, "nothing is shown to whoever sits there now"
    back = unquote(answer.text.split('href="/anmelden?weiter=', 1)[1].split('"', 1)[0])
    officer.cookies.set(sessions.COOKIE, sessions.open_session(a_house, party_id("leipzig", "sachbearbeitung")))
    assert "Kein &lt;b&gt;Bedarf&lt;/b&gt; mehr" in officer.get(back).text
    assert now(a_house, id_).version == before


@pytest.mark.parametrize("on", ["unknown", "31.12.9999", "01.01.0001"])
def test_days_on_forms_are_days(visit: Visit, a_house: House, on: str) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    officer = visit("sachbearbeitung")
    page = officer.get(f"/akten/{id_}/zurueckziehen").text

    answer = officer.post(f"/akten/{id_}/zurueckziehen", data={"csrf": csrf(page), "reason": "Ende", "on": on})

    assert answer.status_code == 422


def test_nobody_decides_on_their_own_application(a_house: House, visit: Visit) -> None:
    programme, _ = newest(a_house, BERLIN)
    with a_house.database.reading() as connection:
        team = access.account(connection, party_id("berlin", TEAM))
    assert team is not None
    client = visit(TEAM, "berlin")
    typed = {"title": "Eigenes Fest", "area": "Pankstraße", "total": "900", "begins": "01/2027", "ends": "02/2027"}
    receipt = press(client, f"{fill(client, begin(client, BERLIN), typed)}/pruefen").headers["location"]
    id_ = receipt.split("/")[2]

    decision = next(stage.key for stage in programme.stages.values() if stage.kind == "decision")
    assert client.get(f"/akten/{id_}/eintragen/{decision}").status_code == 404
    assert may(team, Act.RECORD, programme, stage=decision), "other people's applications they decide"
