"""What was asked for and what was granted, source by source."""

from dataclasses import dataclass

from domain.dossier import Dossier
from domain.sheet import content as sheet_content
from domain.words import OUTCOMES
from wording.language import spoken


@dataclass(frozen=True, slots=True)
class Source:
    """A source of money: its share as written, what was asked of it and what it gives in cents, and its word."""

    title: str
    share: str
    planned: int | None
    granted: int | None
    word: str


@dataclass(frozen=True, slots=True)
class Funds:
    """The plan and the grant in cents; None where no amount is named. `over`: more was granted than asked for."""

    requested: int | None
    granted: int | None
    sources: tuple[Source, ...]

    @property
    def over(self) -> bool:
        """Tell whether somebody should look: more was granted than asked for."""
        return self.requested is not None and self.granted is not None and self.granted > self.requested


def funds(dossier: Dossier) -> Funds:
    """The financing plan beside what the approval gave, as the measure sheet splits it."""
    sheet = sheet_content.sheet(dossier, {})
    planned = {part.source: part.cents for part in dossier.opened.plan}
    # The sheet splits the grant by the shares only where these make a whole; else it repeats the plan.
    split = sheet.granted is not None and sum(part.cents or 0 for part in sheet.parts) == sheet.granted
    sources = tuple(
        Source(
            part.title.into(spoken()), part.share, planned.get(part.source), part.cents if split else None,
            OUTCOMES[part.outcome].into(spoken()) if part.outcome else "",
        )
        for part in sheet.parts
    )  # fmt: skip
    return Funds(dossier.opened.requested, sheet.granted, sources)
