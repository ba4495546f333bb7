"""Office files are ZIP archives: whether one is what it says, and how much it unpacks to.

Everything is unpacked once, in pieces and under a bound, because sizes an archive declares can lie; a lie fails its checksum.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from domain.errors.documents import (
    DocumentHoldsArchive,
    DocumentHoldsMacros,
    DocumentKindDiffers,
    DocumentUnpacksTooLarge,
    DocumentUnreadable,
)

#: Bytes all members of a file unpack to, and how many members it has.
MOST_UNPACKED, MOST_MEMBERS = 200_000_000, 5_000
#: Above this many bytes unpacked, a file may hold at most so many times its size.
_RATIO_FROM, _RATIO = 20_000_000, 100
#: The list of members: 46 bytes and a name each, with room for what some programs add.
_LARGEST_LIST = MOST_MEMBERS * 400
_END, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
#: Stands before the end where the true numbers are elsewhere (ZIP64); no office file of the size taken here needs that.
_ELSEWHERE, _ELSEWHERE_LENGTH = b"PK\x06\x07", 20
_ENCRYPTED = 0x1
_PIECE = 1 << 16
#: What `zipfile` raises over archives that are damaged, encrypted or made to confuse it.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_SAFE_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
#: Where word processors keep the tables and charts somebody put into a text; those are office files themselves.
_EMBEDDED = re.compile(r"(?:word|xl)/embeddings/[^/]+\.(?:docx|xlsx)", re.IGNORECASE)
_LARGEST_EMBEDDED = 10_000_000
_ODF = "application/vnd.oasis.opendocument."
_MAIN = {"DOCX": b"wordprocessingml.document.main+xml", "XLSX": b"spreadsheetml.sheet.main+xml"}


def require_office_file(file: IO[bytes], name: str, kind: str, media_type: str) -> None:
    """Refuse what is not a sound file of this kind without macros, archives inside and bombs; `name` is for the sentence."""
    _require_short_list(file, name)
    size = file.seek(0, 2)
    try:
        with zipfile.ZipFile(file) as archive:
            if any(member.compress_type not in _SAFE_METHODS for member in archive.infolist()):
                raise DocumentUnreadable(name=name)  # before anything is unpacked: other methods reserve what the file asks for
            _require_kind(archive, name, kind, media_type)
            _require_sound(archive, name, size, inside=False)
    except _BROKEN as broken:
        raise DocumentUnreadable(name=name) from broken


def _require_short_list(file: IO[bytes], name: str) -> None:
    """Look at the end of the archive before `zipfile` reads its whole list into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_COMMENT - _END_LENGTH))
    tail = file.read()
    at = tail.rfind(_END)
    elsewhere = tail[max(0, at - _ELSEWHERE_LENGTH) : max(0, at)].startswith(_ELSEWHERE)
    if at < 0 or len(tail) - at < _END_LENGTH or elsewhere:
        raise DocumentUnreadable(name=name)
    members, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    if members > MOST_MEMBERS or length > _LARGEST_LIST:
        raise DocumentUnpacksTooLarge(name=name)


def _require_kind(archive: zipfile.ZipFile, name: str, kind: str, media_type: str) -> None:
    names = archive.namelist()
    if media_type.startswith(_ODF):
        right = names[:1] == ["mimetype"] and _start(archive, "mimetype", 200) == media_type.encode()
    else:
        types = _start(archive, "[Content_Types].xml", 1_000_000) if "[Content_Types].xml" in names else b""
        if b"macroEnabled" in types:
            raise DocumentHoldsMacros(name=name)
        right = _MAIN[kind] in types
    if not right:
        raise DocumentKindDiffers(name=name, kind=kind)


def _start(archive: zipfile.ZipFile, member: str, most: int) -> bytes:
    with archive.open(member) as opened:
        return opened.read(most)


def _require_sound(archive: zipfile.ZipFile, name: str, size: int, *, inside: bool) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _RATIO * size):
        raise DocumentUnpacksTooLarge(name=name)
    if len({member.filename.casefold() for member in members}) != len(members):
        raise DocumentUnreadable(name=name)
    for member in members:
        if _leads_out(member.orig_filename) or member.flag_bits & _ENCRYPTED or member.compress_type not in _SAFE_METHODS:
            raise DocumentUnreadable(name=name)
        path = member.filename.casefold()
        if path.endswith("vbaproject.bin") or path.startswith(("basic/", "scripts/")):
            raise DocumentHoldsMacros(name=name)
        _require_sound_member(archive, member, name, inside=inside)


def _require_sound_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, *, inside: bool) -> None:
    """Unpack a member to its end, which compares its checksum; an archive is sound only where office files have one."""
    pieces = _unpacked(archive, member)
    first = next(pieces, b"")
    if not first.startswith(_ARCHIVES):
        for _piece in pieces:
            pass
        return
    if inside or not _EMBEDDED.fullmatch(member.filename) or member.file_size > _LARGEST_EMBEDDED:
        raise DocumentHoldsArchive(name=name)
    embedded = io.BytesIO(b"".join([first, *pieces]))
    _require_short_list(embedded, name)
    with zipfile.ZipFile(embedded) as nested:
        _require_sound(nested, name, member.file_size, inside=True)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as opened:
        while piece := opened.read(_PIECE):
            yield piece


def _leads_out(path: str) -> bool:
    """Tell whether a member's name leads out of the folder it would be unpacked into, on any system."""
    parts = path.replace("\\", "/").split("/")
    return ".." in parts or path.startswith(("/", "\\")) or "\\" in path or "\x00" in path or path[1:2] == ":"
