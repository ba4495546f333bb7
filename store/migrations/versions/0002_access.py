"""Access: sessions of signed-in browsers, sign-in links asked for, and the text dossiers are searched by."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from store.folding import folded_head

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create both tables and fill the new column."""
    op.add_column("dossier", sa.Column("folded", sa.String(), nullable=False, server_default=sa.text("''")))
    dossier = sa.table("dossier", *(sa.column(name, sa.String()) for name in ("id", "reference", "title", "folded")))
    fill = dossier.update().where(dossier.c.id == sa.bindparam("b_id")).values(folded=sa.bindparam("b_folded"))
    rows = op.get_bind().execute(sa.select(dossier.c.id, dossier.c.reference, dossier.c.title)).all()
    if rows:
        op.get_bind().execute(fill, [{"b_id": id_, "b_folded": folded_head(*head)} for id_, *head in rows])
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("opened_at", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_session_token_hash_length")),
        sa.CheckConstraint("length(opened_at) = 27", name=op.f("ck_session_opened_at_length")),
        sa.CheckConstraint("length(seen_at) = 27", name=op.f("ck_session_seen_at_length")),
        sa.CheckConstraint("length(csrf) >= 32", name=op.f("ck_session_csrf_length")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_session_party")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_party"), "session", ["party"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("browser_hash", sa.String(), nullable=False),
        sa.Column("asked_at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.String(), nullable=False),
        sa.Column("fence", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=False),
        sa.Column("guesses", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_sign_in_id_length")),
        sa.CheckConstraint("state IN ('owed','claimed','sent','refused','expired')", name=op.f("ck_sign_in_state_known")),
        sa.CheckConstraint("length(token_hash) IN (0, 64)", name=op.f("ck_sign_in_token_hash_length")),
        sa.CheckConstraint("length(browser_hash) = 64", name=op.f("ck_sign_in_browser_hash_length")),
        sa.CheckConstraint("length(asked_at) = 27", name=op.f("ck_sign_in_asked_at_length")),
        sa.CheckConstraint("length(next_try_at) = 27", name=op.f("ck_sign_in_next_try_at_length")),
        sa.CheckConstraint("attempts >= 0 AND guesses >= 0", name=op.f("ck_sign_in_counts_positive")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_sign_in_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index(
        "ix_sign_in_due",
        "sign_in",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('owed','claimed')"),
        postgresql_where=sa.text("state IN ('owed','claimed')"),
    )
    op.create_index(op.f("ix_sign_in_token_hash"), "sign_in", ["token_hash"], unique=False)
    op.create_index(op.f("ix_sign_in_party_asked_at"), "sign_in", ["party", "asked_at"], unique=False)


def downgrade() -> None:
    """Drop both tables and the column; everybody has to sign in again."""
    op.drop_column("dossier", "folded")
    op.drop_table("sign_in")
    op.drop_table("session")
