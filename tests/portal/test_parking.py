"""A form whose session has ended is not lost: signing in brings it back as it was typed, to the same browser and for a day."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from config.clock import FixedClock
from portal.app import create_app
from portal.signing_in import sessions
from portal.web.limits import LIMITS
from portal.web.parking import KEPT, LARGEST
from store.people import party_id
from tests.houses import CITY, DESK, KG, leipzig_case
from tests.portal.conftest import Visit, csrf
from tests.portal.desk import hidden, now
from workflows.house import House
from workflows.walk import catch_up

VOTE = "17 Ja, <b>2</b> Nein & „Bürger“"


@pytest.fixture
def case(a_house: House) -> str:
    receipt = leipzig_case(a_house, "kg")
    catch_up(a_house)
    return receipt.dossier.id


def sign_in(house: House, client: TestClient, handle: str) -> None:
    client.cookies.set(sessions.COOKIE, sessions.open_session(house, party_id("leipzig", handle)))


def onward(page: str) -> str:
    """Where the page leads on, past the sign-in page."""
    found = next(part for part in page.split('href="')[1:] if "geparkt" in part.split('"', 1)[0]).split('"', 1)[0]
    return found.replace("/anmelden?weiter=", "").replace("%3F", "?").replace("%3D", "=")


def kept(house: House) -> int:
    with house.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM parked")).scalar_one())


def ended(house: House) -> None:
    with house.database.transaction() as connection:
        connection.execute(text("UPDATE session SET ended_at = seen_at"))


def expired(house: House, client: TestClient, path: str, **typed: str) -> str:
    """Open a form, lose the session, send it; gives the page that says so."""
    fields = hidden(client.get(path).text)
    ended(house)
    answer = client.post(path, data={**fields, **typed})
    assert answer.status_code == 401, answer.text
    return answer.text


def test_what_was_typed_at_the_desk_is_there_again_after_signing_in(a_house: House, visit: Visit, case: str) -> None:
    client, path = visit(KG), f"/akten/{case}/eintragen/kg"
    page = expired(a_house, client, path, outcome="adopted", on="04.07.2002", vote=VOTE, schritt="pruefen")
    assert "17 Ja" not in page, "nothing is shown to whoever sits there now"
    back = onward(page)
    assert client.get(back).status_code == 303

    sign_in(a_house, client, KG)
    form = client.get(back).text

    assert 'value="04.07.2002"' in form
    assert "17 Ja, &lt;b&gt;2&lt;/b&gt; Nein &amp; „Bürger“" in form
    assert 'value="adopted" checked' in form
    fields = {**hidden(form), "outcome": "adopted", "on": "04.07.2002", "vote": VOTE}
    preview = client.post(path, data={**fields, "schritt": "pruefen"})
    assert preview.status_code == 200
    assert client.post(path, data={**hidden(preview.text), "schritt": "eintragen"}).status_code == 303
    assert now(a_house, case).version > 3


def test_what_an_applicant_typed_is_there_again(a_house: House, visit: Visit, case: str) -> None:
    client = visit(CITY)
    page = expired(a_house, client, f"/antraege/{case}/zurueckziehen", reason="Zeile eins\r\nZeile zwei", step="check")

    sign_in(a_house, client, CITY)

    assert "Zeile eins" in client.get(onward(page)).text


def test_a_form_of_another_session_is_kept_too(a_house: House, visit: Visit, case: str) -> None:
    client = visit(CITY)
    path = f"/antraege/{case}/zurueckziehen"
    fields = hidden(client.get(path).text)
    sign_in(a_house, client, CITY)

    answer = client.post(path, data={**fields, "reason": "Der Grund.", "step": "check"})

    assert answer.status_code == 403
    assert f'href="{path}?geparkt=' in answer.text
    assert "Der Grund." in client.get(onward(answer.text)).text


def test_another_browser_gets_nothing(a_house: House, visit: Visit, case: str) -> None:
    client, other = visit(KG), visit(KG)
    back = onward(expired(a_house, client, f"/akten/{case}/eintragen/kg", vote=VOTE))
    sign_in(a_house, other, KG)

    assert "17 Ja" not in other.get(back).text
    other.post("/anmelden", data={"email": "nobody@example.org", "csrf": csrf(other.get("/konto").text)})
    assert "17 Ja" not in other.get(back).text


def test_whoever_may_not_see_the_form_sees_nothing_of_it(a_house: House, visit: Visit, case: str) -> None:
    client = visit(KG)
    back = onward(expired(a_house, client, f"/akten/{case}/eintragen/kg", vote=VOTE))
    sign_in(a_house, client, CITY)

    assert client.get(back).status_code == 404


def test_another_form_gets_nothing(a_house: House, visit: Visit, case: str) -> None:
    client = visit(CITY)
    back = onward(expired(a_house, client, f"/antraege/{case}/zurueckziehen", reason="Der Grund."))
    other = leipzig_case(a_house, "kg", "2.7").dossier.id
    sign_in(a_house, client, CITY)

    assert "Der Grund." not in client.get(back.replace(case, other)).text


def test_after_a_day_it_is_gone(a_house: House, visit: Visit, case: str, clock: FixedClock) -> None:
    client = visit(CITY)
    back = onward(expired(a_house, client, f"/antraege/{case}/zurueckziehen", reason="Der Grund."))
    clock.move(KEPT - timedelta(seconds=1))
    sign_in(a_house, client, CITY)
    assert "Der Grund." in client.get(back).text
    clock.move(timedelta(seconds=1))

    assert "Der Grund." not in client.get(back).text


def test_what_is_too_large_is_shown_instead(a_house: House, visit: Visit, case: str) -> None:
    client = visit(CITY)
    page = expired(a_house, client, f"/antraege/{case}/zurueckziehen", reason="Der Grund." + "a" * LARGEST)

    assert "Der Grund." in page
    assert kept(a_house) == 0


def test_form_tokens_codes_and_files_are_never_kept(a_house: House, visit: Visit, case: str) -> None:
    client, path = visit(CITY), f"/antraege/{case}/zurueckziehen"
    fields = {"csrf": "geheim-1", "code": "geheim-2", "password": "geheim-3", "reason": "Der Grund."}
    ended(a_house)

    answer = client.post(path, data=fields, files={"files": ("a.txt", b"geheim-4")})

    assert answer.status_code == 401
    with a_house.database.reading() as connection:
        row = connection.execute(text("SELECT * FROM parked")).one()
    assert "geheim" not in row.fields
    assert row.fields == '{"reason": "Der Grund."}'


BODIES = [
    (b"", "multipart/form-data; boundary=x"), (b"--x\r\n", "multipart/form-data; boundary=x"), (b"--x", "multipart/form-data"),
    (b"--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    (b"reason=%ff%00x", "application/x-www-form-urlencoded"), (b"reason=x", "text/plain"), (b"{}", "application/json"),
    (b"reason=x", "application/x-www-form-urlencoded; charset=utf-16"), (b"&&==&;", "application/x-www-form-urlencoded"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), BODIES)
def test_whatever_is_sent_by_nobody_is_answered_by_the_page(visit: Visit, case: str, body: bytes, kind: str) -> None:
    answer = visit().post(f"/antraege/{case}/zurueckziehen", content=body, headers={"content-type": kind})

    assert answer.status_code == 401
    assert 'href="/anmelden?weiter=' in answer.text


@pytest.mark.parametrize("id_", ["", "x", "A" * 22, "%00", "../../x", "' OR 1=1"])
def test_an_id_nobody_gave_out_gives_nothing(visit: Visit, case: str, id_: str) -> None:
    client = visit(CITY)

    assert client.get(f"/antraege/{case}/zurueckziehen?geparkt={id_}").status_code == 200


def test_a_form_without_a_page_of_its_own_leads_to_the_front_page(visit: Visit) -> None:
    answer = visit().post("/konto/sprache", data={"language": "en", "x": "typed"})

    assert answer.status_code == 401
    assert "typed" in answer.text
    assert 'href="/anmelden?weiter=/"' in answer.text


def test_a_form_that_cannot_be_filled_in_again_is_shown_instead_of_promised(a_house: House, visit: Visit) -> None:
    answer = visit().post("/konto/organisation", data={"name": "Getippt & gezeigt"})

    assert answer.status_code == 401
    assert "Getippt &amp; gezeigt" in answer.text
    assert "geparkt" not in answer.text
    assert kept(a_house) == 0


def test_another_person_at_the_same_machine_gets_nothing(a_house: House, visit: Visit, case: str) -> None:
    """Who signs in next may see the same form, of the same case, in the same browser."""
    client = visit(KG)
    back = onward(expired(a_house, client, f"/akten/{case}/eintragen/kg", vote=VOTE))
    sign_in(a_house, client, DESK)
    assert client.get(back).status_code == 200
    assert "17 Ja" not in client.get(back).text

    sign_in(a_house, client, KG)

    assert "17 Ja" in client.get(back).text


def test_whoever_never_had_a_session_keeps_nothing_in_the_store(a_house: House, visit: Visit, case: str) -> None:
    for one in (visit(), visit()):
        page = one.post(f"/antraege/{case}/zurueckziehen", data={"reason": "Der Grund."}).text
        assert "Der Grund." in page
        one.cookies.set(sessions.COOKIE, "x" * 43)
        assert "geparkt" not in one.post(f"/antraege/{case}/zurueckziehen", data={"reason": "Der Grund."}).text

    assert kept(a_house) == 0


def test_nobody_fills_the_store_with_forms(a_house: House, case: str) -> None:
    most = LIMITS["park"].amount
    with TestClient(create_app(a_house), base_url="http://127.0.0.1", follow_redirects=False) as one:
        sign_in(a_house, one, CITY)
        ended(a_house)
        pages = [one.post(f"/antraege/{case}/zurueckziehen", data={"reason": "Der Grund."}).text for _ in range(most + 3)]

    assert kept(a_house) == most
    assert "Der Grund." in pages[-1], "what is not kept is shown"
