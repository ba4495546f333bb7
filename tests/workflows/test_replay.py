"""Replaying a case of the past: through the same door, in the same order, and only once."""

import pytest

from domain.events import Decided, Resolved, Submitted
from tests.houses import (
    BERLIN_SAMPLE,
    LEIPZIG_SAMPLE,
    events_of,
    findings,
    letters,
    sample,
    without_next_actor,
    worklist,
)
from workflows.house import House
from workflows.inbox import look
from workflows.replay import day_of, replay

SAMPLES = pytest.mark.parametrize("name", [LEIPZIG_SAMPLE, BERLIN_SAMPLE])


@SAMPLES
def test_replaying_again_changes_nothing_and_says_so(a_house: House, name: str) -> None:
    first = list(replay(a_house, sample(name)))
    before = (events_of(a_house), [letter.id for letter in letters(a_house)], worklist(a_house))

    again = list(replay(a_house, sample(name)))

    assert not any(played.receipt.repeated for played in first)
    assert all(played.receipt.repeated for played in again)
    assert [played.receipt.seq for played in again] == [played.receipt.seq for played in first]
    assert (events_of(a_house), [letter.id for letter in letters(a_house)], worklist(a_house)) == before
    assert findings(a_house) == []


@SAMPLES
def test_a_replay_that_stopped_goes_on_where_it_stopped(a_house: House, name: str) -> None:
    steps = replay(a_house, sample(name))
    for _ in range(3):
        next(steps)

    repeated = [played.receipt.repeated for played in replay(a_house, sample(name))]

    assert repeated == [True] * 3 + [False] * (len(repeated) - 3)
    assert without_next_actor(a_house) == []
    assert findings(a_house) == []


def test_the_measure_sheet_is_folded_as_it_is_printed(a_house: House) -> None:
    for _ in replay(a_house, sample(LEIPZIG_SAMPLE)):
        pass

    facts = look(a_house, "2.2").dossier.facts
    assert [(f.event.round, f.on.first.isoformat()) for f in facts if isinstance(f.event, Submitted)] == [
        (1, "2002-05-24"),
        (2, "2002-09-24"),
    ]
    assert [(f.event.round, f.on.first.isoformat()) for f in facts if isinstance(f.event, Resolved)] == [
        (1, "2002-07-04"),
        (2, "2002-09-04"),
    ]
    decided = [f for f in facts if isinstance(f.event, Decided)]
    assert [(d.event.stage, d.on.known, d.event.amount) for d in decided if isinstance(d.event, Decided)] == [
        ("early_start", False, None),
        ("decision", True, None),
    ]
    assert worklist(a_house) == []


def test_the_chain_is_asked_to_go_on_after_every_new_step_only(a_house: House) -> None:
    asked: list[str] = []
    steps = len(list(replay(a_house, sample(LEIPZIG_SAMPLE), asked.append)))
    list(replay(a_house, sample(LEIPZIG_SAMPLE), asked.append))

    assert asked == [look(a_house, "2.2").dossier.id] * steps


def test_a_step_stands_under_the_day_it_happened_or_counts_from(a_house: House) -> None:
    case = sample(LEIPZIG_SAMPLE)

    days = [day_of(played, case) for played in replay(a_house, case)]

    assert [day.known for day in days] == [False, True, True, True, True, True, True, False]
    assert days[1].first.isoformat() == "2000-11-16"
