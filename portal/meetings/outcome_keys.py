"""One letter per result of a consultation, by language: what the recording table listens to, and the legend beside it.

A letter stands for one result only, in its language. "z" is nobody's in German: zurückgestellt and zurückgezogen both begin
with it, and one of them ends the matter.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from domain.stages.meeting import NEEDS
from domain.text import Text
from domain.vocabulary import MeetingOutcome
from domain.words import OUTCOMES
from wording.language import spoken

KEYS: Mapping[MeetingOutcome, Text] = {
    MeetingOutcome.ADOPTED: Text(de="b", en="c"),
    MeetingOutcome.ADOPTED_AMENDED: Text(de="ä", en="h"),
    MeetingOutcome.ADOPTED_WITH_CONDITIONS: Text(de="m", en="o"),
    MeetingOutcome.REJECTED: Text(de="a", en="r"),
    MeetingOutcome.NOTED: Text(de="k", en="n"),
    MeetingOutcome.POSTPONED: Text(de="v", en="p"),
    MeetingOutcome.REFERRED: Text(de="ü", en="f"),
    MeetingOutcome.RESUBMISSION: Text(de="w", en="b"),
    MeetingOutcome.NOT_DEALT_WITH: Text(de="n", en="d"),
    MeetingOutcome.WITHDRAWN: Text(de="r", en="w"),
    MeetingOutcome.SETTLED: Text(de="e", en="s"),
}
#: With the other word offices have for it, which is the one its letter comes from.
_POSTPONED = Text(de="vertagt (zurückgestellt)", en="postponed")


class Key(NamedTuple):
    """A letter, the outcome it sets and its word; `needs` is the field that has to be filled in then, or empty."""

    letter: str
    outcome: str
    word: str
    needs: str


def legend(outcomes: Collection[str]) -> list[Key]:
    """The letters of these outcomes in the language spoken, in the order of the vocabulary."""
    return [
        Key(letter.into(spoken()), outcome.value, word(outcome), NEEDS.get(outcome, ""))
        for outcome, letter in KEYS.items()
        if outcome in outcomes
    ]


def word(outcome: str) -> str:
    """An outcome in the language spoken."""
    return (_POSTPONED if outcome == MeetingOutcome.POSTPONED else OUTCOMES[outcome]).into(spoken())
