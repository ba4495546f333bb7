"""The meetings the browser looks at: one to come, one to be recorded today, one that is over, one called off."""

from domain.commands import Details
from store.meetings import Item, Meeting
from tests.houses import CONTACT, DESK, KG, RP, leipzig_case
from tests.portal.sittings import a_meeting, items, now, seat, secretary
from workflows import meetings as running
from workflows.house import House
from workflows.meetings import Wanted
from workflows.meetings.minutes import Row, record_minutes
from workflows.walk import catch_up

_YESTERDAY, _TODAY, _SOON, _LATER = "2026-11-20T18:00", "2026-11-23T09:00", "2026-12-03T18:00", "2026-12-17T18:00"


def some_meetings(house: House) -> dict[str, str]:
    """Their ids by what is special about them."""
    _members(house)
    coming = a_meeting(house, _SOON)
    _filled(house, coming, "14.1", "14.2", "14.3")
    running.add_business(house, coming.id, "Genehmigung der letzten Niederschrift", public=True, actor=secretary(house))
    today = a_meeting(house, _TODAY)
    first, second, _third = _filled(house, today, "15.1", "15.2", "15.3")
    held = a_meeting(house, _YESTERDAY)
    _over(house, held, _filled(house, held, "16.1", "16.2", "16.3"))
    off = a_meeting(house, _LATER)
    running.cancel(house, off.id, off.version, secretary(house), reason="Der Saal ist nicht frei.", roll_on=False)
    # What waits for the next agenda.
    leipzig_case(house, "kg", "17.1")
    catch_up(house)
    return {"coming": coming.id, "today": today.id, "held": held.id, "off": off.id, "first": first.id, "second": second.id}


def _members(house: House) -> None:
    """Three people sit on the KG, one of them in the chair; a fourth did."""
    seat(house, RP, "2025-01-01", chair=True)
    seat(house, KG, "2025-01-01")
    seat(house, CONTACT, "2025-01-01")
    seat(house, DESK, "2025-01-01", "2025-12-31")


def _filled(house: House, meeting: Meeting, *references: str) -> list[Item]:
    """Put a case under each reference on the agenda, the last one non-public."""
    ids = [leipzig_case(house, "kg", reference).dossier.id for reference in references]
    catch_up(house)
    wanted = [Wanted(id_, "kg", public=id_ != ids[-1]) for id_ in ids]
    running.put_on_agenda(house, meeting.id, wanted, secretary(house))
    catch_up(house)
    return items(house, meeting.id)


def _over(house: House, meeting: Meeting, there: list[Item]) -> None:
    """Two of its items have an outcome, the third was left open."""
    conditions = Details(
        vote="7 Ja, 1 Nein", conditions="Der Kostenplan wird bis Ende März ergänzt.\nDie Eigenmittel werden belegt."
    )
    rows = [Row(there[0].id, "adopted_with_conditions", conditions), Row(there[2].id, "adopted", Details(vote="einstimmig"))]
    results = record_minutes(house, now(house, meeting.id), rows, secretary(house))
    assert all(result.receipt for result in results), results
    catch_up(house)
