"""What a new version of a programme would mean for every running case, and moving those a person names.

The preview writes nothing. A case is moved by a command of its own, which is refused where it would need a person.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.admission.repinning import Outlook, Verdict, outlook
from domain.commands.meetings import Repin
from domain.dates import When
from domain.errors import NoSuchProgramme, Refusal
from domain.errors.repinning import NoSuchVersion
from domain.office_time import office_day
from domain.programme import Programme
from store import dossiers, programmes, versions
from store.change import Loaded
from store.versions import Version
from workflows.house import House
from workflows.inbox import person
from workflows.record import Asked, Receipt, record, record_all

#: So many cases are loaded, or moved, at a time.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Ahead:
    """A running case and what the version would mean for it; `seen` is the number of entries that was looked at."""

    dossier: str
    reference: str
    authority: str
    programme_hash: str
    seen: int
    outlook: Outlook


def version_of(house: House, key: str, hash_: str = "") -> tuple[Programme, str]:
    """A stored version of a programme by the beginning of its hash, the newest where none is given."""
    with house.database.reading() as connection:
        known = [version.hash for version in versions.versions(connection, key)]
        if not known:
            raise NoSuchProgramme(programme=key, known=", ".join(sorted(programmes.newest(connection))))
        found = [one for one in known if one.startswith(hash_)] if hash_ else [programmes.newest(connection)[key]]
        if len(found) != 1:
            raise NoSuchVersion(version=hash_, programme=key, known=", ".join(one[:12] for one in known))
        return programmes.programme_by_hash(connection, found[0]), found[0]


def running(house: House, key: str, *, authority: str = "") -> list[Version]:
    """Every version of a programme with the number of its running cases, the newest first."""
    with house.database.reading() as connection:
        return versions.versions(connection, key, authority=authority)


def preview(house: House, to: Programme, hash_: str, *, authority: str = "") -> list[Ahead]:
    """What a version would mean for each unfinished case of its programme that runs under another one, by reference."""
    found: list[Ahead] = []
    with house.database.reading() as connection:
        ids = versions.elsewhere(connection, to.programme, hash_, authority=authority)
        for start in range(0, len(ids), CHUNK):
            some = dossiers.load_many(house.database, connection, ids[start : start + CHUNK])
            found += [_ahead(held, to) for held in some]
    return sorted(found, key=lambda one: (one.authority, one.reference))


def _ahead(held: Loaded, to: Programme) -> Ahead:
    dossier = held.dossier
    opened = dossier.opened
    return Ahead(dossier.id, opened.reference, held.authority, dossier.pinned, dossier.version, outlook(dossier, to))


def counted(found: Iterable[Ahead]) -> dict[Verdict, int]:
    """How many cases each verdict has."""
    counts = dict.fromkeys(Verdict, 0)
    for one in found:
        counts[one.outlook.verdict] += 1
    return counts


def move(house: House, one: Loaded, to: Programme, hash_: str, *, by: str, reason: str) -> Receipt:
    """Move one case to a version; raises a Refusal where that would need a person."""
    actor = person(house, one.authority, one.dossier.programme.programme, by)
    command = _command(house, to, hash_, reason)
    return record(house, Asked(one.dossier.id, command, actor, uuid.uuid4().hex, one.dossier.version))


def move_all(
    house: House, found: Sequence[Ahead], to: Programme, hash_: str, *, by: str, reason: str
) -> list[tuple[Ahead, Receipt | Refusal]]:
    """Move every case of a preview that could move and has not changed since; what became of each."""
    wanted = [one for one in found if one.outlook.verdict is Verdict.COULD_MOVE]
    actors = {authority: person(house, authority, to.programme, by) for authority in {one.authority for one in wanted}}
    command = _command(house, to, hash_, reason)
    results: list[tuple[Ahead, Receipt | Refusal]] = []
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        asked = [Asked(one.dossier, command, actors[one.authority], uuid.uuid4().hex, one.seen) for one in some]
        results += zip(some, record_all(house, asked), strict=True)
    return results


def _command(house: House, to: Programme, hash_: str, reason: str) -> Repin:
    return Repin(on=When.of(office_day(house.clock.now())), programme_hash=hash_, reason=reason, to=to)
