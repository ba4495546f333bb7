"""Access keys: what opens the API and what does not, what is kept of them, and the page they are made on."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from portal.api import keys
from portal.api.edge import is_json, preferred
from portal.api.keys import Scope
from portal.signing_in import sessions
from store import people
from store.people import party_id
from tests.api.asking import problem
from tests.api.conftest import Call, account_of, key_of
from tests.houses import CITY, DESK, KG, leipzig_case
from tests.portal.conftest import Visit, csrf
from workflows.house import House
from workflows.sign_in import hashed


def test_only_the_hash_of_a_key_is_kept(a_house: House) -> None:
    key = key_of(a_house, DESK)

    assert re.fullmatch(r"fk_[A-Za-z0-9_-]{43}", key)
    with a_house.database.reading() as connection:
        kept = [str(row) for row in connection.execute(text("SELECT * FROM token"))]
    assert key not in "".join(kept)
    assert hashed(key) in "".join(kept)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer fk_x", "Basic Zms6", "fk_x", "Bearer " + "ä" * 43, "Bearer " + "x" * 5000]
)
def test_without_a_key_that_lasts_nothing_opens(call: Call, header: str) -> None:
    answer = call().get("me", headers={b"Authorization": header.encode()} if header else {})

    assert problem(answer, 401, "token-needed")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_cookie_opens_nothing(a_house: House, call: Call) -> None:
    client = call()
    client.cookies.set(sessions.COOKIE, sessions.open_session(a_house, party_id("leipzig", DESK)))

    problem(client.get("me"), 401, "token-needed")


def test_an_expired_key_an_ended_one_and_one_of_an_erased_person_are_refused(
    a_house: House, clock: FixedClock, call: Call
) -> None:
    desk, city, kg = call(DESK), call(CITY), call(KG)
    account = account_of(a_house, CITY)
    [(token, expired)] = keys.lasting(a_house, account)

    keys.end(a_house, account, token.id)
    with a_house.database.transaction() as connection:
        people.erase(connection, party_id("leipzig", KG))

    assert not expired
    problem(city.get("me"), 401, "token-needed")
    problem(kg.get("me"), 401, "token-needed")
    assert desk.get("me").status_code == 200
    clock.move(timedelta(days=30))
    problem(desk.get("me"), 401, "token-needed")


def test_the_use_of_a_key_is_noted_at_most_once_a_minute(a_house: House, clock: FixedClock, call: Call) -> None:
    desk = call(DESK)
    account = account_of(a_house, DESK)

    def used() -> str:
        return keys.lasting(a_house, account)[0][0].used_at

    assert used() == ""
    desk.get("me")
    first = used()
    clock.move(timedelta(seconds=59))
    desk.get("me")
    assert used() == first != ""
    clock.move(timedelta(seconds=2))
    desk.get("me")
    assert used() > first


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("programmes", "read"), ("dossiers", "read"), ("applications", "read"), ("worklist", "read"), ("people", "people"),
        ("operations", "operations"),
    ],
)  # fmt: skip
def test_a_key_is_for_what_it_was_made_for(call: Call, path: str, scope: str) -> None:
    others = [one for one in Scope if one != scope]

    answer = call(DESK, *others).get(path)

    assert scope in str(problem(answer, 403, "missing-scope")["detail"])
    assert f'scope="{scope}"' in answer.headers["www-authenticate"]
    assert call(DESK, Scope(scope)).get(path).status_code == 200


def test_recording_and_applying_need_their_scopes(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    headers = {"Idempotency-Key": "0123456789abcdef"}
    said = {"kind": "withdraw", "on": "2026-11-23", "reason": "Darum"}

    problem(call(DESK, Scope.READ).post(f"dossiers/{id_}/entries", json=said, headers=headers), 403, "missing-scope")
    problem(call(CITY, Scope.READ).post("applications", json={}, headers=headers), 403, "missing-scope")


def test_a_key_never_allows_more_than_its_person_may_do(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    said = {"kind": "resolve", "stage": "kg", "on": "2026-11-23", "outcome": "adopted"}

    answer = call(CITY).post(f"dossiers/{id_}/entries", json=said, headers={"Idempotency-Key": "0123456789abcdef"})

    problem(answer, 403, "not-permitted")


def test_a_key_is_made_on_a_page_and_shown_once(visit: Visit, call: Call) -> None:
    visitor = visit(DESK)
    form = visitor.get("/konto/schluessel?lang=en").text
    assert "You have no access key." in form

    made = visitor.post(
        "/konto/schluessel", data={"csrf": csrf(form), "name": "Fachverfahren", "days": "30", "scope.read": "1"}
    )
    shown = re.search(r"fk_[A-Za-z0-9_-]{43}", made.text)
    assert made.status_code == 201
    assert shown is not None
    assert made.headers["cache-control"] == "no-store"

    page = visitor.get("/konto/schluessel").text
    assert "Fachverfahren" in page
    assert shown[0] not in page
    program = call()
    program.headers["Authorization"] = f"Bearer {shown[0]}"
    assert program.get("me").json()["scopes"] == ["read"]

    id_ = re.search(r"/konto/schluessel/([0-9a-f]+)/beenden", page)
    assert id_ is not None
    stranger = visit(CITY)
    theirs = csrf(stranger.get("/konto/schluessel").text)
    assert stranger.post(f"/konto/schluessel/{id_[1]}/beenden", data={"csrf": theirs}).status_code == 404
    assert visitor.post(f"/konto/schluessel/{id_[1]}/beenden", data={"csrf": csrf(page)}).status_code == 303
    problem(program.get("me"), 401, "token-needed")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "", "days": "30", "scope.read": "1"}, "is empty"),
        ({"name": "x" * 81, "days": "30", "scope.read": "1"}, "at most 80"),
        ({"name": "a\u202eb", "days": "30", "scope.read": "1"}, "U+202E"),
        ({"name": "a", "days": "0", "scope.read": "1"}, "from 1 to 366"),
        ({"name": "a", "days": "367", "scope.read": "1"}, "from 1 to 366"),
        ({"name": "a", "days": "٣", "scope.read": "1"}, "from 1 to 366"),
        ({"name": "a", "days": "30"}, "at least one thing"),
        ({"name": "a", "days": "30", "scope.people": "1"}, "at least one thing"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_as_it_was_typed(visit: Visit, typed: dict[str, str], sentence: str) -> None:
    visitor = visit(CITY)
    token = csrf(visitor.get("/konto/schluessel?lang=en").text)

    answer = visitor.post("/konto/schluessel", data={"csrf": token, **typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Error:" in answer.text
    assert "There is a problem" in answer.text
    assert f'value="{typed["days"]}"' in answer.text


def test_nobody_piles_up_keys(a_house: House, visit: Visit) -> None:
    for _ in range(keys.MOST):
        key_of(a_house, CITY)
    visitor = visit(CITY)
    token = csrf(visitor.get("/konto/schluessel?lang=en").text)

    answer = visitor.post("/konto/schluessel", data={"csrf": token, "name": "a", "days": "1", "scope.read": "1"})

    assert answer.status_code == 422
    assert "25 access keys already" in answer.text


def test_the_page_about_the_api_is_open_to_anybody(visit: Visit) -> None:
    page = visit().get("/api?lang=en")

    assert page.status_code == 200
    assert 'href="/api/v1/openapi.json"' in page.text
    assert "curl" in page.text
    assert 'href="/api"' in visit().get("/").text
    assert visit().get("/konto/schluessel").headers["location"].startswith("/anmelden")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "de"), ("en", "en"), ("en-GB,de;q=0.5", "en"), ("de;q=0.9,en;q=0.8", "de"), ("fr", "de"), ("fr,en;q=0.1", "en"),
        ("en;q=0", "de"), ("en;q=nan", "de"), ("en;q=x", "de"), (";;,,=", "de"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_that_weighs_most(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        ("application/json", True), ("Application/JSON; charset=UTF-8", True), ('application/json;charset="utf-8"', True),
        ("application/json; charset=latin-1", False), ("text/plain", False), ("", False), ("application/jsonx", False),
    ],
)  # fmt: skip
def test_bodies_are_json_in_utf8(kind: str, *, taken: bool) -> None:
    assert is_json(kind) is taken
