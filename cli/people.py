"""People and organisations: who is known here, and forgetting somebody for good."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import say
from cli.desk import given
from cli.usage import BadValue
from cli.values import Json
from wording.language import N_, _

if TYPE_CHECKING:
    from store.database import Connection
    from store.roster import Person

_HEADINGS = (N_("handle"), N_("name"), N_("e-mail"), N_("kind"), N_("authority"))
_NOBODY = N_("Nobody was found.")
_ERASED = N_('"{handle}" was erased. What was recorded stays, under an id that says nothing about the person.')
_ASKED = N_('Erasing "{handle}" takes two: an administrator confirms it in the portal within 14 days. Nothing is erased yet.')
_SURE = N_('erasing "{handle}" ({name}) cannot be undone; give --yes if that is meant.')
_PERSON, _ORGANISATION = N_("person"), N_("organisation")

_PAGE = 500


def listed(
    ctx: typer.Context,
    word: Annotated[
        str, typer.Option("--search", metavar="TEXT", help=N_("Only whoever has these words in name, handle or address."))
    ] = "",
    authority: Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("Only people of this authority."))] = "",
    as_json: Json = False,
) -> None:
    """List the people and organisations of this installation."""
    from store.people import seats

    with given(ctx).house.database.reading() as connection:
        known = seats(connection)
        _check_authority(authority, sorted(known))
        offices = [authority] if authority else sorted(known)
        found = [(office, who) for office in offices for who in _all(connection, office, word)]
    if as_json:
        say.machine([
            {
                "authority": office, "handle": who.handle, "name": who.name, "email": who.email or None,
                "language": who.language, "organisation": who.organisation, "kept_by": who.kept_by,
            }
            for office, who in found
        ])  # fmt: skip
        return
    if not found:
        say.line(_(_NOBODY))
        return
    rows = [
        (who.handle, who.name, who.email, _(_ORGANISATION if who.organisation else _PERSON), office) for office, who in found
    ]
    headings = [_(heading) for heading in _HEADINGS]
    if say.narrow():
        say.table(headings[:2], [row[:2] for row in rows])
        return
    say.table(headings, rows)


def _all(connection: "Connection", authority: str, word: str) -> "list[Person]":
    from store import roster

    found: list[Person] = []
    while page := roster.page(connection, authority, asked=word, after=found[-1].handle if found else "", limit=_PAGE):
        found += page
    return found


def _check_authority(authority: str, known: list[str]) -> None:
    from domain.errors import NoSuchAuthority

    if authority and authority not in known:
        raise NoSuchAuthority(authority=authority, known=", ".join(known))


def erase(
    ctx: typer.Context,
    handle: Annotated[str, typer.Argument(metavar="HANDLE", help=N_("The person or organisation by their handle."))],
    authority: Annotated[str, typer.Option("--authority", metavar="KEY", help=N_("The authority they belong to."))],
    yes: Annotated[bool, typer.Option("--yes", help=N_("Say that this is meant: it cannot be undone."))] = False,
) -> None:
    """Erase a person for good: name, address, roles and sessions go, what they recorded stays.

    It takes two: what an administrator asked for in the portal is confirmed here, or the other way round.
    """
    from domain.errors.people import NoSuchParty
    from store import people, roster
    from workflows import erasing
    from workflows.roster_change import By

    house = given(ctx).house
    with house.database.reading() as connection:
        _check_authority(authority, sorted(people.seats(connection)))
        who = roster.one(connection, authority, handle)
    if who is None or not who.name:
        raise NoSuchParty(person=handle, authority=authority)
    if not yes:
        raise BadValue(_(_SURE).format(handle=handle, name=who.name), param_hint="--yes")
    gone = erasing.erase(house, By(authority), handle, handle)
    say.line(_(_ERASED if gone else _ASKED).format(handle=handle))
