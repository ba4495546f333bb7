"""What a reader of a letter's HTML sees."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The text a reader of the HTML sees, and the tags and attributes that make it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta", "br"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "every element is closed where it was opened"

    def handle_data(self, data: str) -> None:
        if "body" in self._open and self._open[-1] != "h1":
            self.seen += data.split()
