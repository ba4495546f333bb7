"""A dossier of the Leipzig chain whose KG has a deadline, for tests of what is recorded about deadlines."""

from domain.commands import Actor, Resolve
from domain.commands.deadlines import ExtendDeadline, Notify
from domain.dates import When
from domain.deadlines.held import deadline
from domain.events.chain import StageOpened
from domain.vocabulary import (
    Delivery,
    MeetingOutcome,
)
from tests.offices import Desk, a_dossier

KG_DUE, LATER = When("2010-03-01"), When("2010-04-01")
DAY = When("2010-01-04")
CHAIN = Actor("chain", "chain", frozenset())
EXTEND = ExtendDeadline(deadline="kg:1", until=LATER, on=DAY, reason="Sommerpause")
ADOPT = Resolve(stage="kg", on=When("2010-01-04"), outcome=MeetingOutcome.ADOPTED)


def at_kg() -> Desk:
    """A dossier whose KG has a deadline; the entry that set it is number 3."""
    desk = a_dossier("kg")
    desk.file([(StageOpened("kg", 1, "kg", KG_DUE), DAY)], CHAIN)
    return desk


def states(desk: Desk, name: str = "kg:1") -> list[tuple[int, str | None, str]]:
    """Number, day and state of each version."""
    found = deadline(desk.dossier, name)
    assert found is not None
    return [(one.number, one.due, one.state.value) for one in found.versions]


def notify(**said: object) -> Notify:
    """The notice of the decision, posted and known some days later."""
    told: dict[str, object] = {
        "stage": "decision", "on": DAY, "delivery": Delivery.POST, "notified_on": When("2010-01-08"),
        "appeal_until": When("2010-02-08"), **said,
    }  # fmt: skip
    return Notify(**told)  # type: ignore[arg-type]
