"""What the planning of reminders hands around: what one mailbox is told on a day, and the digest of a set of such mails."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from notifications.reminder import Line
from store.people import Known
from workflows.reminders.letters import Kind


@dataclass(frozen=True, slots=True)
class Spoken:
    """One rung of one version of a deadline that tells `addressee` (a party's id), why, and which day was its own."""

    dossier: str
    deadline: str
    version: int
    rung: str
    addressee: str
    planned_on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A mail about deadlines: `recipient` is the mailbox, `addressee` whom it is written to, `authority` who writes.

    `rungs` are what it decides; `lines`, in the same order, are what it says about them.
    """

    day: date
    authority: str
    recipient: str
    addressee: Known
    kind: Kind
    rungs: tuple[Spoken, ...]
    lines: tuple[Line, ...]


def plain(mails: Iterable[Planned]) -> list[dict[str, object]]:
    """The mails as JSON says them, in order of day and mailbox: the same for what is planned and for what was sent."""
    return [
        {
            "day": mail.day.isoformat(), "recipient": mail.recipient, "kind": mail.kind,
            "lines": [
                {
                    "dossier": told.dossier, "reference": line.reference, "deadline": told.deadline, "version": told.version,
                    "due": str(line.due), "rung": told.rung, "tells": line.tells.value, "addressee": told.addressee,
                    "why": told.reason,
                }
                for told, line in sorted(zip(mail.rungs, mail.lines, strict=True), key=lambda pair: _key(pair[0]))
            ],
        }
        for mail in sorted(mails, key=lambda mail: (mail.day, mail.recipient))
    ]  # fmt: skip


def digest_of(mails: Iterable[Planned]) -> str:
    """SHA-256 over the sorted set of who is told on which day about which rung of which version, as hex."""
    told = sorted(
        [mail.day.isoformat(), mail.recipient, mail.kind, each.dossier, each.deadline, str(each.version), each.rung,
         each.addressee, each.reason]
        for mail in mails for each in mail.rungs
    )  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _key(told: Spoken) -> tuple[str, str, int, str, str]:
    return told.dossier, told.deadline, told.version, told.rung, told.addressee
