"""The tables of bodies and their meetings, and of what a case still owes them.

A meeting's day and hour are those of the office's clock ("2002-07-04T18:00"), because a meeting at six stays at six whatever
summer time does. What was done with a meeting stands in `meeting_change`, which only grows; what came of an item stands in
the history of its dossier and nowhere else.
"""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from store.tables import INSTANT, length, not_empty

#: Characters of a local time, "2002-07-04T18:00".
LOCAL = 16


class BodyMemberRow(SQLModel, table=True):
    """A person sits on a body, for a time; days as "2002-07-04", `until` empty while it lasts."""

    __tablename__ = "body_member"
    __table_args__ = (
        length("since", 10),
        CheckConstraint("until = '' OR until >= since", name="until_not_before_since"),
        CheckConstraint("kept_by IN ('file','portal')", name="kept_by_known"),
        not_empty("body"),
    )
    party: str = Field(primary_key=True, foreign_key="party.id")
    programme: str = Field(primary_key=True)
    body: str = Field(primary_key=True)
    since: str = Field(primary_key=True)
    until: str
    chair: bool
    kept_by: str


class MeetingRow(SQLModel, table=True):
    """A meeting of a body. `sequence` grows whenever its time, place or state changes, as calendars want it (RFC 5545)."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("state IN ('scheduled','invited','held','cancelled')", name="state_known"),
        CheckConstraint("sequence >= 0", name="sequence_not_negative"),
        CheckConstraint("version > 0", name="version_positive"),
        length("meets_at", LOCAL),
        CheckConstraint(f"papers_due = '' OR length(papers_due) = {LOCAL}", name="papers_due_length"),
        length("changed_at", INSTANT),
        not_empty("body"),
        Index(None, "authority", "meets_at"),
        Index(None, "programme", "body", "meets_at"),
    )
    id: str = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    programme: str
    body: str
    meets_at: str
    place: str
    state: str
    #: Until when papers have to be in to be dealt with; empty where the body sets no limit.
    papers_due: str
    #: Ids of the members who were there, as JSON; empty where nobody wrote it down.
    present: str
    sequence: int
    version: int
    changed_at: str


class AgendaItemRow(SQLModel, table=True):
    """An item of an agenda: a case at a stage, or other business under a title. Public or not is the item's own matter."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("(dossier = '') <> (title = '')", name="case_or_title"),
        CheckConstraint("position > 0", name="position_positive"),
        Index(None, "meeting", "position"),
        Index("ix_agenda_item_case", "dossier", sqlite_where=text("dossier <> ''"), postgresql_where=text("dossier <> ''")),
        Index(
            "uq_agenda_item_case", "meeting", "dossier", "stage", unique=True,
            sqlite_where=text("dossier <> ''"), postgresql_where=text("dossier <> ''"),
        ),
    )  # fmt: skip
    id: str = Field(primary_key=True)
    meeting: str = Field(foreign_key="meeting.id")
    position: int
    #: As printed: "3", "10.1".
    number: str
    dossier: str
    stage: str
    round: int
    title: str
    public: bool


class MeetingChangeRow(SQLModel, table=True):
    """What somebody did with a meeting or its agenda; rows are only ever added. `detail` holds ids and days, no names."""

    __tablename__ = "meeting_change"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        length("changed_at", INSTANT),
        not_empty("what"),
        not_empty("actor"),
        Index(None, "meeting", "changed_at"),
    )
    id: str = Field(primary_key=True)
    meeting: str = Field(foreign_key="meeting.id")
    actor: str
    behalf: str
    changed_at: str
    what: str
    detail: str


class OpenConditionRow(SQLModel, table=True):
    """A condition a case still has to meet: line `number` of what entry `seq` demands. A projection of the history."""

    __tablename__ = "open_condition"
    __table_args__ = (
        UniqueConstraint("authority", "since", "dossier", "seq", "number"),
        length("since", INSTANT),
    )
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")
    seq: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    since: str
    text: str
