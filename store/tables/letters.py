"""The outbox: letters the chain owes, and what became of each (promises P3, P5; ADR 10)."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from store.tables import HASH, INSTANT, length

#: What makes a letter one to look at.
#: What a column added later holds in the rows there were.
NOTHING = text("''")
TROUBLE = "state IN ('refused','expired') OR ambiguous > 0"


class LetterRow(SQLModel, table=True):
    """A letter owed, and what became of it. Rendered once; the same natural key is never owed twice.

    A letter about an entry names dossier and `seq`; any other has an `occasion` instead: "day:2026-09-24" is what one
    mailbox gets of reminders on that day, "meeting:ID:SEQUENCE" an invitation. `attachment` is a calendar file or empty.
    `unsubscribe` is the address that declines mails of its kind, empty with those somebody must not miss.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("dossier", "seq", "template", "addressee"),
        ForeignKeyConstraint(["dossier", "seq"], ["event.dossier", "event.seq"]),
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint(
            "state IN ('owed','claimed','data_started','accepted','refused','expired','dropped')", name="state_known"
        ),
        CheckConstraint("(dossier IS NULL) = (occasion <> '')", name="entry_or_occasion"),
        CheckConstraint("(dossier IS NULL) = (seq IS NULL)", name="dossier_and_seq"),
        CheckConstraint("attempts >= 0 AND ambiguous >= 0", name="counts_positive"),
        length("digest", HASH),
        length("written_at", INSTANT),
        length("next_try_at", INSTANT),
        Index(
            "ix_letter_due",
            "next_try_at",
            sqlite_where=text("state IN ('owed','claimed','data_started')"),
            postgresql_where=text("state IN ('owed','claimed','data_started')"),
        ),
        # One mailbox gets one letter per occasion, whoever is faster: so one of reminders a day (promise P6).
        Index(
            "uq_letter_occasion",
            "recipient",
            "occasion",
            unique=True,
            sqlite_where=text("occasion <> '' AND recipient <> ''"),
            postgresql_where=text("occasion <> '' AND recipient <> ''"),
        ),
        # The few letters somebody has to look at: nothing is written to it for any other.
        Index("ix_letter_trouble", "state", "ambiguous", sqlite_where=text(TROUBLE), postgresql_where=text(TROUBLE)),
    )
    id: str = Field(primary_key=True)
    dossier: str | None = Field(foreign_key="dossier.id")
    seq: int | None
    template: str
    addressee: str = Field(foreign_key="party.id")
    message_id: str
    thread_id: str
    sender_name: str
    sender: str
    reply_to: str
    recipient_name: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str
    digest: str
    written_at: str
    state: str
    attempts: int
    ambiguous: int
    next_try_at: str
    fence: str
    reply: str
    occasion: str = Field(sa_column_kwargs={"server_default": NOTHING})
    attachment: str = Field(sa_column_kwargs={"server_default": NOTHING})
    unsubscribe: str = Field(sa_column_kwargs={"server_default": NOTHING})
