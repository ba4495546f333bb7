"""A meeting whose result nobody handed down stands on the sheet as what it is, as on the Potsdam paper of 2001."""

from datetime import date

from domain.commands import Correct, Resolve
from domain.commands.meetings import Schedule, Unschedule
from domain.dates import When
from domain.sheet import as_text, sheet
from domain.vocabulary import MeetingOutcome
from tests.domain.sheets import data, printed, under
from tests.offices import Desk

_KG = "Bestätigung KG-Sitzung:"
_OPEN = "auf der Tagesordnung vom 04.07.2002, Ergebnis nicht überliefert"


def _scheduled(desk: Desk, day: str = "2002-07-04") -> Desk:
    desk.ask(Schedule(stage="kg", on=When("2002-06-20"), meets_on=When(day)))
    return desk


def test_a_meeting_gone_by_without_a_result_is_printed_as_on_the_agenda(submitted: Desk) -> None:
    assert under(printed(_scheduled(submitted)), _KG) == [_OPEN]
    assert "on the agenda of 4 July 2002, result not handed down" in printed(submitted, "en")


def test_the_data_have_its_day_and_no_outcome(submitted: Desk) -> None:
    [line] = [line for line in data(_scheduled(submitted))["approval"] if line["stage"] == "kg"]
    assert line["entries"] == [{"round": 1, "on": "2002-07-04", "effective_on": None, "outcome": None, "entry": 3}]


def test_a_meeting_still_to_come_is_not_on_the_sheet(submitted: Desk) -> None:
    drawn = sheet(_scheduled(submitted).dossier, {}, date(2002, 7, 4))
    assert under(as_text(drawn, "de"), _KG) == ["–"], "on the day itself the result may still come"
    assert under(as_text(sheet(submitted.dossier, {}, date(2002, 7, 5)), "de"), _KG) == [_OPEN]


def test_a_month_counts_as_gone_by_only_when_all_of_it_is(submitted: Desk) -> None:
    _scheduled(submitted, "2002-07")
    assert under(as_text(sheet(submitted.dossier, {}, date(2002, 7, 31)), "de"), _KG) == ["–"]
    said = ["auf der Tagesordnung vom 07/2002, Ergebnis nicht überliefert"]
    assert under(as_text(sheet(submitted.dossier, {}, date(2002, 8, 1)), "de"), _KG) == said


def test_what_was_dealt_with_taken_off_or_taken_out_leaves_no_such_line(submitted: Desk) -> None:
    _scheduled(submitted).ask(Unschedule(stage="kg", on=When("2002-07-01"), reason="verschoben"))
    assert under(printed(submitted), _KG) == ["–"]
    _scheduled(submitted, "2002-07-11").ask(Resolve(stage="kg", on=When("2002-07-11"), outcome=MeetingOutcome.ADOPTED))
    assert under(printed(submitted), _KG) == ["11.07.2002"]


def test_a_result_that_was_taken_out_again_leaves_the_agenda(submitted: Desk) -> None:
    _scheduled(submitted).ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED))
    submitted.ask(Correct(seq=4, void=True, reason="falsche Akte"))
    assert under(printed(submitted), _KG) == [_OPEN]
