"""One's own applications as their pages tell them, the copy of one's data, and where an application is for anybody."""

import hashlib
import io
import zipfile

import pytest

from portal.web.limits import LIMITS
from tests.api.asking import problem, say
from tests.api.conftest import Call
from tests.houses import CITY, CONTACT, DESK, KG, RESIDENT, events_of, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.files import PDF
from workflows.house import House


def test_a_receipt_says_what_was_received_and_the_code_to_ask_with(a_house: House, call: Call, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    city = call(CITY)

    answer = city.get(f"applications/{id_}/receipt")
    told = answer.json()

    assert answer.headers["cache-control"] == "no-store"
    entries = city.get(f"dossiers/{id_}/entries").json()["items"]
    assert [(one["seq"], one["type"], one["hash"]) for one in told["received"]] == [(2, "Submitted", entries[1]["hash"])]
    assert city.get(f"applications/{id_}/receipt").json() == told
    page = visit(CITY).get(f"/antraege/{id_}/quittung").text.replace(" ", "")
    assert told["code"] in page
    assert told["secret"] in page
    assert told["address"].endswith("/wo-ist-mein-antrag")
    problem(city.get(f"applications/{leipzig_case(a_house, 'submission', '2.3').dossier.id}/receipt"), 404, "not-found")


def test_a_timeline_says_what_happened_what_is_to_do_and_what_comes(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    returned = {"kind": "return", "stage": "submission", "on": "2026-11-20", "purpose": "documents", "reason": "Es fehlt etwas",
                "documents": ["Kostenplan"], "due": "2026-12-18"}  # fmt: skip
    assert say(call(DESK), id_, returned).status_code == 201

    told = call(CITY).get(f"applications/{id_}/timeline").json()

    assert [(one["stage"], one["documents"], one["due"], one["mine"]) for one in told["todo"]] == [
        ("submission", ["Kostenplan"], "2026-12-18", True)
    ]
    assert told["todo"][0]["documents_asked_for"]
    assert [one["kind"] for one in told["steps"]].count("past") == 3
    assert any(one["kind"] == "expected" for one in told["steps"])
    assert call(CONTACT).get(f"applications/{id_}/timeline").json()["todo"][0]["mine"] is False


def test_a_deadline_set_by_itself_is_something_to_do(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    said = {"kind": "set_deadline", "deadline": "bericht", "role": "applicant", "due": "2026-12-01", "on": "2026-11-23",
            "title": "Kurzbericht"}  # fmt: skip
    assert say(call(DESK), id_, said).status_code == 201

    (one,) = call(CITY).get(f"applications/{id_}/timeline").json()["todo"]

    assert (one["title"], one["due"], one["deadline"], one["mine"]) == ("Kurzbericht", "2026-12-01", "bericht", True)
    assert (one["set_by_itself"], one["documents_asked_for"], one["stage"]) == (True, False, "")


@pytest.mark.parametrize("what", ["receipt", "timeline"])
def test_only_its_own_people_have_them(a_house: House, call: Call, what: str) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    assert call(CONTACT).get(f"applications/{id_}/{what}").status_code == 200
    for stranger in (call(DESK), call(KG), call(RESIDENT, authority="berlin")):
        problem(stranger.get(f"applications/{id_}/{what}"), 404, "not-found")
    problem(call(CITY).get(f"applications/%00/{what}"), 404, "not-found")


def test_the_copy_of_ones_data_is_the_archive_of_the_page_and_as_limited(a_house: House, call: Call, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    city = call(CITY)
    headers = {"Content-Type": "application/pdf", "Content-Disposition": "attachment; filename=Plan.pdf"}
    city.post(f"dossiers/{id_}/documents", content=PDF, headers={**headers, "Idempotency-Key": "0123456789abcdef"})

    answer = city.get("me/export")

    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("application/zip", "no-store")
    with (
        zipfile.ZipFile(io.BytesIO(answer.content)) as archive,
        zipfile.ZipFile(io.BytesIO(visit(CITY).get("/konto/daten").content)) as of_page,
    ):
        assert archive.namelist() == of_page.namelist()
        assert PDF in {archive.read(name) for name in archive.namelist()}
    assert {city.get("me/export").status_code for _turn in range(LIMITS["copy"].amount - 1)} == {200}
    refused = city.get("me/export")
    problem(refused, 429, "too-many-requests")
    assert refused.headers["retry-after"] == "3600"
    assert call(KG).get("me/export").status_code == 200


def test_anybody_with_code_and_secret_learns_where_it_is_and_nothing_about_people(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    receipt = call(CITY).get(f"applications/{id_}/receipt").json()
    stranger = call()

    answer = stranger.post("public/status", json={"code": receipt["code"].lower(), "secret": f" {receipt['secret']} "})

    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert {one["kind"] for one in answer.json()["steps"]} == {"done", "now", "expected"}
    assert "Stadt" not in answer.text
    assert "2.2" not in answer.text


def test_a_wrong_secret_is_answered_as_a_wrong_code_and_tries_come_to_an_end(a_house: House, call: Call) -> None:
    receipt = call(CITY).get(f"applications/{leipzig_case(a_house, 'kg').dossier.id}/receipt").json()
    stranger, before = call(), events_of(a_house)
    tried = [
        {"code": receipt["code"], "secret": "X" * 16}, {"code": "33333333", "secret": receipt["secret"]},
        {"code": "\u0000", "secret": ""},
    ]  # fmt: skip

    answers = [stranger.post("public/status", json=one) for one in tried]

    assert {hashlib.sha256(one.content).hexdigest() for one in answers} == {hashlib.sha256(answers[0].content).hexdigest()}
    problem(answers[0], 404, "not-found")
    problem(stranger.post("public/status", json={"code": receipt["code"]}), 422, "not-valid")
    right = {"code": receipt["code"], "secret": receipt["secret"]}
    last = [stranger.post("public/status", json=right) for _turn in range(LIMITS["lookup"].amount)][-1]
    problem(last, 429, "too-many-requests")
    assert last.headers["retry-after"] == "60"
    assert events_of(a_house) == before
