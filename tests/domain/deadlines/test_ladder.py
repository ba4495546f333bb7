"""The rungs of one version, day by day: each is decided once, and nobody is told what is over."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import OfficeCalendar, is_open
from domain.deadlines.ladder import Look, RungDecision, Watched, decide, sending_day
from domain.programme.timed import MOST_MAILS, USUAL, Ladder, Rung
from domain.vocabulary import DeadlineState, RungOutcome, Told

SAXONY = OfficeCalendar("SN", closed=((date(2026, 12, 28), date(2026, 12, 31)),))
OPEN = DeadlineState.OPEN
#: A Thursday.
DUE = date(2026, 9, 24)


def look(today: date, *, done: frozenset[str] = frozenset(), mails: int = 0, **said: object) -> Look:
    """Look at a version of the usual ladder that ends on DUE."""
    version = Watched(**{"due": DUE, "state": OPEN, "ladder": USUAL, **said})  # type: ignore[arg-type]
    return decide(version, done, mails, today, SAXONY)


def told(found: Look) -> list[str]:
    """The rungs that tell somebody."""
    return [each.rung.key for each in found.decisions if each.outcome is None]


@pytest.mark.parametrize(
    ("due", "days", "speaks"),
    [
        (date(2026, 9, 24), -14, date(2026, 9, 10)),
        (date(2026, 9, 24), -4, date(2026, 9, 18)),  # a Sunday: the Friday before, so that nobody has less time
        (date(2026, 9, 25), 1, date(2026, 9, 28)),  # a Saturday after the end: the Monday
        (date(2026, 12, 30), 0, date(2026, 12, 24)),  # closed: the last open day before
        (date(2026, 12, 24), 1, date(2027, 1, 4)),  # Christmas, closed, New Year, a weekend
        (date(2026, 11, 21), -3, date(2026, 11, 17)),  # the Day of Repentance, a holiday in Saxony only
    ],
)
def test_a_rung_speaks_on_an_open_day_away_from_the_end(due: date, days: int, speaks: date) -> None:
    assert sending_day(due, Rung(key="r", days=days), SAXONY) == speaks


def test_before_its_day_nothing_is_decided_and_the_ladder_sleeps_until_then() -> None:
    assert look(date(2026, 9, 9)) == Look((), date(2026, 9, 10))


def test_on_its_day_a_rung_tells_and_the_ladder_sleeps_until_the_next() -> None:
    found = look(date(2026, 9, 10))
    assert found == Look((RungDecision(USUAL.rungs[0], date(2026, 9, 10), None, "due"),), date(2026, 9, 21))


def test_after_an_outage_only_the_latest_missed_rung_of_each_audience_tells() -> None:
    found = look(date(2026, 9, 30))
    assert [(each.rung.key, each.outcome, each.reason) for each in found.decisions] == [
        ("first", RungOutcome.OVERTAKEN, "later_missed"), ("last", RungOutcome.OVERTAKEN, "later_missed"),
        ("over", None, "late"), ("officer", None, "late"),
    ]  # fmt: skip
    assert found.wake_on == date(2026, 10, 1)


@pytest.mark.parametrize("state", [state for state in DeadlineState if state is not OPEN])
def test_an_ended_version_drops_whatever_is_left_and_never_wakes_again(state: DeadlineState) -> None:
    found = look(date(2026, 9, 30), state=state, done=frozenset({"first", "last"}))
    assert [(each.rung.key, each.outcome, each.reason) for each in found.decisions] == [
        (key, RungOutcome.DROPPED, state.value) for key in ("over", "officer", "deputy", "head")
    ]
    assert found.wake_on is None


def test_while_its_clock_rests_a_version_has_no_day_and_drops_its_rungs() -> None:
    found = look(date(2026, 9, 30), state=DeadlineState.STOPPED, due=None)
    assert {each.outcome for each in found.decisions} == {RungOutcome.DROPPED}
    assert len(found.decisions) == len(USUAL.rungs)


def test_a_rung_whose_day_had_come_when_the_day_was_set_reminds_nobody() -> None:
    found = look(date(2026, 9, 18), recorded_on=date(2026, 9, 17))
    assert [(each.rung.key, each.outcome, each.reason) for each in found.decisions] == [("first", RungOutcome.DROPPED, "past")]
    assert found.wake_on == date(2026, 9, 21)


def test_a_deadline_of_long_ago_recorded_today_tells_nobody_anything() -> None:
    found = look(date(2026, 11, 23), due=date(2002, 5, 24), recorded_on=date(2026, 11, 20))
    assert {each.reason for each in found.decisions} == {"past"}
    assert told(found) == []


def test_of_three_mails_over_all_versions_the_later_rungs_get_what_is_left() -> None:
    assert told(look(date(2026, 9, 10), mails=1)) == []
    assert told(look(date(2026, 9, 21), mails=1, done=frozenset({"first"}))) == ["last"]
    assert told(look(date(2026, 9, 25), mails=2, done=frozenset({"first", "last"}))) == ["over"]
    assert told(look(date(2026, 9, 25), mails=3, done=frozenset({"first", "last"}))) == []


def test_the_office_is_told_whatever_the_owner_got() -> None:
    done = frozenset({"first", "last", "over"})
    assert told(look(date(2026, 9, 28), mails=3, done=done)) == ["officer"]


RUNGS = st.lists(
    st.tuples(st.integers(-40, 40), st.sampled_from(list(Told))), min_size=1, max_size=8, unique_by=lambda rung: rung
)


@settings(deadline=None)
@given(RUNGS, st.sets(st.integers(0, 120)), st.integers(0, 60), st.none() | st.integers(0, 120))
def test_over_any_days_on_which_somebody_looks_each_rung_is_decided_once_and_three_mails_are_the_most(
    shape: list[tuple[int, Told]], days: set[int], recorded: int, ended: int | None
) -> None:
    ladder = Ladder(key="any", rungs=tuple(Rung(key=f"r{n}", days=d, tells=t) for n, (d, t) in enumerate(shape)))
    begin, due = date(2026, 8, 1), date(2026, 9, 30)
    done: dict[str, RungDecision] = {}
    mails, since = 0, begin + timedelta(days=recorded)
    looks = [day for day in (begin + timedelta(days=n) for n in sorted({*days, 121})) if day > since]
    for number, today in enumerate(day for day in looks if is_open(day, SAXONY)):
        over = ended is not None and today > begin + timedelta(days=ended)
        state = DeadlineState.MET if over else OPEN
        version = Watched(due, state, ladder, None if number else since)
        found = decide(version, done.keys(), mails, today, SAXONY)
        spoken = [each for each in found.decisions if each.outcome is None]
        assert not (over and spoken)
        assert len({each.rung.tells for each in spoken}) == len(spoken)
        assert all(since < each.planned_on <= today for each in spoken)
        assert not done.keys() & {each.rung.key for each in found.decisions}
        done |= {each.rung.key: each for each in found.decisions}
        mails += sum(each.rung.tells is Told.OWNER for each in spoken)
        assert found.wake_on is None or found.wake_on > today
        assert (found.wake_on is None) == (len(done) == len(ladder.rungs))
    assert mails <= MOST_MAILS
