"""Forecasts of a house: what its cases took is read now and then, and the radar sees what keeps cases from a meeting."""

from datetime import timedelta

from sqlalchemy import text

from config.clock import FixedClock
from domain.commands import Return
from domain.commands.meetings import Unschedule
from domain.dates import When
from domain.forecast import Reason
from domain.forecast.radar import Missing, WillMiss
from domain.vocabulary import ReturnPurpose
from tests.forecasts import a_sitting, earlier_measures, expected
from tests.houses import BERLIN, DESK, KG, LEIPZIG, berlin_case, leipzig_case
from tests.meetings import FIRST, SECOND, a_meeting, now, put_on, secretary
from workflows.forecasting import KEPT, MOST, Radar, radar
from workflows.house import House
from workflows.inbox import receive
from workflows.meetings import Wanted, cancel, put_on_agenda
from workflows.walk import catch_up

DUE = "2026-11-27T14:00"


def seen(house: House, body: str = "") -> dict[str, WillMiss]:
    return {one.dossier.opened.reference: one for one in radar(house, [("leipzig", LEIPZIG)], body).cases}


def documents_asked_for(house: House, reference: str) -> None:
    leipzig_case(house, "kg", reference)
    wanted = Return(stage="submission", on=When("2026-11-23"), purpose=ReturnPurpose.DOCUMENTS, reason="Kostenplan")
    receive(house, reference, wanted, by=DESK)
    catch_up(house)


def test_what_cases_took_is_read_again_after_a_few_minutes(a_house: House, clock: FixedClock) -> None:
    leipzig_case(a_house, "decision", "3.1")
    assert expected(a_house, "3.1", "decision").why.reason is Reason.UNKNOWN
    earlier_measures(a_house)

    assert expected(a_house, "3.1", "decision").why.reason is Reason.UNKNOWN, "read once, and kept"
    clock.move(KEPT + timedelta(seconds=1))
    step = expected(a_house, "3.1", "decision")
    assert (step.why.reason, step.why.cases) == (Reason.EARLIER_CASES, 6)
    assert str(step.likely) == "2027-02-08", "75 days, and then the office works again"


def test_a_cancelled_meeting_is_reached_by_nobody(a_house: House) -> None:
    first = a_meeting(a_house, FIRST)
    a_sitting(a_house, SECOND)
    leipzig_case(a_house, "kg", "3.1")
    catch_up(a_house)
    assert expected(a_house, "3.1", "kg").why.meeting == first.id

    cancel(a_house, first.id, first.version, secretary(a_house), reason="Krankheit", roll_on=False)

    assert str(expected(a_house, "3.1", "kg").likely) == SECOND[:10]


def test_the_radar_names_the_one_thing_that_keeps_each_case_from_the_meeting(a_house: House) -> None:
    a_sitting(a_house, FIRST, DUE)
    a_sitting(a_house, SECOND)
    documents_asked_for(a_house, "3.1")
    leipzig_case(a_house, "submission", "3.2")
    leipzig_case(a_house, "kg", "3.3")
    leipzig_case(a_house, "decision", "3.4")
    berlin_case(a_house, "AF-1", "jury")
    catch_up(a_house)

    found = seen(a_house)

    assert {reference: one.missing for reference, one in found.items()} == {
        "3.1": Missing.DOCUMENTS, "3.2": Missing.SUBMISSION, "3.3": Missing.AGENDA,
    }  # fmt: skip
    assert {one.role for one in found.values()} == {"applicant", "kg_secretariat"}
    assert found["3.1"].until.isoformat(timespec="minutes") == DUE
    assert found["3.3"].until.isoformat(timespec="minutes") == FIRST
    assert {one.lost for one in found.values()} == {7}
    assert list(found)[-1] == "3.3", "the soonest cut-off first"
    assert seen(a_house, "jury") == {}
    assert radar(a_house, [("berlin", BERLIN)]) == Radar((), 0), "no meeting of the jury is set"


def test_a_case_leaves_the_radar_once_it_is_on_the_agenda_and_comes_back_when_it_is_taken_off(a_house: House) -> None:
    meeting = a_meeting(a_house, FIRST)
    put_on(a_house, meeting, "3.1")
    catch_up(a_house)
    assert seen(a_house) == {}

    receive(a_house, "3.1", Unschedule(stage="kg", on=When("2026-11-23"), reason="nicht reif"), by=KG)

    (one,) = seen(a_house).values()
    assert (one.missing, one.following, one.lost) == (Missing.AGENDA, None, None)
    put_on_agenda(a_house, now(a_house, meeting).id, [Wanted(one.dossier.id, "kg")], secretary(a_house))
    assert seen(a_house) == {}


def test_after_the_cut_off_a_case_that_came_in_late_is_on_the_radar_for_the_meeting_after(
    a_house: House, clock: FixedClock
) -> None:
    a_sitting(a_house, FIRST, DUE)
    a_sitting(a_house, SECOND, "2026-12-04T14:00")
    clock.move(timedelta(days=5))
    leipzig_case(a_house, "kg", "3.1")
    catch_up(a_house)

    (one,) = seen(a_house).values()

    assert (one.meeting.meets_at, one.missing) == (SECOND, Missing.AGENDA)


def test_a_case_that_was_tampered_with_keeps_nobody_else_from_a_forecast(a_house: House) -> None:
    a_sitting(a_house, FIRST, DUE)
    leipzig_case(a_house, "submission", "3.1")
    broken = leipzig_case(a_house, "submission", "3.2").dossier.id
    catch_up(a_house)
    entry = text(
        "INSERT INTO event (dossier, seq, key, type, type_version, happened_on, recorded_at, actor, role, payload, previous, "
        "hash, behalf) SELECT dossier, seq + 1, 'a-key-of-nobody-0001', 'Unheard', 1, happened_on, recorded_at, actor, role, "
        "'{}', hash, :hash, '' FROM event WHERE dossier = :id ORDER BY seq DESC LIMIT 1"
    )
    with a_house.database.transaction() as connection:
        connection.execute(entry, {"id": broken, "hash": "f" * 64})
        head = text("UPDATE dossier SET version = version + 1, head = :hash WHERE id = :id")
        connection.execute(head, {"id": broken, "hash": "f" * 64})

    assert set(seen(a_house)) == {"3.1"}
    assert expected(a_house, "3.1", "kg").why.reason is Reason.DEPENDS


def test_the_radar_says_how_much_it_did_not_look_at(a_house: House) -> None:
    a_sitting(a_house, FIRST)
    a_sitting(a_house, SECOND)
    leipzig_case(a_house, "kg", "3.1")
    catch_up(a_house)
    assert radar(a_house, [("leipzig", LEIPZIG)]).left == 0

    crowded(a_house, MOST + 2)

    found = radar(a_house, [("leipzig", LEIPZIG), ("berlin", BERLIN)])
    assert found.left == 3, "the step the case really waits for is the last"


def crowded(house: House, steps: int) -> None:
    """Somebody waits at so many steps more, all for longer than at any other."""
    with house.database.transaction() as connection:
        dossier = connection.execute(text("SELECT dossier FROM waiting")).scalar_one()
        for number in range(steps):
            connection.execute(text(
                "INSERT INTO waiting (dossier, stage, round, role, since, due, returned, authority) VALUES "
                f"('{dossier}', 'x-{number}', 1, 'kg_secretariat', '2000-01-01T00:00:00.000000Z', '', false, 'leipzig')"
            ))  # fmt: skip
