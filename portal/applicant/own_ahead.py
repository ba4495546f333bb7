"""What is expected of one's own application, in words: days with their range, and the next cut-off it should not miss.

The day of a body whose meetings are not public is told only where the case is on its agenda, as the timeline tells it anyway;
what comes after such a meeting would give its day away and is not told either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.dossier import Dossier
from domain.forecast import Expected, Forecast, Reason
from domain.forecast.turning import Turning
from domain.programme import Stage
from domain.vocabulary import StageKind
from wording.forecast import NOTICE, cut_off, when, why
from wording.language import _
from workflows import forecasting
from workflows.house import House

_NOTHING_KNOWN = frozenset({Reason.DEPENDS, Reason.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Ahead:
    """Lines for each stage ahead, a sentence about the next cut-off (or empty), and what all of this is worth."""

    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cut_off: str = ""
    notice: str = ""


def ahead_of(house: House, dossier: Dossier) -> Ahead:
    """What is expected of an application, for its own people."""
    found, turning = forecasting.ahead_of(house, dossier)
    lines, said = _lines(dossier, found), _cut_off(dossier, turning)
    return Ahead(lines, said, _(NOTICE) if lines or said else "")


def _lines(dossier: Dossier, found: Forecast) -> dict[str, tuple[str, ...]]:
    """When each stage is expected and why; nothing of the application itself, which is the reader's own affair."""
    hidden = _hidden(dossier, found)
    told = (step for step in found.steps if step.stage not in hidden)
    stages = dossier.programme.stages
    return {step.stage: _said(step) for step in told if stages[step.stage].kind is not StageKind.SUBMISSION}


def _said(step: Expected) -> tuple[str, ...]:
    """When a stage is expected and why; that nothing is known needs no reason beside it."""
    return (when(step),) if step.why.reason in _NOTHING_KNOWN else (when(step), why(step))


def _hidden(dossier: Dossier, found: Forecast) -> set[str]:
    """The stages whose day is the office's own affair."""
    hidden: set[str] = set()
    for step in found.steps:
        stage = dossier.programme.stages[step.stage]
        if _secret(dossier, stage, step) or not hidden.isdisjoint(stage.before):
            hidden.add(step.stage)
    return hidden


def _secret(dossier: Dossier, stage: Stage, step: Expected) -> bool:
    """Tell whether a step would give away another meeting than the one on whose agenda the case stands."""
    body = dossier.programme.bodies_by_key.get(stage.body or "")
    on_its_agenda = step.why.reason is Reason.ON_AGENDA and step.latest == step.why.day
    return body is not None and not body.public and not on_its_agenda


def _cut_off(dossier: Dossier, found: Turning | None) -> str:
    return "" if found is None or _hidden(dossier, found.in_time) else cut_off(dossier, found)
