"""While processing is behind: what pages say, how they ask for themselves, and when they stop."""

from datetime import timedelta

import pytest

from config.clock import FixedClock
from tests.houses import CITY, DESK, leipzig_case
from tests.portal.conftest import Visit
from workflows.house import House
from workflows.walk import catch_up

#: What htmx sends along.
HTMX = {"hx-request": "true"}
PAGES = [pytest.param(DESK, "/akten", id="case file"), pytest.param(CITY, "/antraege", id="own application")]


@pytest.mark.parametrize(("handle", "where"), PAGES)
def test_a_page_asks_every_second_then_every_ten_then_no_more(
    a_house: House, visit: Visit, clock: FixedClock, handle: str, where: str
) -> None:
    home = f"{where}/{leipzig_case(a_house).dossier.id}"
    visitor = visit(handle)
    link = f'<a class="kern-link" id="aktualisieren" href="{home}">'
    soon = visitor.get(f"{home}?lang=en").text
    clock.move(timedelta(minutes=2))
    late = visitor.get(home).text
    clock.move(timedelta(minutes=9))
    long = visitor.get(home).text
    catch_up(a_house)

    assert f'hx-get="{home}?wartet=soon" data-hx-trigger="every 1s"' in soon
    assert f'hx-get="{home}?wartet=late" data-hx-trigger="every 10s"' in late
    assert "Processing waits" not in soon
    assert "Processing waits" in late
    assert "Processing waits" in long
    assert "hx-get" not in long
    assert "does not bring itself up to date any more" in long
    assert "does not bring itself" not in soon + late
    assert all(link in text for text in (soon, late, long))
    assert "hx-get" not in visitor.get(home).text
    assert link not in visitor.get(home).text


@pytest.mark.parametrize(("handle", "where"), PAGES)
def test_what_a_page_asks_for_itself_changes_only_what_is_new(
    a_house: House, visit: Visit, clock: FixedClock, handle: str, where: str
) -> None:
    home = f"{where}/{leipzig_case(a_house).dossier.id}"
    visitor = visit(handle)
    visitor.get(f"{home}?lang=en")
    as_before = visitor.get(f"{home}?wartet=soon", headers=HTMX)
    clock.move(timedelta(minutes=2))
    later = visitor.get(f"{home}?wartet=soon", headers=HTMX)
    catch_up(a_house)
    done = visitor.get(f"{home}?wartet=late", headers=HTMX)

    assert (as_before.status_code, as_before.content) == (204, b"")
    assert (later.status_code, later.headers["hx-reswap"]) == (200, "none")
    assert "Processing waits" in later.text
    assert "hx-reswap" not in done.headers
    assert 'id="fall"' in done.text
    assert "Everything is processed" in done.text
    assert "Everything is processed" not in visitor.get(home).text
    assert visitor.get(f"{home}?wartet=%00<x>").status_code == 200


def test_a_page_that_asks_after_its_session_ended_is_loaded_anew(a_house: House, visit: Visit) -> None:
    home = f"/akten/{leipzig_case(a_house).dossier.id}?wartet=soon"

    answer = visit().get(home, headers=HTMX)

    assert answer.headers["hx-refresh"] == "true"
    assert answer.content == b""
