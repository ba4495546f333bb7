"""When the stages ahead are to be expected: the earliest, the likely and the latest day of each, and what that rests on.

An expectation is no promise and no deadline. It rests on the meetings that are set, on how long stages took in earlier cases
and on the periods of the programme; where these say nothing, nothing is said. It never lies before today, and what comes in
later never makes anything earlier.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain import standing
from domain.dossier import Dossier
from domain.forecast.basis import Basis
from domain.forecast.spans import Assumption, Reason, Why
from domain.forecast.walking import Walk
from domain.meetings.referral import in_play
from domain.programme import Proceeding, Stage
from domain.standing import NotYet, Returned, Waits
from domain.text import Text

__all__ = ["Assumption", "Expected", "Forecast", "Reason", "Why", "ahead", "forecast"]


@dataclass(frozen=True, slots=True)
class Expected:
    """A stage ahead; `likely` and `latest` are None where they cannot be said. `waits`: somebody has to act there now."""

    stage: str
    round: int
    title: Text
    waits: bool
    earliest: date
    likely: date | None
    latest: date | None
    why: Why


@dataclass(frozen=True, slots=True)
class Forecast:
    """The stages ahead of the rounds that are running, in the order of the programme."""

    steps: tuple[Expected, ...]

    def at(self, stage: str) -> Expected | None:
        """What is expected at a stage, if it is ahead."""
        return next((step for step in self.steps if step.stage == stage), None)


def forecast(dossier: Dossier, basis: Basis, assume: Sequence[Assumption] = ()) -> Forecast:
    """Expect the stages ahead; each assumption fixes when one of them is settled."""
    walk = Walk(dossier, basis, {one.stage: one.at for one in assume})
    return Forecast(tuple(_expected(walk, stage) for stage in ahead(dossier)))


def ahead(dossier: Dossier) -> list[Stage]:
    """The stages not settled yet in every proceeding that goes on; those dealt with by referral only once referred to."""
    going = [one for one in dossier.programme.proceedings if dossier.rounds[one.key] and not standing.finished(dossier, one)]
    return [stage for proceeding in going for stage in proceeding.stages if _is_ahead(dossier, proceeding, stage)]


def _is_ahead(dossier: Dossier, proceeding: Proceeding, stage: Stage) -> bool:
    if not in_play(dossier, stage, dossier.rounds[proceeding.key]):
        return False
    return isinstance(standing.standing(dossier, stage), NotYet | Waits | Returned)


def _expected(walk: Walk, stage: Stage) -> Expected:
    span, why = walk.when(stage)
    today, dossier = walk.basis.today, walk.dossier
    return Expected(
        stage.key,
        dossier.rounds[dossier.programme.home[stage.key].key],
        stage.title,
        not isinstance(standing.standing(dossier, stage), NotYet),
        max(today, span.earliest.date()),
        max(today, span.likely.date()) if span.likely else None,
        max(today, span.latest.date()) if span.latest else None,
        why,
    )
