"""Whose own application a dossier is, as rows to find it by; filled from the entries every dossier begins with."""

import json
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

#: Dossiers read at a time: bounds the memory whatever the store's size.
_CHUNK = 1000


def upgrade() -> None:
    """Create the table and fill it."""
    op.create_table(
        "party_of",
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_party_of_party")),
        sa.ForeignKeyConstraint(["dossier"], ["dossier.id"], name=op.f("fk_party_of_dossier")),
        sa.PrimaryKeyConstraint("party", "dossier", name=op.f("pk_party_of")),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    table = sa.table("party_of", sa.column("party"), sa.column("dossier"))
    for dossiers in _openings(connection):
        rows = [{"party": party, "dossier": id_} for id_, payload in dossiers for party in _named(payload)]
        if rows:
            connection.execute(sa.insert(table), rows)


def downgrade() -> None:
    """Drop the table; the entries still say it."""
    op.drop_table("party_of")


def _openings(connection: sa.Connection) -> Iterator[Sequence[tuple[str, str]]]:
    """Chunks of (dossier, payload of its first entry)."""
    wanted = sa.text(
        "SELECT dossier, payload FROM event WHERE seq = 1 AND type = 'Opened' AND dossier > :last ORDER BY dossier LIMIT :n"
    )
    last = ""
    while found := connection.execute(wanted, {"last": last, "n": _CHUNK}).all():
        yield [(row[0], row[1]) for row in found]
        last = found[-1][0]


def _named(payload: str) -> list[str]:
    """Who is applicant, sponsor or contact, each once; today's words of the first version of `Opened`, written out here."""
    said = json.loads(payload)
    return list(dict.fromkeys(filter(None, (said.get(name) for name in ("applicant", "sponsor", "contact")))))
