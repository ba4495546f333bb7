"""Bringing what was asked for: files and the word that all is there, in one act."""

from domain.events import DocumentFiled
from tests.houses import CITY, findings
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.files import PDF, png
from tests.portal.test_mine import returned, said
from tests.portal.uploading import filed, in_english, on_disk
from workflows.house import House


def test_files_and_the_word_that_all_is_there_come_in_one_act_and_once(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client, path = visit(CITY), f"/antraege/{id_}/nachreichen/submission"
    form = hidden(client.get(path).text)
    files = [("files", ("Kostenplan.pdf", PDF)), ("files", ("Lageplan.png", png()))]

    first = client.post(path, data={**form, "step": "send"}, files=files)
    second = client.post(path, data={**form, "step": "send"}, files=files)

    assert [answer.headers["location"] for answer in (first, second)] == [f"/antraege/{id_}/quittung"] * 2
    assert said(a_house, id_)[-3:] == ["DocumentFiled", "DocumentFiled", "DocumentsSupplied"]
    assert len(on_disk(a_house)) == 2
    assert findings(a_house) == []


def test_more_files_than_fit_into_one_form_come_one_after_the_other(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client, path = visit(CITY), f"/antraege/{id_}/nachreichen/submission"
    form = hidden(client.get(path).text)

    part = client.post(path, data={**form, "step": "files"}, files=[("files", ("Kostenplan.pdf", PDF))])

    assert part.headers["location"] == path
    page = client.get(path).text
    assert "<bdi>Kostenplan.pdf</bdi>" in page
    assert "DocumentsSupplied" not in said(a_house, id_)
    assert client.post(path, data={**hidden(page), "step": "send"}).status_code == 303
    assert said(a_house, id_)[-2:] == ["DocumentFiled", "DocumentsSupplied"]


def test_good_files_are_kept_and_nothing_is_said_complete_when_one_is_refused(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/nachreichen/submission"
    form = hidden(client.get(path).text)
    files = [("files", ("Kostenplan.pdf", PDF)), ("files", ("Lageplan.pdf", b"GIF89a"))]

    answer = client.post(path, data={**form, "step": "send"}, files=files)

    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert "is not a PDF file" in answer.text
    assert "<bdi>Kostenplan.pdf</bdi>" in answer.text
    assert "DocumentsSupplied" not in said(a_house, id_)
    last = client.post(path, data={**hidden(answer.text), "step": "send"}, files=[("files", ("Lageplan.pdf", PDF))])
    assert last.status_code == 303
    assert len(filed(a_house, id_)) == 2


def test_a_stale_page_keeps_its_files_and_asks_again(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/nachreichen/submission"
    form = hidden(client.get(path).text)

    answer = client.post(path, data={**form, "seen": "1", "step": "send"}, files=[("files", ("a.pdf", PDF))])

    assert answer.status_code == 409
    assert "<bdi>a.pdf</bdi>" in answer.text
    assert client.post(path, data={**hidden(answer.text), "step": "send"}).status_code == 303
    assert said(a_house, id_).count(DocumentFiled.__name__) == 1


def test_uploading_without_a_file_says_so(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client, path = in_english(visit(CITY)), f"/antraege/{id_}/nachreichen/submission"

    answer = client.post(path, data={**hidden(client.get(path).text), "step": "files"}, files=[("files", ("", b""))])

    assert answer.status_code == 422
    assert "Choose at least one file." in answer.text
