"""Conditions to comply with (Auflagen) as pages show them, and the form by which one ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.commands import Command
from domain.commands.meetings import SettleCondition
from domain.dossier import Dossier
from domain.events import AtStage
from domain.events.meetings import ConditionSettled
from domain.meetings.conditions import Condition, conditions
from domain.vocabulary import ConditionOutcome
from portal.errors import NotFound
from portal.office.acts import DAY_HINT, Form
from portal.office.fields import Field, Shape
from portal.web.numbers import number
from wording.language import N_, _, spoken

#: The badge of each state; the word stands in it.
_COLOURS = {"open": "warning", "met": "success", "waived": "info", "moot": "info"}
_STATES = {"open": N_("open"), "met": N_("met"), "waived": N_("waived"), "moot": N_("no longer needed")}
_SET = N_("{stage}, {day}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A condition in words: who set it and when, whether it is open, and what ended it, on which day."""

    seq: int
    number: int
    text: str
    set_by: str
    state: str
    word: str
    colour: str
    proof: str = ""
    ended: str = ""
    ended_by: int = 0


def shown(dossier: Dossier) -> list[Shown]:
    """The conditions of a dossier, the open ones first."""
    lines = [_shown(dossier, one) for one in conditions(dossier)]
    return sorted(lines, key=lambda line: line.state != "open")


def _shown(dossier: Dossier, one: Condition) -> Shown:
    fact = next(fact for fact in dossier.facts if fact.seq == one.seq)
    title = dossier.programme.stages[fact.event.stage].title.into(spoken()) if isinstance(fact.event, AtStage) else ""
    set_by = _(_SET).format(stage=title, day=fact.on.show(spoken())) if fact.on.known else title
    ending = one.settled.event if one.settled else None
    if one.settled is None or not isinstance(ending, ConditionSettled):
        state = "moot" if one.moot else "open"
        return Shown(one.seq, one.number, one.text, set_by, state, _(_STATES[state]), _COLOURS[state])
    return Shown(
        one.seq, one.number, one.text, set_by, ending.outcome.value, _(_STATES[ending.outcome]), _COLOURS[ending.outcome],
        ending.proof, one.settled.on.show(spoken()), one.settled.seq,
    )  # fmt: skip


def condition_form(dossier: Dossier, about: str) -> Form:
    """Record that a condition was met or waived; `about` is its entry and its number, "3/1"; raises NotFound."""
    seq, _slash, which = about.partition("/")
    wanted = (number(seq), number(which))
    found = next((one for one in conditions(dossier) if (one.seq, one.number) == wanted), None)
    if found is None:
        raise NotFound
    ways = ((ConditionOutcome.MET.value, _("It was met")), (ConditionOutcome.WAIVED.value, _("It was waived")))
    proof = _("What proves it, or why nobody insists on it any more. It stays in the history.")
    fields = (
        Field("outcome", _("How the condition ended"), Shape.CHOICE, choices=ways, needed=True),
        Field("on", _("Day it was met or waived"), Shape.DAY, _(DAY_HINT), needed=True),
        Field("proof", _("Proof or reason"), Shape.LONG, proof, needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        outcome = ConditionOutcome(said["outcome"])
        return SettleCondition(seq=found.seq, number=found.number, on=said["on"], outcome=outcome, proof=said["proof"])

    title = _("Condition {number} of entry {seq}").format(number=found.number, seq=found.seq)
    return Form(f"auflage/{found.seq}/{found.number}", title, fields, command, about=found.text)
