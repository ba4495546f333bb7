"""The address of a calendar: what it opens, for how long, what it costs, and that rights are looked up at every fetch."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from config.clock import FixedClock
from config.load import load_authority
from domain.errors.calendars import NoSuchCalendar, NotThisCalendar, TooManyCalendars
from store import access
from store.people import keep_authority
from tests.calendars import KG_FEED, MEETING, asked_for_documents, entries, feed, fetched, shown, titles
from tests.houses import BERLIN, CITY, CONTACT, DESK, KG, ROOT, leipzig_case
from tests.meetings import FIRST, SECOND, a_meeting
from tests.portal.sittings import seat
from workflows import calendars, roster
from workflows.cleaning import TOKENS, clean
from workflows.house import House
from workflows.roster_change import By


def test_members_of_a_body_get_its_calendar_as_long_as_they_sit_on_it(a_house: House, clock: FixedClock) -> None:
    a_meeting(a_house, SECOND)
    with pytest.raises(NotThisCalendar):
        feed(a_house, CONTACT, KG_FEED)
    seat(a_house, CONTACT, "2026-01-01", "2026-11-30")
    made = feed(a_house, CONTACT, KG_FEED)
    file = fetched(a_house, made) or b""
    assert titles(file) == [MEETING]
    assert b"URL:" not in file

    clock.move(timedelta(days=8))

    assert entries(fetched(a_house, made) or b"") == []


def test_rights_are_looked_up_at_every_fetch(a_house: House) -> None:
    a_meeting(a_house, FIRST)
    body, own = feed(a_house, KG, KG_FEED), feed(a_house, KG)
    assert len(titles(fetched(a_house, body) or b"")) == len(titles(fetched(a_house, own) or b"")) == 1
    leipzig = load_authority(ROOT / "config" / "authorities" / "leipzig.yaml")
    parties = tuple(each.model_copy(update={"roles": {}}) if each.handle == KG else each for each in leipzig.parties)
    with a_house.database.transaction() as connection:
        keep_authority(connection, leipzig.model_copy(update={"parties": parties}))

    assert entries(fetched(a_house, body) or b"") == []
    assert entries(fetched(a_house, own) or b"") == []


def test_after_erasing_somebody_their_address_leads_nowhere(a_house: House) -> None:
    made = feed(a_house, CONTACT)
    assert fetched(a_house, made) is not None

    roster.erase(a_house, By("leipzig"), CONTACT, CONTACT)

    assert fetched(a_house, made) is None
    with a_house.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM calendar_feed WHERE ended_at = ''")).scalar_one() == 0


def test_a_calendar_that_was_ended_or_replaced_leads_nowhere(a_house: House) -> None:
    who = calendars.owner(a_house, "leipzig", KG)
    first, second = feed(a_house, KG), feed(a_house, KG, KG_FEED)
    third = calendars.replace(a_house, who, second.feed.id)
    calendars.revoke(a_house, who, first.feed.id)

    assert [fetched(a_house, one) is None for one in (first, second, third)] == [True, True, False]
    assert [one.id for one in calendars.lasting(a_house, who)] == [third.feed.id]
    assert (third.feed.kind, third.feed.body) == ("body", "kg")
    for act in (calendars.revoke, calendars.replace):
        with pytest.raises(NoSuchCalendar):
            act(a_house, who, first.feed.id)


@pytest.mark.parametrize("act", [calendars.revoke, calendars.replace, calendars.find])
def test_nobody_ends_or_sees_the_calendar_of_another(a_house: House, act: object) -> None:
    made = feed(a_house, KG)

    for id_ in (made.feed.id, "", "\0", "x" * 5000):
        with pytest.raises(NoSuchCalendar):
            act(a_house, calendars.owner(a_house, "leipzig", DESK), id_)  # type: ignore[operator] # one of three functions

    assert fetched(a_house, made) is not None


@pytest.mark.parametrize("secret", ["", "x" * 42, "x" * 43, "x" * 44, "\0" * 43, "ä" * 43, "../" * 14 + "x", "x" * 42 + "\n"])
def test_what_is_no_address_finds_nothing(a_house: House, secret: str) -> None:
    feed(a_house, KG)

    assert calendars.feed_of(a_house, secret) is None


def test_only_the_hash_of_an_address_is_kept(a_house: House) -> None:
    made = feed(a_house, KG)
    secret = made.address.rpartition("/")[2].removesuffix(".ics")

    with a_house.database.reading() as connection:
        rows = connection.execute(text("SELECT * FROM calendar_feed")).all()

    assert len(secret) == 43
    assert not any(secret in str(row) for row in rows)


def test_a_person_has_an_end_to_how_many_calendars_they_make(a_house: House) -> None:
    for _each in range(calendars.MOST):
        feed(a_house, KG)

    with pytest.raises(TooManyCalendars):
        feed(a_house, KG)


def test_a_calendar_speaks_the_language_of_its_owner(a_house: House) -> None:
    a_meeting(a_house, FIRST)
    made = feed(a_house, KG, KG_FEED)
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE party SET language = 'en' WHERE handle = :who"), {"who": KG})

    assert titles(fetched(a_house, made) or b"") == ["Meeting: KG"]


def test_a_fetch_is_noted_once_an_hour(a_house: House, clock: FixedClock) -> None:
    made = feed(a_house, KG)
    who = calendars.owner(a_house, "leipzig", KG)
    used = []
    for minutes in (0, 30, 31):
        clock.move(timedelta(minutes=minutes))
        fetched(a_house, made)
        used.append(calendars.find(a_house, who, made.feed.id).used_at)

    assert used[0] == used[1] < used[2]


def test_what_lies_far_back_or_ahead_stays_out(a_house: House, clock: FixedClock) -> None:
    asked_for_documents(a_house)
    made = feed(a_house, CITY)

    clock.move(timedelta(days=366))
    assert len(titles(fetched(a_house, made) or b"")) == 1
    clock.move(timedelta(days=60))
    assert titles(fetched(a_house, made) or b"") == []


def test_a_calendar_that_was_ended_is_forgotten_in_time_and_one_that_lasts_is_not(a_house: House, clock: FixedClock) -> None:
    who = calendars.owner(a_house, "leipzig", KG)
    lasting, ended = feed(a_house, KG), feed(a_house, KG)
    calendars.revoke(a_house, who, ended.feed.id)
    clock.move(TOKENS + timedelta(seconds=1))

    gone = clean(a_house)

    assert gone["calendars"] == 1
    assert [one.id for one in calendars.lasting(a_house, who)] == [lasting.feed.id]


def test_two_thousand_deadlines_cost_no_more_questions_than_one(a_house: House) -> None:
    id_ = asked_for_documents(a_house)
    made = feed(a_house, CITY)
    fetched(a_house, made)
    asked: list[str] = []
    event.listen(a_house.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    fetched(a_house, made)
    few = len(asked)
    with a_house.database.transaction() as connection:
        columns = "dossier, version, authority, programme, stage, round, role, owed_by, due, state, ladder, wake_on, climbed"
        copied = f"INSERT INTO deadline (deadline, {columns}) SELECT :name, {columns} FROM deadline WHERE dossier = :id LIMIT 1"
        connection.execute(text(copied), [{"name": f"extra:{number}", "id": id_} for number in range(1999)])
    asked.clear()

    file = fetched(a_house, made)

    assert len(asked) == few
    assert len([one for one in asked if "deadline" in one]) == 1
    assert len(titles(file or b"")) == 2000


def test_a_visitor_without_roles_has_an_empty_calendar(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    a_meeting(a_house, FIRST)
    with a_house.database.reading() as connection:
        who = calendars.owner(a_house, "leipzig", "antragstelle-vertretung")
        assert access.account(connection, who.party) is not None

    assert list(calendars.offered(a_house, who)) == []
    assert shown(a_house, "antragstelle-vertretung") == []
    assert BERLIN not in {key.partition("/")[0] for key in calendars.offered(a_house, calendars.owner(a_house, "leipzig", KG))}
