"""The tables beside roles: who stands in for whom and how long, and the calls by which money left over is offered again."""

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from store.tables import INSTANT, length, not_empty


class DeputyRow(SQLModel, table=True):
    """Somebody stands in for somebody else from `since` to `until`, both included; `programme` empty means in all of them.

    Ending it early moves `until`; who did what stands in `access_change`.
    """

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("absent <> deputy", name="two_people"),
        length("since", 10),
        length("until", 10),
        length("noted_at", INSTANT),
        Index(None, "deputy", "until"),
        Index(None, "authority", "until"),
        Index(None, "absent"),
    )
    id: str = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    absent: str = Field(foreign_key="party.id")
    deputy: str = Field(foreign_key="party.id")
    programme: str
    since: str
    until: str
    noted_at: str


class FundCallRow(SQLModel, table=True):
    """A call for applications to what is left of a yearly budget: `amount` in cents was left when it went out."""

    __tablename__ = "fund_call"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("amount > 0", name="amount_positive"),
        length("opens_on", 10),
        length("closes_on", 10),
        CheckConstraint("closes_on >= opens_on", name="closes_not_before_opens"),
        length("made_at", INSTANT),
        not_empty("area"),
        Index(None, "authority", "programme", "closes_on"),
    )
    id: str = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    programme: str
    area: str
    year: int
    amount: int = Field(sa_type=BigInteger)
    opens_on: str
    closes_on: str
    made_at: str
    actor: str
    #: The instant it was ended before its time; empty while it lasts, and where it ran to its end.
    closed_at: str
