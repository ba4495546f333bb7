"""What somebody has said about mails they can do without, and when they last looked at a case themselves."""

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from store.tables import INSTANT, length

#: 32 random bytes in URL-safe base 64.
TOKEN = 43


class MailChoiceRow(SQLModel, table=True):
    """The optional mails of a person or organisation: declined since an instant, or wanted where that is empty.

    `token` stands in their "unsubscribe" links and can do nothing but decline those mails, so it is kept as it is.
    """

    __tablename__ = "mail_choice"
    __table_args__ = (
        CheckConstraint(f"length(token) >= {TOKEN}", name="token_length"),
        Index("uq_mail_choice_token", "token", unique=True),
        {"sqlite_with_rowid": False},
    )
    party: str = Field(primary_key=True, foreign_key="party.id")
    token: str
    early_declined_at: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    digest_declined_at: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class CaseViewRow(SQLModel, table=True):
    """When somebody last opened the page of their case, to the hour or so: who has just looked needs no early reminder."""

    __tablename__ = "case_view"
    __table_args__ = (
        length("seen_at", INSTANT),
        Index(None, "seen_at"),
        {"sqlite_with_rowid": False},
    )
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")
    party: str = Field(primary_key=True, foreign_key="party.id")
    seen_at: str
