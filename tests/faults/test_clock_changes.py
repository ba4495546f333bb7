"""The nights on which summer time begins and ends, and the last moment of a day: what counts is the office's time (E2, E3)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from config.clock import FixedClock
from domain.dates import When
from domain.office_time import OFFICE_ZONE, instant
from notifications.transports import RecordingTransport
from portal.app import create_app
from portal.signing_in import sessions
from store import dossiers
from store.people import party_id
from tests.climbing_office import MAILBOX, Office
from tests.faults.faketime import Machine
from tests.houses import RESIDENT, HousesOf, leipzig_case
from workflows.post import PostOffice
from workflows.reminders.foresight import preview, sent
from workflows.reminders.model import digest_of, plain
from workflows.walk import catch_up

pytestmark = [pytest.mark.processes, pytest.mark.timeout(200)]

DAY = timedelta(days=1)
#: The Sundays of 2026, how many hours the office's clock is ahead of UTC on the Friday before, and on the Monday after.
NIGHTS = [(date(2026, 3, 29), 1, 2), (date(2026, 10, 25), 2, 1)]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine whose clock can be set; every process on it is a new one."""
    with Machine(tmp_path_factory.mktemp("faked") / "machine", "tests.faults.applying") as one:
        yield one


@pytest.mark.parametrize(("sunday", "friday_off", "monday_off"), NIGHTS)
async def test_over_the_night_in_which_an_hour_is_missing_or_comes_twice_the_mails_of_the_plan_leave_in_the_offices_hours(
    other: Machine, tmp_path: Path, sunday: date, friday_off: int, monday_off: int
) -> None:
    friday, monday = sunday - 2 * DAY, sunday + DAY
    clock = FixedClock(datetime.combine(sunday - 3 * DAY, time(20), OFFICE_ZONE))
    with HousesOf(f"sqlite:///{tmp_path / 'house' / 'foerderkette.sqlite'}", tmp_path / "house", clock) as houses:
        office = Office(houses.open(), clock)
        leipzig_case(office.house, "kg")
        for number, days in enumerate((-2, 1, 3, 14, 15)):
            office.due(f"night:{number}", due=When.of(sunday + days * DAY))
        catch_up(office.house)
        await PostOffice(office.house, RecordingTransport()).empty()
        foreseen = preview(office.house, monday)
        said = other.do(
            "through", url=office.house.settings.database_url, data=str(office.house.settings.data),
            since=f"{friday}T05:00:00+00:00", until=f"{monday}T18:00:00+00:00", over=f"{sunday}T01:00:00+00:00",
        )  # fmt: skip
        clock.at = datetime.combine(monday + DAY, time(12), UTC)
        decided = [row for row in office.rungs() if row[2] in {"sent", "merged"}]
        done = sent(office.house, friday, monday)

    # By the minute: the clock goes on between the half hours.
    left = [each[:16] for each in said["left"]]
    assert left == [f"{friday}T{8 - friday_off:02}:00", f"{monday}T{8 - monday_off:02}:00"]
    assert not said["jumped"], "the wall clock of a machine knows no summer time"
    assert decided == [
        (str(friday), "first", "merged", "due"), (str(friday), "last", "merged", "due"), (str(friday), "last", "merged", "due"),
        (str(monday), "first", "merged", "due"), (str(monday), "officer", "sent", "due"),
        (str(monday), "over", "merged", "due"),
    ]  # fmt: skip
    assert [mail for mail in office.mails() if mail[1] == MAILBOX] == [
        (f"day:{friday}", MAILBOX, "reminder"), (f"day:{monday}", MAILBOX, "reminder"),
    ]  # fmt: skip
    assert (plain(done), digest_of(done)) == (plain(foreseen), digest_of(foreseen))


def test_an_application_that_comes_in_at_midnight_counts_for_the_offices_day_wherever_the_machine_is(
    other: Machine, tmp_path: Path
) -> None:
    midnight = datetime(2026, 9, 10, tzinfo=OFFICE_ZONE)
    moments = (midnight - timedelta(seconds=0.1), midnight)
    url, data = f"sqlite:///{tmp_path / 'house' / 'foerderkette.sqlite'}", tmp_path / "house"
    with HousesOf(url, data, FixedClock(midnight)) as houses:
        house = houses.open()
        with TestClient(create_app(house), base_url="http://127.0.0.1") as visitor:
            visitor.cookies.set(sessions.COOKIE, sessions.open_session(house, party_id("berlin", RESIDENT)))
            for zone in ("UTC", "America/New_York", "Asia/Tokyo"):
                asked = [at.isoformat() for at in moments]
                (before, day_before), (after, day_after) = other.do("apply", url=url, data=str(data), zone=zone, moments=asked)

                here = [str(at.astimezone(ZoneInfo(zone)).date()) for at in moments]
                assert [day_before, day_after] == here, "the machine lives in its own zone"
                assert shown(visitor, before) == ("09.09.2026", "09.09.2026, 23:59 Uhr")
                assert shown(visitor, after) == ("10.09.2026", "10.09.2026, 00:00 Uhr")
                with house.database.reading() as connection:
                    received = [dossiers.load(house.database, connection, id_) for id_ in (before, after)]
                assert [case.dossier.facts[-1].recorded_at for case in received if case] == [instant(at) for at in moments]


def shown(visitor: TestClient, id_: str) -> tuple[str, ...]:
    """What the receipt says of the application: the day that counts, and when it was recorded."""
    page = visitor.get(f"/antraege/{id_}/quittung").text
    line = page.partition(">Antrag eingegangen</th>")[2].partition("</tr>")[0]
    return tuple(re.findall(r">([^<>]+)</td>", line))
