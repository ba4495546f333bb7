"""Promises about every page in a real browser: WCAG 2.2 AA by axe-core, no scrolling sideways, nothing broken."""

import contextlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, BrowserContext

from config.clock import FixedClock
from portal.app import pages_of
from portal.pages import PAGES
from tests.browser import markup
from tests.browser.looking import BETWEEN, NARROW, WIDE, Watch, arrive, sideways, violations, visiting
from tests.browser.pages import NO_PAGE, SHOTS
from tests.browser.shown import Shown
from tests.browser.visitors import ROLES, STRANGER, Role, Shot
from tests.conftest import MORNING
from tests.houses import HousesOf

EVERY = [pytest.param(shot, role, id=f"{shot.name}-{role.name}") for shot in SHOTS for role in shot.roles]
HIDDEN = [
    pytest.param(shot, role, id=f"{shot.name}-{role.name}")
    for shot in SHOTS
    if STRANGER not in shot.roles and not shot.press
    for role in ROLES
    if role not in shot.roles
]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

#: A visitor in this role; unguarded, our own policy is not in force, which forbids the script that checks.
Visitors = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def visitors(browser: Browser, portal: Shown) -> Iterator[Visitors]:
    """One visitor of each kind for all tests of this file: what they load twice comes from their cache."""
    with contextlib.ExitStack() as leaving:

        @cache
        def visitor(role: Role, *, unguarded: bool = False) -> BrowserContext:
            return leaving.enter_context(visiting(browser, portal, role.handle, role.authority, bypass_csp=unguarded))

        yield visitor


def test_every_page_of_the_portal_is_looked_at(tmp_path: Path) -> None:
    with HousesOf(f"sqlite:///{tmp_path / 'house.sqlite'}", tmp_path, FixedClock(MORNING)) as houses:
        house = houses.open()
        # What FastAPI keeps of an included router differs between its versions, so the routers are asked themselves.
        routes = [*pages_of(house).routes, *(one for pages in PAGES if pages.shown(house) for one in pages.router.routes)]
    pages = {route.path for route in routes if isinstance(route, APIRoute) and "GET" in (route.methods or ())}

    assert pages == {shot.route for shot in SHOTS if shot.route} | NO_PAGE


@pytest.mark.browser
@pytest.mark.parametrize(("shot", "role"), EVERY)
def test_a_page_keeps_wcag_and_fits_a_phone(visitors: Visitors, portal: Shown, shot: Shot, role: Role) -> None:
    found: list[str] = []
    page = visitors(role, unguarded=True).new_page()
    arrive(page, shot, portal)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{scheme} {width}: {fault}" for fault in [*violations(page), *sideways(page)]]
    page.set_viewport_size({"width": BETWEEN, "height": 900})
    found += [f"{BETWEEN}: {fault}" for fault in sideways(page)]
    page.close()

    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize(("shot", "role"), EVERY)
def test_nothing_on_a_page_is_broken(visitors: Visitors, portal: Shown, shot: Shot, role: Role) -> None:
    page = visitors(role).new_page()
    watch = Watch(page, portal.url, expected={shot.status, shot.answers})
    text = arrive(page, shot, portal).text()
    page.close()

    assert (watch.faults, markup.faults(text)) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize(("shot", "role"), HIDDEN)
def test_a_page_meant_for_others_shows_nothing(visitors: Visitors, portal: Shown, shot: Shot, role: Role) -> None:
    answer = visitors(role).request.get(shot.path.format(**portal.cases), max_redirects=0)

    # Whoever is signed out is asked to sign in; for whoever is signed in there is nothing.
    assert answer.status == (404 if role.handle else 303)
