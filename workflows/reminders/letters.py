"""From the lines one mailbox is told on a day to the row of the outbox: rendered once, with an id that can only be made once.

Whoever writes such a row inserts it with `ON CONFLICT DO NOTHING`: the unique index on recipient and occasion lets a mailbox
have one of a day (promise P6). `workflows.reminders.recheck` looks at each again just before it is sent.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from domain.dates import When
from domain.office_time import instant
from notifications.compose import Letter, digest, message_id
from notifications.reminder import Line
from notifications.reminder import digest as write_digest
from notifications.reminder import reminder as write_reminder
from notifications.render import Office, Rendered
from store.outbox import LetterState
from store.people import Known
from workflows.letters import addressee
from workflows.reminders.hours import opening

#: The two mails about deadlines, and the templates' names in the outbox: to the applicant's side, to the office.
Kind = Literal["reminder", "digest"]
KINDS: tuple[Kind, ...] = ("reminder", "digest")
#: Occasions of mails about deadlines begin with this.
OF_A_DAY: Final = "day:"
_NAMESPACE = uuid.UUID("3c1f5c0a-9d0e-5d5c-8a44-7b1be0a9e6d2")


def occasion(day: date) -> str:
    """What the outbox calls the mail about deadlines of a day."""
    return f"{OF_A_DAY}{day.isoformat()}"


def letter_id(recipient: str, occasion: str) -> str:
    """The id of the letter a mailbox gets on an occasion; whoever makes it again makes the same one."""
    return str(uuid.uuid5(_NAMESPACE, f"{recipient}/{occasion}"))


def rendered(
    kind: Kind, lines: Sequence[Line], to: Known, office: Office, day: date, *, unsubscribe: str = ""
) -> Rendered:  # fmt: skip
    """Write the words of such a mail; ValueError without a line."""
    write = write_digest if kind == "digest" else write_reminder
    return write(lines, addressee(to), office, When.of(day), unsubscribe=unsubscribe)


def letter_row(
    kind: Kind,
    lines: Sequence[Line],
    to: Known,
    office: Office,
    day: date,
    now: str,
    *,
    thread: str = "",
    unsubscribe: str = "",
) -> dict[str, Any]:
    """The outbox row of what the mailbox of `to` is told on `day`; ValueError without a line or without an address.

    `thread` is the first message of the case where all lines are about one case (`Loaded.thread`, `thread_of`), else "".
    `now` is the instant as the store keeps it; the letter is due when mails of that day may leave. Somebody without an address
    gets no row: their rungs are dropped. `unsubscribe` is the address that declines such mails, "" for one nobody can decline.
    """
    if not to.email:
        raise ValueError(f"{to.id} has no address to write to")
    named = occasion(day)
    words = rendered(kind, lines, to, office, day, unsubscribe=unsubscribe)
    made = row(kind, words, to, office, now, occasion=named, thread=thread)
    return {**made, "next_try_at": max(now, instant(opening(day)))}


def row(
    template: str, words: Rendered, to: Known, office: Office, now: str, *,
    occasion: str, thread: str = "", attachment: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The outbox row of a letter that is not about an entry; whoever makes it again makes the same id."""
    id_ = letter_id(to.email, occasion)
    language = addressee(to).language
    letter = Letter(
        id=id_, message_id=message_id(id_, office.mail_domain), thread_id=thread or None,
        sender_name=office.title.into(language), sender=office.from_address, reply_to=office.contact,
        recipient_name=to.name, recipient=to.email, language=language, subject=words.subject, text=words.text,
        html=words.html, written_at=now, attachment=attachment, unsubscribe=words.unsubscribe,
    )  # fmt: skip
    return {
        "id": id_, "dossier": None, "seq": None, "template": template, "addressee": to.id,
        "message_id": letter.message_id, "thread_id": thread, "sender_name": letter.sender_name, "sender": letter.sender,
        "reply_to": letter.reply_to, "recipient_name": to.name, "recipient": to.email, "language": language,
        "subject": letter.subject, "text": letter.text, "html": letter.html, "digest": digest(letter), "written_at": now,
        "state": LetterState.OWED.value, "attempts": 0, "ambiguous": 0, "next_try_at": now, "fence": "", "reply": "",
        "occasion": occasion, "attachment": attachment,
        "unsubscribe": words.unsubscribe,
    }  # fmt: skip


def thread_of(lines: Sequence[Line], threads: Mapping[str, str]) -> str:
    """The thread (of `threads` by dossier) where all lines are about one case, else ""."""
    cases = {line.dossier for line in lines}
    return threads.get(next(iter(cases)), "") if len(cases) == 1 else ""
