"""What staff do with many dossiers: filters of the worklist, taking dossiers over at once, and who read which."""

import uuid
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from portal.api.keys import Scope
from tests.api.asking import problem, say
from tests.api.conftest import Call
from tests.houses import CITY, DESK, KG, RP, TEAM, events_of, findings, leipzig_case
from workflows.house import House
from workflows.walk import catch_up


def take(client: TestClient, *shown: tuple[str, str], key: str = "0123456789abcdef") -> Response:
    said = {"dossiers": [{"dossier": id_, "officer": officer} for id_, officer in shown]}
    return client.post("worklist/assignments", json=said, headers={"Idempotency-Key": key})


def test_the_worklist_is_narrowed_to_a_role_and_to_what_is_overdue(a_house: House, call: Call) -> None:
    leipzig_case(a_house, "kg", "5.1")
    late = leipzig_case(a_house, "kg", "5.2").dossier.id
    returned = {"kind": "return", "stage": "submission", "on": "2026-11-02", "purpose": "documents", "reason": "Es fehlt etwas",
                "due": "2026-11-20"}  # fmt: skip
    assert say(call(DESK), late, returned).status_code == 201
    catch_up(a_house)
    desk = call(DESK)

    def found(**query: str) -> set[tuple[str, str]]:
        lines = desk.get("worklist", params=query).json()["items"]
        return {(line["reference"], line["waits"]["role"]) for line in lines}

    roles = {role for _reference, role in found(whose="all")}
    assert {"kg_secretariat", "applicant"} <= roles
    assert {role for _reference, role in found(whose="all", role="kg_secretariat")} == {"kg_secretariat"}
    assert found(whose="all", overdue="true") == {("5.2", "applicant")}
    assert found(whose="all", role="\u0000nobody") == set()
    problem(call(KG).get("worklist?whose=all"), 404, "not-found")
    assert problem(desk.get("worklist?overdue=vielleicht"), 422, "not-valid")["field"] == "overdue"


def test_several_dossiers_are_taken_over_at_once_and_once(a_house: House, call: Call) -> None:
    ids = [leipzig_case(a_house, "kg", f"5.{number}").dossier.id for number in range(3)]
    desk = call(DESK)
    me = desk.get("me").json()["id"]
    before = events_of(a_house)

    first = take(desk, *((id_, "") for id_ in ids), key="x" * 200)
    again = take(desk, *((id_, "") for id_ in ids), key="x" * 200)

    assert (first.status_code, first.json(), again.json()) == (200, {"yours": 3, "left": 0}, {"yours": 3, "left": 0})
    assert events_of(a_house) == before + 3
    assert {desk.get(f"dossiers/{id_}").json()["officer"]["id"] for id_ in ids} == {me}
    assert findings(a_house) == []


def test_what_is_not_as_it_was_shown_or_not_there_is_left(a_house: House, call: Call) -> None:
    theirs, other = (leipzig_case(a_house, "kg", f"5.{number}").dossier.id for number in range(2))
    desk = call(DESK)
    kg = call(KG).get("me").json()["id"]
    assert say(desk, theirs, {"kind": "assign", "on": "2026-11-23", "officer": kg}).status_code == 201

    taken = take(desk, (theirs, ""), (other, ""), (str(uuid.uuid4()), ""))

    assert taken.json() == {"yours": 1, "left": 2}
    assert desk.get(f"dossiers/{theirs}").json()["officer"]["id"] == kg


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"dossiers": []}, "dossiers"), ({"dossiers": [{"dossier": "\u0000"}]}, "dossiers.0.dossier"), ({}, "dossiers"),
        ({"dossiers": [{"dossier": "0" * 36}] * 51}, "dossiers"), ({"dossiers": [{"officer": ""}]}, "dossiers.0.dossier"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_name(call: Call, said: object, field: str) -> None:
    answer = call(DESK).post("worklist/assignments", json=said, headers={"Idempotency-Key": "0123456789abcdef"})

    told: Any = problem(answer, 422, "not-valid")["errors"]
    assert told[0]["field"] == field


def test_who_does_not_assign_takes_nothing_over(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    before = events_of(a_house)

    for staff in (call(KG), call(RP), call(TEAM, authority="berlin")):
        assert take(staff, (id_, "")).json() == {"yours": 0, "left": 1}
    problem(take(call(CITY), (id_, "")), 404, "not-found")
    problem(take(call(DESK, Scope.READ), (id_, "")), 403, "missing-scope")
    assert events_of(a_house) == before


def test_readings_are_told_to_administrators_in_pages(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    for reader in (KG, RP, CITY):
        assert call(reader).get(f"dossiers/{id_}").status_code == 200
    desk = call(DESK)

    first = desk.get(f"dossiers/{id_}/readings?limit=2").json()
    rest = desk.get(f"dossiers/{id_}/readings", params={"limit": 2, "cursor": first["next"]}).json()

    readers = [one["reader"]["id"] for one in [*first["items"], *rest["items"]]]
    assert sorted(readers) == sorted(call(who).get("me").json()["id"] for who in (DESK, KG, RP))
    assert {one["since"] for one in first["items"]} == {"2026-11-23T08:00:00.000000Z"}
    assert rest["next"] is None
    for stranger in (call(KG), call(CITY), call(TEAM, authority="berlin")):
        problem(stranger.get(f"dossiers/{id_}/readings"), 404, "not-found")
    assert problem(desk.get(f"dossiers/{id_}/readings?cursor=WyJ4Il0"), 422, "not-valid")["field"] == "cursor"
