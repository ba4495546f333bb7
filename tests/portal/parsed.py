"""A page as `html.parser` reads it: its forms with their fields, its words, and whatever no template of ours has put there."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tests.houses import ROOT
from tests.portal.hostile import MARK

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s|\{%)[^<]*?|)/?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""[\s}"']([a-z][a-z:-]*)=["']""")
_BARE = frozenset({
    "autofocus", "checked", "defer", "disabled", "download", "hidden", "multiple", "novalidate", "open", "required", "reversed",
    "selected",
})  # fmt: skip
_URLS = frozenset({"href", "src", "action", "formaction", "data-hx-get", "data-hx-post"})
_OURS = re.compile(
    r"(/(?!/)[^\s\\]*|#[^\s]*|\?[^\s]*|data:,|data:image/svg\+xml[;,]\S*|https?://127\.0\.0\.1[:/][^\s]*|mailto:[^?\s]+(\?subject=[^&\s]*)?)?"
)
#: Where a text may stand within a tag.
_SHOWN_IN = frozenset({"value", "title", "alt", "aria-label", "data-label", "content", "placeholder", "href", "action"})


@dataclass
class Input:
    """A field of a form: what a browser would send if nobody touched it."""

    name: str
    kind: str
    value: str = ""
    longest: int = 0
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form: where it goes, how, and its fields; buttons are fields of the kind "submit"."""

    action: str
    method: str
    encoding: str
    inputs: list[Input] = field(default_factory=list)

    def untouched(self) -> dict[str, str]:
        """What is sent if nothing is typed: hidden fields, first choices, the first button."""
        sent: dict[str, str] = {}
        for one in self.inputs:
            if one.kind in {"radio", "select", "submit"} and one.name not in sent:
                sent[one.name] = next((option for option in [one.value, *one.options] if option), "")
            elif one.kind not in {"radio", "select", "submit", "checkbox", "file"}:
                sent[one.name] = one.value
        sent.pop("", None)
        return sent


@cache
def _of_ours(folder: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The elements and attributes the templates write."""
    tags: set[str] = set()
    names: set[str] = set()
    for template in folder.rglob("*.html"):
        for tag, rest in _TAG.findall(template.read_text("utf-8")):
            tags.add(tag)
            names.update(_ATTRIBUTE.findall(f"{rest} "))
    return frozenset(tags), frozenset(names) | _BARE


class Parsed(HTMLParser):
    """A parsed page: `forms` and their fields, `text`, and `foreign`: whatever did not come from a template."""

    def __init__(self, page: str, templates: Path = ROOT / "portal" / "templates", also: frozenset[str] = frozenset()) -> None:
        """Parse it; `also` are elements that code writes."""
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.foreign: list[str] = []
        self.areas: dict[str, str] = {}
        tags, self._names = _of_ours(templates)
        self._tags = tags | also
        self._said: list[str] = []
        self._area = ""
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        """What is read on the page."""
        return "".join(self._said)

    def values(self) -> dict[str, set[str]]:
        """What the fields of all forms hold, by name."""
        held: dict[str, set[str]] = {}
        for form in self.forms:
            for one in form.inputs:
                held.setdefault(one.name, set()).add(one.value)
        return held

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        given = {name: value or "" for name, value in attrs}
        self._look_at(tag, given)
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower(), given.get("enctype", "")))
        elif self.forms and tag in {"input", "textarea", "select", "button"}:
            kind = given.get("type", "text") if tag == "input" else {"button": "submit"}.get(tag, tag)
            longest = given.get("maxlength", "")
            one = Input(given.get("name", ""), kind, given.get("value", ""), int(longest) if longest.isdecimal() else 0)
            self.forms[-1].inputs.append(one)
            self._area = one.name if tag == "textarea" else ""
        elif tag == "option" and self.forms:
            self.forms[-1].inputs[-1].options.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Close a text field: the line break behind its tag is not part of what it holds."""
        if tag == "textarea" and self._area:
            field_ = self.forms[-1].inputs[-1]
            field_.value = field_.value.removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Take words in."""
        self._said.append(data)
        if self._area:
            self.forms[-1].inputs[-1].value += data

    def handle_comment(self, data: str) -> None:
        """No page of ours has comments."""
        self.foreign.append(f"<!--{data[:40]}-->")

    def handle_pi(self, data: str) -> None:
        """Nor instructions."""
        self.foreign.append(f"<?{data[:40]}>")

    def unknown_decl(self, data: str) -> None:
        """Nor declarations."""
        self.foreign.append(f"<![{data[:40]}")

    def _look_at(self, tag: str, given: dict[str, str]) -> None:
        if tag not in self._tags or MARK in tag:
            self.foreign.append(f"<{tag}>")
        if tag in {"script", "link"} and not (given.get("src") or given.get("href", "")).startswith(("/static/", "data:,")):
            self.foreign.append(f"<{tag}> from elsewhere")
        for name, value in given.items():
            if name not in self._names or MARK in name or name.startswith("on") or name == "style":
                self.foreign.append(f"<{tag} {name[:40]}>")
            elif name in _URLS and not _OURS.fullmatch(value):
                self.foreign.append(f"<{tag} {name}={value[:60]!r}>")
            elif MARK in value and name not in _SHOWN_IN:
                self.foreign.append(f"<{tag} {name}> holds {value[:60]!r}")
