"""Reading somebody else's case file leaves a note, whichever page of it was opened, before anything is shown."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from config.clock import FixedClock
from portal.app import create_app
from portal.pages import PAGES
from portal.signing_in import sessions
from store import readings
from store.people import party_id
from tests.houses import CITY, DESK, KG, RP, HousesOf, leipzig_case, letters
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from workflows.house import House
from workflows.walk import catch_up


def noted(house: House, dossier: str) -> list[tuple[str, str]]:
    """Who read the dossier, and in which quarter, the latest first."""
    with house.database.reading() as connection:
        return [(reading.name, reading.since) for reading in readings.readings_of(connection, dossier)]


def case_pages(house: House) -> list[str]:
    """The GET routes below a case file."""
    routers = (pages.router for pages in PAGES if pages.shown(house))
    routes = (route for router in routers for route in router.routes if isinstance(route, APIRoute))
    return sorted({route.path for route in routes if route.path.startswith("/akten/") and "GET" in (route.methods or ())})


def test_every_page_of_a_case_file_leaves_a_note(a_house: House, visit: Visit, clock: FixedClock) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    catch_up(a_house)
    desk = visit(DESK)
    about = {"eintragen": "kg", "zurueckgeben": "submission", "berichtigen": "2"}
    routes = case_pages(a_house)
    assert "/akten/{id_}" in routes
    assert "/akten/{id_}/kette.svg" in routes
    for route in routes:
        clock.move(timedelta(minutes=15))
        before = len(noted(a_house, id_))
        path = route.replace("{id_}", id_).replace("{letter_id}", letters(a_house)[0].id)
        desk.get(path.replace("{about}", about.get(route.split("/")[3] if route.count("/") > 2 else "", "x")))
        assert len(noted(a_house, id_)) == before + 1, route


def test_a_quarter_of_an_hour_counts_once_for_each_person(a_house: House, visit: Visit, clock: FixedClock) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk, secretary = visit(DESK), visit(KG)
    for _ in range(3):
        desk.get(f"/akten/{id_}")
    secretary.get(f"/akten/{id_}")
    clock.move(timedelta(minutes=14))
    desk.get(f"/akten/{id_}")
    assert [since for _name, since in noted(a_house, id_)] == ["2026-11-23T08:00:00.000000Z"] * 2
    clock.move(timedelta(minutes=1))
    desk.get(f"/akten/{id_}")

    assert next(since for _name, since in noted(a_house, id_)) == "2026-11-23T08:15:00.000000Z"
    assert len(noted(a_house, id_)) == 3


def test_two_processes_note_the_same_reading_once(a_house: House, visit: Visit, houses: HousesOf) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    visit(DESK).get(f"/akten/{id_}")
    other = houses.look()
    with TestClient(create_app(other), base_url="http://127.0.0.1") as client:
        client.cookies.set(sessions.COOKIE, sessions.open_session(other, party_id("leipzig", DESK)))
        assert client.get(f"/akten/{id_}").status_code == 200

    assert len(noted(a_house, id_)) == 1


def test_ones_own_application_and_what_is_refused_leave_no_note(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    assert visit(CITY).get(f"/antraege/{id_}").status_code == 200
    assert visit("qm-team", "berlin").get(f"/akten/{id_}").status_code == 404
    assert visit().get(f"/akten/{id_}").status_code == 303
    visit(DESK).get("/arbeitsvorrat")

    assert noted(a_house, id_) == []


def test_administrators_see_who_read_it_and_others_do_not(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    visit(KG).get(f"/akten/{id_}")
    name = noted(a_house, id_)[0][0]

    page = visit(DESK).get(f"/akten/{id_}/einsicht?lang=en").text

    assert name in page
    assert "23 November 2026, 09:00" in page
    assert f'href="/akten/{id_}/einsicht"' in visit(DESK).get(f"/akten/{id_}").text
    for handle in (KG, RP, CITY):
        assert visit(handle).get(f"/akten/{id_}/einsicht").status_code == 404
    for number in ("2", "0", "x", "9" * 40):
        assert visit(DESK).get(f"/akten/{id_}/einsicht?seite={number}").status_code == 200


@pytest.mark.timeout(60)
def test_a_page_that_cannot_be_noted_is_not_shown(tmp_path: Path, clock: FixedClock) -> None:
    with HousesOf(f"sqlite:///{tmp_path / 'house.sqlite'}", tmp_path, clock) as houses:
        house = houses.open()
        id_ = leipzig_case(house, "kg").dossier.id
        with TestClient(create_app(house), base_url="http://127.0.0.1") as client:
            client.cookies.set(sessions.COOKIE, sessions.open_session(house, party_id("leipzig", DESK)))
            writer = sqlite3.connect(tmp_path / "house.sqlite", isolation_level=None)
            writer.execute("BEGIN IMMEDIATE")
            refused = client.get(f"/akten/{id_}")
            writer.execute("ROLLBACK")
            writer.close()

            assert refused.status_code == 503
            assert "Quartiersmanagement" not in refused.text
            assert client.get(f"/akten/{id_}").status_code == 200


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("act", "typed"),
    [("stand", {"status": "planning", "on": "04.07.2002", "schritt": "eintragen"}), ("zustaendig", {"officer": "niemand"})],
)
def test_a_busy_database_gives_a_form_back_as_it_was_typed_even_if_its_reading_was_never_noted(
    act: str, typed: dict[str, str], tmp_path: Path, clock: FixedClock
) -> None:
    with HousesOf(f"sqlite:///{tmp_path / 'house.sqlite'}", tmp_path, clock) as houses:
        house = houses.open()
        id_ = leipzig_case(house, "kg").dossier.id
        with TestClient(create_app(house), base_url="http://127.0.0.1", follow_redirects=False) as client:
            client.cookies.set(sessions.COOKIE, sessions.open_session(house, party_id("leipzig", DESK)))
            form = client.get(f"/akten/{id_}/{act}")
            clock.move(timedelta(minutes=16))
            writer = sqlite3.connect(tmp_path / "house.sqlite", isolation_level=None)
            writer.execute("BEGIN IMMEDIATE")
            refused = client.post(f"/akten/{id_}/{act}", data={**hidden(form.text), **typed})
            writer.execute("ROLLBACK")
            writer.close()

            assert refused.status_code == 503
            assert "Die Datenbank ist" in refused.text
            assert hidden(refused.text)["key"] == hidden(form.text)["key"]
            assert act == "zustaendig" or 'value="04.07.2002"' in refused.text
            again = client.post(f"/akten/{id_}/{act}", data={**hidden(refused.text), **typed})
            assert again.status_code == 303
