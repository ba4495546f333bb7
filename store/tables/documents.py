"""The tables beside a dossier's history: the documents it names, and the code under which anybody may ask where it is."""

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.tables import HASH, INSTANT, length, not_empty


class DocumentRow(SQLModel, table=True):
    """A document as it came in: its name, and where its bytes are kept under a random name.

    It belongs to a draft until that is sent, then to the dossier, whose entry `DocumentFiled` repeats digest and size.
    Erasing it empties `name`.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("(dossier = '') <> (draft = '')", name="belongs_to_one"),
        length("digest", HASH),
        length("came_at", INSTANT),
        not_empty("stored_as"),
        UniqueConstraint("stored_as"),
        Index(None, "dossier"),
        Index(None, "draft"),
    )
    id: str = Field(primary_key=True)
    dossier: str
    draft: str
    party: str = Field(foreign_key="party.id")
    name: str
    media_type: str
    size: int = Field(sa_type=BigInteger)
    digest: str
    stored_as: str
    came_at: str


class PublicCodeRow(SQLModel, table=True):
    """The code and secret under which anybody who holds both may see where an application is, without personal data.

    The secret stands in clear: a receipt shows it again, and it opens less than this database itself.
    """

    __tablename__ = "public_code"
    __table_args__ = (
        CheckConstraint("length(code) = 8", name="code_length"),
        CheckConstraint("length(secret) >= 12", name="secret_length"),
        length("made_at", INSTANT),
        UniqueConstraint("dossier"),
    )
    code: str = Field(primary_key=True)
    dossier: str = Field(foreign_key="dossier.id")
    secret: str
    made_at: str
