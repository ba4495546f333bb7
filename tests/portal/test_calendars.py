"""Calendars in the portal: the page that makes them, and the address that calendars fetch without signing in."""

import re

import pytest
import structlog
from starlette.testclient import TestClient

from portal.web import limits
from store.people import party_id
from tests.calendars import entries
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG
from tests.portal.conftest import Visit, csrf
from tests.portal.sittings import LATER, a_meeting, seat
from workflows import calendars
from workflows.house import House

HERE = "/konto/kalender"
_ADDRESS = re.compile(r"<code>(http://[^<]+/kalender/[A-Za-z0-9_-]{43}\.ics)</code>")
_ROW = re.compile(r"/konto/kalender/([0-9a-f]{32})/(beenden|ersetzen)")


def made(client: TestClient, what: str = "eigener") -> str:
    """Make a calendar; the path of its address."""
    answer = client.post(HERE, data={"csrf": csrf(client.get(HERE).text), "was": what})
    assert answer.status_code == 201, answer.text
    return path_in(answer.text)


def path_in(page: str) -> str:
    (address,) = _ADDRESS.findall(page)
    return "/kalender/" + str(address).rpartition("/")[2]


def test_a_calendar_is_made_shown_once_and_fetched_without_signing_in(visit: Visit, a_house: House) -> None:
    a_meeting(a_house, LATER)
    client = visit(KG)

    path = made(client)

    assert path.rpartition("/")[2] not in client.get(HERE).text
    answer = visit().get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"].startswith("private, no-cache")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert len(entries(answer.content)) == 1
    assert "23.11.2026, 09:00 Uhr" in client.get(HERE).text


def test_a_calendar_that_has_not_changed_is_not_sent_again(visit: Visit, a_house: House) -> None:
    path = made(visit(KG))
    tag = visit().get(path).headers["etag"]

    same = visit().get(path, headers={"If-None-Match": tag})
    a_meeting(a_house, LATER)
    other = visit().get(path, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_the_head_of_a_calendar_is_that_of_the_calendar_without_a_body(visit: Visit, a_house: House, accepted: str) -> None:
    a_meeting(a_house, LATER)
    path = made(visit(KG))
    client = visit()
    client.headers["Accept-Encoding"] = accepted

    head, whole = client.head(path), client.get(path)

    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)
    assert client.head(path, headers={"If-None-Match": head.headers["etag"]}).status_code == 304
    nowhere = client.head(f"/kalender/{'x' * 43}.ics")
    assert (nowhere.status_code, nowhere.content) == (404, b"")


def test_every_address_that_leads_nowhere_is_answered_alike(visit: Visit, a_house: House) -> None:
    client = visit(KG)
    ended, erased = made(client), made(visit(CONTACT))
    ((id_, _act), *_more) = _ROW.findall(client.get(HERE).text)
    client.post(f"{HERE}/{id_}/beenden", data={"csrf": csrf(client.get(HERE).text)})
    with a_house.database.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE party SET name = '', email = '' WHERE id = '{party_id('leipzig', CONTACT)}'")  # noqa: S608 - ours

    answers = [
        visit().get(path) for path in (ended, erased, f"/kalender/{'x' * 43}.ics", "/kalender/x.ics", "/kalender/%00.ics")
    ]

    assert {(answer.status_code, answer.content, str(sorted(answer.headers.items()))) for answer in answers} == {
        (404, b"", str(sorted(answers[0].headers.items())))
    }


def test_a_new_address_takes_the_place_of_the_old_one(visit: Visit) -> None:
    client = visit(KG)
    old = made(client)
    ((id_, _act), *_more) = _ROW.findall(client.get(HERE).text)

    answer = client.post(f"{HERE}/{id_}/ersetzen", data={"csrf": csrf(client.get(HERE).text)})

    new = path_in(answer.text)
    assert (visit().get(old).status_code, visit().get(new).status_code) == (404, 200)


@pytest.mark.parametrize("act", ["beenden", "ersetzen"])
def test_nobody_changes_the_calendar_of_another(visit: Visit, act: str) -> None:
    client, other = visit(KG), visit(CITY)
    path = made(client)
    ((id_, _act), *_more) = _ROW.findall(client.get(HERE).text)

    answer = other.post(f"{HERE}/{id_}/{act}", data={"csrf": csrf(other.get(HERE).text)})

    assert answer.status_code == 404
    assert visit().get(path).status_code == 200


def test_bodies_are_offered_to_staff_and_members_only(visit: Visit, a_house: House) -> None:
    body = f"{LEIPZIG}/kg"
    assert body in visit(DESK).get(HERE).text
    assert body not in visit(CONTACT).get(HERE).text
    client = visit(CONTACT)
    token = csrf(client.get(HERE).text)
    assert client.post(HERE, data={"csrf": token, "was": body}).status_code == 404
    assert client.post(HERE, data={"csrf": token, "was": "../etc"}).status_code == 404

    seat(a_house, CONTACT, "2026-01-01")

    assert body in client.get(HERE).text
    assert visit().get(made(client, body)).status_code == 200


def test_the_page_of_a_body_leads_to_its_calendar(visit: Visit) -> None:
    client = visit(DESK)
    link = f"{HERE}?gremium={LEIPZIG}/kg"
    assert link in client.get(f"/gremien/{LEIPZIG}/kg").text

    chosen = re.findall(r'value="([^"]+)" checked', client.get(link).text)

    assert chosen == [f"{LEIPZIG}/kg"]
    assert 'href="/konto/kalender"' in client.get("/konto").text


def test_nothing_chosen_is_said_beside_the_form(visit: Visit) -> None:
    client = visit(KG)

    answer = client.post(HERE, data={"csrf": csrf(client.get(HERE).text)})

    assert answer.status_code == 422
    assert 'id="was-error"' in answer.text


def test_too_many_calendars_are_refused_in_words(visit: Visit, a_house: House) -> None:
    for _each in range(calendars.MOST):
        calendars.make(a_house, calendars.owner(a_house, "leipzig", KG))
    client = visit(KG)

    answer = client.post(HERE, data={"csrf": csrf(client.get(HERE).text), "was": "eigener"})

    assert answer.status_code == 422
    assert str(calendars.MOST) in answer.text


def test_a_calendar_is_not_fetched_all_the_time(visit: Visit) -> None:
    path, other = made(visit(KG)), made(visit(CITY))
    most = limits.LIMITS["calendar"].amount

    answers = [visit().get(path).status_code for _each in range(most + 1)]

    assert answers == [200] * most + [429]
    assert visit().get(path).headers["retry-after"] == "3600"
    assert visit().get(other).status_code == 200


def test_the_address_is_in_no_log_and_a_failure_does_not_tell_it(visit: Visit, a_house: House) -> None:
    path = made(visit(KG))
    secret = path.rpartition("/")[2].removesuffix(".ics")
    with a_house.database.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE agenda_item")

    with structlog.testing.capture_logs() as logged:
        client = visit()
        client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]  # noqa: SLF001 - as a server does
        answer = client.get(path)

    assert answer.status_code == 500
    assert [one["route"] for one in logged] == ["/kalender/{token}.ics"]
    assert secret not in str(logged)
    assert secret not in repr(logged[0]["exc_info"])
