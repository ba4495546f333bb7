"""What of an installation a member of staff works with: the programmes in which they hold a staff role."""

from collections.abc import Mapping

from domain.programme import Programme
from portal.errors import NotFound
from portal.policy import Act, may
from store.access import Account
from workflows.house import House
from workflows.inbox import newest


def staffed(house: House, account: Account) -> Mapping[str, Programme]:
    """The newest version of every programme the person works in, by title; raises NotFound for whoever works in none."""
    known = {key: newest(house, key)[0] for key in account.roles}
    found = {key: programme for key, programme in known.items() if may(account, Act.SEE_WORKLIST, programme)}
    if not found:
        raise NotFound
    return dict(sorted(found.items(), key=lambda item: item[1].title.de.casefold()))


def administers(account: Account, programme: Programme) -> bool:
    """Tell whether the person administers the programme."""
    return not account.roles.get(programme.programme, frozenset()).isdisjoint(programme.administrators)
