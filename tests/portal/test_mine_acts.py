"""What the applicant's side records: documents supplied, an application sent again, a withdrawal."""

from domain.commands import Resolve, Withdraw
from domain.dates import When
from domain.vocabulary import MeetingOutcome, ReturnPurpose
from tests.houses import CITY, DESK, findings, leipzig_case, version
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.test_mine import returned, said
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up


def test_supplying_documents_is_recorded_once(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client, path = visit(CITY), f"/antraege/{id_}/nachreichen/submission"
    form = client.get(path)
    assert "asw@example.org" in form.text
    fields = hidden(form.text)

    first, second = client.post(path, data=fields), client.post(path, data=fields)

    assert (first.status_code, second.status_code) == (303, 303)
    assert said(a_house, id_).count("DocumentsSupplied") == 1
    receipt = client.get(first.headers["location"]).text
    assert "Unterlagen" in receipt
    assert client.get(path).status_code == 404
    assert "Sie müssen nichts tun" in client.get(f"/antraege/{id_}").text
    assert findings(a_house) == []


def test_a_stale_page_is_told_so_and_loses_nothing(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client, path = visit(CITY), f"/antraege/{id_}/nachreichen/submission"
    fields = hidden(client.get(path).text)

    for seen in ("1", "", "x", "9" * 30, "-1"):
        answer = client.post(path, data={**fields, "seen": seen})
        assert answer.status_code == 409
        assert 'role="alert"' in answer.text
        fields = hidden(answer.text)
        assert fields["seen"] == str(version(a_house, id_))
    assert "DocumentsSupplied" not in said(a_house, id_)
    assert client.post(path, data=fields).status_code == 303


def test_a_revised_application_is_sent_again(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house, ReturnPurpose.REWORK)
    client, path = visit(CITY), f"/antraege/{id_}/nachreichen/submission"
    page = client.get(f"/antraege/{id_}").text
    assert "Der Kostenplan fehlt." in page
    assert path in page

    assert client.post(path, data=hidden(client.get(path).text)).status_code == 303

    assert said(a_house, id_).count("Submitted") == 2


def test_where_nothing_is_asked_for_there_is_no_form(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    for stage in ("submission", "kg", "decision", "nonsense"):
        assert visit(CITY).get(f"/antraege/{id_}/nachreichen/{stage}").status_code == 404


def test_withdrawing_asks_for_a_reason_and_once_more(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client, path = visit(CITY), f"/antraege/{id_}/zurueckziehen"
    assert path in client.get(f"/antraege/{id_}").text
    fields = hidden(client.get(path).text)

    for bad in ("", "x" * 5000, "a\x00b"):
        answer = client.post(path, data={**fields, "reason": bad, "step": "check"})
        assert answer.status_code == 422
        assert "<title>Fehler:" in answer.text
    check = client.post(path, data={**fields, "reason": "Kein Bedarf mehr.\r\n<b>Ende</b>", "step": "check"})
    assert "Withdrawn" not in said(a_house, id_)
    assert "<b>Ende" not in check.text
    change = client.post(path, data={**hidden(check.text), "step": "change"})
    assert "Kein Bedarf mehr." in change.text
    done = [client.post(path, data={**hidden(check.text), "step": "send"}) for _ in range(2)]

    assert [answer.status_code for answer in done] == [303, 303]
    assert said(a_house, id_).count("Withdrawn") == 1
    assert client.get(path).status_code == 404
    page = client.get(f"/antraege/{id_}").text
    assert "zurückgezogen" in page
    assert path not in page


def test_a_withdrawn_application_cannot_be_withdrawn_from_an_old_page(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client, path = visit(CITY), f"/antraege/{id_}/zurueckziehen"
    fields = hidden(client.get(path).text)
    receive(a_house, "2.2", Withdraw(on=When("2002-06-01"), reason="Anders"), by=DESK)

    answer = client.post(path, data={**fields, "reason": "Mein Grund", "step": "send"})

    assert answer.status_code == 409
    assert "Mein Grund" in answer.text
    assert said(a_house, id_).count("Withdrawn") == 1


def test_a_change_between_the_check_page_and_the_last_click_is_noticed_and_said(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client, path = visit(CITY), f"/antraege/{id_}/zurueckziehen"
    seen = version(a_house, id_)
    fields = hidden(client.get(f"{path}?lang=en").text)
    check = client.post(path, data={**fields, "reason": "Kein Bedarf", "step": "check"})
    assert hidden(check.text)["seen"] == str(seen)
    adopted = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
    receive(a_house, "2.2", adopted, by=DESK)

    answer = check
    for form, step in ((check, "send"), (check, "change"), (check, "check")):
        answer = client.post(path, data={**hidden(form.text), "step": step})
        assert answer.status_code == 409, step
        assert "This application was changed on" in answer.text
        assert "case officer" in answer.text
        assert "4 July 2002: KG session" in answer.text
        assert "Kein Bedarf" in answer.text
        assert "Withdrawn" not in said(a_house, id_)
    again = client.post(path, data={**hidden(answer.text), "reason": "Kein Bedarf", "step": "check"})
    assert client.post(path, data={**hidden(again.text), "step": "send"}).status_code == 303


def test_what_the_chain_adds_meanwhile_stops_no_applicant(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client, path = visit(CITY), f"/antraege/{id_}/zurueckziehen"
    check = client.post(path, data={**hidden(client.get(path).text), "reason": "Kein Bedarf", "step": "check"})
    catch_up(a_house)

    assert client.post(path, data={**hidden(check.text), "step": "send"}).status_code == 303


def test_a_next_round_is_told_as_what_it_means_to_the_applicant(visit: Visit, a_house: House) -> None:
    revised = visit(CITY).get(f"/antraege/{returned(a_house, ReturnPurpose.REWORK)}?lang=en").text
    assert "Your application will be dealt with again, revised (round 2)" in revised
    assert "round 2 begins" not in revised


def test_a_second_confirmation_begins_a_round_without_a_revision(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    again = Resolve(stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED, begins_round="Zweite Bestätigung")
    receive(a_house, "2.2", again, by=DESK)
    assert "Your application is being dealt with again (round 2)" in visit(CITY).get(f"/antraege/{id_}?lang=en").text
