"""Sending that breaks off half way is taken up again, and drafts are not heaped up without end."""

import pytest

from portal.applicant.applying import apply
from portal.applicant.drafting import begun
from portal.pages.apply import MOST_DRAFTS
from store import access, drafts, outbox
from store.people import party_id
from tests.houses import CITY, LEIPZIG, findings
from tests.portal.applying import GOOD, NEW, begin, fill, form, mine, press
from tests.portal.conftest import Visit, csrf
from tests.portal.files import PDF
from tests.portal.uploading import rows, upload
from workflows.house import House
from workflows.walk import catch_up


def break_off(house: House, draft: str) -> str:
    """Open the dossier of a draft as sending does, and nothing after that; gives its id."""
    party = party_id("leipzig", CITY)
    with house.database.reading() as connection:
        account = access.account(connection, party)
        kept = drafts.draft(connection, draft.rpartition("/")[2], party=party, sides=())
    assert account is not None
    assert kept is not None
    project = begun(house, account, kept).typed.project
    assert project is not None
    return apply(house, account, project, key=kept.id)


@pytest.mark.parametrize("page", ["", "/vorhaben", "/pruefen", "/loeschen"])
def test_what_was_sent_half_way_leads_to_the_application_and_its_documents_follow(
    visit: Visit, a_house: House, page: str
) -> None:
    client = visit(CITY)
    draft = fill(client, begin(client), GOOD)
    upload(client, f"{draft}/unterlagen", ("Kostenplan.pdf", PDF))
    id_ = break_off(a_house, draft)

    opened = client.get(f"{draft}{page}")

    assert (opened.status_code, opened.headers["location"]) == (303, f"/antraege/{id_}")
    assert [row.name for row in rows(a_house, id_)] == ["Kostenplan.pdf"]
    assert f'href="{draft}"' not in client.get("/antraege").text
    assert findings(a_house) == []


def test_the_letters_go_to_whoever_applies_not_to_an_organisation_they_name(visit: Visit, a_house: House) -> None:
    client = visit(CITY)
    assert press(client, f"{fill(client, begin(client), GOOD)}/pruefen").status_code == 303
    catch_up(a_house)

    with a_house.database.reading() as connection:
        letters = outbox.letters(connection, limit=10)

    assert GOOD["sponsor"] == "gbm"
    assert {(letter.recipient, letter.state) for letter in letters} == {("antragstelle@example.org", "owed")}


def test_a_window_left_open_meanwhile_changes_nothing_and_leads_there_too(visit: Visit, a_house: House) -> None:
    client = visit(CITY)
    draft = fill(client, begin(client), GOOD)
    edit, check = form(client.get(f"{draft}/vorhaben").text), form(client.get(f"{draft}/pruefen").text)
    id_ = break_off(a_house, draft)

    edited = client.post(f"{draft}/vorhaben", data={**edit, "title": "Etwas anderes"})
    sent = client.post(f"{draft}/pruefen", data=check)

    assert edited.headers["location"] == f"/antraege/{id_}"
    assert sent.headers["location"] == f"/antraege/{id_}/quittung"
    assert mine(a_house) == [id_]


def test_deleting_a_draft_sent_half_way_deletes_no_document_of_the_application(visit: Visit, a_house: House) -> None:
    client = visit(CITY)
    draft = fill(client, begin(client), GOOD)
    upload(client, f"{draft}/unterlagen", ("Kostenplan.pdf", PDF))
    question = client.get(f"{draft}/loeschen").text
    id_ = break_off(a_house, draft)

    client.post(f"{draft}/loeschen", data={"csrf": csrf(question)})

    assert [row.name for row in rows(a_house, id_)] == ["Kostenplan.pdf"]


def test_whoever_has_fifty_drafts_deletes_or_sends_one_first(visit: Visit, a_house: House) -> None:
    client, party = visit(CITY), party_id("leipzig", CITY)
    begun_before = [press(client, f"{begin(client)}/vorhaben", title=f"Nr. {n}").headers["location"] for n in range(2)]
    with a_house.database.transaction() as connection:
        for number in range(MOST_DRAFTS - 2):
            drafts.begin(connection, id_=f"{number:032x}", party=party, programme="anderes", at=a_house.now())

    refused = client.post(NEW, data={"csrf": csrf(client.get("/antraege/neu?lang=en").text)})

    assert refused.status_code == 422
    assert "<title>Error: " in refused.text
    assert f"You have {MOST_DRAFTS} drafts that were not sent" in refused.text
    assert LEIPZIG in refused.text
    press(client, f"{begun_before[0]}/loeschen")
    assert begin(client)
