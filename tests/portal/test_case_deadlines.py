"""The deadlines of a case file: every day with its reasons, and the forms that extend, set, end, stop and notify."""

from html import unescape

import pytest

from domain.commands import Command, Decide, Return
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.events.deadlines import (
    ClockResumed,
    ClockStopped,
    DeadlineEnded,
    DeadlineExtended,
    DeadlineSet,
    Notified,
)
from domain.vocabulary import DeadlineOutcome, DecisionOutcome, Delivery, OwedBy, ReturnPurpose
from tests.houses import CITY, DESK, KG, LEIPZIG, RP, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import check, confirm, enter, now
from workflows.house import House
from workflows.inbox import receive

TODAY = {"on": "23.11.2026"}


def _do(house: House, command: Command, by: str = DESK) -> None:
    receive(house, "2.2", command, by=by, programme=LEIPZIG)


def _returned(house: House, due: str = "2026-12-10") -> tuple[str, str]:
    """A case whose documents are asked for: its id and the name of the deadline."""
    id_ = leipzig_case(house, "kg").dossier.id
    asked = Return(
        stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
        due=When(due), reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    _do(house, asked)
    return id_, f"submission:1:return:{now(house, id_).version}"


def _office_deadline(house: House, due: str = "2026-12-10") -> str:
    """A case with a deadline of the office's own, called "frist:x"."""
    id_ = leipzig_case(house, "kg").dossier.id
    _do(house, SetDeadline(deadline="frist:x", role="case_officer", due=When(due), on=When("2026-11-20"), title="Prüfvermerk"))
    return id_


def _page(visit: Visit, id_: str, handle: str = DESK) -> str:
    answer = visit(handle).get(f"/akten/{id_}/fristen?lang=en")
    assert answer.status_code == 200
    return unescape(answer.text)


def test_a_deadline_shows_its_day_who_owes_it_how_it_came_about_and_its_reminders_ahead(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)

    page = _page(visit, id_)

    assert "Documents: Project application" in page or "Documents:" in page
    assert "<dd>10 December 2026</dd>" in page
    assert "applicant (Applicant's side)" in page
    assert f"/akten/{id_}/verlaengern/{name}" in page
    assert "14 days before the end, to whoever owes the step" in page
    assert "26 November 2026" in page
    assert page.count("still to come") == 6
    assert f"/akten/{id_}/fristen" in visit(DESK).get(f"/akten/{id_}").text


def test_more_time_by_a_period_is_counted_from_the_end_and_shown_with_its_reasons_before_it_is_recorded(
    a_house: House, visit: Visit
) -> None:
    id_, name = _returned(a_house)
    path, desk = f"/akten/{id_}/verlaengern/{name}", visit(DESK)
    desk.get("/fristen?lang=en")

    ahead = check(desk, path, **TODAY, period="10 working days", reason="Gutachten verspätet")
    words = unescape(ahead.text)
    assert ahead.status_code == 200
    assert "24 December 2026" in words
    assert "10 working days from 10 December 2026" in words
    confirm(desk, path, ahead.text)

    entry = now(a_house, id_).entries[-1]
    assert entry.event == DeadlineExtended(name, When("2026-12-24"), "Gutachten verspätet", "10 working days")
    page = _page(visit, id_)
    assert "<dd>24 December 2026</dd>" in page
    assert "10 working days from 10 December 2026" in page
    assert "replaced" in page
    assert "Gutachten verspätet" in page
    assert findings(a_house) == []


def test_more_time_until_a_day_needs_no_period(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    enter(visit(DESK), f"/akten/{id_}/verlaengern/{name}", **TODAY, until="21.12.2026", reason="Gutachten verspätet")
    assert now(a_house, id_).entries[-1].event == DeadlineExtended(name, When("2026-12-21"), "Gutachten verspätet")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": "x"}, 'Fill in "Extended until"'),
        ({"until": "21.12.2026", "period": "2 weeks", "reason": "x"}, "leave one of the two empty"),
        ({"period": "2 Werktage", "reason": "x"}, "leaves open whether Saturdays count"),
        ({"period": "zwei Wochen", "reason": "x"}, "is not a period"),
        ({"period": "99999 days", "reason": "x"}, "is not a period"),
        ({"period": "3 hours", "reason": "x"}, "not counted in hours"),
        ({"until": "01.12.2026", "reason": "x"}, ""),
        ({"until": "12/2026", "reason": "x"}, ""),
        ({"until": "21.12.2026"}, 'Fill in "Reason"'),
        ({"until": "heute", "reason": "x"}, ""),
    ],
)
def test_what_cannot_be_an_extension_comes_back_as_it_was_typed(
    a_house: House, visit: Visit, typed: dict[str, str], said: str
) -> None:
    id_, name = _returned(a_house)
    desk = visit(DESK)
    desk.get("/fristen?lang=en")
    before = now(a_house, id_).version
    answer = check(desk, f"/akten/{id_}/verlaengern/{name}", **TODAY, **typed)
    assert answer.status_code == 422
    assert said in unescape(answer.text)
    assert all(value in unescape(answer.text) for value in typed.values())
    assert now(a_house, id_).version == before


def test_deadlines_that_are_not_there_have_no_forms(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    for path in (
        "verlaengern/kg:9", "verlaengern/%00", "frist-beenden/nichts", "frist-aendern/x", f"frist-aendern/{name}",
        "frist-laeuft",
        "bekanntgeben/decision", "bekanntgeben/nichts", "bekanntgeben/kg", "verlaengern/" + "x" * 300,
    ):  # fmt: skip
        assert visit(DESK).get(f"/akten/{id_}/{path}").status_code == 404, path


@pytest.mark.parametrize("handle", [KG, CITY])
def test_only_administrators_change_deadlines_and_staff_reads_them(a_house: House, visit: Visit, handle: str) -> None:
    id_, name = _returned(a_house)
    for path in (f"verlaengern/{name}", "frist-setzen", f"frist-beenden/{name}", "frist-ruht"):
        assert visit(handle).get(f"/akten/{id_}/{path}").status_code == 404, path
    page = visit(handle).get(f"/akten/{id_}/fristen")
    assert page.status_code == (200 if handle == KG else 404)
    assert "verlaengern" not in page.text


def test_a_deadline_is_set_by_a_day_or_by_a_period_from_a_day(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk, path = visit(DESK), f"/akten/{id_}/frist-setzen"

    given = {"title": "Mittelabruf <2027>", "role": "applicant", "source": "Bescheid, Ziffer 4"}
    enter(desk, path, **TODAY, **given, due="31.12.2026")
    set_ = now(a_house, id_).entries[-1].event
    assert isinstance(set_, DeadlineSet)
    assert (set_.due, set_.title, set_.role, set_.source) == ("2026-12-31", given["title"], "applicant", given["source"])
    enter(desk, path, **TODAY, **given, period="1 Monat", start="30.11.2026")
    counted = now(a_house, id_).entries[-1].event
    assert isinstance(counted, DeadlineSet)
    assert (counted.due, counted.start, counted.period) == ("2026-12-30", "2026-11-30", "1 month")
    assert counted.deadline != set_.deadline
    page = _page(visit, id_)
    assert "one month from 30 November 2026" in page
    assert "Bescheid, Ziffer 4" in page
    assert check(desk, path, **TODAY, **given, period="1 Monat").status_code == 422, "counted from which day?"


def test_the_day_of_a_deadline_a_person_set_can_be_changed(a_house: House, visit: Visit) -> None:
    id_ = _office_deadline(a_house)
    enter(visit(DESK), f"/akten/{id_}/frist-aendern/frist:x", **TODAY, due="15.12.2026", source="Bescheid")
    assert "<dd>15 December 2026</dd>" in _page(visit, id_)


def test_a_deadline_is_met_or_ended_with_a_reason(a_house: House, visit: Visit) -> None:
    id_ = _office_deadline(a_house)
    path = f"/akten/{id_}/frist-beenden/frist:x"
    enter(visit(DESK), path, **TODAY, outcome="met", reason="Vermerk liegt vor")
    assert now(a_house, id_).entries[-1].event == DeadlineEnded("frist:x", DeadlineOutcome.MET, "Vermerk liegt vor")
    assert visit(DESK).get(path).status_code == 404
    assert '<span class="kern-label">met</span>' in _page(visit, id_)


def test_a_clock_rests_while_another_party_owes_the_step_and_goes_on_with_the_days_it_rested(
    a_house: House, visit: Visit
) -> None:
    id_ = _office_deadline(a_house)
    desk = visit(DESK)
    enter(desk, f"/akten/{id_}/frist-ruht", party="land", on="21.11.2026", reason="Stellungnahme des Landes")
    assert now(a_house, id_).entries[-1].event == ClockStopped(OwedBy.LAND, ("frist:x",), "Stellungnahme des Landes")
    assert "because the Land or another funder owes the next step" in _page(visit, id_)
    board = unescape(desk.get("/fristen?fuer=alle&gruppe=ruht&lang=en").text)
    assert "because the Land or another funder owes the next step" in board
    assert "Prüfvermerk" in board

    ahead = check(desk, f"/akten/{id_}/frist-laeuft", on="23.11.2026", reason="Stellungnahme ist da")
    assert "14 December 2026" in unescape(ahead.text)  # two days more would be a Saturday
    confirm(desk, f"/akten/{id_}/frist-laeuft", ahead.text)
    assert isinstance(now(a_house, id_).entries[-1].event, ClockResumed)
    assert "<dd>14 December 2026</dd>" in _page(visit, id_)
    assert findings(a_house) == []


def test_a_notification_shows_the_deemed_day_and_the_end_of_the_appeal_period_before_it_is_recorded(
    a_house: House, visit: Visit
) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    granted = Decide(stage="decision", on=When("2026-11-16"), outcome=DecisionOutcome.GRANTED)
    _do(a_house, granted, RP)
    desk, path = visit(DESK), f"/akten/{id_}/bekanntgeben/decision"
    desk.get("/fristen?lang=en")

    ahead = check(desk, path, delivery="post", on="16.11.2026", instructed="ja")
    words = unescape(ahead.text)
    assert "20 November 2026" in words, "four days after posting"
    assert "21 December 2026" in words, "a month after that is a Sunday"
    confirm(desk, path, ahead.text)

    entry = now(a_house, id_).entries[-1].event
    assert isinstance(entry, Notified)
    assert (entry.delivery, entry.notified_on, entry.appeal_until) == (Delivery.POST, "2026-11-20", "2026-12-21")
    page = _page(visit, id_)
    assert "A period set by statute; nobody can extend it." in page
    assert f"/akten/{id_}/verlaengern/appeal" not in page
    assert desk.get(path).status_code == 404, "a decision is notified once"


def test_days_are_booked_to_whoever_owed_the_step(a_house: House, visit: Visit) -> None:
    id_, _name = _returned(a_house)
    page = _page(visit, id_)
    assert "Whose time has passed" in page
    assert "Meeting of a body" in page


def test_a_case_without_deadlines_says_so(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    assert "This case has no deadline." in _page(visit, id_)


def test_more_time_moves_the_day_wherever_the_case_says_until_when_it_waits(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    enter(visit(DESK), f"/akten/{id_}/verlaengern/{name}", **TODAY, until="21.12.2026", reason="Gutachten verspätet")
    assert "By 21 December 2026" in visit(CITY).get(f"/antraege/{id_}?lang=en").text
    assert "by 21 December 2026" in visit(DESK).get(f"/akten/{id_}?lang=en").text
    worklist = visit(DESK).get("/arbeitsvorrat?fuer=alle&lang=en").text
    assert "21 December 2026" in worklist
    assert "10 December 2026" not in worklist
    assert findings(a_house) == []
