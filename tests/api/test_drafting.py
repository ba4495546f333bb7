"""Drafts through the API: begun once, saved against what was seen, sent once; the pages' own drafts."""

from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from portal.api.keys import Scope
from portal.pages.apply import MOST_DRAFTS
from tests.api.asking import problem
from tests.api.conftest import Call
from tests.houses import CITY, CONTACT, DESK, LEIPZIG, RESIDENT, events_of
from tests.portal.conftest import Visit
from tests.portal.files import PDF
from tests.portal.uploading import filed, on_disk
from workflows.house import House

FIELDS = {"title": "Hoffest", "total": "1.500,00", "begins": "03/2027", "sponsor": ""}


def begin(client: TestClient, key: str = "0123456789abcdef", programme: str = LEIPZIG) -> Response:
    return client.post("drafts", json={"programme": programme}, headers={"Idempotency-Key": key})


def save(client: TestClient, id_: str, fields: object, seen: int) -> Response:
    return client.patch(f"drafts/{id_}", json={"fields": fields}, headers={"If-Match": f'"{seen}"'})


def finish(client: TestClient, id_: str, seen: int) -> Response:
    return client.post(f"drafts/{id_}/send", headers={"If-Match": f'"{seen}"'})


def keep(client: TestClient, id_: str, body: bytes = PDF) -> Response:
    headers = {"Content-Type": "application/pdf", "Content-Disposition": "attachment; filename=Plan.pdf"}
    return client.post(f"drafts/{id_}/documents", content=body, headers={**headers, "Idempotency-Key": "0123456789abcdef"})


def test_a_draft_is_begun_filled_and_sent_once(a_house: House, call: Call) -> None:
    city = call(CITY)
    begun = begin(city)
    id_ = begun.json()["id"]
    assert (begun.status_code, begun.headers["etag"], begun.headers["location"]) == (201, '"1"', f"/api/v1/drafts/{id_}")
    assert {one["field"] for one in begun.json()["errors"]} == {"title", "total"}

    saved = save(city, id_, FIELDS, 1)
    assert (saved.status_code, saved.headers["etag"], saved.json()["errors"]) == (200, '"2"', [])
    assert keep(city, id_).status_code == 201
    assert [one["name"] for one in city.get(f"drafts/{id_}").json()["documents"]] == ["Plan.pdf"]
    assert [one["id"] for one in city.get("drafts").json()["items"]] == [id_]
    first, again = finish(city, id_, 2), finish(city, id_, 2)

    assert first.status_code == 201, first.text
    assert (again.json(), again.headers["idempotent-replayed"]) == (first.json(), "true")
    case = city.get(f"dossiers/{first.json()['id']}").json()
    assert (case["title"], case["requested"], case["begins"]) == ("Hoffest", 150_000, "2027-03")
    assert len(filed(a_house, case["id"])) == 1
    told = city.get(f"drafts/{id_}").json()
    assert (told["dossier"], told["documents"]) == (case["id"], [])
    problem(save(city, id_, FIELDS, told["version"]), 409, "draft-sent")
    problem(city.delete(f"drafts/{id_}"), 409, "draft-sent")
    problem(keep(city, id_, PDF + b"%%EOF"), 409, "draft-sent")


def test_the_same_key_begins_one_draft(call: Call) -> None:
    city = call(CITY)
    first, again = begin(city), begin(city)

    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert begin(city, "another-key-012345").json()["id"] != first.json()["id"]
    assert begin(call(CONTACT)).status_code == 404


def test_the_page_goes_on_with_the_same_draft(call: Call, visit: Visit) -> None:
    id_ = begin(call(CITY)).json()["id"]
    save(call(CITY), id_, {"title": "Hoffest am Kanal"}, 1)

    assert "Hoffest am Kanal" in visit(CITY).get(f"/antraege/entwurf/{id_}/vorhaben").text


def test_what_was_seen_has_to_be_what_is(call: Call) -> None:
    city = call(CITY)
    id_ = begin(city).json()["id"]
    save(city, id_, {"title": "Eins"}, 1)

    problem(save(city, id_, {"title": "Zwei"}, 1), 412, "entry-changed")
    problem(finish(city, id_, 1), 412, "entry-changed")
    for nonsense in ("2", 'W/"2"', "*", '"x"', ""):
        answer = city.patch(f"drafts/{id_}", json={"fields": {"title": "Zwei"}}, headers={"If-Match": nonsense})
        assert problem(answer, 422, "not-valid")["field"] == "If-Match"
    without = city.patch(f"drafts/{id_}", json={"fields": {"title": "Zwei"}})
    assert problem(without, 422, "not-valid")["errors"] == [{"field": "If-Match", "detail": "This is missing."}]
    assert city.get(f"drafts/{id_}").json()["fields"]["title"] == "Eins"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"nowhere": "x"}, "fields.nowhere"), ({"title": 1}, "fields.title"), ({"title": "x" * 4001}, "fields.title"),
        ({"Title!": "x"}, "fields.Title!.[key]"), ([], "fields"), (None, "fields"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_name(call: Call, fields: object, field: str) -> None:
    city = call(CITY)
    id_ = begin(city).json()["id"]

    assert problem(save(city, id_, fields, 1), 422, "not-valid")["field"] == field


def test_a_draft_that_is_not_right_is_kept_and_not_sent(a_house: House, call: Call) -> None:
    city = call(CITY)
    id_ = begin(city).json()["id"]
    saved = save(city, id_, {"title": "a\u0000b", "total": "viel"}, 1)
    assert saved.status_code == 200

    told: Any = problem(finish(city, id_, 2), 422, "not-valid")

    assert {one["field"] for one in told["errors"]} == {"title", "total"}
    assert events_of(a_house) == 0


def test_a_draft_and_its_documents_can_be_deleted(a_house: House, call: Call) -> None:
    city = call(CITY)
    id_ = begin(city).json()["id"]
    kept, again = keep(city, id_), keep(city, id_)
    assert (again.json(), again.headers["idempotent-replayed"]) == (kept.json(), "true")
    gone = city.delete(f"drafts/{id_}/documents/{kept.json()['id']}")
    assert (gone.status_code, gone.content) == (204, b"")
    problem(city.delete(f"drafts/{id_}/documents/{kept.json()['id']}"), 404, "not-found")
    keep(city, id_)

    assert city.delete(f"drafts/{id_}").status_code == 204

    problem(city.get(f"drafts/{id_}"), 404, "not-found")
    problem(city.delete(f"drafts/{id_}"), 404, "not-found")
    assert on_disk(a_house) == []


def test_drafts_of_others_are_not_there_and_a_key_for_reading_opens_none(call: Call) -> None:
    id_ = begin(call(CITY)).json()["id"]

    for stranger in (call(DESK), call(RESIDENT, authority="berlin")):
        for answer in (stranger.get(f"drafts/{id_}"), save(stranger, id_, FIELDS, 1), stranger.delete(f"drafts/{id_}"),
                       keep(stranger, id_), finish(stranger, id_, 1)):  # fmt: skip
            problem(answer, 404, "not-found")
        assert stranger.get("drafts").json() == {"items": []}
    problem(call(CITY, Scope.READ).get("drafts"), 403, "missing-scope")
    problem(begin(call(CITY), programme="nowhere"), 404, "not-found")


def test_there_is_an_end_to_drafts(call: Call) -> None:
    city = call(CITY)
    for number in range(MOST_DRAFTS):
        assert begin(city, f"one-of-many-{number:06}").status_code == 201

    problem(begin(city, "one-more-0123456789"), 409, "too-many-drafts")
    assert begin(city, "one-of-many-000000").headers["idempotent-replayed"] == "true"
