"""The results of a meeting handed in again, at once, after a correction, or after the case moved: each is recorded once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from domain.commands import Correct, Resolve
from domain.dates import When
from domain.errors import AlreadyRecorded, ChangedMeanwhile
from domain.errors.minutes import OtherResult
from domain.meetings.minutes import Row
from domain.vocabulary import MeetingOutcome, MeetingState
from tests.councils import (
    DAY,
    EVERY_OUTCOME,
    OFFICE,
    a_council,
    changes,
    now,
    refusals,
    results,
    said_of,
    seated,
    secretary,
    version_of,
    walked,
)
from tests.houses import HousesOf, events_of
from workflows.house import House
from workflows.inbox import receive
from workflows.meetings.minutes import RowResult, record_minutes, rehearse
from workflows.walk import catch_up

ADOPTED = MeetingOutcome.ADOPTED


def test_the_same_again_changes_nothing_and_gives_the_same_receipts(a_house: House, houses: HousesOf) -> None:
    meeting, items = walked(a_house, len(EVERY_OUTCOME))
    first = record_minutes(a_house, meeting, results(items), secretary(a_house))
    catch_up(a_house)
    before = events_of(a_house), now(a_house, meeting), changes(a_house, meeting)

    for house in (a_house, houses.open()):
        again = record_minutes(house, meeting, results(items), secretary(house), seen={item.id: 1 for item in items})
        assert [row.receipt and (row.receipt.seq, row.receipt.repeated) for row in again] == [
            (row.receipt.seq, True) for row in first if row.receipt
        ]
    assert (events_of(a_house), now(a_house, meeting), changes(a_house, meeting)) == before
    told = rehearse(a_house, meeting, results(items), secretary(a_house))
    assert (told.cases, told.letters) == (0, 0)
    assert {type(row.refusal) for row in told.rows} == {AlreadyRecorded}


def test_two_windows_at_once_record_a_meeting_once(a_house: House, houses: HousesOf) -> None:
    meeting, items = walked(a_house, 8)
    rows = results(items)
    before = events_of(a_house)

    def at_a_window(house: House) -> list[RowResult]:
        return record_minutes(house, meeting, rows, secretary(house))

    with ThreadPoolExecutor(4) as pool:
        done = [*pool.map(at_a_window, [houses.open() for _ in range(4)])]

    assert events_of(a_house) == before + len(rows)
    assert changes(a_house, meeting).count("held") == 1
    assert [refusals(each) for each in done] == [[]] * 4
    assert sum(row.receipt is not None and not row.receipt.repeated for each in done for row in each) == len(rows)


def test_a_row_that_says_something_else_afterwards_names_the_entry(a_house: House) -> None:
    meeting, items = walked(a_house, 2)
    first = record_minutes(a_house, meeting, results(items), secretary(a_house))[0].receipt
    assert first is not None
    seq, before = first.seq, events_of(a_house)

    (done,) = record_minutes(a_house, meeting, [Row(items[0].id, MeetingOutcome.REJECTED)], secretary(a_house))

    assert isinstance(done.refusal, OtherResult)
    assert done.refusal.values == {"reference": "01/SVV/0001", "outcome": ADOPTED, "seq": seq}
    assert events_of(a_house) == before


def test_after_a_correction_both_the_old_and_the_new_words_are_recorded_already(a_house: House) -> None:
    meeting, items = walked(a_house, 1)
    row = Row(items[0].id, MeetingOutcome.REJECTED)
    (done,) = record_minutes(a_house, meeting, [row], secretary(a_house))
    assert done.receipt is not None
    seq = done.receipt.seq
    receive(a_house, "01/SVV/0001", Correct(seq=seq, reason="verlesen", outcome="adopted"), by=OFFICE)
    before = events_of(a_house)

    for outcome in (MeetingOutcome.REJECTED, ADOPTED):
        (again,) = record_minutes(a_house, meeting, [replace(row, outcome=outcome)], secretary(a_house))
        assert again.receipt is not None
        assert (again.receipt.seq, again.receipt.repeated) == (seq, True)
    assert events_of(a_house) == before


def test_a_result_that_was_taken_out_can_be_recorded_anew_in_the_same_words(a_house: House) -> None:
    meeting, items = walked(a_house, 1)
    row = Row(items[0].id, MeetingOutcome.POSTPONED)
    (done,) = record_minutes(a_house, meeting, [row], secretary(a_house))
    assert done.receipt is not None
    receive(a_house, "01/SVV/0001", Correct(seq=done.receipt.seq, reason="verlesen", void=True), by=OFFICE)

    (again,) = record_minutes(a_house, meeting, [row], secretary(a_house))

    assert again.receipt is not None
    assert not again.receipt.repeated
    assert said_of(a_house, meeting, items[0]) is not None


def test_what_was_recorded_one_by_one_is_not_recorded_again(a_house: House) -> None:
    meeting, items = walked(a_house, 1)
    receive(a_house, "01/SVV/0001", Resolve(stage="svv", on=DAY, outcome=ADOPTED), by=OFFICE)

    (done,) = record_minutes(a_house, meeting, [Row(items[0].id, ADOPTED)], secretary(a_house))

    assert done.receipt is not None
    assert done.receipt.repeated
    assert now(a_house, meeting).state is MeetingState.HELD


def test_a_case_that_moved_is_reported_and_the_others_are_saved(a_house: House) -> None:
    meeting, items = walked(a_house, 3)
    ahead = rehearse(a_house, meeting, results(items), secretary(a_house))
    receive(a_house, "01/SVV/0002", Resolve(stage="svv", on=When("2001-11-01"), outcome=MeetingOutcome.POSTPONED), by=OFFICE)
    receive(
        a_house, "01/SVV/0002", Correct(seq=version_of(a_house, items[1]), reason="verlesen", void=True), by=OFFICE
    )  # fmt: skip

    done = record_minutes(a_house, meeting, results(items), secretary(a_house), seen=ahead.seen)

    assert [type(row.refusal) for row in done] == [type(None), ChangedMeanwhile, type(None)]
    assert said_of(a_house, meeting, items[1]) is None
    by_dossier = {items[1].dossier: version_of(a_house, items[1])}
    (again,) = record_minutes(a_house, meeting, [results(items)[1]], secretary(a_house), seen=by_dossier)
    assert again.receipt is not None


def test_attendance_can_be_said_after_the_results(a_house: House) -> None:
    meeting, items = walked(a_house, 1)
    (one,) = seated(a_house, OFFICE)
    record_minutes(a_house, meeting, results(items), secretary(a_house))

    record_minutes(a_house, meeting, results(items), secretary(a_house), present=[one])

    assert now(a_house, meeting).present == (one,)
    assert changes(a_house, meeting).count("held") == 2


def test_what_the_chain_adds_between_rehearsal_and_confirmation_is_no_obstacle(a_house: House) -> None:
    meeting, items = a_council(a_house, 2)
    ahead = rehearse(a_house, meeting, results(items), secretary(a_house))
    catch_up(a_house)
    assert version_of(a_house, items[0]) > ahead.seen[items[0].id]

    done = record_minutes(a_house, meeting, results(items), secretary(a_house), seen=ahead.seen)

    assert refusals(done) == []
