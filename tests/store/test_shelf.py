"""The bytes of documents: whole or not there, private, and found altered or missing."""

import hashlib
import io
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.commands import FileDocument
from domain.dates import When
from domain.errors.documents import DocumentNotKept
from store import documents
from store.documents import Document
from store.shelf import Altered, Missing, Shelf
from store.verify import Finding
from tests.houses import CITY, findings, leipzig_case
from workflows.documents import shelf_of
from workflows.house import House
from workflows.inbox import person
from workflows.record import Asked, record

CONTENT = b"%PDF-" + bytes(range(256)) * 1000


def test_what_was_kept_is_read_back_and_belongs_to_the_service_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "data" / "documents")

    kept = shelf.keep(io.BytesIO(CONTENT))

    assert (kept.digest, kept.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    place = tmp_path / "data" / "documents" / kept.stored_as[:2] / kept.stored_as
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    with shelf.open(kept.stored_as, kept.digest, kept.size) as file:
        assert file.read() == CONTENT


def test_a_file_is_kept_from_its_beginning_whoever_has_read_in_it(tmp_path: Path) -> None:
    source = io.BytesIO(CONTENT)
    source.read(100)

    assert Shelf(tmp_path).keep(source).size == len(CONTENT)


def test_one_byte_more_less_or_other_is_noticed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    kept = shelf.keep(io.BytesIO(CONTENT))
    place = tmp_path / kept.stored_as[:2] / kept.stored_as
    for content in (CONTENT + b"x", CONTENT[:-1], b"%PDF+" + CONTENT[5:], b""):
        place.write_bytes(content)
        with pytest.raises(Altered):
            shelf.open(kept.stored_as, kept.digest, kept.size)
    place.unlink()
    with pytest.raises(Missing):
        shelf.open(kept.stored_as, kept.digest, kept.size)


@pytest.mark.parametrize("name", ["../foerderkette.sqlite", "", "/etc/passwd", "incoming", "A" * 32])
def test_a_name_that_is_none_of_ours_opens_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(Missing):
        Shelf(tmp_path).open(name, "0" * 64, 1)


class _Broken(io.BytesIO):
    """A disk that fails half way."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > len(CONTENT) // 2:
            raise OSError
        return super().read(size)


def test_a_source_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - any of them
        Shelf(tmp_path).keep(_Broken(CONTENT))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_only_old_files_lie_there_and_what_never_got_its_place_goes(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    old, new = shelf.keep(io.BytesIO(b"old")), shelf.keep(io.BytesIO(b"new"))
    half = tmp_path / "incoming" / ("0" * 32)
    half.write_bytes(b"half")
    (tmp_path / old.stored_as[:2] / "lost+found").touch()
    for path in (half, tmp_path / old.stored_as[:2] / old.stored_as, tmp_path / old.stored_as[:2] / "lost+found"):
        os.utime(path, (1, 1))

    assert list(shelf.lying(datetime(2020, 1, 1, tzinfo=UTC))) == [old.stored_as]
    assert not half.exists()
    shelf.remove([old.stored_as, old.stored_as])
    with shelf.open(new.stored_as, new.digest, new.size) as file:
        assert file.read() == b"new"


def a_filed_document(house: House) -> tuple[str, Document]:
    """A dossier with a document in it."""
    dossier = leipzig_case(house).dossier.id
    row = a_kept_document(house, dossier)
    file(house, dossier, row)
    return dossier, row


def a_kept_document(house: House, place: str) -> Document:
    """A document on the disk with its row, under a draft's or dossier's id."""
    kept = shelf_of(house).keep(io.BytesIO(CONTENT))
    actor = person(house, "leipzig", "urban-ii-leipzig", CITY)
    row = Document(
        "d" * 32, "", place, actor.person, "a.pdf", "application/pdf", kept.size, kept.digest, kept.stored_as, house.now()
    )
    with house.database.transaction() as connection:
        assert documents.add(connection, row)
        assert not documents.add(connection, row)
    return row


def file(house: House, dossier: str, row: Document, **said: object) -> None:
    """Record that the document came in."""
    actor = person(house, "leipzig", "urban-ii-leipzig", CITY)
    told = {"digest": row.digest, "size": row.size, "media_type": row.media_type, **said}
    filed = FileDocument(on=When("2026-11-23"), document=row.id, **told)  # type: ignore[arg-type]
    record(house, Asked(dossier, filed, actor, f"document.{row.id}"))


def test_the_row_passes_to_the_dossier_with_its_entry_and_stays_there(a_house: House) -> None:
    dossier, row = a_filed_document(a_house)

    with a_house.database.transaction() as connection:
        assert [each.dossier for each in documents.of_dossier(connection, dossier)] == [dossier]
        assert documents.of_draft(connection, dossier) == []
        assert documents.remove(connection, row.id, dossier) == ""
        assert documents.remove(connection, row.id, "") == ""
    assert findings(a_house) == []


def test_no_entry_is_made_for_a_document_that_is_not_kept_or_is_another(a_house: House) -> None:
    dossier = leipzig_case(a_house).dossier.id
    row = a_kept_document(a_house, dossier)
    for wrong in ({"digest": "0" * 64}, {"size": row.size + 1}):
        with pytest.raises(DocumentNotKept):
            file(a_house, dossier, row, **wrong)
    with a_house.database.transaction() as connection:
        assert documents.remove(connection, row.id, dossier) == row.stored_as

    with pytest.raises(DocumentNotKept):
        file(a_house, dossier, row)
    assert findings(a_house) == []


def test_a_document_belongs_to_one_dossier_only(a_house: House) -> None:
    _dossier, row = a_filed_document(a_house)
    other = leipzig_case(a_house, reference="2.3").dossier.id

    with pytest.raises(DocumentNotKept):
        file(a_house, other, row)


@pytest.mark.parametrize("what", ["document_altered", "document_missing"])
def test_verification_finds_a_file_that_was_altered_or_is_missing(a_house: House, what: str) -> None:
    dossier, row = a_filed_document(a_house)
    place = a_house.settings.data / "documents" / row.stored_as[:2] / row.stored_as
    if what == "document_missing":
        place.unlink()
    else:
        place.write_bytes(CONTENT[:-1] + b"x")

    [finding] = findings(a_house)

    assert (finding.what, finding.reference, finding.detail) == (what, "2.2", row.id)
    assert dossier


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE document SET digest = '{zeros}'", "document_altered"),
        ("UPDATE document SET size = size + 1", "document_altered"),
        ("UPDATE document SET media_type = 'text/html'", "document_altered"),
        ("UPDATE document SET dossier = 'another-dossier'", "document_missing"),
        ("DELETE FROM document", "document_missing"),
    ],
)
def test_verification_finds_a_row_that_does_not_say_what_its_entry_says(a_house: House, change: str, what: str) -> None:
    _dossier, row = a_filed_document(a_house)
    with a_house.database.transaction() as connection:
        connection.execute(text(change.format(zeros="0" * 64)))

    found = findings(a_house)

    assert [(one.what, one.detail) for one in found] == [(what, row.id)]
    assert isinstance(found[0], Finding)


def test_a_file_without_a_row_is_no_finding(a_house: House) -> None:
    shelf_of(a_house).keep(io.BytesIO(CONTENT))

    assert findings(a_house) == []
