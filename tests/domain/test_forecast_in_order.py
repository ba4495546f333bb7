"""Forecasts whatever comes: never before today, never earlier for what comes later, every range in order."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.forecast import Assumption, forecast
from domain.forecast.basis import Past, Sitting
from tests.domain.forecasts import a_basis, awaiting_documents, minute
from tests.offices import a_desk, a_dossier

minutes = st.integers(min_value=0, max_value=200 * 24 * 60)
sittings = st.lists(
    st.tuples(st.integers(1, 180), st.integers(0, 20), st.booleans()), min_size=0, max_size=6
).map(
    lambda drawn: tuple(
        Sitting(
            f"meeting-{number}", "kg", (minute("2010-01-04T18:00") + timedelta(days=day)).isoformat(timespec="minutes"),
            (minute("2010-01-04T14:00") + timedelta(days=day - back)).isoformat(timespec="minutes") if limited else "",
        )
        for number, (day, back, limited) in enumerate(drawn)
    )
)  # fmt: skip
durations = st.lists(st.integers(0, 120), max_size=12).map(lambda days: Past(tuple(sorted(days))))


@given(minutes, st.integers(0, 3 * 24 * 60), sittings, durations)
def test_documents_that_come_later_never_make_anything_earlier(
    in_minutes: int, later: int, meetings: tuple[Sitting, ...], took: Past
) -> None:
    desk, start = awaiting_documents(), minute("2010-01-04T09:30")
    basis = a_basis(sittings=meetings, past={"decision": took, "cofinancing": took})
    first = start + timedelta(minutes=in_minutes)

    before, after = (
        forecast(desk.dossier, basis, [Assumption("submission", one)]) for one in (first, first + timedelta(minutes=later))
    )

    for one, other in zip(before.steps, after.steps, strict=True):
        assert one.earliest <= other.earliest
        for sooner, later_day in ((one.likely, other.likely), (one.latest, other.latest)):
            # What cannot be said lies beyond everything that can.
            assert sooner is not None or later_day is None
            assert later_day is None or (sooner is not None and sooner <= later_day)


@given(st.integers(0, 400), sittings, durations)
def test_nothing_is_expected_before_today_and_every_range_is_in_order(
    days: int, meetings: tuple[Sitting, ...], took: Past
) -> None:
    now = minute("2010-01-04T09:30") + timedelta(days=days)
    basis = a_basis(now.isoformat(), meetings, {"submission": took, "kg": took, "decision": took, "cofinancing": took})

    for desk in (a_desk(), a_dossier("kg"), a_dossier("decision"), awaiting_documents("2010-02-01")):
        for step in forecast(desk.dossier, basis).steps:
            known = [one for one in (step.earliest, step.likely, step.latest) if one is not None]
            assert known == sorted(known)
            assert step.earliest >= now.date()
            assert step.likely is not None or step.latest is None
