"""Bases of forecasts for tests: the KG of an office in Saxony meets, and earlier cases took their time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.calendar import OfficeCalendar
from domain.commands import Return
from domain.dates import When
from domain.deadlines.rules import Reckoning
from domain.forecast import Assumption
from domain.forecast.basis import Basis, Past, Sitting
from domain.vocabulary import ReturnPurpose
from tests.offices import Desk, a_dossier

BERLIN_TIME = ZoneInfo("Europe/Berlin")
#: Ten decisions, one of them slow.
DECISIONS = Past((14, 20, 25, 28, 30, 33, 35, 40, 45, 90))
#: Two meetings; papers are due on the Friday before, at 14:00.
SITTINGS = (
    Sitting("meeting-1", "kg", "2010-01-21T18:00", "2010-01-15T14:00"),
    Sitting("meeting-2", "kg", "2010-02-25T18:00", "2010-02-19T14:00"),
)


def a_basis(
    now: str = "2010-01-04T09:30", sittings: tuple[Sitting, ...] = SITTINGS, past: dict[str, Past] | None = None,
    land: str = "SN",
) -> Basis:  # fmt: skip
    """What forecasts rest on, at that minute in the office."""
    took = {"decision": DECISIONS} if past is None else past
    return Basis(datetime.fromisoformat(now), BERLIN_TIME, Reckoning(OfficeCalendar(land)), sittings, took)


def at(stage: str, minute: str) -> Assumption:
    """An assumption."""
    return Assumption(stage, datetime.fromisoformat(minute))


def minute(said: str) -> datetime:
    """A minute of the office's clock."""
    return datetime.fromisoformat(said)


def awaiting_documents(due: str | None = None) -> Desk:
    """A case whose documents were asked for before the KG met."""
    desk = a_dossier("kg")
    wanted = Return(
        stage="submission", purpose=ReturnPurpose.DOCUMENTS, reason="Kosten", documents=("Kostenplan",),
        due=When(due) if due else None, on=When("2010-01-04"),
    )  # fmt: skip
    desk.ask(wanted)
    return desk
