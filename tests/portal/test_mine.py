"""One's own applications: what they show, what they keep back, what the applicant's side records."""

from html import unescape

import pytest
from sqlalchemy import text

from domain.commands import Decide, Resolve, Return
from domain.dates import When
from domain.vocabulary import DecisionOutcome, MeetingOutcome, ReturnPurpose
from store import dossiers
from store.database import Database
from tests.houses import CITY, DESK, KG, RP, a_key, berlin_case, findings, leipzig_case, version
from tests.portal.conftest import Visit, csrf
from workflows.house import House
from workflows.inbox import receive

DUE = When("2026-12-18")


def returned(house: House, purpose: ReturnPurpose = ReturnPurpose.DOCUMENTS, due: When | None = DUE) -> str:
    """A case whose submission went back; its id."""
    leipzig_case(house)
    sent_back = Return(
        stage="submission", on=When("2002-06-01"), purpose=purpose, reason="Der Kostenplan fehlt.",
        documents=("Kostenplan", "Lageplan") if purpose is ReturnPurpose.DOCUMENTS else (),
        due=due if purpose is ReturnPurpose.DOCUMENTS else None,
    )  # fmt: skip
    return receive(house, "2.2", sent_back, by=DESK).dossier.id


def said(house: House, id_: str) -> list[str]:
    """The types of the entries of a dossier."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
    assert loaded is not None
    return [type(entry.event).__name__ for entry in loaded.dossier.entries]


def test_nobody_has_applications_yet(visit: Visit) -> None:
    page = visit("antragstelle").get("/antraege").text
    assert "Noch keine Anträge" in page
    assert "/antraege/neu" in page
    assert "/antraege/neu" not in visit("quartiersmoderation").get("/antraege").text


@pytest.mark.parametrize("handle", ["antragstelle", "quartiersmoderation"])
def test_applicant_and_contact_find_their_application(visit: Visit, a_house: House, handle: str) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(handle)

    cards = client.get("/antraege").text
    page = client.get(f"/antraege/{id_}")

    assert f"/antraege/{id_}" in cards
    assert "eingereicht" in cards
    assert "Geschäftsstelle der KG" in cards
    assert page.status_code == 200
    assert "Sie müssen nichts tun" in page.text
    assert "voraussichtlich" in page.text
    assert 'class="expected"' in page.text
    assert "asw@example.org" in page.text
    assert "75 %" in page.text


PATHS = ("", "/quittung", "/termine.ics", "/nachreichen/submission", "/zurueckziehen")


@pytest.mark.parametrize(("handle", "authority"), [(DESK, "leipzig"), (RP, "leipzig"), ("bewohnerin", "berlin")])
@pytest.mark.parametrize("path", PATHS)
def test_an_application_of_others_does_not_exist(visit: Visit, a_house: House, path: str, handle: str, authority: str) -> None:
    id_ = returned(a_house)
    before = version(a_house, id_)
    client = visit(handle, authority)

    assert client.get(f"/antraege/{id_}{path}").status_code == 404
    if path.startswith(("/nach", "/zur")):
        fields = {"csrf": csrf(client.get("/antraege").text), "key": a_key(), "seen": str(before), "reason": "x"}
        fields |= {"step": "send", "what": "documents"}
        assert client.post(f"/antraege/{id_}{path}", data=fields).status_code == 404
    assert f"/antraege/{id_}" not in client.get("/antraege").text
    assert version(a_house, id_) == before


def test_what_is_to_be_done_stands_first_with_reason_list_and_day(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client = visit(CITY)

    page, cards = client.get(f"/antraege/{id_}").text, client.get("/antraege").text

    assert "Was Sie jetzt tun müssen" in page
    for shown in ("Der Kostenplan fehlt.", "Kostenplan", "Lageplan", "18.12.2026", f"/antraege/{id_}/nachreichen/submission"):
        assert shown in page
    assert page.index("Was Sie jetzt") < page.index('class="timeline"')
    assert "Sie müssen handeln" in cards
    assert "18.12.2026" in cards


def test_a_contact_who_may_not_record_is_told_who_does(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client = visit("quartiersmoderation")

    page = client.get(f"/antraege/{id_}").text

    assert "Lageplan" in page
    assert "Antragstellerin" in page
    assert "Was jetzt zu tun ist" in page
    assert "/nachreichen/" not in page
    assert "zurueckziehen" not in page
    assert client.get(f"/antraege/{id_}/nachreichen/submission").status_code == 404
    assert client.get(f"/antraege/{id_}/zurueckziehen").status_code == 404


def test_grounds_votes_and_reasons_of_corrections_stay_in_the_office(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    adopted = Resolve(
        stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED_WITH_CONDITIONS, vote="GEHEIME-STIMMEN 7:2",
        conditions="Mit Bürgerbeteiligung.",
    )  # fmt: skip
    receive(a_house, "2.2", adopted, by=KG)
    refused = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="INTERNE-GRÜNDE")
    receive(a_house, "2.2", refused, by=RP)

    pages = [visit(CITY).get(path).text for path in ("/antraege", f"/antraege/{id_}", f"/antraege/{id_}/quittung")]

    assert "Mit Bürgerbeteiligung." in pages[1]
    assert "abgelehnt" in pages[1]
    for page in pages:
        assert "GEHEIME-STIMMEN" not in page
        assert "INTERNE-GRÜNDE" not in page


def test_an_application_without_a_submission_has_no_receipt_and_asks_for_it(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house, "submission").dossier.id
    client = visit(CITY)

    assert client.get(f"/antraege/{id_}/quittung").status_code == 404
    assert "Was Sie jetzt tun müssen" in client.get(f"/antraege/{id_}").text


def test_everything_is_english_when_asked(visit: Visit, a_house: House) -> None:
    id_ = returned(a_house)
    client = visit(CITY)
    client.get("/antraege?lang=en")

    for path in ("/antraege", f"/antraege/{id_}", f"/antraege/{id_}/quittung", f"/antraege/{id_}/nachreichen/submission"):
        page = unescape(client.get(path).text)
        assert '<html lang="en"' in page
        for german in ("Sie müssen", "Nächster Schritt", "Unterlagen nachreichen", "Eingang"):
            assert german not in page


def test_pages_of_many_applications_can_be_turned(visit: Visit, a_house: House) -> None:
    for number in range(26):
        leipzig_case(a_house, "submission", f"n{number}")
    client = visit(CITY)

    first, second = client.get("/antraege").text, client.get("/antraege?seite=2").text

    assert (first.count("<article"), second.count("<article")) == (25, 1)
    for wild in ("0", "-1", "x", "9" * 50, "٣"):
        assert client.get("/antraege", params={"seite": wild}).status_code == 200


def test_a_dossier_of_the_other_authority_is_its_own(visit: Visit, a_house: House) -> None:
    id_ = berlin_case(a_house, "AF-1").dossier.id

    assert visit("bewohnerin", "berlin").get(f"/antraege/{id_}").status_code == 200
    assert visit(CITY).get(f"/antraege/{id_}").status_code == 404


def test_verification_finds_a_party_that_was_added_or_taken_away(a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    database: Database = a_house.database
    with database.transaction() as connection:
        connection.execute(text("DELETE FROM party_of WHERE dossier = :id"), {"id": id_})

    assert [(found.what, found.detail) for found in findings(a_house)] == [("projection_differs", "party_of")]
