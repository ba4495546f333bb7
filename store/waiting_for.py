"""What waits for a body: lines of the worklist at the stages at which it deals with a case, in one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from domain.programme import Stage
from store.meetings import Meeting
from store.tables import DossierRow, ProgrammeRow, WaitingRow

DOSSIER = DossierRow.__table__  # type: ignore[attr-defined]
PROGRAMME = ProgrammeRow.__table__  # type: ignore[attr-defined]
WAITING = WaitingRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class WaitsForBody:
    """A case that waits at a stage since the instant `since`."""

    dossier: str
    reference: str
    title: str
    stage: str
    round: int
    since: str


def versions_of(connection: Connection, programme: str) -> list[str]:
    """The hashes of every version of a programme that is kept here; dossiers run under the one they were opened with."""
    return list(connection.execute(select(PROGRAMME.c.hash).where(PROGRAMME.c.programme == programme)).scalars())


def waiting_for(connection: Connection, meeting: Meeting, stages: Mapping[str, Sequence[Stage]]) -> list[WaitsForBody]:
    """The cases of the meeting's authority and programme that wait at these stages, by version, longest waiting first."""
    here = [
        and_(DOSSIER.c.programme_hash == hash_, WAITING.c.stage.in_([stage.key for stage in found]))
        for hash_, found in stages.items()
        if found
    ]
    if not here:
        return []
    # The roles enter the index by which the worklist is read.
    roles = sorted({stage.role for found in stages.values() for stage in found})
    wanted = (
        select(DOSSIER.c.id, DOSSIER.c.reference, DOSSIER.c.title, WAITING.c.stage, WAITING.c.round, WAITING.c.since)
        .join_from(WAITING, DOSSIER, DOSSIER.c.id == WAITING.c.dossier)
        .where(
            WAITING.c.authority == meeting.authority, WAITING.c.role.in_(roles), DOSSIER.c.programme == meeting.programme,
            or_(*here),
        )
        .order_by(WAITING.c.since, DOSSIER.c.id, WAITING.c.stage)
    )  # fmt: skip
    return [WaitsForBody(*row) for row in connection.execute(wanted)]
