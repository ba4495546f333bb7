"""Recording what one's own people say, once and in their name."""

from collections.abc import Mapping

from domain.commands import Command
from domain.dossier import Dossier
from domain.errors import Refusal
from portal.office.recording import record_as_seen
from portal.web.sent import seen_in
from store.access import Account
from workflows.house import House
from workflows.inbox import person
from workflows.record import Asked


def recorded(house: House, account: Account, dossier: Dossier, command: Command, fields: Mapping[str, str]) -> Refusal | None:
    """Record a command in the person's name, once per key of the form; give the refusal if there is one."""
    try:
        actor = person(house, account.authority, dossier.opened.programme, account.handle)
        record_as_seen(house, dossier, Asked(dossier.id, command, actor, fields.get("key", ""), seen_in(fields)))
    except Refusal as refusal:
        return refusal
    return None
