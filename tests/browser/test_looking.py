"""Promises about the looking itself: each kind of fault is seen, so that a green run means something."""

import pytest
from playwright.sync_api import Browser, Page, Route

from portal.web.guard import HEADERS
from tests.browser import markup
from tests.browser.looking import NARROW, Watch, sideways, violations, visiting
from tests.browser.shown import Shown

_POLICY = {name.decode(): value.decode() for name, value in HEADERS}
_FRAME = '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"><title>x</title></head><body>{}</body></html>'


def _opened(page: Page, portal: Shown, body: str) -> None:
    """Let the address /krank answer with this body under the portal's own policy."""

    def answer(route: Route) -> None:
        route.fulfill(body=_FRAME.format(body), headers={**_POLICY, "content-type": "text/html; charset=utf-8"})

    page.route("**/krank", answer)
    page.goto(f"{portal.url}/krank", wait_until="networkidle")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p style="color: red">x</p>', "console: "),
        ("<script>document.title = 'y'</script>", "console: "),
        ('<img src="/static/gibt-es-nicht.png" alt="">', "404: "),
        ('<img src="http://127.0.0.2:9/x.png" alt="">', "console: "),
        ('<link rel="prefetch" href="http://127.0.0.2:9/x.css">', "console: "),
    ],
)
def test_what_is_broken_or_from_elsewhere_is_seen(browser: Browser, portal: Shown, body: str, fault: str) -> None:
    with visiting(browser, portal) as visitor:
        page = visitor.new_page()
        watch = Watch(page, portal.url)
        _opened(page, portal, body)

    assert [one for one in watch.faults if one.startswith(fault)], watch.faults


@pytest.mark.browser
def test_a_request_to_another_host_is_seen(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, bypass_csp=True) as visitor:
        page = visitor.new_page()
        watch = Watch(page, portal.url)
        _opened(page, portal, '<img src="http://127.0.0.2:9/x.png" alt="">')

    assert "another host: http://127.0.0.2:9/x.png" in watch.faults


@pytest.mark.browser
def test_an_answer_of_the_wrong_status_is_seen(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal) as visitor:
        page = visitor.new_page()
        watch = Watch(page, portal.url)
        page.goto("/gibt-es-nicht")

    assert f"404: {portal.url}/gibt-es-nicht" in watch.faults


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<main><h1>x</h1><input></main>", "label"),
        ("<main><h1>x</h1><img src='data:,'></main>", "image-alt"),
        ("<main><h1>x</h1><p style='color:#ccc;background:#fff'>blass</p></main>", "color-contrast"),
        ("<main><h2>x</h2></main>", "page-has-heading-one"),
    ],
)
def test_axe_speaks_up(browser: Browser, portal: Shown, body: str, rule: str) -> None:
    with visiting(browser, portal, bypass_csp=True) as visitor:
        page = visitor.new_page()
        _opened(page, portal, body)

        assert [fault for fault in violations(page) if fault.startswith(f"{rule}:")]


@pytest.mark.browser
def test_scrolling_sideways_is_seen(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, viewport={"width": NARROW, "height": 600}) as visitor:
        page = visitor.new_page()
        _opened(page, portal, "<p>" + "Donaudampfschifffahrt" * 20 + "</p>")

        assert sideways(page)[0].startswith("page: ")


@pytest.mark.parametrize(
    "body",
    [
        "<p>x", "<p><div>x</div></p>", "<ul><p>x</p></ul>", "<a href='/'><button>x</button></a>", "<b><i>x</b></i>",
        "<i id='a'></i><i id='a'></i>", "<label for='fehlt'>x</label>", "<p class='a' class='b'>x</p>", "<div/>",
        "<p onclick='x()'>x</p>", "<table><td>x</td></table>",
        "<p>&foo; x</p>", "<p>a < b</p>", "<table><tr><td>x</td></tr>y</table>",
    ],
)  # fmt: skip
def test_bad_markup_is_seen(body: str) -> None:
    assert markup.faults(_FRAME.format("<p>gut <br> so</p>")) == []
    assert markup.faults(_FRAME.format(body)) != []
