"""What-if questions in words: "documents on 2026-09-12", "Unterlagen am 12.09.2026 14:00", "kg on 2026-09-04"."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from domain import standing
from domain.dates import as_stored
from domain.dossier import Dossier
from domain.errors.forecasting import (
    AssumedDayBad,
    AssumedDayFar,
    AssumedDayPast,
    AssumedTwice,
    NoDayAssumed,
    NoSuchStep,
    NothingIsAskedFor,
)
from domain.forecast import Assumption, ahead
from domain.programme import Stage
from domain.standing import Returned
from domain.vocabulary import StageKind

_ON = re.compile(r"\s+(?:on|am|at)(?:\s+|$)", re.IGNORECASE)
_WHEN = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})"
    r"(?:[\sT,]+(?:um\s+)?(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)|(?=\s*Uhr))(?:\s*Uhr)?)?",
    re.IGNORECASE | re.ASCII,
)
_DOCUMENTS = frozenset({"documents", "unterlagen", "nachforderung"})
_SUBMISSION = frozenset({"submission", "application", "einreichung", "antrag"})
_LONGEST = 200
#: Years ahead of which anything is assumed.
_FAR = 10
_LAST_MINUTE = time(23, 59)


def assumptions(dossier: Dossier, typed: Sequence[str], now: datetime) -> tuple[Assumption, ...]:
    """Read what is assumed; a day without a time means its end. Refused, with the position, for what says nothing."""
    found: dict[str, Assumption] = {}
    for one in typed:
        made = _read(dossier, one.strip()[:_LONGEST], now)
        if made.stage in found:
            raise AssumedTwice(typed=one)
        found[made.stage] = made
    return tuple(found.values())


def _read(dossier: Dossier, typed: str, now: datetime) -> Assumption:
    places = list(_ON.finditer(typed))
    if not places:
        raise NoDayAssumed(typed=typed, position=len(typed) + 1)
    # The title of a stage may hold such a word too; the day stands behind the last one.
    place = places[-1]
    at = _minute(typed, typed[place.end() :], place.end() + 1, now)
    return Assumption(_stage(dossier, typed, typed[: place.start()]).key, at)


def _minute(typed: str, word: str, position: int, now: datetime) -> datetime:
    if not word.strip():
        raise NoDayAssumed(typed=typed, position=position)
    found = _WHEN.fullmatch(word.strip())
    try:
        day = date.fromisoformat(as_stored(found["day"])) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise AssumedDayBad(word=word, typed=typed, position=position)
    clock = time(int(found["hour"]), int(found["minute"] or 0)) if found["hour"] else _LAST_MINUTE
    if day < now.date():
        raise AssumedDayPast(word=word, typed=typed, position=position)
    if day.year > now.year + _FAR:
        raise AssumedDayFar(word=word, typed=typed, position=position)
    return datetime.combine(day, clock)


def _stage(dossier: Dossier, typed: str, word: str) -> Stage:
    """The stage ahead a word means: its key or title, the documents asked for, the application owed."""
    stages, wanted = ahead(dossier), " ".join(word.split()).casefold()
    known = ", ".join(stage.key for stage in stages) or "–"
    returned = [stage for stage in stages if isinstance(standing.standing(dossier, stage), Returned)]
    named = [stage for stage in stages if wanted in {name.casefold() for name in (stage.key, stage.title.de, stage.title.en)}]
    if not named and wanted in _DOCUMENTS:
        if not returned:
            raise NothingIsAskedFor(typed=typed, known=known)
        named = returned
    if not named and wanted in _SUBMISSION:
        named = [stage for stage in stages if stage.kind is StageKind.SUBMISSION and stage not in returned]
    if not named:
        raise NoSuchStep(word=word, typed=typed, known=known)
    return named[0]
