"""A reminder is looked at once more just before it leaves: done is left out, stale never goes, a mailbox has one a day."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.office_time import moment
from notifications.transports import Delivery, Outcome, RecordingTransport
from tests.houses import findings, letters
from tests.timed_mails import DOWN, FIRST, asked_for_time, at, extended, items, met, no_more_time, owing, timed
from workflows.house import House
from workflows.post import PostOffice
from workflows.reminders.climbing import climb

UNCERTAIN = Delivery(Outcome.AMBIGUOUS, "dot", None, "line broke")


async def post(house: House, *ends: Delivery) -> RecordingTransport:
    """Empty the outbox; letters end so, and are taken once the ends are used up."""
    transport = RecordingTransport(ends)
    await PostOffice(house, transport).empty()
    return transport


async def settle(house: House) -> None:
    """Send what facts owe, so that only reminders are left."""
    await post(house)


async def test_a_reminder_that_is_still_true_goes_out_as_it_was_written(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    (before,) = timed(a_house)
    await post(a_house)

    (after,) = timed(a_house)
    assert (after.state, after.text, after.digest) == ("accepted", before.text, before.digest)
    assert after.subject == "[2.1] Erinnerung an Ihre Frist am 11.12.2026"


async def test_what_was_done_meanwhile_is_left_out_and_the_rest_goes(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    owing(a_house, "2.2", title="Zwischennachweis")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    (before,) = timed(a_house)
    assert len(items(before.text)) == 2
    met(a_house, "2.1")
    sent = await post(a_house)

    (after,) = timed(a_house)
    assert after.state == "accepted"
    assert len(items(after.text)) == 1
    assert "Zwischennachweis" in after.text
    assert after.id == before.id
    assert after.subject.startswith("[2.2] ")
    assert any(b"Zwischennachweis" in one.data for one in sent.accepted)
    assert findings(a_house) == []


async def test_a_request_made_meanwhile_is_told_and_one_answered_meanwhile_is_not(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    owing(a_house, "2.2", "2026-12-14", title="Zwischennachweis")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    assert "gebeten" not in timed(a_house)[0].text
    clock.move(timedelta(minutes=1))
    asked_for_time(a_house, "2.1")
    await post(a_house)
    (first,) = timed(a_house)
    assert "Sie haben am 23.11.2026 um mehr Zeit gebeten; bis wir antworten, gilt der bisherige Tag." in first.text
    assert "Fristverlängerung" not in first.text

    asked_for_time(a_house, "2.2")
    at(clock, "2026-11-30T09:00")
    climb(a_house)
    assert "gebeten" in timed(a_house)[1].text
    clock.move(timedelta(minutes=1))
    no_more_time(a_house, "2.2")
    sent = await post(a_house)
    assert "gebeten" not in timed(a_house)[1].text
    assert all(one.state == "accepted" for one in timed(a_house))
    assert len([one for one in sent.accepted if b"[2.2] Erinnerung" in one.data]) == 1
    assert findings(a_house) == []


@pytest.mark.parametrize("how", ["met", "extended"])
async def test_a_reminder_with_nothing_left_to_say_is_dropped_with_the_reason(
    a_house: House, clock: FixedClock, how: str
) -> None:
    owing(a_house, "2.1")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    if how == "met":
        met(a_house, "2.1")
    else:
        extended(a_house, "2.1", "2027-02-26")
    await post(a_house)

    (letter,) = timed(a_house)
    assert (letter.state, letter.reply, letter.attempts) == ("dropped", "nothing left to say", 1)


async def test_after_office_hours_it_waits_for_the_next_window_without_counting_as_tried(
    a_house: House, clock: FixedClock
) -> None:
    owing(a_house, "2.1")
    at(clock, f"{FIRST}T17:59")
    climb(a_house)
    at(clock, f"{FIRST}T18:00")
    sent = await post(a_house)

    (letter,) = timed(a_house)
    assert (letter.state, letter.attempts) == ("owed", 0)
    assert [one for one in sent.envelopes if one.recipient == letter.recipient and b"Erinnerung" in one.data] == []
    # The next day the office is open is the Monday after.
    assert moment(letter.next_try_at).isoformat() == "2026-11-30T07:10:00+00:00"


async def test_on_a_later_day_it_gets_that_days_date(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    await post(a_house, *[DOWN] * 9)
    at(clock, "2026-11-30T09:00")
    await post(a_house)

    (letter,) = timed(a_house)
    assert (letter.occasion, letter.state) == ("day:2026-11-30", "accepted")
    assert letter.written_at.startswith("2026-11-30")


async def test_a_mail_that_missed_its_day_goes_into_that_of_the_day_it_can_leave(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    owing(a_house, "2.2", "2026-12-14", title="Zwischennachweis")  # speaks on Monday, 30 November
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    await post(a_house, *[DOWN] * 9)
    at(clock, "2026-11-30T09:00")
    climb(a_house)
    assert len(timed(a_house)) == 2
    sent = await post(a_house)

    old, new = timed(a_house)
    assert (old.state, old.reply) == ("dropped", f"merged into {new.id}")
    assert (new.state, len(items(new.text))) == ("accepted", 2)
    assert len([one for one in sent.accepted if b"Erinnerung an 2 Fristen" in one.data]) == 1


async def test_where_the_mailbox_had_its_mail_of_the_day_the_older_one_waits_for_the_next(
    a_house: House, clock: FixedClock
) -> None:
    owing(a_house, "2.1")
    owing(a_house, "2.2", "2026-12-14", title="Zwischennachweis")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    older = timed(a_house)[0]
    # Another process holds the older one while the newer goes out.
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE letter SET state = 'claimed', fence = 'other', next_try_at = :at WHERE id = :id"),
                           {"id": older.id, "at": "2026-11-30T08:30:00.000000Z"})  # fmt: skip
    at(clock, "2026-11-30T09:00")
    climb(a_house)
    await post(a_house)
    at(clock, "2026-11-30T10:00")
    await post(a_house)

    old, new = timed(a_house)
    assert (old.state, new.state) == ("owed", "accepted")
    assert moment(old.next_try_at).date().isoformat() == "2026-12-01"
    at(clock, "2026-12-01T09:00")
    await post(a_house)
    assert [letter.occasion for letter in timed(a_house)] == ["day:2026-11-30", "day:2026-12-01"]
    assert {letter.state for letter in timed(a_house)} == {"accepted"}


async def test_after_an_uncertain_try_the_same_bytes_go_out(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    await settle(a_house)
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    first = await post(a_house, *[UNCERTAIN] * 9)
    at(clock, f"{FIRST}T09:30")
    second = await post(a_house)

    (letter,) = timed(a_house)
    assert (letter.state, letter.ambiguous) == ("accepted", 1)
    bytes_of = [one.data for one in (*first.envelopes, *second.envelopes) if letter.message_id.encode() in one.data]
    assert len(bytes_of) == 2
    assert len(set(bytes_of)) == 1


async def test_after_an_uncertain_try_nothing_goes_out_that_is_no_longer_true(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    owing(a_house, "2.2", title="Zwischennachweis")
    await settle(a_house)
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    await post(a_house, *[UNCERTAIN] * 9)
    met(a_house, "2.1")
    at(clock, f"{FIRST}T09:30")
    await post(a_house)

    (letter,) = timed(a_house)
    assert (letter.state, letter.reply, letter.ambiguous) == ("dropped", "may have arrived", 1)


async def test_whoever_was_erased_is_not_written_to_any_more(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    (letter,) = timed(a_house)
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE party SET name = '', email = '' WHERE id = :id"), {"id": letter.addressee})
    await post(a_house)

    assert [(one.state, one.reply) for one in timed(a_house)] == [("dropped", "addressee erased")]


async def test_two_post_offices_send_a_reminder_once(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    owing(a_house, "2.2", "2026-12-14", title="Zwischennachweis")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    await post(a_house, *[DOWN] * 9)
    at(clock, "2026-11-30T09:00")
    climb(a_house)
    transports = [RecordingTransport(), RecordingTransport()]
    await asyncio.gather(*(PostOffice(a_house, one).empty() for one in transports))
    for _ in range(3):
        clock.move(timedelta(minutes=20))
        await asyncio.gather(*(PostOffice(a_house, one).empty() for one in transports))

    sent = [one for each in transports for one in each.accepted if b"Erinnerung" in one.data]
    told = [letter for letter in timed(a_house) if letter.state == "accepted"]
    assert len(sent) == len(told)
    assert len({(letter.recipient, letter.occasion) for letter in told}) == len(told)


async def test_letters_about_facts_leave_at_any_hour(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    at(clock, "2026-11-28T23:00")  # a Saturday night
    await post(a_house)

    assert {letter.state for letter in letters(a_house)} <= {"accepted"}
