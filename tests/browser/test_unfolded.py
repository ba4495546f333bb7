"""Promises about what a page folds away: opened, it keeps WCAG and fits a phone as well."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import NARROW, WIDE, sideways, violations, visiting
from tests.browser.shown import Shown
from tests.browser.test_pages import SCHEMES
from tests.houses import DESK

pytestmark = pytest.mark.browser


def test_the_history_and_the_reminders_of_a_deadline_keep_wcag_unfolded(browser: Browser, portal: Shown) -> None:
    found: list[str] = []
    with visiting(browser, portal, DESK, bypass_csp=True) as visitor:
        page = visitor.new_page()
        page.goto(f"/akten/{portal.cases['timed']}/fristen")
        page.locator("main details").evaluate_all("(all) => all.forEach(one => { one.open = true; })")
        assert page.locator("details details table").count() >= 1
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for width in (NARROW, WIDE):
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{scheme} {width}: {fault}" for fault in [*violations(page), *sideways(page)]]

    assert found == []
