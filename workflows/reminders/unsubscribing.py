"""The addresses by which people decline optional mails: made once for each, and what one of them does."""

from collections.abc import Collection, Iterable
from typing import Final

from domain.vocabulary import OptionalMail
from notifications.reminder import Line, optional_kind
from store import mail_choices
from store.database import Connection
from workflows.house import House

HERE: Final = "/abbestellen"
#: What the address calls the kind of mail.
NAMES: Final = {OptionalMail.EARLY: "frueh", OptionalMail.DIGEST: "morgens"}


class NoTokenYet(Exception):
    """A party needs the token of its links before the mail can be written."""

    def __init__(self, party: str) -> None:
        """Keep whose token is missing."""
        super().__init__(party)
        self.party = party


def address(house: House, token: str, kind: OptionalMail, language: str) -> str:
    """The address that declines a kind of mail, in the language of the mail; "" where nobody knows the portal's address."""
    public = house.settings.public_url
    spoken = "?lang=en" if language == "en" else ""
    return f"{public}{HERE}/{token}/{NAMES[kind]}{spoken}" if public and token else ""


def with_tokens(house: House, parties: Collection[str]) -> dict[str, str]:
    """The tokens of these parties; whoever has none gets theirs now. Nothing is asked where no link could be written."""
    if not parties or not house.settings.public_url:
        return {}
    lite = house.database.sqlite
    with house.database.reading() as connection:
        found = mail_choices.tokens(connection, parties, lite=lite)
    missing = set(parties) - found.keys()
    if missing:
        with house.database.transaction() as connection:
            mail_choices.ensure(connection, missing, lite=lite)
            found |= mail_choices.tokens(connection, missing, lite=lite)
    return found


def address_for(house: House, connection: Connection, lines: Iterable[Line], party: str, language: str) -> str:
    """The address a mail with these lines carries, "" for one that cannot be declined; raises NoTokenYet."""
    kind = optional_kind(lines)
    if kind is None or not house.settings.public_url:
        return ""
    token = mail_choices.tokens(connection, [party], lite=house.database.sqlite).get(party)
    if token is None:
        raise NoTokenYet(party)
    return address(house, token, kind, language)


def choose(house: House, party: str, kind: OptionalMail, *, wanted: bool) -> None:
    """Note that a party wants a kind of mail, or can do without it."""
    with house.database.transaction() as connection:
        mail_choices.choose(connection, party, kind, house.now(), wanted=wanted, lite=house.database.sqlite)


def decline(house: House, token: str, kind: OptionalMail) -> bool:
    """Decline a kind of mail for whoever has the token; False where nobody has it."""
    with house.database.transaction() as connection:
        behind = mail_choices.behind(connection, token)
        if behind is None:
            return False
        mail_choices.choose(connection, behind.party, kind, house.now(), wanted=False, lite=house.database.sqlite)
    return True


def known(house: House, token: str) -> bool:
    """Tell whether somebody has the token."""
    with house.database.reading() as connection:
        return mail_choices.behind(connection, token) is not None
