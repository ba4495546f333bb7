"""The bodies of a programme: who calls their meetings, how they vote, when papers have to be in."""

from datetime import date

from pydantic import Field

from domain.programme.written import Day, Key, Share, Words
from domain.text import Text
from domain.vocabulary import Bias, Tie


class BodyRules(Words):
    """How a body votes from `since` on: figures that differ by body and change over the years.

    `quorum` is the share of its members that has to be present, `majority` the share of the votes cast that has to be
    exceeded ("1/2"), or reached where `reaching` ("2/3" of the Kosmosviertel's Quartiersrat).
    """

    since: Day
    quorum: Share | None = None
    majority: Share = "1/2"
    reaching: bool = False
    tie: Tie = Tie.REJECTED
    bias: Bias = Bias.LEAVES


class PapersDue(Words):
    """How long before a meeting papers have to be in: whole days counted back, and the hour of that day's office time."""

    days: int = Field(ge=0, le=366)
    hour: int = Field(default=24, ge=0, le=24)


class Body(Words):
    """A body that meets, under the name the office uses ("KG"); the name is never expanded here.

    `secretary` is the role that calls its meetings, draws up the agenda and records what came out.
    """

    key: Key
    title: Text
    secretary: Key | None = None
    rules: tuple[BodyRules, ...] = ()
    papers_due: PapersDue | None = None
    public: bool = True

    def rules_on(self, day: date) -> BodyRules | None:
        """The rules in force on `day`, or None where the programme gives none then."""
        return max((r for r in self.rules if r.since <= day), key=lambda r: r.since, default=None)
