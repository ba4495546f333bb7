"""People as their administrators see them: who may see them at all, what forms say of them, and changes in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from domain.authority import Email
from domain.errors import Refusal
from domain.people_errors import AddressBad, AddressNeeded, HandleBad
from domain.programme import Programme
from domain.typed import typed
from domain.written import Key
from portal.errors import NotFound
from portal.policy import Act, may
from store import access_changes, roster
from store.access import Account
from store.access_changes import AccessChange
from store.database import Connection
from store.roster import Person, Said
from wording.language import LANGUAGES, N_, _, spoken
from wording.refusals import said as worded
from workflows.house import House
from workflows.inbox import newest
from workflows.roster_change import By

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_KEY: TypeAdapter[str] = TypeAdapter(Key)
_LONGEST_NAME = 200

_FIELDS = {"name": N_("name"), "email": N_("e-mail address"), "language": N_("language")}


def managed(house: House, account: Account) -> dict[str, Programme]:
    """The programmes in which a person gives roles, by title; raises NotFound for whoever does so in none."""
    known = (newest(house, key)[0] for key in account.roles)
    found = {p.programme: p for p in known if may(account, Act.MANAGE_PEOPLE, p)}
    if not found:
        raise NotFound
    return dict(sorted(found.items(), key=lambda item: item[1].title.into(spoken()).casefold()))


def by(account: Account) -> By:
    """Who changes something, for `workflows.roster`."""
    return By(account.authority, account.party)


def person_at(connection: Connection, account: Account, handle: str) -> Person:
    """The person of the visitor's authority with this handle; raises NotFound."""
    found = roster.one(connection, account.authority, handle)
    if found is None:
        raise NotFound
    return found


def living(who: Person) -> Person:
    """The person, unless they were erased; raises NotFound."""
    if not who.name:
        raise NotFound
    return who


def said_in(fields: Mapping[str, str], *, address_needed: bool = False) -> tuple[Said, dict[str, str]]:
    """What a form says of a person, and a sentence for each field that is wrong."""
    wrong: dict[str, str] = {}
    name, email, language = (fields.get(field, "") for field in ("name", "email", "language"))
    try:
        name = typed("name", name, limit=_LONGEST_NAME)
    except Refusal as refusal:
        wrong["name"] = worded(refusal)
    if email and not _fits(_EMAIL, email):
        wrong["email"] = worded(AddressBad())
    elif address_needed and not email:
        wrong["email"] = worded(AddressNeeded())
    return Said(name, email, language if language in LANGUAGES else "de"), wrong


def handle_in(fields: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The handle a form asks for, or "" where it leaves that to us, and a sentence if it cannot be one."""
    handle = fields.get("handle", "")
    return handle, {"handle": worded(HandleBad())} if handle and not _fits(_KEY, handle) else {}


def _fits(adapter: TypeAdapter[str], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True


def sharing(connection: Connection, account: Account, email: str, handle: str = "") -> list[Person]:
    """Who else in the authority is reached at this address."""
    found = roster.by_word(connection, account.authority, email) if "@" in email else []
    return [each for each in found if each.handle != handle]


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: when, who did it, to whom (empty handle: erased), and what."""

    id: str
    at: str
    actor: str
    name: str
    handle: str
    what: str


def told(connection: Connection, authority: str, programmes: Mapping[str, Programme], **which: str) -> list[Told]:
    """The changes of an authority in words, newest first; one more than a page, so that the next page is known."""
    found = access_changes.changes(connection, authority, limit=roster.PAGE + 1, **which)
    ids = {id_ for change in found for id_ in (change.party, change.actor, str(change.detail.get("organisation", "")))}
    known = roster.with_ids(connection, ids - {""})
    return [
        Told(
            change.id, change.changed_at, called(known, change.actor) if change.actor else _("Command line"),
            called(known, change.party), known[change.party].handle, "; ".join(_what(change, known, programmes)),
        )
        for change in found
    ]  # fmt: skip


def called(known: Mapping[str, Person], id_: str) -> str:
    """The name of a party; of somebody erased only that they were."""
    return known[id_].name if id_ in known and known[id_].name else _("name erased")


def _what(change: AccessChange, known: Mapping[str, Person], programmes: Mapping[str, Programme]) -> Iterator[str]:
    detail = change.detail
    match change.what:
        case access_changes.ADDED:
            yield _("Organisation added") if detail.get("organisation") else _("Person added")
        case access_changes.CHANGED:
            fields = detail.get("fields")
            names = [_(_FIELDS[field]) for field in fields if field in _FIELDS] if isinstance(fields, list) else []
            yield _("Changed: {fields}").format(fields=", ".join(names))
        case access_changes.ROLES:
            yield from _roles(detail, programmes)
        case access_changes.JOINED:
            yield _("Acts for {organisation} from now on").format(organisation=called(known, str(detail.get("organisation"))))
        case access_changes.LEFT:
            yield _("No longer acts for {organisation}").format(organisation=called(known, str(detail.get("organisation"))))
        case access_changes.ERASED:
            yield _("Erased")
        case access_changes.CONNECTED:
            yield _("Account of the administration connected")
        case access_changes.DISCONNECTED:
            yield _("Account of the administration disconnected")


def _roles(detail: Mapping[str, object], programmes: Mapping[str, Programme]) -> Iterator[str]:
    key = str(detail.get("programme"))
    before, now = (set(roles) if isinstance(roles := detail.get(when), list) else set() for when in ("before", "now"))
    programme = programmes.get(key)
    title = programme.title.into(spoken()) if programme else key

    def named(roles: set[str]) -> str:
        titles = programme.roles if programme else {}
        return ", ".join(titles[role].into(spoken()) if role in titles else role for role in sorted(roles))

    if now - before:
        yield _("Roles given in {programme}: {roles}").format(programme=title, roles=named(now - before))
    if before - now:
        yield _("Roles taken in {programme}: {roles}").format(programme=title, roles=named(before - now))
