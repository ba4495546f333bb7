"""The one writer: every command once, whole or not at all, and never over somebody else's entry (promises P2, P8, P9)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.commands import Assign, Decide, ReportStatus, Resolve, Withdraw
from domain.dates import When
from domain.errors import AlreadySettled, ChangedMeanwhile, NoSuchDossier, NoSuchOfficer, NotYourRole, Refusal
from domain.vocabulary import DecisionOutcome, ImplementationStatus, MeetingOutcome
from store import lists
from store.people import party_id
from tests.faults.processes import CONTEXT, outcome, running, start
from tests.faults.racing import resolve
from tests.houses import (
    CITY,
    DESK,
    KG,
    LEIPZIG,
    RP,
    TEAM,
    HousesOf,
    a_key,
    events_of,
    findings,
    leipzig_case,
    version,
    worklist,
)
from workflows.house import House
from workflows.inbox import person, receive
from workflows.record import Asked, Receipt, record, record_all

ADOPTED = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
GRANTED = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)
THREADS, PROCESSES = 8, 8


def asked(house: House, case: Receipt, command: object, by: str = DESK, key: str = "", seen: int | None = None) -> Asked:
    actor = person(house, "leipzig", LEIPZIG, by)
    return Asked(case.dossier.id, command, actor, key or a_key(), seen)  # type: ignore[arg-type] # a Command


def test_the_worklist_is_right_at_once_without_the_chain(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    assert worklist(a_house) == [("2.2", "kg", "kg_secretariat")]

    receive(a_house, "2.2", ADOPTED, by=KG)
    assert worklist(a_house) == [("2.2", "decision", "granting_authority")]

    receive(a_house, "2.2", GRANTED, by=RP)
    assert worklist(a_house) == [("2.2", "cofinancing", "funding_partner")]


def test_the_status_is_right_at_once_without_the_chain(a_house: House) -> None:
    case = leipzig_case(a_house, "cofinancing")
    receive(a_house, "2.2", ReportStatus(on=When("2003-01-01"), status=ImplementationStatus.IMPLEMENTATION), by=DESK)

    with a_house.database.reading() as connection:
        status = lists.status(connection, case.dossier.id)
    assert status is not None
    assert (status.approval, status.implementation, status.finished) == ("granted", "implementation", False)
    assert findings(a_house) == []


def test_the_same_key_again_gives_the_same_receipt_and_changes_nothing(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    wanted = asked(a_house, case, ADOPTED)
    first = record(a_house, wanted)
    before = events_of(a_house)

    again = record(a_house, wanted)

    assert (first.repeated, again.repeated) == (False, True)
    assert (again.seq, again.reference, again.waiting) == (first.seq, first.reference, first.waiting)
    assert events_of(a_house) == before


def test_a_key_counts_in_its_own_dossier_only(a_house: House) -> None:
    one, other = leipzig_case(a_house, "kg", "2.2"), leipzig_case(a_house, "kg", "2.3")
    record(a_house, asked(a_house, one, ADOPTED, key="the-very-same-key"))

    assert not record(a_house, asked(a_house, other, ADOPTED, key="the-very-same-key")).repeated


def test_who_looked_at_an_older_version_is_refused(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    looked_at = case.dossier.version
    record(a_house, asked(a_house, case, ADOPTED, seen=looked_at))
    before = events_of(a_house)

    with pytest.raises(ChangedMeanwhile) as refusal:
        record(a_house, asked(a_house, case, GRANTED, seen=looked_at))

    assert (refusal.value.values["seen"], refusal.value.values["now"]) == (looked_at, looked_at + 1)
    assert events_of(a_house) == before


def test_the_same_key_is_answered_even_if_the_dossier_moved_on(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    wanted = asked(a_house, case, ADOPTED, seen=case.dossier.version)
    record(a_house, wanted)
    record(a_house, asked(a_house, case, GRANTED))

    assert record(a_house, wanted).repeated


@pytest.mark.parametrize(
    ("command", "by", "refusal"),
    [
        (GRANTED, CITY, NotYourRole),
        (Withdraw(on=When("2002-06-01"), reason="Wir ziehen um."), KG, NotYourRole),
        (Decide(stage="decision", on=When("2002-01-01"), outcome=DecisionOutcome.GRANTED), RP, Refusal),
        (Resolve(stage="kg", on=When("2099-01-01"), outcome=MeetingOutcome.ADOPTED), KG, Refusal),
    ],
)
def test_a_refused_command_leaves_no_trace(a_house: House, command: object, by: str, refusal: type[Refusal]) -> None:
    case = leipzig_case(a_house, "kg")
    before = (events_of(a_house), worklist(a_house), version(a_house, case.dossier.id))

    with pytest.raises(refusal):
        record(a_house, asked(a_house, case, command, by))

    assert (events_of(a_house), worklist(a_house), version(a_house, case.dossier.id)) == before
    assert findings(a_house) == []


def test_a_dossier_that_is_not_there_is_refused(a_house: House) -> None:
    actor = person(a_house, "leipzig", LEIPZIG, KG)

    with pytest.raises(NoSuchDossier):
        record(a_house, Asked("no-such-dossier-here", ADOPTED, actor, a_key()))


def test_a_meeting_is_recorded_at_one_stroke_and_each_resolution_answered_in_turn(a_house: House) -> None:
    cases = [leipzig_case(a_house, "kg", f"2.{n}") for n in range(5)]
    settled = leipzig_case(a_house, "decision", "3.1")
    actor = person(a_house, "leipzig", LEIPZIG, KG)

    answers = record_all(
        a_house,
        [
            asked(a_house, cases[0], ADOPTED, KG),
            asked(a_house, settled, ADOPTED, KG),
            asked(a_house, cases[1], ADOPTED, KG),
            Asked("no-such-dossier-here", ADOPTED, actor, a_key()),
            *(asked(a_house, case, ADOPTED, KG) for case in cases[2:]),
        ],
    )

    assert [type(answer) for answer in answers] == [Receipt, AlreadySettled, Receipt, NoSuchDossier, *[Receipt] * 3]
    assert sorted(worklist(a_house)) == sorted(
        (reference, "decision", "granting_authority") for reference in ("2.0", "2.1", "2.2", "2.3", "2.4", "3.1")
    )
    assert findings(a_house) == []


def test_a_dossier_may_occur_twice_in_a_batch(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    wanted = [asked(a_house, case, ADOPTED), asked(a_house, case, ADOPTED), asked(a_house, case, GRANTED)]

    first, second, third = record_all(a_house, wanted)

    assert isinstance(first, Receipt)
    assert isinstance(second, AlreadySettled)
    assert isinstance(third, Receipt)
    assert third.seq == first.seq + 1
    assert worklist(a_house) == [("2.2", "cofinancing", "funding_partner")]
    assert findings(a_house) == []


def test_a_batch_played_twice_changes_nothing(a_house: House) -> None:
    cases = [leipzig_case(a_house, "kg", f"2.{n}") for n in range(3)]
    wanted = [asked(a_house, case, ADOPTED) for case in cases]
    first = [answer.seq for answer in record_all(a_house, wanted) if isinstance(answer, Receipt)]
    before = events_of(a_house)

    again = [answer for answer in record_all(a_house, wanted) if isinstance(answer, Receipt)]

    assert [(answer.seq, answer.repeated) for answer in again] == [(seq, True) for seq in first]
    assert events_of(a_house) == before


def test_the_same_key_twice_in_a_batch_is_recorded_once(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    wanted = asked(a_house, case, ADOPTED)

    answers = record_all(a_house, [wanted, wanted])

    assert [(answer.seq, answer.repeated) for answer in answers if isinstance(answer, Receipt)] == [
        (3, False),
        (3, True),
    ]
    assert findings(a_house) == []


def test_of_many_threads_that_resolve_at_once_one_wins(a_house: House) -> None:
    case = leipzig_case(a_house, "kg")
    before = case.dossier.version

    def one(_number: int) -> str:
        try:
            return f"entry {record(a_house, asked(a_house, case, ADOPTED, KG)).seq}"
        except AlreadySettled as refusal:
            return f"already entry {refusal.values['seq']}"

    with ThreadPoolExecutor(64) as pool:
        answers = sorted(pool.map(one, range(64)))

    assert answers == [*[f"already entry {before + 1}"] * 63, f"entry {before + 1}"]
    assert version(a_house, case.dossier.id) == before + 1
    assert findings(a_house) == []


@pytest.mark.parametrize("officer", [party_id("leipzig", CITY), party_id("berlin", TEAM), "nobody-known"])
def test_a_dossier_is_given_to_staff_of_its_programme_only_whoever_asks(a_house: House, officer: str) -> None:
    case = leipzig_case(a_house, "kg")
    wanted = asked(a_house, case, Assign(on=When("2026-11-23"), officer=officer))

    with pytest.raises(NoSuchOfficer):
        record(a_house, wanted)
    [answer] = record_all(a_house, [wanted])

    assert isinstance(answer, NoSuchOfficer)
    assert version(a_house, case.dossier.id) == case.dossier.version
    colleague = Assign(on=When("2026-11-23"), officer=party_id("leipzig", RP))
    assert record(a_house, asked(a_house, case, colleague)).dossier.officer == party_id("leipzig", RP)


@pytest.mark.processes
def test_of_many_processes_that_resolve_at_once_one_wins(a_house: House, houses: HousesOf, tmp_path: Path) -> None:
    case = leipzig_case(a_house, "kg")
    before = case.dossier.version
    actor = person(a_house, "leipzig", LEIPZIG, KG)
    told = [tmp_path / f"told-{n}" for n in range(PROCESSES)]
    together = CONTEXT.Barrier(PROCESSES)

    processes = [start(resolve, houses.url, houses.data, case.dossier.id, actor, THREADS, together, file) for file in told]
    with running(processes):
        assert [outcome(process) for process in processes] == [0] * PROCESSES

    answers = [line for file in told for line in file.read_text("utf-8").splitlines()]
    assert sorted(answers) == [*["AlreadySettled"] * (PROCESSES * THREADS - 1), f"entry {before + 1}"]
    assert version(a_house, case.dossier.id) == before + 1
    assert findings(a_house) == []
