"""Sixty-four at once, against a portal that is really served: what can happen once happens once, and no words are lost.

That a sign-in link opens one session however many use it stands in `test_sign_in.py`.
"""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from html import unescape
from threading import Barrier

import httpx2
import pytest

from domain.events import Decided
from portal.signing_in import sessions
from store import dossiers, own
from store.people import party_id
from tests.browser.shown import served
from tests.houses import CITY, DESK, RP, findings, leipzig_case, version
from tests.portal.applying import NEW, form, mine
from tests.portal.conftest import csrf
from tests.portal.desk import hidden, now
from workflows.house import House

CROWD = 64


@pytest.fixture
def address(a_house: House) -> Iterator[str]:
    """The portal of `a_house`, served by a thread of its own."""
    with served(a_house) as url:
        yield url


#: A browser of its own for the person with this handle, with a session of its own.
Browsers = Callable[[str], httpx2.Client]


@pytest.fixture
def browser_of(a_house: House, address: str) -> Iterator[Browsers]:
    """Opens browsers, and closes them all at the end."""
    with ExitStack() as leaving:

        def open_(handle: str) -> httpx2.Client:
            token = sessions.open_session(a_house, party_id("leipzig", handle))
            client = httpx2.Client(base_url=address, cookies={sessions.COOKIE: token}, timeout=60, trust_env=False)
            return leaving.enter_context(client)

        yield open_


def all_at_once(press: Callable[[int], httpx2.Response]) -> list[httpx2.Response]:
    """Everybody presses in the same instant."""
    ready = Barrier(CROWD)

    def one(number: int) -> httpx2.Response:
        ready.wait(30)
        return press(number)

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def test_of_64_decisions_on_what_all_have_seen_one_is_recorded_and_63_are_shown_it(
    a_house: House, browser_of: Browsers
) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path = f"/akten/{dossier.id}/eintragen/decision"
    tabs = [browser_of((DESK, RP)[number % 2]) for number in range(CROWD)]
    forms = [{**hidden(tab.get(path).text), "key": secrets.token_hex(16), "schritt": "eintragen"} for tab in tabs]
    typed = [
        {"outcome": ("granted", "refused")[number % 3 == 0], "on": "18.11.2002", "reason": f"Begründung <{number}>"}
        for number in range(CROWD)
    ]

    answers = all_at_once(lambda number: tabs[number].post(path, data={**forms[number], **typed[number]}))

    assert sorted(answer.status_code for answer in answers) == [303, *[409] * (CROWD - 1)]
    won = next(number for number, answer in enumerate(answers) if answer.status_code == 303)
    decided = [entry.event for entry in now(a_house, dossier.id).entries if isinstance(entry.event, Decided)]
    assert [(event.outcome.value, event.reason) for event in decided] == [(typed[won]["outcome"], typed[won]["reason"])]
    for number, answer in enumerate(answers):
        if number != won:
            said = unescape(answer.text)
            assert typed[number]["reason"] in said, "what was typed is still there"
            assert typed[won]["reason"] in said, "what was recorded meanwhile is shown"
    assert version(a_house, dossier.id) == dossier.version + 1
    assert findings(a_house) == []


def test_one_form_sent_64_times_is_recorded_once_and_all_are_led_to_it(a_house: House, browser_of: Browsers) -> None:
    dossier = leipzig_case(a_house, "decision").dossier
    path = f"/akten/{dossier.id}/eintragen/decision"
    browser = browser_of(RP)
    form = {**hidden(browser.get(path).text), "schritt": "eintragen", "outcome": "granted", "on": "18.11.2002"}

    answers = all_at_once(lambda _number: browser.post(path, data=form))

    assert {(answer.status_code, answer.headers.get("location")) for answer in answers} == {
        (303, f"/akten/{dossier.id}?erfasst={dossier.version + 1}")
    }
    assert version(a_house, dossier.id) == dossier.version + 1


def drafts_of(browser: httpx2.Client, count: int) -> list[dict[str, str]]:
    """So many applications ready to be submitted, as the fields of their last page; `address` is where that goes."""
    ready = []
    for number in range(count):
        begun = browser.post(NEW, data={"csrf": csrf(browser.get("/antraege/neu").text)})
        draft = begun.headers["location"]
        for topic, typed in (("vorhaben", {"title": f"Spielplatz {number}"}), ("finanzierung", {"total": "1000"})):
            page = browser.get(f"{draft}/{topic}").text
            saved = browser.post(f"{draft}/{topic}", data={**form(page), **typed})
            assert saved.status_code == 303, saved.text
        ready.append({**form(browser.get(f"{draft}/pruefen").text), "address": f"{draft}/pruefen"})
    return ready


def submitted(browser: httpx2.Client, ready: dict[str, str]) -> httpx2.Response:
    """Press the last button."""
    return browser.post(ready["address"], data={name: value for name, value in ready.items() if name != "address"})


def test_one_application_sent_64_times_opens_one_dossier_and_all_are_led_to_it(a_house: House, browser_of: Browsers) -> None:
    browser = browser_of(CITY)
    (ready,) = drafts_of(browser, 1)

    answers = all_at_once(lambda _number: submitted(browser, ready))

    assert {answer.status_code for answer in answers} == {303}
    (id_,) = mine(a_house)
    assert all(answer.headers["location"].startswith(f"/antraege/{id_}") for answer in answers)
    assert findings(a_house) == []


def test_64_applications_at_once_get_64_references(a_house: House, browser_of: Browsers) -> None:
    # Two people: nobody may have so many drafts alone, and the office may apply as well.
    browsers = [browser_of(handle) for handle in (CITY, DESK)]
    ready = [drafts_of(browser, CROWD // 2) for browser in browsers]

    answers = all_at_once(lambda number: submitted(browsers[number % 2], ready[number % 2][number // 2]))

    assert [answer.status_code for answer in answers] == [303] * CROWD
    with a_house.database.reading() as connection:
        sides = {party_id("leipzig", handle) for handle in (CITY, DESK)}
        ids = own.dossiers_of(connection, sides, limit=CROWD + 1)
        opened = [one.dossier.opened for one in dossiers.load_many(a_house.database, connection, ids)]
    assert sorted(one.reference for one in opened) == [f"2026-{number:04}" for number in range(1, CROWD + 1)]
    assert len({(one.applicant, one.title) for one in opened}) == CROWD
    assert findings(a_house) == []
