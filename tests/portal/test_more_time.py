"""More time: their own people ask for it, the office sees it, gives it or refuses it with a reason that is told."""

import re
from datetime import timedelta
from html import unescape

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from config.clock import FixedClock
from domain.commands import Command, Return
from domain.commands.deadlines import EndDeadline, RequestExtension, SetDeadline, StopClock
from domain.dates import When
from domain.events.deadlines import DeadlineExtended, ExtensionRefused, ExtensionRequested
from domain.vocabulary import DeadlineOutcome, OwedBy, ReturnPurpose
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.deadline_rows import put
from tests.portal.desk import check, confirm, enter, hidden, now
from tests.portal.test_deadline_board import groups, page
from workflows.house import House
from workflows.inbox import receive

TODAY = When("2026-11-23")
REASON = "Das Gutachten kommt später."


def _do(house: House, command: Command, by: str = DESK, reference: str = "2.2") -> None:
    receive(house, reference, command, by=by, programme=LEIPZIG)


def _returned(house: House, reference: str = "2.2") -> tuple[str, str]:
    id_ = leipzig_case(house, "kg", reference).dossier.id
    asked = Return(
        stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
        due=When("2026-12-10"), reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    _do(house, asked, reference=reference)
    return id_, f"submission:1:return:{now(house, id_).version}"


def _ask(visitor: TestClient, path: str, **typed: str) -> Response:
    """Open the form, type, and look at what would be sent."""
    return visitor.post(path, data={**hidden(visitor.get(path).text), "reason": REASON, **typed, "step": "check"})


def _send(visitor: TestClient, path: str, **typed: str) -> Response:
    checked = _ask(visitor, path, **typed)
    assert checked.status_code == 200, checked.text
    return visitor.post(path, data={**hidden(checked.text), "step": "send"})


def _own(visitor: TestClient, id_: str) -> str:
    text = unescape(visitor.get(f"/antraege/{id_}?lang=en").text)
    return text.split('id="fristen"', 1)[1].split("</section>", 1)[0]


def test_asked_refused_with_a_reason_asked_again_and_given(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    theirs, desk = visit(CITY), visit(DESK)
    path = f"/antraege/{id_}/mehr-zeit/{name}"
    assert "Requests for more time (0)" in page(visit, DESK)
    assert "gruppe=bitten" not in desk.get("/arbeitsvorrat?lang=en").text

    sent = _send(theirs, path, until="21.12.2026")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/antraege/{id_}/quittung")
    assert now(a_house, id_).entries[-1].event == ExtensionRequested(name, REASON, When("2026-12-21"))
    receipt = theirs.get(f"{sent.headers['location']}?lang=en").text
    assert '<h2 class="kern-title">More time requested</h2>' in receipt
    assert "Until we have answered, the deadline stays as it is." in receipt
    own = _own(theirs, id_)
    assert "You asked for more time on 23 November 2026. We have not answered yet" in own
    assert "You asked for time until 21 December 2026." in own
    assert path not in own

    board = page(visit, DESK)
    assert "Requests for more time (1)" in board
    assert groups(board)["asked"] == ["2.2"]
    assert "Somebody asks for more time." in desk.get("/arbeitsvorrat?lang=en").text
    case = unescape(desk.get(f"/akten/{id_}/fristen?lang=en").text)
    asked = case.split('id="bitten"', 1)[1].split("</section>", 1)[0]
    for said in ("Stadt", "23 November 2026", "10 December 2026", "21 December 2026", REASON):
        assert said in asked, said
    assert desk.get("/fristen?fuer=team&gruppe=bitten").text.count(f"/akten/{id_}/fristen#bitten") == 1

    refuse = f"/akten/{id_}/mehr-zeit-ablehnen/{name}"
    assert refuse in asked
    enter(desk, refuse, on="23.11.2026", reason="Die Sitzung steht fest.")
    assert now(a_house, id_).entries[-1].event == ExtensionRefused(name, "Die Sitzung steht fest.")
    assert "Requests for more time (0)" in page(visit, DESK)
    own = _own(theirs, id_)
    assert "We gave no more time on 23 November 2026. Reason: Die Sitzung steht fest." in own
    assert "The deadline stays 10 December 2026." in own
    assert path in own

    assert _send(theirs, path).status_code == 303
    assert "Die Sitzung steht fest." not in _own(theirs, id_)
    enter(desk, f"/akten/{id_}/verlaengern/{name}", on="23.11.2026", until="18.12.2026", reason="Ein Aufschub geht.")
    assert isinstance(now(a_house, id_).entries[-1].event, DeadlineExtended)
    assert "deadline 18 December 2026" in _own(theirs, id_)
    board = page(visit, DESK)
    assert "Requests for more time (0)" in board
    assert "asked" not in groups(board)
    assert 'id="bitten"' not in desk.get(f"/akten/{id_}/fristen").text
    assert findings(a_house) == []


def test_a_request_is_recorded_once_however_often_it_is_sent(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    theirs, path = visit(CITY), f"/antraege/{id_}/mehr-zeit/{name}"
    checked = _ask(theirs, path)
    sent = [theirs.post(path, data={**hidden(checked.text), "step": "send"}).status_code for _ in range(2)]
    assert sent == [303, 303]
    assert sum(isinstance(entry.event, ExtensionRequested) for entry in now(a_house, id_).entries) == 1
    again = theirs.get(path)
    assert (again.status_code, again.headers["location"]) == (303, f"/antraege/{id_}#fristen")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, 'Fill in "Reason".'),
        ({"reason": "x" * 5000}, "at most 4000 fit"),
        ({"reason": " \n "}, 'Fill in "Reason".'),
        ({"reason": "\u200b"}, ""),
        ({"reason": "a\u202eb"}, ""),
        ({"reason": "a\x00b"}, ""),
        ({"until": "bald"}, '"bald" names no day'),
        ({"until": "12/2026"}, "names no day"),
        ({"until": "10.12.2026"}, "is not later"),
        ({"until": "01.01.2099"}, "2098"),
    ],
)
def test_what_cannot_be_asked_for_comes_back_as_it_was_typed(
    a_house: House, visit: Visit, typed: dict[str, str], said: str
) -> None:
    id_, name = _returned(a_house)
    theirs, path = visit(CITY), f"/antraege/{id_}/mehr-zeit/{name}"
    theirs.get(f"/antraege/{id_}?lang=en")
    before = now(a_house, id_).version
    answer = _ask(theirs, path, **typed)
    text = unescape(answer.text)
    assert answer.status_code == 422
    assert "<title>Error:" in text
    assert said in text
    field = next(iter(typed))
    assert f'id="{field}-fehler"' in text
    assert f'href="#{field}"' in text
    assert now(a_house, id_).version == before


def test_a_change_of_mind_keeps_what_was_typed(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    theirs, path = visit(CITY), f"/antraege/{id_}/mehr-zeit/{name}"
    checked = _ask(theirs, path, until="21.12.2026", reason="<b>Gutachten</b>")
    assert "<b>Gutachten" not in checked.text
    back = theirs.post(path, data={**hidden(checked.text), "step": "change"})
    assert back.status_code == 200
    assert "&lt;b&gt;Gutachten&lt;/b&gt;" in back.text
    assert 'value="21.12.2026"' in back.text


def test_what_the_office_recorded_meanwhile_is_said_before_anything_is_sent(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    theirs, path = visit(CITY), f"/antraege/{id_}/mehr-zeit/{name}"
    theirs.get(f"/antraege/{id_}?lang=en")
    checked = _ask(theirs, path)
    _do(a_house, EndDeadline(deadline=name, outcome=DeadlineOutcome.VOIDED, on=TODAY, reason="Nicht mehr nötig"))
    answer = theirs.post(path, data={**hidden(checked.text), "step": "send"})
    assert answer.status_code == 409
    assert REASON in answer.text
    assert "This application was changed on" in answer.text
    assert theirs.post(path, data={**hidden(answer.text), "reason": REASON, "step": "send"}).status_code == 422


def test_more_time_can_be_asked_for_after_the_day_has_passed(a_house: House, visit: Visit, clock: FixedClock) -> None:
    id_, name = _returned(a_house)
    clock.move(timedelta(days=30))
    theirs, path = visit(CITY), f"/antraege/{id_}/mehr-zeit/{name}"
    theirs.get(f"/antraege/{id_}?lang=en")
    form = theirs.get(path).text
    assert "The deadline ended on 10 December 2026 at 24:00." in form
    assert _send(theirs, path, until="15.01.2027").status_code == 303
    own = _own(theirs, id_)
    assert "The deadline ended on 10 December 2026 at 24:00." in own
    assert "still ask" not in own


def test_the_sponsors_contact_asks_as_the_applicant_does(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    assert _send(visit(CONTACT), f"/antraege/{id_}/mehr-zeit/{name}").status_code == 303


def test_only_people_of_the_applicants_side_ask_and_only_for_their_own_deadlines(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    _do(a_house, SetDeadline(deadline="frist:1", role="case_officer", due=When("2026-12-10"), on=TODAY, title="Vermerk"))
    path = f"/antraege/{id_}/mehr-zeit/{name}"
    for handle in (DESK, KG):
        other = visit(handle)
        assert other.get(path).status_code == 404, handle
        fields = {**hidden(other.get("/konto").text), "reason": REASON, "step": "send"}
        assert other.post(path, data=fields).status_code == 404, handle
    theirs = visit(CITY)
    fields = {**hidden(theirs.get(path).text), "reason": REASON, "step": "send"}
    for no_such in ("frist:1", "gibt-es-nicht", "%00", "x" * 300):
        assert theirs.get(f"/antraege/{id_}/mehr-zeit/{no_such}").status_code == 404, no_such
        assert theirs.post(f"/antraege/{id_}/mehr-zeit/{no_such}", data=fields).status_code == 404, no_such


def test_a_deadline_that_rests_or_is_over_has_no_form(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    theirs, path = visit(CITY), f"/antraege/{id_}/mehr-zeit/{name}"
    _do(a_house, StopClock(party=OwedBy.LAND, on=TODAY, reason="Land", deadlines=(name,)))
    assert theirs.get(path).status_code == 404
    assert "mehr-zeit" not in _own(theirs, id_)
    _do(a_house, EndDeadline(deadline=name, outcome=DeadlineOutcome.VOIDED, on=TODAY, reason="x"))
    assert theirs.get(path).status_code == 404


def test_the_office_gives_time_until_the_day_asked_for_unless_it_writes_another(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    _do(a_house, RequestExtension(deadline=name, on=TODAY, reason=REASON, until=When("2026-12-21")), CITY)
    desk, path = visit(DESK), f"/akten/{id_}/verlaengern/{name}"
    assert 'value="21.12.2026"' in desk.get(path).text
    enter(desk, path, on="23.11.2026", until="21.12.2026", reason="Gutachten")
    assert now(a_house, id_).entries[-1].event == DeadlineExtended(name, When("2026-12-21"), "Gutachten")


def test_a_refusal_shows_what_follows_first_and_needs_a_reason_and_a_request(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    desk, path = visit(DESK), f"/akten/{id_}/mehr-zeit-ablehnen/{name}"
    assert desk.get(path).status_code == 404, "nobody has asked"
    _do(a_house, RequestExtension(deadline=name, on=TODAY, reason=REASON), CITY)
    desk.get("/fristen?lang=en")
    assert check(desk, path, on="23.11.2026").status_code == 422
    ahead = check(desk, path, on="23.11.2026", reason="Die Sitzung steht fest.")
    assert "More time refused" in ahead.text
    assert isinstance(now(a_house, id_).entries[-1].event, ExtensionRequested)
    assert confirm(desk, path, ahead.text).status_code == 303
    assert desk.get(path).status_code == 404
    for handle in (KG, CITY):
        assert visit(handle).get(path).status_code == 404, handle


def test_staff_without_the_right_read_a_request_and_have_no_buttons(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    _do(a_house, RequestExtension(deadline=name, on=TODAY, reason=REASON), CITY)
    text = visit(KG).get(f"/akten/{id_}/fristen").text
    assert REASON in text
    assert "mehr-zeit-ablehnen" not in text
    assert "gruppe=bitten" not in visit(KG).get("/arbeitsvorrat").text


def test_while_the_clock_rests_a_request_can_only_be_refused(a_house: House, visit: Visit) -> None:
    id_, name = _returned(a_house)
    _do(a_house, RequestExtension(deadline=name, on=TODAY, reason=REASON), CITY)
    _do(a_house, StopClock(party=OwedBy.LAND, on=TODAY, reason="Land", deadlines=(name,)))
    asked = visit(DESK).get(f"/akten/{id_}/fristen").text.split('id="bitten"', 1)[1].split("</section>", 1)[0]
    assert "mehr-zeit-ablehnen" in asked
    assert "verlaengern" not in asked
    assert groups(page(visit, DESK, "&gruppe=bitten"))["asked"] == ["2.2"]


def test_the_oldest_request_comes_first_and_only_a_few_stand_above_what_runs(a_house: House, visit: Visit) -> None:
    for n in range(12):
        case = leipzig_case(a_house, "kg", f"3.{n:02}").dossier
        put(a_house, case, deadline="bericht", role="applicant", owed_by="sponsor", asked_on=f"2026-11-{20 - n:02}")
    oldest = [f"3.{n:02}" for n in reversed(range(12))]

    board = page(visit, DESK, "&fuer=alle")

    assert groups(board)["asked"] == oldest[:10]
    assert "Show all requests for more time" in board
    assert board.count('<span class="kern-label">more time requested</span>') == 12, "each is marked in its own group too"
    assert groups(page(visit, DESK, "&fuer=alle&gruppe=bitten")) == {"asked": oldest}
    assert groups(page(visit, DESK, "&gruppe=bitten&schuldet=land")) == {}
    assert "A request appears here" in page(visit, DESK, "&gruppe=bitten&schuldet=land")
    assert "wait for an answer: 12." in visit(DESK).get("/arbeitsvorrat?lang=en").text


def test_the_pages_of_requests_have_neither_gaps_nor_doubles(a_house: House, visit: Visit) -> None:
    case = leipzig_case(a_house, "kg", "1.1").dossier
    for n in range(121):
        put(
            a_house, case, deadline=f"bericht:{n}", role="applicant", owed_by="sponsor", asked_on=f"2026-11-{20 + n // 40}",
            due="2026-12-24",
        )  # fmt: skip
    read, query = [], "&fuer=alle&gruppe=bitten"
    while query:
        text = page(visit, DESK, query)
        read += re.findall(r'href="/akten/[^"]+/fristen#bitten">([^<]+)</a>', text)
        found = re.search(r'href="/fristen\?([^"]*nach=[^"]*)"', text)
        query = "&" + unescape(found[1]) if found else ""
    assert len(read) == 121
