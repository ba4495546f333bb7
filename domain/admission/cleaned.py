"""The texts somebody typed into a command, held to the rules of `domain.typed` before anything else is asked."""

from dataclasses import replace
from typing import Any

from domain.commands import Command, Correct, Return, Withdraw
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    RefuseExtension,
    RequestExtension,
    ResumeClock,
    StopClock,
)
from domain.commands.meetings import Repin, Unschedule
from domain.errors import ReasonNeeded
from domain.text import TEXT_LIMIT, TITLE_LIMIT
from domain.typed import typed

#: Fields of one line; every other typed text may have lines.
ONE_LINE = {
    "title": TITLE_LIMIT,
    "area": TITLE_LIMIT,
    "vote": TITLE_LIMIT,
    "referred_to": TITLE_LIMIT,
    "reference": 60,
    "period": 60,
    "source": TITLE_LIMIT,
}
_TYPED = (
    "reason", "begins_round", "conditions", "vote", "referred_to", "documents", "text", "proof", "title", "period", "source",
)  # fmt: skip
#: What nobody does without saying why.
_WITH_REASON = (
    Withdraw | Correct | Return | Unschedule | Repin | ExtendDeadline | RequestExtension | RefuseExtension | EndDeadline
    | StopClock | ResumeClock
)  # fmt: skip


def cleaned(asked: Command) -> Command:
    """The command with its texts in NFC; raises a Refusal over a text that breaks a rule, or a reason that is missing."""
    if isinstance(asked, _WITH_REASON) and not asked.reason.strip():
        raise ReasonNeeded(act=type(asked).__name__.lower())
    said: dict[str, Any] = {}
    for name in _TYPED:
        value = getattr(asked, name, None)
        if value:
            said[name] = tuple(_text(name, one) for one in value) if isinstance(value, tuple) else _text(name, value)
    return replace(asked, **said) if said else asked


def _text(name: str, value: str) -> str:
    return typed(name, value, limit=ONE_LINE.get(name, TEXT_LIMIT), lines=name not in ONE_LINE)
