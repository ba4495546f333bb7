"""Applying: from the form to the receipt, and what happens to bad, hostile and repeated input."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from starlette.testclient import TestClient

from domain.dates import When
from portal.application_form import amount, day_or_month
from portal.applying import apply
from store import access, dossiers, own
from store.people import party_id
from tests.houses import BERLIN, LEIPZIG, a_key, findings, leipzig_project
from tests.portal.conftest import Visit, csrf
from workflows.house import House
from workflows.inbox import open_case

FORM = f"/antraege/neu/{LEIPZIG}"
GOOD = {"title": "Neuer Spielplatz", "begins": "03/2027", "ends": "31.12.2027", "sponsor": "gbm", "total": "10.000,01"}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's own form."""
    form = page.split("<main", 1)[1].split("<form", 1)[1]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)}


def send(client: TestClient, values: dict[str, str], path: str = FORM) -> str:
    """Fill in, check, send; gives where the browser is led."""
    empty = client.get(path)
    checked = client.post(path, data={**hidden(empty.text), **values, "step": "check"})
    assert checked.status_code == 200, checked.text
    sent = client.post(path, data={**hidden(checked.text), "step": "send"})
    assert sent.status_code == 303, sent.text
    return sent.headers["location"]


def mine(house: House, handle: str = "antragstelle", authority: str = "leipzig") -> list[str]:
    with house.database.reading() as connection:
        return own.dossiers_of(connection, {party_id(authority, handle)})


def test_an_application_goes_from_the_form_to_its_receipt(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")

    assert FORM in client.get("/antraege/neu").text
    receipt = client.get(send(client, GOOD))

    (id_,) = mine(a_house)
    with a_house.database.reading() as connection:
        loaded = dossiers.load(a_house.database, connection, id_)
        assert loaded is not None
        kept = own.hash_of(connection, id_, 2)
    opened = loaded.dossier.opened
    assert (opened.reference, opened.title, opened.requested) == ("2026-0001", "Neuer Spielplatz", 1_000_001)
    assert [(part.source, part.cents) for part in opened.plan] == [("efre", 750_000), ("stadt", 250_001)]
    assert opened.applicant == party_id("leipzig", "antragstelle")
    assert opened.sponsor == party_id("leipzig", "gbm")
    assert "2026-0001" in receipt.text
    assert kept in receipt.text
    assert "23.11.2026, 09:00 Uhr" in receipt.text
    assert findings(a_house) == []


def test_the_check_page_shows_everything_and_keeps_it_for_a_change(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    checked = client.post(FORM, data={**hidden(client.get(FORM).text), **GOOD, "step": "check"})
    for shown in ("Neuer Spielplatz", "03/2027", "31.12.2027", "GBM Beratung mbH", "10.000,01", "7.500,00", "2.500,01"):
        assert shown in checked.text
    assert mine(a_house) == []

    again = client.post(FORM, data={**hidden(checked.text), "step": "change"}).text

    for name, value in GOOD.items():
        shown = f'value="{value}" selected' if name == "sponsor" else f'value="{value}"'
        assert shown in again
    assert hidden(again)["key"] == hidden(checked.text)["key"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Das Feld"),
        ("title", "x" * 301, "Zeichen"),
        ("title", "x" * 5000, "Zeichen"),
        ("title", "eins\r\nBcc: alle@example.org", "Steuerzeichen"),
        ("title", "a\u202eb", "U+202E"),
        ("begins", "demnächst", "demnächst"),
        ("begins", "31.02.2027", "31.02.2027"),
        ("begins", "unknown", "unknown"),
        ("ends", "2026-01", "2026"),
        ("total", "", "kostet"),
        ("total", "0", "kostet"),
        ("total", "-5", "-5"),
        ("total", "1e9", "1e9"),
        ("total", "9" * 17, "999"),
        ("sponsor", "antragstelle", "Organisation"),
        ("sponsor", "bewohnerin", "Organisation"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_everything_typed_is_kept(
    visit: Visit, a_house: House, field: str, value: str, sentence: str
) -> None:
    client = visit("antragstelle")
    typed = {**GOOD, field: value}
    if field == "sponsor" and value == "antragstelle":
        typed["sponsor"] = "quartiersmoderation"  # a person of the authority, but no organisation

    answer = client.post(FORM, data={**hidden(client.get(FORM).text), **typed, "step": "send"})

    assert answer.status_code == 422
    assert "<title>Fehler:" in answer.text
    assert 'role="alert"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert sentence in unescape(answer.text)
    assert f'value="{GOOD["title"]}"' in answer.text or field == "title"
    assert 'value="10.000,01"' in answer.text or field == "total"
    assert mine(a_house) == []


def test_what_looks_like_a_page_stays_text(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    title = '<script>alert("1")</script> 🎪 & "Söhne"'

    receipt = client.get(send(client, {**GOOD, "title": title})).text
    (id_,) = mine(a_house)

    for page in (receipt, client.get("/antraege").text, client.get(f"/antraege/{id_}").text):
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
        assert "🎪" in page


def test_sending_twice_opens_one_dossier(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    checked = client.post(FORM, data={**hidden(client.get(FORM).text), **GOOD, "step": "check"})
    fields = {**hidden(checked.text), "step": "send"}

    first, second = client.post(FORM, data=fields), client.post(FORM, data=fields)

    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert len(mine(a_house)) == 1


def test_those_who_send_at_once_get_a_dossier_each_and_a_double_click_one(a_house: House) -> None:
    with a_house.database.reading() as connection:
        account = access.account(connection, party_id("leipzig", "antragstelle"))
    assert account is not None
    keys = [a_key() for _ in range(4)] * 2
    with ThreadPoolExecutor(len(keys)) as pool:
        ids = list(pool.map(lambda key: apply(a_house, account, leipzig_project("-"), key=key), keys))

    assert ids[:4] == ids[4:]
    assert sorted(set(ids)) == sorted(mine(a_house))
    assert len(set(ids)) == 4


def test_references_go_on_from_those_that_are_taken(visit: Visit, a_house: House) -> None:
    for reference in ("2026-0041", "2026-alt", "2025-0100", "2026-99999999999999999999"):
        open_case(a_house, leipzig_project(reference), When("2002-06"), None, by="sachbearbeitung", key=a_key())

    receipt = visit("antragstelle").get(send(visit("antragstelle"), GOOD)).text

    assert "2026-0042" in receipt


def test_a_forged_key_or_token_opens_nothing(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    fields = {**hidden(client.get(FORM).text), **GOOD, "step": "send"}

    assert client.post(FORM, data={**fields, "key": "short"}).status_code == 422
    assert client.post(FORM, data={**fields, "csrf": "x"}).status_code == 403
    assert client.post(FORM, data={name: value for name, value in fields.items() if name != "csrf"}).status_code == 403
    assert mine(a_house) == []


@pytest.mark.parametrize(
    ("handle", "authority", "programme"),
    [
        ("quartiersmoderation", "leipzig", LEIPZIG),
        ("rp-bewilligung", "leipzig", LEIPZIG),
        ("antragstelle", "leipzig", BERLIN),
        ("bewohnerin", "berlin", LEIPZIG),
        ("antragstelle", "leipzig", "nonsense"),
    ],
)
def test_who_may_not_apply_finds_no_form(visit: Visit, a_house: House, handle: str, authority: str, programme: str) -> None:
    client = visit(handle, authority)
    path = f"/antraege/neu/{programme}"

    assert client.get(path).status_code == 404
    assert path not in client.get("/antraege/neu").text
    token = csrf(client.get("/antraege").text)
    assert client.post(path, data={**GOOD, "csrf": token, "key": a_key(), "step": "send"}).status_code == 404
    assert mine(a_house, handle, authority) == []


def test_a_stranger_signs_in_first(visit: Visit) -> None:
    assert visit().get(FORM).headers["location"].startswith("/anmelden")
    sent = visit().post(FORM, data=GOOD)
    assert sent.status_code == 401
    assert GOOD["title"] in sent.text, "what was typed is shown, so that it can be kept"


def test_the_other_programme_asks_for_its_area_and_says_its_limit(visit: Visit, a_house: House) -> None:
    client, path = visit("bewohnerin", "berlin"), f"/antraege/neu/{BERLIN}"
    values = {"title": "Hoffest", "total": "950"}
    assert "1.500,00" in client.get(path).text
    missing = client.post(path, data={**hidden(client.get(path).text), **values, "step": "send"})
    assert missing.status_code == 422
    assert 'href="#area"' in missing.text

    receipt = client.get(send(client, {**values, "area": "Beispielkiez"}, path))

    assert "950,00" in receipt.text
    assert mine(a_house) == []


def test_the_form_and_its_faults_speak_english_when_asked(visit: Visit) -> None:
    client = visit("antragstelle")
    page = client.get(f"{FORM}?lang=en").text
    assert "Total cost in EUR" in page

    answer = client.post(FORM, data={**hidden(page), **GOOD, "total": "", "step": "check"}).text

    assert "There is a problem" in answer
    assert "<title>Error:" in answer


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1500", 150_000), ("1500,5", 150_050), ("1.500,00", 150_000), ("1,500.00", 150_000), ("1.500", 150_000),
     ("1 500 €", 150_000), ("0,01", 1), ("1.234.567,89", 123_456_789)],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(text: str, cents: int) -> None:
    assert amount(text) == cents


@pytest.mark.parametrize("text", ["", "1,5,0", "1.50.00", "12.3456", "٣", "1500,005", "+5", "NaN", "1_000"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        amount(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("15.3.2026", "2026-03-15"), ("3/2026", "2026-03"), ("2026-03", "2026-03"), ("01.01.0001", "0001-01-01")],
)
def test_days_and_months_are_read_as_people_write_them(text: str, read: str) -> None:
    assert day_or_month(text) == read
