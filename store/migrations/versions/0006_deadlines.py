"""Deadlines and what was decided about their rungs, halts, calendars people subscribe to; letters that are about no entry."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from store import protection

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OPEN = "state IN ('owed','claimed','data_started')"
_TROUBLE = "state IN ('refused','expired') OR ambiguous > 0"
_NAMED = "occasion <> '' AND recipient <> ''"
_TEXTS = (
    "template", "addressee", "message_id", "thread_id", "sender_name", "sender", "reply_to", "recipient_name", "recipient",
    "language", "subject", "text", "html", "digest", "written_at", "state",
)  # fmt: skip


def upgrade() -> None:
    """Create the tables, give authorities a calendar of their own, and let a letter be about something else than an entry."""
    op.add_column("authority", sa.Column("calendar", sa.String(), server_default=sa.text("''"), nullable=False))
    _letters()
    _tables()
    for statement in protection.statements(op.get_bind().dialect.name, ("rung",)):
        op.execute(statement)


def _letters() -> None:
    """A letter names an entry or an occasion. SQLite cannot change a column, so there the table is made anew."""
    if op.get_bind().dialect.name != "sqlite":
        for column in ("occasion", "attachment"):
            op.add_column("letter", sa.Column(column, sa.String(), server_default=sa.text("''"), nullable=False))
        op.alter_column("letter", "dossier", nullable=True)
        op.alter_column("letter", "seq", nullable=True)
        op.create_check_constraint(op.f("ck_letter_entry_or_occasion"), "letter", "(dossier IS NULL) = (occasion <> '')")
        op.create_check_constraint(op.f("ck_letter_dossier_and_seq"), "letter", "(dossier IS NULL) = (seq IS NULL)")
        _letter_index("uq_letter_occasion", ["recipient", "occasion"], _NAMED, unique=True)
        return
    op.drop_index("ix_letter_due", table_name="letter")
    op.drop_index("ix_letter_trouble", table_name="letter")
    op.rename_table("letter", "letter_before")
    op.create_table(
        "letter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ambiguous", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("next_try_at", "fence", "reply")),
        *(sa.Column(n, sa.String(), server_default=sa.text("''"), nullable=False) for n in ("occasion", "attachment")),
        sa.CheckConstraint(
            "state IN ('owed','claimed','data_started','accepted','refused','expired','dropped')",
            name=op.f("ck_letter_state_known"),
        ),
        sa.CheckConstraint("attempts >= 0 AND ambiguous >= 0", name=op.f("ck_letter_counts_positive")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_letter_digest_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_letter_id_length")),
        sa.CheckConstraint("length(next_try_at) = 27", name=op.f("ck_letter_next_try_at_length")),
        sa.CheckConstraint("length(written_at) = 27", name=op.f("ck_letter_written_at_length")),
        sa.CheckConstraint("(dossier IS NULL) = (occasion <> '')", name=op.f("ck_letter_entry_or_occasion")),
        sa.CheckConstraint("(dossier IS NULL) = (seq IS NULL)", name=op.f("ck_letter_dossier_and_seq")),
        sa.ForeignKeyConstraint(["addressee"], ["party.id"], name=op.f("fk_letter_addressee")),
        sa.ForeignKeyConstraint(["dossier", "seq"], ["event.dossier", "event.seq"], name=op.f("fk_letter_dossier_seq")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_letter_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("dossier", "seq", "template", "addressee", name=op.f("uq_letter_dossier_seq_template_addressee")),
    )
    kept = ", ".join(("id", "dossier", "seq", *_TEXTS, "attempts", "ambiguous", "next_try_at", "fence", "reply"))
    op.execute(f"INSERT INTO letter ({kept}) SELECT {kept} FROM letter_before")  # noqa: S608 - names of columns
    op.drop_table("letter_before")
    _letter_index("ix_letter_due", ["next_try_at"], _OPEN)
    _letter_index("ix_letter_trouble", ["state", "ambiguous"], _TROUBLE)
    _letter_index("uq_letter_occasion", ["recipient", "occasion"], _NAMED, unique=True)


def _letter_index(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(name, "letter", columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _tables() -> None:
    op.create_table(
        "climb",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("rungs", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(day) = 10", name=op.f("ck_climb_day_length")),
        sa.CheckConstraint("length(ended_at) = 27", name=op.f("ck_climb_ended_at_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_climb_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_climb")),
    )
    op.create_table(
        "climb_halt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("halted_at", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.CheckConstraint("why IN ('clock','many','person')", name=op.f("ck_climb_halt_why_known")),
        sa.CheckConstraint("length(halted_at) = 27", name=op.f("ck_climb_halt_halted_at_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_climb_halt_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_climb_halt")),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=False),
        sa.CheckConstraint("(kind = 'body') = (body <> '')", name=op.f("ck_calendar_feed_body_where_body")),
        sa.CheckConstraint("kind IN ('own','body')", name=op.f("ck_calendar_feed_kind_known")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_calendar_feed_id_length")),
        sa.CheckConstraint("length(made_at) = 27", name=op.f("ck_calendar_feed_made_at_length")),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_calendar_feed_token_hash_length")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_calendar_feed_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
    )
    op.create_table(
        "deadline",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("deadline", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("owed_by", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ladder", sa.String(), nullable=False),
        sa.Column("wake_on", sa.String(), nullable=False),
        sa.Column("climbed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("due = '' OR length(due) = 10", name=op.f("ck_deadline_due_length")),
        sa.CheckConstraint(
            "state IN ('open','stopped','met','voided','superseded','lapsed')", name=op.f("ck_deadline_state_known")
        ),
        sa.CheckConstraint("wake_on = '' OR length(wake_on) = 10", name=op.f("ck_deadline_wake_on_length")),
        sa.CheckConstraint("climbed >= 0", name=op.f("ck_deadline_climbed_not_negative")),
        sa.CheckConstraint("length(deadline) > 0", name=op.f("ck_deadline_deadline_not_empty")),
        sa.CheckConstraint("version > 0", name=op.f("ck_deadline_version_positive")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_deadline_authority")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_deadline_dossier")),
        sa.PrimaryKeyConstraint("dossier", "deadline", "version", name=op.f("pk_deadline")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rung",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("deadline", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("planned_on", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("decided_at", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.CheckConstraint("(outcome IN ('sent','merged')) = (letter <> '')", name=op.f("ck_rung_letter_where_sent")),
        sa.CheckConstraint(
            "outcome IN ('sent','merged','dropped','overtaken','suppressed')", name=op.f("ck_rung_outcome_known")
        ),
        sa.CheckConstraint("length(day) = 10", name=op.f("ck_rung_day_length")),
        sa.CheckConstraint("length(decided_at) = 27", name=op.f("ck_rung_decided_at_length")),
        sa.CheckConstraint("length(planned_on) = 10", name=op.f("ck_rung_planned_on_length")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_rung_reason_not_empty")),
        sa.CheckConstraint("length(rung) > 0", name=op.f("ck_rung_rung_not_empty")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_rung_dossier")),
        sa.PrimaryKeyConstraint("dossier", "deadline", "version", "rung", "addressee", name=op.f("pk_rung")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_climb_ended_at"), "climb", ["ended_at"], unique=False)
    op.create_index(
        "uq_climb_halt_open",
        "climb_halt",
        ["ended_at"],
        unique=True,
        sqlite_where=sa.text("ended_at = ''"),
        postgresql_where=sa.text("ended_at = ''"),
    )
    op.create_index(op.f("ix_calendar_feed_party"), "calendar_feed", ["party"], unique=False)
    op.create_index("uq_calendar_feed_token_hash", "calendar_feed", ["token_hash"], unique=True)
    op.create_index(
        "ix_deadline_due",
        "deadline",
        ["authority", "due", "dossier", "deadline", "role", "programme"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_deadline_rests",
        "deadline",
        ["authority", "dossier"],
        unique=False,
        sqlite_where=sa.text("state = 'stopped'"),
        postgresql_where=sa.text("state = 'stopped'"),
    )
    op.create_index(
        "ix_deadline_wake",
        "deadline",
        ["wake_on", "dossier"],
        unique=False,
        sqlite_where=sa.text("wake_on <> ''"),
        postgresql_where=sa.text("wake_on <> ''"),
    )
    op.create_index(op.f("ix_rung_day"), "rung", ["day"], unique=False)
    op.create_index(op.f("ix_rung_letter"), "rung", ["letter"], unique=False)


def downgrade() -> None:
    """Drop them again. Refuses to where letters are about no entry, or cases have deadlines of their own."""
    apart = op.get_bind().execute(sa.text("SELECT count(*) FROM letter WHERE dossier IS NULL")).scalar_one()
    if apart:
        raise RuntimeError(f"{apart} letters are about no entry; without the column nobody could say what they were")
    for table in ("rung", "climb", "climb_halt", "calendar_feed", "deadline"):
        op.drop_table(table)
    op.drop_index("uq_letter_occasion", table_name="letter")
    with op.batch_alter_table("letter") as letter:
        letter.drop_constraint(op.f("ck_letter_entry_or_occasion"), type_="check")
        letter.drop_constraint(op.f("ck_letter_dossier_and_seq"), type_="check")
        letter.drop_column("occasion")
        letter.drop_column("attachment")
    op.drop_column("authority", "calendar")
