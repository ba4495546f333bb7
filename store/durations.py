"""The dossiers whose course says how long the stages of a programme take: those that changed last, imported ones left out."""

from sqlalchemy import Connection, select

from store.tables import DossierRow, EventRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
EVENT = EventRow.__table__  # type: ignore[attr-defined]

#: So many dossiers are read; each has at most a handful of finished visits of a stage, usually one.
MOST = 250


def lately_changed(connection: Connection, authority: str, programme: str, limit: int = MOST) -> list[str]:
    """The ids of an authority's dossiers of a programme, last changed first, without those entered long after the fact.

    One statement, in through the index of (authority, programme, reference). An import changes thousands at one instant, so
    it is left out here and not among the few that were read: the opening of an imported dossier says so in its payload.
    """
    opened_here = (EVENT.c.dossier == DOSSIER.c.id) & (EVENT.c.seq == 1) & EVENT.c.payload.not_like('%"imported":true%')
    wanted = (
        select(DOSSIER.c.id)
        .where(DOSSIER.c.authority == authority, DOSSIER.c.programme == programme)
        .where(select(EVENT.c.seq).where(opened_here).exists())
        .order_by(DOSSIER.c.changed_at.desc(), DOSSIER.c.id)
        .limit(limit)
    )
    return list(connection.execute(wanted).scalars())
