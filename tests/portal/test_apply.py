"""Applying: from choosing a programme by way of the draft to the receipt, and what happens to bad and hostile input."""

import re
from html import unescape

import pytest

from domain.dates import When
from portal.applicant.applying import apply
from portal.errors import NotFound
from store import access, dossiers, own
from store.people import party_id
from tests.houses import BERLIN, LEIPZIG, a_key, findings, leipzig_project
from tests.portal.applying import GOOD, NEW, PLACES, begin, fill, mine, press, send
from tests.portal.conftest import Visit, csrf
from workflows.house import House
from workflows.inbox import open_case

_MORE = {"Sie beantragen mehr.", "You ask for more than that."}


def test_an_application_goes_from_the_choice_to_its_receipt(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")

    assert NEW in client.get("/antraege/neu").text
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


def test_before_sending_everything_is_shown_with_ways_to_change_it_and_back(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = fill(client, begin(client), GOOD)

    checked = client.get(f"{draft}/pruefen").text

    for shown in ("Neuer Spielplatz", "03/2027", "31.12.2027", "GBM Beratung mbH", "10.000,01", "7.500,00", "2.500,01"):
        assert shown in checked
    assert "Antrag verbindlich einreichen" in checked
    assert mine(a_house) == []
    for topic in ("vorhaben", "zeitraum", "finanzierung", "beteiligte"):
        assert f'href="{draft}/{topic}?zurueck=pruefen"' in checked
    changed = press(client, f"{draft}/zeitraum?zurueck=pruefen", begins="04/2027", ends="")
    assert changed.headers["location"] == f"{draft}/pruefen"
    assert "04/2027" in client.get(f"{draft}/pruefen").text


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
def test_bad_input_is_said_beside_its_field_kept_as_typed_and_not_sent(
    visit: Visit, a_house: House, field: str, value: str, sentence: str
) -> None:
    client = visit("antragstelle")
    if field == "sponsor" and value == "antragstelle":
        value = "quartiersmoderation"  # a person of the authority, but no organisation
    draft = fill(client, begin(client), GOOD)
    topic = PLACES[field]

    answer = press(client, f"{draft}/{topic}", **{field: value})

    assert answer.status_code == 422
    assert "<title>Fehler:" in answer.text
    assert 'role="alert"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert sentence in unescape(answer.text)
    again = client.get(f"{draft}/{topic}").text
    assert sentence in unescape(again)
    if field in {"begins", "ends"}:
        assert f'value="{value}"' in again
    checked = client.get(f"{draft}/pruefen").text
    assert f'href="{draft}/{topic}?zurueck=pruefen#{field}"' in checked
    assert "verbindlich einreichen" not in checked
    sent = client.post(f"{draft}/pruefen", data={"csrf": csrf(checked), "seen": "99"})
    assert sent.status_code == 409
    seen = re.search(r'name="seen" value="(\d+)"', again)
    assert seen is not None
    assert client.post(f"{draft}/pruefen", data={"csrf": csrf(checked), "seen": seen[1]}).status_code == 422
    assert mine(a_house) == []


def test_what_looks_like_a_page_stays_text(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    title = '<script>alert("1")</script> 🎪 & "Söhne"'

    draft = fill(client, begin(client), {**GOOD, "title": title})
    paths = ["/antraege", draft, *(f"{draft}/{page}" for page in ("vorhaben", "pruefen", "loeschen"))]
    pages = [client.get(path).text for path in paths]
    receipt = client.get(press(client, f"{draft}/pruefen").headers["location"]).text
    (id_,) = mine(a_house)

    for page in (*pages, receipt, client.get("/antraege").text, client.get(f"/antraege/{id_}").text):
        assert "<script>" not in page
    for page in (pages[0], *pages[2:], receipt):
        assert "&lt;script&gt;" in page
        assert "🎪" in page


def test_references_go_on_from_those_that_are_taken(visit: Visit, a_house: House) -> None:
    for reference in ("2026-0041", "2026-alt", "2025-0100", "2026-99999999999999999999"):
        open_case(a_house, leipzig_project(reference), When("2002-06"), None, by="sachbearbeitung", key=a_key())

    client = visit("antragstelle")
    receipt = client.get(send(client, GOOD)).text

    assert "2026-0042" in receipt


def test_nobody_applies_in_the_name_of_others(a_house: House) -> None:
    with a_house.database.reading() as connection:
        account = access.account(connection, party_id("leipzig", "quartiersmoderation"))
    assert account is not None

    with pytest.raises(NotFound):
        apply(a_house, account, leipzig_project("-"), key=a_key())

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
def test_who_may_not_apply_begins_nothing(visit: Visit, handle: str, authority: str, programme: str) -> None:
    client = visit(handle, authority)
    path = f"/antraege/neu/{programme}"

    assert path not in client.get("/antraege/neu").text
    assert client.post(path, data={"csrf": csrf(client.get("/antraege").text)}).status_code == 404
    assert "/antraege/entwurf/" not in client.get("/antraege").text


def test_a_stranger_signs_in_first(visit: Visit) -> None:
    draft = begin(visit("antragstelle"))
    assert visit().get("/antraege/neu").headers["location"].startswith("/anmelden")
    assert visit().get(f"{draft}/vorhaben").headers["location"].startswith("/anmelden")
    assert visit().post(f"{draft}/vorhaben", data=GOOD).status_code == 401
    assert visit().post(f"{draft}/pruefen", data={"seen": "1"}).status_code == 401


def test_the_other_programme_asks_for_its_area_and_says_its_limit(visit: Visit, a_house: House) -> None:
    client = visit("bewohnerin", "berlin")
    draft = begin(client, BERLIN)
    assert "1.500,00" in client.get(f"{draft}/finanzierung").text
    press(client, f"{draft}/finanzierung", total="950")
    missing = press(client, f"{draft}/vorhaben", title="Hoffest")
    assert missing.status_code == 422
    assert 'href="#area"' in missing.text
    press(client, f"{draft}/vorhaben", title="Hoffest", area="Beispielkiez")

    press(client, f"{draft}/finanzierung", total="1.500,01")
    assert _MORE & set(re.findall(r"<strong>([^<]+)</strong>", client.get(f"{draft}/pruefen").text))
    press(client, f"{draft}/finanzierung", total="950")
    assert "<strong>950,00 EUR</strong>" in client.get(f"{draft}/pruefen").text

    sent = press(client, f"{draft}/pruefen")

    assert "950,00" in client.get(sent.headers["location"]).text
    assert mine(a_house) == []


def test_the_topics_and_their_faults_speak_english_when_asked(visit: Visit) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    assert "Total cost in EUR" in client.get(f"{draft}/finanzierung?lang=en").text

    answer = press(client, f"{draft}/finanzierung", total="").text

    assert "There is a problem" in answer
    assert "<title>Error:" in answer
