"""Declining optional mails by their link: looking changes nothing, the button and a mail program's one click do (RFC 8058)."""

import pytest
from starlette.testclient import TestClient

from domain.vocabulary import OptionalMail
from store import mail_choices
from store.people import party_id
from tests.houses import CITY, CONTACT, DESK
from tests.optional_mails import OWNER, declines
from tests.portal.conftest import Visit, csrf
from workflows.house import House

CLICK = {"List-Unsubscribe": "One-Click"}
EARLY, DIGEST = OptionalMail.EARLY, OptionalMail.DIGEST
TOWN, OFFICER = party_id("leipzig", CITY), party_id("leipzig", DESK)


def token_of(house: House, party: str = OWNER) -> str:
    with house.database.transaction() as connection:
        mail_choices.ensure(connection, [party], lite=house.database.sqlite)
        return mail_choices.tokens(connection, [party], lite=house.database.sqlite)[party]


def declined(house: House) -> set[tuple[str, OptionalMail]]:
    with house.database.reading() as connection:
        return mail_choices.declined(connection, {OWNER, TOWN, OFFICER}, lite=house.database.sqlite)


def nobody_known(page: str) -> bool:
    """No name, no address and no session shows in the page."""
    return not any(word in page for word in (CONTACT, "@example.org", "/abmelden", 'href="/konto"', 'name="csrf"'))


@pytest.mark.parametrize("kind", ["frueh", "morgens"])
def test_looking_changes_nothing_and_says_nothing_about_anybody(visit: Visit, a_house: House, kind: str) -> None:
    client = visit(CONTACT)
    client.cookies.set("other", "1")
    answer = client.get(f"/abbestellen/{token_of(a_house)}/{kind}")

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert nobody_known(answer.text)
    assert answer.text.count("<button") == 1
    assert declined(a_house) == set()


@pytest.mark.parametrize(("kind", "mail"), [("frueh", EARLY), ("morgens", DIGEST)])
def test_the_button_of_the_page_declines_that_kind(visit: Visit, a_house: House, kind: str, mail: OptionalMail) -> None:
    at = f"/abbestellen/{token_of(a_house)}/{kind}"
    page = visit().get(at).text
    assert '<input type="hidden" name="List-Unsubscribe" value="One-Click">' in page
    answer = visit().post(at, data=CLICK, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "/konto#mails" in answer.text
    assert nobody_known(answer.text)
    assert declined(a_house) == {(OWNER, mail)}
    assert visit().post(at, data=CLICK).status_code == 200, "a second click is as good"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://mail.example.com"}, {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example.com"}],
)
@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_one_click_of_a_mail_program_declines_from_anywhere(
    visit: Visit, a_house: House, headers: dict[str, str], form: str
) -> None:
    at = f"/abbestellen/{token_of(a_house)}/frueh"
    client = visit()
    if form == "multipart":
        answer = client.post(at, files={"List-Unsubscribe": (None, "One-Click")}, headers=headers)
    else:
        answer = client.post(at, data=CLICK, headers=headers)

    assert answer.status_code == 200
    assert declined(a_house) == {(OWNER, EARLY)}


def test_a_click_of_somebody_signed_in_needs_no_form_token_and_is_not_theirs(visit: Visit, a_house: House) -> None:
    client = visit(DESK)
    assert client.post(f"/abbestellen/{token_of(a_house)}/frueh", data=CLICK).status_code == 200
    assert declined(a_house) == {(OWNER, EARLY)}


def _send(client: TestClient, at: str, body: bytes, kind: str) -> int:
    return client.post(at, content=body, headers={"Content-Type": kind}).status_code


def test_a_post_that_does_not_say_so_declines_nothing(visit: Visit, a_house: House) -> None:
    at, client = f"/abbestellen/{token_of(a_house)}/frueh", visit()
    plain = "application/x-www-form-urlencoded"

    assert client.post(at).status_code == 400
    assert _send(client, at, b"List-Unsubscribe=Two-Clicks", plain) == 400
    assert _send(client, at, b'{"List-Unsubscribe": "One-Click"}', "application/json") == 400
    assert _send(client, at, b"\xff\xfe\x00=&&&=", plain) == 400
    assert _send(client, at, b"--x\r\nrubbish", "multipart/form-data; boundary=x") == 400
    assert _send(client, at, b"rubbish", "multipart/form-data") == 400
    assert client.post(at, files={"List-Unsubscribe": ("a.txt", b"One-Click")}).status_code == 400
    assert declined(a_house) == set()
    assert client.post(at).text.count("<button") == 1


def test_too_much_is_not_read(visit: Visit, a_house: House) -> None:
    at = f"/abbestellen/{token_of(a_house)}/frueh"
    answer = visit().post(at, data={**CLICK, "more": "x" * 10_000})

    assert answer.status_code == 413
    assert declined(a_house) == set()


def test_every_address_nobody_has_is_answered_alike(visit: Visit, a_house: House) -> None:
    token = token_of(a_house)
    nowhere = [
        f"{'x' * 43}/frueh", f"{token}/alles", f"{token[:-1]}/frueh", "x/morgens", "%00/frueh", f"{token}%27/frueh",
        f"{'x' * 2000}/frueh",
    ]  # fmt: skip
    looked = {visit().get(f"/abbestellen/{one}").text.partition("<main")[2] for one in nowhere}
    clicked = {visit().post(f"/abbestellen/{one}", data=CLICK).text.partition("<main")[2] for one in nowhere}

    assert len(looked | clicked) == 1
    assert {visit().post(f"/abbestellen/{one}", data=CLICK).status_code for one in nowhere} == {404}
    assert declined(a_house) == set()


def test_the_page_speaks_the_language_of_the_mail_and_remembers_nothing(visit: Visit, a_house: House) -> None:
    answer = visit().get(f"/abbestellen/{token_of(a_house)}/frueh?lang=en")

    assert '<html lang="en"' in answer.text
    assert "set-cookie" not in answer.headers


def test_other_forms_are_still_refused_from_elsewhere(visit: Visit) -> None:
    for path in ("/konto/mails", "/abbestellen", "/abbestellen/x", "/abbestellen/x/frueh/mehr"):
        assert visit(CONTACT).post(path, data=CLICK, headers={"Origin": "https://mail.example.com"}).status_code == 403


def test_the_account_shows_and_keeps_what_one_chose(visit: Visit, a_house: House) -> None:
    client = visit(CONTACT)
    page = client.get("/konto").text
    early = f'name="early.{OWNER}" value="1"'
    assert f"{early} checked" in page
    assert "digest." not in page
    answer = client.post("/konto/mails", data={"csrf": csrf(page)})

    assert (answer.status_code, answer.headers["location"]) == (303, "/konto?gespeichert=mails#mails")
    assert declined(a_house) == {(OWNER, EARLY)}
    page = client.get(answer.headers["location"]).text
    assert f"{early}>" in page
    client.post("/konto/mails", data={"csrf": csrf(page), f"early.{OWNER}": "1"})
    assert declined(a_house) == set()


def test_staff_choose_the_overview_of_a_morning_as_well(visit: Visit, a_house: House) -> None:
    client = visit(DESK)
    page = client.get("/konto").text
    client.post("/konto/mails", data={"csrf": csrf(page), f"early.{OFFICER}": "1"})

    assert declined(a_house) == {(OFFICER, DIGEST)}


def test_a_member_chooses_for_the_organisation_and_nobody_for_others(visit: Visit, a_house: House) -> None:
    declines(a_house, TOWN)
    member = visit("antragstelle-vertretung")
    page = member.get("/konto").text
    assert f'name="early.{TOWN}" value="1">' in page
    member.post("/konto/mails", data={"csrf": csrf(page), f"early.{TOWN}": "1", f"early.{OWNER}": "", f"digest.{TOWN}": "1"})
    assert declined(a_house) == set()

    other = visit(CONTACT)
    other.post("/konto/mails", data={"csrf": csrf(other.get("/konto").text), f"early.{OWNER}": "1", f"digest.{TOWN}": ""})
    assert declined(a_house) == set()


def test_choosing_needs_the_form_token_and_somebody_signed_in(visit: Visit, a_house: House) -> None:
    assert visit(CONTACT).post("/konto/mails", data={"csrf": "x"}).status_code == 403
    assert visit().post("/konto/mails").status_code == 401
    assert declined(a_house) == set()
