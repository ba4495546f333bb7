"""Votes as minutes have them: unanimous, by majority, or in numbers; and what a body's rules make of the numbers."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain import money
from domain.programme.bodies import BodyRules
from domain.vocabulary import Tie


class How(StrEnum):
    """What minutes say about a vote that gives no numbers."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"


@dataclass(frozen=True, slots=True)
class Count:
    """A vote in numbers."""

    yes: int
    no: int
    abstained: int

    @property
    def cast(self) -> int:
        """How many voted, abstentions included."""
        return self.yes + self.no + self.abstained


_WORDS = {
    How.UNANIMOUS: re.compile(r"einstimmig|unanimous(ly)?", re.IGNORECASE),
    How.MAJORITY: re.compile(r"mehrheitlich|by majority|mit mehrheit", re.IGNORECASE),
}
_NUMBER = r"(\d{1,4})"
_WORDED = re.compile(
    rf"{_NUMBER}\s*(?:ja|yes|dafür|in favour)"
    rf"(?:[\s,;/]+{_NUMBER}\s*(?:nein|no|dagegen|against))?"
    rf"(?:[\s,;/]+{_NUMBER}\s*(?:enthaltung(?:en)?|enth\.?|abstentions?|abstained))?",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_NUMBER}\s*[:/]\s*{_NUMBER}(?:\s*[:/]\s*{_NUMBER})?")


def read(vote: str) -> Count | How | None:
    """Read "einstimmig", "7 Ja, 0 Nein, 1 Enthaltung" or "7:0:1"; None for words that say no more than themselves."""
    text = vote.strip().rstrip(".")
    for how, words in _WORDS.items():
        if words.fullmatch(text):
            return how
    found = _WORDED.fullmatch(text) or _BARE.fullmatch(text)
    return Count(*(int(n or 0) for n in found.groups())) if found else None


def carried(count: Count, rules: BodyRules) -> bool | None:
    """Tell whether the numbers carry a motion; None where a tie is for the chair. Abstentions are no votes cast."""
    cast = count.yes + count.no
    if not cast:
        return False
    needed = cast * money.share(rules.majority)
    if count.yes == count.no and not rules.reaching:
        return None if rules.tie is Tie.CHAIR else False
    return count.yes >= needed if rules.reaching else count.yes > needed


def quorate(present: int, members: int, rules: BodyRules) -> bool:
    """Tell whether enough of the members took part."""
    return rules.quorum is None or present >= members * money.share(rules.quorum)
