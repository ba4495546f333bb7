"""Cases for the browser with deadlines: one extended, one that rests, one overdue, and a decision that was notified.

For one more time is asked, for another it was refused, and its day has passed.
"""

from domain.commands import Command, Decide, Return
from domain.commands.deadlines import ExtendDeadline, Notify, RefuseExtension, RequestExtension, SetDeadline, StopClock
from domain.dates import When
from domain.vocabulary import DecisionOutcome, Delivery, OwedBy, ReturnPurpose
from tests.houses import CITY, DESK, LEIPZIG, RP, leipzig_case
from workflows.house import House
from workflows.inbox import receive
from workflows.record import Receipt
from workflows.reminders.climbing import climb
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
    wanted, requested = _asked_for(house, "2.74", When("2026-12-04"))
    denied, refused = _asked_for(house, "2.75", When("2026-11-20"))
    why = "Die Jury tagt am 25. November, danach ist es zu spät."
    no = RefuseExtension(deadline=refused, on=When("2026-11-20"), reason=why)
    receive(house, "2.75", no, by=DESK, programme=LEIPZIG)
    untold = leipzig_case(house, "decision", "2.73").dossier.id
    receive(house, "2.73", decided, by=RP, programme=LEIPZIG)
    catch_up(house)
    # What became of the reminders is on file as well, of the version that counts and of the one before.
    climb(house)
    return {
        "timed": receipt.dossier.id, "deadline": name, "notified": granted, "untold": untold, "asked": wanted,
        "requested": requested, "denied": denied,
    }  # fmt: skip


def _asked_for(house: House, reference: str, due: When) -> tuple[str, str]:
    """A case whose documents are asked for by a day, and its people ask for more time; its id and the deadline's name."""
    id_ = leipzig_case(house, "kg", reference).dossier.id
    wanted = Return(
        stage="submission", on=When("2026-11-02"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",), due=due,
        reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    name = f"submission:1:return:{receive(house, reference, wanted, by=DESK, programme=LEIPZIG).seq}"
    reason = "Das Gutachten der Landschaftsarchitektin verspätet sich um zwei Wochen."
    request = RequestExtension(deadline=name, on=When("2026-11-19"), reason=reason, until=When("2026-12-18"))
    receive(house, reference, request, by=CITY, programme=LEIPZIG)
    return id_, name


def _do(house: House, command: Command) -> Receipt:
    return receive(house, _REFERENCE, command, by=DESK, programme=LEIPZIG)
