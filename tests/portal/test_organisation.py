"""One's own organisation: its people invite others, remove them and leave, and the office sees it."""

import pytest
from starlette.testclient import TestClient

from store import roster
from store.people import party_id
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG, RESIDENT, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from workflows import roster as changing
from workflows.house import House

MEMBER = "antragstelle-vertretung"
PAGE = "/konto/organisation"
OURS = party_id("leipzig", CITY)


def members(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [who.handle for who in roster.members(connection, OURS)]


def form(client: TestClient) -> dict[str, str]:
    return {**hidden(client.get(PAGE).text), "organisation": OURS}


def test_who_acts_for_no_organisation_has_no_such_page(visit: Visit, a_house: House) -> None:
    for handle in (CITY, CONTACT, DESK, KG):
        client = visit(handle)
        assert client.get(PAGE).status_code == 404
        typed = {**hidden(client.get("/antraege").text), "organisation": OURS, "name": "X", "email": "x@example.org"}
        assert client.post(PAGE, data=typed).status_code == 404
        assert client.post(PAGE, data={**typed, "remove": party_id("leipzig", MEMBER)}).status_code == 404
    assert members(a_house) == [MEMBER]
    assert visit().get(PAGE).status_code == 303


def test_a_member_invites_somebody_who_sees_the_applications_and_the_office_sees_it(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(MEMBER)
    assert "antragstelle-vertretung@example.org" in client.get(PAGE).text

    answer = client.post(PAGE, data={**form(client), "name": "Vorstand", "email": "vorstand@example.org"})

    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    assert members(a_house) == [MEMBER, "vorstand"]
    assert visit("vorstand").get(f"/antraege/{id_}").status_code == 200
    assert visit("vorstand").get(f"/akten/{id_}").status_code == 404
    with a_house.database.reading() as connection:
        assert roster.roles_of(connection, {party_id("leipzig", "vorstand")}) == {}
    changes = visit(DESK).get("/personen/aenderungen?lang=en").text
    assert "Antragstelle, Vertretung" in changes
    assert "Acts for Stadt Leipzig, Antragstelle from now on" in changes
    again = client.post(PAGE, data={**form(client), "name": "Vorstand", "email": "VORSTAND@example.org"})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("name", "email"),
    [("", "x@example.org"), ("X", ""), ("X", "x at example"), ("a\x00b", "x@example.org"), ("x" * 201, "x@example.org")],
)
def test_a_bad_invitation_is_told_at_its_field_and_adds_nobody(visit: Visit, a_house: House, name: str, email: str) -> None:
    client = visit(MEMBER)
    page = client.post(PAGE, data={**form(client), "name": name, "email": email})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert ('id="name-error"' in page.text) != ('id="email-error"' in page.text)
    assert members(a_house) == [MEMBER]


def test_twenty_people_are_enough(visit: Visit, a_house: House) -> None:
    client = visit(MEMBER)
    typed = form(client)
    for n in range(changing.MOST_MEMBERS - 1):
        assert client.post(PAGE, data={**typed, "name": f"P {n}", "email": f"p{n}@example.org"}).status_code == 303
    assert client.post(PAGE, data={**typed, "name": "Zu viel", "email": "zuviel@example.org"}).status_code == 422
    assert len(members(a_house)) == changing.MOST_MEMBERS


def test_who_is_removed_or_leaves_is_signed_out_and_sees_nothing_any_more(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(MEMBER)
    client.post(PAGE, data={**form(client), "name": "Vorstand", "email": "vorstand@example.org"})
    gone = visit("vorstand")
    assert gone.get(f"/antraege/{id_}").status_code == 200

    assert client.post(PAGE, data={**form(client), "remove": party_id("leipzig", "vorstand")}).status_code == 303
    assert gone.get(f"/antraege/{id_}").status_code == 303
    assert visit("vorstand").get(f"/antraege/{id_}").status_code == 404
    for nobody in ("nobody", "a\x00b", party_id("leipzig", DESK), party_id("berlin", RESIDENT)):
        assert client.post(PAGE, data={**form(client), "remove": nobody}).status_code == 303
    assert members(a_house) == [MEMBER]

    assert client.post(PAGE, data={**form(client), "remove": party_id("leipzig", MEMBER)}).headers["location"] == "/"
    assert client.get("/antraege").status_code == 303
    assert members(a_house) == []
    assert visit(MEMBER).get(f"/antraege/{id_}").status_code == 404


def test_the_people_of_an_office_are_for_the_office_to_say(visit: Visit, a_house: House) -> None:
    with a_house.database.transaction() as connection:
        roster.set_roles(connection, OURS, LEIPZIG, ["applicant", "kg_secretariat"])
    client = visit(MEMBER)
    page = client.get(f"{PAGE}?lang=en").text
    assert "only the office" in page
    assert 'name="email"' not in page
    refused = client.post(PAGE, data={**form(client), "name": "Freund", "email": "freund@example.org"})
    assert refused.status_code == 422
    assert members(a_house) == [MEMBER]


def test_another_organisation_cannot_be_named(visit: Visit, a_house: House) -> None:
    client = visit(MEMBER)
    typed = {**form(client), "organisation": party_id("leipzig", "gbm"), "name": "X", "email": "x@example.org"}
    assert client.post(PAGE, data=typed).status_code == 404
    with a_house.database.reading() as connection:
        assert roster.members(connection, party_id("leipzig", "gbm")) == []
