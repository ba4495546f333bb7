"""From the domain to what the API answers. Who may see it was asked before."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from domain import standing
from domain.deadlines.awaited import awaited
from domain.dossier import Dossier
from domain.events import DocumentFiled, Recorded, payload
from domain.events.meetings import ConditionSettled, Scheduled
from domain.meetings.conditions import Condition, conditions
from domain.programme import Programme, Stage
from domain.stages import outcomes_of
from domain.standing import Waiting
from domain.vocabulary import ApprovalStatus, ImplementationStatus
from portal.api import models
from portal.api.models import Words
from portal.applicant.told import TOLD_TO_OWN, concerns_own
from portal.documents.filing import of_their_side
from store import browse
from store.access import Account
from store.people import Known
from wording.deadlines import titles_of
from wording.words import told
from workflows.walk import CHAIN


def programme(known: Programme, hash_: str, held: frozenset[str]) -> models.Programme:
    """A programme with what programs need to record in it."""
    return models.Programme(
        key=known.programme,
        title=Words.of(known.title),
        hash=hash_,
        roles={key: Words.of(title) for key, title in known.roles.items()},
        held=sorted(held),
        sources=[models.Source(key=one.key, title=Words.of(one.title), share=one.share) for one in known.sources],
        proceedings=[
            models.Course(
                key=one.key, title=Words.of(one.title), starts=one.starts.value, rounds=one.rounds,
                stages=[_station(stage) for stage in one.stages],
            )
            for one in known.proceedings
        ],
    )  # fmt: skip


def _station(stage: Stage) -> models.Station:
    return models.Station(
        key=stage.key, kind=stage.kind.value, title=Words.of(stage.title), role=stage.role,
        recorded_by=list(stage.recorders), needs=list(stage.needs), outcomes=[str(one) for one in outcomes_of(stage)],
        undated=stage.undated, effective_date=stage.effective_date,
    )  # fmt: skip


def head(line: browse.Head) -> models.Head:
    """A dossier in a list."""
    return models.Head(
        id=line.id, programme=line.programme, reference=line.reference, title=line.title,
        approval=ApprovalStatus(line.approval), implementation=ImplementationStatus(line.implementation),
        finished=line.finished, version=line.version, changed_at=line.changed_at,
    )  # fmt: skip


def waits(dossier: Dossier) -> list[models.Waits]:
    """Whom a dossier waits for."""
    return [waiting(line, dossier.programme) for line in awaited(dossier)]


def waiting(line: Waiting, known: Programme) -> models.Waits:
    """Somebody a dossier waits for."""
    return models.Waits(
        stage=line.stage, title=Words.of(known.stages[line.stage].title), round=line.round, role=line.role,
        since=line.since, due=line.due or None, returned=line.returned,
    )  # fmt: skip


def ids_of(dossier: Dossier) -> set[str]:
    """The ids of everybody the view of a dossier names."""
    return {*dossier.parties, dossier.officer} - {""}


def dossier(case: Dossier, known: Mapping[str, Known], *, staff: bool) -> models.Dossier:
    """A dossier as it stands; who is responsible for it is told to staff only."""
    opened = case.opened
    return models.Dossier(
        id=case.id, authority=opened.authority, programme=opened.programme, programme_hash=case.pinned,
        reference=opened.reference, title=opened.title, area=opened.area,
        applicant=party(case.applicant, known), sponsor=party(case.sponsor, known),
        contact=party(opened.contact, known), officer=party(case.officer, known) if staff else None,
        begins=opened.begins, ends=opened.ends, requested=opened.requested,
        plan=[models.Share(source=one.source, share=one.share or None, amount=one.cents) for one in opened.plan],
        approval=standing.approval_status(case), implementation=case.implementation,
        finished=standing.is_finished(case), version=case.version, waits=waits(case),
        conditions=[_condition(one, staff=staff) for one in conditions(case)], agenda=_agenda(case, staff=staff),
        codes=list(opened.codes), paper=opened.paper, refers_to=opened.refers_to,
        part_of=opened.part_of or None if staff else None,
    )  # fmt: skip


def _condition(one: Condition, *, staff: bool) -> models.Condition:
    ending = one.settled.event if one.settled else None
    state: Literal["open", "met", "waived", "moot"] = "moot" if one.moot else "open"
    if one.settled is None or not isinstance(ending, ConditionSettled):
        return models.Condition(seq=one.seq, number=one.number, text=one.text, state=state, ended=None, proof=None)
    return models.Condition(
        seq=one.seq, number=one.number, text=one.text, state=ending.outcome.value, ended=one.settled.on,
        proof=ending.proof if staff else None,
    )  # fmt: skip


def _agenda(case: Dossier, *, staff: bool) -> list[models.OnAgenda]:
    found = []
    for stage in case.programme.stages.values():
        there = case.scheduled(stage.key, case.rounds[case.programme.home[stage.key].key])
        if there is not None and isinstance(there.event, Scheduled):
            event = there.event
            found.append(
                models.OnAgenda(
                    stage=event.stage, round=event.round, meets_on=event.meets_on,
                    meeting=event.meeting or None if staff else None, public=event.public if staff else None,
                )
            )  # fmt: skip
    return found


def party(id_: str, known: Mapping[str, Known]) -> models.Party | None:
    """A person or organisation; the chain that acts for the installation has no name."""
    if not id_:
        return None
    return models.Party(id=id_, name=known[id_].name if id_ in known else "")


def told_to_own(account: Account, case: Dossier) -> list[Recorded]:
    """The entries its own people read: what counts today, of the kinds that concern them; no documents of the office."""
    return [
        fact for fact in case.facts
        if type(fact.event).__name__ in TOLD_TO_OWN and concerns_own(case, fact)
        and (not isinstance(fact.event, DocumentFiled) or of_their_side(account, case, fact))
    ]  # fmt: skip


def entry(case: Dossier, one: Recorded, hashes: tuple[str, str], known: Mapping[str, Known], *, staff: bool) -> models.Entry:
    """An entry of the history."""
    name = type(one.event).__name__
    data: dict[str, Any] = json.loads(payload.write(one.event))
    if not staff:
        data = {key: value for key, value in data.items() if key in TOLD_TO_OWN[name]}
    return models.Entry(
        seq=one.seq, type=name, on=one.on, recorded_at=one.recorded_at,
        what=told(one.event, case.programme, titles_of(case)) if staff else None,
        actor=party(one.actor, known) if staff and one.actor != CHAIN else None,
        behalf=party(one.behalf, known) if staff else None,
        role=one.role if staff else None, data=data, hash=hashes[0], previous=hashes[1],
    )  # fmt: skip
