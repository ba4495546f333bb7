"""Projects of the Berlin Projektfonds for tests: an idea that is called for, bid for, given to somebody, and decided."""

from config.application import Project
from domain.commands import Command, Decide, Resolve, Submit
from domain.commands.meetings import CloseBids, PublishCall, ReceiveBid, Select
from domain.dates import When
from domain.vocabulary import DecisionOutcome, MeetingOutcome, SelectionOutcome
from store.people import party_id
from tests.houses import TEAM, a_key
from workflows.house import House
from workflows.inbox import open_case, receive
from workflows.record import Receipt

FUND = "berlin-projektfonds"
A, A_LEAD, B = "traeger-a", "traeger-a-projektleitung", "traeger-b"
AGENCY, DISTRICT = "bewilligungsstelle", "bezirk-koordination"
ON = When("2024-03-04")
CALLED, DECIDED = When("2024-03-05"), When("2024-05-06")
GRANTED = Decide(
    stage="decision", on=DECIDED, outcome=DecisionOutcome.GRANTED, amount=1_900_000,
    conditions="Hinweistafel aufstellen\nBericht bis Ende 2024",
)  # fmt: skip

#: A step of the case and who records it, in the order of the programme.
STEPS: dict[str, tuple[Command, str]] = {
    "quartiersrat": (Resolve(stage="quartiersrat", on=ON, outcome=MeetingOutcome.ADOPTED, vote="9:1"), TEAM),
    "steuerungsrunde": (Resolve(stage="steuerungsrunde", on=ON, outcome=MeetingOutcome.ADOPTED), TEAM),
    "call": (PublishCall(stage="call", on=CALLED, closes_on=When("2024-03-29")), TEAM),
    "bids": (ReceiveBid(stage="bids", on=When("2024-03-20"), bidder=party_id("berlin", A), amount=2_000_000), TEAM),
    "second_bid": (ReceiveBid(stage="bids", on=When("2024-03-21"), bidder=party_id("berlin", B), amount=2_345_600), TEAM),
    "bids_closed": (CloseBids(stage="bids", on=When("2024-04-02")), TEAM),
    "selection": (
        Select(
            stage="selection", on=When("2024-04-10"), outcome=SelectionOutcome.SELECTED, bidder=party_id("berlin", A),
            vote="4:1", reason="Das Konzept von B trägt nicht.",
        ),
        TEAM,
    ),
    "application": (Submit(stage="application", on=When("2024-04-24")), A_LEAD),
    "decision": (GRANTED, AGENCY),
}  # fmt: skip


def a_project(house: House, at: str, reference: str = "PF-1") -> Receipt:
    """Open a project and bring it before the step `at` of `STEPS` ("end": beyond the last)."""
    project = Project(authority="berlin", programme=FUND, reference=reference, title="Lesegarten", area="Beispielkiez")
    receipt = open_case(house, project, ON, Submit(stage="idea", on=ON), by=TEAM, key=a_key())
    for step, (command, by) in STEPS.items():
        if step == at:
            break
        receipt = tell(house, command, by, reference)
    return receipt


def tell(house: House, command: Command, by: str = TEAM, reference: str = "PF-1") -> Receipt:
    """Record something about a project."""
    return receive(house, reference, command, by=by, programme=FUND, authority="berlin")
