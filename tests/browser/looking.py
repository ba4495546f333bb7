"""A real browser for tests: the Chromium of this machine without a window, what goes wrong in it, and axe-core."""

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

from portal.signing_in import sessions
from tests.browser.shown import Shown
from tests.browser.visitors import Shot
from wording.language import _

NARROW, BETWEEN, WIDE = 320, 768, 1280
#: Rules a page has to keep: WCAG 2.2 AA, and axe's own advice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; where there is none the test is skipped, on CI it fails."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        reason = f"No browser found: none of {', '.join(_NAMES)} is on the PATH."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextlib.contextmanager
def visiting(
    browser: Browser, shown: Shown, handle: str = "", authority: str = "leipzig", **wishes: Any  # noqa: ANN401 - as Playwright takes them
) -> Iterator[BrowserContext]:  # fmt: skip
    """A visitor with cookies of their own: signed in as the person with this handle, or a stranger."""
    context = browser.new_context(base_url=shown.url, locale="de-DE", reduced_motion="reduce", **wishes)
    context.set_default_timeout(10_000)
    if handle:
        context.add_cookies([{"name": sessions.COOKIE, "value": shown.cookie(handle, authority), "url": shown.url}])
    yield context
    context.close()


class Watch:
    """Everything that goes wrong while a page is looked at, in words."""

    def __init__(self, page: Page, url: str, *, expected: Collection[int] = (200,)) -> None:
        """Watch from now on; the page itself answers with one of the expected statuses."""
        self.faults: list[str] = []
        self._host = urlsplit(url).netloc
        self._expected = expected
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", lambda request: self._request(request.url))
        page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url} {request.failure}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser reports the page's own status as an error, and a policy that was broken too.
        own = message.text.startswith("Failed to load resource") and max(self._expected) >= 400
        if message.type in {"error", "warning"} and not own:
            self.faults.append(f"console: {message.text}")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "data" and parts.netloc != self._host:
            self.faults.append(f"another host: {url}")

    def _response(self, response: Response) -> None:
        page = response.request.is_navigation_request() and not 300 <= response.status < 400
        if response.status not in self._expected if page else response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


def arrive(page: Page, shot: Shot, shown: Shown) -> Response:
    """Open the page of a shot, and send its form if the shot is of what comes back; checks the status."""
    answer = page.goto(shot.path.format(**shown.cases))
    assert answer is not None
    assert answer.status == shot.status, f"{shot.path}: {answer.status}"
    if shot.press:
        button = page.locator("main").get_by_role("button", name=_(shot.press), exact=True)
        button.evaluate("button => { button.form.noValidate = true; }")  # the office's answer, not the browser's
        for name, value in shot.fields:
            field = page.locator(f'[name="{name.format(**shown.cases)}"]')
            kind = field.first.get_attribute("type") or field.first.evaluate("field => field.type")
            if kind == "hidden":  # the version a form has seen: an old one stands for a page left open too long
                page.locator(f'main [name="{name}"]').evaluate_all("(all, value) => all.forEach(e => e.value = value)", value)
            elif kind == "radio":
                page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)
        with page.expect_response(lambda one: one.request.method == "POST") as posted:
            button.click()
        answer = posted.value
        assert answer.status == shot.answers, f"{shot.path}: {answer.status} after {shot.press}"
        page.wait_for_load_state()
    return answer


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it looks now: rule, what it means, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(content=_AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [
        f"{rule['id']}: {rule['help']} – {node['html'][:160]} – {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """The page's elements that stick out to the right, if the page as a whole can be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [`page: ${document.documentElement.scrollWidth} > ${width}`].concat([...document.body.querySelectorAll("*")]
          .filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 8)
          .map(e => `<${e.tagName.toLowerCase()} class="${e.className}"> ${Math.round(e.getBoundingClientRect().right)}`));
        }"""
    )
    return found
