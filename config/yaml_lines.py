"""Reading YAML as plain text with line numbers: no types guessed, no anchors, no tags, nothing deep, nothing twice.

A scalar stays the text it is written as (2002-05-24, 06/2002, 2.2, 1e3, no, on); only true, false and null (or nothing)
are told apart where they stand without quotes. The models turn text into numbers and days, each where it expects one.
The parser hands out events, so that an alias bomb is refused at its first anchor, before anything is built.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from config.problems import (
    Anchor,
    ForbiddenCharacter,
    KeyNotText,
    KeyTwice,
    NotUtf8,
    NotYaml,
    SeveralDocuments,
    Tagged,
    TooBig,
    TooDeep,
)
from domain.fault import Fault, Path, shown

LARGEST = 256 * 1024
DEEPEST = 32

#: The parser in C where PyYAML was built with it; both yield the same events.
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RAW = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_REORDERING = frozenset({"LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI"})


class BadYaml(Exception):
    """The text is no file of words; one fault and its line."""

    def __init__(self, fault: Fault, line: int) -> None:
        """Keep both for the message."""
        super().__init__(fault, line)
        self.fault, self.line = fault, line


@dataclass(frozen=True, slots=True)
class Marked:
    """What a file says (mappings, lists, text, true, false, nothing) and the line of everything in it."""

    data: object
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of the key or item, or of the nearest block around one that is not there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def spelled(self, path: Path) -> str:
        """The path as people say it: list items by their key, else by their number from 1."""
        words, here = [], self.data
        for part in path:
            here = _inside(here, part)
            name = isinstance(here, dict) and (here.get("key") or here.get("handle"))
            number = str(part + 1) if isinstance(part, int) else part
            words.append(name if isinstance(part, int) and isinstance(name, str) else number)
        return ".".join(shown(word) for word in words)


def read_yaml(raw: bytes, largest: int = LARGEST) -> Marked:
    """Read one YAML document of at most 256 KiB (or `largest` bytes); raise BadYaml with the first thing that is wrong."""
    if len(raw) > largest:
        raise BadYaml(TooBig((), limit=largest), 0)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadYaml(NotUtf8(()), raw.count(b"\n", 0, wrong.start) + 1) from None
    if found := _RAW.search(text):
        character = f"U+{ord(found[0]):04X}"
        raise BadYaml(ForbiddenCharacter((), character=character), text.count("\n", 0, found.start()) + 1)
    reader = _Reader(text)
    try:
        return Marked(reader.document(), reader.lines)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        reason = getattr(wrong, "problem", None) or type(wrong).__name__
        raise BadYaml(NotYaml((), reason=shown(reason)), mark.line + 1 if mark else 1) from None


class _Reader:
    """One pass over the events of the parser."""

    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.lines: dict[Path, int] = {}

    def document(self) -> object:
        found: object = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise BadYaml(SeveralDocuments(()), _line(event))
                found = self.value(next(self.events), ())
        return found

    def value(self, event: Any, path: Path) -> object:  # noqa: ANN401 - PyYAML's events share no useful type
        self.lines.setdefault(path, _line(event))
        _refuse_cleverness(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event, path)
        if len(path) >= DEEPEST:
            raise BadYaml(TooDeep(path, limit=DEEPEST), _line(event))
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            _refuse_cleverness(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise BadYaml(KeyNotText(path), _line(event))
            _refuse_characters(event, path)
            key = str(event.value)
            if key in found:
                name, first = shown(key), self.lines[*path, key]
                raise BadYaml(KeyTwice((*path, key), name=name, first=first), _line(event))
            self.lines[*path, key] = _line(event)
            found[key] = self.value(next(self.events), (*path, key))
        return found

    def sequence(self, path: Path) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
        return found


def _refuse_cleverness(event: Any, path: Path) -> None:  # noqa: ANN401 - as above
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise BadYaml(Anchor(path), _line(event))
    if event.tag is not None:
        raise BadYaml(Tagged(path, tag=shown(event.tag)), _line(event))


def _refuse_characters(event: Any, path: Path) -> None:  # noqa: ANN401 - as above
    text = str(event.value)
    if text.isascii() and text.isprintable():
        return
    for char in text:
        hidden = unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} and char != "\n"
        if hidden or unicodedata.bidirectional(char) in _REORDERING:
            raise BadYaml(ForbiddenCharacter(path, character=f"U+{ord(char):04X}"), _line(event))


def _scalar(event: Any, path: Path) -> object:  # noqa: ANN401 - as above
    _refuse_characters(event, path)
    plain = event.style is None or event.style == ""
    return _WORDS.get(event.value.lower(), event.value) if plain else event.value


def _line(event: Any) -> int:  # noqa: ANN401 - as above
    return int(event.start_mark.line) + 1


def _inside(here: object, part: str | int) -> object:
    if isinstance(here, dict):
        return here.get(part)
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return here[part]
    return None
