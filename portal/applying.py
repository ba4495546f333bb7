"""Sending an application: it gets the office's next reference, and the same form sent twice opens one dossier."""

import threading

from config.application import Application, Project
from config.clock import office_day
from domain.dates import When
from domain.errors import ReferenceTaken
from store import own
from store.access import Account
from workflows.house import House
from workflows.inbox import newest, open_case

#: How often the next reference is tried again after somebody else took it.
TRIES = 20
#: A double click must not find two free references: within the portal's process one application is opened at a time.
_one_at_a_time = threading.Lock()


def apply(house: House, account: Account, project: Project, *, key: str) -> str:
    """Open the dossier of an application received today and return its id; raises a Refusal."""
    today = office_day(house.clock.now())
    with _one_at_a_time:
        for turn in range(TRIES):
            with house.database.reading() as connection:
                if there := own.opened_with(connection, account.party, key):
                    return there
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
