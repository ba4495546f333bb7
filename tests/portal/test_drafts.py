"""Drafts: saved whatever they say, seen by those who apply, filed with their documents, deleted when asked."""

import hashlib
import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import insert, select

from domain.events import DocumentFiled
from domain.office_time import instant
from portal.signing_in import sessions
from store import dossiers, drafts
from store.people import MEMBERSHIP, party_id
from store.tables.access import DraftRow
from store.tables.documents import DocumentRow
from tests.houses import BERLIN
from tests.portal.applying import GOOD, begin, fill, form, mine, press
from tests.portal.conftest import Visit, csrf
from workflows.house import House

DRAFT = DraftRow.__table__  # type: ignore[attr-defined]
DOCUMENT = DocumentRow.__table__  # type: ignore[attr-defined]


def act_for(house: House, handle: str, organisation: str) -> None:
    """Let a person of Leipzig act for an organisation."""
    row = {"person": party_id("leipzig", handle), "organisation": party_id("leipzig", organisation)}
    with house.database.transaction() as connection:
        connection.execute(insert(MEMBERSHIP).values(row))


def test_beginning_twice_without_typing_opens_one_draft(visit: Visit) -> None:
    client = visit("antragstelle")

    first, second = begin(client), begin(client)
    press(client, f"{first}/vorhaben", title="Etwas")

    assert first == second
    assert begin(client) != first


def test_a_draft_is_a_card_among_the_applications_and_leads_back(visit: Visit) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    press(client, f"{draft}/vorhaben", title="Neuer Spielplatz")

    listed = client.get("/antraege").text

    assert f'href="{draft}">Neuer Spielplatz</a>' in listed
    assert "Draft, last saved: 23.11.2026" in listed or "zuletzt gespeichert: 23.11.2026" in listed
    assert f'href="{draft}/loeschen"' in listed


def test_the_list_of_topics_says_what_is_done_open_or_wrong(visit: Visit) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    assert _statuses(client.get(f"{draft}?lang=en").text) == {
        "vorhaben": "Open", "zeitraum": "optional", "finanzierung": "Open", "beteiligte": "optional", "unterlagen": "optional",
        "pruefen": "Open",
    }  # fmt: skip

    press(client, f"{draft}/vorhaben", title="Neuer Spielplatz")
    press(client, f"{draft}/zeitraum", begins="irgendwann")
    press(client, f"{draft}/finanzierung", total="100")
    press(client, f"{draft}/beteiligte")

    assert _statuses(client.get(draft).text) == {
        "vorhaben": "Done", "zeitraum": "Please check", "finanzierung": "Done", "beteiligte": "Done", "unterlagen": "optional",
        "pruefen": "Open",
    }  # fmt: skip
    press(client, f"{draft}/zeitraum", begins="")
    assert _statuses(client.get(draft).text)["pruefen"] == "Ready to be submitted"


def _statuses(page: str) -> dict[str, str]:
    rows = page.split('<div class="kern-task-list__status" id="status-')[1:]
    return {row.split('"', 1)[0]: _text(row.split(">", 1)[1].split("</div>", 1)[0]) for row in rows}


def _text(markup: str) -> str:
    return " ".join("".join(part.split(">", 1)[-1] for part in markup.split("<")).split())


@pytest.mark.parametrize("handle", ["quartiersmoderation", "sachbearbeitung", "rp-bewilligung"])
def test_a_draft_is_nobody_elses(visit: Visit, handle: str) -> None:
    draft = fill(visit("antragstelle"), begin(visit("antragstelle")), GOOD)
    other = visit(handle)
    token = {"csrf": csrf(other.get("/antraege").text), "seen": "5", "title": "Fremd"}

    for page in ("", "/vorhaben", "/zeitraum", "/finanzierung", "/beteiligte", "/pruefen", "/loeschen"):
        assert other.get(draft + page).status_code == 404
    for page in ("/vorhaben", "/pruefen", "/loeschen"):
        assert other.post(draft + page, data=token).status_code == 404
    assert draft not in other.get("/antraege").text


@pytest.mark.parametrize("id_", ["x", "0" * 32, "0" * 36, "%00", "..%2f..", "neu"])
def test_a_draft_that_is_none_is_not_found(visit: Visit, id_: str) -> None:
    client = visit("antragstelle")
    for page in ("", "/vorhaben", "/pruefen", "/loeschen"):
        assert client.get(f"/antraege/entwurf/{id_}{page}").status_code == 404


def test_whoever_acts_for_an_organisation_is_asked_for_whom_and_its_people_go_on_with_it(visit: Visit, a_house: House) -> None:
    act_for(a_house, "quartiersmoderation", "antragstelle")
    act_for(a_house, "sachbearbeitung", "antragstelle")
    client, colleague = visit("quartiersmoderation"), visit("sachbearbeitung")
    draft = fill(client, begin(client), {"title": "Neuer Spielplatz", "total": "10.000,01"})
    assert press(client, f"{draft}/beteiligte", sponsor="gbm").status_code == 422
    assert "verbindlich einreichen" not in client.get(f"{draft}/pruefen").text, "nobody was chosen yet"
    assert colleague.get(draft).status_code == 404

    press(client, f"{draft}/beteiligte", applicant="antragstelle")

    assert colleague.get(draft).status_code == 200
    assert draft in colleague.get("/antraege").text
    assert "quartiersmoderation" not in colleague.get(f"{draft}/beteiligte").text, "nobody applies in a colleague's name"
    sent = press(colleague, f"{draft}/pruefen")
    assert sent.status_code == 303, sent.text
    (id_,) = mine(a_house)
    with a_house.database.reading() as connection:
        loaded = dossiers.load(a_house.database, connection, id_)
    assert loaded is not None
    assert loaded.dossier.opened.applicant == party_id("leipzig", "antragstelle")
    assert loaded.dossier.entries[1].actor == party_id("leipzig", "sachbearbeitung")
    assert client.get(draft).headers["location"] == f"/antraege/{id_}"


def test_for_an_organisation_one_has_left_or_never_acted_for_nothing_is_sent(visit: Visit, a_house: House) -> None:
    act_for(a_house, "quartiersmoderation", "antragstelle")
    client = visit("quartiersmoderation")
    draft = begin(client)
    press(client, f"{draft}/beteiligte", applicant="gbm")
    fill(client, draft, GOOD | {"applicant": "antragstelle"})
    foreign = press(client, f"{draft}/beteiligte", applicant="gbm")
    assert foreign.status_code == 422
    assert 'href="#applicant"' in foreign.text

    press(client, f"{draft}/beteiligte", applicant="antragstelle")
    with a_house.database.transaction() as connection:
        connection.execute(MEMBERSHIP.delete())

    assert client.get(draft).status_code == 404, "without the organisation's roles nobody applies here"
    assert mine(a_house) == []


def test_deleting_asks_once_and_then_it_is_gone(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = fill(client, begin(client), GOOD)

    asked = client.get(f"{draft}/loeschen")
    assert "Neuer Spielplatz" in asked.text
    assert client.get(draft).status_code == 200
    gone = client.post(f"{draft}/loeschen", data={"csrf": csrf(asked.text)})

    assert gone.headers["location"] == "/antraege"
    assert client.get(draft).status_code == 404
    assert client.post(f"{draft}/vorhaben", data={"csrf": csrf(asked.text), "title": "x"}).status_code == 404
    with a_house.database.reading() as connection:
        assert connection.execute(select(DRAFT.c.id)).all() == []


def test_documents_of_a_draft_are_filed_with_the_application_and_deleted_with_the_draft(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    sent, dropped = fill(client, begin(client), GOOD), fill(client, begin(client), GOOD)
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    for draft in (sent, dropped):
        page = client.get(f"{draft}/unterlagen").text
        token = form(page) if "multipart" in page else {"csrf": csrf(page)}
        files = {"files": ("Kostenplan.pdf", pdf, "application/pdf")}
        answer = client.post(f"{draft}/unterlagen", data=token, files=files)
        assert answer.status_code == 303, answer.text
    assert "Kostenplan.pdf" in client.get(f"{sent}/pruefen").text

    client.post(f"{dropped}/loeschen", data={"csrf": csrf(client.get("/antraege").text)})
    receipt = client.get(press(client, f"{sent}/pruefen").headers["location"]).text

    assert "Kostenplan.pdf" in receipt
    assert hashlib.sha256(pdf).hexdigest() in receipt
    with a_house.database.reading() as connection:
        (row,) = connection.execute(select(DOCUMENT.c.dossier, DOCUMENT.c.draft)).all()
        loaded = dossiers.load(a_house.database, connection, mine(a_house)[0])
    assert row == (mine(a_house)[0], "")
    assert loaded is not None
    assert [type(fact.event) for fact in loaded.dossier.facts].count(DocumentFiled) == 1


def test_drafts_nobody_touched_are_forgotten(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = fill(client, begin(client), GOOD)
    now = a_house.clock.now()

    with a_house.database.transaction() as connection:
        assert drafts.forget(connection, before=instant(now - timedelta(days=1))) == 0
        assert drafts.forget(connection, before=instant(now + timedelta(days=1))) == 1

    assert client.get(draft).status_code == 404


def test_what_was_typed_when_the_session_ended_is_in_the_topic_after_signing_in(visit: Visit, a_house: House) -> None:
    client = visit("antragstelle")
    draft = begin(client)
    typed = {**form(client.get(f"{draft}/vorhaben").text), "title": "Nicht verloren"}
    sessions.end_session(a_house, client.cookies[sessions.COOKIE])
    expired = client.post(f"{draft}/vorhaben", data=typed)
    assert expired.status_code == 401
    kept = re.search(r"geparkt(?:=|%3D)([A-Za-z0-9_-]{22})", expired.text)
    assert kept is not None
    client.cookies.set(sessions.COOKIE, sessions.open_session(a_house, party_id("leipzig", "antragstelle")))

    again = client.get(f"{draft}/vorhaben?geparkt={kept[1]}")

    assert 'value="Nicht verloren"' in again.text
    assert client.post(f"{draft}/vorhaben", data=form(again.text)).headers["location"] == draft


def test_what_looks_like_no_text_at_all_is_kept_and_said(visit: Visit) -> None:
    client = visit("bewohnerin", "berlin")
    draft = begin(client, BERLIN)

    answer = press(client, f"{draft}/vorhaben", title="a\x00b\ufffe", area='"><b>')

    assert answer.status_code == 422
    assert "<b>" not in answer.text.split("<main", 1)[1]
    assert '"><b>' in unescape(client.get(f"{draft}/vorhaben").text)
