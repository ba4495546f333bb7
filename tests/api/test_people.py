"""People through the API: read, added, changed against what was seen, given roles, joined, erased, and what was changed."""

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from portal.api.keys import Scope
from tests.api.asking import problem
from tests.api.conftest import Call
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG, RP, TEAM
from tests.portal.people_kept import a_second_administrator
from workflows.house import House

NEW = {"handle": "neue-stelle", "name": "Neue Stelle", "email": "neu@example.org", "language": "de", "organisation": True}


def add(client: TestClient, **said: object) -> Response:
    return client.post("people", json={**NEW, **said})


def tag(client: TestClient, handle: str) -> dict[str, str]:
    return {"If-Match": client.get(f"people/{handle}").headers["etag"]}


def test_a_person_is_read_with_the_roles_one_administers(call: Call) -> None:
    answer = call(DESK).get(f"people/{KG}")

    assert answer.json()["roles"] == {LEIPZIG: ["kg_secretariat"]}
    assert (answer.json()["handle"], answer.json()["members"], answer.json()["organisations"]) == (KG, [], [])
    assert len(answer.headers["etag"]) == 34


def test_somebody_is_added_once(call: Call) -> None:
    desk = call(DESK)

    first, again = add(desk), add(desk)

    assert (first.status_code, first.headers["location"]) == (201, "/api/v1/people/neue-stelle")
    assert first.headers["etag"] == desk.get("people/neue-stelle").headers["etag"]
    assert (again.status_code, again.json(), again.headers["idempotent-replayed"]) == (201, first.json(), "true")
    problem(add(desk, name="Andere Stelle"), 409, "handle-taken")
    changes = desk.get("people/changes").json()["items"]
    assert [(one["handle"], one["what"]) for one in changes] == [("neue-stelle", "Organisation added")]


@pytest.mark.parametrize(
    ("said", "kind", "field"),
    [
        ({"handle": "Groß"}, "not-valid", "handle"), ({"handle": ""}, "not-valid", "handle"),
        ({"name": ""}, "not-valid", "name"), ({"name": "x" * 201}, "not-valid", "name"),
        ({"name": "a\u202eb"}, "not-valid", "name"), ({"name": " "}, "not-valid", "name"),
        ({"email": "nirgends"}, "not-valid", "email"), ({"language": "fr"}, "not-valid", "language"),
        ({"roles": {}}, "not-valid", "roles"), ({"organisation": "ja"}, "not-valid", "organisation"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_name(call: Call, said: dict[str, object], kind: str, field: str) -> None:
    desk = call(DESK)

    assert problem(add(desk, **said), 422, kind)["field"] == field
    assert desk.get("people/changes").json()["items"] == []


def test_handles_of_pages_and_of_others_are_taken(call: Call) -> None:
    desk = call(DESK)

    for handle in ("neu", "changes", "aenderungen", CITY, KG):
        problem(add(desk, handle=handle), 409, "handle-taken")


def test_an_address_others_have_is_taken_only_if_that_is_meant(call: Call) -> None:
    desk = call(DESK)
    theirs = desk.get(f"people/{KG}").json()["email"]

    told = problem(add(desk, email=theirs.upper()), 409, "address-shared")
    assert KG in str(told["detail"])
    assert add(desk, email=theirs, address_shared=True).status_code == 201
    change = {"email": desk.get(f"people/{RP}").json()["email"]}
    problem(desk.patch("people/neue-stelle", json=change, headers=tag(desk, "neue-stelle")), 409, "address-shared")


def test_what_was_seen_has_to_be_what_is(call: Call) -> None:
    desk = call(DESK)
    add(desk)
    seen = tag(desk, "neue-stelle")

    first = desk.patch("people/neue-stelle", json={"name": "Anders"}, headers=seen)
    second = desk.patch("people/neue-stelle", json={"name": "Noch anders"}, headers=seen)

    assert (first.status_code, first.json()["name"], first.json()["email"]) == (200, "Anders", "neu@example.org")
    assert first.headers["etag"] not in seen.values()
    problem(second, 412, "entry-changed")
    problem(desk.put(f"people/neue-stelle/roles/{LEIPZIG}", json={"roles": []}, headers=seen), 412, "entry-changed")
    for nonsense in ('"1"', "*", "x", 'W/"' + "0" * 32 + '"'):
        answer = desk.patch("people/neue-stelle", json={"name": "x"}, headers={"If-Match": nonsense})
        assert problem(answer, 422, "not-valid")["field"] == "If-Match"
    assert problem(desk.patch("people/neue-stelle", json={"name": "x"}), 422, "not-valid")["field"] == "If-Match"


def test_roles_are_given_in_programmes_one_administers(call: Call) -> None:
    desk = call(DESK)
    add(desk)
    where = f"people/neue-stelle/roles/{LEIPZIG}"

    given = desk.put(where, json={"roles": ["applicant"]}, headers=tag(desk, "neue-stelle"))

    assert given.json()["roles"] == {LEIPZIG: ["applicant"]}
    wrong = desk.put(where, json={"roles": ["king"]}, headers=tag(desk, "neue-stelle"))
    assert problem(wrong, 422, "not-valid")["field"] == "roles.0"
    elsewhere = desk.put("people/neue-stelle/roles/berlin-aktionsfonds", json={"roles": []}, headers=tag(desk, "neue-stelle"))
    problem(elsewhere, 404, "not-found")
    mine = desk.put(f"people/{DESK}/roles/{LEIPZIG}", json={"roles": []}, headers=tag(desk, DESK))
    problem(mine, 409, "not-your-own-role")


def test_whoever_is_given_roles_loses_the_keys_they_had(call: Call) -> None:
    desk, contact = call(DESK), call(CONTACT)
    assert contact.get("me").status_code == 200

    desk.put(f"people/{CONTACT}/roles/{LEIPZIG}", json={"roles": []}, headers=tag(desk, CONTACT))

    problem(contact.get("me"), 401, "token-needed")


def test_people_act_for_organisations_and_no_longer(call: Call) -> None:
    desk = call(DESK)
    add(desk)

    joined = [desk.put(f"people/neue-stelle/members/{KG}") for _turn in range(2)]
    assert [(one.status_code, one.content) for one in joined] == [(204, b"")] * 2
    assert [one["handle"] for one in desk.get("people/neue-stelle").json()["members"]] == [KG]
    assert [one["handle"] for one in desk.get(f"people/{KG}").json()["organisations"]] == ["neue-stelle"]
    assert [desk.delete(f"people/neue-stelle/members/{KG}").status_code for _turn in range(2)] == [204, 204]
    assert desk.get("people/neue-stelle").json()["members"] == []
    problem(desk.put("people/neue-stelle/members/niemand"), 404, "not-found")
    problem(desk.put(f"people/{KG}/members/{RP}"), 404, "not-found")
    problem(desk.put("people/neue-stelle/members/neue-stelle"), 422, "only-people-act")


def test_somebody_is_erased_for_good_where_two_say_so_and_the_handle_is_said_twice(call: Call, a_house: House) -> None:
    desk = call(DESK)
    add(desk)

    problem(desk.delete("people/neue-stelle"), 422, "not-valid")
    problem(desk.delete("people/neue-stelle?confirm=neue"), 422, "not-the-handle")
    problem(desk.delete(f"people/{DESK}?confirm={DESK}"), 409, "not-yourself")
    assert desk.delete("people/neue-stelle?confirm=neue-stelle").status_code == 202
    problem(desk.delete("people/neue-stelle?confirm=neue-stelle"), 409, "erases-alone")
    a_second_administrator(a_house, RP)
    assert call(RP).delete("people/neue-stelle?confirm=neue-stelle").status_code == 204
    problem(desk.delete("people/neue-stelle?confirm=neue-stelle"), 404, "not-found")
    problem(desk.get("people/neue-stelle"), 404, "not-found")
    problem(add(desk), 409, "handle-taken")


def test_changes_come_in_pages(call: Call) -> None:
    desk = call(DESK)
    for number in range(51):
        assert add(desk, handle=f"stelle-{number}", email="").status_code == 201

    first = desk.get("people/changes")
    second = desk.get("people/changes", params={"cursor": first.json()["next"]})

    assert first.headers["link"].endswith('; rel="next"')
    told = [one["handle"] for page in (first, second) for one in page.json()["items"]]
    assert told == [f"stelle-{number}" for number in reversed(range(51))]
    assert second.json()["next"] is None
    assert problem(desk.get("people/changes?cursor=W10"), 422, "not-valid")["field"] == "cursor"


def test_nobody_else_sees_or_changes_people(call: Call) -> None:
    there = {"If-Match": f'"{"0" * 32}"'}
    for stranger in (call(KG), call(CITY), call(TEAM, authority="berlin")):
        for answer in (
            stranger.get(f"people/{RP}"), stranger.patch(f"people/{RP}", json={"name": "x"}, headers=there),
            stranger.put(f"people/{RP}/roles/{LEIPZIG}", json={"roles": []}, headers=there),
            stranger.put(f"people/{CITY}/members/{RP}"), stranger.delete(f"people/{RP}?confirm={RP}"),
        ):  # fmt: skip
            problem(answer, 404, "not-found")
    problem(add(call(KG)), 404, "not-found")
    problem(call(KG).get("people/changes"), 404, "not-found")
    problem(add(call(DESK, Scope.READ, Scope.RECORD)), 403, "missing-scope")
    problem(add(call()), 401, "token-needed")
