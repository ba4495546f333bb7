"""The copy of one's own data: a ZIP that is written while it is sent, with the data for programs and a summary for people."""

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from domain.office_time import OFFICE_ZONE, moment
from portal.applicant.told import TOLD_TO_OWN
from store import own_data
from store.access import Account
from store.shelf import CHUNK, Altered, Shelf
from wording.language import N_, _
from workflows.documents import shelf_of
from workflows.house import House

Record = Mapping[str, Any]

#: What a section is called in the summary.
SECTIONS = {
    "person": N_("You, as the office knows you"),
    "organisations": N_("Organisations you act for"),
    "roles": N_("Your roles and those of your organisations"),
    "sessions": N_("When you were signed in"),
    "sign_in_requests": N_("Sign-in links asked for"),
    "tokens": N_("Access keys"),
    "calendars": N_("Calendars you subscribed to"),
    "identities": N_("Connected accounts of the administration"),
    "drafts": N_("Applications begun"),
    "mail_choices": N_("E-mails you unsubscribed from"),
    "own_cases_opened": N_("When you last opened your applications"),
    "applications": N_("Applications and their entries"),
    "letters": N_("Letters to you"),
    "documents": N_("Documents you uploaded"),
    "readings_by_staff": N_("When your applications were read by staff, and in which role"),
    "recorded_by_you": N_("What you recorded"),
    "recorded_for_you": N_("What a deputy recorded for you"),
    "deputies_for_you": N_("When somebody stood in for you"),
    "you_as_deputy": N_("When you stood in for somebody"),
    "read_by_you": N_("Case files you read"),
    "changes_of_your_access": N_("Changes of your access"),
    "changes_made_by_you": N_("Changes you made to the access of others"),
}
#: What the summary calls what people would look for; the rest keeps the name it has in the data for programs.
_NAMES = {
    "name": N_("Name"), "email": N_("E-mail address"), "language": N_("Language"), "programme": N_("Programme"),
    "organisation": N_("Organisation"), "authority": N_("Authority"), "role": N_("Role"), "roles": N_("Roles"),
    "opened_at": N_("Signed in"), "seen_at": N_("Last used"), "ended_at": N_("Ended"), "asked_at": N_("Asked for"),
    "expires_at": N_("Valid until"), "used_at": N_("Used"), "begun_at": N_("Begun"), "saved_at": N_("Saved last"),
    "changed_at": N_("Changed"), "recorded_at": N_("Recorded"), "happened_on": N_("Day that counts"), "came_at": N_("Received"),
    "read_at": N_("Read"), "fields": N_("What you typed"), "title": N_("Title"), "reference": N_("Reference"),
    "area": N_("Area"), "begins": N_("Begins"), "ends": N_("Ends"), "total": N_("Total cost"), "reason": N_("Reason"),
    "stage": N_("Stage"), "round": N_("Round"), "outcome": N_("Outcome"), "applicant": N_("Applicant"),
    "sponsor": N_("Sponsor"), "contact": N_("Contact"), "entries": N_("Entries"), "type": N_("Kind"), "size": N_("Size"),
    "documents": N_("Documents"), "digest": N_("Check value (SHA-256)"), "by_you": N_("Recorded by you"),
    "since": N_("First day"), "until": N_("Last day"),
    "early_declined_at": N_("Early reminders declined"), "digest_declined_at": N_("Morning overview declined"),
}  # fmt: skip
_NOTHING = N_("nothing")
_ABOUT = N_(
    "This is a copy of what this portal holds about you (GDPR Art. 15 and 20), made on {at}. The file {data} holds the same for"
    " programs. Names of staff and of others are left out, and so is everything that would open an access."
)
_PARTLY = N_("Of an application in which you are sponsor or contact it holds what the applicant's side is told.")
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


def copy_of(house: House, account: Account, at: datetime) -> Iterator[bytes]:
    """Everything that is held about a person, as an archive piece by piece."""
    with house.database.reading() as connection:
        found = own_data.own_data(connection, account.party, account.sides, TOLD_TO_OWN)
        files = own_data.stored_files(connection, account.party)
    return packed(found, summary(found, at), files, shelf_of(house), at)


def summary(found: Mapping[str, Sequence[Record]], at: datetime) -> str:
    """What was found, to be read by people."""
    day = at.astimezone(OFFICE_ZONE)
    lines = [
        _("Copy of your data"),
        "",
        _(_ABOUT).format(at=f"{day:%d.%m.%Y, %H:%M}", data="daten.json"),
        _(_PARTLY),
        _(_PARKED),
    ]
    for section, records in found.items():
        lines += ["", "", f"{_(SECTIONS[section])} ({len(records)})", ""]
        for record in records:
            lines += [*_told(record, ""), ""]
        if not records:
            lines += [_(_NOTHING)]
    return "\n".join(lines) + "\n"


def _told(record: Record, indent: str) -> Iterator[str]:
    for key, value in record.items():
        name = _(_NAMES[key]) if key in _NAMES else key
        if key == "fields" and isinstance(value, Mapping):  # of each: the text, and with it what the form needs to know
            yield f"{indent}{name}:"
            yield from _told({field: saved[0] for field, saved in value.items()}, indent + "    ")
        elif isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _told(value, indent + "    ")
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            yield f"{indent}{name}:"
            for each in value:
                yield from _told(each, indent + "    ")
                yield ""
        elif value not in ("", None, [], {}):
            text = ", ".join(map(str, value)) if isinstance(value, list) else _worded(key, value)
            yield f"{indent}{name}: {text}".replace("\n", f"\n{indent}    ")


def _worded(key: str, value: object) -> str:
    """A value as people read it: instants on the clocks of the office, yes and no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key.endswith("_at") and isinstance(value, str):
        return f"{moment(value).astimezone(OFFICE_ZONE):%d.%m.%Y, %H:%M}"
    return str(value)


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
