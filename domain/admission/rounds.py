"""Rounds: which one an entry belongs to, when the next one begins, and what of the last one still counts in it.

A next round is a person's choice with a reason; nothing of the old one is voided or kept silently.
"""

from domain import standing
from domain.admission.gate import require_open
from domain.commands import StageCommand
from domain.dossier import Dossier
from domain.errors import (
    NoRoundBegins,
    NoSuchStage,
    NothingToKeep,
    OnlyOneRound,
    ProceedingFinished,
    RoundIsEmpty,
    RoundNeedsReason,
    RoundOutOfOrder,
)
from domain.programme import Proceeding, Programme, Stage


def round_of(dossier: Dossier, proceeding: Proceeding, asked: StageCommand) -> tuple[int, str]:
    """Tell which round an entry belongs to, and the reason if it begins a new one; refuse what would be dropped silently."""
    now = dossier.rounds[proceeding.key]
    if asked.round is not None and asked.round < 1:
        raise RoundOutOfOrder(proceeding=proceeding.title, wanted=asked.round, round=max(now, 1))
    wanted = asked.round or (now + 1 if now and asked.begins_round else max(now, 1))
    result = standing.finished(dossier, proceeding)
    if dossier.withdrawn:
        raise ProceedingFinished(proceeding=proceeding.title, result="withdrawn")
    require_open(dossier, proceeding)
    if wanted == now:
        if result:
            raise ProceedingFinished(proceeding=proceeding.title, result=result)
        _begins_none(proceeding, asked, now)
        return now, ""
    if wanted != now + 1:
        raise RoundOutOfOrder(proceeding=proceeding.title, wanted=wanted, round=max(now, 1))
    if now == 0:
        _begins_none(proceeding, asked, 1)
        return 1, ""
    if not proceeding.rounds:
        raise OnlyOneRound(proceeding=proceeding.title)
    # Where a body's no left nothing to decide, what it refused can be brought before it again.
    over = result and not standing.nothing_can_follow(dossier, proceeding)
    if over and proceeding.key == dossier.programme.approval:
        raise ProceedingFinished(proceeding=proceeding.title, result=result)
    return wanted, _reason(dossier, proceeding, asked, now)


def _reason(dossier: Dossier, proceeding: Proceeding, asked: StageCommand, now: int) -> str:
    """The reason for beginning the round after `now`; refused without one, or while there is nothing to begin it after."""
    if not asked.begins_round:
        raise RoundNeedsReason(proceeding=proceeding.title, wanted=now + 1, round=now)
    if not any(dossier.at(stage.key, now) for stage in proceeding.stages):
        raise RoundIsEmpty(proceeding=proceeding.title, round=now)
    keepable(dossier, proceeding, asked.keep)
    return asked.begins_round


def keepable(dossier: Dossier, proceeding: Proceeding, keep: tuple[str, ...]) -> None:
    """Refuse to keep a stage of another proceeding, or one that has nothing to keep."""
    for key in keep:
        stage = stage_of(dossier.programme, key)
        number = dossier.rounds[proceeding.key]
        if dossier.programme.home[key] is not proceeding or not dossier.at(key, number):
            raise NothingToKeep(stage=stage.title, proceeding=proceeding.title, round=number)


def _begins_none(proceeding: Proceeding, asked: StageCommand, number: int) -> None:
    """Refuse what only the beginning of a round can mean, where none begins."""
    if asked.begins_round or asked.keep:
        raise NoRoundBegins(proceeding=proceeding.title, round=number)


def stage_of(programme: Programme, key: str) -> Stage:
    """The stage with this key; refused if the programme has none."""
    try:
        return programme.stages[key]
    except KeyError:
        raise NoSuchStage(programme=programme.programme, stage=key, known=", ".join(programme.stages)) from None
