"""The people and situations the tests speak of: an office in Saxony, a jury in Berlin, and dossiers at a stage."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain import follows
from domain.admission import admit
from domain.admission.opening import open_dossier
from domain.calendar import OfficeCalendar
from domain.commands import Actor, Command, ConfirmFunds, Decide, Open, Resolve, Submit
from domain.dates import When
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier, fold
from domain.errors import Refusal
from domain.events import Event, Recorded, Share
from domain.programme import Programme
from domain.standing import with_next
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, MeetingOutcome
from tests.office_programmes import BERLIN, LEIPZIG

__all__ = [
    "BERLIN", "CASE_OFFICER", "CITY", "EVERYBODY", "FUNDERS", "KG_SECRETARY", "LEIPZIG", "NOBODY", "PLAN", "TEAM",
    "TODAY", "Actor", "Desk", "a_desk", "a_dossier", "an_opening", "instant", "refused", "what_follows",
]  # fmt: skip

CITY = Actor(person="p-city", handle="city-clerk", roles=frozenset({"city"}))
KG_SECRETARY = Actor(person="p-kg", handle="kg-secretary", roles=frozenset({"kg"}))
CASE_OFFICER = Actor(person="p-rp", handle="case-officer", roles=frozenset({"rp"}))
FUNDERS = Actor(person="p-funds", handle="treasurer", roles=frozenset({"funders"}))
NOBODY = Actor(person="p-nobody", handle="passer-by", roles=frozenset())
EVERYBODY = Actor(person="p-all", handle="small-office", roles=frozenset({"city", "kg", "rp", "funders"}))

TODAY = date(2010, 1, 4)

TEAM = Actor(person="p-team", handle="qm-team", roles=frozenset({"team", "jury", "resident"}))


@dataclass
class Desk:
    """A dossier on a desk: asks for what people ask for, and files what is admitted; `land` is the authority's seat."""

    dossier: Dossier
    today: date = TODAY
    land: str = "SN"

    def ask(self, asked: Command, actor: Actor = EVERYBODY) -> list[Event]:
        """Record what is admitted, one minute after the last; a Refusal passes through and changes nothing."""
        admitted = admit(self.dossier, asked, actor, self.today)
        self.file(admitted, actor)
        return [event for event, _ in admitted]

    def follow(self) -> list[Event]:
        """File what follows by itself, as the chain does, and give it."""
        found = what_follows(self.dossier, self.today, self.land)
        self.file([(event, When.of(self.today)) for event in found], Actor("chain", "chain", frozenset()))
        return found

    def file(self, events: list[tuple[Event, When]], actor: Actor) -> None:
        """Fold the events in."""
        self.dossier = with_next(self.dossier, events, at=instant(self.dossier.version), by=(actor.person, ""))


def refused(desk: Desk, asked: Command, by: Actor = EVERYBODY) -> Refusal:
    """Ask, expect a refusal with a whole sentence, and see that the dossier is the same as before."""
    before = desk.dossier
    with pytest.raises(Refusal) as caught:
        desk.ask(asked, by)
    assert desk.dossier is before
    assert "{" not in str(caught.value), "every value the sentence names is there"
    return caught.value


def instant(number: int) -> str:
    """The instant at which entry `number` is recorded in these tests."""
    return (datetime(2010, 1, 4, 8, 0, tzinfo=UTC) + timedelta(minutes=number)).isoformat()


def what_follows(dossier: Dossier, today: date = TODAY, land: str = "SN") -> list[Event]:
    """Everything the chain would add now: stages to open, proceedings to close."""
    reckoning = Reckoning(OfficeCalendar(land))
    opened = (follows.opens(dossier, stage, today, reckoning) for stage in dossier.programme.stages.values())
    return [*(event for event in opened if event), *follows.closes(dossier)]


def an_opening(programme: Programme = LEIPZIG, **said: Any) -> Open:  # noqa: ANN401 - the fields of Open by name
    """What the city asks for when it opens a dossier."""
    told: dict[str, Any] = {
        "authority": "rp-leipzig",
        "programme": programme.programme,
        "programme_hash": "a" * 64,
        "reference": "2.2",
        "title": "Etablierung eines integrierten Quartiersmanagement und -service",
        "on": When("2002-05-24"),
        **said,
    }
    return Open(**told)


def a_desk(programme: Programme = LEIPZIG, actor: Actor = EVERYBODY, **said: Any) -> Desk:  # noqa: ANN401 - as above
    """A dossier just opened, nothing submitted yet."""
    events = open_dossier(programme, an_opening(programme, **said), None, actor, TODAY)
    entries = [Recorded(n, event, on, instant(n), actor.person, "") for n, (event, on) in enumerate(events, start=1)]
    return Desk(fold("d-1", programme, entries))


def a_dossier(at: str, **said: Any) -> Desk:  # noqa: ANN401 - as above
    """A Leipzig dossier whose turn it is at stage `at`: "submission", "kg", "decision", "cofinancing" or "end"."""
    desk = a_desk(**said)
    done: dict[str, Command] = {
        "submission": Submit(stage="submission", on=When("2002-05-24")),
        "kg": Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED),
        "decision": Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED),
        "cofinancing": ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED),
    }
    for stage, command in done.items():
        if stage == at:
            break
        desk.ask(command)
    return desk


#: The plan of the measure sheet: shares without an amount.
PLAN = (Share("erdf", "75 %"), Share("town", "25 %"))
