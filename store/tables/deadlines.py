"""The tables of deadlines: what runs, what was decided about every rung, when the ladders were climbed, who subscribed to what.

`deadline` is a projection of the histories but for two columns that only the climb writes. `rung` only grows. Days are text
("2026-09-24"); a deadline ends at the end of its day in the office's zone.
"""

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from store.tables import HASH, INSTANT, length, not_empty

DAY = 10
AWAKE = "wake_on <> ''"
OPEN = "state = 'open'"
RESTS = "state = 'stopped'"
ASKED = "asked_on <> ''"


class DeadlineRow(SQLModel, table=True):
    """One version of a deadline: a new day makes a new version and leaves the old one as superseded.

    `version` is the number of the entry that set its day. `wake_on` is the first day the ladder has to look at it again, empty
    where all its rungs are decided; `climbed` counts how often it did, so that of two climbs one loses. `due` is empty while
    its clock is stopped. `asked_on` is the day somebody asked for more time, empty unless that waits for its answer.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("climbed >= 0", name="climbed_not_negative"),
        CheckConstraint("state IN ('open','stopped','met','voided','superseded','lapsed')", name="state_known"),
        CheckConstraint(f"due = '' OR length(due) = {DAY}", name="due_length"),
        CheckConstraint(f"wake_on = '' OR length(wake_on) = {DAY}", name="wake_on_length"),
        not_empty("deadline"),
        Index("ix_deadline_wake", "wake_on", "dossier", sqlite_where=text(AWAKE), postgresql_where=text(AWAKE)),
        # Role and programme stand in it so that the board narrows down without looking at the rows.
        Index(
            "ix_deadline_due",
            "authority",
            "due",
            "dossier",
            "deadline",
            "role",
            "programme",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index("ix_deadline_asked", "authority", "asked_on", sqlite_where=text(ASKED), postgresql_where=text(ASKED)),
        Index("ix_deadline_rests", "authority", "dossier", sqlite_where=text(RESTS), postgresql_where=text(RESTS)),
        {"sqlite_with_rowid": False},
    )
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")
    deadline: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    authority: str = Field(foreign_key="authority.id")
    programme: str
    stage: str
    round: int
    role: str
    owed_by: str
    due: str
    state: str
    ladder: str
    wake_on: str
    climbed: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    asked_on: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class RungRow(SQLModel, table=True):
    """What was decided about one rung of one version of a deadline, and why; never changed, never decided again (promise P6).

    A rung that tells several people has a row for each; one that told nobody has one with an empty `addressee`.
    """

    __tablename__ = "rung"
    __table_args__ = (
        CheckConstraint("outcome IN ('sent','merged','dropped','overtaken','suppressed')", name="outcome_known"),
        CheckConstraint("(outcome IN ('sent','merged')) = (letter <> '')", name="letter_where_sent"),
        not_empty("reason"),
        not_empty("rung"),
        length("decided_at", INSTANT),
        length("day", DAY),
        length("planned_on", DAY),
        Index(None, "letter"),
        Index(None, "day"),
        {"sqlite_with_rowid": False},
    )
    dossier: str = Field(primary_key=True, foreign_key="dossier.id")
    deadline: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    rung: str = Field(primary_key=True)
    addressee: str = Field(primary_key=True)
    planned_on: str
    #: The office's day of the decision.
    day: str
    decided_at: str
    outcome: str
    #: A word `wording.reminders` has a sentence for.
    reason: str
    letter: str


class ClimbRow(SQLModel, table=True):
    """A climb of the ladders that decided anything: what is usual shows from these."""

    __tablename__ = "climb"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        length("day", DAY),
        length("ended_at", INSTANT),
        Index(None, "ended_at"),
    )
    id: str = Field(primary_key=True)
    day: str
    ended_at: str
    letters: int
    rungs: int


class HaltRow(SQLModel, table=True):
    """The ladders halted and asked: nothing is sent until a person lets them go on. `ended_at` is empty until then.

    `why` is "clock", "many" or "person", `halted_by` who that was; `owed` letters would have gone out where `usual` are usual.
    """

    __tablename__ = "climb_halt"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("why IN ('clock','many','person')", name="why_known"),
        length("halted_at", INSTANT),
        # There is one open halt at a time.
        Index("uq_climb_halt_open", "ended_at", unique=True, sqlite_where=text("ended_at = ''"),
              postgresql_where=text("ended_at = ''")),
    )  # fmt: skip
    id: str = Field(primary_key=True)
    halted_at: str
    day: str
    why: str
    owed: int
    usual: int
    ended_at: str
    ended_by: str
    halted_by: str = Field(sa_column_kwargs={"server_default": text("''")})


class FeedRow(SQLModel, table=True):
    """A calendar somebody subscribes to by a secret address; only its hash is kept.

    `ended_at` is empty while it lasts. `kind` is "own" (a person's cases and what they are in charge of) or "body" (the
    meetings of one).
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (
        CheckConstraint("length(id) >= 16", name="id_length"),
        CheckConstraint("kind IN ('own','body')", name="kind_known"),
        CheckConstraint("(kind = 'body') = (body <> '')", name="body_where_body"),
        length("token_hash", HASH),
        length("made_at", INSTANT),
        Index("uq_calendar_feed_token_hash", "token_hash", unique=True),
        Index(None, "party"),
    )
    id: str = Field(primary_key=True)
    party: str = Field(foreign_key="party.id")
    kind: str
    programme: str
    body: str
    token_hash: str
    made_at: str
    used_at: str
    ended_at: str
