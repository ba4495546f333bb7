"""Promises about recording a meeting at the keyboard: one key for each outcome, arrows, and all of it without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from config.clock import FixedClock
from domain.events import Resolved
from domain.vocabulary import MeetingOutcome
from store.meetings import Item, Meeting
from tests.browser.looking import NARROW, Watch, sideways, violations, visiting
from tests.browser.shown import Shown, served
from tests.conftest import MORNING
from tests.houses import KG, HousesOf
from tests.portal.desk import now
from tests.portal.sittings import with_cases
from wording.language import _

pytestmark = pytest.mark.browser

#: As many as a meeting in which everything is dealt with.
MANY = 40
#: Letters that need no word beside, and what they mean.
_PLAIN = {
    "b": MeetingOutcome.ADOPTED, "a": MeetingOutcome.REJECTED, "v": MeetingOutcome.POSTPONED,
    "n": MeetingOutcome.NOT_DEALT_WITH, "e": MeetingOutcome.SETTLED, "r": MeetingOutcome.WITHDRAWN, "k": MeetingOutcome.NOTED,
}  # fmt: skip


class Keyboard:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        """Nothing was pressed yet."""
        self._page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        """Press one key."""
        self._page.keyboard.press(key)
        self.pressed += 1


@pytest.fixture
def meeting(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Shown, Meeting, list[Item]]]:
    """A meeting with as many cases as the test asks for, of a house of its own: tests record in it."""
    data = tmp_path_factory.mktemp("sitzung")
    with HousesOf(f"sqlite:///{data / 'house.sqlite'}", data, FixedClock(MORNING)) as houses:
        house = houses.open()
        called, items = with_cases(house, getattr(request, "param", 3))
        with served(house) as url:
            yield Shown(house, url, {}), called, items


def _recorded(shown: Shown, items: list[Item]) -> list[MeetingOutcome | None]:
    """What the store has as the outcome of each item; exactly one fact for each, or none."""
    found: list[MeetingOutcome | None] = []
    for item in items:
        facts = [fact.event for fact in now(shown.house, item.dossier).facts if isinstance(fact.event, Resolved)]
        assert len(facts) <= 1
        found.append(facts[0].outcome if facts else None)
    return found


@pytest.mark.timeout(180)
@pytest.mark.parametrize("meeting", [MANY], indirect=True)
def test_40_outcomes_take_40_keys_and_the_confirmation(browser: Browser, meeting: tuple[Shown, Meeting, list[Item]]) -> None:
    shown, called, items = meeting
    letters = [[*_PLAIN][number % len(_PLAIN)] for number in range(MANY)]
    with visiting(browser, shown, KG) as visitor:
        page = visitor.new_page()
        watch = Watch(page, shown.url)
        page.goto(f"/sitzungen/{called.id}/eintragen")
        keyboard = Keyboard(page)

        for letter in letters:
            keyboard.press(letter)
        for_the_outcomes = keyboard.pressed
        # The last letter leads to the button; the rehearsal has one to confirm.
        with page.expect_navigation():
            keyboard.press("Enter")
        rehearsed = page.get_by_role("main").inner_text()
        before = _recorded(shown, items)
        with page.expect_navigation():
            page.get_by_role("button", name=_("Record it")).click()
        shown_after = page.url

    assert for_the_outcomes == MANY
    assert str(MANY) in rehearsed
    assert before == [None] * MANY
    assert _recorded(shown, items) == [_PLAIN[letter] for letter in letters]
    assert "/niederschrift" in shown_after
    assert watch.faults == []


def test_arrows_move_without_setting_and_letters_say_what_they_set(
    browser: Browser, meeting: tuple[Shown, Meeting, list[Item]]
) -> None:
    shown, called, (one, two, three) = meeting
    with visiting(browser, shown, KG) as visitor:
        page = visitor.new_page()
        page.goto(f"/sitzungen/{called.id}/eintragen")
        page.locator(f'[id="ergebnis.{one.id}"]').focus()

        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        at_the_end = page.locator(":focus").get_attribute("id")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("a")
        said = page.locator("#gesagt").inner_text()
        values = [page.locator(f'[id="ergebnis.{item.id}"]').input_value() for item in (one, two, three)]

    assert at_the_end == f"ergebnis.{three.id}"
    assert values == ["", "rejected", ""]
    assert said == _("Item {number}: {outcome}.").format(number="2", outcome="abgelehnt")


def test_an_outcome_that_needs_words_opens_its_details_and_is_marked_until_they_stand_there(
    browser: Browser, meeting: tuple[Shown, Meeting, list[Item]]
) -> None:
    shown, called, (one, two, _three) = meeting
    with visiting(browser, shown, KG, bypass_csp=True) as visitor:
        page = visitor.new_page()
        page.goto(f"/sitzungen/{called.id}/eintragen")

        page.keyboard.press("m")
        marked = page.locator(f'[id="braucht-{one.id}"]').is_visible()
        said = page.locator("#gesagt").inner_text()
        went_on = page.locator(":focus").get_attribute("id")
        field = page.locator(f'[id="auflagen.{one.id}"]')
        field.focus()
        page.keyboard.type("bav")
        found = violations(page)
        page.set_viewport_size({"width": NARROW, "height": 900})
        found += [*violations(page), *sideways(page)]

        assert marked
        assert _("Item {number}: {outcome}. Its details are still to be filled in.")[-20:] in said
        assert went_on == f"ergebnis.{two.id}"
        assert field.input_value() == "bav", "letters are letters where text is written"
        assert page.locator(f'[id="ergebnis.{two.id}"]').input_value() == ""
        assert not page.locator(f'[id="braucht-{one.id}"]').is_visible()
        assert found == []


def test_the_letters_can_be_switched_off(browser: Browser, meeting: tuple[Shown, Meeting, list[Item]]) -> None:
    shown, called, (one, _two, _three) = meeting
    with visiting(browser, shown, KG) as visitor:
        page = visitor.new_page()
        page.goto(f"/sitzungen/{called.id}/eintragen")
        page.get_by_label(_("Letters and arrow keys record")).uncheck()
        page.locator(f'[id="ergebnis.{one.id}"]').focus()

        page.keyboard.press("ArrowDown")

        assert page.locator(":focus").get_attribute("id") == f"ergebnis.{one.id}"
        assert page.locator(f'[id="ergebnis.{one.id}"]').input_value() == "adopted", "the list does what lists do"


def test_without_javascript_the_table_is_complete(browser: Browser, meeting: tuple[Shown, Meeting, list[Item]]) -> None:
    shown, called, items = meeting
    with visiting(browser, shown, KG, java_script_enabled=False) as visitor:
        page = visitor.new_page()
        page.goto(f"/sitzungen/{called.id}/eintragen")
        legend = page.locator("#tasten").is_visible()
        for item, outcome in zip(items, ("adopted", "rejected", "referred"), strict=True):
            page.locator(f'[id="ergebnis.{item.id}"]').select_option(outcome)
        page.locator(f'[id="mehr-{items[2].id}"] > summary').click()
        page.locator(f'[id="ueberwiesen.{items[2].id}"]').fill("Ausschuss für Stadtentwicklung")
        with page.expect_navigation():
            page.get_by_role("button", name=_("Check"), exact=True).click()
        with page.expect_navigation():
            page.get_by_role("button", name=_("Record it")).click()

    assert not legend, "keys that do nothing are not explained"
    assert _recorded(shown, items) == [MeetingOutcome.ADOPTED, MeetingOutcome.REJECTED, MeetingOutcome.REFERRED]
