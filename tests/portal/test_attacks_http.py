"""What an attacker tried with addresses, headers and signs no text holds."""

import asyncio
import re
from collections.abc import Mapping
from urllib.parse import quote

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from portal.api import keys
from portal.app import create_app
from portal.web.fields_of_stream import text_fields
from tests.houses import CITY, CONTACT, DESK, HousesOf, leipzig_case
from tests.portal.applying import GOOD, send
from tests.portal.conftest import Visit, csrf
from tests.portal.people_kept import account
from workflows.house import House


@pytest.mark.parametrize("code", ["%00", "a%00b", "ﬁ" * 200, "%F0%9F%98%80", "..%2f..%2f", "'%20OR%201=1--"])
def test_codes_nobody_gave_out_are_wrong_and_nothing_else(visit: Visit, code: str) -> None:
    stranger = visit()

    assert stranger.get(f"/wo-ist-mein-antrag/{quote(code, safe='%')}/{quote(code, safe='%')}").status_code in {404, 405}
    answer = stranger.post("/wo-ist-mein-antrag", data={"code": code.replace("%00", "\x00"), "secret": "x\x00"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "//antraege/{}/unterlagen", "/antraege/{}/unterlagen/", "/antraege/x/../{}/unterlagen",
        "/antraege/%2e%2e/{}/unterlagen", "/antraege%2f{}%2funterlagen/x", "/antraege/{}/unterlagen;x",
        "/antraege/{}/quittung/code",
    ],
)  # fmt: skip
def test_no_address_takes_more_than_its_form_needs(visit: Visit, a_house: House, path: str) -> None:
    id_ = leipzig_case(a_house).dossier.id

    answer = visit(CITY).post(path.format(id_), content=b"x" * 1_100_000, headers={"Content-Type": "text/plain"})

    assert answer.status_code in {413, 404, 415}


@pytest.mark.parametrize("handle", ["", CITY])
@pytest.mark.parametrize(
    "header", ["X-HTTP-Method-Override", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Host"]
)
def test_headers_of_other_systems_change_nothing(visit: Visit, handle: str, header: str) -> None:
    client = visit(handle)
    plain = client.get("/wo-ist-mein-antrag")

    answer = client.get("/wo-ist-mein-antrag", headers={header: "/arbeitsvorrat"})

    assert answer.status_code == plain.status_code == 200
    assert "/arbeitsvorrat" not in answer.text


def test_behind_https_no_answer_leads_to_http(houses: HousesOf) -> None:
    """A program that follows such an address would send its access key where everybody can read it."""
    house = houses.open(public_url="https://antrag.example.org")
    for reference in ("2.3", "2.4"):
        leipzig_case(house, reference=reference)
    desk = account(house, DESK)
    key = keys.make(house, desk, name="Test", scopes=frozenset(keys.Scope), days=1)
    # The proxy takes https, and speaks http to the portal.
    with TestClient(create_app(house), base_url="http://antrag.example.org", follow_redirects=False) as client:
        slash = client.get("/konto/")
        listed = client.get("/api/v1/dossiers?limit=1", headers={"Authorization": f"Bearer {key}"})

    assert slash.headers["location"] == "https://antrag.example.org/konto"
    assert listed.headers["link"].startswith("<https://antrag.example.org/api/v1/dossiers?")


@pytest.mark.parametrize(
    "path",
    [
        "/suche?q=%00&stand=%00", "/suche?q=a%00b&seite=%00", "/personen?q=%00&nach=%00", "/personen/aenderungen?nach=%00",
        "/arbeitsvorrat?ansicht=%00&rolle=%00&nach=%00", "/anmelden?weiter=%00", "/wo-ist-mein-antrag?code=%00",
        "/personen/neu?art=%00", "/antraege?seite=%00",
    ],
)  # fmt: skip
def test_no_address_breaks_the_portal_with_a_sign_no_text_holds(visit: Visit, path: str) -> None:
    assert visit(DESK).get(path).status_code in {200, 303, 404}


def test_a_code_that_is_none_revokes_nothing(visit: Visit) -> None:
    city = visit(CITY)
    receipt = send(city, GOOD)
    page = city.get(receipt).text
    fields = {"csrf": csrf(page)}

    assert city.post(f"{receipt}/code", data={**fields, "code": "\x00"}).status_code == 303
    assert visit(CONTACT).post(f"{receipt}/code", data={**fields, "code": "\x00"}).status_code in {403, 404}

    picture = re.compile(r'src="data:image/svg[^"]+"')
    assert picture.findall(city.get(receipt).text) == picture.findall(page)


def test_a_body_of_nothing_but_parts_costs_nobody_time() -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nv\r\n'
    late = part.replace(b'"a"', b'"late"')

    def read(parts: int) -> Mapping[str, str]:
        pieces = iter([part * 100] * (parts // 100) + [late + b"--x--"])

        async def receive() -> dict[str, object]:
            piece = next(pieces, None)
            return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

        headers = [(b"content-type", b"multipart/form-data; boundary=x")]
        return asyncio.run(text_fields(Request({"type": "http", "method": "POST", "headers": headers}, receive)))

    assert read(100) == {"a": "v", "late": "v"}
    assert read(5_000) == {"a": "v"}, "what comes after too many parts is read past"
