"""Moving cases to another version of their programme: never unasked, never where it would need a person."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.commands import Resolve
from domain.commands.meetings import Repin
from domain.dates import When
from domain.errors import ChangedMeanwhile, NotYourRole, ReasonNeeded, Refusal
from domain.errors.repinning import (
    AlreadyThere,
    NoSuchVersion,
    OtherProgramme,
)
from domain.events.meetings import Repinned
from domain.programme import Programme
from domain.vocabulary import MeetingOutcome
from store import dossiers
from store.change import Loaded
from store.memory import Memory
from tests.changed_programmes import store_changed, with_a_hearing
from tests.houses import (
    BERLIN,
    CITY,
    DESK,
    KG,
    LEIPZIG,
    TEAM,
    HousesOf,
    a_key,
    berlin_case,
    events_of,
    findings,
    leipzig_case,
    worklist,
)
from workflows.house import House
from workflows.inbox import look, person, receive
from workflows.record import Asked, Receipt, record_all
from workflows.repinning import move, move_all, preview, version_of
from workflows.walk import catch_up, walk_directly

ADOPTED = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
REASON = "Neue Fassung der Richtlinie"


def load(house: House, id_: str) -> Loaded:
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
    assert loaded is not None
    return loaded


def moved(house: House, reference: str, to: Programme, hash_: str, by: str = DESK) -> Receipt:
    return move(house, look(house, reference), to, hash_, by=by, reason=REASON)


def test_a_moved_case_goes_on_under_the_new_version(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    catch_up(a_house)
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)

    receipt = moved(a_house, "2.2", to, hash_)
    catch_up(a_house)
    dossier = look(a_house, "2.2").dossier

    assert isinstance(receipt.dossier.entries[-1].event, Repinned)
    assert dossier.pinned == hash_
    assert dossier.programme == to
    assert worklist(a_house) == [("2.2", "hearing", "case_officer")]
    assert ("hearing", 1) in dossier.stage_opened
    receive(a_house, "2.2", Resolve(stage="hearing", on=When("2002-08-01"), outcome=MeetingOutcome.ADOPTED), by=DESK)
    catch_up(a_house)
    assert worklist(a_house) == [("2.2", "decision", "granting_authority")]
    assert findings(a_house) == []


def test_what_another_process_remembers_is_read_anew_after_the_move(houses: HousesOf) -> None:
    here, elsewhere = houses.open(), houses.open()
    id_ = leipzig_case(here, "decision").dossier.id
    load(elsewhere, id_)
    to, hash_ = store_changed(here, LEIPZIG, with_a_hearing)
    moved(here, "2.2", to, hash_)
    catch_up(here)

    extended = load(elsewhere, id_)
    with elsewhere.database.reading() as connection:
        [among_many] = dossiers.load_many(elsewhere.database, connection, [id_])
    elsewhere.database.memory = Memory()
    anew = load(elsewhere, id_)

    assert extended.dossier.programme == to
    assert extended == among_many == anew


def test_a_case_moved_and_moved_back_is_what_it_was(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    catch_up(a_house)
    old, old_hash = version_of(a_house, LEIPZIG)
    before = worklist(a_house)
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)

    moved(a_house, "2.2", to, hash_)
    moved(a_house, "2.2", old, old_hash)
    catch_up(a_house)

    assert worklist(a_house) == before
    assert look(a_house, "2.2").dossier.programme == old
    assert findings(a_house) == []


def test_a_fact_after_the_move_in_the_same_transaction_is_judged_by_the_new_version(a_house: House) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)
    actor = person(a_house, "leipzig", LEIPZIG, DESK)
    repin = Repin(on=When("2026-11-23"), programme_hash=hash_, reason=REASON, to=to)
    heard = Resolve(stage="hearing", on=When("2002-08-01"), outcome=MeetingOutcome.ADOPTED)

    results = record_all(a_house, [Asked(id_, repin, actor, a_key()), Asked(id_, heard, actor, a_key())])

    assert [type(result) for result in results] == [Receipt, Receipt]
    assert findings(a_house) == []
    assert look(a_house, "2.2").dossier.programme == to


def test_cases_of_both_versions_go_on_in_one_walk(a_house: House) -> None:
    """A case may be moved after the chain has put its batch together, and before it is walked."""
    stays = leipzig_case(a_house, "decision").dossier.id
    goes = leipzig_case(a_house, "decision", "2.3").dossier.id
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)
    moved(a_house, "2.3", to, hash_)

    walk_directly(a_house, [stays, goes])

    assert ("decision", 1) in load(a_house, stays).dossier.stage_opened
    assert ("hearing", 1) in load(a_house, goes).dossier.stage_opened
    assert ("decision", 1) not in load(a_house, goes).dossier.stage_opened
    assert findings(a_house) == []


def test_nothing_moves_when_a_house_is_furnished_with_a_changed_file(houses: HousesOf) -> None:
    """P12: a running case keeps the version it began with; only the preview speaks of the new one."""
    house = houses.open()
    leipzig_case(house, "decision")
    catch_up(house)
    pinned, before, lines = look(house, "2.2").dossier.pinned, events_of(house), worklist(house)
    to, hash_ = store_changed(house, LEIPZIG, with_a_hearing)

    again = houses.open()
    preview(again, to, hash_)
    catch_up(again)

    assert look(again, "2.2").dossier.pinned == pinned
    assert (events_of(again), worklist(again)) == (before, lines)


def test_of_two_who_move_a_case_at_once_one_does(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)
    held = look(a_house, "2.2")

    def one(_number: int) -> bool:
        try:
            move(a_house, held, to, hash_, by=DESK, reason=REASON)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        done = sorted(pool.map(one, range(4)))

    assert done == [False, False, False, True]
    assert findings(a_house) == []


def test_a_case_that_changed_since_the_preview_is_left_alone(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    leipzig_case(a_house, "kg", "2.3")
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)
    found = preview(a_house, to, hash_)
    receive(a_house, "2.3", ADOPTED, by=KG)

    results = {one.reference: got for one, got in move_all(a_house, found, to, hash_, by=DESK, reason=REASON)}

    assert isinstance(results["2.2"], Receipt)
    assert isinstance(results["2.3"], ChangedMeanwhile)
    assert findings(a_house) == []


def test_only_an_administrator_moves_a_case_and_only_with_a_reason(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)

    with pytest.raises(NotYourRole):
        moved(a_house, "2.2", to, hash_, by=CITY)
    with pytest.raises(ReasonNeeded):
        move(a_house, look(a_house, "2.2"), to, hash_, by=DESK, reason=" ")


def test_a_move_to_where_the_case_is_or_to_another_programme_is_refused(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    here, hash_ = version_of(a_house, LEIPZIG)
    berlin, other = version_of(a_house, BERLIN)

    with pytest.raises(AlreadyThere):
        moved(a_house, "2.2", here, hash_)
    with pytest.raises(OtherProgramme):
        moved(a_house, "2.2", berlin, other)
    with pytest.raises(NoSuchVersion):
        version_of(a_house, LEIPZIG, "zzzz")
    with pytest.raises(NoSuchVersion):
        receive(a_house, "2.2", Repin(on=When("2026-11-23"), programme_hash="f" * 64, reason=REASON), by=DESK)


def test_money_that_was_given_keeps_its_budget_when_the_case_is_moved(a_house: House) -> None:
    berlin_case(a_house, "AF-1", "end")
    berlin_case(a_house, "AF-2", "decision")
    to, hash_ = store_changed(a_house, BERLIN, lambda words: words["budgets"][-1].update(per_project="2000"))

    receipt = move(a_house, look(a_house, "AF-1", BERLIN), to, hash_, by=TEAM, reason=REASON)

    assert receipt.dossier.pinned == hash_
    assert findings(a_house) == []
