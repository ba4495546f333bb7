"""Real cases for the measurements: opened through the one door, then submitted, confirmed, granted and financed."""

import uuid
from collections.abc import Iterator, Sequence

from config.application import Part, Project
from domain.commands import Actor, Command, ConfirmFunds, Decide, Resolve, Submit
from domain.dates import When
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, MeetingOutcome
from workflows import inbox
from workflows.house import House
from workflows.record import Asked

AUTHORITY, PROGRAMME, DESK = "leipzig", "urban-ii-leipzig", "sachbearbeitung"

#: The facts of a case, in the order of the chain; each owes one letter once the chain has seen it.
STEPS: tuple[Command, ...] = (
    Submit(stage="submission", on=When("2002-05-24")),
    Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED),
    Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED),
    ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED),
)


def project(reference: str) -> Project:
    """What a dossier is opened with."""
    return Project(
        authority=AUTHORITY, programme=PROGRAMME, reference=reference, applicant="antragstelle", sponsor="gbm",
        title="Etablierung eines integrierten Quartiersmanagement und -service", contact="quartiersmoderation",
        begins=When("2002-06"), ends=When("2006-12"),
        plan=(Part(source="efre", share="75 %"), Part(source="stadt", share="25 %")),
    )  # fmt: skip


def open_cases(house: House, number: int) -> list[str]:
    """Open dossiers through the inbox, nothing submitted yet; their ids."""
    series = uuid.uuid4().hex[:8]
    wanted = (project(f"{series}-{n}") for n in range(number))
    return [inbox.open_case(house, one, When("2002-05-01"), None, by=DESK, key=uuid.uuid4().hex).dossier.id for one in wanted]


def desk(house: House) -> Actor:
    """The person who records."""
    return inbox.person(house, AUTHORITY, PROGRAMME, DESK)


def facts(ids: Sequence[str], actor: Actor) -> Iterator[Asked]:
    """Every step of every dossier, the dossiers taken round."""
    for step in STEPS:
        for id_ in ids:
            yield Asked(id_, step, actor, uuid.uuid4().hex)


def blocks(ids: Sequence[str], number: int) -> list[list[str]]:
    """Deal the dossiers into `number` blocks of equal size."""
    size = len(ids) // number
    return [list(ids[n * size : (n + 1) * size]) for n in range(number)]
