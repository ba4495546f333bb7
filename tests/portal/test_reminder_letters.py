"""A reminder is shown in every case it is about, with what became of it; never with what else stands in it about others."""

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from portal.office.case_letters import letters_of
from store import access, outbox
from store.own_data import own_data
from store.people import party_id
from tests.houses import DESK, TEAM
from tests.timed_mails import FIRST, at, owing, timed
from wording.letters import STATES, standing
from workflows.house import House
from workflows.reminders.climbing import climb


def test_a_reminder_of_two_cases_is_among_the_letters_of_both_and_of_no_other(a_house: House, clock: FixedClock) -> None:
    first, second = owing(a_house, "2.1").dossier.id, owing(a_house, "2.2").dossier.id
    third = owing(a_house, "2.3", "2027-12-10").dossier.id
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    (letter,) = timed(a_house)

    with a_house.database.reading() as connection:
        for dossier in (first, second):
            found = outbox.letters(connection, dossier=dossier)
            assert letter in found
            assert len({one.id for one in found}) == len(found)
        assert letter not in outbox.letters(connection, dossier=third)
        assert letter in outbox.letters(connection)


def test_a_letter_that_went_into_another_brings_that_one_along(a_house: House, clock: FixedClock) -> None:
    dossier = owing(a_house, "2.1").dossier.id
    owing(a_house, "2.2", "2026-12-14")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    at(clock, "2026-11-30T09:00")
    climb(a_house)
    old, new = timed(a_house)
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE letter SET state = 'dropped', reply = :reply WHERE id = :id"),
                           {"reply": f"merged into {new.id}", "id": old.id})  # fmt: skip
    with a_house.database.reading() as connection:
        found = {one.id for one in outbox.letters(connection, dossier=dossier)}

    assert {old.id, new.id} <= found


@pytest.mark.parametrize(
    "reply", ["no address", "nothing left to say", "may have arrived", "addressee erased", "merged into x"]
)
def test_every_reason_for_dropping_a_letter_has_words(reply: str) -> None:
    assert standing("dropped", reply) != standing("dropped", "")
    assert all(standing(state, "") for state in STATES)
    assert standing("accepted", "250 ok") == standing("accepted", "")


def test_what_the_office_is_told_each_morning_is_not_in_a_persons_own_copy(a_house: House, clock: FixedClock) -> None:
    owing(a_house, "2.1", "2026-11-25")
    at(clock, "2026-11-30T09:00")
    climb(a_house)
    digests = [letter for letter in timed(a_house) if letter.template == "digest"]
    assert digests
    with a_house.database.reading() as connection:
        held = own_data(connection, digests[0].addressee, [digests[0].addressee], {})
    (told,) = [letter for letter in held["letters"] if letter["template"] == "digest"]

    assert (told["text"], told["subject"]) == ("", digests[0].subject)


def test_somebody_who_may_not_read_the_other_case_is_not_shown_the_text(a_house: House, clock: FixedClock) -> None:
    dossier = owing(a_house, "2.1").dossier.id
    owing(a_house, "2.2")
    at(clock, f"{FIRST}T09:00")
    climb(a_house)
    (letter,) = timed(a_house)
    with a_house.database.reading() as connection:
        desk, stranger = (access.account(connection, party_id(*who)) for who in (("leipzig", DESK), ("berlin", TEAM)))
    assert desk is not None
    assert stranger is not None

    assert [one.readable for one in letters_of(a_house, desk, dossier) if one.letter.id == letter.id] == [True]
    assert [one.readable for one in letters_of(a_house, stranger, dossier) if one.letter.id == letter.id] == [False]
    assert all(one.readable for one in letters_of(a_house, stranger, dossier) if one.letter.dossier)
