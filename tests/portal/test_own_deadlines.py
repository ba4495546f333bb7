"""Their own deadlines on the applicant's page: until when, how that is computed, and nothing of the office's own."""

from datetime import timedelta
from html import unescape

from sqlalchemy import text

from config.clock import FixedClock
from domain.commands import Command, Decide, Return
from domain.commands.deadlines import EndDeadline, ExtendDeadline, Notify, SetDeadline, StopClock
from domain.dates import When
from domain.vocabulary import DeadlineOutcome, DecisionOutcome, Delivery, OwedBy, ReturnPurpose
from store.people import party_id
from tests.houses import CITY, CONTACT, DESK, LEIPZIG, RP, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import now
from workflows.house import House
from workflows.inbox import receive

TODAY = When("2026-11-23")


def _do(house: House, command: Command, by: str = DESK) -> None:
    receive(house, "2.2", command, by=by, programme=LEIPZIG)


def _returned(house: House) -> tuple[str, str]:
    id_ = leipzig_case(house, "kg").dossier.id
    asked = Return(
        stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
        due=When("2026-12-10"), reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    _do(house, asked)
    return id_, f"submission:1:return:{now(house, id_).version}"


def _own(visit: Visit, id_: str) -> str:
    page = unescape(visit(CITY).get(f"/antraege/{id_}?lang=en").text)
    return page.split('id="fristen"', 1)[1].split("</section>", 1)[0] if 'id="fristen"' in page else ""


def test_a_deadline_of_ones_own_shows_its_day_and_how_to_ask_for_more_time(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    own = _own(visit, id_)
    assert "deadline 10 December 2026" in own
    assert f'href="/antraege/{id_}/mehr-zeit/{name}">Request more time' in own
    assert 'href="mailto:' not in own
    assert "<form" not in own


def test_who_may_not_ask_in_the_portal_is_told_to_write(a_house: House, visit: Visit) -> None:
    id_, _name = _returned(a_house)
    with a_house.database.transaction() as connection:
        roles = text("DELETE FROM assignment WHERE party = :party")
        connection.execute(roles, {"party": party_id("leipzig", CONTACT)})
    page = unescape(visit(CONTACT).get(f"/antraege/{id_}?lang=en").text)
    own = page.split('id="fristen"', 1)[1].split("</section>", 1)[0]
    assert "Request more time" not in own
    assert "Ask for more time" in own
    assert 'href="mailto:' in own


def test_more_time_that_was_given_is_shown_with_its_computation_and_without_the_offices_reason(
    a_house: House, visit: Visit
) -> None:
    id_, name = _returned(a_house)
    more = ExtendDeadline(deadline=name, until=When("2026-12-24"), on=TODAY, reason="GEHEIM", period="2 weeks")
    _do(a_house, more)
    own = _own(visit, id_)
    assert "deadline 24 December 2026" in own
    assert "You were given more time on 23 November 2026. Before, it was 10 December 2026." in own
    assert "How is this computed?" in own
    assert "2 weeks from 10 December 2026" in own
    assert "GEHEIM" not in visit(CITY).get(f"/antraege/{id_}").text


def test_deadlines_of_the_office_and_its_reminders_are_not_shown(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    _do(a_house, SetDeadline(deadline="frist:1", role="case_officer", due=When("2026-12-10"), on=TODAY, title="Prüfvermerk"))
    page = visit(CITY).get(f"/antraege/{id_}").text
    assert "Prüfvermerk" not in page
    assert _own(visit, id_) == ""


def test_what_was_met_is_no_longer_shown_and_what_was_missed_says_what_to_do(
    a_house: House, visit: Visit, clock: FixedClock
) -> None:
    id_, name = _returned(a_house)
    clock.move(timedelta(days=30))
    assert "The deadline ended on 10 December 2026 at 24:00. You can still ask for more time." in _own(visit, id_)
    _do(a_house, EndDeadline(deadline=name, outcome=DeadlineOutcome.VOIDED, on=TODAY, reason="GEHEIM"))
    assert _own(visit, id_) == ""


def test_a_clock_that_rests_says_so_in_plain_words(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    _do(a_house, StopClock(party=OwedBy.LAND, on=TODAY, reason="GEHEIM", deadlines=(name,)))
    own = _own(visit, id_)
    assert "It rests: another authority has to act first." in own
    assert "GEHEIM" not in own
    assert "deadline 10" not in own


def test_the_appeal_period_is_told_until_it_has_ended_and_cannot_be_extended(
    a_house: House, visit: Visit, clock: FixedClock
) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    _do(a_house, Decide(stage="decision", on=When("2026-11-16"), outcome=DecisionOutcome.GRANTED), RP)
    told = Notify(
        stage="decision", on=When("2026-11-16"), delivery=Delivery.POST, notified_on=When("2026-11-20"),
        appeal_until=When("2026-12-21"),
    )  # fmt: skip
    _do(a_house, told)
    own = _own(visit, id_)
    assert "Appeal period: deadline 21 December 2026" in own
    assert "nobody can extend it" in own
    assert "more time" not in own
    clock.move(timedelta(days=60))
    assert _own(visit, id_) == ""


def test_a_hostile_title_is_shown_as_it_is(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    bad = "<script>alert(1)</script>"
    _do(a_house, SetDeadline(deadline="frist:1", role="applicant", due=When("2026-12-10"), on=TODAY, title=bad))
    for handle, path in ((CITY, f"/antraege/{id_}"), (DESK, f"/akten/{id_}/fristen"), (DESK, "/fristen?fuer=alle")):
        text = visit(handle).get(path).text
        assert bad not in text, path
        assert "&lt;script&gt;alert(1)" in text, path
