"""Mails about deadlines: to whoever owes a step, and each morning to the people of the office.

Every mail holds all that its mailbox is told on that day. Subject and preview hold no result, no amount and no name; the
text says what to do by when, what happens next and whom to ask. The sentences stand in `templates/{de,en}/`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.dates import When
from domain.text import Language, Text
from domain.vocabulary import OptionalMail, Told
from notifications.phrases import numeric, one_line, weekday
from notifications.render import OWN_CASES, Addressee, Office, Rendered, render_as
from notifications.subject import subject


@dataclass(frozen=True, slots=True)
class Before:
    """Somebody was told about a deadline before, and on which day; the name is empty once they were erased."""

    name: str
    on: When


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a mail is about: a rung of a deadline of a dossier.

    `dossier` is its id, `reference` and `project` what people call it, `party` the name of whoever owes the step (shown inside
    the office only). `told` are those an escalation was preceded by; `extendable` tells whether more time can be given.
    `optional` says in which kind of mail its reader can do without it, None where they must not miss it.
    `asked_on` is the day of a request for more time that waits for its answer; `as_of` the instant of the last entry it knows.
    `meets_on` is the day of the agenda the dossier is on, None while it is on none.
    """

    dossier: str
    reference: str
    project: str
    deadline: Text
    due: When
    rung: str
    tells: Told
    party: str
    told: tuple[Before, ...] = ()
    extendable: bool = True
    optional: OptionalMail | None = None
    asked_on: When | None = None
    as_of: str = ""
    meets_on: When | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A line in the language of its reader; the day with its weekday: "Donnerstag, 24. September 2026"."""

    reference: str
    project: str
    deadline: str
    due: str
    over: bool
    party: str
    told: tuple[str, ...]
    asked: str


_ERASED = Text(de="Name gelöscht", en="name erased")
_ONE = Text(de="Erinnerung an Ihre Frist am {day}", en="Reminder: your deadline of {day}")
_SEVERAL = Text(de="Erinnerung an {count} Fristen", en="Reminder of {count} deadlines")
_OVER = Text(de="Frist abgelaufen – so geht es weiter", en="Deadline passed – what you can do")
_ALL_OVER = Text(de="{count} Fristen abgelaufen – so geht es weiter", en="{count} deadlines passed – what you can do")
_TODAY = Text(de="Heute: {count} Fristen ({day})", en="Today: {count} deadlines ({day})")
_TODAY_ONE = Text(de="Heute: 1 Frist ({day})", en="Today: 1 deadline ({day})")


def optional_kind(lines: Iterable[Line]) -> OptionalMail | None:
    """The kind of optional mail that holds these lines and none of another kind, or None: then nobody can decline it."""
    kinds = {line.optional for line in lines}
    return kinds.pop() if len(kinds) == 1 else None


def reminder(lines: Sequence[Line], to: Addressee, office: Office, day: When, *, unsubscribe: str = "") -> Rendered:
    """Write what somebody outside the office is told on `day`; ValueError without a line, for nobody is told nothing.

    `unsubscribe` is the address that declines such mails, "" where this one cannot be declined.
    """
    ordered = _ordered(lines)
    language, said = to.language, tuple(_said(ordered, day, to.language))
    over = tuple(line for line in said if line.over)
    if len(said) == 1:
        words = (_OVER if over else _ONE).into(language).format(day=numeric(ordered[0].due, language))
    else:
        words = (_ALL_OVER if over == said else _SEVERAL).into(language).format(count=len(said))
    one = one_line(ordered[0].reference) if len({line.dossier for line in ordered}) == 1 else ""
    return render_as(
        "reminder", subject(one, words) if one else words, words, language, meets=_meets(ordered, day, language) if one else "",
        url=office.page(f"{OWN_CASES}/{ordered[0].dossier}" if one else OWN_CASES),
        name=one_line(to.name), office=office.title.into(language), contact=office.contact,
        ahead=tuple(line for line in said if not line.over), over=over, one=one, project=said[0].project,
        extendable=_can_ask(line for line in ordered if line.due >= day),
        extendable_over=_can_ask(line for line in ordered if line.due < day), unsubscribe=unsubscribe,
    )  # fmt: skip


def digest(lines: Sequence[Line], to: Addressee, office: Office, day: When, *, unsubscribe: str = "") -> Rendered:
    """Write what somebody in the office is told on the morning of `day`; ValueError without a line: it is never empty.

    `unsubscribe` as in `reminder`.
    """
    ordered = _ordered(lines)
    language = to.language
    words = (_TODAY_ONE if len(ordered) == 1 else _TODAY).into(language).format(count=len(ordered), day=numeric(day, language))
    board = f"/akten/{ordered[0].dossier}/fristen" if len({line.dossier for line in ordered}) == 1 else "/fristen"
    groups = {who.value: tuple(_said([line for line in ordered if line.tells is who], day, language)) for who in Told}
    return render_as(
        "digest", words, words, language,
        url=office.page(board), name=one_line(to.name), office=office.title.into(language), contact=office.contact,
        day=weekday(day, language), groups=groups, escalated=any(line.tells is not Told.OWNER for line in ordered),
        unsubscribe=unsubscribe,
    )  # fmt: skip


def _ordered(lines: Iterable[Line]) -> list[Line]:
    """Sort the lines by day, then by what people call the dossier: the same set always gives the same mail."""
    ordered = sorted(lines, key=lambda line: (line.due, line.reference, line.deadline.de, line.rung, line.tells))
    if not ordered:
        raise ValueError("a mail about deadlines has at least one line")
    return ordered


def _meets(lines: Iterable[Line], day: When, language: Language) -> str:
    """The day ahead on whose agenda the one case of a mail is, "" where there is none or it is known by its month only."""
    days = (line.meets_on for line in lines if line.meets_on is not None)
    ahead = sorted(one for one in days if one.known and one.first == one.last and one >= day)
    return weekday(ahead[0], language) if ahead else ""


def _can_ask(lines: Iterable[Line]) -> bool:
    """Tell whether more time can still be asked for: nobody is invited to ask again."""
    return any(line.extendable and line.asked_on is None for line in lines)


def _said(lines: Iterable[Line], day: When, language: Language) -> Iterator[Said]:
    for line in lines:
        yield Said(
            one_line(line.reference), one_line(line.project), one_line(line.deadline.into(language)),
            weekday(line.due, language), line.due < day, one_line(line.party), tuple(_before(line.told, language)),
            numeric(line.asked_on, language) if line.asked_on else "",
        )  # fmt: skip


def _before(told: Iterable[Before], language: Language) -> Iterator[str]:
    """Name each of those told before once, with the days."""
    days: dict[str, list[str]] = {}
    for before in sorted(told, key=lambda before: before.on):
        days.setdefault(one_line(before.name) or _ERASED.into(language), []).append(numeric(before.on, language))
    for name, on in days.items():
        yield f"{name} ({', '.join(on)})"
