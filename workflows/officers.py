"""Whom a dossier can be given to: staff of its programme who are no side of the case (§ 20 VwVfG)."""

from domain.commands import Assign, Command
from domain.dossier import Dossier
from domain.duties.staff import staff_roles
from domain.errors import NoSuchOfficer
from store import staff
from store.database import Connection
from store.staff import Colleague


def officers_for(connection: Connection, dossier: Dossier) -> list[Colleague]:
    """The people it can be given to, by name."""
    programme = dossier.programme
    return staff.staff_of(
        connection, authority=dossier.opened.authority, programme=programme.programme, roles=staff_roles(programme),
        apart_from=dossier.parties,
    )  # fmt: skip


def require_officer(connection: Connection, dossier: Dossier, asked: Command) -> None:
    """Refuse giving the dossier to anybody else (`NoSuchOfficer`); every other command passes."""
    officer = asked.officer if isinstance(asked, Assign) else ""
    if officer and officer not in {one.id for one in officers_for(connection, dossier)}:
        raise NoSuchOfficer
