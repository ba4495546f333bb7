"""What is expected of a case, as its case file shows it: each stage ahead with its range and what that rests on."""

from dataclasses import dataclass

from domain.dossier import Dossier
from wording.forecast import NOTICE, cut_off, when, why
from wording.language import _, spoken
from workflows import forecasting
from workflows.house import House


@dataclass(frozen=True, slots=True)
class Line:
    """A stage ahead: its title, the role that acts, when it is expected and why."""

    title: str
    role: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """The stages ahead, a sentence about the next cut-off (or empty), and what all of this is worth."""

    lines: tuple[Line, ...]
    cut_off: str
    notice: str


def ahead_of(house: House, dossier: Dossier) -> Ahead:
    """What is expected of a case, for the office."""
    programme = dossier.programme
    found, turning = forecasting.ahead_of(house, dossier)
    steps = found.steps
    roles = [programme.roles[programme.stages[step.stage].role].into(spoken()) for step in steps]
    lines = tuple(Line(step.title.into(spoken()), role, when(step), why(step)) for step, role in zip(steps, roles, strict=True))
    return Ahead(lines, cut_off(dossier, turning) if turning is not None else "", _(NOTICE))
