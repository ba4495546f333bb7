"""Several authorities share an installation: what one may do counts in its own dossiers only."""

import pytest
from sqlalchemy import func, select

from domain.authority import Authority
from domain.commands import Resolve
from domain.dates import When
from domain.errors import AmbiguousReference, NoSuchPerson, NotYourRole
from domain.text import Text
from domain.vocabulary import MeetingOutcome
from store import people
from store.people import keep_authority
from store.tables import AssignmentRow
from tests.houses import (
    BERLIN,
    CITY,
    CONTACT,
    DESK,
    KG,
    LEIPZIG,
    RP,
    TEAM,
    berlin_case,
    findings,
    leipzig_case,
    letters,
    worklist,
)
from workflows.house import House
from workflows.inbox import find, look, person, receive
from workflows.walk import catch_up

ADOPTED = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
ASSIGNMENT = AssignmentRow.__table__  # type: ignore[attr-defined]


def an_authority(**roles: tuple[str, ...]) -> Authority:
    """A second authority in another Land that runs the Leipzig programme, too; handles are the same words."""
    held = {DESK: ("case_officer", "funding_partner"), CITY: ("applicant",), RP: ("granting_authority",), **roles}
    parties = [
        {"handle": handle, "name": handle, "email": f"{handle}@example.org", "roles": {LEIPZIG: held.get(handle, ())}}
        for handle in (DESK, CITY, RP, KG, CONTACT)
    ]
    return Authority.model_validate(
        {
            "authority": "halle",
            "title": Text(de="Stadt Halle"),
            "land": "ST",
            "contact": "h@example.org",
            "parties": parties,
        }
    )


@pytest.fixture
def two_houses(a_house: House) -> House:
    """The house with two authorities that share a programme, each with a measure 2.2; Halle's KG has no secretariat yet."""
    with a_house.database.transaction() as connection:
        keep_authority(connection, an_authority())
    for authority in ("leipzig", "halle"):
        leipzig_case(a_house, "kg", authority=authority)
    return a_house


def test_the_same_reference_in_two_authorities_is_two_dossiers(two_houses: House) -> None:
    both = {find(two_houses, "2.2", LEIPZIG, authority).dossier for authority in ("leipzig", "halle")}

    assert len(both) == 2
    assert len(worklist(two_houses)) == 2


def test_the_same_reference_in_two_programmes_is_two_dossiers(a_house: House) -> None:
    leipzig_case(a_house, "kg", "7")
    berlin_case(a_house, "7", "jury")

    assert find(a_house, "7", LEIPZIG).programme == LEIPZIG
    assert find(a_house, "7", BERLIN).programme == BERLIN
    with pytest.raises(AmbiguousReference) as refusal:
        find(a_house, "7")
    assert LEIPZIG in str(refusal.value)
    assert BERLIN in str(refusal.value)


def test_an_ambiguous_reference_names_the_authorities(two_houses: House) -> None:
    with pytest.raises(AmbiguousReference) as refusal:
        receive(two_houses, "2.2", ADOPTED, by=KG, programme=LEIPZIG)

    assert "leipzig" in str(refusal.value)
    assert "halle" in str(refusal.value)


def test_a_role_in_one_authority_does_not_count_in_the_other(two_houses: House) -> None:
    receive(two_houses, "2.2", ADOPTED, by=KG, programme=LEIPZIG, authority="leipzig")

    with pytest.raises(NotYourRole):
        receive(two_houses, "2.2", ADOPTED, by=KG, programme=LEIPZIG, authority="halle")
    assert look(two_houses, "2.2", LEIPZIG, "halle").dossier.version == 2


def test_a_role_in_one_programme_does_not_count_in_the_other(a_house: House) -> None:
    assert person(a_house, "berlin", BERLIN, TEAM).roles == {"qm_team"}
    assert person(a_house, "berlin", LEIPZIG, TEAM).roles == frozenset()


def test_a_person_of_one_authority_is_unknown_in_the_other(a_house: House) -> None:
    berlin_case(a_house, "AF-1", "jury")

    with pytest.raises(NoSuchPerson):
        receive(a_house, "AF-1", ADOPTED, by=KG)


def test_letters_are_signed_by_the_dossiers_own_authority(two_houses: House) -> None:
    catch_up(two_houses)

    assert {(letter.sender_name, letter.reply_to) for letter in letters(two_houses)} == {
        ("Stadt Leipzig, Amt für Stadterneuerung und Wohnungsbauförderung", "asw@example.org"),
        ("Stadt Halle", "h@example.org"),
    }
    assert findings(two_houses) == []


def test_who_left_the_authoritys_file_holds_no_role_any_more(two_houses: House) -> None:
    kept = an_authority()
    gone = kept.model_copy(update={"parties": tuple(p for p in kept.parties if p.handle != RP)})
    with two_houses.database.transaction() as connection:
        keep_authority(connection, gone)

    assert person(two_houses, "halle", LEIPZIG, RP).roles == frozenset()
    assert person(two_houses, "leipzig", LEIPZIG, RP).roles == {"granting_authority"}
    with two_houses.database.reading() as connection:
        held = select(func.count()).where(ASSIGNMENT.c.party == people.party_id("halle", DESK))
        assert connection.execute(held).scalar_one() == 2
