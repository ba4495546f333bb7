"""The most a case can be granted of a yearly budget today, beside the field for the amount."""

from domain.dossier import Dossier
from domain.office_time import office_day
from wording.budgets import offered
from workflows.budgets import offer_for
from workflows.house import House


def offer_hint(house: House, dossier: Dossier) -> str:
    """One sentence with the amount and what it follows from; nothing where no yearly budget limits it."""
    with house.database.reading() as connection:
        found = offer_for(connection, dossier, office_day(house.clock.now()))
    if found is None:
        return ""
    return offered(found.amount, found.requested, found.cap, found.left, found.area, found.year)
