"""The public page: code and secret open it, nothing on it is about people, and trying does not help."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from portal.applicant import public_status
from portal.web.limits import LIMITS
from store import public_codes
from tests.houses import CITY, DESK, leipzig_case
from tests.portal.conftest import Visit, csrf
from workflows.house import House

HERE = "/wo-ist-mein-antrag"
_GROUPS = re.compile(r'<code class="groups">([^<]+)</code>')


def keys(client: TestClient, id_: str) -> tuple[str, str]:
    """Code and secret as the receipt prints them."""
    code, secret = _GROUPS.findall(client.get(f"/antraege/{id_}/quittung").text)
    return code, secret


def ask(client: TestClient, code: str, secret: str) -> tuple[int, str]:
    """Type both into the page."""
    answer = client.post(HERE, data={"csrf": csrf(client.get(HERE).text), "code": code, "secret": secret})
    return answer.status_code, answer.text


def test_code_and_secret_of_the_receipt_show_anybody_the_steps_and_nothing_about_people(visit: Visit, a_house: House) -> None:
    dossier = leipzig_case(a_house, "cofinancing").dossier
    code, secret = keys(visit(CITY), dossier.id)
    assert re.fullmatch(r"\S{4} \S{4}", code)
    assert re.fullmatch(r"(\S{4} ){3}\S{4}", secret)

    status, page = ask(visit(), code.lower(), secret.replace(" ", "-"))

    assert status == 200
    shown = unescape(page.split("<main", 1)[1])
    assert "24.05.2002" in shown
    assert dossier.programme.title.de in shown
    for stage in dossier.programme.by_key[dossier.programme.approval].stages:
        assert stage.title.de in shown
    assert "Entscheidung liegt vor" in shown or "A decision has been made" in shown
    assert "Wartet auf" in shown
    opened = dossier.opened
    people = ("Leipzig, Antragstelle", "Quartiersmoderation")
    for hidden in (opened.title, opened.reference, dossier.id, *people, "bewilligt", "EUR"):
        assert hidden not in shown, hidden


@pytest.mark.parametrize("spoil", ["code", "secret", "both", "empty", "nul", "swapped"])
def test_a_wrong_code_and_a_wrong_secret_answer_alike(visit: Visit, a_house: House, spoil: str) -> None:
    code, secret = keys(visit(CITY), leipzig_case(a_house).dossier.id)
    typed = {
        "code": ("3333 3333", secret), "secret": (code, "3" * 16), "both": ("x", "\u0663'; --"), "empty": ("", ""),
        "nul": ("\0", secret),
        "swapped": (secret, code),
    }[spoil]  # fmt: skip

    status, page = ask(visit(), *typed)

    assert status == 422
    assert "<title>Fehler:" in page
    assert "Code and secret do not fit together" in page or "passen nicht zusammen" in page


def test_the_qr_code_leads_to_the_same_page_and_hands_its_address_on_to_nobody(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    receipt = visit(CITY).get(f"/antraege/{id_}/quittung").text
    assert re.search(r'<img class="qr" src="data:image/svg\+xml[^"]+"[^>]* alt="[^"]{10,}"', receipt)
    with a_house.database.reading() as connection:
        code = public_codes.of(connection, id_)
    assert code is not None
    path = public_status.address(a_house, code).removeprefix(a_house.portal)

    for client in (visit(), visit(DESK)):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers.get_list("referrer-policy") == ["no-referrer"]
        assert answer.headers["cache-control"] == "no-store"
        assert "<form" not in answer.text, "its forms would be taken for forged"
    wrong = visit().get(path[:-1] + "_")
    assert wrong.status_code == 404
    assert wrong.headers["referrer-policy"] == "no-referrer"


def test_the_code_stays_until_the_applicant_revokes_it(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(CITY)
    old = keys(client, id_)
    assert keys(client, id_) == old
    page = client.get(f"/antraege/{id_}/quittung").text
    fields = {"csrf": csrf(page.split("<main", 1)[1]), "code": old[0].replace(" ", "")}

    first = client.post(f"/antraege/{id_}/quittung/code", data=fields)
    new = keys(client, id_)
    client.post(f"/antraege/{id_}/quittung/code", data=fields)

    assert first.headers["location"].startswith(f"/antraege/{id_}/quittung")
    assert new[0] != old[0]
    assert new[1] != old[1]
    assert keys(client, id_) == new, "the same form again does not revoke the new one"
    assert ask(visit(), *old)[0] == 422
    assert ask(visit(), *new)[0] == 200


@pytest.mark.parametrize("handle", ["quartiersmoderation", "sachbearbeitung", "bewohnerin"])
def test_only_the_applicant_revokes(visit: Visit, a_house: House, handle: str) -> None:
    id_ = leipzig_case(a_house).dossier.id
    code = keys(visit(CITY), id_)
    other = visit(handle, "berlin" if handle == "bewohnerin" else "leipzig")
    fields = {"csrf": csrf(other.get("/antraege").text), "code": code[0].replace(" ", "")}

    assert other.post(f"/antraege/{id_}/quittung/code", data=fields).status_code == 404

    assert keys(visit(CITY), id_) == code


def test_a_withdrawn_application_waits_for_nobody(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house, "end").dossier.id
    status, page = ask(visit(), *keys(visit(CITY), id_))
    assert status == 200
    assert "Wartet auf" not in page


def test_trying_in_bulk_is_stopped_for_a_place_and_for_a_code(visit: Visit, a_house: House) -> None:
    code, _secret = keys(visit(CITY), leipzig_case(a_house).dossier.id)
    stranger = visit()

    answers = [ask(stranger, code, "3" * 16)[0] for _ in range(LIMITS["lookup"].amount + 2)]

    assert answers[0] == 422
    assert answers[-1] == 429
    refused = stranger.get(f"{HERE}/{code}/x?lang=en")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert "You can go on in a minute at the latest." in refused.text
    assert "link" not in refused.text.split("<main", 1)[1].split("pause now", 1)[1].split("</p>", 1)[0]


def test_codes_are_easy_to_type_and_hard_to_guess(visit: Visit, a_house: House) -> None:
    signs = set()
    for number in range(8):
        code, secret = keys(visit(CITY), leipzig_case(a_house, reference=f"2.{number}").dossier.id)
        signs |= set(code + secret) - {" "}
        assert len(secret.replace(" ", "")) == 16
    assert not signs & set("01OIlLSBZ25")


def test_the_front_page_leads_there_and_english_is_spoken(visit: Visit) -> None:
    assert f'href="{HERE}"' in visit().get("/").text
    assert "Where is my application?" in visit().get(f"{HERE}?lang=en").text
    assert 'value="ABCD"' in visit().get(f"{HERE}?code=ABCD").text
