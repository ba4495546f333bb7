"""Measure 2.2 as its sheet tells it, and ways to look at a printed sheet."""

import json
from typing import Any

from domain.commands import (
    Decide,
    Resolve,
    Submit,
)
from domain.dates import When
from domain.sheet import as_json, as_text, sheet
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from tests.offices import PLAN, Desk, a_desk

SPONSOR = {"o-sponsor": "Beratung Beispiel GmbH"}


def measure_2_2(**said: object) -> Desk:
    """The measure as its sheet tells it, up to the decision; the money is not confirmed yet."""
    told: dict[str, Any] = {
        "sponsor": "o-sponsor", "begins": When("2002-06"), "ends": When("2006-12"), "plan": PLAN, **said
    }  # fmt: skip
    desk = a_desk(**told)
    desk.ask(Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16")))
    desk.ask(Submit(stage="submission", on=When("2002-05-24")))
    desk.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED))
    desk.ask(Resolve(stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED, begins_round="neu eingereicht"))
    desk.ask(Submit(stage="submission", on=When("2002-09-24")))
    desk.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED))
    desk.follow()
    return desk


def printed(desk: Desk, language: str = "de") -> str:
    return as_text(sheet(desk.dossier, SPONSOR), language)


def under(text: str, heading: str) -> list[str]:
    """The lines below a heading, up to the next empty one."""
    _, _, rest = text.partition(f"\n{heading}\n")
    return rest.lstrip("\n").split("\n\n")[0].splitlines()


def data(desk: Desk) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(json.dumps(as_json(sheet(desk.dossier, SPONSOR))))
    return given
