"""Deadlines for tests: put straight into their table where only reading them matters, and recorded in a case."""

from domain.commands import Decide
from domain.commands.deadlines import RequestExtension, SetDeadline, StopClock
from domain.dates import When
from domain.dossier import Dossier
from domain.vocabulary import DecisionOutcome, OwedBy
from store.deadline_board import DEADLINE
from tests.houses import CITY, DESK, LEIPZIG, RP, leipzig_case
from workflows.house import House
from workflows.inbox import receive


def put(house: House, dossier: Dossier, **told: object) -> None:
    """A deadline of the dossier at its KG session; `told` are columns that differ."""
    row = {
        "dossier": dossier.id, "deadline": "kg:1", "version": 99, "authority": dossier.opened.authority,
        "programme": dossier.programme.programme, "stage": "kg", "round": 1, "role": "kg_secretariat", "owed_by": "meeting",
        "due": "2026-11-26", "state": "open", "ladder": "usual", "wake_on": "", "climbed": 0,
    }  # fmt: skip
    with house.database.transaction() as connection:
        connection.execute(DEADLINE.insert().values({**row, **told}))


def timed(house: House) -> dict[str, str]:
    """A case that was decided, with a deadline of the office that runs and one that rests.

    The applicant's side has one it can ask more time for, and one it has asked more time for.
    """
    id_ = leipzig_case(house, "decision", "2.11").dossier.id
    on = When("2026-11-20")
    for name in ("frist:1", "frist:2"):
        asked = SetDeadline(deadline=name, role="case_officer", due=When("2026-12-10"), on=on, title="Prüfvermerk")
        receive(house, "2.11", asked, by=DESK, programme=LEIPZIG, authority="leipzig")
    for name in ("bericht:1", "bericht:2"):
        theirs = SetDeadline(deadline=name, role="applicant", due=When("2026-12-10"), on=on, title="Bericht")
        receive(house, "2.11", theirs, by=DESK, programme=LEIPZIG, authority="leipzig")
    asked_for = RequestExtension(deadline="bericht:2", on=on, reason="Gutachten", until=When("2026-12-21"))
    receive(house, "2.11", asked_for, by=CITY, programme=LEIPZIG, authority="leipzig")
    granted = Decide(stage="decision", on=on, outcome=DecisionOutcome.GRANTED)
    receive(house, "2.11", granted, by=RP, programme=LEIPZIG, authority="leipzig")
    rests = StopClock(party=OwedBy.LAND, on=on, reason="Stellungnahme", deadlines=("frist:2",))
    receive(house, "2.11", rests, by=DESK, programme=LEIPZIG, authority="leipzig")
    return {"timed": id_, "deadline": "frist:1", "own_deadline": "bericht:1", "requested": "bericht:2"}
