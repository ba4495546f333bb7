"""What the store says of people after something was done to them in the portal."""

from store import access, access_changes, roster
from store.people import party_id
from tests.houses import KG, LEIPZIG
from workflows.house import House

#: A person of the samples who acts for the city's applicant.
MEMBER = "antragstelle-vertretung"


def one(house: House, handle: str, authority: str = "leipzig") -> roster.Person | None:
    with house.database.reading() as connection:
        return roster.one(connection, authority, handle)


def account(house: House, handle: str) -> access.Account:
    with house.database.reading() as connection:
        found = access.account(connection, party_id("leipzig", handle))
    assert found is not None
    return found


def noted(house: House) -> list[str]:
    with house.database.reading() as connection:
        return [change.what for change in access_changes.changes(connection, "leipzig")]


def a_second_administrator(house: House, handle: str = KG, *roles: str) -> None:
    with house.database.transaction() as connection:
        roster.set_roles(connection, party_id("leipzig", handle), LEIPZIG, ["case_officer", *roles])
