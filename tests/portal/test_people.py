"""People and organisations as administrators keep them: what is saved, what is refused, and who never gets to see it."""

import pytest
from sqlalchemy import text

from store import access_changes, roster
from store.people import party_id
from tests.houses import CITY, CONTACT, DESK, KG, RESIDENT, RP, TEAM, berlin_case
from tests.portal.conftest import Visit
from tests.portal.desk import hidden
from tests.portal.people_kept import a_second_administrator, account, noted, one
from workflows.house import House

PAGES = (
    "/personen", "/personen/neu", "/personen/aenderungen", f"/personen/{CITY}", f"/personen/{CITY}/bearbeiten",
    f"/personen/{CITY}/rollen", f"/personen/{CITY}/mitglieder", f"/personen/{CITY}/loeschen",
)  # fmt: skip


@pytest.mark.parametrize("handle", [CITY, CONTACT, KG, RP])
def test_for_everybody_else_there_is_no_such_page(visit: Visit, handle: str) -> None:
    client = visit(handle)
    for path in PAGES:
        assert client.get(path).status_code == 404
    form = hidden(client.get("/antraege").text)
    for path in (p for p in PAGES if p not in {"/personen", "/personen/aenderungen", f"/personen/{CITY}"}):
        assert client.post(path, data={**form, "name": "X", "typed": CITY, "word": handle}).status_code == 404


def test_another_authoritys_people_do_not_exist(visit: Visit, a_house: House) -> None:
    desk = visit(DESK)
    form = hidden(desk.get("/personen/neu").text)
    for path in ("", "/bearbeiten", "/rollen", "/mitglieder", "/loeschen"):
        assert desk.get(f"/personen/{RESIDENT}{path}").status_code == 404
        if path:
            assert desk.post(f"/personen/{RESIDENT}{path}", data={**form, "name": "X", "typed": RESIDENT}).status_code == 404
    assert RESIDENT not in desk.get("/personen").text
    assert desk.get("/personen/unbekannt").status_code == 404
    assert one(a_house, RESIDENT, "berlin") is not None


def test_a_person_is_added_found_and_signs_in(visit: Visit, a_house: House) -> None:
    desk = visit(DESK)
    form = hidden(desk.get("/personen/neu").text)

    answer = desk.post("/personen/neu", data={**form, "name": "Kasse, Süd", "email": "kasse@example.org", "language": "en"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/personen/kasse-sued")
    who = one(a_house, "kasse-sued")
    assert who is not None
    assert (who.name, who.email, who.language, who.organisation, who.kept_by) == (
        "Kasse, Süd", "kasse@example.org", "en", False, "portal",
    )  # fmt: skip
    assert "Kasse, Süd" in desk.get("/personen?q=SUED").text
    assert "Person added" in desk.get("/personen/kasse-sued?lang=en").text
    assert visit("kasse-sued").get("/antraege").status_code == 200
    assert noted(a_house) == ["added"]


def test_every_bad_field_is_told_at_its_place_and_all_that_was_typed_stays(visit: Visit, a_house: House) -> None:
    desk = visit(DESK)
    form = hidden(desk.get("/personen/neu").text)
    typed = {"name": "<b>Amt</b>", "email": "kein at", "handle": "Groß Und Falsch", "language": "en"}

    page = desk.post("/personen/neu?lang=en", data={**form, **typed})

    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert 'role="alert"' in page.text
    assert all(f'id="{field}-error"' in page.text for field in ("email", "handle"))
    assert "&lt;b&gt;Amt&lt;/b&gt;" in page.text
    assert 'value="Groß Und Falsch"' in page.text
    assert 'value="en" selected' in page.text
    bad = ("", " ", "\u200b", "a\nb", "a\x00b", "x" * 201, "a\u202eb")
    for name in bad:
        assert (name, desk.post("/personen/neu", data={**form, "name": name}).status_code) == (name, 422)
    for email in ("a@b", "a b@example.org", "a@example.org\nBcc: x@example.org", "a" * 300 + "@example.org", "<a@example.org>"):
        assert desk.post("/personen/neu", data={**form, "name": "X", "email": email}).status_code == 422
    for handle in (DESK, "neu", "aenderungen", "geloescht-x", "1x", "x" * 41, "../x"):
        assert desk.post("/personen/neu", data={**form, "name": "X", "handle": handle}).status_code == 422
    assert noted(a_house) == []


def test_a_form_without_its_token_changes_nothing(visit: Visit, a_house: House) -> None:
    desk = visit(DESK)
    assert desk.post("/personen/neu", data={"name": "X"}).status_code == 403
    assert desk.post(f"/personen/{KG}/loeschen", data={"typed": KG, "csrf": "x"}).status_code == 403
    assert noted(a_house) == []


def test_a_shared_address_is_warned_of_once_and_then_taken(visit: Visit, a_house: House) -> None:
    desk = visit(DESK)
    typed = {"name": "Zweite Stelle", "email": "Antragstelle@example.org"}

    warned = desk.post("/personen/neu", data={**hidden(desk.get("/personen/neu").text), **typed})
    assert warned.status_code == 200
    assert "Stadt Leipzig, Antragstelle" in warned.text
    assert one(a_house, "zweite-stelle") is None
    other = desk.post("/personen/neu", data={**hidden(warned.text), **typed, "email": "rp-bewilligung@example.org"})
    assert other.status_code == 200

    assert desk.post("/personen/neu", data={**hidden(warned.text), **typed}).status_code == 303
    assert "Stadt Leipzig, Antragstelle" in desk.get("/personen/zweite-stelle").text


def test_a_new_address_ends_sessions_tokens_and_links_and_a_new_name_does_not(visit: Visit, a_house: House) -> None:
    desk, theirs = visit(DESK), visit(CONTACT)
    path, id_ = f"/personen/{CONTACT}/bearbeiten", party_id("leipzig", CONTACT)
    with a_house.database.transaction() as connection:
        at = a_house.now()
        connection.execute(
            text(
                "INSERT INTO token (id, party, token_hash, name, scopes, made_at, expires_at, used_at, ended_at)"
                " VALUES ('t234567890123456', :p, :h, 'n', 'read', :at, :at, '', '')"
            ),
            {"p": id_, "h": "b" * 64, "at": at},
        )
        connection.execute(
            text(
                "INSERT INTO sign_in (id, party, browser_hash, asked_at, state, attempts, next_try_at, fence, token_hash,"
                " expires_at, used_at, guesses) VALUES ('s234567890123456', :p, :h, :at, 'sent', 1, :at, '', :t, '9999', '', 0)"
            ),
            {"p": id_, "h": "b" * 64, "t": "c" * 64, "at": at},
        )
    form = hidden(desk.get(path).text)
    desk.post(path, data={**form, "name": "Moderation", "email": "quartiersmoderation@example.org"})
    assert theirs.get("/antraege").status_code == 200

    form = hidden(desk.get(path).text)
    assert desk.post(path, data={**form, "name": "Moderation", "email": "neu@example.org"}).status_code == 303

    assert theirs.get("/antraege").status_code == 303
    with a_house.database.reading() as connection:
        assert connection.execute(text("SELECT ended_at FROM token")).scalar_one() != ""
        assert connection.execute(text("SELECT state, token_hash FROM sign_in")).one() == ("expired", "")
    page = desk.get(f"/personen/{CONTACT}?lang=en").text
    assert "e-mail address" in page
    assert noted(a_house) == ["changed", "changed"]


def test_two_edits_at_once_do_not_overwrite_each_other_unseen(visit: Visit, a_house: House) -> None:
    a_second_administrator(a_house)
    first, second = visit(DESK), visit(KG)
    path = f"/personen/{CONTACT}/bearbeiten"
    forms = [hidden(client.get(path).text) for client in (first, second)]
    typed = {"email": "quartiersmoderation@example.org"}
    assert first.post(path, data={**forms[0], **typed, "name": "Erste"}).status_code == 303

    late = second.post(path, data={**forms[1], **typed, "name": "Zweite"})

    assert late.status_code == 422
    assert 'value="Zweite"' in late.text
    assert account(a_house, CONTACT).name == "Erste"
    for seen in ("", "x", "0" * 32):
        assert second.post(path, data={**forms[1], **typed, "name": "Dritte", "seen": seen}).status_code == 422
    assert second.post(path, data={**hidden(late.text), **typed, "name": "Zweite"}).status_code == 303
    assert account(a_house, CONTACT).name == "Zweite"


def test_the_list_and_the_changes_go_on_page_by_page(visit: Visit, a_house: House) -> None:
    with a_house.database.transaction() as connection:
        for n in range(60):
            id_ = roster.add(connection, "leipzig", f"p{n:02}", roster.Said(f"Person {n:02}"), organisation=False)
            access_changes.note(connection, party=id_, actor="", at=a_house.now(), what="added")
    desk = visit(DESK)

    for path, cell in (("/personen", 'scope="row"'), ("/personen/aenderungen", 'scope="row"')):
        first = desk.get(path).text
        assert first.count(cell) == 50
        following = first.split(f'href="{path}?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
        assert 10 <= desk.get(f"{path}?{following}").text.count(cell) <= 20
    for odd in ("/personen/%00", "/personen/%F0%9F%92%A3/rollen", "/personen/aenderungen/x"):
        assert desk.get(odd).status_code == 404
    for odd in ("?nach=%00", "?q=%25_%27&nach=x", "/aenderungen?nach=%27--", "/aenderungen?nach=%00", "?q=" + "x" * 5000):
        assert desk.get(f"/personen{odd}").status_code == 200


def test_berlins_team_manages_berlins_people_only(visit: Visit, a_house: House) -> None:
    berlin_case(a_house, "AF-1")
    team = visit(TEAM, "berlin")
    page = team.get("/personen").text
    assert RESIDENT in page
    assert CITY not in page
    assert team.get(f"/personen/{RESIDENT}").status_code == 200
    made = team.post("/personen/neu", data={**hidden(team.get("/personen/neu").text), "name": "Neue", "handle": CITY})
    assert made.status_code == 303
    assert one(a_house, CITY, "berlin") != one(a_house, CITY)
