"""Opening one's own case is noted, at most once an hour, and the page comes also where it cannot be."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from structlog.testing import capture_logs

from config.clock import FixedClock
from store import case_views
from store.people import party_id
from tests.houses import CITY, CONTACT, DESK, HousesOf, leipzig_case
from tests.optional_mails import declines
from tests.portal.conftest import Visit
from workflows.cleaning import VIEWS, clean
from workflows.house import House

HALF = timedelta(minutes=30)


def seen_at(house: House, dossier: str, handle: str = CONTACT) -> str:
    with house.database.reading() as connection:
        return case_views.seen_at(connection, dossier, party_id("leipzig", handle))


def test_a_look_is_noted_at_most_once_an_hour(visit: Visit, a_house: House, clock: FixedClock) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(CONTACT)
    assert client.get(f"/antraege/{id_}").status_code == 200
    first = a_house.now()
    assert seen_at(a_house, id_) == first
    clock.move(HALF)
    client.get(f"/antraege/{id_}")
    assert seen_at(a_house, id_) == first
    clock.move(HALF)
    client.get(f"/antraege/{id_}")
    assert seen_at(a_house, id_) == a_house.now()
    assert seen_at(a_house, id_, CITY) == ""


def test_staff_and_pages_that_ask_by_themselves_do_not_count(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    assert visit(DESK).get(f"/akten/{id_}").status_code == 200
    assert visit(DESK).get(f"/antraege/{id_}").status_code == 404
    visit(CONTACT).get(f"/antraege/{id_}?wartet=soon", headers={"HX-Request": "true"})
    visit(CONTACT).get("/antraege")

    assert (seen_at(a_house, id_), seen_at(a_house, id_, DESK)) == ("", "")


def test_where_a_look_cannot_be_noted_the_page_comes_all_the_same(
    visit: Visit, a_house: House, houses: HousesOf, clock: FixedClock
) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(CONTACT)
    client.get(f"/antraege/{id_}")
    before = seen_at(a_house, id_)
    clock.move(timedelta(minutes=59))
    client.get("/antraege")  # keeps the session awake
    clock.move(timedelta(minutes=1))
    a_house.database._busy_seconds = 0.05  # noqa: SLF001 - nobody waits for five seconds here
    other = houses.look()
    with other.database.transaction() as holding:
        if a_house.database.sqlite:
            with capture_logs() as logs:
                answer = client.get(f"/antraege/{id_}")
            assert [one["event"] for one in logs if one["event"].startswith("case_view")] == ["case_view.not_noted"]
            assert answer.status_code == 200
            assert seen_at(a_house, id_) == before
        holding.exec_driver_sql("SELECT 1")


def test_looks_go_after_a_month(visit: Visit, a_house: House, clock: FixedClock) -> None:
    id_ = leipzig_case(a_house).dossier.id
    visit(CONTACT).get(f"/antraege/{id_}")
    clock.move(VIEWS)
    clean(a_house)
    assert seen_at(a_house, id_) != ""
    clock.move(timedelta(seconds=1))
    assert clean(a_house)["views"] == 1
    assert seen_at(a_house, id_) == ""


def test_the_copy_of_ones_data_has_both_and_not_the_token(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(CONTACT)
    client.get(f"/antraege/{id_}")
    declines(a_house)
    with zipfile.ZipFile(BytesIO(client.get("/konto/daten").content)) as archive:
        data = json.loads(archive.read("daten.json"))

    assert data["own_cases_opened"] == [{"dossier": id_, "seen_at": a_house.now()}]
    assert data["mail_choices"] == [{"early_declined_at": a_house.now(), "digest_declined_at": ""}]


@pytest.mark.parametrize("handle", [CITY, "antragstelle-vertretung"])
def test_everybody_of_the_side_counts_for_themselves(visit: Visit, a_house: House, handle: str) -> None:
    id_ = leipzig_case(a_house).dossier.id
    visit(handle).get(f"/antraege/{id_}")

    assert seen_at(a_house, id_, handle) == a_house.now()
    assert seen_at(a_house, id_) == ""
