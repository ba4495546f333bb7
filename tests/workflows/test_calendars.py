"""Calendars people subscribe to: who finds what in them, that it keeps its identity, that nobody sees more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from config.load import load_authority
from domain.commands import Assign, SupplyDocuments
from domain.commands.deadlines import ExtendDeadline
from domain.dates import When
from domain.errors import NoSuchPerson
from domain.vocabulary import MeetingState
from store import people
from store.people import keep_authority
from tests.calendars import KG_FEED, MEETING, asked_for_documents, entries, feed, fetched, shown, titles
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG, RESIDENT, ROOT, RP, TEAM
from tests.meetings import FIRST, SECOND, a_meeting, now, put_on, secretary
from tests.workflows.test_fund_calls import call
from workflows import calendars, meetings
from workflows.house import House
from workflows.inbox import receive


@pytest.mark.parametrize("handle", [CITY, "antragstelle-vertretung", CONTACT])
def test_whose_application_it_is_finds_its_deadline(a_house: House, handle: str) -> None:
    id_ = asked_for_documents(a_house)

    (one,) = shown(a_house, handle)

    assert (one.starts, one.ends, one.sequence) == (date(2026, 12, 18), date(2026, 12, 19), 0)
    assert one.uid == f"deadline-{id_}-submission:1:return:3@example.org"
    assert one.title.startswith("Unterlagen: ")
    assert one.title.endswith("(2.2)")


@pytest.mark.parametrize("handle", [RP, KG, DESK, "gbm-nobody"])
def test_nobody_else_finds_it(a_house: House, handle: str) -> None:
    asked_for_documents(a_house)

    if handle == "gbm-nobody":
        with pytest.raises(NoSuchPerson):
            feed(a_house, handle)
    else:
        assert shown(a_house, handle) == []


def test_who_is_given_a_case_finds_all_its_deadlines_and_loses_them_with_it(a_house: House) -> None:
    asked_for_documents(a_house)
    made = feed(a_house, DESK)
    receive(a_house, "2.2", Assign(on=When("2026-11-23"), officer=calendars.owner(a_house, "leipzig", DESK).party), by=DESK)

    (one,) = entries(fetched(a_house, made) or b"")

    assert one.said == "wartet auf: Antragstellerin"
    receive(a_house, "2.2", Assign(on=When("2026-11-23"), officer=""), by=DESK)
    assert entries(fetched(a_house, made) or b"") == []


def test_what_a_role_of_the_office_owes_is_in_the_calendars_of_its_holders_alone(a_house: House) -> None:
    asked_for_documents(a_house)
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE deadline SET role = 'kg_secretariat', owed_by = 'meeting'"))

    assert [len(shown(a_house, handle)) for handle in (KG, RP, DESK, CITY, CONTACT)] == [1, 0, 0, 0, 0]


def test_a_deadline_that_was_met_is_gone(a_house: House) -> None:
    asked_for_documents(a_house)
    made = feed(a_house, CITY)
    receive(a_house, "2.2", SupplyDocuments(stage="submission", on=When("2002-06-20")), by=CITY)

    assert entries(fetched(a_house, made) or b"") == []


def test_an_extended_deadline_keeps_its_identity_and_raises_its_sequence(a_house: House, clock: FixedClock) -> None:
    asked_for_documents(a_house)
    made = feed(a_house, CITY)
    (before,) = entries(fetched(a_house, made) or b"")
    clock.move(timedelta(days=1))
    name = before.uid.split("-", 6)[-1].removesuffix("@example.org")
    more = ExtendDeadline(deadline=name, until=When("2027-01-15"), on=When("2026-11-24"), reason="Ferien")
    receive(a_house, "2.2", more, by=DESK)

    file = fetched(a_house, made) or b""

    (after,) = entries(file)
    assert (after.uid, after.sequence, after.starts) == (before.uid, 1, date(2027, 1, 15))
    assert b"LAST-MODIFIED:20261124T080000Z" in file


def test_own_cases_on_an_agenda_are_days_without_hour_place_or_others(a_house: House) -> None:
    meeting = a_meeting(a_house, FIRST)
    mine = put_on(a_house, meeting, "3.1")[0]

    (one,) = shown(a_house, CITY)

    assert (one.starts, one.place) == (date(2026, 12, 3), "")
    assert one.uid == f"agenda-{mine.id}@example.org"
    assert one.title.endswith("(3.1)")


def test_a_moved_meeting_keeps_its_identity_and_raises_its_sequence(a_house: House, clock: FixedClock) -> None:
    meeting = a_meeting(a_house, FIRST, papers_due="2026-11-26T14:00")
    put_on(a_house, meeting, "3.1")
    body, own, applicant = feed(a_house, KG, KG_FEED), feed(a_house, KG), feed(a_house, CITY)
    before = {one.uid: one for one in entries(fetched(a_house, body) or b"")}
    (day,) = entries(fetched(a_house, applicant) or b"")
    clock.move(timedelta(hours=1))
    meetings.change_meeting(a_house, meeting.id, now(a_house, meeting).version, secretary(a_house), meets_at=SECOND)

    after = {one.uid: one for one in entries(fetched(a_house, body) or b"")}

    assert [*before] == [f"papers-{meeting.id}@example.org", f"meeting-{meeting.id}@example.org"]
    assert before.keys() == after.keys()
    assert {uid: after[uid].sequence - one.sequence for uid, one in before.items()} == dict.fromkeys(before, 1)
    moved = after[f"meeting-{meeting.id}@example.org"]
    assert str(moved.starts) == "2026-12-10 18:00:00+01:00"
    assert fetched(a_house, own) is not None
    assert entries(fetched(a_house, own) or b"") == [*after.values()]
    (later,) = entries(fetched(a_house, applicant) or b"")
    assert (later.uid, later.sequence - day.sequence, later.starts) == (day.uid, 1, date(2026, 12, 10))


def test_a_cancelled_meeting_says_so_to_everybody(a_house: House) -> None:
    meeting = a_meeting(a_house, FIRST)
    put_on(a_house, meeting, "3.1")
    meetings.cancel(a_house, meeting.id, now(a_house, meeting).version, secretary(a_house), reason="Krankheit", roll_on=False)

    for handle, body in ((KG, KG_FEED), (KG, ""), (CITY, "")):
        assert [one.cancelled for one in shown(a_house, handle, body)] == [True], handle


def test_an_invitation_and_its_cancelling_are_of_one_meeting(a_house: House) -> None:
    meeting = a_meeting(a_house, FIRST)
    with a_house.database.reading() as connection:
        seat = people.seats(connection)["leipzig"]
        known = people.parties(connection, {people.party_id("leipzig", handle) for handle in (KG, RP)})
    invited = [*known.values(), people.Known("x" * 36, "ohne", "Ohne Adresse", "", "de")]
    off = replace(meeting, state=MeetingState.CANCELLED, sequence=meeting.sequence + 1)

    asked = calendars.meeting_file(meeting, "KG", invited, seat=seat, house=a_house, at=a_house.now())
    told = calendars.meeting_file(off, "KG", invited, seat=seat, house=a_house, at=a_house.now(), method="CANCEL")

    assert "METHOD:REQUEST\r\n" in asked
    assert "METHOD:CANCEL\r\n" in told
    assert asked.replace("\r\n ", "").count("ATTENDEE;") == 2
    assert "mailto:asw@example.org" in asked.replace("\r\n ", "")
    (first,), (second,) = entries(asked.encode()), entries(told.encode())
    assert (first.uid, first.sequence, first.cancelled) == (f"meeting-{meeting.id}@example.org", 0, False)
    assert (second.uid, second.sequence, second.cancelled) == (first.uid, 1, True)


def test_the_calendar_of_a_body_says_nothing_of_what_it_deals_with(a_house: House) -> None:
    put_on(a_house, a_meeting(a_house, FIRST), "3.1")

    file = fetched(a_house, feed(a_house, KG, KG_FEED))

    assert file is not None
    assert titles(file) == [MEETING]
    assert b"3.1" not in file.replace(b"\r\n ", b"")
    assert b"Quartiersmanagement" not in file.replace(b"\r\n ", b"")


def test_a_role_of_the_applicants_side_opens_no_other_case(a_house: House) -> None:
    """Every applicant holds the role that owes the documents; the case of one is nobody else's."""
    asked_for_documents(a_house)
    leipzig = load_authority(ROOT / "config" / "authorities" / "leipzig.yaml")
    rights = {LEIPZIG: ("applicant",)}
    parties = tuple(each.model_copy(update={"roles": rights}) if each.handle == RP else each for each in leipzig.parties)
    with a_house.database.transaction() as connection:
        keep_authority(connection, leipzig.model_copy(update={"parties": parties}))

    assert shown(a_house, RP) == []


def test_applicants_find_the_last_day_of_a_call(a_house: House) -> None:
    made = call(a_house)

    for handle in (RESIDENT, TEAM):
        (one,) = shown(a_house, handle, authority="berlin")
        assert (one.uid, one.starts) == (f"call-{made.id}@example.org", date(2026, 12, 15))
        assert "Beispielkiez" in one.title
        assert "EUR" not in one.title + one.said
    assert shown(a_house, CITY) == []
