"""The copy of one's own data: a ZIP that is written while it is sent, with the data for programs and a summary for people."""

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from config.clock import OFFICE_ZONE
from store.shelf import CHUNK, Altered, Shelf
from wording.language import N_, _

Record = Mapping[str, Any]

#: What a section is called in the summary.
SECTIONS = {
    "person": N_("You, as the office knows you"),
    "organisations": N_("Organisations you act for"),
    "roles": N_("Your roles and those of your organisations"),
    "sessions": N_("When you were signed in"),
    "sign_in_requests": N_("Sign-in links asked for"),
    "tokens": N_("Access keys"),
    "identities": N_("Connected accounts of the administration"),
    "drafts": N_("Applications begun"),
    "applications": N_("Applications and their entries"),
    "letters": N_("Letters to you"),
    "documents": N_("Documents you uploaded"),
    "readings_by_staff": N_("When your applications were read by staff, and in which role"),
    "recorded_by_you": N_("What you recorded"),
    "read_by_you": N_("Case files you read"),
    "changes_of_your_access": N_("Changes of your access"),
    "changes_made_by_you": N_("Changes you made to the access of others"),
}
_NOTHING = N_("nothing")
_ABOUT = N_(
    "This is a copy of what this portal holds about you (GDPR Art. 15 and 20), made on {at}. The file {data} holds the same for"
    " programs. Names of staff and of others are left out, and so is everything that would open an access."
)
_PARKED = N_("Forms kept for a browser after signing out belong to nobody and go after 24 hours; they are not in this copy.")


class _Sink:
    """Takes what the archive writes until it is fetched; it cannot be wound back, which the archive allows for."""

    def __init__(self) -> None:
        self._there: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._there.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing behind this."""

    def taken(self) -> bytes:
        there, self._there = b"".join(self._there), []
        return there


def summary(found: Mapping[str, Sequence[Record]], at: datetime) -> str:
    """What was found, to be read by people."""
    day = at.astimezone(OFFICE_ZONE)
    lines = [_("Copy of your data"), "", _(_ABOUT).format(at=f"{day:%d.%m.%Y, %H:%M}", data="daten.json"), _(_PARKED)]
    for section, records in found.items():
        lines += ["", "", f"{_(SECTIONS[section])} ({len(records)})", ""]
        for record in records:
            lines += [*_told(record, ""), ""]
        if not records:
            lines += [_(_NOTHING)]
    return "\n".join(lines) + "\n"


def _told(record: Record, indent: str) -> Iterator[str]:
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _told(value, indent + "    ")
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            yield f"{indent}{name}:"
            for each in value:
                yield from _told(each, indent + "    ")
                yield ""
        elif value not in ("", None, [], {}):
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield f"{indent}{name}: {text}".replace("\n", f"\n{indent}    ")


def packed(
    found: Mapping[str, Sequence[Record]], told: str, files: Sequence[Record], shelf: Shelf, at: datetime
) -> Iterator[bytes]:
    """The archive piece by piece; a document that is not what it was any more is named in a note instead."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload] # a stream that only writes
        archive.writestr(_entry("uebersicht.txt", at), "\ufeff" + told)
        data = json.dumps(found, ensure_ascii=False, indent=2, default=str)
        archive.writestr(_entry("daten.json", at), data)
        yield sink.taken()
        for file in files:
            name = f"unterlagen/{file['id'][:8]}-{_safe(file['name'])}"
            try:
                with shelf.open(file["stored_as"], file["digest"], file["size"]) as source:
                    yield from _copied(source, archive, _entry(name, at), sink)
            except Altered:
                archive.writestr(_entry(f"{name}.fehlt.txt", at), file["digest"])
    yield sink.taken()


def _copied(source: IO[bytes], archive: zipfile.ZipFile, entry: zipfile.ZipInfo, sink: _Sink) -> Iterator[bytes]:
    with archive.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            yield sink.taken()


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.astimezone(OFFICE_ZONE).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _safe(name: str) -> str:
    """The name without what a file system reads as something else."""
    plain = "".join(sign if sign.isprintable() and sign not in '/\\:*?"<>|' else "_" for sign in name)
    return plain.strip(". ")[-100:] or "datei"
