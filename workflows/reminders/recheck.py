"""A last look at a mail about deadlines just before it is sent: is it still true, and is this the time for it?

What was done meanwhile is left out, and what changed since is told as it is now; where nothing is left, the letter is dropped
with its reason. So is an early reminder of a case its reader has just opened, and the overview of a morning for somebody who
was here already. A mail that missed its day goes into that of the day on which it can leave, so that a backlog never brings a
mailbox two on one day (promise P6). Once a try ended uncertain the same bytes go out or none: whoever has them already can
tell (promise P3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.calendar import next_open
from domain.dates import When
from domain.deadlines import ladder
from domain.office_time import OFFICE_ZONE, instant, moment, office_day
from domain.vocabulary import OptionalMail
from notifications.reminder import Line, optional_kind
from store import halts, own_access, reminded, writing
from store.database import Connection
from store.errors import Moved
from store.outbox import OPEN, LetterState, Posted
from workflows.house import House
from workflows.reminders import daily
from workflows.reminders.hours import first_window, opening
from workflows.reminders.letters import OF_A_DAY, occasion
from workflows.reminders.lines import standing_lines
from workflows.reminders.unsubscribing import NoTokenYet, with_tokens
from workflows.reminders.wishes import Wishes, lately

#: Why a letter is dropped; `wording.letters` has the sentences.
DONE: Final = "nothing left to say"
UNCERTAIN: Final = "may have arrived"
ERASED: Final = "addressee erased"
SIGNED_IN: Final = "already signed in"
#: By the reason for which those it tells can do without what was left.
_NEEDLESS: Final = {ladder.SEEN: "seen in the portal", ladder.DECLINED: "declined"}
#: How long a letter waits for another one of the same mailbox whose try is under way.
_A_WHILE: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Checked:
    """A letter that may go out now, for the `tries`-th time; it is given up five days after `since`."""

    letter: Posted
    tries: int
    since: datetime


def recheck(house: House, id_: str, fence: str) -> Checked | None:
    """Look at a mail about deadlines this process has claimed with `fence`: what may go out, or None: dropped, or it waits."""
    while True:
        try:
            with house.database.reading() as connection:
                look = _Look(house, connection, id_, fence)
                verdict = look.verdict()
                if verdict.statements:
                    writing.write(house.database, (), connection, beside=verdict.statements)
                if not verdict.goes:
                    return None
                letter = reminded.letter_now(connection, id_)
                return Checked(letter, letter.attempts, look.since)
        except _Taken:
            return None
        except Moved:
            continue  # it, or the letter it was to go into, has changed meanwhile
        except NoTokenYet as needed:
            with_tokens(house, [needed.party])


class _Taken(Exception):
    """Another process has claimed the letter since."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    goes: bool
    statements: tuple[writing.Statement, ...] = ()


class _Look:
    """What one look at a letter has found."""

    def __init__(self, house: House, connection: Connection, id_: str, fence: str) -> None:
        self.house, self.connection, self.fence = house, connection, fence
        self.letter = reminded.letter_now(connection, id_)
        if self.letter.fence != fence or self.letter.state != LetterState.CLAIMED:
            raise _Taken
        self.day = date.fromisoformat(self.letter.occasion.removeprefix(OF_A_DAY))
        self.reader = daily.reader_of(connection, self.letter)
        self.told = reminded.told_in(connection, self.letter)
        own = [moment(one.decided_at) for one in self.told if one.letter == self.letter.id]
        self.since = min(own, default=moment(self.letter.written_at))
        self.wishes = Wishes(connection, lately(house.clock.now()), lite=house.database.sqlite)
        #: Why the last line that was left out is not needed.
        self.needless = ""

    def verdict(self) -> _Verdict:
        """Say whether it goes out, and what has to be written first."""
        letter = self.letter
        now = self.house.clock.now()
        lines = self._standing(self.told, letter)
        if not self.reader.known.email or not lines:
            return self._dropped(_NEEDLESS.get(self.needless, DONE) if self.reader.known.email else ERASED)
        window = first_window(max(now, opening(self.day)), self.reader.seat.calendar)
        if halts.open_halt(self.connection):
            return self._waits(max(window, now + _A_WHILE))  # nothing leaves until a person lets it go on
        if window > now:
            # The mail of that day itself takes this one in, if there is one.
            return self._waits(window if office_day(window) == self.day else window + _A_WHILE)
        today = office_day(now)
        there = reminded.letter_of(self.connection, letter.recipient, occasion(today)) if self.day < today else None
        if (letter.ambiguous or there) and self._signed_in(lines, today):
            return self._dropped(SIGNED_IN)
        if letter.ambiguous:
            return self._the_same_or_nothing(lines, today, there)
        return self._into(there, lines, today) if there else self._goes(lines, today)

    def _standing(self, told: Iterable[reminded.Told], letter: Posted) -> dict[reminded.Told, Line]:
        rungs = list(told)
        today = When.of(office_day(self.house.clock.now()))
        but = {rung.letter for rung in rungs}
        lines = standing_lines(self.house, self.connection, rungs, letter.language, today=today, but=but)
        for rung in list(lines):
            if why := self.wishes.against(lines[rung].optional, rung.addressee, rung.dossier):
                self.needless = why
                del lines[rung]
        return lines

    def _signed_in(self, lines: dict[reminded.Told, Line], today: date) -> bool:
        """Tell whether this is an overview that can be done without, and all its readers were here on this office day."""
        if optional_kind(lines.values()) is not OptionalMail.DIGEST:
            return False
        readers = {rung.addressee for rung in lines}
        midnight = datetime.combine(today, time(), OFFICE_ZONE)
        return readers <= own_access.used_since(self.connection, readers, instant(midnight))

    def _goes(self, lines: dict[reminded.Told, Line], today: date) -> _Verdict:
        """It goes out today, with what older letters of the mailbox that still wait have to say."""
        letter, template = self.letter, self.letter.template
        before = reminded.waiting_before(self.connection, letter.recipient, occasion(today))
        older = [one for one in before if one.id != letter.id and self._free(one)]
        as_before = lines.keys() == set(self.told) and all(line.as_of <= letter.written_at for line in lines.values())
        dropped: list[writing.Statement] = []
        for one in older:
            dropped += reminded.merged(one, letter.id)
            lines |= self._standing(reminded.told_in(self.connection, one), letter)
            template = daily.DIGEST if one.template == daily.DIGEST else template
        if self._signed_in(lines, today):
            return self._dropped(SIGNED_IN)  # the older ones say the same of themselves
        if not older and self.day == today and as_before:
            return _Verdict(goes=True)
        said = daily.still_said(lines)
        values = daily.anew(self.house, self.connection, letter, said, self.reader, today, template)
        return _Verdict(goes=True, statements=(*dropped, reminded.as_seen(letter, **values)))

    def _into(self, there: Posted, lines: dict[reminded.Told, Line], today: date) -> _Verdict:
        """The mailbox has a mail of today: into that, if it has not begun; else it waits for another day."""
        if there.state not in OPEN:
            tomorrow = next_open(today + timedelta(days=1), self.reader.seat.calendar)
            return self._waits(opening(tomorrow) + _A_WHILE)
        if not self._free(there):
            return self._waits(self.house.clock.now() + _A_WHILE)
        lines |= self._standing(reminded.told_in(self.connection, there), there)
        template = daily.DIGEST if daily.DIGEST in {self.letter.template, there.template} else there.template
        reader = daily.reader_of(self.connection, there)
        said = daily.still_said(lines)
        values = daily.anew(self.house, self.connection, there, said, reader, today, template)
        return _Verdict(goes=False, statements=(reminded.as_seen(there, **values), *reminded.merged(self.letter, there.id)))

    def _the_same_or_nothing(self, lines: dict[reminded.Told, Line], today: date, there: Posted | None) -> _Verdict:
        """After an uncertain try: the words that may have arrived, as long as they are true and today has no other mail."""
        letter = self.letter
        over_since = any(self.day <= line.due.last < today for line in lines.values())
        dated = letter.template == daily.DIGEST and self.day < today
        if there or over_since or dated or lines.keys() != set(self.told):
            return self._dropped(UNCERTAIN)
        if self.day == today:
            return _Verdict(goes=True)
        return _Verdict(goes=True, statements=(reminded.as_seen(letter, occasion=occasion(today)),))

    def _free(self, one: Posted) -> bool:
        """Tell whether another letter can be changed: it waits, or this process has claimed it and not begun."""
        ours = one.state == LetterState.CLAIMED and one.fence == self.fence
        return (ours or one.state == LetterState.OWED) and not one.ambiguous

    def _dropped(self, reason: str) -> _Verdict:
        statement = reminded.as_seen(self.letter, state=LetterState.DROPPED, reply=reason)
        return _Verdict(goes=False, statements=(statement,))

    def _waits(self, until: datetime) -> _Verdict:
        """It was not tried: it waits as before, and the claim does not count."""
        values = {"state": LetterState.OWED, "next_try_at": instant(until), "attempts": self.letter.attempts - 1}
        return _Verdict(goes=False, statements=(reminded.as_seen(self.letter, **values),))
