"""What the chain does by itself: once, whoever walks and however often, and never over a person's entry."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from domain.commands import Correct, Resolve
from domain.dates import When
from domain.events.chain import Closed, StageOpened
from domain.vocabulary import MeetingOutcome
from store import lists
from store.memory import Memory
from tests.faults.processes import CONTEXT, outcome, running, start
from tests.faults.racing import walk
from tests.houses import (
    DESK,
    KG,
    HousesOf,
    a_key,
    events_of,
    findings,
    leipzig_case,
    letters,
    version,
    without_next_actor,
    worklist,
)
from workflows.house import House
from workflows.inbox import look, receive
from workflows.walk import Tally, begin, catch_up, walk_directly

ADOPTED = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
WALKERS = 4


def unseen(house: House) -> int:
    with house.database.reading() as connection:
        return lists.unseen(connection)


def test_a_walk_opens_the_stage_whose_turn_it_is_and_owes_the_letter(a_house: House) -> None:
    leipzig_case(a_house, "kg")

    tally = catch_up(a_house)

    dossier = look(a_house, "2.2").dossier
    assert (tally.walked, tally.advanced, tally.letters) == (1, 1, 1)
    assert [(s, r) for s, r in dossier.stage_opened] == [("kg", 1)]
    assert [letter.template for letter in letters(a_house)] == ["receipt"]
    assert findings(a_house) == []


def test_a_finished_case_is_closed_and_waits_for_nobody(a_house: House) -> None:
    leipzig_case(a_house, "end")

    catch_up(a_house)

    dossier = look(a_house, "2.2").dossier
    assert [entry.event for entry in dossier.entries if isinstance(entry.event, Closed)] == [Closed("approval", 1, "granted")]
    assert worklist(a_house) == []
    assert without_next_actor(a_house) == []


def test_walking_twice_changes_nothing(a_house: House) -> None:
    for stage in ("submission", "kg", "decision", "end"):
        leipzig_case(a_house, stage, f"2.{stage}")
    catch_up(a_house)
    before = (events_of(a_house), [letter.id for letter in letters(a_house)], worklist(a_house), unseen(a_house))

    assert catch_up(a_house) == Tally(0, 0, 0)

    assert (
        events_of(a_house),
        [letter.id for letter in letters(a_house)],
        worklist(a_house),
        unseen(a_house),
    ) == before
    assert before[-1] == 0


def test_a_dossier_that_moved_meanwhile_is_left_for_the_next_walk(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    still = leipzig_case(a_house, "kg", "2.3")
    walking = begin(a_house, [case.dossier.id, still.dossier.id])
    for stage in walking.stages():
        walking.visit(stage)

    receive(a_house, "2.2", ADOPTED, by=KG)
    tally = walking.close()

    assert tally.ids == (still.dossier.id,)
    assert not look(a_house, "2.2").dossier.stage_opened
    assert unseen(a_house) == 1
    catch_up(a_house)
    assert sorted(look(a_house, "2.2").dossier.stage_opened) == [("decision", 1)]
    assert [letter.template for letter in letters(a_house) if letter.dossier == case.dossier.id] == [
        "receipt",
        "meeting_outcome",
    ]
    assert findings(a_house) == []


def test_two_walks_begun_on_the_same_news_write_it_once(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    walks = [begin(a_house, [case.dossier.id]) for _ in range(2)]
    for walking in walks:
        for stage in walking.stages():
            walking.visit(stage)

    advanced = [walking.close().advanced for walking in walks]

    assert advanced == [1, 0]
    assert len(letters(a_house)) == 1
    assert findings(a_house) == []


def test_a_walk_without_consequences_is_safe_to_lose_the_race(a_house: House) -> None:
    case = leipzig_case(a_house, "end")
    catch_up(a_house)
    receive(a_house, "2.2", Correct(seq=3, reason="Tippfehler", on=When("2002-07-05")), by=DESK)
    walks = [begin(a_house, [case.dossier.id]) for _ in range(2)]

    for walking in walks:
        walking.close()

    assert [letter.template for letter in letters(a_house)].count("correction") == 1
    assert unseen(a_house) == 0
    assert findings(a_house) == []


@pytest.mark.processes
def test_processes_that_walk_at_once_owe_each_letter_once(a_house: House, houses: HousesOf) -> None:
    ids = [leipzig_case(a_house, "decision", f"2.{n}").dossier.id for n in range(10)]
    together = CONTEXT.Barrier(WALKERS)

    processes = [start(walk, houses.url, houses.data, ids, together) for _ in range(WALKERS)]
    with running(processes):
        assert [outcome(process) for process in processes] == [0] * WALKERS

    owed = sorted((letter.dossier, letter.template) for letter in letters(a_house))
    assert owed == sorted((id_, template) for id_ in ids for template in ("receipt", "meeting_outcome"))
    for id_ in ids:
        assert version(a_house, id_) == 4  # opened, submitted, resolved, decision opened
    assert findings(a_house) == []


def test_walking_while_people_record_loses_and_doubles_nothing(a_house: House) -> None:
    references = [f"2.{n}" for n in range(8)]
    for reference in references:
        leipzig_case(a_house, "kg", reference)

    with ThreadPoolExecutor(4) as pool:
        walking = [pool.submit(catch_up, a_house) for _ in range(2)]
        for reference in references:
            pool.submit(receive, a_house, reference, ADOPTED, by=KG, key=a_key()).result()
        for walked in walking:
            walked.result()
    catch_up(a_house)

    assert sorted(worklist(a_house)) == [(reference, "decision", "granting_authority") for reference in references]
    assert len(letters(a_house)) == 2 * len(references)
    assert without_next_actor(a_house) == []
    assert findings(a_house) == []


def test_a_dossier_that_cannot_be_read_does_not_hold_up_the_others(a_house: House) -> None:
    spoiled = leipzig_case(a_house, "kg", "1.1")
    sound = leipzig_case(a_house, "kg", "2.2")
    with a_house.database.reading() as connection:
        trigger = "event_never_update" + ("" if a_house.database.sqlite else " ON event")
        connection.execute(text(f"DROP TRIGGER {trigger}"))
        future = text("UPDATE event SET type_version = 99 WHERE dossier = :id AND seq = 2")
        connection.execute(future, {"id": spoiled.dossier.id})
    a_house.database.memory = Memory()  # as in a process that has not read it yet

    tally = catch_up(a_house)

    assert tally.ids == (sound.dossier.id,)
    assert tally.stumbled == (spoiled.dossier.id,)


def test_the_chains_entries_carry_todays_date_and_no_persons_name(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    catch_up(a_house)

    opened = [entry for entry in look(a_house, "2.2").dossier.entries if isinstance(entry.event, StageOpened)]

    assert [(entry.on.first.isoformat(), entry.actor, entry.role) for entry in opened] == [("2026-11-23", "chain", "chain")]


def test_a_chunk_at_a_time_everything_is_walked(houses: HousesOf) -> None:
    house = houses.open(chunk=2)
    ids = {leipzig_case(house, "kg", f"2.{n}").dossier.id for n in range(5)}

    assert set(catch_up(house).ids) == ids
    assert walk_directly(house, sorted(ids)) == Tally(0, 0, 0)
