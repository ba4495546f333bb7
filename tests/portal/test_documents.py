"""Documents: uploading, listing and downloading them, and what is refused."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from portal.documents import filing
from store import documents
from store.documents import Document
from store.people import party_id
from tests.houses import CITY, DESK, KG, findings, leipzig_case, version
from tests.portal.conftest import Visit
from tests.portal.desk import hidden, now
from tests.portal.files import PDF, png
from tests.portal.uploading import filed, in_english, on_disk, parts, rows, upload
from workflows.house import House


@pytest.fixture(name="id_")
def _id(a_house: House) -> str:
    """A case of the city."""
    return leipzig_case(a_house).dossier.id


def test_an_applicant_uploads_several_files_and_finds_them_in_the_list(visit: Visit, a_house: House, id_: str) -> None:
    client, path = visit(CITY), f"/antraege/{id_}/unterlagen"

    answer = upload(client, path, ("Kostenplan.pdf", PDF), ("Lage plan.png", png()))

    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?neu=2")
    page = client.get(answer.headers["location"]).text
    for shown in ("<bdi>Kostenplan.pdf</bdi>", "<bdi>Lage plan.png</bdi>", "23.11.2026, 09:00 Uhr", 'role="status"'):
        assert shown in page
    assert [event.media_type for event in filed(a_house, id_)] == ["application/pdf", "image/png"]
    assert {(row.digest, row.size) for row in rows(a_house, id_)} == {(e.digest, e.size) for e in filed(a_house, id_)}
    assert "Kostenplan.pdf" in client.get(f"/antraege/{id_}").text
    assert "Kostenplan.pdf" in visit(DESK).get(f"/akten/{id_}").text
    assert {entry.actor for entry in now(a_house, id_).entries[-2:]} == {party_id("leipzig", CITY)}
    assert findings(a_house) == []


def test_a_download_gives_the_same_bytes_and_nothing_that_could_run(visit: Visit, id_: str) -> None:
    client, path = visit(CITY), f"/antraege/{id_}/unterlagen"
    upload(client, path, ("Pläne 100%; Straße.pdf", PDF))
    link = re.findall(rf'href="({path}/[0-9a-f]{{32}})"', client.get(path).text)[0]

    for visitor, address in ((client, link), (visit(KG), link.replace("/antraege/", "/akten/"))):
        answer = visitor.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.content == PDF
        headers = answer.headers
        assert headers["content-type"] == "application/pdf"
        assert headers["content-length"] == str(len(PDF))
        assert headers["content-disposition"].startswith('attachment; filename="Plane 100__ Strae.pdf"; filename*=UTF-8')
        assert headers["content-disposition"].endswith("''Pl%C3%A4ne%20100%25%3B%20Stra%C3%9Fe.pdf")
        assert headers.get_list("content-security-policy") == ["sandbox; default-src 'none'"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert len(headers["etag"]) == 66


def test_the_same_form_sent_twice_files_once(visit: Visit, a_house: House, id_: str) -> None:
    client, path = visit(CITY), f"/antraege/{id_}/unterlagen"
    form = hidden(client.get(path).text)

    def send(_turn: int) -> int:
        return client.post(path, data=form, files=parts([("a.pdf", PDF)])).status_code

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(send, range(4)))

    assert set(codes) <= {303, 503}
    assert 303 in codes
    assert send(5) == 303
    assert len(filed(a_house, id_)) == len(rows(a_house, id_)) == len(on_disk(a_house)) == 1
    assert upload(client, path, ("a.pdf", PDF)).status_code == 303
    assert len(filed(a_house, id_)) == 2


def test_what_is_good_is_kept_when_something_else_is_refused(visit: Visit, a_house: House, id_: str) -> None:
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/unterlagen"

    answer = upload(client, path, ("gut.pdf", PDF), ("böse.exe", b"MZ"), ("leer.pdf", b""))

    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    said = unescape(answer.text)
    assert '"böse.exe" cannot be taken' in said
    assert '"leer.pdf" is empty' in said
    assert "<bdi>gut.pdf</bdi>" in said
    assert [row.name for row in rows(a_house, id_)] == ["gut.pdf"]


def test_a_form_without_a_file_says_so(visit: Visit, id_: str) -> None:
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/unterlagen"

    answer = client.post(path, data=hidden(client.get(path).text), files=parts([("", b"")]))

    assert answer.status_code == 422
    assert "Choose at least one file." in answer.text


def test_six_files_at_once_are_too_many_and_none_is_taken(visit: Visit, a_house: House, id_: str) -> None:
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/unterlagen"

    answer = upload(client, path, *((f"{number}.pdf", PDF) for number in range(6)))

    assert answer.status_code == 422
    assert "You chose 6 files" in answer.text
    assert filed(a_house, id_) == []


def test_the_hundred_and_first_file_is_refused(visit: Visit, a_house: House, id_: str) -> None:
    _fill(a_house, id_, filing.MOST_DOCUMENTS, 1000)
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/unterlagen"

    answer = upload(client, path, ("viele.pdf", PDF))

    assert answer.status_code == 422
    assert "At most 100 files fit here" in answer.text
    assert on_disk(a_house) == []


def test_more_than_500_mb_in_one_case_are_refused(visit: Visit, a_house: House, id_: str) -> None:
    _fill(a_house, id_, 1, filing.MOST_BYTES)
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/unterlagen"

    answer = upload(client, path, ("groß.pdf", PDF))

    assert answer.status_code == 422
    assert "would have 501 MB" in answer.text


def _fill(house: House, dossier: str, count: int, size: int) -> None:
    """Rows as uploads leave them; no test needs their bytes."""
    with house.database.transaction() as connection:
        for number in range(count):
            row = Document(
                f"{number:032x}", "", dossier, party_id("leipzig", CITY), "x.pdf", "application/pdf", size, "0" * 64,
                f"{number:032x}", house.now(),
            )  # fmt: skip
            documents.add(connection, row)


def test_a_file_that_was_altered_is_not_given_out(visit: Visit, a_house: House, id_: str) -> None:
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/unterlagen"
    upload(client, path, ("a.pdf", PDF))
    link = f"{path}/{rows(a_house, id_)[0].id}"
    (kept,) = on_disk(a_house)
    kept.write_bytes(PDF.replace(b"1.7", b"1.6"))

    answer = client.get(link)

    assert answer.status_code == 500
    assert "not given out" in answer.text
    kept.unlink()
    assert client.get(link).status_code == 500


def test_documents_move_no_proceeding_and_nobody_is_told_to_look_again(visit: Visit, a_house: House, id_: str) -> None:
    before = version(a_house, id_)
    upload(visit(CITY), f"/antraege/{id_}/unterlagen", ("a.pdf", PDF))

    assert version(a_house, id_) == before + 1
