"""The tables of people, programmes and dossiers. The database refuses what must not be, whatever the code does (P1-P12).

Instants are fixed-width UTC text (`2026-11-22T05:13:00.123456Z`) and days are text on both databases, because the hash chain
covers exactly the stored characters and text of this shape sorts by time. Money is whole cents. The triggers that make
`event`, `programme_version` and `access_change` append-only stand in `store.protection`.
"""

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from store.change import SHORTEST_KEY

INSTANT = 27
HASH = 64


def length(column: str, size: int) -> CheckConstraint:
    """A text column holds just so many characters."""
    return CheckConstraint(f"length({column}) = {size}", name=f"{column}_length")


def not_empty(column: str) -> CheckConstraint:
    """A text column says something."""
    return CheckConstraint(f"length({column}) > 0", name=f"{column}_not_empty")


SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class AuthorityRow(SQLModel, table=True):
    """An authority; its seat gives the Land."""

    __tablename__ = "authority"
    __table_args__ = (not_empty("id"), CheckConstraint("length(land) = 2", name="land_length"))
    id: str = Field(primary_key=True)
    title_de: str
    title_en: str
    land: str
    contact: str
    #: Holidays and closed days of its own, as JSON (`domain.authority.office_days`); empty where it has none.
    calendar: str = Field(sa_column_kwargs={"server_default": text("''")})


class PartyRow(SQLModel, table=True):
    """A person or organisation. Erasing one empties `name` and `email`; events keep naming the id alone."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("authority", "handle"),
        Index(None, "authority", "folded"),
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("kept_by IN ('file','portal')", name="kept_by_known"),
    )
    id: str = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    handle: str
    name: str
    email: str
    language: str
    organisation: bool
    #: Who says what is right: the authority's `file`, or the `portal` since somebody changed it there.
    kept_by: str = Field(sa_column_kwargs={"server_default": text("'file'")})
    #: Name, handle and address as they are searched and sorted (`store.folding`); empty once erased.
    folded: str = Field(sa_column_kwargs={"server_default": text("''")})


class AssignmentRow(SQLModel, table=True):
    """Who holds which role, per authority (the party's) and programme."""

    __tablename__ = "assignment"
    __table_args__ = (not_empty("role"),)
    party: str = Field(primary_key=True, foreign_key="party.id")
    programme: str = Field(primary_key=True)
    role: str = Field(primary_key=True)


class MembershipRow(SQLModel, table=True):
    """A person acts for an organisation: its applications are theirs too, and its roles."""

    __tablename__ = "membership"
    __table_args__ = (Index(None, "organisation"),)
    person: str = Field(primary_key=True, foreign_key="party.id")
    organisation: str = Field(primary_key=True, foreign_key="party.id")


class ProgrammeRow(SQLModel, table=True):
    """A programme version as it was read, keyed by its content; never changed, only followed by another."""

    __tablename__ = "programme_version"
    __table_args__ = (length("hash", HASH), Index(None, "programme", "stored_at"))
    hash: str = Field(primary_key=True)
    programme: str
    source: str
    stored_at: str


class DossierRow(SQLModel, table=True):
    """A dossier's head: its version, how far the chain has seen it, and both status axes as projections."""

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("authority", "programme", "reference"),
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("seen >= 0 AND seen <= version", name="seen_within_version"),
        length("head", HASH),
        length("changed_at", INSTANT),
        not_empty("reference"),
        Index(
            "ix_dossier_news",
            "changed_at",
            sqlite_where=text("seen < version"),
            postgresql_where=text("seen < version"),
        ),
        Index(None, "reference"),
        Index(None, "authority", "officer"),
    )
    id: str = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    programme: str
    programme_hash: str = Field(foreign_key="programme_version.hash")
    reference: str
    title: str
    version: int
    seen: int
    head: str
    approval: str
    implementation: str
    finished: bool
    thread: str
    changed_at: str
    #: Reference and title as they are searched (`store.folding`).
    folded: str = Field(sa_column_kwargs={"server_default": text("''")})
    #: The member of staff it was given to, or nobody.
    officer: str = Field(sa_column_kwargs={"server_default": text("''")})


class PartyOfRow(SQLModel, table=True):
    """Whose own application a dossier is: applicant, sponsor and contact as its opening names them, to find it by."""

    __tablename__ = "party_of"
    __table_args__ = ({"sqlite_with_rowid": False},)
    party: str = Field(primary_key=True, foreign_key="party.id")
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")


class EventRow(SQLModel, table=True):
    """One entry of a dossier's history, inserted and never touched again; `hash` covers every other column and `previous`."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("dossier", "key"),
        CheckConstraint("seq > 0", name="seq_positive"),
        CheckConstraint(f"length(key) >= {SHORTEST_KEY}", name="key_length"),
        CheckConstraint("type_version > 0", name="type_version_positive"),
        length("recorded_at", INSTANT),
        length("previous", HASH),
        length("hash", HASH),
        not_empty("actor"),
        {"sqlite_with_rowid": False},
    )
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")
    seq: int = Field(primary_key=True)
    key: str
    type: str
    type_version: int
    happened_on: str
    recorded_at: str
    actor: str
    role: str
    payload: str
    previous: str
    hash: str
    #: Whom the actor stood in for as their deputy; covered by the hash where it says somebody.
    behalf: str = Field(sa_column_kwargs={"server_default": text("''")})


_IN_ORDER = ("authority", "role", "since", "dossier", "stage")


class WaitingRow(SQLModel, table=True):
    """One line of the worklist: a stage at which somebody has to act. `due` is empty where no period runs."""

    __tablename__ = "waiting"
    __table_args__ = (
        CheckConstraint("round > 0", name="round_positive"),
        not_empty("role"),
        Index(None, "authority", "role", "since"),
        # What is overdue is found without the rows: those without a period are not in it, and it has the order of the list.
        Index("ix_waiting_due", *_IN_ORDER, "due", sqlite_where=text("due <> ''"), postgresql_where=text("due <> ''")),
        {"sqlite_with_rowid": False},
    )
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")
    stage: str = Field(primary_key=True)
    round: int
    role: str
    since: str
    due: str
    returned: bool
    #: The dossier's: in the index, so that one authority's worklist does not look through those of others.
    authority: str = Field(sa_column_kwargs={"server_default": text("''")})


class BudgetRow(SQLModel, table=True):
    """Money given per programme, area and year. The check refuses the award that would go over, whoever is faster."""

    __tablename__ = "budget"
    __table_args__ = (
        CheckConstraint("committed >= 0 AND committed <= ceiling", name="within_ceiling"),
        not_empty("area"),
    )
    authority: str = Field(primary_key=True, foreign_key="authority.id")
    programme: str = Field(primary_key=True)
    area: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    committed: int = Field(sa_type=BigInteger)
    ceiling: int = Field(sa_type=BigInteger)
