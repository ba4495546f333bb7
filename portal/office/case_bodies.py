"""What a case file says of bodies and bidders: its agendas, the course of the consultation, bids, what it belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.dossier import Dossier
from domain.duties.staff import staff_roles
from domain.events import Resolved
from domain.events.meetings import BidReceived, Scheduled, Selected
from domain.meetings.referral import in_play
from domain.programme import Programme, Stage
from domain.vocabulary import StageKind
from domain.words import OUTCOMES
from portal.office.conditions import shown
from portal.policy import Act, may
from store import framework
from store.access import Account
from store.framework import Head
from store.people import Known
from store.programmes import newest, programme_by_hash
from wording.language import N_, _, spoken
from wording.words import STATUSES
from workflows.house import House
from workflows.names import shown_name

_ON_AGENDA = N_("On the agenda of {body} on {day}")
_ON_AGENDA_NON_PUBLIC = N_("On the agenda of {body} on {day}, non-public")


@dataclass(frozen=True, slots=True)
class Consultation:
    """A line of the course of the consultation: which body, when, with which result, and the entry that says so."""

    body: str
    day: str
    result: str
    vote: str
    seq: int
    advisory: bool


@dataclass(frozen=True, slots=True)
class Bid:
    """A bid: whose, of which day, for how many cents, whether it was chosen."""

    name: str
    day: str
    amount: int | None
    chosen: bool
    round: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another dossier: its reference and title, how far it is, and where it is, empty for whoever may not read it."""

    reference: str
    title: str
    status: str
    href: str


def bodies(house: House, account: Account, dossier: Dossier, known: Mapping[str, Known]) -> dict[str, Any]:
    """What the case file's page needs of all this, by the names its template uses."""
    return {
        "agendas": [line for line, _meeting in agendas(dossier)],
        "consultations": list(consultations(dossier)),
        "bids": list(_bids(dossier, known)),
        "conditions": shown(dossier),
        "ends_conditions": may(account, Act.SETTLE_CONDITION, dossier),
        "codes": _codes(dossier),
        "paper": _paper(dossier),
        **_related(house, account, dossier),
    }


def agendas(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """The agendas the case stands on now, in words, each with the id of its meeting where that is known."""
    for stage in dossier.programme.stages.values():
        number = dossier.rounds[dossier.programme.home[stage.key].key]
        there = dossier.scheduled(stage.key, number) if stage.kind is StageKind.MEETING else None
        if there is not None and isinstance(there.event, Scheduled):
            said = _(_ON_AGENDA if there.event.public else _ON_AGENDA_NON_PUBLIC)
            day = there.event.meets_on.show(spoken())
            yield said.format(body=body_of(dossier.programme, stage), day=day), there.event.meeting


def body_of(programme: Programme, stage: Stage) -> str:
    """The name of a stage's body as the office says it, else the stage's title."""
    body = programme.bodies_by_key.get(stage.body or "")
    return (body.title if body else stage.title).into(spoken())


def consultations(dossier: Dossier) -> Iterator[Consultation]:
    """The course of the consultation (Beratungsfolge), in the order of its days, where several bodies take part.

    A body that has yet to deal with the case stands at the end, with the day of the agenda it is on.
    """
    programme = dossier.programme
    meetings = [stage for stage in programme.stages.values() if stage.kind is StageKind.MEETING]
    if len({stage.body for stage in meetings}) < 2:  # noqa: PLR2004 - with one body there is no course
        return
    there = [fact for fact in dossier.facts if isinstance(fact.event, Resolved)]
    for fact in sorted(there, key=lambda fact: (fact.on.first, fact.seq)):
        event = fact.event
        assert isinstance(event, Resolved)  # noqa: S101 - filtered above, for the type checker
        stage = programme.stages[event.stage]
        result = OUTCOMES[event.outcome].into(spoken())
        day = fact.on.show(spoken()) if fact.on.known else ""
        yield Consultation(body_of(programme, stage), day, result, event.vote, fact.seq, stage.advisory)
    for stage in meetings:
        number = dossier.rounds[programme.home[stage.key].key]
        on = dossier.scheduled(stage.key, number)
        if number and in_play(dossier, stage, number) and (on or not dossier.at(stage.key, number)):
            day = on.event.meets_on.show(spoken()) if on and isinstance(on.event, Scheduled) else ""
            yield Consultation(body_of(programme, stage), day, "", "", on.seq if on else 0, stage.advisory)


def _bids(dossier: Dossier, known: Mapping[str, Known]) -> Iterator[Bid]:
    chosen = {(f.event.round, f.event.bidder) for f in dossier.facts if isinstance(f.event, Selected)}
    for fact in dossier.facts:
        event = fact.event
        if isinstance(event, BidReceived):
            day = fact.on.show(spoken()) if fact.on.known else ""
            name = shown_name(known, event.bidder)
            yield Bid(name, day, event.amount, (event.round, event.bidder) in chosen, event.round)


def _codes(dossier: Dossier) -> list[str]:
    titles = {code.key: code.title.into(spoken()) for code in dossier.programme.codes}
    return [f"{key} – {titles[key]}" if key in titles else key for key in dossier.opened.codes]


def _paper(dossier: Dossier) -> str:
    found = next((paper for paper in dossier.programme.papers if paper.key == dossier.opened.paper), None)
    return found.title.into(spoken()) if found else dossier.opened.paper


def _related(house: House, account: Account, dossier: Dossier) -> dict[str, Any]:
    """The framework it is part of, and the single operations that are part of it."""
    opened = dossier.opened
    with house.database.reading() as connection:
        hashes = newest(connection)
        known = {key: programme_by_hash(connection, hash_) for key, hash_ in hashes.items()}
        parts = [key for key, programme in known.items() if programme.part_of == opened.programme]
        above = framework.head(connection, opened.part_of) if opened.part_of else None
        below = framework.parts_of(connection, dossier.id, opened.authority, parts) if parts else []
    return {
        "framework": _one(account, known, above) if above else None,
        "operations": [_one(account, known, one) for one in below],
    }


def _one(account: Account, known: Mapping[str, Programme], head: Head) -> Related:
    programme = known.get(head.programme)
    reads = programme is not None and bool(account.roles.get(head.programme, frozenset()) & staff_roles(programme))
    href = f"/akten/{head.dossier}" if reads else ""
    return Related(head.reference, head.title, _(STATUSES[head.approval]), href)
