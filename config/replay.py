"""What a sample means when it is replayed: the command of each entry, and the key under which it is recorded once."""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType

from config.sample import Entry, Sample
from domain import money
from domain.commands import Command, Correct, Details, Place, ReportStatus, Return, Withdraw
from domain.commands.meetings import DeclareConflict, Propose, Schedule, SettleCondition, Unschedule
from domain.dates import When
from domain.errors import NoSuchStage
from domain.programme import Programme
from domain.stages import command_for
from domain.vocabulary import ConditionOutcome, DecisionOutcome, ImplementationStatus, ReturnPurpose


def command_of(programme: Programme, entry: Entry, ids: Mapping[str, str] = MappingProxyType({})) -> Command:
    """The command an entry means; `ids` has the id of everybody it names by handle.

    Raises a Refusal where the programme does not know the entry's words.
    """
    match entry:
        case Entry(act="record", stage=str(stage), outcome=str(outcome)):
            return _at_stage(programme, entry, stage, outcome, ids)
        case Entry(act="return", stage=str(stage), purpose=ReturnPurpose() as purpose):
            return Return(
                stage=stage,
                on=entry.on,
                purpose=purpose,
                reason=entry.reason,
                documents=entry.documents,
                due=entry.due,
                keep=entry.keep,
            )
        case Entry(act="withdraw", on=When() as on):
            return Withdraw(on=on, reason=entry.reason)
        case Entry(act="status", on=When() as on, status=ImplementationStatus() as status):
            return ReportStatus(on=on, status=status)
        case Entry(act="correct", seq=int(seq)):
            return Correct(
                seq=seq,
                reason=entry.reason,
                void=entry.void,
                on=entry.on,
                effective_on=entry.effective_on,
                outcome=entry.outcome,
                amount=_cents(entry),
            )
        case _:
            return _around_the_bodies(entry, ids)


def _around_the_bodies(entry: Entry, ids: Mapping[str, str]) -> Command:
    match entry:
        case Entry(act="schedule", on=When() as on, stage=str(stage), meets_on=When() as meets_on):
            return Schedule(stage=stage, on=on, meets_on=meets_on, public=not entry.nonpublic)
        case Entry(act="unschedule", on=When() as on, stage=str(stage)):
            return Unschedule(stage=stage, on=on, reason=entry.reason)
        case Entry(act="propose", on=When() as on, stage=str(stage), outcome=str(outcome)):
            return Propose(stage=stage, on=on, outcome=DecisionOutcome(outcome), amount=_cents(entry), reason=entry.reason)
        case Entry(act="condition", on=When() as on, seq=int(seq), number=int(number), outcome=str(outcome)):
            return SettleCondition(seq=seq, number=number, on=on, outcome=ConditionOutcome(outcome), proof=entry.proof)
        case Entry(act="conflict", on=When() as on, party=str(party)):
            return DeclareConflict(on=on, party=ids[party])
        case _:
            message = "an entry with faults means nothing; ask faults_of_sample first"
            raise ValueError(message)


def _at_stage(programme: Programme, entry: Entry, stage: str, outcome: str, ids: Mapping[str, str]) -> Command:
    if stage not in programme.stages:
        raise NoSuchStage(programme=programme.programme, stage=stage, known=", ".join(programme.stages))
    place = Place(stage=stage, on=entry.on, round=entry.round, begins_round=entry.begins_round, keep=entry.keep)
    details = Details(
        effective_on=entry.effective_on,
        amount=_cents(entry),
        reason=entry.reason,
        conditions=entry.conditions,
        vote=entry.vote,
        referred_to=entry.referred_to,
        resubmit_on=entry.resubmit_on,
        sources=entry.sources,
        closes_on=entry.closes_on,
        bidder=ids[entry.bidder] if entry.bidder else "",
        voters=tuple(ids[handle] for handle in entry.voters),
        biased=tuple(ids[handle] for handle in entry.biased),
        secret=entry.secret,
    )
    return command_for(programme, place, outcome, details)


def opening_key(sample: Sample) -> str:
    """The key under which the opening of the dossier is recorded once: 64 hex digits."""
    return _digest(sample, "opening", sample.application.model_dump(mode="json", exclude_defaults=True))


def entry_key(sample: Sample, index: int) -> str:
    """The key under which entry `index` is recorded once: 64 hex digits, the same on every replay.

    Made from what the entry says (its note aside) and its number among equal entries, so that entries can be added to
    the file, before or after, without any other changing its key.
    """
    said = _content(sample.entries[index])
    ordinal = sum(_content(entry) == said for entry in sample.entries[:index])
    return _digest(sample, "entry", said, ordinal)


def _content(entry: Entry) -> dict[str, object]:
    return entry.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"note"})


def _digest(sample: Sample, *parts: object) -> str:
    case = sample.application
    said = json.dumps([case.reference, case.programme, case.authority, *parts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _cents(entry: Entry) -> int | None:
    return None if entry.amount is None else money.cents(entry.amount)
