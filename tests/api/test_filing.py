"""Documents that programs send: filed once with their entry, checked as those of the pages, refused as problems."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from portal.api.keys import Scope
from portal.documents.file_kinds import LARGEST_FILE
from tests.api.asking import problem, say
from tests.api.conftest import Call
from tests.houses import CITY, DESK, RESIDENT, RP, TEAM, findings, leipzig_case
from tests.portal.files import PDF, docx, png
from tests.portal.uploading import filed, on_disk, rows
from workflows.house import House

PLAN = "attachment; filename*=UTF-8''Kostenplan%20%C3%BC.pdf"


def send(
    client: TestClient, id_: str, body: bytes = PDF, name: str | bytes = PLAN, kind: str = "application/pdf",
    key: str = "0123456789abcdef",
) -> Response:  # fmt: skip
    headers = {"Content-Type": kind, "Content-Disposition": name, "Idempotency-Key": key}
    return client.post(f"dossiers/{id_}/documents", content=body, headers=headers)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", [CITY, DESK, RP])
def test_a_document_is_filed_with_its_entry_and_can_be_fetched(a_house: House, call: Call, who: str) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    client = call(who)

    answer = send(client, id_)

    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["name"], told["media_type"], told["size"]) == ("Kostenplan ü.pdf", "application/pdf", len(PDF))
    assert answer.headers["location"] == f"/api/v1/dossiers/{id_}/documents/{told['id']}"
    assert client.get(f"dossiers/{id_}/documents/{told['id']}").content == PDF
    [entry] = filed(a_house, id_)
    assert (entry.document, entry.digest) == (told["id"], told["digest"])
    assert findings(a_house) == []


def test_the_same_again_files_nothing_and_is_the_same_answer(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    city = call(CITY)

    with ThreadPoolExecutor(4) as together:
        answers = list(together.map(lambda _turn: send(city, id_), range(4)))
    again = send(city, id_)

    assert {answer.status_code for answer in (*answers, again)} == {201}
    assert {answer.text for answer in answers} == {again.text}
    assert again.headers["idempotent-replayed"] == "true"
    assert len(filed(a_house, id_)) == len(rows(a_house, id_)) == len(on_disk(a_house)) == 1


def test_a_key_stands_for_one_document(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    city = call(CITY)
    assert send(city, id_).status_code == 201
    status = {"kind": "report_status", "on": "2003-01", "status": "planning"}
    assert say(call(DESK), id_, status, "used-for-something-else").status_code == 201

    problem(send(city, id_, PDF + b"%%EOF"), 422, "key-used")
    problem(send(city, id_, name="attachment; filename=other.pdf"), 422, "key-used")
    problem(send(call(DESK), id_), 422, "key-used")
    problem(send(city, id_, key="used-for-something-else"), 422, "key-used")
    problem(send(city, id_, key="short"), 422, "not-valid")
    assert len(filed(a_house, id_)) == len(on_disk(a_house)) == 1


@pytest.mark.parametrize(
    ("body", "name", "kind", "status", "slug", "field"),
    [
        (b"", PLAN, "application/pdf", 422, "document-empty", None),
        (b"MZ", PLAN, "application/pdf", 422, "document-kind-differs", None),
        (PDF[:12], PLAN, "application/pdf", 422, "document-unreadable", None),
        (PDF, "attachment; filename=plan.exe", "application/pdf", 422, "document-kind-unknown", None),
        (PDF, "attachment; filename=plan", "application/pdf", 422, "document-kind-unknown", None),
        (PDF, "attachment; filename*=UTF-8''a%E2%80%AEb.pdf", "application/pdf", 422, "document-name-unsafe", None),
        (PDF, "attachment; filename=" + "x" * 300 + ".pdf", "application/pdf", 422, "document-name-too-long", None),
        (png(20_000), "attachment; filename=a.png", "image/png", 422, "picture-too-large", None),
        (docx(("word/vbaProject.bin", b"x")), "attachment; filename=a.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 422, "document-holds-macros", None),
        (PDF, PLAN, "image/png", 422, "not-valid", "Content-Type"),
        (PDF, "attachment", "application/pdf", 422, "not-valid", "Content-Disposition"),
        (PDF, "attachment; filename*=UTF-8''%FF.pdf", "application/pdf", 422, "not-valid", "Content-Disposition"),
        (PDF, PLAN, "application/json", 415, "unsupported-document", None),
        (PDF, PLAN, "text/html", 415, "unsupported-document", None),
        (PDF, PLAN, "multipart/form-data; boundary=x", 415, "unsupported-document", None),
        (b"%PDF-" + b"x" * LARGEST_FILE, PLAN, "application/pdf", 413, "too-large", None),
        (b"%PDF-" + b"x" * (LARGEST_FILE + (2 << 20)), PLAN, "application/pdf", 413, "too-large", None),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_by_name_and_not_kept(
    a_house: House, call: Call, body: bytes, name: str, kind: str, status: int, slug: str, field: str | None
) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    answer = send(call(CITY), id_, body, name, kind)

    assert problem(answer, status, slug).get("field") == field, answer.text
    assert filed(a_house, id_) == []
    assert on_disk(a_house) == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('attachment; filename="Plan ü.pdf"', "Plan ü.pdf"), ("inline; filename=Plan.pdf", "Plan.pdf"),
        ('form-data; FileName="a;b.pdf"', "a;b.pdf"), ("attachment; filename=x.pdf; filename*=utf-8'de'%C3%BC.pdf", "ü.pdf"),
    ],
)  # fmt: skip
def test_names_are_read_as_programs_write_them(a_house: House, call: Call, said: str, name: str) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    assert send(call(CITY), id_, name=said.encode()).json()["name"] == name


def test_only_who_sees_the_dossier_and_has_a_key_for_it_files_in_it(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    problem(send(call(), id_), 401, "token-needed")
    problem(send(call(CITY, Scope.READ), id_), 403, "missing-scope")
    for stranger in (call(TEAM, authority="berlin"), call(RESIDENT, authority="berlin")):
        problem(send(stranger, id_), 404, "not-found")
    problem(send(call(CITY), "0" * 36), 404, "not-found")
    assert on_disk(a_house) == []


def test_a_file_that_comes_without_its_length_is_cut_off_where_it_is_too_large(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    headers = {"Content-Type": "application/pdf", "Content-Disposition": PLAN, "Idempotency-Key": "0123456789abcdef"}
    pieces = (b"x" * (1 << 20) for _piece in range(28))

    answer = call(CITY).post(f"dossiers/{id_}/documents", content=pieces, headers=headers)

    problem(answer, 413, "too-large")
    assert on_disk(a_house) == []
