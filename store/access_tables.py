"""The tables of signing in: sessions, and links asked for. Rows of both may be deleted at any time; people sign in again."""

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from store.tables import HASH, INSTANT, length


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
    """A sign-in link asked for. Its token is made when the mail is sent, and only the hash is kept (ASVS 6.5.5).

    `browser_hash` binds it to the browser that asked; `used_at` is empty until it was used, which can happen once.
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
