"""A programme with deadlines of its own, and the chain that follows a desk's facts, for the tests of what the chain does."""

from collections.abc import Sequence
from typing import Any

from domain.calendar import OfficeCalendar
from domain.commands import Actor, Command, Decide, Resolve, Submit
from domain.dates import When
from domain.deadlines.held import deadline
from domain.deadlines.rules import Reckoning, RuleBook, RuleSet
from domain.events import Event
from domain.follows import CHAIN, clocks, closes, opens, timed
from domain.programme import Programme
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from tests.offices import LEIPZIG, Desk, a_desk

DUTIES: list[dict[str, Any]] = [
    {"key": "report", "title": {"de": "Bericht"}, "role": "city", "since": "decision", "within": {"months": 6}},
    {"key": "proof", "title": {"de": "Nachweis"}, "role": "city", "since": "decision", "until": "cofinancing",
     "within": {"rule": "proof_of_use"}},
    {"key": "papers", "title": {"de": "Unterlagen"}, "role": "city", "before": "begins", "within": {"weeks": 6}},
    {"key": "approval_period", "title": {"de": "Bewilligungszeitraum"}, "since": "decision", "within": {"years": 1},
     "fixed": True},
    {"key": "handling", "title": {"de": "Bearbeitung"}, "role": "rp", "since": "submission", "until": "decision",
     "within": {"working_days": 60}, "stops_for": ["sponsor", "meeting"]},
]  # fmt: skip
TIMED = Programme.model_validate({**LEIPZIG.model_dump(mode="json"), "deadlines": DUTIES})
_FIGURE = {"key": "proof_of_use", "since": "2000-01-01", "within": {"months": 3}, "source": {"de": "NBest Nr. 6"}}
RULES = RuleBook.of([RuleSet.model_validate({"rules": "r", "title": {"de": "Regeln"}, "figures": [_FIGURE]})])
RECKONING = Reckoning(OfficeCalendar("SN"), RULES)
DAY = When("2010-01-04")
BY_CHAIN = Actor(CHAIN, CHAIN, frozenset())

SUBMIT = Submit(stage="submission", on=When("2009-01-05"))
ADOPT = Resolve(stage="kg", on=When("2009-01-06"), outcome=MeetingOutcome.ADOPTED)
GRANT = Decide(stage="decision", on=DAY, outcome=DecisionOutcome.GRANTED)


def follow(desk: Desk, reckoning: Reckoning = RECKONING) -> list[Event]:
    """Everything the chain adds in one walk, in the walk's order."""
    found: list[Event] = []

    def file(events: Sequence[Event]) -> None:
        desk.file([(event, When.of(desk.today)) for event in events], BY_CHAIN)
        found.extend(events)

    for stage in desk.dossier.programme.stages.values():
        opened = opens(desk.dossier, stage, desk.today, reckoning)
        file([opened] if opened else [])
    for step in (lambda: timed(desk.dossier, desk.today, reckoning), lambda: closes(desk.dossier)):
        file(list(step()))
    file(list(clocks(desk.dossier, desk.today, reckoning)))
    return found


def desk_with(*asked: Command, **said: Any) -> Desk:  # noqa: ANN401 - the fields of Open by name
    desk = a_desk(TIMED, **said)
    for command in asked:
        desk.ask(command)
    return desk


def due(desk: Desk, name: str) -> str | None:
    found = deadline(desk.dossier, name)
    assert found is not None
    return found.due
