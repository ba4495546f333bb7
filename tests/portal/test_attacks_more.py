"""More of what an attacker tried: from inside, with a role too many, at a shared machine, and through the logs."""

import re

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from portal.app import create_app
from portal.policy import Act, may
from portal.signing_in import sessions
from portal.web.limits import LIMITS
from store import roster
from store.people import party_id
from tests.houses import BERLIN, CITY, CONTACT, DESK, KG, LEIPZIG, leipzig_case
from tests.portal.applying import GOOD, begin, form, send
from tests.portal.conftest import Visit, csrf
from tests.portal.desk import hidden, now
from tests.portal.files import PDF
from tests.portal.people_kept import MEMBER, account, noted, one
from tests.portal.uploading import rows, upload
from workflows.house import House


def give(house: House, handle: str, programme: str, *roles: str) -> None:
    with house.database.transaction() as connection:
        roster.set_roles(connection, party_id("leipzig", handle), programme, roles)


def test_who_administers_one_programme_does_not_get_into_the_cases_of_another(visit: Visit, a_house: House) -> None:
    """The company holds no role anywhere, but is a side of a case: acting for it opens that case."""
    id_ = send(visit(CITY), GOOD).split("/")[2]
    give(a_house, KG, BERLIN, "qm_team")
    give(a_house, KG, LEIPZIG)
    intruder = visit(KG)
    path = "/personen/gbm/mitglieder"
    token = hidden(intruder.get(path).text)

    assert intruder.post(path, data={**token, "word": KG}).status_code == 422
    assert intruder.post("/personen/gbm/loeschen", data={**token, "typed": "gbm"}).status_code == 422
    edit = hidden(intruder.get("/personen/gbm/bearbeiten").text)
    mine = {**edit, "name": "GBM", "email": "eindringling@example.org"}
    assert intruder.post("/personen/gbm/bearbeiten", data=mine).status_code == 422

    assert intruder.get(f"/antraege/{id_}").status_code == 404
    assert noted(a_house) == []
    desk = visit(DESK)
    form_ = hidden(desk.get(path).text)
    assert desk.post(path, data={**form_, "word": KG}).status_code == 303, "who administers that programme may"


def test_roles_of_other_programmes_are_neither_shown_nor_given(visit: Visit, a_house: House) -> None:
    desk, path = visit(DESK), f"/personen/{DESK}/rollen"
    fields = hidden(desk.get(path).text)
    kept = {f"{LEIPZIG}.case_officer": "on", f"{LEIPZIG}.funding_partner": "on"}

    assert desk.post(path, data={**fields, **kept, f"{BERLIN}.qm_team": "on"}).status_code == 303

    assert set(account(a_house, DESK).roles) == {LEIPZIG}


@pytest.mark.parametrize("act", [Act.CORRECT, Act.ASSIGN])
def test_nobody_corrects_or_gives_away_their_own_case(visit: Visit, a_house: House, act: Act) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    give(a_house, CONTACT, LEIPZIG, "case_officer")
    contact = visit(CONTACT)

    assert not may(account(a_house, CONTACT), act, now(a_house, id_))
    assert contact.get(f"/akten/{id_}").status_code == 200
    assert contact.get(f"/akten/{id_}/zustaendig").status_code == 404
    assert visit(DESK).get(f"/akten/{id_}/zustaendig").status_code == 200


def test_what_somebody_with_roles_of_both_sides_files_for_the_office_stays_there(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    give(a_house, KG, LEIPZIG, "kg_secretariat", "applicant")

    upload(visit(KG), f"/akten/{id_}/unterlagen", ("Vermerk.pdf", PDF))

    assert [entry.role for entry in now(a_house, id_).entries][-1] == "kg_secretariat"
    city, document = visit(CITY), rows(a_house, id_)[0].id
    assert "Vermerk.pdf" not in city.get(f"/antraege/{id_}/unterlagen").text
    assert city.get(f"/antraege/{id_}/unterlagen/{document}").status_code == 404


def test_what_such_a_person_files_in_their_own_case_their_side_sees(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    give(a_house, CITY, LEIPZIG, "kg_secretariat", "applicant")

    upload(visit(CITY), f"/antraege/{id_}/unterlagen", ("Plan.pdf", PDF))

    assert "Plan.pdf" in visit(CONTACT).get(f"/antraege/{id_}/unterlagen").text


def test_who_left_an_organisation_sees_no_more_of_a_draft_they_began_for_it(visit: Visit, a_house: House) -> None:
    member = visit(MEMBER)
    draft = begin(member)
    fields = form(member.get(f"{draft}/beteiligte").text)
    assert member.post(f"{draft}/beteiligte", data={**fields, "applicant": CITY, "sponsor": "gbm"}).status_code == 303
    with a_house.database.transaction() as connection:
        roster.leave(connection, party_id("leipzig", MEMBER), party_id("leipzig", CITY))

    for path in (draft, f"{draft}/unterlagen", f"{draft}/pruefen"):
        assert member.get(path).status_code == 404
    assert visit(CITY).get(draft).status_code == 200


def test_the_log_holds_no_link_that_opens_something(a_house: House) -> None:
    a_house.database.on_commit = _broken
    token = "s3cret" * 7
    app = create_app(a_house)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client, capture_logs() as lines:
        client.cookies.set("foerderkette_browser", "b" * 43)
        assert client.post(f"/anmelden/{token}").status_code == 500

    assert [line["event"] for line in lines] == ["portal.failed"]
    assert lines[0]["route"] == "/anmelden/{token}"
    assert token not in str({name: value for name, value in lines[0].items() if name != "exc_info"})


def _broken(_when: str) -> None:
    raise LookupError


def test_a_form_that_saves_itself_after_the_session_ended_loses_nothing(visit: Visit, a_house: House) -> None:
    client = visit(CITY)
    draft = begin(client)
    typed = {**form(client.get(f"{draft}/vorhaben").text), "title": "Nicht verloren"}
    sessions.end_session(a_house, client.cookies[sessions.COOKIE])

    saved = client.post(f"{draft}/vorhaben", data=typed, headers={"HX-Request": "true"})

    assert saved.status_code == 204
    assert "hx-refresh" not in saved.headers, "loading the page anew would throw away what was typed"
    kept = re.search(r"geparkt%3D([A-Za-z0-9_-]{22})", saved.headers["hx-redirect"])
    assert kept is not None
    client.cookies.set(sessions.COOKIE, sessions.open_session(a_house, party_id("leipzig", CITY)))
    assert 'value="Nicht verloren"' in client.get(f"{draft}/vorhaben?geparkt={kept[1]}").text


def test_a_page_of_strangers_that_claims_to_save_itself_is_led_nowhere(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id

    answer = visit().post(f"/antraege/{id_}/zurueckziehen", data={"reason": "x"}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert not {"hx-refresh", "hx-redirect", "set-cookie"} & {name.lower() for name in answer.headers}


def test_nobody_fills_the_list_of_people_with_invitations(visit: Visit, a_house: House) -> None:
    member, path = visit(MEMBER), "/konto/organisation"
    city = party_id("leipzig", CITY)
    page = member.get(path).text
    most = LIMITS["invite"].amount

    def send(number: int) -> int:
        said = {"csrf": csrf(page), "organisation": city, "name": f"Person {number}", "email": f"p{number}@example.org"}
        status = member.post(path, data=said).status_code
        if status == 303 and (made := one(a_house, f"person-{number}")) is not None:
            member.post(path, data={"csrf": csrf(page), "organisation": city, "remove": made.id})
        return status

    statuses = [send(number) for number in range(most + 2)]

    assert statuses == [303] * most + [429] * 2
    removed = member.post(path, data={"csrf": csrf(page), "organisation": city, "remove": party_id("leipzig", MEMBER)})
    assert removed.status_code == 303, "leaving is never refused"


def test_a_picture_made_of_filling_is_refused_at_once(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id

    answer = upload(visit(CITY), f"/antraege/{id_}/unterlagen", ("Bild.jpg", b"\xff" * 20_000_000))
    slow = upload(visit(CITY), f"/antraege/{id_}/unterlagen", ("Bild.jpg", b"\xff\xd8\xff" + b"\xff" * 20_000_000))

    assert (answer.status_code, slow.status_code) == (422, 422)
    assert slow.elapsed.total_seconds() < 5
    assert rows(a_house, id_) == []
