"""What people can do without: optional mails they declined, and early reminders of a case they have just looked at.

The early reminder (`Ladder.optional`) and the office's overview of a morning are optional; everything else always goes.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.deadlines import ladder
from domain.office_time import instant
from domain.programme import Programme
from domain.vocabulary import OptionalMail, Told
from store import case_views, mail_choices
from store.database import Connection
from workflows.reminders.addressees import Audience, applies, ladder_of
from workflows.reminders.hours import opening

#: Who opened the page of the case so long before its early reminder has seen there what it would say.
LOOKED: Final = timedelta(hours=24)


def optional(programme: Programme, role: str, ladder: str, rung: str, tells: Told) -> OptionalMail | None:
    """In which kind of mail a rung that tells `tells` about a deadline of that role can be done without, if it can."""
    if tells is not Told.OWNER:
        return None
    if not applies(programme, role):
        return OptionalMail.DIGEST
    return OptionalMail.EARLY if rung == ladder_of(programme, ladder).optional else None


def before_rung(day: date) -> str:
    """The instant from which on a look at a case counts for the rungs of a day: they speak when its mails may leave."""
    return instant(opening(day).astimezone(UTC) - LOOKED)


def lately(now: datetime) -> str:
    """The instant from which on a look at a case counts for a mail that is about to leave."""
    return instant(now.astimezone(UTC) - LOOKED)


class Wishes:
    """Who can do without what, for one day; each question of the store asked once."""

    def __init__(self, connection: Connection, since: str, *, lite: bool) -> None:
        """Looks at cases count since an instant; `lite` for SQLite."""
        self._connection = connection
        self._since = since
        self._lite = lite
        self._asked: set[str] = set()
        self._declined: set[tuple[str, OptionalMail]] = set()
        self._looked: set[str] = set()
        self._seen: set[tuple[str, str]] = set()

    def learn(self, parties: Iterable[str], dossiers: Iterable[str]) -> None:
        """Look up many parties and dossiers at once."""
        new = set(parties) - self._asked
        self._asked |= new
        self._declined |= mail_choices.declined(self._connection, new, lite=self._lite)
        cases = set(dossiers) - self._looked
        self._looked |= cases
        self._seen |= case_views.seen_since(self._connection, cases, self._since, lite=self._lite)

    def against(self, kind: OptionalMail | None, party: str, dossier: str) -> str:
        """Why somebody need not be told (a reason of a rung), or "" where they have to be."""
        if kind is None:
            return ""
        self.learn([party], [dossier] if kind is OptionalMail.EARLY else [])
        if (party, kind) in self._declined:
            return ladder.DECLINED
        return ladder.SEEN if kind is OptionalMail.EARLY and (dossier, party) in self._seen else ""

    def left(self, audience: Audience, kind: OptionalMail | None, dossier: str) -> Audience:
        """The audience without those who need not be told; with the reason where nobody is left of it."""
        against = {known.id: self.against(kind, known.id, dossier) for known in audience.people}
        people = tuple(known for known in audience.people if not against[known.id])
        reason = next(iter(against.values())) if against and not people else audience.reason
        return Audience(audience.kind, people, reason)
