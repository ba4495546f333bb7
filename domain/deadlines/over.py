"""Which deadlines there are in a dossier, whose they are, and which of its facts end them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain import standing
from domain.answers import SETTLED, Passed, Rejected, SentBack
from domain.dates import When
from domain.dossier import Dossier
from domain.duties.staff import applicants_roles
from domain.events import DocumentsSupplied, Event, Recorded, Returned, Submitted
from domain.events.chain import StageOpened
from domain.events.deadlines import DeadlineSet, Notified
from domain.meetings.referral import in_play
from domain.programme import Programme
from domain.programme.timed import USUAL, TimedDuty
from domain.text import Text
from domain.vocabulary import DeadlineState, OwedBy, ReturnPurpose, StageKind

APPEAL = Text(de="Rechtsbehelfsfrist", en="Appeal period")
#: Results of a proceeding after which nothing that was asked for in it is owed any more.
_NO = frozenset({"withdrawn", "refused", "settled"})
#: So many letters of a title are for the documents that were asked for.
ROOM = 100


@dataclass(frozen=True, slots=True)
class Slot:
    """A deadline by its name: the kind of entry that founds it, and what that says about it; `seq` is that entry's."""

    name: str
    kind: type[Event]
    title: Text
    role: str
    stage: str
    round: int
    seq: int
    ladder: str = USUAL.key
    #: The stage whose fact meets it.
    until: str = ""
    #: The submission of the next round meets it: the first one went back to be worked over.
    rework: bool = False


def slot_of(dossier: Dossier, entry: Recorded) -> Slot:
    """The deadline an entry founds; only for entries that found one."""
    programme, event = dossier.programme, entry.event
    match event:
        case StageOpened():
            name, title = f"{event.stage}:{event.round}", _of_stage_named(programme, event.stage)
            opened = programme.stages.get(event.stage)
            ladder = (opened.ladder if opened else None) or USUAL.key
            return Slot(name, StageOpened, title, event.role, event.stage, event.round, entry.seq, ladder)
        case Returned():
            stage = programme.stages[event.stage]
            role = stage.role if stage.kind is StageKind.SUBMISSION else programme.entry.role
            return Slot(
                f"{event.stage}:{event.round}:return:{entry.seq}", Returned, _sent_back(stage.title, event), role, event.stage,
                event.round, entry.seq, stage.ladder or USUAL.key, rework=event.purpose is ReturnPurpose.REWORK,
            )  # fmt: skip
        case Notified():
            name = f"appeal:{event.stage}:{event.round}:{entry.seq}"
            return Slot(name, Notified, APPEAL, "", event.stage, event.round, entry.seq, "")
        case DeadlineSet():
            return _set(programme, event, entry.seq)
        case _:
            message = f"{type(event).__name__} sets no deadline"
            raise TypeError(message)


def title_of(programme: Programme, founding: Event) -> Text:
    """What the deadline is called that this entry founds; an appeal period for whatever else it is."""
    match founding:
        case StageOpened():
            return _of_stage_named(programme, founding.stage)
        case Returned():
            return _sent_back(programme.stages[founding.stage].title, founding)
        case DeadlineSet():
            return _set(programme, founding, 0).title
        case _:
            return APPEAL


def duty_of(programme: Programme, name: str) -> TimedDuty | None:
    """The deadline of the programme that one of that name is, or None."""
    key = name.partition(":")[0]
    return next((duty for duty in programme.deadlines if duty.key == key), None)


def day_counted(start: When, duty: TimedDuty | None, *, back: bool) -> date:
    """The day a period is counted from: of a start known only by its month the last day, and that is kept as a month.

    Only what is counted back from a beginning is counted from the first day of its month: by then it may have begun. A clock
    that stops or goes on needs a day, for there the days themselves are counted.
    """
    return start.first if back and not (duty and duty.before == "ends") else start.last


def _set(programme: Programme, event: DeadlineSet, seq: int) -> Slot:
    duty = duty_of(programme, event.deadline)
    title = Text(de=event.title, en=event.title) if event.title else duty.title if duty else Text(de=event.deadline)
    ladder = (duty.ladder if duty else None) or USUAL.key
    until = (duty.until if duty else None) or ""
    return Slot(event.deadline, DeadlineSet, title, event.role, event.stage, event.round, seq, ladder, until)


def _of_stage_named(programme: Programme, key: str) -> Text:
    """A stage's title; a case that was moved to another version may have waited at a stage which that one does not have."""
    stage = programme.stages.get(key)
    return stage.title if stage else Text(de=key)


def _sent_back(title: Text, event: Returned) -> Text:
    """What went back, and the documents that are wanted: a reminder names them, so that nobody has to look for the letter."""
    if event.purpose is ReturnPurpose.REWORK:
        return Text(de=f"Überarbeitung: {title.de}", en=f"Rework: {title.into('en')}")
    named = _named(event.documents)
    if not named:
        return Text(de=f"Unterlagen: {title.de}", en=f"Documents: {title.into('en')}")
    said, more = ", ".join(named), len(event.documents) - len(named)
    de, en = (f" und {more} weitere", f" and {more} more") if more else ("", "")
    return Text(de=f"Unterlagen: {said}{de} ({title.de})", en=f"Documents: {said}{en} ({title.into('en')})")


def _named(documents: tuple[str, ...]) -> list[str]:
    """The first of the documents asked for, as far as a title has room; one at least, cut off if need be."""
    named: list[str] = []
    for one in documents:
        words = " ".join(one.split())
        if named and len(", ".join([*named, words])) > ROOM:
            break
        named.append(words if len(words) <= ROOM else f"{words[: ROOM - 1].rstrip()}…")
    return named


def owed_by(programme: Programme, role: str, stage: str = "") -> OwedBy:
    """Whose time it is while `role` owes the step: as the programme says, else by who applies and where bodies meet."""
    if role in programme.owed_by:
        return programme.owed_by[role]
    if role in applicants_roles(programme):
        return OwedBy.SPONSOR
    here = programme.stages.get(stage)
    if here is not None and here.kind is StageKind.MEETING and here.role == role:
        return OwedBy.MEETING
    if here is None and any(s.role == role for s in programme.stages.values() if s.kind is StageKind.MEETING):
        return OwedBy.MEETING
    return OwedBy.OFFICE


def over(dossier: Dossier, slot: Slot) -> DeadlineState | None:
    """What the facts have made of a deadline: met or voided, or None while it holds."""
    if slot.kind is StageOpened:
        return _of_stage(dossier, slot)
    if slot.kind is Returned:
        came = next(_answers_to(dossier, slot), None)
        return DeadlineState.MET if came else _gone(dossier, slot, slot.round + slot.rework)
    if slot.kind is Notified:
        said = standing.answer(dossier, dossier.programme.stages[slot.stage], slot.round)
        return None if isinstance(said, SETTLED) else DeadlineState.VOIDED
    return _of_duty(dossier, slot)


def met_on(dossier: Dossier, slot: Slot) -> When | None:
    """The day of the fact that met a deadline, for one of which `over` says that it was met."""
    if slot.kind is Returned:
        return next(_answers_to(dossier, slot)).on
    if slot.kind is DeadlineSet:
        return next(_reached(dossier, slot)).on
    said = standing.answer(dossier, dossier.programme.stages[slot.stage], slot.round)
    if isinstance(said, SentBack):
        return dossier.entries[said.seq - 1].on
    return said.on if said else None


def _of_stage(dossier: Dossier, slot: Slot) -> DeadlineState | None:
    stage = dossier.programme.stages.get(slot.stage)
    if stage is None:
        return DeadlineState.VOIDED
    if isinstance(standing.answer(dossier, stage, slot.round), (*SETTLED, SentBack)):
        return DeadlineState.MET
    if not in_play(dossier, stage, slot.round):
        return DeadlineState.VOIDED
    return _gone(dossier, slot, slot.round)


def _gone(dossier: Dossier, slot: Slot, number: int) -> DeadlineState | None:
    """Voided where the proceeding is closed or in a later round."""
    proceeding = dossier.programme.home[slot.stage]
    later = dossier.rounds[proceeding.key] > number
    return DeadlineState.VOIDED if later or standing.finished(dossier, proceeding) else None


def _answers_to(dossier: Dossier, slot: Slot) -> Iterator[Recorded]:
    """What came after a submission was sent back, in the order it was recorded."""
    came = (DocumentsSupplied, Submitted)
    rounds = (slot.round, slot.round + 1) if slot.rework else (slot.round,)
    return (
        fact
        for number in rounds
        for fact in dossier.visits.get((slot.stage, number), ())
        if isinstance(fact.event, came) and fact.seq > slot.seq
    )


def _of_duty(dossier: Dossier, slot: Slot) -> DeadlineState | None:
    """A deadline of its own outlives the grant: the report is due years after it; not a refusal, and not the next round."""
    programme = dossier.programme
    if slot.until in programme.stages and any(True for _said in _reached(dossier, slot)):
        return DeadlineState.MET
    home = programme.home.get(slot.stage)
    if home is not None and dossier.rounds[home.key] > slot.round > 0:
        return DeadlineState.VOIDED
    duty = duty_of(programme, slot.name)
    if (
        duty is not None and home is not None and duty.since == slot.stage
        and counted_from(dossier, duty, slot.stage, slot.round) is None
    ):  # fmt: skip
        # What it was counted from was taken out, or says no now.
        return DeadlineState.VOIDED
    ends = {programme.approval} | ({home.key} if home else set())
    no = any(standing.finished(dossier, programme.by_key[key]) in _NO for key in ends)
    return DeadlineState.VOIDED if no else None


def counted_from(dossier: Dossier, duty: TimedDuty, stage: str, number: int) -> When | None:
    """The day of the fact from which a deadline of the programme is counted; None while there is none (any more)."""
    said = standing.answer(dossier, dossier.programme.stages[stage], number) if number else None
    if isinstance(said, SentBack):
        # It came in all the same, and on the same day, although documents are missing; unless it was taken out since.
        came = (fact.on for fact in reversed(dossier.at(stage, number)) if isinstance(fact.event, Submitted))
        return next(came, None)
    if not isinstance(said, Passed):
        return None
    return notified_on(dossier, stage, number) if duty.since_notified else said.on


def notified_on(dossier: Dossier, stage: str, number: int) -> When | None:
    """The day on which the decision of a stage counts as known, None before anybody recorded its notification."""
    said = (fact.event for fact in reversed(dossier.facts) if isinstance(fact.event, Notified))
    return next((one.notified_on for one in said if (one.stage, one.round) == (stage, number)), None)


def _reached(dossier: Dossier, slot: Slot) -> Iterator[Passed | Rejected]:
    """How its last stage was settled: in its own round where both are of one proceeding, else in any."""
    until, home = dossier.programme.stages[slot.until], dossier.programme.home
    same = slot.stage in home and home[slot.stage] is home[slot.until]
    rounds = [slot.round] if same and slot.round else range(1, dossier.rounds[home[slot.until].key] + 1)
    answers = (standing.answer(dossier, until, number) for number in rounds)
    return (said for said in answers if isinstance(said, SETTLED))
