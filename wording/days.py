"""Days and hours of meetings in words: they are those of the office's clock, "2002-07-04T18:00", and belong to no zone."""

import re
from datetime import date

from domain.dates import When
from domain.text import Text
from wording.language import N_, _, spoken
from wording.values import NotReadable, day_on_a_form

_WEEKDAYS = (
    Text(de="Montag", en="Monday"), Text(de="Dienstag", en="Tuesday"), Text(de="Mittwoch", en="Wednesday"),
    Text(de="Donnerstag", en="Thursday"), Text(de="Freitag", en="Friday"), Text(de="Samstag", en="Saturday"),
    Text(de="Sonntag", en="Sunday"),
)  # fmt: skip
_MONTHS = (
    Text(de="Januar", en="January"), Text(de="Februar", en="February"), Text(de="März", en="March"),
    Text(de="April", en="April"), Text(de="Mai", en="May"), Text(de="Juni", en="June"), Text(de="Juli", en="July"),
    Text(de="August", en="August"), Text(de="September", en="September"), Text(de="Oktober", en="October"),
    Text(de="November", en="November"), Text(de="Dezember", en="December"),
)  # fmt: skip
_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?(?:\s*Uhr)?", re.ASCII)
_NOT_A_TIME = N_('"{value}" is not a time of day; write it as 18:00.')
_WHOLE_DAY = N_('"{value}" names no day; a meeting takes place on a day, such as 24.05.2002.')


class BadTime(NotReadable):
    """What was typed for a time of day is none; its text is a sentence in the language spoken."""


def local(day: str, time: str) -> str:
    """The local instant a day and a time of day mean as they were typed; raises NotReadable, or for the time BadTime."""
    when = day_on_a_form(day)
    if len(when) != len("2002-05-24"):
        raise NotReadable(_(_WHOLE_DAY).format(value=day[:40]))
    found = _TIME.fullmatch(time.strip())
    if not found:
        raise BadTime(_(_NOT_A_TIME).format(value=time[:40]))
    return f"{when}T{int(found[1]):02}:{found[2] or '00'}"


def at(instant: str) -> str:
    """A local instant in words: "Donnerstag, 04.07.2002, 18:00 Uhr"; empty for none."""
    return f"{on(instant)}, {clock(instant)}" if instant else ""


def on(instant: str) -> str:
    """Its day, with the weekday."""
    day = date.fromisoformat(instant[:10])
    return f"{_WEEKDAYS[day.weekday()].into(spoken())}, {When.of(day).show(spoken())}"


def clock(instant: str) -> str:
    """Its time of day."""
    return instant[11:16] + (" Uhr" if spoken() == "de" else "")


def month(instant: str) -> str:
    """Its month: "Juli 2002"."""
    return f"{_MONTHS[int(instant[5:7]) - 1].into(spoken())} {instant[:4]}"


def typed(instant: str) -> tuple[str, str]:
    """Day and time as somebody would type them."""
    return (f"{instant[8:10]}.{instant[5:7]}.{instant[:4]}", instant[11:16]) if instant else ("", "")
