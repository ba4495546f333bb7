"""Halting and asking: a clock that jumped, a long silence, far more than usual; and going on because a person says so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from notifications.transports import RecordingTransport
from store.outbox import LetterState
from tests.houses import DESK, LEIPZIG, leipzig_case, letters
from workflows.house import House
from workflows.inbox import receive
from workflows.post import PostOffice
from workflows.reminders.climbing import Climbed, climb, due
from workflows.reminders.halts import halt_now, open_halt, resume
from workflows.reminders.watch import Watch

#: A Thursday on which a rung speaks, at ten in the office.
THE_DAY = datetime(2026, 9, 10, 8, 0, tzinfo=UTC)


@pytest.fixture
def house(a_house: House, clock: FixedClock) -> House:
    """A case with a reminder on THE_DAY; the ladders were looked at every day until then."""
    clock.at = THE_DAY - timedelta(days=14)
    leipzig_case(a_house, "kg")
    asked = SetDeadline(deadline="report:1", role="applicant", due=When("2026-09-24"), on=When("2026-08-27"))
    receive(a_house, "2.2", asked, by=DESK, programme=LEIPZIG)
    for _ in range(13):
        clock.move(timedelta(days=1))
        climb(a_house)
    clock.at = THE_DAY
    return a_house


def climbs(house: House, letters: list[int]) -> None:
    """So many letters went out on the days before."""
    with house.database.transaction() as connection:
        connection.execute(text("DELETE FROM climb"))
        for number, count in enumerate(letters):
            day = (THE_DAY - timedelta(days=number + 1)).date().isoformat()
            row = f"'{number:032}', '{day}', '{day}T08:00:00.000000Z', {count}, {count}"
            connection.execute(text(f"INSERT INTO climb VALUES ({row})"))


def rungs(house: House) -> int:
    """How many rungs were decided."""
    with house.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM rung")).scalar_one())


def crowd(house: House, clock: FixedClock, count: int) -> None:
    """So many people of the office are owed a mail on THE_DAY, and one that holds the role already."""
    with house.database.transaction() as connection:
        for number in range(count):
            party = f"{number:036}"
            connection.execute(text(
                "INSERT INTO party (id, authority, handle, name, email, language, organisation, kept_by, folded) VALUES "
                f"('{party}', 'leipzig', 'p-{number}', 'Person', 'p-{number}@example.org', 'de', false, 'portal', '')"
            ))  # fmt: skip
            connection.execute(text(f"INSERT INTO assignment VALUES ('{party}', '{LEIPZIG}', 'kg_secretariat')"))
    clock.at = THE_DAY - timedelta(days=1)
    asked = SetDeadline(deadline="check:1", role="kg_secretariat", due=When("2026-09-24"), on=When("2026-09-09"))
    receive(house, "2.2", asked, by=DESK, programme=LEIPZIG)
    clock.at = THE_DAY


def test_a_clock_behind_the_last_climb_halts_and_nothing_is_sent(house: House, clock: FixedClock) -> None:
    clock.move(timedelta(hours=1))
    with house.database.transaction() as connection:
        connection.execute(text(
            "INSERT INTO climb VALUES ('00000000000000000000000000000001', '2026-09-11', '2026-09-11T09:00:00.000000Z', 0, 0)"
        ))  # fmt: skip
    assert climb(house) == Climbed(halted="clock")
    halt = open_halt(house)
    assert halt is not None
    assert (halt.why, halt.day) == ("clock", "2026-09-11")
    assert rungs(house) == 0
    assert resume(house, "p-1") is not None
    assert climb(house) == Climbed(1, 1)


def test_two_machines_whose_clocks_differ_by_less_than_five_minutes_do_not_halt(house: House, clock: FixedClock) -> None:
    clock.move(timedelta(minutes=4))
    receive(house, "2.2", SetDeadline(deadline="x:1", role="applicant", due=When("2027-01-01"), on=When("2026-09-10")), by=DESK)
    climb(house)
    clock.move(timedelta(minutes=-4))
    asked = SetDeadline(deadline="y:1", role="applicant", due=When("2027-01-01"), on=When("2026-09-10"))
    receive(house, "2.2", asked, by=DESK)
    climb(house)
    assert open_halt(house) is None


def test_a_clock_a_year_ahead_halts_before_anything_is_decided(house: House, clock: FixedClock) -> None:
    clock.move(timedelta(days=365))
    assert climb(house) == Climbed(halted="clock")
    assert rungs(house) == 0
    clock.at = THE_DAY
    assert climb(house) == Climbed(halted="clock"), "until a person says so"
    assert resume(house, "p-1") is not None
    assert climb(house) == Climbed(1, 1)


def test_after_a_week_of_silence_reminders_go_on_and_after_nine_days_a_person_is_asked(house: House, clock: FixedClock) -> None:
    clock.at = datetime(2026, 9, 16, 8, 0, tzinfo=UTC)
    assert climb(house) == Climbed(1, 1)
    clock.at = datetime(2026, 9, 28, 8, 0, tzinfo=UTC)
    assert climb(house) == Climbed(halted="clock")


def test_weeks_without_anything_due_are_no_silence(house: House, clock: FixedClock) -> None:
    climb(house)
    while clock.at.date() < date(2026, 9, 21):
        clock.move(timedelta(days=1))
        climb(house)
    assert open_halt(house) is None
    assert rungs(house) == 2


@pytest.mark.parametrize(("usual", "crowded", "halted"), [([2, 3, 4], 50, True), ([20, 30, 40], 80, False), ([], 52, True)])
def test_far_more_than_usual_halts_and_asks(
    house: House,
    clock: FixedClock,
    usual: list[int],
    crowded: int,
    halted: bool,  # noqa: FBT001
) -> None:
    climbs(house, usual)
    crowd(house, clock, crowded)
    done = climb(house)
    assert bool(done.halted) is halted
    halt = open_halt(house)
    if not halted:
        assert done.letters > 50
        return
    assert halt is not None
    assert (halt.why, halt.usual) == ("many", sorted(usual)[1] if usual else 0)
    assert halt.owed > 50
    assert rungs(house) == 0
    assert not due(house), "while it asks, nothing is to do"
    assert resume(house, "p-1") is not None
    assert due(house)
    assert climb(house).letters == halt.owed
    assert resume(house, "p-1") is None


def test_fifty_mails_are_sent_without_asking_anybody(house: House, clock: FixedClock) -> None:
    climbs(house, [1, 1, 1])
    crowd(house, clock, 48)
    assert climb(house).letters == 50


def test_while_halted_nothing_is_decided_and_a_second_halt_is_the_same(house: House) -> None:
    halt_now(house)
    first = open_halt(house)
    halt_now(house)
    assert open_halt(house) == first
    assert climb(house) == Climbed(halted="clock")
    assert rungs(house) == 0


def test_a_clock_set_while_the_engine_runs_is_noticed_once(clock: FixedClock) -> None:
    steadily = [0.0]
    watch = Watch(clock, lambda: steadily[0])
    clock.move(timedelta(minutes=10))
    steadily[0] += 600
    assert not watch.jumped(), "ten minutes have passed on both"
    clock.move(timedelta(hours=1))
    assert watch.jumped()
    assert not watch.jumped(), "it was told"
    clock.move(timedelta(hours=-1))
    assert watch.jumped()
    clock.move(timedelta(minutes=4))
    assert not watch.jumped(), "a clock that is put right by NTP"


async def test_a_mail_that_is_owed_already_waits_as_long_as_the_ladders_are_halted(house: House, clock: FixedClock) -> None:
    assert climb(house) == Climbed(1, 1)
    halt_now(house)
    await _post(house)
    assert _left(house) == []
    assert resume(house, "p-1") is not None
    clock.move(timedelta(minutes=11))
    await _post(house)
    assert _left(house) == ["accepted"]


async def _post(house: House) -> None:
    transport = RecordingTransport()
    await PostOffice(house, transport).empty()


def _left(house: House) -> list[str]:
    return [one.state for one in letters(house, [LetterState.ACCEPTED]) if one.occasion]
