"""From what the catalogue says is owed to the rows of the outbox: addresses looked up, texts rendered once, ids derived."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from domain.dossier import Dossier
from domain.text import Language
from notifications.catalogue import Owed, addressees, owed
from notifications.compose import Letter, digest
from notifications.render import Addressee, Office, render
from store.change import Loaded
from store.database import Connection
from store.outbox import LetterState, Posted
from store.people import Known, Seat, parties
from workflows.house import House

_NAMESPACE = uuid.UUID("8f0a2d7e-6a53-5b1e-8f6e-0d4c52f3a9b4")


class Pen:
    """Writes the letters of one walk; knows the offices and addressees of its dossiers."""

    def __init__(self, offices: Mapping[str, Office], addressees: Mapping[str, Known], now: str) -> None:
        """Take what was looked up for the whole walk."""
        self._offices = offices
        self._addressees = addressees
        self._now = now

    def owed(self, loaded: Loaded, dossier: Dossier) -> list[dict[str, Any]]:
        """The outbox rows for the entries of a dossier the chain has not seen yet."""
        rows = []
        thread = loaded.thread
        for letter in owed(dossier, loaded.seen):
            known = self._addressees.get(letter.addressee_id)
            if known is None:
                continue
            row = self._row(letter, dossier, known, self._offices[loaded.authority], thread)
            thread = thread or row["message_id"]
            rows.append(row)
        return rows

    def _row(self, letter: Owed, dossier: Dossier, known: Known, office: Office, thread: str) -> dict[str, Any]:
        to = addressee(known)
        language = to.language
        rendered = render(letter, dossier, to, office)
        id_ = str(uuid.uuid5(_NAMESPACE, f"{dossier.id}/{letter.seq}/{letter.template}/{known.id}"))
        message_id = f"<{id_}@{office.mail_domain}>"
        written = Letter(
            id=id_, message_id=message_id, thread_id=thread or None, sender_name=office.title.into(language),
            sender=office.from_address, reply_to=office.contact, recipient_name=known.name, recipient=known.email,
            language=language, subject=rendered.subject, text=rendered.text, html=rendered.html, written_at=self._now,
        )  # fmt: skip
        # Somebody without an address cannot be written to; the letter stays on record as dropped, and the office sees it.
        state = LetterState.OWED if known.email else LetterState.DROPPED
        return {
            "id": id_, "dossier": dossier.id, "seq": letter.seq, "template": letter.template, "addressee": known.id,
            "message_id": message_id, "thread_id": thread, "sender_name": written.sender_name,
            "sender": written.sender, "reply_to": written.reply_to, "recipient_name": known.name,
            "recipient": known.email, "language": language, "subject": rendered.subject, "text": rendered.text,
            "html": rendered.html, "digest": digest(written), "written_at": self._now, "state": state.value,
            "attempts": 0, "ambiguous": 0, "next_try_at": self._now, "fence": "",
            "reply": "" if known.email else "no address", "occasion": "", "attachment": "", "unsubscribe": "",
        }  # fmt: skip


_LETTER_FIELDS = tuple(field.name for field in fields(Letter))


def as_letter(posted: Posted, **instead: str) -> Letter:
    """The stored fields a letter's bytes are made of, some of them replaced."""
    stored = {name: getattr(posted, name) for name in _LETTER_FIELDS} | instead
    return Letter(**{**stored, "thread_id": stored["thread_id"] or None})


def pen_for(house: House, connection: Connection, held: Sequence[Loaded], known: Mapping[str, Seat]) -> Pen:
    """Look up, once for the whole walk, whoever its letters can go to."""
    ids = {i for loaded in held for i in addressees(loaded.dossier)}
    return Pen({seat.id: office(house, seat) for seat in known.values()}, parties(connection, ids), house.now())


def office(house: House, seat: Seat) -> Office:
    """The authority as it writes letters."""
    settings = house.settings
    return Office(seat.title, seat.contact, settings.mail_from, settings.mail_domain, settings.public_url)


def addressee(known: Known) -> Addressee:
    """A person or organisation as letters go to them, in the language they read."""
    language: Language = "en" if known.language == "en" else "de"
    return Addressee(known.id, known.name, known.email, language)
