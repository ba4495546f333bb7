"""How large a request may be, and what whoever sends too much is told."""

from collections.abc import Iterator

import pytest

from portal.web.guard import LARGEST, LARGEST_UPLOAD
from tests.houses import CITY, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.files import PDF
from tests.portal.uploading import in_english, on_disk, rows
from workflows.house import House

HTML = {"Accept": "text/html,application/xhtml+xml"}
PIECE = b"x" * 65_536


def pieces(size: int) -> Iterator[bytes]:
    """A body whose length nobody says beforehand."""
    for _number in range(size // len(PIECE) + 1):
        yield PIECE


@pytest.mark.parametrize("headers", [{}, HTML])
def test_a_body_that_grows_too_long_is_told_so(visit: Visit, headers: dict[str, str]) -> None:
    form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}

    answer = visit().post("/anmelden", content=pieces(LARGEST), headers=form)

    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html" if headers else "text/plain")
    assert "content-security-policy" in answer.headers


def test_a_browser_gets_a_page_with_a_way_on_in_its_language(visit: Visit, a_house: House) -> None:
    path = f"/antraege/{leipzig_case(a_house).dossier.id}/unterlagen"
    client = in_english(visit(CITY))

    answer = client.post(path, content=b"", headers={**HTML, "Content-Length": str(LARGEST_UPLOAD + 1)})

    assert answer.status_code == 413
    assert '<html lang="en"' in answer.text
    assert "That is too large" in answer.text
    assert f'href="{path}"' in answer.text
    assert '<html lang="de"' in visit().post("/anmelden", content=b"x" * (LARGEST + 1), headers=HTML).text


def test_uploads_may_be_larger_than_other_forms(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client, path = visit(CITY), f"/antraege/{id_}/unterlagen"
    large = PDF + bytes(3 * LARGEST) + PDF

    answer = client.post(path, data=hidden(client.get(path).text), files=[("files", ("a.pdf", large))])

    assert answer.status_code == 303
    assert rows(a_house, id_)[0].size == len(large)


def test_a_file_of_26_mib_is_refused_by_name_and_size(visit: Visit, a_house: House) -> None:
    client, path = in_english(visit(CITY)), f"/antraege/{leipzig_case(a_house).dossier.id}/unterlagen"

    form = hidden(client.get(path).text)
    answer = client.post(path, data=form, files=[("files", ("groß.pdf", PDF + bytes(26 * 1024 * 1024)))])

    assert answer.status_code == 422
    assert "has 27 MB. Upload a file of at most 25 MB." in answer.text
    assert on_disk(a_house) == []


def test_only_upload_pages_take_more(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    for path in (f"/antraege/{id_}/zurueckziehen", f"/antraege/{id_}/unterlagen/x", "/antraege//unterlagen", "/x/unterlagen"):
        answer = visit(CITY).post(path, content=b"", headers={"Content-Length": str(LARGEST + 1)})
        assert answer.status_code == 413, path


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "٣", ""])
def test_a_length_that_is_no_number_is_refused(visit: Visit, length: str) -> None:
    answer = visit().post("/anmelden", content=b"x", headers={b"Content-Length": length.encode()})

    assert answer.status_code == 413
