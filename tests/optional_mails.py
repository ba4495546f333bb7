"""Optional mails for tests: who declines them, who has looked at a case, who signed in; and a house that can write links."""

from sqlalchemy import text

from domain.vocabulary import OptionalMail
from store import case_views
from store.people import party_id
from tests.houses import CONTACT, HousesOf
from workflows.house import House
from workflows.reminders.unsubscribing import choose

PORTAL = "https://antrag.example.org"
OWNER = party_id("leipzig", CONTACT)


def with_links(houses: HousesOf) -> House:
    """A house whose address is known, so that its mails can carry links."""
    return houses.open(public_url=PORTAL)


def declines(house: House, party: str = OWNER, kind: OptionalMail = OptionalMail.EARLY) -> None:
    """Somebody does without a kind of mail."""
    choose(house, party, kind, wanted=False)


def looks(house: House, dossier: str, party: str = OWNER) -> None:
    """Somebody opens the page of their case now."""
    with house.database.transaction() as connection:
        case_views.note(connection, dossier, party, house.now(), lite=house.database.sqlite)


def acts_for(house: House, person: str, organisation: str) -> None:
    """From now on the person acts for the organisation (both by id)."""
    with house.database.transaction() as connection:
        both = {"person": person, "organisation": organisation}
        connection.execute(text("INSERT INTO membership (person, organisation) VALUES (:person, :organisation)"), both)
