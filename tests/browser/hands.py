"""Two ways of using a page: by clicking, and by the keyboard alone. Both find things by the name a screen reader says."""

from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import FileChooser, Page

#: More stops than any page of ours has; whoever tabs further goes round in circles.
_STOPS = 150
#: How often, and how long in between, in milliseconds, it is looked whether a window has opened.
_LOOKS, _EVERY = 300, 50


class Hands(Protocol):
    """What a journey needs done on a page."""

    page: Page

    def follow(self, name: str) -> None:
        """Follow the link with this name."""

    def press(self, name: str) -> None:
        """Press the button with this name."""

    def type(self, label: str, text: str) -> None:
        """Type into the field with this label what was not there before."""

    def choose(self, label: str, option: str) -> None:
        """Choose an option of the list with this label."""

    def tick(self, label: str) -> None:
        """Set the radio button or check box with this label."""

    def attach(self, label: str, file: Path) -> None:
        """Choose a file of one's own for the field with this label."""


class Clicking:
    """By mouse or finger."""

    def __init__(self, page: Page) -> None:
        """Use this page."""
        self.page = page

    def follow(self, name: str) -> None:
        """Click the link."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        """Click the button."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()

    def type(self, label: str, text: str) -> None:
        """Fill in the field."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from the list."""
        self.page.get_by_label(label).first.select_option(label=option)

    def tick(self, label: str) -> None:
        """Click the label."""
        self.page.get_by_label(label).first.check()

    def attach(self, label: str, file: Path) -> None:
        """Choose; the system's own window cannot be watched where JavaScript is off."""
        self.page.get_by_label(label, exact=True).set_input_files(file)


class Typing:
    """By keyboard alone: Tab until the name is heard, then Enter, Space, arrows or letters."""

    def __init__(self, page: Page) -> None:
        """Use this page; the browser tells names and roles as it tells them to a screen reader."""
        self.page = page
        self._reader = page.context.new_cdp_session(page)
        self._windows: list[FileChooser] = []
        # From the beginning: whoever listens only just before the key is pressed may be too late for it.
        page.on("filechooser", self._opened)

    def follow(self, name: str) -> None:
        """Enter on the link."""
        self._tab_to(name, "link")
        self._leave("Enter")

    def press(self, name: str) -> None:
        """Space on the button."""
        self._tab_to(name, "button")
        self._leave("Space")

    def type(self, label: str, text: str) -> None:
        """Write over what the field holds."""
        self._tab_to(label, "textbox", "spinbutton", "searchbox", "Date")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        """Choose by the first letters, as lists have understood them for ever."""
        self._tab_to(label, "combobox", "listbox")
        self.page.keyboard.type(option)
        chosen = self.page.locator(":focus").evaluate("list => list.selectedOptions[0].label")
        assert chosen == option, f"{label}: typing {option!r} chose {chosen!r}"

    def tick(self, label: str) -> None:
        """Space on a box; within a group of radio buttons Tab reaches one, and arrows lead on."""
        seen: list[str] = []
        for _ in range(_STOPS):
            self.page.keyboard.press("Tab")
            role, name = self._focused()
            first = name
            while role in {"radio", "checkbox"}:
                if name == label:
                    self.page.keyboard.press("Space")
                    return
                seen.append(name)
                if role == "checkbox":
                    break
                self.page.keyboard.press("ArrowDown")
                role, name = self._focused()
                if name == first:
                    break
        raise AssertionError(f"no radio button or check box {label!r}, only {seen}")

    def attach(self, label: str, file: Path) -> None:
        """Enter on the field opens the system's own window, which is not the page's."""
        self._tab_to(label, "button")
        before = len(self._windows)
        self.page.keyboard.press("Enter")
        for _ in range(_LOOKS):
            if len(self._windows) > before:
                self._windows[-1].set_files(file)
                return
            self.page.wait_for_timeout(_EVERY)
        raise AssertionError(f"Enter on {label!r} opened no window to choose files in")

    def _opened(self, window: FileChooser) -> None:
        self._windows.append(window)

    def _tab_to(self, name: str, *roles: str) -> None:
        seen: list[tuple[str, str]] = []
        for _ in range(_STOPS):
            self.page.keyboard.press("Tab")
            now = self._focused()
            if now[0] in roles and (now[1] == name or (name in now[1] and not self._exactly(name))):
                return
            seen.append(now)
        raise AssertionError(f"Tab never came to {name!r} ({', '.join(roles)}), only to {list(dict.fromkeys(seen))}")

    def _exactly(self, name: str) -> bool:
        """Tell whether the page holds something of exactly this name, so that a longer one is not taken for it."""
        return self.page.get_by_role("main").get_by_text(name, exact=True).count() > 0

    def _focused(self) -> tuple[str, str]:
        """Role and name of what has the focus."""
        active = self._reader.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        tree: dict[str, Any] = self._reader.send(
            "Accessibility.getPartialAXTree", {"objectId": active["objectId"], "fetchRelatives": False}
        )
        node = tree["nodes"][0]
        return node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "")

    def _leave(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
