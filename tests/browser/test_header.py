"""The head of every page: one line at a desk, also for somebody with a very long name, and no word cut in pieces."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import BETWEEN, NARROW, WIDE, sideways, visiting
from tests.browser.shown import Shown
from tests.browser.visitors import OFFICER, ROLES, Role

_LONG_NAME = "Amt für Stadterneuerung und Wohnungsbauförderung, Abteilung Stadtentwicklung, Sachgebiet Nord"
#: For every link and button of the head: its words, how many lines they stand on, and how many words they are.
_WORDS = """() => [...document.querySelectorAll(".top a, .top button")].filter(e => e.offsetParent).map(e => {
  const words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), range = document.createRange(), tops = new Set();
  while (words.nextNode()) {
    range.selectNodeContents(words.currentNode);
    [...range.getClientRects()].filter(r => r.width > 1).forEach(r => tops.add(Math.round(r.top)));
  }
  return [e.textContent.trim(), tops.size, e.textContent.trim().split(/[\\s-]+/).length];
})"""
_LINES = """() => new Set([...document.querySelectorAll(".top a, .top button")].filter(e => e.offsetParent)
  .map(e => Math.round((e.getBoundingClientRect().top + e.getBoundingClientRect().bottom) / 2 / 20))).size"""


def cut(page: Page) -> list[str]:
    """The words of the head that stand on more lines than there are words."""
    return [words for words, lines, count in page.evaluate(_WORDS) if lines > count]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_head_is_one_line_at_a_desk_and_cuts_no_word_anywhere(
    role: Role, language: str, browser: Browser, portal: Shown
) -> None:
    with visiting(browser, portal, role.handle, role.authority) as visitor:
        page = visitor.new_page()
        for width in (WIDE, 1200, 1024, BETWEEN, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"/konto?lang={language}" if role.handle else f"/anmelden?lang={language}")
            assert cut(page) == [], f"{width} px"
            if width == WIDE:
                assert page.evaluate(_LINES) == 1
                assert page.locator(".top").bounding_box()["height"] < 80  # type: ignore[index] # it is there


def test_a_very_long_name_gives_way_to_the_navigation(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, OFFICER.handle) as visitor:
        page = visitor.new_page()
        for width in (WIDE, 1200, BETWEEN, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto("/konto?lang=de")
            page.evaluate("name => { document.querySelector('.who > a').textContent = name; }", _LONG_NAME)
            assert cut(page) == [], f"{width} px"
            assert sideways(page) == []
            if width == WIDE:
                assert page.evaluate(_LINES) == 1
