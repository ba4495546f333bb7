"""The subject line: "[2.2] Ergebnis der KG-Sitzung vom 04.07.2002", at most 60 characters.

The reference comes first, so that a mailbox sorted by subject is sorted by dossier. Where the line would be too long,
the body's or the proceeding's title goes first, then the end of the reference; the letter itself holds both in full.
"""

from domain.dossier import Dossier
from domain.events import Decided, Recorded, Resolved, Returned
from domain.events.deadlines import DeadlineExtended, DeadlineSet
from domain.events.meetings import Scheduled
from domain.text import Text
from notifications.catalogue import row_for
from notifications.due import taken_off
from notifications.phrases import of, on, one_line, until

LIMIT = 60
#: What is left for the words beside "[] " and the first twelve characters of any reference.
_WORDS = 45
#: Instead of the catalogue's words where somebody was told another day before.
_NEW_DAY = Text(de="Neuer Termin: Beratung{day}", en="New date: to be discussed{day}")
_MEETING = {"de": "Sitzung", "en": "meeting"}


def heading(dossier: Dossier, fact: Recorded, language: str) -> str:
    """Say what the letter is about, without the reference, in 45 characters; KeyError for a fact nobody is told."""
    row = row_for(dossier.programme, fact.event)
    if row is None:
        raise KeyError(type(fact.event).__name__)
    pattern = row.subject.into(language)
    match fact.event:
        case Returned(due=due):
            return pattern.format(until=until(due, language))
        case DeadlineSet(due=due) | DeadlineExtended(until=due):
            return pattern.format(until=until(due, language))
        case Scheduled(meets_on=meets_on):
            again = taken_off(dossier, fact) is not None
            return (_NEW_DAY.into(language) if again else pattern).format(day=on(meets_on, language))
        case Resolved() as event:
            day = of(fact.on, language)
            said = pattern.format(meeting=meeting(dossier, event, language), of=day)
            return said if len(said) <= _WORDS else pattern.format(meeting=_MEETING[language], of=day)
        case Decided(stage=stage):
            room = _WORDS - len(pattern) + len("{proceeding}")
            return pattern.format(proceeding=_cut(dossier.programme.home[stage].title.into(language), room))
        case _:
            return pattern


def subject(reference: str, words: str) -> str:
    """Put the reference before the words."""
    return f"[{_cut(one_line(reference), LIMIT - len('[] ') - len(words))}] {words}"


def meeting(dossier: Dossier, event: Resolved | Scheduled, language: str) -> str:
    """Name the meeting by its body's title as the office says it: "KG-Sitzung"; the title is never expanded."""
    key = event.body if isinstance(event, Resolved) else dossier.programme.stages[event.stage].body
    title = next((body.title.into(language) for body in dossier.programme.bodies if body.key == key), "")
    return of_body(title, language) if title else _MEETING[language]


def of_body(title: str, language: str) -> str:
    """Name a meeting by the title of the body that meets."""
    if language == "en":
        return f"{title} meeting"
    return f"Sitzung des Gremiums „{title}“" if " " in title else f"{title}-Sitzung"


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"
