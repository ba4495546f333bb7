"""Reading through the API: what each resource answers, and to whom."""

import hashlib
import itertools
import json

import pytest

from portal.api.keys import Scope
from store.readings import readings_of
from tests.api.asking import problem
from tests.api.conftest import Call
from tests.houses import BERLIN, CITY, DESK, KG, LEIPZIG, RESIDENT, TEAM, leipzig_case
from tests.portal.conftest import Visit, csrf
from tests.portal.files import PDF
from workflows.house import House
from workflows.walk import catch_up


def test_me_says_whose_key_it_is_and_what_it_is_for(call: Call) -> None:
    said = call(DESK, Scope.READ).get("me").json()

    assert said["handle"] == DESK
    assert said["authority"] == "leipzig"
    assert said["roles"] == {LEIPZIG: ["case_officer", "funding_partner"]}
    assert said["scopes"] == ["read"]


def test_programmes_are_those_one_takes_part_in_with_every_key_recording_needs(call: Call) -> None:
    desk = call(DESK)

    listed = desk.get("programmes").json()["items"]
    one = desk.get(f"programmes/{LEIPZIG}").json()

    assert [each["key"] for each in listed] == [LEIPZIG]
    assert one == listed[0]
    approval = next(each for each in one["proceedings"] if each["key"] == "approval")
    assert [stage["key"] for stage in approval["stages"]] == ["submission", "kg", "decision", "cofinancing"]
    assert approval["stages"][1]["title"] == {"de": "KG-Sitzung", "en": "KG session"}
    assert "adopted" in approval["stages"][1]["outcomes"]
    problem(desk.get(f"programmes/{BERLIN}"), 404, "not-found")


def test_a_dossier_says_where_it_stands_and_whom_it_waits_for(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    answer = call(DESK).get(f"dossiers/{id_}")
    said = answer.json()

    assert said["reference"] == "2.2"
    assert (said["begins"], said["ends"]) == ("2002-06", "2006-12")
    assert said["approval"] == "submitted"
    assert said["implementation"] == "unknown"
    assert said["plan"][0] == {"source": "efre", "share": "75 %", "amount": None}
    assert "kg" in {line["stage"] for line in said["waits"]}
    assert answer.headers["etag"] == f'"{said["version"]}"'


def test_a_dossier_that_was_seen_already_is_not_sent_again(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk = call(DESK)
    tag = desk.get(f"dossiers/{id_}").headers["etag"]

    again = desk.get(f"dossiers/{id_}", headers={"If-None-Match": f'"99", W/{tag}'})
    older = desk.get(f"dossiers/{id_}", headers={"If-None-Match": '"1"'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert older.status_code == 200


@pytest.mark.parametrize("path", ["", "/entries", "/documents"])
def test_who_takes_no_part_finds_no_dossier(a_house: House, call: Call, path: str) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    assert call(DESK).get(f"dossiers/{id_}{path}").status_code == 200
    assert call(CITY).get(f"dossiers/{id_}{path}").status_code == 200
    for stranger in (call(TEAM, authority="berlin"), call(RESIDENT, authority="berlin")):
        problem(stranger.get(f"dossiers/{id_}{path}"), 404, "not-found")


@pytest.mark.parametrize("id_", ["x", "0" * 36, "%00", "..", "2.2", "%F0%9F%8D%80"])
def test_what_is_no_id_is_not_found(call: Call, id_: str) -> None:
    problem(call(DESK).get(f"dossiers/{id_}/letters"), 404, "not-found")


def test_the_history_comes_in_pages_with_hashes_that_follow_from_each_other(a_house: House, call: Call) -> None:
    case = leipzig_case(a_house, "decision")
    catch_up(a_house)
    desk = call(DESK)

    first = desk.get(f"dossiers/{case.dossier.id}/entries?limit=2")
    entries = first.json()["items"]
    page = first.json()
    while page["next"]:
        page = desk.get(f"dossiers/{case.dossier.id}/entries", params={"limit": 2, "cursor": page["next"]}).json()
        entries += page["items"]

    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert len(entries) == desk.get(f"dossiers/{case.dossier.id}").json()["version"]
    assert all(after["previous"] == before["hash"] for before, after in itertools.pairwise(entries))
    assert entries[1]["type"] == "Submitted"
    assert entries[1]["data"]["stage"] == "submission"
    assert "KG session" in next(entry["what"] for entry in entries if entry["type"] == "Resolved")
    following = first.headers["link"].removeprefix("<").split(">", 1)[0]
    assert first.headers["link"].endswith('; rel="next"')
    assert [each["seq"] for each in desk.get(following).json()["items"]] == [3, 4]


def test_applicants_read_what_their_pages_tell_them_and_nothing_of_the_office(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    catch_up(a_house)
    asked = call(DESK).post(
        f"dossiers/{id_}/entries", headers={"Idempotency-Key": "correct-the-vote-1"},
        json={"kind": "correct", "seq": 3, "reason": "Innere Gründe", "on": "2002-07-05"},
    )  # fmt: skip
    assert asked.status_code == 201, asked.text

    city = call(CITY)
    entries = city.get(f"dossiers/{id_}/entries").json()["items"]

    assert {entry["type"] for entry in entries} == {"Opened", "Submitted", "Resolved"}
    assert all(entry["actor"] is None and entry["what"] is None for entry in entries)
    assert "Innere" not in json.dumps(entries)
    assert "body" not in next(entry["data"] for entry in entries if entry["type"] == "Resolved")
    problem(city.get(f"dossiers/{id_}/letters"), 404, "not-found")


def test_letters_are_listed_for_staff(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    catch_up(a_house)

    letters = call(DESK).get(f"dossiers/{id_}/letters").json()["items"]

    assert letters
    assert {letter["state"] for letter in letters} == {"owed"}
    assert all("2.2" in letter["subject"] for letter in letters)


def test_operations_say_what_the_page_says(a_house: House, call: Call) -> None:
    leipzig_case(a_house, "kg")

    said = call(DESK).get("operations").json()

    assert (said["news"], said["stuck"], said["prefect"]) == (1, 0, False)
    problem(call(KG).get("operations"), 404, "not-found")


def test_a_reading_by_staff_is_noted(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    call(KG).get(f"dossiers/{id_}")

    with a_house.database.reading() as connection:
        assert [one.name for one in readings_of(connection, id_)] == ["Geschäftsstelle der KG"]


def test_documents_are_listed_and_given_back_as_they_came_in(a_house: House, call: Call, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    for handle, home, name in ((CITY, "antraege", "Kostenplan.pdf"), (DESK, "akten", "Vermerk ü.pdf")):
        visitor = visit(handle)
        page = visitor.get(f"/{home}/{id_}/unterlagen").text
        sent = visitor.post(
            f"/{home}/{id_}/unterlagen", data={"csrf": csrf(page), "key": f"{handle}-0123456789"},
            files=[("files", (name, PDF))],
        )  # fmt: skip
        assert sent.status_code == 303, sent.text
    desk, city = call(DESK), call(CITY)

    listed = {one["name"]: one for one in desk.get(f"dossiers/{id_}/documents").json()["items"]}
    theirs = city.get(f"dossiers/{id_}/documents").json()["items"]
    path = f"dossiers/{id_}/documents/{listed['Vermerk ü.pdf']['id']}"
    given = desk.get(path)

    assert {(one["size"], one["media_type"]) for one in listed.values()} == {(len(PDF), "application/pdf")}
    assert [one["name"] for one in theirs] == ["Kostenplan.pdf"]
    assert (given.content, given.headers["content-type"]) == (PDF, "application/pdf")
    assert given.headers["content-disposition"].endswith("filename*=UTF-8''Vermerk%20%C3%BC.pdf")
    assert hashlib.sha256(given.content).hexdigest() == listed["Vermerk ü.pdf"]["digest"]
    problem(city.get(path), 404, "not-found")
    problem(desk.get(f"dossiers/{id_}/documents/x"), 404, "not-found")
    told = [entry["data"]["digest"] for entry in city.get(f"dossiers/{id_}/entries").json()["items"]
            if entry["type"] == "DocumentFiled"]  # fmt: skip
    assert told == [theirs[0]["digest"]]

    for kept in (a_house.settings.data / "documents").glob("??/*"):
        kept.write_bytes(b"x")
    problem(desk.get(path), 500, "altered")
