"""How many sit on a body on a day: what its quorum is counted by."""

from datetime import date

from domain.oddities import Members
from store.members import members
from workflows.house import House


def members_on(house: House, authority: str, programme: str) -> Members:
    """Ask the store how many members a body of the programme has there on a day."""

    def count(body: str, day: date) -> int:
        with house.database.reading() as connection:
            return len(members(connection, authority=authority, programme=programme, body=body, day=day.isoformat()))

    return count
