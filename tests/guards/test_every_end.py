"""Every shipped programme can be walked to each of its ends, and whatever it lists can be recorded.

The walk is mechanical (`tests.guards.walking`): a programme with an end nobody can reach, or an outcome nobody can record,
fails here before the first case does.
"""

from datetime import date
from functools import cache

import pytest

from config.application import Project
from config.load import load_authority, load_programmes
from domain import standing
from domain.dossier import Dossier
from domain.programme import Programme
from store.people import party_id
from tests.guards.repository import ROOT
from tests.guards.walking import DAY, Walked, opened, walk, wanted_ends, wanted_outcomes
from tests.houses import a_key, findings
from workflows.house import House
from workflows.inbox import open_case
from workflows.record import Asked, Receipt, record
from workflows.walk import walk_directly

PROGRAMMES = {p.programme.programme: p.programme for p in load_programmes(sorted(ROOT.glob("config/programmes/*.yaml")))}
AUTHORITIES = [load_authority(file) for file in sorted(ROOT.glob("config/authorities/*.yaml"))]
EVERY = pytest.mark.parametrize("key", PROGRAMMES)


@cache
def openers(key: str) -> tuple[str, str]:
    """An authority that runs the programme, and the handle of somebody there who may open its dossiers."""
    programme = PROGRAMMES[key]
    may = {*programme.entry.recorders, *programme.administrators}
    return next(
        (authority.authority, party.handle)
        for authority in AUTHORITIES
        for party in authority.parties
        if not may.isdisjoint(party.roles.get(key, ()))
    )


def bidder(key: str) -> str:
    """The id of a party of that authority, who makes the bids."""
    authority = next(each for each in AUTHORITIES if each.authority == openers(key)[0])
    return party_id(authority.authority, authority.parties[-1].handle)


@cache
def framework_of(key: str) -> Dossier | None:
    """A granted dossier of the programme this one is part of."""
    part_of = PROGRAMMES[key].part_of
    return walked(part_of)[0][1].ends["granted"][0] if part_of else None


@cache
def walked(key: str) -> list[tuple[str, Walked]]:
    """The walk through the approval, once for each kind of paper the programme knows."""
    programme = PROGRAMMES[key]
    papers = [paper.key for paper in programme.papers] or [""]
    starts = [(paper, opened(programme, openers(key)[0], paper, framework_of(key))) for paper in papers]
    return [(paper, walk(start, programme.by_key[programme.approval], bidder(key))) for paper, start in starts]


@EVERY
def test_a_programme_can_be_walked_to_each_of_its_ends(key: str) -> None:
    reached = {end for _, way in walked(key) for end in way.ends}
    assert reached == wanted_ends(PROGRAMMES[key])


def test_an_end_nobody_can_reach_is_found() -> None:
    fund = PROGRAMMES["berlin-aktionsfonds"]
    later = fund.budgets[0].model_copy(update={"since": date(2099, 1, 1)})
    without_money = fund.model_copy(update={"budgets": (later,)})
    way = walk(opened(without_money, "berlin"), without_money.by_key["approval"], bidder("berlin-aktionsfonds"))
    assert wanted_ends(without_money) - set(way.ends) == {"granted", "partially_granted"}


@EVERY
def test_each_outcome_of_every_stage_can_be_recorded(key: str) -> None:
    programme = PROGRAMMES[key]
    for proceeding in programme.proceedings:
        if proceeding.key == programme.approval:
            recorded = {said for _, way in walked(key) for said in way.recorded}
        else:
            recorded = walk(_begun(programme, proceeding.requires), proceeding, bidder(key)).recorded
        assert wanted_outcomes(proceeding) <= recorded, proceeding.key


def _begun(programme: Programme, requires: str | None) -> Dossier:
    """A dossier on which a further proceeding may begin: just opened, or with what it requires ended well."""
    if requires is None:
        return opened(programme, openers(programme.programme)[0], framework=framework_of(programme.programme))
    assert requires == programme.approval, "a proceeding that requires another than the approval is not walked yet"
    return next(way.ends[end][0] for _, way in walked(programme.programme) for end in ("granted", "passed") if end in way.ends)


@EVERY
def test_the_shortest_way_to_each_end_stands_in_the_store(a_house: House, key: str) -> None:
    programme = PROGRAMMES[key]
    framework = programme.part_of
    above = _play(a_house, framework, "", "granted", "R-1").dossier.opened.reference if framework else ""
    for paper, way in walked(key):
        for end in way.ends:
            receipt = _play(a_house, key, paper, end, f"W-{paper}-{end}", above)
            assert standing.finished(receipt.dossier, programme.by_key[programme.approval]) == end
    assert findings(a_house) == []


def _play(house: House, key: str, paper: str, end: str, reference: str, part_of: str = "") -> Receipt:
    authority, handle = openers(key)
    project = Project(
        authority=authority,
        programme=key,
        reference=reference,
        title="Weg",
        area="Gebiet",
        paper=paper or None,
        part_of=part_of,
    )
    receipt = open_case(house, project, DAY, None, by=handle, key=a_key())
    way = dict(walked(key))[paper]
    for command, actor in way.ends[end][1]:
        receipt = record(house, Asked(receipt.dossier.id, command, actor, a_key()))
        walk_directly(house, [receipt.dossier.id])
    return receipt
