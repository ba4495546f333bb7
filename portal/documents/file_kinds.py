"""What may be uploaded: the kind of a file by its name and its first bytes, which have to agree, and the bounds of each kind.

The bounds keep a file from costing more than its size says when somebody opens it: pixels of pictures, and what an office
file (a ZIP archive) unpacks to. Nothing here draws or parses what a file says.
"""

import struct
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from domain.errors.documents import (
    DocumentEmpty,
    DocumentKindDiffers,
    DocumentKindUnknown,
    DocumentNameTooLong,
    DocumentNameUnsafe,
    DocumentTooLarge,
    DocumentUnreadable,
    PictureTooLarge,
)
from portal.documents.office_files import require_office_file

MIB = 1 << 20
#: Bytes of one file.
LARGEST_FILE = 25 * MIB
#: Pixels along each side of a picture.
LARGEST_SIDE = 10_000
LONGEST_NAME = 200
#: Joiners belong to words of some scripts and to emoji; all other characters of their class only hide or reorder.
_JOINERS = frozenset("\u200c\u200d")
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: JPEG segments that carry the picture's size, and those without a length.
_SIZED = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
#: Far more segments than a camera writes before the picture's size.
_MOST_SEGMENTS = 1_000
#: A marker may be filled up (B.1.1.2); millions of filling bytes are there to be read one by one.
_MOST_FILLING = 1_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what people call it, its media type, and what else it has to keep (None, or a check that refuses)."""

    title: str
    media_type: str
    magic: bytes
    check: Callable[[IO[bytes], str, "Kind"], None]


def _pdf(file: IO[bytes], name: str, _kind: Kind) -> None:
    """A PDF ends as one; what broke off half way does not."""
    file.seek(-min(size_of(file), 4096), 2)
    if b"%%EOF" not in file.read():
        raise DocumentUnreadable(name=name)


def _png(file: IO[bytes], name: str, _kind: Kind) -> None:
    file.seek(8)
    header = file.read(16)
    if len(header) < 16 or header[4:8] != b"IHDR":  # noqa: PLR2004 - the shape of the first chunk (ISO/IEC 15948)
        raise DocumentUnreadable(name=name)
    _require_small(name, *struct.unpack(">II", header[8:]))


def _jpeg(file: IO[bytes], name: str, _kind: Kind) -> None:
    """Walk the segments to the one that gives height and width (ITU-T T.81, B.2.2)."""
    file.seek(2)
    for _segment in range(_MOST_SEGMENTS):
        if file.read(1) != b"\xff":
            break
        for _filling in range(_MOST_FILLING):
            if (marker := file.read(1)) != b"\xff":
                break
        else:
            break
        if not marker or marker[0] in _BARE:
            continue
        head = file.read(7)
        if marker[0] == 0xDA or len(head) < 7 or head[:2] < b"\x00\x02":  # noqa: PLR2004 - the picture itself begins
            break
        if marker[0] in _SIZED:
            height, width = struct.unpack(">HH", head[3:])
            _require_small(name, width, height)
            return
        file.seek(int.from_bytes(head[:2]) - len(head), 1)
    raise DocumentUnreadable(name=name)


def _office(file: IO[bytes], name: str, kind: Kind) -> None:
    require_office_file(file, name, kind.title, kind.media_type)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JPEG = Kind("JPEG", "image/jpeg", b"\xff\xd8\xff", _jpeg)
KINDS = {
    ".pdf": Kind("PDF", "application/pdf", b"%PDF-", _pdf),
    ".png": Kind("PNG", "image/png", b"\x89PNG\r\n\x1a\n", _png),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".docx": Kind("DOCX", _WORD, b"PK\x03\x04", _office),
    ".xlsx": Kind("XLSX", _SHEET, b"PK\x03\x04", _office),
    ".odt": Kind("ODT", "application/vnd.oasis.opendocument.text", b"PK\x03\x04", _office),
    ".ods": Kind("ODS", "application/vnd.oasis.opendocument.spreadsheet", b"PK\x03\x04", _office),
}
#: What each kind is called, by its media type.
TITLES = {kind.media_type: kind.title for kind in KINDS.values()}
#: For the `accept` of file fields: only a hint to the browser.
ACCEPT = ",".join(KINDS)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came from a form: the name it was given, and its bytes."""

    name: str
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its name as it will be shown, its media type, its size in bytes."""

    name: str
    media_type: str
    size: int
    file: IO[bytes]


def check(upload: Upload) -> Checked:
    """Hold a file to all rules; raises a Refusal that says which one it breaks and what to do."""
    name, size = clean_name(upload.name), size_of(upload.file)
    if size == 0:
        raise DocumentEmpty(name=name)
    if size > LARGEST_FILE:
        raise DocumentTooLarge(name=name, size=-(-size // MIB), limit=LARGEST_FILE // MIB)
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise DocumentKindUnknown(name=name)
    upload.file.seek(0)
    if not upload.file.read(len(kind.magic)) == kind.magic:
        raise DocumentKindDiffers(name=name, kind=kind.title)
    kind.check(upload.file, name, kind)
    return Checked(name, kind.media_type, size, upload.file)


def clean_name(given: str) -> str:
    """The name of a file without the folders before it, in NFC; raises a Refusal where it hides something or is too long."""
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2].strip()
    for position, char in enumerate(name, start=1):
        if unicodedata.category(char) in _UNSAFE and char not in _JOINERS:
            raise DocumentNameUnsafe(character=f"U+{ord(char):04X}", position=position)
    if len(name) > LONGEST_NAME:
        raise DocumentNameTooLong(length=len(name), limit=LONGEST_NAME)
    return name


def size_of(file: IO[bytes]) -> int:
    """The size of a file in bytes; leaves it at its end."""
    return file.seek(0, 2)


def _require_small(name: str, width: int, height: int) -> None:
    if not width or not height:
        raise DocumentUnreadable(name=name)
    if width > LARGEST_SIDE or height > LARGEST_SIDE:
        raise PictureTooLarge(name=name, width=width, height=height, limit=LARGEST_SIDE)
