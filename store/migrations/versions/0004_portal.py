"""The portal: organisations of several people, drafts, documents, tokens, readings, codes; whose worklist it is."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from store import protection
from store.folding import folded_party

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables, and give the worklist its authority."""
    op.create_table(
        "parked",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("browser_hash", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("parked_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(browser_hash) = 64", name=op.f("ck_parked_browser_hash_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_parked_id_length")),
        sa.CheckConstraint("length(parked_at) = 27", name=op.f("ck_parked_parked_at_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked")),
    )
    op.create_index(op.f("ix_parked_parked_at"), "parked", ["parked_at"], unique=False)
    op.create_table(
        "access_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.CheckConstraint("length(changed_at) = 27", name=op.f("ck_access_change_changed_at_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_access_change_id_length")),
        sa.CheckConstraint("length(what) > 0", name=op.f("ck_access_change_what_not_empty")),
        sa.ForeignKeyConstraint(["authority"], ["authority.id"], name=op.f("fk_access_change_authority")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_access_change_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_change")),
    )
    op.create_index(op.f("ix_access_change_authority_changed_at"), "access_change", ["authority", "changed_at"], unique=False)
    op.create_index(op.f("ix_access_change_party"), "access_change", ["party"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("stored_as", sa.String(), nullable=False),
        sa.Column("came_at", sa.String(), nullable=False),
        sa.CheckConstraint("(dossier = '') <> (draft = '')", name=op.f("ck_document_belongs_to_one")),
        sa.CheckConstraint("length(came_at) = 27", name=op.f("ck_document_came_at_length")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_document_digest_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_document_id_length")),
        sa.CheckConstraint("length(stored_as) > 0", name=op.f("ck_document_stored_as_not_empty")),
        sa.CheckConstraint("size > 0", name=op.f("ck_document_size_positive")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_document_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_document_stored_as")),
    )
    op.create_index(op.f("ix_document_dossier"), "document", ["dossier"], unique=False)
    op.create_index(op.f("ix_document_draft"), "document", ["draft"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("applicant", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.String(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.CheckConstraint("length(begun_at) = 27", name=op.f("ck_draft_begun_at_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_draft_id_length")),
        sa.CheckConstraint("length(saved_at) = 27", name=op.f("ck_draft_saved_at_length")),
        sa.CheckConstraint("version > 0", name=op.f("ck_draft_version_positive")),
        sa.ForeignKeyConstraint(["applicant"], ["party.id"], name=op.f("fk_draft_applicant")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_draft_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_applicant"), "draft", ["applicant"], unique=False)
    op.create_index(op.f("ix_draft_party"), "draft", ["party"], unique=False)
    op.create_index(op.f("ix_draft_saved_at"), "draft", ["saved_at"], unique=False)
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("linked_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(issuer) > 0", name=op.f("ck_identity_issuer_not_empty")),
        sa.CheckConstraint("length(linked_at) = 27", name=op.f("ck_identity_linked_at_length")),
        sa.CheckConstraint("length(subject) > 0", name=op.f("ck_identity_subject_not_empty")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_identity_party")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_party"), "identity", ["party"], unique=False)
    op.create_table(
        "membership",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["party.id"], name=op.f("fk_membership_organisation")),
        sa.ForeignKeyConstraint(["person"], ["party.id"], name=op.f("fk_membership_person")),
        sa.PrimaryKeyConstraint("person", "organisation", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_organisation"), "membership", ["organisation"], unique=False)
    op.create_table(
        "public_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(code) = 8", name=op.f("ck_public_code_code_length")),
        sa.CheckConstraint("length(made_at) = 27", name=op.f("ck_public_code_made_at_length")),
        sa.CheckConstraint("length(secret) >= 12", name=op.f("ck_public_code_secret_length")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_public_code_dossier")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_public_code")),
        sa.UniqueConstraint("dossier", name=op.f("uq_public_code_dossier")),
    )
    op.create_table(
        "reading",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("read_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(read_at) = 27", name=op.f("ck_reading_read_at_length")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_reading_dossier")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_reading_party")),
        sa.PrimaryKeyConstraint("dossier", "party", "read_at", name=op.f("pk_reading")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "token",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(expires_at) = 27", name=op.f("ck_token_expires_at_length")),
        sa.CheckConstraint("length(id) >= 16", name=op.f("ck_token_id_length")),
        sa.CheckConstraint("length(made_at) = 27", name=op.f("ck_token_made_at_length")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_token_name_not_empty")),
        sa.CheckConstraint("length(scopes) > 0", name=op.f("ck_token_scopes_not_empty")),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_token_token_hash_length")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_token_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_token_token_hash")),
    )
    op.create_index(op.f("ix_token_party"), "token", ["party"], unique=False)
    op.add_column("dossier", sa.Column("officer", sa.String(), server_default=sa.text("''"), nullable=False))
    op.create_index(op.f("ix_dossier_authority_officer"), "dossier", ["authority", "officer"], unique=False)
    trouble = sa.text("state IN ('refused','expired') OR ambiguous > 0")
    op.create_index(
        "ix_letter_trouble", "letter", ["state", "ambiguous"], unique=False, sqlite_where=trouble, postgresql_where=trouble
    )
    # Not as a Column: Alembic would leave the check out, and SQLite takes none afterwards.
    op.execute(
        "ALTER TABLE party ADD COLUMN kept_by VARCHAR DEFAULT 'file' NOT NULL "
        "CONSTRAINT ck_party_kept_by_known CHECK (kept_by IN ('file','portal'))"
    )
    _fold_parties()
    op.add_column("sign_in", sa.Column("code_hash", sa.String(), server_default=sa.text("''"), nullable=False))
    op.create_index(op.f("ix_sign_in_browser_hash"), "sign_in", ["browser_hash"], unique=False)
    op.add_column("waiting", sa.Column("authority", sa.String(), server_default=sa.text("''"), nullable=False))
    op.drop_index(op.f("ix_waiting_role_since"), table_name="waiting")
    op.create_index(op.f("ix_waiting_authority_role_since"), "waiting", ["authority", "role", "since"], unique=False)
    op.create_index(
        "ix_waiting_due", "waiting", ["authority", "role", "since", "dossier", "stage", "due"], unique=False,
        sqlite_where=sa.text("due <> ''"), postgresql_where=sa.text("due <> ''"),
    )  # fmt: skip
    op.execute("UPDATE waiting SET authority = (SELECT authority FROM dossier WHERE dossier.id = waiting.dossier)")
    for statement in protection.statements(op.get_bind().dialect.name, ("access_change",)):
        op.execute(statement)


def _fold_parties() -> None:
    """Give parties the text they are searched by."""
    op.add_column("party", sa.Column("folded", sa.String(), server_default=sa.text("''"), nullable=False))
    op.create_index(op.f("ix_party_authority_folded"), "party", ["authority", "folded"], unique=False)
    party = sa.table("party", *(sa.column(name, sa.String()) for name in ("id", "handle", "name", "email", "folded")))
    fill = party.update().where(party.c.id == sa.bindparam("b_id")).values(folded=sa.bindparam("b_folded"))
    rows = op.get_bind().execute(sa.select(party.c.id, party.c.name, party.c.handle, party.c.email)).all()
    if rows:
        op.get_bind().execute(fill, [{"b_id": id_, "b_folded": folded_party(*said)} for id_, *said in rows])


def downgrade() -> None:
    """Drop them again; documents stay in their folder."""
    op.drop_index("ix_waiting_due", table_name="waiting")
    op.drop_index("ix_waiting_authority_role_since", table_name="waiting")
    op.drop_column("waiting", "authority")
    op.create_index("ix_waiting_role_since", "waiting", ["role", "since"], unique=False)
    op.drop_index("ix_sign_in_browser_hash", table_name="sign_in")
    op.drop_column("sign_in", "code_hash")
    op.drop_index("ix_letter_trouble", table_name="letter")
    op.drop_index("ix_dossier_authority_officer", table_name="dossier")
    op.drop_column("dossier", "officer")
    op.drop_index("ix_party_authority_folded", table_name="party")
    op.drop_column("party", "folded")
    op.drop_column("party", "kept_by")
    for table in ("token", "reading", "public_code", "membership", "identity", "draft", "document", "access_change", "parked"):
        op.drop_table(table)
