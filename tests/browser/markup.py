"""Whether a page is valid HTML: what the parser of the HTML standard complains of, and our own rules.

`tinyhtml5` follows the standard's algorithm and reports each of its parse errors; it knows nothing of what may stand where,
of ids and what refers to them, nor of our policy. Those rules stand here. (Nu, the validator of the W3C, needs Java.)
"""

from html.parser import HTMLParser

from tinyhtml5.parser import HTMLParser as StandardParser  # type: ignore[import-untyped]

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_PHRASING_ONLY = frozenset({"p", "h1", "h2", "h3", "h4", "label", "button", "summary", "span", "strong", "em", "a"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "dl", "div", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
_INTERACTIVE = frozenset({"a", "button", "input", "select", "textarea", "label"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.refers: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, attrs)
        self._place(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and "svg" not in self.open:
            self._say(f"<{tag}/> is not closed by its slash")
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self._say(f"</{tag}> while {'<' + self.open[-1] + '>' if self.open else 'nothing'} is open")
            if tag not in self.open:
                return
            while self.open[-1] != tag:
                self.open.pop()
        self.open.pop()

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [self._at(f"<{tag}> has {name} twice") for name in sorted({n for n in names if names.count(n) > 1})]
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self._say(f"<{tag}> has {name}: the policy of the portal forbids it")
            elif name == "id":
                self.ids.append(value or "")
            elif name in {"for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "form", "list"}:
                self.refers += [(f"<{tag} {name}>", each) for each in (value or "").split()]
            elif name == "href" and (value or "").startswith("#"):
                self.refers.append((f"<{tag} href>", (value or "")[1:]))

    def _place(self, tag: str) -> None:
        if tag in _BLOCKS and (inside := _PHRASING_ONLY & set(self.open)):
            self._say(f"<{tag}> inside <{min(inside)}>")
        if tag in _INTERACTIVE and {"a", "button"} & set(self.open):
            self._say(f"<{tag}> inside a link or button")
        parent = self.open[-1] if self.open else ""
        wanted = {"li": {"ul", "ol"}, "tr": {"thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"}, "dt": {"dl", "div"}}
        if parent not in wanted.get(tag, {parent}):
            self._say(f"<{tag}> inside <{parent}>")
        if parent in {"ul", "ol"} and tag != "li":
            self._say(f"<{tag}> inside <{parent}>")

    def _say(self, what: str) -> None:
        self.faults.append(self._at(what))

    def _at(self, what: str) -> str:
        return f"line {self.getpos()[0]}: {what}"


def parse_errors(text: str) -> list[str]:
    """What the parser of the standard complains of: line and kind of error."""
    parser = StandardParser()
    parser.parse(text)
    return [f"line {line}: {kind} {values or ''}".rstrip() for (line, _column), kind, values in parser.errors]


def faults(text: str) -> list[str]:
    """What is wrong with the text of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found = [*reader.faults, *parse_errors(text), *(f"<{tag}> is never closed" for tag in reader.open)]
    found += [f"the id {name!r} is there {reader.ids.count(name)} times" for name in sorted({*reader.ids})
              if not name or reader.ids.count(name) > 1]  # fmt: skip
    found += [f"{where} names {name!r}, which is not there" for where, name in reader.refers if name not in reader.ids]
    if not text.lstrip().startswith("<!DOCTYPE html>"):
        found.append("no <!DOCTYPE html> at the top")
    return found
