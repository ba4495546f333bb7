"""People as their administrators see them: who may see them at all, what forms say of them, and changes in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from domain.authority import Email
from domain.dates import When
from domain.errors import Refusal
from domain.errors.people import AddressBad, AddressNeeded, HandleBad
from domain.programme import Programme
from domain.programme.written import Key
from domain.typed import typed
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

_SITS, _SAT = N_("Sits on {body} from {day} on"), N_("Sits on {body} until {day}")
_SENTENCES = {
    access_changes.ERASED: N_("Erased"),
    access_changes.CONNECTED: N_("Account of the administration connected"),
    access_changes.DISCONNECTED: N_("Account of the administration disconnected"),
    access_changes.DEPUTY_NAMED: N_("{name} stands in from {since} to {until}"),
    access_changes.DEPUTY_ENDED: N_("{name} no longer stands in"),
    access_changes.ERASE_ASKED: N_("Erasing asked for; a second person has to confirm it"),
    access_changes.ERASE_REFUSED: N_("Request to erase taken back"),
}
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
    named = ("organisation", "deputy")
    ids = {str(change.detail.get(name, "")) for change in found for name in named}
    ids |= {id_ for change in found for id_ in (change.party, change.actor)}
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
        case what if what in _SENTENCES:
            yield _sentence(change, known)
        case access_changes.SEATED | access_changes.UNSEATED:
            said = _SITS if change.what == access_changes.SEATED else _SAT
            yield _(said).format(**_seat(detail, programmes))


def _sentence(change: AccessChange, known: Mapping[str, Person]) -> str:
    """What needs no more than whose deputy and from when to when."""
    days = {name: When(str(change.detail.get(name))).show(spoken()) for name in ("since", "until") if name in change.detail}
    return _(_SENTENCES[change.what]).format(name=called(known, str(change.detail.get("deputy"))), **days)


def _seat(detail: Mapping[str, object], programmes: Mapping[str, Programme]) -> dict[str, str]:
    programme, key = programmes.get(str(detail.get("programme"))), str(detail.get("body"))
    body = programme.bodies_by_key.get(key) if programme else None
    return {"body": body.title.into(spoken()) if body else key, "day": When(str(detail.get("day"))).show(spoken())}


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
