"""The chain linter over a programme and the authorities that run it; nothing is written."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import notifications
from domain.errors.lint import EventWithoutLetter, Finding, LetterWithoutTemplate
from domain.events import Decided, DocumentsSupplied, Event, FundsConfirmed, Resolved, Returned, Submitted
from domain.events.meetings import BidReceived, BidsClosed, Called, Selected
from domain.office_time import office_day
from domain.programme import Programme
from domain.programme.lint import findings, places
from domain.programme.lint_office import Office, office_findings
from domain.vocabulary import StageKind
from notifications.catalogue import CATALOGUE, SILENT, Row
from store import staffing
from store.database import Connection
from store.people import seats
from wording.language import LANGUAGES
from workflows.house import House

_TEMPLATES = Path(notifications.__file__).parent / "templates"
_YEAR = timedelta(days=365)

#: What can be recorded at each kind of stage.
EVENTS: dict[StageKind, tuple[type[Event], ...]] = {
    StageKind.SUBMISSION: (Submitted, Returned, DocumentsSupplied),
    StageKind.MEETING: (Resolved,),
    StageKind.DECISION: (Decided,),
    StageKind.COFINANCING: (FundsConfirmed,),
    StageKind.CALL: (Called,),
    StageKind.BIDS: (BidReceived, BidsClosed),
    StageKind.SELECTION: (Selected,),
}


def lint(house: House, programme: Programme) -> list[Finding]:
    """Everything worth a look: in the programme, in its letters, and at every authority that runs it."""
    found = [*findings(programme), *letter_findings(programme)]
    with house.database.reading() as connection:
        for authority in staffing.running(connection, programme.programme):
            found += office_findings(programme, _office(house, connection, authority, programme), office_day(house.clock.now()))
    return found


def letter_findings(
    programme: Programme, rows: Sequence[Row] = CATALOGUE, silent: Collection[type[Event]] = SILENT, folder: Path = _TEMPLATES
) -> Iterator[Finding]:
    """Events of the chain nobody is told about without that being meant, and letters without a text in each language."""
    said: set[object] = set()
    for path, _home, stage in places(programme):
        for event in EVENTS[stage.kind]:
            letters = [row for row in rows if row.event is event]
            if not letters and event not in silent and event not in said:
                yield EventWithoutLetter(path, event=event.__name__, stage=stage.title)
            said.add(event)
            for row in letters:
                for language in LANGUAGES:
                    if (row.template, language) not in said and not (folder / language / f"{row.template}.txt").is_file():
                        yield LetterWithoutTemplate(path, template=row.template, stage=stage.title, language=language)
                    said.add((row.template, language))


def _office(house: House, connection: Connection, authority: str, programme: Programme) -> Office:
    today = office_day(house.clock.now())
    seat, key, day = seats(connection)[authority], programme.programme, today.isoformat()
    return Office(
        title=seat.title,
        calendar=seat.calendar,
        holders=staffing.holders(connection, authority, key),
        covered=staffing.covered(connection, authority, key, day),
        meeting=staffing.bodies_meeting(connection, authority, key, day, (today + _YEAR).isoformat()),
        manned=staffing.bodies_with_members(connection, authority, key, day),
        rules=house.rules,
    )
