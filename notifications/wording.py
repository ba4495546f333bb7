"""What a template may speak of: the facts as words in the addressee's language. The sentences are the templates'.

`Said` is what happened, one small value whatever the letter; a field is empty where it does not apply. Of a meeting the
vote, of a decision its grounds and of a correction its reason stay in the office: grounds stand in the formal decision.
"""

from dataclasses import dataclass

from domain import money, standing
from domain.deadlines.awaited import awaited
from domain.deadlines.held import deadline
from domain.deadlines.requested import request_for
from domain.dossier import Dossier
from domain.events import AtStage, Corrected, Decided, Event, FundsConfirmed, Recorded, Resolved, Returned
from domain.events.deadlines import DeadlineEnded, DeadlineExtended, DeadlineSet, ExtensionRefused, ExtensionRequested
from domain.events.meetings import ConditionSettled, Scheduled
from domain.meetings.conditions import conditions, lines_of
from domain.sheet import content as sheet_content
from domain.standing import Waiting
from domain.vocabulary import StageKind
from notifications.catalogue import funds_settled
from notifications.due import OF_DEADLINES, condition_of, taken_off
from notifications.phrases import as_of, of, on, on_weekday, one_line, until_weekday, weekday
from notifications.subject import meeting


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as words; dates bring their preposition and a leading blank."""

    on: str = ""
    of: str = ""
    proceeding: str = ""
    round: int = 1
    outcome: str = ""
    meeting: str = ""
    text: str = ""
    referred_to: str = ""
    as_of: str = ""
    amount: str = ""
    documents: tuple[str, ...] = ()
    until: str = ""
    sources: tuple[str, ...] = ()
    settled: bool = False
    again: bool = False
    left: int = 0
    #: Of a request for more time and its answer: until when it was wished, why, and whether the day that holds has passed.
    wished: str = ""
    reason: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """Which entry was corrected: its stage's title, whether it still counts, and what of it was replaced."""

    stage: str
    void: bool
    replaced: tuple[str, ...]
    #: By when, where it was about a deadline that still holds.
    until: str = ""
    #: Whether a request for more time waits for its answer now.
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that comes next: the stage, who has to act, by when, and whether documents are missing there."""

    stage: str
    role: str
    until: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """What comes next: for the addressee, for others; or the title of the proceeding that has ended."""

    yours: tuple[Step, ...] = ()
    others: tuple[Step, ...] = ()
    ended: str = ""


def said(dossier: Dossier, fact: Recorded, language: str) -> Said:
    """Put a fact into words."""
    event = fact.event
    happened, day = on(fact.on, language), of(fact.on, language)
    if not isinstance(event, AtStage):
        return _beside(dossier, fact, happened, day, language)
    home = dossier.programme.home[event.stage]
    proceeding = "" if home.key == dossier.programme.approval else home.title.into(language)
    match event:
        case Returned():
            return Said(
                happened, day, proceeding, event.round, text=event.reason,
                documents=tuple(map(one_line, event.documents)), until=until_weekday(event.due, language),
            )  # fmt: skip
        case Resolved():
            return Said(
                happened, day, proceeding, event.round, event.outcome, meeting(dossier, event, language),
                event.conditions, one_line(event.referred_to),
                until=until_weekday(event.resubmit_on, language),
            )  # fmt: skip
        case Decided():
            return Said(
                happened, day, proceeding, event.round, event.outcome, text="\n".join(lines_of(event)),
                as_of=as_of(event.effective_on, language) if event.effective_on else "",
                amount="" if event.amount is None else money.show(event.amount, language),
            )  # fmt: skip
        case FundsConfirmed():
            settled = funds_settled(dossier, event) is not None
            sources, total = _sources(dossier, language)
            return Said(happened, day, proceeding, event.round, amount=total, sources=sources, settled=settled)
        case _:
            return Said(happened, day, proceeding, event.round)


def _beside(dossier: Dossier, fact: Recorded, happened: str, day: str, language: str) -> Said:
    """Put a fact into words that settles no stage."""
    event = fact.event
    match event:
        case Scheduled():
            home = dossier.programme.home[event.stage]
            return Said(
                on_weekday(event.meets_on, language), day,
                "" if home.key == dossier.programme.approval else home.title.into(language), event.round,
                meeting=meeting(dossier, event, language), again=taken_off(dossier, fact) is not None,
            )  # fmt: skip
        case ConditionSettled():
            left = sum(one.open for one in conditions(dossier))
            return Said(happened, day, outcome=event.outcome, text=condition_of(dossier, fact), left=left)
        case DeadlineSet() | DeadlineExtended() | DeadlineEnded():
            title, due = _deadline(dossier, event.deadline, language)
            return Said(happened, day, text=title, until=due)
        case ExtensionRequested() | ExtensionRefused():
            return _more_time(dossier, fact, event, language)
        case _:
            return Said(happened, day)


def _more_time(dossier: Dossier, fact: Recorded, event: ExtensionRequested | ExtensionRefused, language: str) -> Said:
    """Put a request for more time, or that there is none, into words; the day is the one that holds."""
    title, due = _deadline(dossier, event.deadline, language)
    found = deadline(dossier, event.deadline)
    over = bool(due and found and found.due and fact.on.certainly_after(found.due))
    wished = weekday(event.until, language) if isinstance(event, ExtensionRequested) and event.until else ""
    return Said(
        on(fact.on, language), of(fact.on, language), text=title, until=due, wished=wished, reason=event.reason, over=over
    )


def _deadline(dossier: Dossier, name: str, language: str) -> tuple[str, str]:
    """What a deadline is called, and by when it has to be met as things are now."""
    found = deadline(dossier, name)
    if found is None:
        return name, ""
    return one_line(found.title.into(language)), until_weekday(found.due if found.holds else None, language)


def correction(dossier: Dossier, event: Corrected, language: str) -> Correction:
    """Name the entry a correction is about and what it replaced: "on", "outcome", "effective_on", "amount", "text"."""
    target = dossier.entries[event.seq - 1].event
    title = dossier.programme.stages[target.stage].title.into(language) if isinstance(target, AtStage) else ""
    due, asked = "", False
    if isinstance(target, OF_DEADLINES):
        title, due = _deadline(dossier, target.deadline, language)
        found = deadline(dossier, target.deadline)
        asked = found is not None and request_for(dossier, found) is not None
    # The grounds of a decision stay in the office, so a corrected text is only told where the text itself was: after a meeting.
    fields = ("on", "outcome", "effective_on", "amount", *(("text",) if isinstance(target, Resolved) else ()))
    return Correction(title, event.void, tuple(name for name in fields if getattr(event, name) is not None), due, asked)


def steps(dossier: Dossier, event: Event, language: str) -> Steps:
    """Say what comes next in the event's proceeding, or in the others once it has ended."""
    programme = dossier.programme
    lines = list(awaited(dossier))
    if isinstance(event, AtStage | Scheduled):
        home = programme.home[event.stage]
        if here := [line for line in lines if programme.home[line.stage] is home]:
            lines = here
        elif standing.finished(dossier, home):
            return _shared(dossier, lines, language, home.title.into(language))
    return _shared(dossier, lines, language)


def _shared(dossier: Dossier, lines: list[Waiting], language: str, ended: str = "") -> Steps:
    """Share the steps out: an application and its documents come from the addressee's side, the rest from ours."""
    yours: list[Step] = []
    others: list[Step] = []
    for line in lines:
        theirs = dossier.programme.stages[line.stage].kind is StageKind.SUBMISSION
        (yours if theirs else others).append(_step(dossier, line, language))
    return Steps(tuple(yours), tuple(others), ended)


def _step(dossier: Dossier, line: Waiting, language: str) -> Step:
    programme = dossier.programme
    role = programme.roles.get(line.role)
    return Step(
        programme.stages[line.stage].title.into(language),
        role.into(language) if role else line.role,
        until_weekday(line.due, language),
        line.returned,
    )


def _sources(dossier: Dossier, language: str) -> tuple[tuple[str, ...], str]:
    """Name the sources of money with share and amount, as the measure sheet splits them, and the total if all are known."""
    parts = sheet_content.sheet(dossier, {}).parts
    said = tuple(_source(part, language) for part in parts)
    amounts = [part.cents for part in parts if part.cents is not None]
    return said, money.show(sum(amounts), language) if parts and len(amounts) == len(parts) else ""


def _source(part: sheet_content.Part, language: str) -> str:
    name = f"{one_line(part.title.into(language))} {_percent(part.share, language)}".strip()
    if part.cents is None:
        return name
    amount = money.show(part.cents, language)
    return f"{name} (EUR {amount})" if language == "en" else f"{name} ({amount} EUR)"


def _percent(share: str, language: str) -> str:
    """Write a share as prose does: "75 %", in English "75%"; thirds stay as they were written."""
    if not share.endswith("%"):
        return share
    number = share[:-1].strip()
    return f"{number.replace(',', '.')}%" if language == "en" else f"{number.replace('.', ',')} %"
