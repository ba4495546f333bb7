"""Cases for the browser with conditions, agendas, bids and a sponsor who was selected."""

from domain.commands import Resolve
from domain.commands.meetings import Schedule, SettleCondition
from domain.dates import When
from domain.vocabulary import ConditionOutcome, MeetingOutcome
from tests.houses import DESK, KG, LEIPZIG, leipzig_case
from tests.projects import a_project
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up

_CONDITIONS = "Mietvertrag vorlegen\nBericht bis Ende 2002\nHinweistafel mit dem Zeichen der Europäischen Union aufstellen"


def some_conditions(house: House) -> dict[str, str]:
    """A case with three conditions of which one was met; projects that wait for bids, for a choice, for an application."""
    leipzig_case(house, "kg", "2.6")
    outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    resolved = Resolve(stage="kg", on=When("2002-07-04"), outcome=outcome, conditions=_CONDITIONS, vote="5:1", secret=True)
    receive(house, "2.6", Schedule(stage="kg", on=When("2002-06-20"), meets_on=When("2002-07-04")), by=KG)
    set_by = receive(house, "2.6", resolved, by=KG, programme=LEIPZIG)
    met = SettleCondition(
        seq=set_by.seq, number=2, on=When("2003-01-08"), outcome=ConditionOutcome.MET, proof="Bericht vom 08.01.2003"
    )
    receipt = receive(house, "2.6", met, by=DESK, programme=LEIPZIG)
    projects = {
        "bidding": a_project(house, "bids", "PF-1").dossier.id,
        "choosing": a_project(house, "selection", "PF-2").dossier.id,
        "project": a_project(house, "application", "PF-3").dossier.id,
    }
    catch_up(house)
    return {"conditions": receipt.dossier.id, "condition": str(set_by.seq), **projects}
