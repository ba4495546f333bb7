"""What the applicant's side records: documents supplied, an application sent again, a withdrawal."""

from domain.commands import Withdraw
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from tests.houses import CITY, DESK, findings, leipzig_case, version
from tests.portal.conftest import Visit
from tests.portal.test_apply import hidden
from tests.portal.test_mine import returned, said
from workflows.house import House
from workflows.inbox import receive


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
        assert answer.status_code == 422
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

    assert answer.status_code == 422
    assert "Mein Grund" in answer.text
    assert said(a_house, id_).count("Withdrawn") == 1
