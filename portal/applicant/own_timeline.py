"""What has happened to one's own application and what is expected next, in plain words.

Of a meeting the vote, of a decision its grounds and of a correction its reason stay in the office, as in the letters
(`notifications.wording`): grounds stand in the formal decision.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain import money, standing
from domain.dates import When
from domain.deadlines.awaited import awaited
from domain.dossier import Dossier
from domain.events import (
    AboutDeadlines,
    AtStage,
    Corrected,
    Decided,
    DocumentsSupplied,
    Event,
    FundsConfirmed,
    Opened,
    Recorded,
    Resolved,
    Returned,
    RoundBegun,
    StatusReported,
    Submitted,
    Withdrawn,
)
from domain.events.meetings import Called, ConditionSettled, Scheduled, Selected
from domain.meetings.conditions import conditions
from domain.meetings.referral import in_play
from domain.outcome import outcome_of
from domain.standing import NotYet
from domain.vocabulary import ReturnPurpose
from domain.words import OUTCOMES
from portal.applicant.told import TOLD_TO_OWN, concerns_own
from wording.deadlines import told_to_applicants
from wording.language import N_, _, spoken
from wording.words import IMPLEMENTATION


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the timeline: a day (or empty), what, and more about it; `kind` is past, now or expected.

    `ahead` says when it is expected, and what that rests on.
    """

    day: str
    title: str
    more: tuple[str, ...]
    kind: str
    ahead: tuple[str, ...] = ()


def past(dossier: Dossier, after: int = 0) -> Iterator[Step]:
    """The steps that were taken after entry `after`, in the order they were recorded; corrections are applied."""
    for fact in dossier.facts:
        title, more = _said(dossier, fact.event) if concerns_own(dossier, fact) else ("", ())
        if title and fact.seq > after:
            yield Step(fact.on if fact.on.known else "", title, tuple(filter(None, more)), "past")


def _said(dossier: Dossier, event: Event) -> tuple[str, tuple[str, ...]]:
    return told_to_applicants(dossier, event) if isinstance(event, AboutDeadlines) else _told(dossier, event)


_STATUS = N_("Implementation status: {status}")
_CORRECTED = N_("The office corrected an entry: {stage}")
_REWORKED = N_("Your application will be dealt with again, revised (round {round})")
_AGAIN = N_("Your application is being dealt with again (round {round})")
_ROUND = N_("{title}: it is being dealt with again (round {round})")
_ON_AGENDA = N_("{stage}: it is on the agenda of {day}")
_CONDITION = N_("Condition {word}")


def _told(dossier: Dossier, event: Event) -> tuple[str, tuple[str, ...]]:
    """What a fact says to its own people: a heading and lines about it; an empty heading stays in the office."""
    match event:
        case Opened():
            return _("Case file opened"), (_("reference {reference}").format(reference=event.reference),)
        case Withdrawn():
            return _("Application withdrawn"), ()
        case StatusReported():
            return _(_STATUS).format(status=_(IMPLEMENTATION[event.status])), ()
        case RoundBegun():
            return _begun(dossier, event), ()
        case Corrected():
            return _corrected(dossier, dossier.entries[event.seq - 1]), ()
        case Scheduled():
            stage = dossier.programme.stages[event.stage].title.into(spoken())
            return _(_ON_AGENDA).format(stage=stage, day=event.meets_on.show(spoken())), ()
        case ConditionSettled():
            return _condition(dossier, event)
        case Submitted() | DocumentsSupplied() | Returned() | Resolved() | Decided() | FundsConfirmed() | Called() | Selected():
            title = dossier.programme.stages[event.stage].title.into(spoken())
            if isinstance(event, Submitted):  # it has one outcome, which its title says
                return title, ()
            return f"{title}: {OUTCOMES[outcome_of(event)].into(spoken())}", _details(event)
        case _:
            return "", ()


def _corrected(dossier: Dossier, target: Recorded) -> str:
    """Say that an entry was corrected, if its own people were told about the entry."""
    event = target.event
    if not isinstance(event, AtStage) or type(event).__name__ not in TOLD_TO_OWN or not concerns_own(dossier, target):
        return ""
    return _(_CORRECTED).format(stage=dossier.programme.stages[event.stage].title.into(spoken()))


def _condition(dossier: Dossier, event: ConditionSettled) -> tuple[str, tuple[str, ...]]:
    """What ended, in its own words; a condition that no longer counts is not spoken of."""
    text = next((one.text for one in conditions(dossier) if (one.seq, one.number) == (event.seq, event.number)), "")
    return (_(_CONDITION).format(word=OUTCOMES[event.outcome].into(spoken())), (text,)) if text else ("", ())


def _begun(dossier: Dossier, event: RoundBegun) -> str:
    """Say what a new round means to the applicant: their application is looked at again, not a new grant."""
    if event.proceeding != dossier.programme.approval:
        title = dossier.programme.by_key[event.proceeding].title.into(spoken())
        return _(_ROUND).format(title=title, round=event.round)
    stages = dossier.programme.by_key[event.proceeding].stages
    said = (fact.event for stage in stages for fact in dossier.visits.get((stage.key, event.round - 1), ()))
    reworked = any(isinstance(one, Returned) and one.purpose is ReturnPurpose.REWORK for one in said)
    return _(_REWORKED if reworked else _AGAIN).format(round=event.round)


def _details(event: AtStage) -> tuple[str, ...]:
    match event:
        case Returned():
            wanted = _("documents: {documents}").format(documents=", ".join(event.documents)) if event.documents else ""
            return event.reason, wanted, _day("by {day}", event.due)
        case Resolved():
            where = _("to {where}").format(where=event.referred_to) if event.referred_to else ""
            return *event.conditions.splitlines(), where, _day("on {day}", event.resubmit_on)
        case Decided():
            amount = "" if event.amount is None else _("{amount} EUR").format(amount=money.show(event.amount, spoken()))
            formal = _("What counts is the formal decision letter.")
            return _day("as of {day}", event.effective_on), amount, *event.conditions.splitlines(), formal
        case Called():
            return (_day("by {day}", event.closes_on),)
        case _:
            return ()


def _day(template: str, day: When | None) -> str:
    return _(template).format(day=day.show(spoken())) if day else ""


def expected(dossier: Dossier, ahead: Mapping[str, tuple[str, ...]]) -> Iterator[Step]:
    """The steps still to come in every proceeding that goes on, in the programme's order; `ahead` says when, by stage."""
    waits = {line.stage: line for line in awaited(dossier)}
    for proceeding in dossier.programme.proceedings:
        if not dossier.rounds[proceeding.key] or standing.finished(dossier, proceeding):
            continue
        for stage in proceeding.stages:
            if not in_play(dossier, stage, dossier.rounds[proceeding.key]):
                continue
            title = stage.title.into(spoken())
            if line := waits.get(stage.key):
                role = dossier.programme.roles[line.role].into(spoken())
                yield Step(line.due or "", title, (_("waits for: {role}").format(role=role),), "now", ahead.get(stage.key, ()))
            elif isinstance(standing.standing(dossier, stage), NotYet):
                role = dossier.programme.roles[stage.role].into(spoken())
                yield Step("", title, (_("then: {role}").format(role=role),), "expected", ahead.get(stage.key, ()))
