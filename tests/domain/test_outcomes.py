"""What each result of a meeting does to the case: the table of docs/meetings.md, cell by cell (domain.md 6.2)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from domain import standing
from domain.answers import Passed, Rejected
from domain.commands import Actor, Decide, Resolve, Submit
from domain.dates import When
from domain.errors import GateWasRejected
from domain.meetings.agenda import NOT_DEALT_WITH, POSTPONED, REFERRED, RESUBMISSION, why_proposed
from domain.standing import NotYet, Waits
from domain.vocabulary import ApprovalStatus, DecisionOutcome, MeetingOutcome
from tests.body_programmes import COUNCIL
from tests.offices import LEIPZIG, Desk, a_desk, a_dossier, refused

OFFICE = Actor(person="p-office", handle="office", roles=frozenset({"office", "mayor"}))
NEXT_MEETING = date(2010, 2, 1)


@dataclass(frozen=True)
class Case:
    """One line of the table: what is said, where the stage stands then, who has to act, why it is proposed again."""

    outcome: MeetingOutcome
    stands: type
    waits: tuple[str, ...]
    proposed: str | None = None
    status: ApprovalStatus = ApprovalStatus.SUBMITTED
    said: dict[str, Any] = field(default_factory=dict)


ADOPTED = [
    Case(MeetingOutcome.ADOPTED, Passed, ("decision",), status=ApprovalStatus.CONSULTED),
    Case(
        MeetingOutcome.ADOPTED_AMENDED, Passed, ("decision",), status=ApprovalStatus.CONSULTED,
        said={"conditions": "Ziffer 2 entfällt."},
    ),
    Case(
        MeetingOutcome.ADOPTED_WITH_CONDITIONS, Passed, ("decision",), status=ApprovalStatus.CONSULTED,
        said={"conditions": "Kostenplan nachreichen."},
    ),
]  # fmt: skip
#: A rejection leaves a refusal as the only decision; the decision has to be taken all the same.
CLOSED = [
    Case(MeetingOutcome.REJECTED, Rejected, ("decision",)),
    Case(MeetingOutcome.SETTLED, Rejected, (), status=ApprovalStatus.SETTLED),
]
OPEN = [
    # Noted passes only where the programme says so (`noted_is_enough`).
    Case(MeetingOutcome.NOTED, Waits, ("kg",), POSTPONED),
    Case(MeetingOutcome.POSTPONED, Waits, ("kg",), POSTPONED),
    Case(MeetingOutcome.NOT_DEALT_WITH, Waits, ("kg",), NOT_DEALT_WITH),
    # The mover took the item off; the case itself is withdrawn by `Withdraw`.
    Case(MeetingOutcome.WITHDRAWN, Waits, ("kg",), POSTPONED),
    Case(MeetingOutcome.REFERRED, Waits, ("kg",), REFERRED, said={"referred_to": "Stadtrat"}),
    Case(MeetingOutcome.RESUBMISSION, Waits, ("kg",), RESUBMISSION, said={"resubmit_on": When("2010-01-20")}),
]


@pytest.mark.parametrize("case", [*ADOPTED, *CLOSED, *OPEN], ids=lambda case: case.outcome.value)
def test_what_an_outcome_does_to_the_case(case: Case) -> None:
    desk = a_dossier("kg")

    desk.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=case.outcome, **case.said))

    dossier, stage = desk.dossier, LEIPZIG.stages["kg"]
    assert isinstance(standing.standing(dossier, stage), case.stands)
    assert tuple(line.stage for line in standing.waiting(dossier)) == case.waits
    assert standing.approval_status(dossier) is case.status
    waits = "kg" in case.waits
    why = why_proposed(dossier, stage, 1, on=NEXT_MEETING, missed=False) if waits else None
    assert why == case.proposed


def test_every_outcome_stands_in_the_table() -> None:
    assert sorted(case.outcome for case in [*ADOPTED, *CLOSED, *OPEN]) == sorted(MeetingOutcome)


def test_after_a_rejection_the_decision_can_only_be_a_refusal() -> None:
    desk = a_dossier("kg")
    desk.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.REJECTED))
    granted = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)

    assert isinstance(refused(desk, granted), GateWasRejected)
    desk.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="abgelehnt"))
    assert standing.approval_status(desk.dossier) is ApprovalStatus.REFUSED


def test_an_item_to_be_resubmitted_later_is_not_proposed_before_its_day() -> None:
    desk = a_dossier("kg")
    desk.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.RESUBMISSION, resubmit_on=When("2010-03-01")))

    stage = LEIPZIG.stages["kg"]
    assert why_proposed(desk.dossier, stage, 1, on=NEXT_MEETING, missed=False) is None
    assert why_proposed(desk.dossier, stage, 1, on=date(2010, 3, 1), missed=False) == RESUBMISSION


def a_paper() -> Desk:
    desk = a_desk(COUNCIL, OFFICE)
    desk.ask(Submit(stage="paper", on=When("2002-05-24")), OFFICE)
    return desk


def resolve(desk: Desk, stage: str, outcome: MeetingOutcome, day: str, **said: Any) -> None:  # noqa: ANN401 - details by name
    desk.ask(Resolve(stage=stage, on=When(day), outcome=outcome, **said), OFFICE)


def waiting(desk: Desk) -> list[str]:
    return [line.stage for line in standing.waiting(desk.dossier)]


def test_noted_ends_a_paper_that_is_only_for_information() -> None:
    desk = a_paper()

    resolve(desk, "svv", MeetingOutcome.NOTED, "2002-07-04")

    assert isinstance(standing.standing(desk.dossier, COUNCIL.stages["svv"]), Passed)
    assert standing.is_finished(desk.dossier)


def test_a_referral_to_several_committees_waits_for_each_of_them_and_comes_back() -> None:
    desk = a_paper()
    stage = COUNCIL.stages["svv"]

    resolve(desk, "svv", MeetingOutcome.REFERRED, "2002-07-04", referred_to="Hauptausschuss, Bauausschuss")
    assert waiting(desk) == ["ha", "bau"]
    assert standing.standing(desk.dossier, stage) == NotYet(("ha", "bau"))

    resolve(desk, "ha", MeetingOutcome.ADOPTED, "2002-08-01")
    assert waiting(desk) == ["bau"]
    resolve(desk, "bau", MeetingOutcome.REJECTED, "2002-08-02")

    # A committee advises: whatever it said, the council decides.
    assert waiting(desk) == ["svv"]
    assert why_proposed(desk.dossier, stage, 1, on=NEXT_MEETING, missed=False) == REFERRED
    resolve(desk, "svv", MeetingOutcome.ADOPTED, "2002-09-04")
    assert standing.is_finished(desk.dossier)


def test_a_committee_an_item_was_referred_to_is_proposed_it_as_referred() -> None:
    desk = a_paper()

    resolve(desk, "svv", MeetingOutcome.REFERRED, "2002-07-04", referred_to="ha")

    assert waiting(desk) == ["ha"]
    assert why_proposed(desk.dossier, COUNCIL.stages["ha"], 1, on=NEXT_MEETING, missed=False) == REFERRED
