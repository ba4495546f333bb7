"""What a picture shows before anybody draws it: a band per proceeding, its stations in words, the arrows between.

A state is always said in a word as well, so that no reader depends on colours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.answers import Passed, Rejected
from domain.dates import When
from domain.dossier import Dossier
from domain.events import AtStage, Decided
from domain.programme import Proceeding, Programme, Stage
from domain.programme.timed import Period
from domain.standing import NotYet, Returned, Waits, finished, standing
from domain.text import Text
from domain.vocabulary import Starts
from domain.words import OUTCOMES, RESULTS

_ROUND = Text(de="Runde", en="Round")
_ON_REQUEST = Text(de="auf Antrag", en="on request")
_AFTER = Text(de="nach", en="after")
_NOT_BEGUN = Text(de="nicht begonnen", en="not begun")
_WAITS = Text(de="wartet", en="waiting")
_RETURNED = OUTCOMES["documents"]
_NOT_YET = Text(de="steht noch aus", en="still to come")
_MOOT = Text(de="entfällt", en="no longer needed")
_BY = Text(de="Frist", en="due")
_AS_OF = Text(de="zum", en="as of")
_UNDATED = Text(de="Datum nicht überliefert", en="date not handed down")
_UNITS = {
    "days": (Text(de="Tag", en="day"), Text(de="Tage", en="days")),
    "working_days": (Text(de="Arbeitstag", en="working day"), Text(de="Arbeitstage", en="working days")),
    "weeks": (Text(de="Woche", en="week"), Text(de="Wochen", en="weeks")),
    "half_months": (Text(de="halber Monat", en="half month"), Text(de="halbe Monate", en="half months")),
    "years": (Text(de="Jahr", en="year"), Text(de="Jahre", en="years")),
    "months": (Text(de="Monat", en="month"), Text(de="Monate", en="months")),
}
_BY_RULE = Text(de="nach den Fristregeln", en="as the rule sets say")


@dataclass(frozen=True, slots=True)
class Station:
    """One stage; `state` is "passed", "waits", "returned", "rejected", "notyet", or empty without a dossier.

    `word` says the state, `details` what goes with it: the round, the date, the period.
    """

    key: str
    title: str
    role: str
    state: str
    word: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one stage to the next: `firm` where the next one needs it, otherwise only the customary order."""

    source: str
    target: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Band:
    """One proceeding; `note` says when it begins, which round it is in, how it ended."""

    key: str
    title: str
    note: str
    stations: tuple[Station, ...]
    arrows: tuple[Arrow, ...]


def bands(programme: Programme, language: str, dossier: Dossier | None) -> list[Band]:
    """Everything to be drawn, in the order of the programme file, in `language` ("de" or "en")."""
    return [
        Band(
            proceeding.key,
            proceeding.title.into(language),
            " · ".join(_notes(programme, proceeding, language, dossier)),
            tuple(_station(programme, stage, language, dossier) for stage in proceeding.stages),
            tuple(_arrows(proceeding)),
        )
        for proceeding in programme.proceedings
    ]


def _arrows(proceeding: Proceeding) -> Iterator[Arrow]:
    here = {stage.key for stage in proceeding.stages}
    for stage in proceeding.stages:
        yield from (Arrow(key, stage.key, firm=True) for key in stage.needs if key in here)
        loose = (key for key in stage.usually_after if key in here and key not in stage.needs)
        yield from (Arrow(key, stage.key, firm=False) for key in loose)


def _notes(programme: Programme, proceeding: Proceeding, language: str, dossier: Dossier | None) -> Iterator[str]:
    number = dossier.rounds[proceeding.key] if dossier else 0
    if dossier and number:
        if proceeding.rounds:
            yield f"{_ROUND.into(language)} {number}"
        if result := finished(dossier, proceeding):
            yield RESULTS[result].into(language)
        return
    if proceeding.starts is Starts.ON_REQUEST:
        yield _ON_REQUEST.into(language)
    if proceeding.requires:
        yield f"{_AFTER.into(language)}: {programme.by_key[proceeding.requires].title.into(language)}"
    if dossier:
        yield _NOT_BEGUN.into(language)


def _station(programme: Programme, stage: Stage, language: str, dossier: Dossier | None) -> Station:
    title, role = stage.title.into(language), programme.roles[stage.role].into(language)
    if dossier is None:
        period = (f"{_BY.into(language)}: {_length(stage.within, language)}",) if stage.within else ()
        return Station(stage.key, title, role, "", "", period)
    here = standing(dossier, stage)
    home = programme.home[stage.key]
    over = finished(dossier, home) is not None
    number = (f"{_ROUND.into(language)} {dossier.rounds[home.key]}",) if home.rounds else ()
    match here:
        case Passed() | Rejected():
            state = "passed" if isinstance(here, Passed) else "rejected"
            word = OUTCOMES[here.outcome].into(language)
            return Station(stage.key, title, role, state, word, tuple(_when(dossier, stage, here, language)))
        case Waits() | Returned() if not over:
            state, said = ("waits", _WAITS) if isinstance(here, Waits) else ("returned", _RETURNED)
            due = (f"{_BY.into(language)} {here.due.show(language)}",) if here.due else ()
            return Station(stage.key, title, role, state, said.into(language), (*number, *due))
        case Waits() | Returned() | NotYet():
            return Station(stage.key, title, role, "notyet", (_MOOT if over else _NOT_YET).into(language), ())


def _when(dossier: Dossier, stage: Stage, here: Passed | Rejected, language: str) -> Iterator[str]:
    """The round in which it was settled, which is an earlier one for a kept result, and its date."""
    fact = next(fact for fact in dossier.facts if fact.seq == here.seq)
    proceeding = dossier.programme.home[stage.key]
    if proceeding.rounds and isinstance(fact.event, AtStage):
        yield f"{_ROUND.into(language)} {fact.event.round}"
    effective: When | None = fact.event.effective_on if isinstance(fact.event, Decided) else None
    if effective and effective.known:
        yield f"{_AS_OF.into(language)} {effective.show(language)}"
    elif here.on.known:
        yield here.on.show(language)
    else:
        yield _UNDATED.into(language)


def _length(period: Period, language: str) -> str:
    if period.rule:
        return _BY_RULE.into(language)
    unit, count = period.unit, period.count
    one, many = _UNITS[unit]
    return f"{count} {(one if count == 1 else many).into(language)}"
