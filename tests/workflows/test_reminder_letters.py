"""The letters of reminders: one thread with their case, given up after five days, and never without their rungs."""

from datetime import timedelta

from sqlalchemy import text

from config.clock import FixedClock
from notifications.transports import RecordingTransport
from tests.houses import findings, letters
from tests.timed_mails import DOWN, FIRST, at, owing, timed
from workflows.house import House
from workflows.post import PostOffice
from workflows.reminders.climbing import climb
from workflows.walk import catch_up


async def settle(house: House) -> None:
    """Owe and send what facts owe, so that only reminders are left."""
    catch_up(house)
    await PostOffice(house, RecordingTransport()).empty()


async def test_a_mail_about_one_case_answers_the_first_letter_of_that_case(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    await settle(a_house)
    first = next(letter for letter in letters(a_house) if letter.seq is not None)
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    await PostOffice(a_house, post := RecordingTransport()).empty()

    (letter,) = timed(a_house)
    assert letter.thread_id == first.message_id
    assert f"In-Reply-To: {first.message_id}".encode() in post.accepted[-1].data


async def test_a_mail_about_two_cases_answers_none(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    owing(a_house, "2.2")
    await settle(a_house)
    at(clock, f"{FIRST}T09:00")
    climb(a_house)

    (letter,) = timed(a_house)
    assert letter.thread_id == ""


async def test_a_mailbox_that_never_answers_is_given_up_after_five_days_and_a_person_can_see_it(
    a_house: House, clock: FixedClock
) -> None:
    owing(a_house, "2.1")
    await settle(a_house)
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    office = PostOffice(a_house, dead := RecordingTransport())
    for _ in range(20 * 24):
        dead.then(DOWN, DOWN)
        await office.empty()
        clock.move(timedelta(minutes=30))

    (letter,) = timed(a_house)
    assert letter.state == "expired"
    assert letter.attempts >= 12
    assert letter.occasion >= "day:2026-12-02"


def test_a_reminder_without_its_letter_is_found(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    (letter,) = timed(a_house)
    with a_house.database.transaction() as connection:
        connection.execute(text("DELETE FROM letter WHERE id = :id"), {"id": letter.id})

    assert [found.what for found in findings(a_house)] == ["rung_without_letter"]
    assert letter.id in findings(a_house)[0].detail
