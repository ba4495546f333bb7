"""The people of an authority: found, listed page by page, noted, forgotten; and what the file still says of them."""

from collections.abc import Iterable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from config.load import load_authority
from domain.authority import Authority, Party
from domain.errors import NoSuchPerson
from domain.errors.people import LastAdministrator, NoSuchParty
from store import access, access_changes, people, roster
from store.folding import folded
from store.people import is_kept, keep_authority, party_id
from store.roster import Said
from tests.houses import CITY, CONTACT, DESK, LEIPZIG, ROOT, HousesOf, leipzig_case
from workflows import roster as changing
from workflows.house import House
from workflows.roster_change import By

MEMBER = "antragstelle-vertretung"
OFFICE = By("leipzig")


def the_file(**changes: object) -> Authority:
    """The authority's file, with some people in it changed: `gbm={"name": "x"}`."""
    shipped = load_authority(ROOT / "config/authorities/leipzig.yaml")
    parties = (Party.model_validate({**p.model_dump(), **changes.get(p.handle.replace("-", "_"), {})}) for p in shipped.parties)  # type: ignore[dict-item]
    return shipped.model_copy(update={"parties": tuple(parties)})


def kept(house: House, authority: Authority) -> None:
    with house.database.transaction() as connection:
        keep_authority(connection, authority)
        assert is_kept(connection, authority)


def one(house: House, handle: str) -> roster.Person:
    with house.database.reading() as connection:
        found = roster.one(connection, "leipzig", handle)
    assert found is not None
    return found


def account(house: House, handle: str) -> access.Account | None:
    with house.database.reading() as connection:
        return access.account(connection, party_id("leipzig", handle))


def found(house: House, asked: str) -> list[str]:
    with house.database.reading() as connection:
        return [who.handle for who in roster.page(connection, "leipzig", asked=asked)]


def added(house: House, names: Iterable[str]) -> None:
    for name in names:
        changing.add(house, OFFICE, "", Said(name), organisation=False)


def test_people_are_found_by_parts_of_name_handle_and_address_whatever_the_spelling(a_house: House) -> None:
    changing.add(a_house, OFFICE, "haus-sued", Said("Bürgerverein Süd", "Post@Example.org"), organisation=True)

    for asked in ("BUERGER", "süd buerger", "SÜD", "haus-s", "post@EX"):
        assert (asked, found(a_house, asked)) == (asked, ["haus-sued"])
    assert found(a_house, "haus-sued nirgends") == []
    assert found(a_house, "100%_") == []
    assert len(found(a_house, "")) == 8


def test_a_long_list_comes_in_pages_each_person_once_and_in_order(a_house: House) -> None:
    added(a_house, (f"Person {n:03}" for n in range(120)))

    seen: list[roster.Person] = []
    with a_house.database.reading() as connection:
        while some := roster.page(connection, "leipzig", after=seen[-1].handle if seen else ""):
            assert len(some) <= roster.PAGE
            seen += some
        first = roster.page(connection, "leipzig", after="nobody-has-this")

    assert len(seen) == len({who.id for who in seen}) == 127
    numbered = [who.name for who in seen if who.name.startswith("Person")]
    assert numbered == sorted(numbered)
    assert first == seen[: roster.PAGE]


def test_a_handle_is_made_from_the_name_and_never_given_twice(a_house: House) -> None:
    said = Said("Förderverein »Süd« e. V.")
    made = [changing.add(a_house, OFFICE, "", said, organisation=True) for _ in range(2)]
    changing.erase(a_house, OFFICE, made[0], made[0])
    names = (said.name, "数字 7", "Neu", "x" * 200)
    made += [changing.add(a_house, OFFICE, "", Said(name), organisation=False) for name in names]

    assert made[:3] == ["foerderverein-sued-e-v", "foerderverein-sued-e-v-2", "foerderverein-sued-e-v-3"]
    assert made[3:] == ["p-7", "neu-2", "x" * 40]


def test_nothing_that_names_anybody_is_left_after_erasing(a_house: House) -> None:
    changing.add(a_house, OFFICE, "", Said("Erika Beispiel", "erika@example.org"), organisation=False)
    changing.join(a_house, OFFICE, CITY, "erika@example.org")
    changing.give_roles(a_house, OFFICE, "erika-beispiel", {LEIPZIG: frozenset({"sponsor"})}, mark(a_house, "erika-beispiel"))
    id_ = party_id("leipzig", "erika-beispiel")
    with a_house.database.transaction() as connection:
        access.open_session(connection, token_hash="a" * 64, party=id_, csrf="c" * 43, at=a_house.now())

    changing.erase(a_house, OFFICE, "erika-beispiel", "erika-beispiel")

    with a_house.database.reading() as connection:
        for table in ("party", "access_change", "session", "sign_in"):
            assert "erika" not in folded(str(connection.execute(text(f"SELECT * FROM {table}")).all()))
        assert access.session(connection, "a" * 64) is None
        assert access.account(connection, id_) is None
        assert roster.roles_of(connection, {id_}) == {}
        assert people.organisations_of(connection, id_) == []
        whats = [change.what for change in access_changes.changes(connection, "leipzig", party=id_)]
    assert sorted(whats) == ["added", "erased", "joined", "roles"]
    assert found(a_house, "erika") == []


def mark(house: House, handle: str) -> str:
    with house.database.reading() as connection:
        found = roster.one(connection, "leipzig", handle)
        assert found is not None
        return roster.mark_of(connection, found)


def test_the_last_administrator_stays_whoever_asks(a_house: House) -> None:
    with pytest.raises(LastAdministrator):
        changing.erase(a_house, OFFICE, DESK, DESK)
    with pytest.raises(LastAdministrator):
        changing.edit(a_house, OFFICE, DESK, Said("Sachbearbeitung", ""), mark(a_house, DESK))
    with pytest.raises(LastAdministrator):
        changing.give_roles(a_house, OFFICE, DESK, {LEIPZIG: frozenset({"funding_partner"})}, mark(a_house, DESK))
    with pytest.raises(NoSuchParty):
        changing.erase(a_house, OFFICE, "nobody", "nobody")

    assert one(a_house, DESK).email == "sachbearbeitung@example.org"
    assert one(a_house, DESK).kept_by == "file"
    with a_house.database.reading() as connection:
        assert access_changes.changes(connection, "leipzig") == []


def test_who_administers_through_an_organisation_counts_as_long_as_they_act_for_it(a_house: House) -> None:
    changing.give_roles(a_house, OFFICE, CITY, {LEIPZIG: frozenset({"applicant", "case_officer"})}, mark(a_house, CITY))
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE party SET email = '' WHERE handle = :h"), {"h": CITY})
    changing.erase(a_house, OFFICE, DESK, DESK)

    with pytest.raises(LastAdministrator):
        changing.leave(a_house, OFFICE, CITY, MEMBER)


def test_changes_can_neither_be_altered_nor_taken_out(a_house: House) -> None:
    added(a_house, ["Eine Person"])
    for statement in ("UPDATE access_change SET detail = ''", "DELETE FROM access_change"):
        with pytest.raises(DBAPIError), a_house.database.transaction() as connection:
            connection.execute(text(statement))


def test_a_changed_file_updates_whom_it_keeps_and_nobody_the_portal_keeps(a_house: House) -> None:
    changing.edit(a_house, OFFICE, CONTACT, Said("Moderation", "neu@example.org"), mark(a_house, CONTACT))

    kept(a_house, the_file(gbm={"name": "GBM neu"}, quartiersmoderation={"name": "Alt", "roles": {}}))

    assert one(a_house, "gbm").name == "GBM neu"
    assert (one(a_house, CONTACT).name, one(a_house, CONTACT).email) == ("Moderation", "neu@example.org")
    moderation = account(a_house, CONTACT)
    assert moderation is not None
    assert moderation.roles == {LEIPZIG: {"sponsor"}}


def test_the_erased_stay_erased_and_nobody_acts_for_them_whatever_the_file_says(a_house: House) -> None:
    changing.erase(a_house, OFFICE, CITY, CITY)
    changing.erase(a_house, OFFICE, CONTACT, CONTACT)

    kept(a_house, the_file(antragstelle={"name": "Stadt"}, quartiersmoderation={"name": "Alt"}))

    assert account(a_house, CITY) is None
    assert account(a_house, CONTACT) is None
    member = account(a_house, MEMBER)
    assert member is not None
    assert (member.organisations, member.roles) == (frozenset(), {})
    with a_house.database.reading() as connection:
        assert roster.roles_of(connection, {party_id("leipzig", CITY)}) == {}


def test_acts_for_in_the_file_makes_members_and_leaving_it_out_ends_them(a_house: House) -> None:
    member = account(a_house, MEMBER)
    assert member is not None
    assert member.organisations == {party_id("leipzig", CITY)}
    assert member.roles == {LEIPZIG: {"applicant"}}

    kept(a_house, the_file(antragstelle_vertretung={"acts_for": ()}))

    member = account(a_house, MEMBER)
    assert member is not None
    assert (member.organisations, member.roles) == (frozenset(), {})


def test_members_added_in_the_portal_survive_the_next_start(a_house: House, houses: HousesOf) -> None:
    changing.join(a_house, OFFICE, CITY, CONTACT)

    again = houses.open()
    kept(again, the_file(gbm={"name": "GBM neu"}))

    moderation = account(again, CONTACT)
    assert moderation is not None
    assert moderation.organisations == {party_id("leipzig", CITY)}


def test_an_erased_person_cannot_be_named_in_an_application(a_house: House) -> None:
    changing.erase(a_house, OFFICE, CONTACT, CONTACT)
    with a_house.database.reading() as connection:
        assert not [handle for handle in people.handles(connection, "leipzig") if handle.startswith(people.ERASED)]
    with pytest.raises(NoSuchPerson):
        leipzig_case(a_house)
