"""The first schema: authorities, people, programmes, dossiers, events, worklist, budgets, letters."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from store import protection

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create every table, then the triggers that keep the history append-only."""
    op.create_table(
        "authority",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title_de", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("land", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.CheckConstraint("length(id) > 0", name=op.f("ck_authority_id_not_empty")),
        sa.CheckConstraint("length(land) = 2", name=op.f("ck_authority_land_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
    )
    op.create_table(
        "programme_version",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("stored_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_programme_version_hash_length")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_programme_version")),
    )
    op.create_index(
        op.f("ix_programme_version_programme_stored_at"), "programme_version", ["programme", "stored_at"], unique=False
    )
    op.create_table(
        "budget",
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("committed", sa.BigInteger(), nullable=False),
        sa.Column("ceiling", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("committed >= 0 AND committed <= ceiling", name=op.f("ck_budget_within_ceiling")),
        sa.CheckConstraint("length(area) > 0", name=op.f("ck_budget_area_not_empty")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_budget_authority")),
        sa.PrimaryKeyConstraint("authority", "programme", "area", "year", name=op.f("pk_budget")),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("programme_hash", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("approval", sa.String(), nullable=False),
        sa.Column("implementation", sa.String(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(changed_at) = 27", name=op.f("ck_dossier_changed_at_length")),
        sa.CheckConstraint("length(head) = 64", name=op.f("ck_dossier_head_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_dossier_id_length")),
        sa.CheckConstraint("length(reference) > 0", name=op.f("ck_dossier_reference_not_empty")),
        sa.CheckConstraint("seen >= 0 AND seen <= version", name=op.f("ck_dossier_seen_within_version")),
        sa.CheckConstraint("version > 0", name=op.f("ck_dossier_version_positive")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_dossier_authority")),
        sa.ForeignKeyConstraint(["programme_hash"], ["programme_version.hash"], name=op.f("fk_dossier_programme_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("authority", "programme", "reference", name=op.f("uq_dossier_authority_programme_reference")),
    )
    op.create_index(
        "ix_dossier_news",
        "dossier",
        ["changed_at"],
        unique=False,
        sqlite_where=sa.text("seen < version"),
        postgresql_where=sa.text("seen < version"),
    )
    op.create_index(op.f("ix_dossier_reference"), "dossier", ["reference"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("organisation", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_party_id_length")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_party_authority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("authority", "handle", name=op.f("uq_party_authority_handle")),
    )
    op.create_table(
        "assignment",
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.CheckConstraint("length(role) > 0", name=op.f("ck_assignment_role_not_empty")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_assignment_party")),
        sa.PrimaryKeyConstraint("party", "programme", "role", name=op.f("pk_assignment")),
    )
    op.create_table(
        "event",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("type_version", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("length(actor) > 0", name=op.f("ck_event_actor_not_empty")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_event_hash_length")),
        sa.CheckConstraint("length(key) >= 16", name=op.f("ck_event_key_length")),
        sa.CheckConstraint("length(previous) = 64", name=op.f("ck_event_previous_length")),
        sa.CheckConstraint("length(recorded_at) = 27", name=op.f("ck_event_recorded_at_length")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_event_seq_positive")),
        sa.CheckConstraint("type_version > 0", name=op.f("ck_event_type_version_positive")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_event_dossier")),
        sa.PrimaryKeyConstraint("dossier", "seq", name=op.f("pk_event")),
        sa.UniqueConstraint("dossier", "key", name=op.f("uq_event_dossier_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(role) > 0", name=op.f("ck_waiting_role_not_empty")),
        sa.CheckConstraint("round > 0", name=op.f("ck_waiting_round_positive")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_waiting_dossier")),
        sa.PrimaryKeyConstraint("dossier", "stage", name=op.f("pk_waiting")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_waiting_role_since"), "waiting", ["role", "since"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("sender_name", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("reply_to", sa.String(), nullable=False),
        sa.Column("recipient_name", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("written_at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ambiguous", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.String(), nullable=False),
        sa.Column("fence", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('owed','claimed','data_started','accepted','refused','expired','dropped')",
            name=op.f("ck_letter_state_known"),
        ),
        sa.CheckConstraint("attempts >= 0 AND ambiguous >= 0", name=op.f("ck_letter_counts_positive")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_letter_digest_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_letter_id_length")),
        sa.CheckConstraint("length(next_try_at) = 27", name=op.f("ck_letter_next_try_at_length")),
        sa.CheckConstraint("length(written_at) = 27", name=op.f("ck_letter_written_at_length")),
        sa.ForeignKeyConstraint(["addressee"], ["party.id"], name=op.f("fk_letter_addressee")),
        sa.ForeignKeyConstraint(["dossier", "seq"], ["event.dossier", "event.seq"], name=op.f("fk_letter_dossier_seq")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_letter_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("dossier", "seq", "template", "addressee", name=op.f("uq_letter_dossier_seq_template_addressee")),
    )
    op.create_index(
        "ix_letter_due",
        "letter",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('owed','claimed','data_started')"),
        postgresql_where=sa.text("state IN ('owed','claimed','data_started')"),
    )
    for statement in protection.statements(op.get_bind().dialect.name, ("event", "programme_version")):
        op.execute(statement)
