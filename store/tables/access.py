"""The tables of people's access: sessions, links, tokens, identities, and what they have begun but not sent.

Rows of all but `access_change` and `reading` may be deleted at any time: people sign in again, or type again. Those two say
who changed whose access, and who read which case file.
"""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from store.tables import HASH, INSTANT, length, not_empty


class SessionRow(SQLModel, table=True):
    """A signed-in browser. The cookie holds a random token, this row its hash; `ended_at` is empty while it lasts."""

    __tablename__ = "session"
    __table_args__ = (
        length("token_hash", HASH),
        length("opened_at", INSTANT),
        length("seen_at", INSTANT),
        CheckConstraint("length(csrf) >= 32", name="csrf_length"),
        Index(None, "party"),
    )
    token_hash: str = Field(primary_key=True)
    party: str = Field(foreign_key="party.id")
    csrf: str
    opened_at: str
    seen_at: str
    ended_at: str


class SignInRow(SQLModel, table=True):
    """A sign-in link asked for. Its token and code are made when the mail is sent, and only hashes are kept (ASVS 6.5.5).

    `browser_hash` binds both to the browser that asked; `used_at` is empty until one of them was used, which can happen once.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("state IN ('owed','claimed','sent','refused','expired')", name="state_known"),
        CheckConstraint("length(token_hash) IN (0, 64)", name="token_hash_length"),
        length("browser_hash", HASH),
        length("asked_at", INSTANT),
        length("next_try_at", INSTANT),
        CheckConstraint("attempts >= 0 AND guesses >= 0", name="counts_positive"),
        Index(
            "ix_sign_in_due",
            "next_try_at",
            sqlite_where=text("state IN ('owed','claimed')"),
            postgresql_where=text("state IN ('owed','claimed')"),
        ),
        Index(None, "token_hash"),
        Index(None, "party", "asked_at"),
        Index(None, "browser_hash"),
    )
    id: str = Field(primary_key=True)
    party: str = Field(foreign_key="party.id")
    browser_hash: str
    asked_at: str
    state: str
    attempts: int
    next_try_at: str
    fence: str
    token_hash: str
    expires_at: str
    used_at: str
    guesses: int
    code_hash: str = Field(sa_column_kwargs={"server_default": text("''")})


class IdentityRow(SQLModel, table=True):
    """A person as an identity provider knows them: by issuer and subject, never by their address (ASVS 10.5.2)."""

    __tablename__ = "identity"
    __table_args__ = (not_empty("issuer"), not_empty("subject"), length("linked_at", INSTANT), Index(None, "party"))
    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    party: str = Field(foreign_key="party.id")
    linked_at: str


class TokenRow(SQLModel, table=True):
    """An access token for programs; only its hash is kept. `scopes` are words, `ended_at` is empty while it lasts."""

    __tablename__ = "token"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        length("token_hash", HASH),
        length("made_at", INSTANT),
        length("expires_at", INSTANT),
        not_empty("name"),
        not_empty("scopes"),
        UniqueConstraint("token_hash"),
        Index(None, "party"),
    )
    id: str = Field(primary_key=True)
    party: str = Field(foreign_key="party.id")
    token_hash: str
    name: str
    scopes: str
    made_at: str
    expires_at: str
    used_at: str
    ended_at: str


class DraftRow(SQLModel, table=True):
    """An application somebody has begun: what they typed, as JSON, under the once-only key it will be sent with.

    `version` counts the savings, so that two tabs cannot overwrite each other unseen; `dossier` is set once it was sent.
    `applicant` is who applies: the person who began it, or an organisation, whose people then see it too.
    """

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("version > 0", name="version_positive"),
        length("begun_at", INSTANT),
        length("saved_at", INSTANT),
        Index(None, "party"),
        Index(None, "applicant"),
        Index(None, "saved_at"),
    )
    id: str = Field(primary_key=True)
    party: str = Field(foreign_key="party.id")
    applicant: str = Field(foreign_key="party.id")
    programme: str
    fields: str
    version: int
    begun_at: str
    saved_at: str
    dossier: str


class ParkedRow(SQLModel, table=True):
    """What was typed into a form whose session had ended: given back to the same browser after signing in, for a day."""

    __tablename__ = "parked"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        length("browser_hash", HASH),
        length("parked_at", INSTANT),
        Index(None, "parked_at"),
    )
    id: str = Field(primary_key=True)
    browser_hash: str
    path: str
    fields: str
    parked_at: str


class ReadingRow(SQLModel, table=True):
    """A member of staff read a case file; readings of one person within a quarter of an hour are one."""

    __tablename__ = "reading"
    __table_args__ = (length("read_at", INSTANT), {"sqlite_with_rowid": False})
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")
    party: str = Field(primary_key=True, foreign_key="party.id")
    read_at: str = Field(primary_key=True)


class AccessChangeRow(SQLModel, table=True):
    """Somebody changed a person, an organisation, a role or a membership: who, whose, what, and when. Never changed."""

    __tablename__ = "access_change"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        length("changed_at", INSTANT),
        not_empty("what"),
        Index(None, "authority", "changed_at"),
        Index(None, "party"),
    )
    id: str = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    party: str = Field(foreign_key="party.id")
    actor: str
    changed_at: str
    what: str
    detail: str
