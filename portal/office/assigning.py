"""Giving dossiers to members of staff: whom one can be given to, and taking several over at once.

Only administrators assign: who works on a case is for the office that runs the programme to say, not for the bodies that
consult on it. Nobody works on their own case (§ 20 VwVfG), so its sides cannot be chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.commands import Assign
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.office_time import office_day
from portal.office.readings import note_reading
from portal.policy import Act, may
from portal.visitor import acting
from store import dossiers
from store.access import Account
from store.staff import Colleague
from workflows.house import House
from workflows.officers import officers_for
from workflows.record import Asked, record_all


@dataclass(frozen=True, slots=True)
class Taken:
    """How many dossiers are one's own now, and how many were left because they are not as they were shown."""

    yours: int
    left: int


def colleagues(house: House, dossier: Dossier) -> list[Colleague]:
    """The staff a dossier can be given to, by name."""
    with house.database.reading() as connection:
        return officers_for(connection, dossier)


def command(house: House, officer: str) -> Assign:
    """Give it to them (or to nobody) as of today."""
    return Assign(on=When.of(office_day(house.clock.now())), officer=officer)


def take_over(house: House, account: Account, shown: Mapping[str, str], key: str) -> Taken:
    """Take over the dossiers with these ids if they are still given to whom the person saw; raises `TryAgain`.

    Those that no longer are, that changed just now or that are not for this person to take, are left.
    """
    with house.database.reading() as connection:
        loaded = [one.dossier for one in dossiers.load_many(house.database, connection, sorted(shown))]
    asked: list[Asked] = []
    yours = 0
    for dossier in loaded:
        if not may(account, Act.ASSIGN, dossier) or may(account, Act.READ_OWN, dossier):
            continue
        note_reading(house, account, dossier)
        if dossier.officer == account.party:
            yours += 1
        elif dossier.officer == shown[dossier.id]:
            wanted = command(house, account.party)
            asked.append(Asked(dossier.id, wanted, acting(account, dossier), f"{key}.{dossier.id}", dossier.version))
    if asked:
        yours += sum(not isinstance(result, Refusal) for result in record_all(house, asked))
    return Taken(yours, len(shown) - yours)
