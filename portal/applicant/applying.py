"""Sending an application: it gets the office's next reference, and the same form sent twice opens one dossier."""

import threading

from config.application import Application, Project
from domain.dates import When
from domain.errors import AlreadySent, BadKey, NoSuchDossier, ReferenceTaken
from domain.events import Submitted
from domain.office_time import office_day
from portal.errors import NotFound
from store import dossiers, own
from store.access import Account
from store.change import KEY
from store.database import Connection
from store.people import party_id
from workflows.house import House
from workflows.inbox import look, newest, open_case

#: How often the next reference is tried again after somebody else took it.
TRIES = 20
#: A double click must not find two free references: within the portal's process one application is opened at a time.
_one_at_a_time = threading.Lock()


def apply(house: House, account: Account, project: Project, *, key: str) -> str:
    """Open the dossier of an application received today and return its id; raises a Refusal.

    The applicant is the person or an organisation they act for; raises NotFound for anybody else.
    """
    if not KEY.fullmatch(key):
        raise BadKey
    applicant = party_id(project.authority, project.applicant or "")
    if project.authority != account.authority or applicant not in account.sides:
        raise NotFound
    _require_own_framework(house, account, project)
    # Letters go to those who apply; an organisation they name as sponsor may not even have an address.
    project = project.model_copy(update={"contact": project.contact or project.applicant})
    today = office_day(house.clock.now())
    with _one_at_a_time:
        for turn in range(TRIES):
            with house.database.reading() as connection:
                there = own.opened_with(connection, applicant, key)
                if there:
                    return _the_same(house, connection, there, project)
                reference = own.next_reference(
                    connection, authority=project.authority, programme=project.programme, year=today.year
                )
            said = {**project.model_dump(), "reference": reference, "on": When.of(today)}
            application = Application.model_validate(said)
            submitted = application.submission(newest(house, project.programme)[0])
            try:
                return open_case(house, application, application.on, submitted, by=account.handle, key=key).dossier.id
            except ReferenceTaken:
                if turn == TRIES - 1:
                    raise
    raise AssertionError("the last turn returns or raises")


def _require_own_framework(house: House, account: Account, project: Project) -> None:
    """Refuse a framework notice of others as if there were none: references are not for trying out."""
    framework = newest(house, project.programme)[0].part_of
    if not framework or not project.part_of:
        return
    above = look(house, project.part_of, framework, project.authority).dossier
    if not account.sides & above.parties:
        raise NoSuchDossier(reference=project.part_of)


def _the_same(house: House, connection: Connection, there: str, project: Project) -> str:
    """The dossier opened under this key, if what is sent now says the same; raises AlreadySent."""
    loaded = dossiers.load(house.database, connection, there)
    assert loaded is not None, "it was found a moment ago"  # noqa: S101 - for the type checker
    opened, entry = loaded.dossier.opened, loaded.dossier.entries[1]
    said = {**project.model_dump(), "reference": opened.reference, "on": entry.on}
    again = Application.model_validate(said)
    if not isinstance(entry.event, Submitted) or again.digest != entry.event.digest:
        raise AlreadySent(reference=opened.reference)
    return there
