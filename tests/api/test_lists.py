"""The lists of the API: what stands in them, for whom, page by page."""

import base64

import pytest

from tests.api.asking import problem
from tests.api.conftest import Call
from tests.houses import BERLIN, CITY, CONTACT, DESK, KG, LEIPZIG, RESIDENT, TEAM, berlin_case, leipzig_case
from workflows.house import House


def test_dossiers_are_found_by_words_programme_and_status_and_paged(a_house: House, call: Call) -> None:
    for number in range(5):
        leipzig_case(a_house, "kg" if number else "submission", f"3.{number}")
    berlin_case(a_house, "2024-0001")
    desk = call(DESK)

    first = desk.get("dossiers?limit=2").json()
    second = desk.get("dossiers", params={"limit": 2, "cursor": first["next"]}).json()
    third = desk.get("dossiers", params={"limit": 2, "cursor": second["next"]}).json()

    assert [one["reference"] for page in (first, second, third) for one in page["items"]] == [f"3.{n}" for n in range(5)]
    assert third["next"] is None
    assert [one["reference"] for one in desk.get("dossiers?q=3.4").json()["items"]] == ["3.4"]
    assert [one["reference"] for one in desk.get("dossiers?status=open").json()["items"]] == ["3.0"]
    assert desk.get(f"dossiers?programme={LEIPZIG}&q=quartiersmanagement").json()["items"] != []
    assert desk.get("dossiers?q=%00nirgends").json()["items"] == []
    problem(desk.get(f"dossiers?programme={BERLIN}"), 404, "not-found")
    problem(call(RESIDENT, authority="berlin").get("dossiers"), 404, "not-found")


def test_ones_own_applications_come_last_changed_first(a_house: House, call: Call) -> None:
    ids = [leipzig_case(a_house, "kg", f"4.{number}").dossier.id for number in range(3)]
    city = call(CITY)

    first = city.get("applications?limit=2").json()
    rest = city.get("applications", params={"limit": 2, "cursor": first["next"]}).json()

    assert {one["id"] for one in [*first["items"], *rest["items"]]} == set(ids)
    assert len(rest["items"]) == 1
    assert call(DESK).get("applications").json() == {"items": [], "next": None}
    assert {one["id"] for one in call(CONTACT).get("applications").json()["items"]} == set(ids)


def test_the_worklist_is_ones_own_the_teams_or_nobodys(a_house: House, call: Call) -> None:
    mine = leipzig_case(a_house, "kg", "5.1").dossier.id
    leipzig_case(a_house, "decision", "5.2")
    desk = call(DESK)
    me = desk.get("me").json()["id"]
    given = desk.post(
        f"dossiers/{mine}/entries", headers={"Idempotency-Key": "give-it-to-me-0001"},
        json={"kind": "assign", "on": "2026-11-23", "officer": me},
    )  # fmt: skip
    assert given.status_code == 201, given.text

    def references(whose: str) -> set[str]:
        return {line["reference"] for line in desk.get("worklist", params={"whose": whose}).json()["items"]}

    assert references("mine") == {"5.1"}
    assert references("unassigned") == {"5.2"}
    assert references("team") == {"5.1", "5.2"}
    assert [line["officer"] for line in desk.get("worklist?whose=mine").json()["items"]] == [me]
    problem(desk.get("worklist?whose=everybody"), 422, "not-valid")
    problem(call(CITY).get("worklist"), 404, "not-found")
    assert call(KG).get("worklist").status_code == 200


def test_a_cursor_of_the_worklist_leads_on(a_house: House, call: Call) -> None:
    for number in range(51):
        leipzig_case(a_house, "kg", f"6.{number}")
    desk = call(DESK)

    first = desk.get("worklist?whose=team").json()
    second = desk.get("worklist", params={"whose": "team", "cursor": first["next"]}).json()

    seen = [(line["dossier"], line["waits"]["stage"]) for line in [*first["items"], *second["items"]]]
    assert len(first["items"]) == 50
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("path", ["dossiers", "applications", "worklist", "people"])
@pytest.mark.parametrize(
    "cursor", ["x", "%%%", "e30", *(base64.urlsafe_b64encode(one).decode() for one in (b'["a","b","c"]', b"[1]", b"[" * 500))]
)  # fmt: skip
def test_a_bad_cursor_is_named(call: Call, path: str, cursor: str) -> None:
    assert problem(call(DESK).get(path, params={"cursor": cursor}), 422, "not-valid")["field"] == "cursor"


def test_people_are_listed_for_administrators_in_pages(call: Call) -> None:
    desk = call(DESK)

    first = desk.get("people?limit=2").json()
    rest = desk.get("people", params={"cursor": first["next"]}).json()

    people = {one["handle"]: one for one in [*first["items"], *rest["items"]]}
    assert len(first["items"]) == 2
    assert people["antragstelle"]["organisation"]
    assert people[KG]["roles"] == {LEIPZIG: ["kg_secretariat"]}
    assert TEAM not in people
    problem(call(KG).get("people"), 404, "not-found")
    problem(call(CITY).get("people"), 404, "not-found")
