"""Texts that would run if a page took them for markup, stored and looked at in a real browser: nothing runs or is fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from config.clock import FixedClock
from store import outbox
from tests.browser.looking import Watch, visiting
from tests.browser.shown import Shown, served
from tests.conftest import MORNING
from tests.houses import CITY, DESK, HousesOf
from tests.portal.hostile import MARK, STRINGS
from tests.portal.test_hostile_outputs import Told, taken, tell
from workflows.walk import catch_up

pytestmark = pytest.mark.browser

#: As many as fit into a title of 300 characters, several in each.
_RUNNING = [text for text in STRINGS if MARK in text and taken(text, 300)]
_LISTEN = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.blockedURI))"


def _packed() -> Iterator[str]:
    pack = ""
    for text in _RUNNING:
        if len(pack) + len(text) > 295:
            yield pack
            pack = ""
        pack += f"{text} "
    yield pack


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shown, list[Told]]]:
    """A served portal whose cases hold every such text in title, reason and documents."""
    data = tmp_path_factory.mktemp("poisoned")
    with HousesOf(f"sqlite:///{data / 'house.sqlite'}", data, FixedClock(MORNING)) as houses:
        house = houses.open()
        told = [tell(house, number, text.strip(), text.strip(), text.strip()) for number, text in enumerate(_packed())]
        catch_up(house)
        with served(house) as url:
            yield Shown(house, url, {}), told


class _Alarm:
    """Everything a text that ran would set off."""

    def __init__(self, page: Page, url: str) -> None:
        self.watch = Watch(page, url, expected={200, 422})
        self.dialogs: list[str] = []
        page.add_init_script(_LISTEN)
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    @property
    def rung(self) -> list[str]:
        return [*self.dialogs, *self.watch.faults]


def _touch(page: Page) -> None:
    """Move over and into everything: some texts wait for that."""
    page.evaluate(
        "() => document.querySelectorAll('*').forEach(e => { for (const t of ['mouseover', 'focus', 'toggle', 'load', 'error'])"
        " if (e !== document.documentElement && !['LINK', 'SCRIPT', 'IMG'].includes(e.tagName))"
        " e.dispatchEvent(new Event(t)); })"
    )


@pytest.mark.parametrize("handle", [DESK, CITY])
def test_nothing_stored_runs(browser: Browser, poisoned: tuple[Shown, list[Told]], handle: str) -> None:
    portal, told = poisoned
    own = [f"/antraege/{one.id_}{page}" for one in told for page in ("", "/quittung", "/nachreichen/submission")]
    office = [
        "/arbeitsvorrat?fuer=alle",
        "/suche?q=9.",
        *(f"/akten/{one.id_}{act}" for one in told for act in ("", "/berichtigen/3")),
    ]
    with visiting(browser, portal, handle) as visitor:
        page = visitor.new_page()
        alarm = _Alarm(page, portal.url)
        for path in office if handle == DESK else ["/antraege", *own]:
            page.goto(path)
            assert MARK in page.content(), path
            _touch(page)

    assert alarm.rung == []


def test_nothing_typed_runs_when_the_form_comes_back(browser: Browser, poisoned: tuple[Shown, list[Told]]) -> None:
    portal, told = poisoned
    with visiting(browser, portal, CITY) as visitor:
        page = visitor.new_page()
        alarm = _Alarm(page, portal.url)
        for text in _packed():
            page.goto(f"/antraege/{told[0].id_}/zurueckziehen")
            for step in ("check", "change"):
                if step == "check":
                    page.fill("textarea[name=reason]", text)
                page.click(f"button[name=step][value={step}]")
                page.wait_for_load_state()
                _touch(page)
            assert page.input_value("textarea[name=reason]") == text.strip()

    assert alarm.rung == []


def test_nothing_in_a_mail_runs(browser: Browser, poisoned: tuple[Shown, list[Told]]) -> None:
    portal, _told = poisoned
    with portal.house.database.reading() as connection:
        letters = outbox.letters(connection, limit=100)
    with visiting(browser, portal) as reader:
        page = reader.new_page()
        alarm = _Alarm(page, portal.url)
        for letter in letters:
            page.set_content(letter.html)
            _touch(page)

    assert len(letters) > 2
    assert alarm.rung == []


def test_the_alarm_goes_off(browser: Browser, poisoned: tuple[Shown, list[Told]], tmp_path: Path) -> None:
    portal, _told = poisoned
    bad = tmp_path / "bad.html"
    bad.write_text(f"<p>{_RUNNING[0]}<img src='https://{MARK}.example.org/x.png'></p>", "utf-8")
    with visiting(browser, portal) as reader:
        page = reader.new_page()
        alarm = _Alarm(page, portal.url)
        page.goto(bad.as_uri())

    assert alarm.dialogs
    assert alarm.watch.faults
