"""Who declined which mails: one token for each, whoever is faster, and the first instant of declining stays."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from config.clock import FixedClock
from domain.office_time import instant
from domain.vocabulary import OptionalMail
from store import case_views, mail_choices
from store.people import party_id
from store.roster import erase
from tests.houses import CITY, leipzig_case
from tests.optional_mails import OWNER, declines, looks
from workflows.house import House
from workflows.reminders.unsubscribing import choose, decline, known, with_tokens

TOWN = party_id("leipzig", CITY)


def tokens(house: House, *parties: str) -> dict[str, str]:
    with house.database.transaction() as connection:
        mail_choices.ensure(connection, parties, lite=house.database.sqlite)
        return mail_choices.tokens(connection, parties, lite=house.database.sqlite)


def declined(house: House) -> set[tuple[str, OptionalMail]]:
    with house.database.reading() as connection:
        return mail_choices.declined(connection, {OWNER, TOWN}, lite=house.database.sqlite)


def test_a_token_is_made_once_and_stays(a_house: House) -> None:
    first = tokens(a_house, OWNER, TOWN, OWNER)
    assert first.keys() == {OWNER, TOWN}
    assert len(set(first.values())) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in first.values())
    assert tokens(a_house, TOWN, OWNER) == first
    assert tokens(a_house) == {}


def test_of_many_at_a_time_all_get_the_same_token(a_house: House) -> None:
    barrier = Barrier(8)

    def ask(_: int) -> str:
        barrier.wait()
        return tokens(a_house, OWNER)[OWNER]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1


def test_declined_twice_the_first_instant_stays_and_wanting_takes_it_back(a_house: House, clock: FixedClock) -> None:
    token = tokens(a_house, OWNER)[OWNER]
    declines(a_house)
    first = a_house.now()
    clock.move(timedelta(days=1))
    declines(a_house)
    with a_house.database.reading() as connection:
        assert mail_choices.behind(connection, token) == mail_choices.Behind(OWNER, first, "")
    assert declined(a_house) == {(OWNER, OptionalMail.EARLY)}

    choose(a_house, OWNER, OptionalMail.EARLY, wanted=True)
    assert declined(a_house) == set()


def test_a_token_declines_one_kind_for_one_party_and_unknown_ones_nothing(a_house: House) -> None:
    token = tokens(a_house, OWNER, TOWN)[TOWN]

    assert decline(a_house, token, OptionalMail.DIGEST)
    assert not decline(a_house, "x" * 43, OptionalMail.DIGEST)
    assert not decline(a_house, "", OptionalMail.EARLY)
    assert not known(a_house, "x" * 43)
    assert declined(a_house) == {(TOWN, OptionalMail.DIGEST)}


def test_where_no_link_can_be_written_no_token_is_made(a_house: House) -> None:
    assert with_tokens(a_house, [OWNER]) == {}
    with a_house.database.reading() as connection:
        assert mail_choices.tokens(connection, [OWNER], lite=a_house.database.sqlite) == {}


def test_of_looks_at_a_case_the_newest_is_kept(a_house: House, clock: FixedClock) -> None:
    id_ = leipzig_case(a_house).dossier.id
    looks(a_house, id_)
    before = clock.at
    clock.move(timedelta(hours=2))
    looks(a_house, id_)
    with a_house.database.transaction() as connection:
        lite = a_house.database.sqlite
        case_views.note(connection, id_, OWNER, instant(before), lite=lite)
        assert case_views.seen_at(connection, id_, OWNER) == a_house.now()
        assert case_views.seen_at(connection, id_, TOWN) == ""
        assert case_views.seen_since(connection, {id_}, a_house.now(), lite=lite) == {(id_, OWNER)}
        assert case_views.seen_since(connection, {id_}, instant(clock.at + timedelta(seconds=1)), lite=lite) == set()
        assert case_views.seen_since(connection, set(), "", lite=lite) == set()


def test_who_is_erased_has_chosen_and_seen_nothing_any_more(a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    token = tokens(a_house, OWNER)[OWNER]
    looks(a_house, id_)
    looks(a_house, id_, TOWN)
    with a_house.database.transaction() as connection:
        erase(connection, OWNER)

    assert not known(a_house, token)
    with a_house.database.reading() as connection:
        assert case_views.seen_at(connection, id_, OWNER) == ""
        assert case_views.seen_at(connection, id_, TOWN) != ""
