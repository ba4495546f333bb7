"""Which files are taken: by name, first bytes, pixels, and what an archive unpacks to."""

import io
import struct
import time
import zipfile
import zlib

import pytest

from domain.errors import Refusal
from domain.errors.documents import (
    DocumentEmpty,
    DocumentHoldsArchive,
    DocumentHoldsMacros,
    DocumentKindDiffers,
    DocumentKindUnknown,
    DocumentNameTooLong,
    DocumentNameUnsafe,
    DocumentTooLarge,
    DocumentUnpacksTooLarge,
    DocumentUnreadable,
    PictureTooLarge,
)
from portal.documents.file_kinds import LARGEST_FILE, Upload, check
from tests.portal.files import DOCX_TYPES, PDF, archive, docx, jpeg, odf, png, xlsx

GOOD = {
    "a.pdf": PDF,
    "A.PDF": PDF,
    "b.png": png(10_000, 1),
    "c.jpg": jpeg(),
    "c.jpeg": jpeg(10_000, 10_000),
    "d.docx": docx(("word/embeddings/Tabelle.xlsx", xlsx())),
    "e.xlsx": xlsx(),
    "f.odt": odf("text", ("Configurations2/", b"")),
    "g.ods": odf("spreadsheet"),
    "Förderung 🎪 2027.pdf": PDF,
    "של.pdf": PDF,
}


@pytest.mark.parametrize("name", GOOD)
def test_the_seven_kinds_are_taken(name: str) -> None:
    assert check(Upload(name, io.BytesIO(GOOD[name]))).name == name


def an_archive_that_lies() -> bytes:
    """Its list says one byte, unpacked it is ten million."""
    made = bytearray(docx(("word/x.xml", b"A" * 10_000_000)))
    at = made.rfind(b"PK\x01\x02")
    struct.pack_into("<I", made, at + 24, 1)
    return bytes(made)


def a_long_list() -> bytes:
    return archive(("[Content_Types].xml", DOCX_TYPES), *((f"word/{n}", b"") for n in range(5_001)))


def elsewhere() -> bytes:
    """The end says few members, a ZIP64 record before it says something else."""
    made = docx()
    at = made.rfind(b"PK\x05\x06")
    return made[:at] + b"PK\x06\x07" + bytes(16) + made[at:]


def encrypted() -> bytes:
    made = bytearray(docx())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(magic)
        made[at + offset] |= 1
    return bytes(made)


def with_a_name(name: str) -> bytes:
    return docx((name, b"x"))


BAD: dict[str, tuple[str, bytes, type[Refusal]]] = {
    "empty": ("a.pdf", b"", DocumentEmpty),
    "a web page named as PDF": ("a.pdf", b"<html><script>alert(1)</script>", DocumentKindDiffers),
    "a web page with a PDF behind it": ("a.pdf", b"<!--" + PDF, DocumentKindDiffers),
    "a PDF that broke off": ("a.pdf", PDF[:-8], DocumentUnreadable),
    "a GIF named as PNG": ("a.png", b"GIF89a" + bytes(40), DocumentKindDiffers),
    "a PNG named as JPEG": ("a.jpg", png(), DocumentKindDiffers),
    "a picture of SVG": ("a.svg", b"<svg/>", DocumentKindUnknown),
    "a page of HTML": ("a.pdf.html", PDF, DocumentKindUnknown),
    "no extension": ("pdf", PDF, DocumentKindUnknown),
    "nothing but an extension": (".pdf", PDF, DocumentKindUnknown),
    "a PNG with a million pixels a side": ("a.png", png(1_000_000, 1), PictureTooLarge),
    "a JPEG of 65535 pixels": ("a.jpg", jpeg(65_535, 2), PictureTooLarge),
    "a PNG without pixels": ("a.png", png(0, 8), DocumentUnreadable),
    "a PNG that broke off": ("a.png", png()[:20], DocumentUnreadable),
    "a JPEG without a size": ("a.jpg", b"\xff\xd8\xff\xda" + bytes(40), DocumentUnreadable),
    "a JPEG of filling": ("a.jpg", b"\xff" * 3 + b"\xff" * 100_000, DocumentKindDiffers),
    "a JPEG of empty segments": ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00\x00" * 5_000, DocumentUnreadable),
    "an archive named as DOCX": ("a.docx", archive(("a.txt", b"x")), DocumentKindDiffers),
    "a sheet named as DOCX": ("a.docx", xlsx(), DocumentKindDiffers),
    "a sheet named as ODT": ("a.odt", odf("spreadsheet"), DocumentKindDiffers),
    "an ODT whose kind stands last": (
        "a.odt", archive(("content.xml", b"x"), ("mimetype", b"application/vnd.oasis.opendocument.text")), DocumentKindDiffers,
    ),
    "an archive that broke off": ("a.docx", docx()[:-30], DocumentUnreadable),
    "an archive whose bytes were changed": ("a.docx", docx().replace(b"word/doc", b"word/dot", 1), DocumentUnreadable),
    "macros": ("a.docx", docx(("word/vbaProject.bin", b"x")), DocumentHoldsMacros),
    "macros in another case": ("a.xlsx", xlsx(("xl/VBAPROJECT.BIN", b"x")), DocumentHoldsMacros),
    "macros by its list of types": (
        "a.docx",
        archive(("[Content_Types].xml", b"application/vnd.ms-word.document.macroEnabled.main+xml")),
        DocumentHoldsMacros,
    ),
    "macros of LibreOffice": ("a.odt", odf("text", ("Basic/Standard/Module1.xml", b"x")), DocumentHoldsMacros),
    "macros in an embedded sheet": (
        "a.docx", docx(("word/embeddings/a.xlsx", xlsx(("xl/vbaProject.bin", b"x")))), DocumentHoldsMacros,
    ),
    "an archive inside": ("a.docx", docx(("word/media/a.png", archive(("a", b"x")))), DocumentHoldsArchive),
    "an archive in an embedded sheet": (
        "a.docx", docx(("word/embeddings/a.xlsx", xlsx(("xl/embeddings/b.xlsx", xlsx())))), DocumentHoldsArchive,
    ),
    "a bomb": ("a.docx", docx(("word/x.xml", bytes(30_000_000))), DocumentUnpacksTooLarge),
    "a bomb of bombs": ("a.docx", docx(*((f"word/{n}", bytes(25_000_000)) for n in range(9))), DocumentUnpacksTooLarge),
    "an archive that lies about its size": ("a.docx", an_archive_that_lies(), DocumentUnreadable),
    "too many members": ("a.docx", a_long_list(), DocumentUnpacksTooLarge),
    "a list that stands elsewhere": ("a.docx", elsewhere(), DocumentUnreadable),
    "a password": ("a.docx", encrypted(), DocumentUnreadable),
    "a way out": ("a.docx", with_a_name("../../etc/cron.d/x"), DocumentUnreadable),
    "a way out on Windows": ("a.docx", with_a_name("..\\..\\x"), DocumentUnreadable),
    "an absolute name": ("a.docx", with_a_name("/etc/passwd"), DocumentUnreadable),
    "a drive": ("a.docx", with_a_name("C:/x"), DocumentUnreadable),
    "the same name twice": ("a.docx", docx(("word/Document.xml", b"other")), DocumentUnreadable),
    "an unusual compression": (
        "a.docx", archive(("[Content_Types].xml", DOCX_TYPES), ("x", b"y" * 99), method=zipfile.ZIP_LZMA), DocumentUnreadable,
    ),
    "a long name": ("x" * 197 + ".pdf", PDF, DocumentNameTooLong),
    "a name that reads backwards": ("Rechnung\u202efdp.exe.pdf", PDF, DocumentNameUnsafe),
    "a name with a line break": ("a\r\nX-Header: 1.pdf", PDF, DocumentNameUnsafe),
    "a name with an invisible letter": ("a\u200bb.pdf", PDF, DocumentNameUnsafe),
    "a name with half a character": ("a\udcff.pdf", PDF, DocumentNameUnsafe),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_breaks_a_rule_is_refused_with_its_own_sentence(case: str) -> None:
    name, content, refusal = BAD[case]
    begun = time.process_time()

    with pytest.raises(refusal) as refused:
        check(Upload(name, io.BytesIO(content)))

    assert type(refused.value) is refusal
    assert str(refused.value)
    assert time.process_time() - begun < 5


def test_a_file_may_have_25_mib_and_not_a_byte_more() -> None:
    full = PDF + bytes(LARGEST_FILE - 2 * len(PDF)) + PDF
    assert check(Upload("a.pdf", io.BytesIO(full))).size == LARGEST_FILE

    with pytest.raises(DocumentTooLarge) as refused:
        check(Upload("a.pdf", io.BytesIO(full + b"\n")))
    assert (refused.value.values["size"], refused.value.values["limit"]) == (26, 25)


@pytest.mark.parametrize("given", ["../../Plan.pdf", "D:\\Akten\\x\\Plan.pdf", "/etc/Plan.pdf", " Plan.pdf "])
def test_folders_before_a_name_are_cut_off(given: str) -> None:
    assert check(Upload(given, io.BytesIO(PDF))).name == "Plan.pdf"


def test_names_are_kept_composed() -> None:
    assert check(Upload("Pla\u0308ne.pdf", io.BytesIO(PDF))).name == "Pläne.pdf"


def test_noise_is_refused_and_never_fails() -> None:
    """Every kind, cut off at every length, and with a byte changed in every place."""
    for name, content in GOOD.items():
        for at in range(0, len(content), max(1, len(content) // 200)):
            for noise in (content[:at], content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]):
                try:
                    check(Upload(name, io.BytesIO(noise)))
                except Refusal:
                    continue


def test_the_checksums_of_our_own_archives_are_right() -> None:
    with zipfile.ZipFile(io.BytesIO(docx())) as made:
        assert zlib.crc32(made.read("word/document.xml")) == made.getinfo("word/document.xml").CRC
