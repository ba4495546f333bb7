"""Attacks on what meetings brought to the portal: signs no database takes, agendas of others, choosing oneself."""

import pytest
from starlette.testclient import TestClient

from store.people import party_id
from store.roster import join
from tests.houses import CITY, KG, TEAM, berlin_case, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import hidden, now
from tests.portal.sittings import LATER, a_meeting, items, with_cases
from tests.projects import B, a_project
from workflows.house import House

#: What an address or a field can hold and no column of PostgreSQL takes, or what lies about the text around it.
HIDDEN_SIGNS = ("\x00", "\x07", "\u202e", "\u2028")


def _post(visitor: TestClient, address: str, **typed: str) -> int:
    page = visitor.get("/sitzungen/neu").text
    return visitor.post(address, data={"csrf": hidden(page)["csrf"], **typed}).status_code


@pytest.mark.parametrize("address", [
    "/sitzungen/%00", "/sitzungen/%00/niederschrift", "/sitzungen/%00/eintragen", "/sitzungen/%00/aendern",
    "/sitzungen/%00/absagen", "/sitzungen?programm=%00", "/sitzungen?gremium=%00/%00", "/gremien/%00/%00",
    "/gremien/urban-ii-leipzig/%00", "/auflagen?programm=%00", "/auflagen?nach=%00", "/programme/%00/fassungen",
    "/programme/%00/aufruf", "/vertretungen?x=%00", "/sitzungen/" + "9" * 5000,
])  # fmt: skip
def test_an_address_with_signs_nobody_writes_is_none(a_house: House, visit: Visit, address: str) -> None:
    kg = visit(KG)
    a_meeting(a_house, LATER)

    assert kg.get(address).status_code in {200, 404}


@pytest.mark.parametrize("sign", HIDDEN_SIGNS)
def test_hidden_signs_are_refused_in_every_field_of_a_meeting(a_house: House, visit: Visit, sign: str) -> None:
    kg = visit(KG)
    meeting = a_meeting(a_house, LATER)
    called = {"gremium": "urban-ii-leipzig/kg", "tag": "17.12.2026", "uhrzeit": "18:00", "ort": f"Rat{sign}haus"}
    changed = {"tag": "10.12.2026", "uhrzeit": "18:00", "seen": "1", "ort": f"Rat{sign}haus"}

    assert _post(kg, "/sitzungen/neu", **called) == 422
    assert _post(kg, f"/sitzungen/{meeting.id}/aendern", **changed) == 422
    business = {"schritt": "sonstiges", "titel": f"Nieder{sign}schrift", "oeffentlich": "1"}
    assert _post(kg, f"/sitzungen/{meeting.id}/tagesordnung", **business) == 422
    assert items(a_house, meeting.id) == []


@pytest.mark.parametrize("address", ["/vertretungen", "/vertretungen/beenden", "/gremien/urban-ii-leipzig/kg"])
def test_a_name_with_a_nul_is_nobody(visit: Visit, address: str) -> None:
    kg = visit(KG)
    fields = {"deputy": "a\x00b", "absent": "a\x00b", "deputy_id": "\x00", "programme": "\x00", "wer": "\x00", "ende": "\x00"}
    days = {"since": "23.11.2026", "until": "24.11.2026", "bis_ende": "24.11.2026", "seit": "24.11.2026"}

    assert _post(kg, address, **fields, **days) == 422


def test_a_dossier_or_an_item_of_somebody_else_in_the_fields_of_an_agenda_does_nothing(a_house: House, visit: Visit) -> None:
    mine, theirs = a_meeting(a_house, LATER), a_meeting(a_house, "2026-12-17T18:00")
    jury = berlin_case(a_house, "AF-1", "jury").dossier.id
    case = leipzig_case(a_house, "kg", "8.1").dossier.id
    kg = visit(KG)
    assert _post(kg, f"/sitzungen/{theirs.id}/tagesordnung", **{"schritt": "aufnehmen", f"auf.{case}.kg": "1"}) == 303
    (item,) = items(a_house, theirs.id)
    address = f"/sitzungen/{mine.id}/tagesordnung"
    tried = (
        {"schritt": "aufnehmen", f"auf.{jury}.jury": "1"}, {"schritt": "aufnehmen", "auf.": "1"},
        {"schritt": "aufnehmen", "auf.\x00.kg": "1"}, {"schritt": "aufnehmen", f"auf.{case}.\x00": "1"},
        {"schritt": "absetzen", f"ab.{item.id}": "1", "grund": "x"}, {"schritt": "absetzen", "ab.\x00": "1", "grund": "x"},
    )  # fmt: skip

    for typed in tried:
        page = kg.get(f"/sitzungen/{mine.id}").text
        answer = kg.post(address, data={"csrf": hidden(page)["csrf"], **typed})
        assert answer.status_code == 422, typed
        assert "AF-1" not in answer.text

    assert (items(a_house, mine.id), items(a_house, theirs.id)) == ([], [item])


def test_results_for_the_item_of_another_meeting_are_not_taken(a_house: House, visit: Visit) -> None:
    _mine, (own,) = with_cases(a_house, 1)
    theirs = a_meeting(a_house, "2026-11-23T20:00")
    kg = visit(KG)
    page = kg.get(f"/sitzungen/{theirs.id}/eintragen").text
    before = now(a_house, own.dossier).version

    typed = {f"ergebnis.{own.id}": "adopted", f"seen.{own.id}": str(before), "schritt": "eintragen"}
    answer = kg.post(f"/sitzungen/{theirs.id}/eintragen", data={"csrf": hidden(page)["csrf"], **typed})

    assert answer.status_code in {303, 422}
    assert now(a_house, own.dossier).version == before


def test_meetings_and_bodies_of_others_are_not_there(a_house: House, visit: Visit) -> None:
    meeting, (item,) = with_cases(a_house, 1, non_public=[1])
    for stranger in (visit(TEAM, "berlin"), visit(CITY)):
        for way in (
            "",
            "?oeffentlich=1",
            "/niederschrift",
            "/niederschrift?oeffentlich=1",
            "/eintragen",
            "/absagen",
            "/aendern",
        ):
            assert stranger.get(f"/sitzungen/{meeting.id}{way}").status_code == 404, way
        for address in ("/gremien/urban-ii-leipzig/kg", "/sitzungen?programm=urban-ii-leipzig", f"/akten/{item.dossier}"):
            assert stranger.get(address).status_code == 404, address
    title = now(a_house, item.dossier).opened.title
    for way in ("?oeffentlich=1", "/niederschrift?oeffentlich=1"):
        public = visit(KG).get(f"/sitzungen/{meeting.id}{way}").text
        assert item.dossier not in public
        assert title not in public


def test_whoever_acts_for_a_bidder_finds_no_form_to_choose_with(a_house: House, visit: Visit) -> None:
    case = a_project(a_house, "selection").dossier.id
    with a_house.database.transaction() as connection:
        join(connection, party_id("berlin", TEAM), party_id("berlin", B))

    assert visit(TEAM, "berlin").get(f"/akten/{case}/eintragen/selection").status_code == 404
