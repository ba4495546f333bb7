"""Applying as a person does: begin a draft, fill in its topics, check, submit."""

import re
from html import unescape

from httpx2 import Response
from starlette.testclient import TestClient

from store import own
from store.people import party_id
from tests.houses import LEIPZIG
from tests.portal.conftest import csrf
from workflows.house import House

NEW = f"/antraege/neu/{LEIPZIG}"
GOOD = {"title": "Neuer Spielplatz", "begins": "03/2027", "ends": "31.12.2027", "sponsor": "gbm", "total": "10.000,01"}
#: The topic of each field.
PLACES = {
    "title": "vorhaben", "area": "vorhaben", "begins": "zeitraum", "ends": "zeitraum", "sponsor": "beteiligte",
    "applicant": "beteiligte", "total": "finanzierung",
}  # fmt: skip
_HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
_TYPED = re.compile(r'name="([^"]+)" type="text" inputmode="[a-z]+" value="([^"]*)"')
_CHOSEN = re.compile(r'name="([^"]+)"(?: [^>]*)?>\s*(?:<option[^>]*>[^<]*</option>\s*)*?<option value="([^"]*)" selected>')
_TICKED = re.compile(r'type="radio" [^>]*name="([^"]+)" value="([^"]*)" checked')


def form(page: str) -> dict[str, str]:
    """What the page's first form would send as it stands."""
    inside = page.split("<main", 1)[1].split("<form", 1)[1].split("</form>", 1)[0]
    return {unescape(n): unescape(v) for each in (_HIDDEN, _TYPED, _CHOSEN, _TICKED) for n, v in each.findall(inside)}


def begin(client: TestClient, programme: str = LEIPZIG) -> str:
    """Choose a programme; gives the address of the draft."""
    answer = client.post(f"/antraege/neu/{programme}", data={"csrf": csrf(client.get("/antraege/neu").text)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def press(client: TestClient, path: str, **typed: str) -> Response:
    """Open a page, type into its form, press its button."""
    opened = client.get(path)
    assert opened.status_code == 200, opened.text
    return client.post(path.partition("?")[0], data={**form(opened.text), **typed})


def fill(client: TestClient, draft: str, values: dict[str, str]) -> str:
    """Fill in the topics of a draft; gives its address."""
    for topic in dict.fromkeys(PLACES[name] for name in values):
        saved = press(client, f"{draft}/{topic}", **{name: value for name, value in values.items() if PLACES[name] == topic})
        assert saved.headers.get("location") == draft, saved.text
    return draft


def send(client: TestClient, values: dict[str, str]) -> str:
    """Begin, fill in, submit; gives where the browser is led."""
    sent = press(client, f"{fill(client, begin(client), values)}/pruefen")
    assert sent.status_code == 303, sent.text
    return sent.headers["location"]


def mine(house: House, handle: str = "antragstelle", authority: str = "leipzig") -> list[str]:
    """The ids of somebody's applications."""
    with house.database.reading() as connection:
        return own.dossiers_of(connection, {party_id(authority, handle)})
