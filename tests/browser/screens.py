"""Pictures of every page for human eyes: `python -m tests.browser.screens FOLDER` (`make screens`)."""

import sys
import tempfile
from pathlib import Path

from config.clock import FixedClock
from tests.browser.looking import NARROW, WIDE, arrive, chromium, visiting
from tests.browser.pages import SHOTS
from tests.browser.shown import shown
from tests.conftest import MORNING


def draw(folder: Path) -> int:
    """Write one PNG per page, state, role and width, and in dark colours for one role; gives how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with tempfile.TemporaryDirectory() as data, shown(Path(data), FixedClock(MORNING)) as portal, chromium() as browser:
        for role in dict.fromkeys(role for shot in SHOTS for role in shot.roles):
            with visiting(browser, portal, role.handle, role.authority, color_scheme="light") as visitor:
                page = visitor.new_page()
                for shot in SHOTS:
                    if role not in shot.roles:
                        continue
                    arrive(page, shot, portal)
                    # The colours are the same for everybody: in the dark one role is enough.
                    for scheme in ("light", "dark") if role is shot.roles[0] else ("light",):
                        page.emulate_media(color_scheme=scheme)
                        for width in (WIDE, NARROW):
                            page.set_viewport_size({"width": width, "height": 900})
                            dark = "-dunkel" if scheme == "dark" else ""
                            page.screenshot(path=folder / f"{shot.name}-{role.name}-{width}{dark}.png", full_page=True)
                            count += 1
                    page.emulate_media(color_scheme="light")
    return count


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ".venv/screens")
    sys.stdout.write(f"{draw(target)} pictures in {target}\n")
