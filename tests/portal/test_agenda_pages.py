"""The agenda of a meeting in the portal: proposals, other business, order, what is taken off, and what the public may see."""

import re
from html import unescape

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from domain.events.meetings import Scheduled
from tests.houses import DESK, KG, leipzig_case
from tests.portal import desk
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.sittings import LATER, a_meeting, items, secretary, with_cases
from workflows import meetings as running
from workflows.house import House
from workflows.walk import catch_up


def _press(visitor: TestClient, meeting: str, step: str, **typed: str) -> Response:
    """Press a button of the page; what is ticked and typed stands beside."""
    page = visitor.get(f"/sitzungen/{meeting}").text
    return visitor.post(f"/sitzungen/{meeting}/tagesordnung", data={**hidden(page), **typed, "schritt": step})


def _titles(a_house: House, meeting: str) -> list[str]:
    """What stands on the agenda: references of the cases, titles of the rest."""
    return [
        desk.now(a_house, item.dossier).opened.reference if item.dossier else item.title for item in items(a_house, meeting)
    ]


def test_proposals_are_ticked_and_come_onto_the_agenda_public_or_not(a_house: House, visit: Visit) -> None:
    meeting = a_meeting(a_house, LATER)
    ids = [leipzig_case(a_house, "kg", f"8.{n}").dossier.id for n in (1, 2, 3)]
    catch_up(a_house)
    kg = visit(KG)
    page = kg.get(f"/sitzungen/{meeting.id}").text
    ticked = {f"auf.{ids[0]}.kg": "1", f"offen.{ids[0]}.kg": "1", f"auf.{ids[1]}.kg": "1", f"offen.{ids[2]}.kg": "1"}

    answer = _press(kg, meeting.id, "aufnehmen", **ticked)

    assert all(f'name="auf.{id_}.kg"' in page for id_ in ids)
    assert answer.status_code == 303
    assert [(item.dossier, item.public) for item in items(a_house, meeting.id)] == [(ids[0], True), (ids[1], False)]
    event = desk.now(a_house, ids[1]).facts[-1].event
    assert isinstance(event, Scheduled)
    assert (event.meeting, event.public) == (meeting.id, False)
    after = kg.get(f"/sitzungen/{meeting.id}").text
    assert f'name="auf.{ids[2]}.kg"' in after
    assert f'name="auf.{ids[0]}.kg"' not in after


def test_a_proposal_says_why_and_whether_its_papers_came_in_time(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg", "8.1")
    catch_up(a_house)
    meeting = running.call_meeting(
        a_house, authority="leipzig", programme="urban-ii-leipzig", body="kg", meets_at=LATER, place="",
        actor=secretary(a_house), papers_due="2026-11-20T12:00",
    )  # fmt: skip
    in_time = a_meeting(a_house, "2026-12-20T18:00")
    kg = visit(KG)
    kg.get("/?lang=en")

    assert "too late" in kg.get(f"/sitzungen/{meeting.id}").text
    page = kg.get(f"/sitzungen/{in_time.id}").text
    assert "in time" in page
    assert re.search(r"new, since \d+ November 2026", page)


def test_other_business_and_the_order_by_buttons_and_by_numbers(a_house: House, visit: Visit) -> None:
    meeting, (one, two) = with_cases(a_house, 2, LATER)
    kg = visit(KG)

    _press(kg, meeting.id, "sonstiges", titel="Niederschrift", oeffentlich="1")
    added = _titles(a_house, meeting.id)
    _press(kg, meeting.id, f"runter.{one.id}")
    down = _titles(a_house, meeting.id)
    _press(kg, meeting.id, f"hoch.{one.id}")
    up = _titles(a_house, meeting.id)
    business = items(a_house, meeting.id)[-1]
    _press(kg, meeting.id, "ordnen", **{f"platz.{business.id}": "1", f"platz.{one.id}": "1", f"platz.{two.id}": "zwei"})

    assert added == ["3.1", "3.2", "Niederschrift"]
    assert down == ["3.2", "3.1", "Niederschrift"]
    assert up == added
    assert _titles(a_house, meeting.id) == ["Niederschrift", "3.1", "3.2"]


def test_moving_an_item_stays_within_its_part_of_the_agenda(a_house: House, visit: Visit) -> None:
    meeting, (one, _two, _three) = with_cases(a_house, 3, LATER, non_public=[2])

    _press(visit(KG), meeting.id, f"runter.{one.id}")

    assert _titles(a_house, meeting.id) == ["3.3", "3.2", "3.1"]


def test_taking_off_needs_a_reason_which_the_case_keeps(a_house: House, visit: Visit) -> None:
    meeting, (one, _two) = with_cases(a_house, 2, LATER)
    kg = visit(KG)

    without = _press(kg, meeting.id, "absetzen", **{f"ab.{one.id}": "1"})
    nothing = _press(kg, meeting.id, "absetzen", grund="Noch nicht reif")
    answer = _press(kg, meeting.id, "absetzen", grund="Noch nicht reif", **{f"ab.{one.id}": "1"})

    assert (without.status_code, nothing.status_code, answer.status_code) == (422, 422, 303)
    assert re.search(rf'name="ab.{one.id}"[^>]* checked', without.text), "what was ticked stays so"
    assert 'value="Noch nicht reif"' in nothing.text
    assert _titles(a_house, meeting.id) == ["3.2"]
    assert "Noch nicht reif" in unescape(visit(DESK).get(f"/akten/{one.dossier}").text)


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("aufnehmen", {}),
        ("aufnehmen", {"auf.nichts.kg": "1"}),
        ("sonstiges", {"titel": ""}),
        ("sonstiges", {"titel": "x" * 301}),
    ],
)
def test_what_cannot_be_done_says_so_on_the_same_page(a_house: House, visit: Visit, step: str, typed: dict[str, str]) -> None:
    meeting = a_meeting(a_house, LATER)

    answer = _press(visit(KG), meeting.id, step, **typed)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert items(a_house, meeting.id) == []


def test_no_other_button_is_known(a_house: House, visit: Visit) -> None:
    meeting = a_meeting(a_house, LATER)

    assert _press(visit(KG), meeting.id, "verbrennen").status_code == 404


def test_the_public_agenda_holds_nothing_of_non_public_items(a_house: House, visit: Visit) -> None:
    meeting, (_one, two) = with_cases(a_house, 2, LATER, non_public=[2])
    _press(visit(KG), meeting.id, "sonstiges", titel="Grundstücke")

    whole = visit(KG).get(f"/sitzungen/{meeting.id}").text
    public = visit(KG).get(f"/sitzungen/{meeting.id}?oeffentlich=1").text

    assert "Grundstücke" in whole
    assert "3.1" in public
    assert not [word for word in ("3.2", two.id, two.dossier, "Grundstücke", "ichtöffentlich", "on-public") if word in public]


def test_a_button_moves_an_item_to_the_non_public_part_and_back(a_house: House, visit: Visit) -> None:
    meeting, (one, _two) = with_cases(a_house, 2, LATER)
    kg = visit(KG)

    assert _press(kg, meeting.id, f"verbergen.{one.id}").status_code == 303
    hidden_now = [item.public for item in items(a_house, meeting.id) if item.id == one.id]
    assert _press(kg, meeting.id, f"zeigen.{one.id}").status_code == 303

    assert hidden_now == [False]
    assert [item.public for item in items(a_house, meeting.id) if item.id == one.id] == [True]


def test_a_calendar_with_nothing_ahead_leads_to_the_past_meetings(visit: Visit) -> None:
    assert "vergangen=1" in visit(KG).get("/sitzungen").text
    assert 'href="/sitzungen?vergangen=1"' not in visit(KG).get("/sitzungen?vergangen=1").text
