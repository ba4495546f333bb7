"""Promises about drafts in a real browser: saved as one types, where JavaScript runs, and never over another window's words."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import Watch, visiting
from tests.browser.shown import Shown
from tests.houses import CITY
from wording.language import _

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_a_topic_is_saved_as_one_types_and_says_so(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, CITY) as visitor:
        page = visitor.new_page()
        watch = Watch(page, portal.url)
        page.goto(f"/antraege/entwurf/{portal.cases['draft']}/finanzierung")
        for text in ("1.000", "zwei"):
            page.get_by_label(_("Total cost in EUR")).fill(text)
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                page.keyboard.press("Tab")
            expect(page.get_by_role("status")).to_have_text(_("Saved at {time}.").format(time="09:00"))
        page.reload()

        assert page.get_by_label(_("Total cost in EUR")).input_value() == "zwei"
        assert watch.faults == []


def test_the_second_of_two_windows_is_told_and_chooses(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, CITY) as visitor:
        address = f"/antraege/entwurf/{portal.cases['full']}/vorhaben"
        first, second = visitor.new_page(), visitor.new_page()
        for page in (first, second):
            page.goto(address)
        first.get_by_label(_("Title")).fill("Vom ersten Fenster")
        first.get_by_role("button", name=_("Save and continue")).click()
        second.get_by_label(_("Title")).fill("Vom zweiten Fenster")
        second.keyboard.press("Tab")
        told = _("Not saved: the draft was changed in another window. Save with the button to see both versions.")
        expect(second.get_by_role("status")).to_have_text(told)
        second.get_by_role("button", name=_("Save and continue")).click()
        second.get_by_label("Vom zweiten Fenster").check()
        second.get_by_role("button", name=_("Save what I chose")).click()
        second.goto(address)

        assert second.get_by_label(_("Title")).input_value() == "Vom zweiten Fenster"
