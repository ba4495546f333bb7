"""Dates in the middle of a sentence, and text of others quoted in a letter.

A day, a month and a date nobody handed down each read naturally: "am 24.05.2002", "im Juni 2002", nothing. Each phrase
brings its leading blank, so that a sentence without it has none too many. The names of days and months are written out
here because those of the standard library follow the process's locale.
"""

from domain.dates import When

_MONTHS = {
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
           "Dezember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip
_DAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_A_MONTH = len("2002-06")


def on(when: When, language: str) -> str:
    """Say when it happened: " am 24.05.2002", " on 24 May 2002"."""
    return _phrase(when, " on {}", " in {}") if language == "en" else _phrase_de(when, " am {}", " im {}")


def on_weekday(when: When, language: str) -> str:
    """Say when it will happen, with the day of the week: " am Freitag, 4. September 2026"."""
    if not when.known or len(when) == _A_MONTH:
        return on(when, language)
    day = when.first
    weekday, month = _DAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    return (
        f" on {weekday} {day.day} {month} {day.year}" if language == "en" else f" am {weekday}, {day.day}. {month} {day.year}"
    )


def of(when: When, language: str) -> str:
    """Say of which day something is: " vom 04.07.2002", " of 4 July 2002"."""
    return _phrase(when, " of {}", " in {}") if language == "en" else _phrase_de(when, " vom {}", " im {}")


def as_of(when: When, language: str) -> str:
    """Say from when something counts: " zum 16.11.2000", " as of 16 November 2000"."""
    return _phrase(when, " as of {}", " as of {}") if language == "en" else _phrase_de(when, " zum {}", " ab {}")


def until(when: When | None, language: str) -> str:
    """Say by when, short enough for a subject line: " bis 24.09.2002", " by 24 September 2002"."""
    if when is None:
        return ""
    return _phrase(when, " by {}", " by the end of {}") if language == "en" else _phrase_de(when, " bis {}", " bis Ende {}")


def until_weekday(when: When | None, language: str) -> str:
    """Say by when so that nobody misreads it, with the day of the week: " bis Dienstag, 24. September 2002"."""
    if when is None or not when.known or len(when) == _A_MONTH:
        return until(when, language)
    day = when.first
    weekday, month = _DAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    if language == "en":
        return f" by {weekday} {day.day} {month} {day.year}"
    return f" bis {weekday}, {day.day}. {month} {day.year}"


def weekday(when: When, language: str) -> str:
    """Give a day with its weekday and no preposition: "Dienstag, 24. September 2002", "Tuesday 24 September 2002"."""
    if not when.known or len(when) == _A_MONTH:
        return numeric(when, language)
    day = when.first
    name, month = _DAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    return f"{name} {day.day} {month} {day.year}" if language == "en" else f"{name}, {day.day}. {month} {day.year}"


def numeric(when: When, language: str) -> str:
    """Give a date as short as a subject line wants it: "24.09.2002", "24 September 2002"."""
    return _phrase(when, "{}", "{}") if language == "en" else _phrase_de(when, "{}", "{}")


def one_line(text: str) -> str:
    """Give a name or title as one line, whatever white space it holds."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Set somebody else's words apart: every line indented, so that none can pass for a paragraph of the letter."""
    return "\n".join(f"  {line}" for line in map(one_line, text.splitlines()) if line)


def _phrase(when: When, day: str, month: str) -> str:
    if not when.known:
        return ""
    first = when.first
    name = f"{_MONTHS['en'][first.month - 1]} {first.year}"
    return month.format(name) if len(when) == _A_MONTH else day.format(f"{first.day} {name}")


def _phrase_de(when: When, day: str, month: str) -> str:
    if not when.known:
        return ""
    if len(when) == _A_MONTH:
        return month.format(f"{_MONTHS['de'][int(when[5:7]) - 1]} {when[:4]}")
    return day.format(f"{when[8:10]}.{when[5:7]}.{when[:4]}")
