"""One browser and one served portal for the tests of a file.

Playwright's plain API keeps an event loop in this thread while it runs, so it ends with the file: tests of other folders
run loops of their own.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from config.clock import FixedClock
from tests.browser.looking import chromium
from tests.browser.shown import Shown, shown
from tests.conftest import MORNING


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A portal over sample cases, its clock standing still on a Monday morning; tests must not change it."""
    with shown(tmp_path_factory.mktemp("portal"), FixedClock(MORNING)) as running:
        yield running
