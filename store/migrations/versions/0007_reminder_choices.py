"""Requests for more time on the board; which optional mails somebody does not want, and when they last looked at a case."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ASKED = sa.text("asked_on <> ''")


def upgrade() -> None:
    """Add the column and the tables; nobody has asked for anything or looked at anything yet."""
    op.add_column("deadline", sa.Column("asked_on", sa.String(), server_default=sa.text("''"), nullable=False))
    op.create_index("ix_deadline_asked", "deadline", ["authority", "asked_on"], sqlite_where=_ASKED, postgresql_where=_ASKED)
    op.add_column("letter", sa.Column("unsubscribe", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("climb_halt", sa.Column("halted_by", sa.String(), server_default=sa.text("''"), nullable=False))
    op.create_table(
        "mail_choice",
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("early_declined_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("digest_declined_at", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("length(token) >= 43", name=op.f("ck_mail_choice_token_length")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_mail_choice_party_party")),
        sa.PrimaryKeyConstraint("party", name=op.f("pk_mail_choice")),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_mail_choice_token", "mail_choice", ["token"], unique=True)
    op.create_table(
        "case_view",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(seen_at) = 27", name=op.f("ck_case_view_seen_at_length")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_case_view_dossier_dossier")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_case_view_party_party")),
        sa.PrimaryKeyConstraint("dossier", "party", name=op.f("pk_case_view")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_view_seen_at"), "case_view", ["seen_at"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("case_view")
    op.drop_table("mail_choice")
    op.drop_column("climb_halt", "halted_by")
    op.drop_column("letter", "unsubscribe")
    op.drop_index("ix_deadline_asked", table_name="deadline")
    op.drop_column("deadline", "asked_on")
