"""The documents of a draft or a dossier as pages list them: name, kind, size, when they came and from whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.dossier import Dossier
from portal.documents import filing
from portal.documents.file_kinds import TITLES
from store import documents, people
from store.access import Account
from store.documents import Document
from wording.language import spoken
from workflows.house import House
from workflows.names import shown_name


@dataclass(frozen=True, slots=True)
class Line:
    """One document; `came_at` is an instant, `name` is empty once it was erased."""

    id: str
    name: str
    kind: str
    size: str
    came_at: str
    who: str
    digest: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The documents of one place, and the address of their page."""

    home: str
    lines: Sequence[Line]


def of_own(house: House, account: Account, dossier: Dossier) -> Listed:
    """The documents of one's own application."""
    return _listed(house, f"/antraege/{dossier.id}/unterlagen", filing.filed(house, account, dossier, own=True))


def of_staff(house: House, account: Account, dossier: Dossier) -> Listed:
    """The documents of a case file."""
    return _listed(house, f"/akten/{dossier.id}/unterlagen", filing.filed(house, account, dossier, own=False))


def of_draft(house: House, draft: str) -> Listed:
    """The documents of a draft that is the person's."""
    with house.database.reading() as connection:
        kept = documents.of_draft(connection, draft)
        known = people.parties(connection, {each.party for each in kept})
    lines = [_line(each, each.came_at, shown_name(known, each.party)) for each in kept]
    return Listed(f"/antraege/entwurf/{draft}/unterlagen", lines)


def _listed(house: House, home: str, found: Sequence[filing.Filed]) -> Listed:
    with house.database.reading() as connection:
        known = people.parties(connection, {each.entry.actor for each in found})
    return Listed(home, [_line(each.document, each.entry.recorded_at, shown_name(known, each.entry.actor)) for each in found])


def _line(document: Document, came_at: str, who: str) -> Line:
    kind = TITLES.get(document.media_type, "")
    return Line(document.id, document.name, kind, shown_size(document.size), came_at, who, document.digest)


def shown_size(size: int) -> str:
    """A size in bytes as people say it."""
    if size < 1_000_000:  # noqa: PLR2004 - a million
        return f"{-(-size // 1000)} KB"
    said = f"{size / 1_000_000:.1f} MB"
    return said.replace(".", ",") if spoken() == "de" else said
