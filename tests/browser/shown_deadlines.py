"""Cases for the browser with deadlines: one extended, one that rests, one overdue, and a decision that was notified."""

from domain.commands import Command, Decide, Return
from domain.commands.deadlines import ExtendDeadline, Notify, SetDeadline, StopClock
from domain.dates import When
from domain.vocabulary import DecisionOutcome, Delivery, OwedBy, ReturnPurpose
from tests.houses import DESK, LEIPZIG, RP, leipzig_case
from workflows.house import House
from workflows.inbox import receive
from workflows.record import Receipt
from workflows.walk import catch_up

_REFERENCE = "2.71"


def some_deadlines(house: House) -> dict[str, str]:
    """A decided case with deadlines of every state."""
    receipt = leipzig_case(house, "decision", _REFERENCE)
    asked = Return(
        stage="submission", on=When("2026-11-02"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
        due=When("2026-11-30"), reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    returned = _do(house, asked)
    name = f"submission:1:return:{returned.seq}"
    until, on = When("2026-12-14"), When("2026-11-23")
    _do(house, ExtendDeadline(deadline=name, until=until, on=on, reason="Gutachten", period="2 weeks"))
    for deadline, due, title in (("frist:1", "2026-11-20", "Prüfvermerk"), ("frist:2", "2026-12-10", "Stellungnahme")):
        _do(house, SetDeadline(deadline=deadline, role="case_officer", due=When(due), on=When("2026-11-02"), title=title))
    rests = StopClock(party=OwedBy.LAND, on=When("2026-11-20"), reason="Das Land prüft.", deadlines=("frist:2",))
    _do(house, rests)
    granted = leipzig_case(house, "decision", "2.72").dossier.id
    decided = Decide(stage="decision", on=When("2026-11-16"), outcome=DecisionOutcome.GRANTED)
    receive(house, "2.72", decided, by=RP, programme=LEIPZIG)
    told = Notify(
        stage="decision", on=When("2026-11-16"), delivery=Delivery.POST, notified_on=When("2026-11-20"),
        appeal_until=When("2026-12-21"),
    )  # fmt: skip
    receive(house, "2.72", told, by=DESK, programme=LEIPZIG)
    untold = leipzig_case(house, "decision", "2.73").dossier.id
    receive(house, "2.73", decided, by=RP, programme=LEIPZIG)
    catch_up(house)
    return {"timed": receipt.dossier.id, "deadline": name, "notified": granted, "untold": untold}


def _do(house: House, command: Command) -> Receipt:
    return receive(house, _REFERENCE, command, by=DESK, programme=LEIPZIG)
