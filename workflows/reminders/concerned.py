"""Who is concerned by a halt of the ladders: it holds for the whole installation, and several authorities may share one."""

from datetime import timedelta

from domain.office_time import office_day
from store import rungs
from workflows.house import House
from workflows.reminders.foresight import preview

#: Where nothing leaves today, the mails of the next days say whose they are.
_NEXT = (0, 7)


def concerned(house: House) -> frozenset[str]:
    """The authorities whose mails leave first if the ladders go on now; none where nothing leaves within a week."""
    today = office_day(house.clock.now())
    for ahead in _NEXT:
        if mails := preview(house, today + timedelta(days=ahead)):
            first = {rung.dossier for mail in mails if mail.day == mails[0].day for rung in mail.rungs}
            with house.database.reading() as connection:
                return frozenset(authority for authority, _programme in rungs.programmes_of(connection, first).values())
    return frozenset()
