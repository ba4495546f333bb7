"""Bodies and their meetings, who stands in for whom, conditions still to meet, calls for money left over."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from store import protection

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables, and let an entry say for whom it was made."""
    op.add_column("event", sa.Column("behalf", sa.String(), server_default=sa.text("''"), nullable=False))
    _meetings()
    _duties()
    for statement in protection.statements(op.get_bind().dialect.name, ("meeting_change",)):
        op.execute(statement)


def _meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("meets_at", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("papers_due", sa.String(), nullable=False),
        sa.Column("present", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.CheckConstraint("papers_due = '' OR length(papers_due) = 16", name=op.f("ck_meeting_papers_due_length")),
        sa.CheckConstraint("state IN ('scheduled','invited','held','cancelled')", name=op.f("ck_meeting_state_known")),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_meeting_body_not_empty")),
        sa.CheckConstraint("length(changed_at) = 27", name=op.f("ck_meeting_changed_at_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_meeting_id_length")),
        sa.CheckConstraint("length(meets_at) = 16", name=op.f("ck_meeting_meets_at_length")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_meeting_sequence_not_negative")),
        sa.CheckConstraint("version > 0", name=op.f("ck_meeting_version_positive")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_meeting_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_authority_meets_at"), "meeting", ["authority", "meets_at"], unique=False)
    op.create_index(op.f("ix_meeting_programme_body_meets_at"), "meeting", ["programme", "body", "meets_at"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(dossier = '') <> (title = '')", name=op.f("ck_agenda_item_case_or_title")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_agenda_item_id_length")),
        sa.CheckConstraint("position > 0", name=op.f("ck_agenda_item_position_positive")),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_agenda_item_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(
        "ix_agenda_item_case",
        "agenda_item",
        ["dossier"],
        unique=False,
        sqlite_where=sa.text("dossier <> ''"),
        postgresql_where=sa.text("dossier <> ''"),
    )
    op.create_index(op.f("ix_agenda_item_meeting_position"), "agenda_item", ["meeting", "position"], unique=False)
    op.create_index(
        "uq_agenda_item_case",
        "agenda_item",
        ["meeting", "dossier", "stage"],
        unique=True,
        sqlite_where=sa.text("dossier <> ''"),
        postgresql_where=sa.text("dossier <> ''"),
    )
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("behalf", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.CheckConstraint("length(actor) > 0", name=op.f("ck_meeting_change_actor_not_empty")),
        sa.CheckConstraint("length(changed_at) = 27", name=op.f("ck_meeting_change_changed_at_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_meeting_change_id_length")),
        sa.CheckConstraint("length(what) > 0", name=op.f("ck_meeting_change_what_not_empty")),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_meeting_change_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_change")),
    )
    op.create_index(op.f("ix_meeting_change_meeting_changed_at"), "meeting_change", ["meeting", "changed_at"], unique=False)
    op.create_table(
        "open_condition",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("length(since) = 27", name=op.f("ck_open_condition_since_length")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_open_condition_authority")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_open_condition_dossier")),
        sa.PrimaryKeyConstraint("dossier", "seq", "number", name=op.f("pk_open_condition")),
        sa.UniqueConstraint(
            "authority", "since", "dossier", "seq", "number", name=op.f("uq_open_condition_authority_since_dossier_seq_number")
        ),
    )


def _duties() -> None:
    op.create_table(
        "fund_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("opens_on", sa.String(), nullable=False),
        sa.Column("closes_on", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("closed_at", sa.String(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_fund_call_amount_positive")),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_fund_call_closes_not_before_opens")),
        sa.CheckConstraint("length(area) > 0", name=op.f("ck_fund_call_area_not_empty")),
        sa.CheckConstraint("length(closes_on) = 10", name=op.f("ck_fund_call_closes_on_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_fund_call_id_length")),
        sa.CheckConstraint("length(made_at) = 27", name=op.f("ck_fund_call_made_at_length")),
        sa.CheckConstraint("length(opens_on) = 10", name=op.f("ck_fund_call_opens_on_length")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_fund_call_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_call")),
    )
    op.create_index(
        op.f("ix_fund_call_authority_programme_closes_on"), "fund_call", ["authority", "programme", "closes_on"], unique=False
    )
    op.create_table(
        "body_member",
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("chair", sa.Boolean(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.CheckConstraint("kept_by IN ('file','portal')", name=op.f("ck_body_member_kept_by_known")),
        sa.CheckConstraint("until = '' OR until >= since", name=op.f("ck_body_member_until_not_before_since")),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_body_member_body_not_empty")),
        sa.CheckConstraint("length(since) = 10", name=op.f("ck_body_member_since_length")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_body_member_party")),
        sa.PrimaryKeyConstraint("party", "programme", "body", "since", name=op.f("pk_body_member")),
    )
    op.create_table(
        "deputy",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("absent", sa.String(), nullable=False),
        sa.Column("deputy", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("noted_at", sa.String(), nullable=False),
        sa.CheckConstraint("absent <> deputy", name=op.f("ck_deputy_two_people")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_deputy_id_length")),
        sa.CheckConstraint("length(noted_at) = 27", name=op.f("ck_deputy_noted_at_length")),
        sa.CheckConstraint("length(since) = 10", name=op.f("ck_deputy_since_length")),
        sa.CheckConstraint("length(until) = 10", name=op.f("ck_deputy_until_length")),
        sa.ForeignKeyConstraint(["absent"], ["party.id"], name=op.f("fk_deputy_absent")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_deputy_authority")),
        sa.ForeignKeyConstraint(["deputy"], ["party.id"], name=op.f("fk_deputy_deputy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
    )
    op.create_index(op.f("ix_deputy_absent"), "deputy", ["absent"], unique=False)
    op.create_index(op.f("ix_deputy_authority_until"), "deputy", ["authority", "until"], unique=False)
    op.create_index(op.f("ix_deputy_deputy_until"), "deputy", ["deputy", "until"], unique=False)


def downgrade() -> None:
    """Drop them again. Refuses to where an entry was made for somebody else: its hash covers whom."""
    made_for = op.get_bind().execute(sa.text("SELECT count(*) FROM event WHERE behalf <> ''")).scalar_one()
    if made_for:
        raise RuntimeError(f"{made_for} entries were made by deputies; without the column their hashes could not be checked")
    op.drop_column("event", "behalf")
    for table in ("meeting_change", "agenda_item", "meeting", "open_condition", "body_member", "deputy", "fund_call"):
        op.drop_table(table)
