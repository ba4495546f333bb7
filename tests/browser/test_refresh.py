"""A page that is behind brings itself up to date: with JavaScript by itself, without by its link, and focus stays."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page, expect

from config.clock import FixedClock
from tests.browser.looking import visiting
from tests.browser.shown import Shown, shown
from tests.conftest import MORNING
from tests.houses import CITY, DESK, leipzig_case
from workflows.walk import catch_up

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A portal of this file's own: these tests record."""
    with shown(tmp_path_factory.mktemp("behind"), FixedClock(MORNING)) as running:
        yield running


def process(portal: Shown) -> None:
    """Let the engine's walk happen, aside: Playwright's plain API needs this thread's event loop."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(catch_up, portal.house).result()


def automatic(page: Page) -> int:
    """How many entries of the system the history shows."""
    return page.locator("#verlauf ~ ol details li").count()


def test_the_consequence_appears_without_a_reload_and_the_focus_stays(browser: Browser, portal: Shown) -> None:
    id_ = leipzig_case(portal.house, "kg", "5.1").dossier.id
    with visiting(browser, portal, DESK) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"/akten/{id_}")
        page.evaluate("() => { window.notReloaded = true }")
        assert automatic(page) == 0
        link = page.locator("#eintragen-kg")
        link.focus()
        page.wait_for_timeout(2500)  # it asks, and nothing has happened
        assert automatic(page) == 0
        expect(page.locator("#aktualisieren")).to_be_visible()

        process(portal)

        expect(page.locator("#verlauf ~ ol details li").first).to_be_attached(timeout=10_000)
        expect(page.locator("#aktualisieren")).to_have_count(0)
        expect(page.locator("#verarbeitung")).to_have_attribute("role", "status")
        expect(page.locator("#verarbeitung p")).to_have_count(1)
        assert page.evaluate("() => window.notReloaded === true")
        assert page.evaluate("() => document.activeElement.id") == "eintragen-kg"
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(2500)
        assert (asked, faults) == ([], [])


def test_the_applicants_page_does_the_same(browser: Browser, portal: Shown) -> None:
    id_ = leipzig_case(portal.house, "kg", "5.2").dossier.id
    with visiting(browser, portal, CITY) as context:
        page = context.new_page()
        page.goto(f"/antraege/{id_}")
        expect(page.locator("#aktualisieren")).to_be_visible()

        process(portal)

        expect(page.locator("#aktualisieren")).to_have_count(0, timeout=10_000)
        expect(page.locator("#fall")).to_have_count(1)


def test_without_javascript_the_link_does_it(browser: Browser, portal: Shown) -> None:
    id_ = leipzig_case(portal.house, "kg", "5.3").dossier.id
    with visiting(browser, portal, DESK, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/akten/{id_}")
        process(portal)
        page.wait_for_timeout(1500)
        assert automatic(page) == 0
        page.click("#aktualisieren")
        assert automatic(page) > 0
        expect(page.locator("#aktualisieren")).to_have_count(0)


def test_a_session_that_ends_meanwhile_leads_to_signing_in(browser: Browser, portal: Shown) -> None:
    id_ = leipzig_case(portal.house, "kg", "5.4").dossier.id
    with visiting(browser, portal, DESK) as context:
        page = context.new_page()
        page.goto(f"/akten/{id_}")
        context.clear_cookies()
        page.wait_for_url("**/anmelden?weiter=**", timeout=10_000)


def test_the_head_stays_in_view_and_covers_nothing_that_is_reached(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, DESK) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"/akten/{portal.cases['granted']}#kette")
        page.wait_for_timeout(300)
        head, heading = page.locator(".case-head").bounding_box(), page.locator("#kette").bounding_box()
        assert head is not None
        assert heading is not None
        assert head["y"] == 0
        assert heading["y"] >= head["height"]
        page.keyboard.press("Control+Home")
        page.locator("#fall a").last.focus()
        for _ in range(40):  # backwards, where what comes into view comes from behind the head
            page.keyboard.press("Shift+Tab")
            page.wait_for_timeout(30)
            inside, top, name = page.evaluate(
                "() => { const e = document.activeElement;"
                " return [!!e.closest('#fall'), e.getBoundingClientRect().top, e.outerHTML.slice(0, 80)] }"
            )
            if not inside:
                break
            assert top >= head["height"], name


def test_the_picture_keeps_its_styles_when_it_is_opened_on_its_own(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, DESK) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"/akten/{portal.cases['waiting']}/kette.svg")

        assert page.evaluate("() => getComputedStyle(document.querySelector('.heading')).fontSize") == "20px"
        assert faults == []


def test_the_main_navigation_stays_in_one_line(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, DESK) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 800})
        for language in ("de", "en"):
            page.goto(f"/arbeitsvorrat?lang={language}")
            heights = page.locator(".top .frame > *").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
            lines = page.locator(".top nav li").evaluate_all("all => new Set(all.map(e => e.offsetTop)).size")
            assert lines == 1
            assert max(heights) <= 48
