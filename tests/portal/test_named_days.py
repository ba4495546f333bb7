"""What people name at the forms about deadlines: another day with its reason, days on which none ends, the day of a message."""

from html import unescape

import pytest

from domain.commands import Command, Decide
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.events.deadlines import DeadlineSet, Notified
from domain.vocabulary import DecisionOutcome
from tests.houses import DESK, LEIPZIG, RP, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import check, enter, now
from workflows.house import House
from workflows.inbox import receive

TODAY = {"on": "23.11.2026"}


def _do(house: House, command: Command, by: str = DESK) -> None:
    receive(house, "2.2", command, by=by, programme=LEIPZIG)


def _office_deadline(house: House) -> str:
    """A case with a deadline of the office's own, called "frist:x", until 10 December 2026."""
    id_ = leipzig_case(house, "kg").dossier.id
    due, on = When("2026-12-10"), When("2026-11-20")
    _do(house, SetDeadline(deadline="frist:x", role="case_officer", due=due, on=on, title="Prüfvermerk"))
    return id_


def _page(visit: Visit, id_: str) -> str:
    return unescape(visit(DESK).get(f"/akten/{id_}/fristen?lang=en").text)


def test_whoever_changes_a_day_says_why_and_the_page_says_it_to_whoever_asks(a_house: House, visit: Visit) -> None:
    id_ = _office_deadline(a_house)
    desk, path = visit(DESK), f"/akten/{id_}/frist-aendern/frist:x"
    assert check(desk, path, **TODAY, due="15.12.2026").status_code == 422, "why?"
    enter(desk, path, **TODAY, due="15.12.2026", reason="Bescheid geändert")
    page = _page(visit, id_)
    assert "On 23 November 2026 another day was set in place of 10 December 2026: Bescheid geändert" in page
    changed = now(a_house, id_).entries[-1].event
    assert isinstance(changed, DeadlineSet)
    assert (changed.role, changed.title) == ("case_officer", "Prüfvermerk")


@pytest.mark.parametrize("act", ["frist-setzen", "frist-aendern/frist:x", "verlaengern/frist:x", "zurueckgeben/submission"])
def test_before_a_saturday_is_recorded_the_page_says_when_it_ends_by_law(a_house: House, visit: Visit, act: str) -> None:
    id_ = _office_deadline(a_house)
    said = {**TODAY, "title": "Bericht", "role": "applicant", "reason": "x", "purpose": "documents", "documents": "Plan"}
    answer = check(visit(DESK), f"/akten/{id_}/{act}?lang=en", **said, due="19.12.2026", until="19.12.2026")
    assert answer.status_code == 200
    ends = "by section 31 (3) VwVfG the period ends only on Monday, 21 December 2026."
    assert f"19 December 2026 is no working day (Saturday); {ends}" in unescape(answer.text)


def test_what_was_retrieved_in_the_portal_after_ten_days_is_not_notified(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    _do(a_house, Decide(stage="decision", on=When("2026-11-02"), outcome=DecisionOutcome.GRANTED), RP)
    desk, path = visit(DESK), f"/akten/{id_}/bekanntgeben/decision?lang=en"
    said = {"delivery": "retrieved", "ready": "02.11.2026", "instructed": "ja"}

    late = check(desk, path, **said, on="13.11.2026")
    assert late.status_code == 422
    assert "it does not count as notified (§ 41 (2a) VwVfG); send it again" in unescape(late.text)
    assert check(desk, path, **{**said, "delivery": "post"}, on="03.11.2026").status_code == 422, "only there it lies ready"
    enter(desk, path, **said, on="12.11.2026")

    entry = now(a_house, id_).entries[-1].event
    assert isinstance(entry, Notified)
    assert (entry.notified_on, entry.ready) == ("2026-11-13", "2026-11-02")
    assert "lay ready since 2 November 2026" in _page(visit, id_)
