"""A fault in a file: a refusal that knows its place, so that whoever wrote the file finds the line.

As in `domain.errors` the docstring of a class *is* the sentence, and the sentence always says the mend. Faults are
values: they are collected and shown together, not raised one by one.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from domain.errors import Refusal
from domain.text import Text

#: Where in the file: keys of mappings and positions in lists, from the top.
Path = tuple[str | int, ...]

_SHOWN = 60


class Fault(Refusal):
    """The file cannot be used as it is."""

    def __init__(self, path: Path, **values: object) -> None:
        """Keep the place and the values that the sentence names."""
        super().__init__(**values)
        self.path = path

    def moved(self, *outer: str | int) -> "Fault":
        """The same fault of something that stands at `outer` in a larger file."""
        return type(self)((*outer, *self.path), **self.values)


class UnknownNameNear(Fault):
    """There is {none} "{name}"; did you mean "{near}"?"""


class UnknownName(Fault):
    """There is {none} "{name}"; known are: {known}."""


class DeclaredTwice(Fault):
    """The key "{name}" is declared twice among the {among}; rename one of the two."""


class OneLineOnly(Fault):
    """This has to be one line, because headings and mail subjects are; take the line break out."""


#: What is missing, with the article each language needs: "Es gibt keine Rolle", "There is no role".
NO_ROLE = Text(de="keine Rolle", en="no role")
NO_BODY = Text(de="kein Gremium", en="no body")
NO_STAGE = Text(de="keine Station", en="no stage")
NO_OUTCOME = Text(de="kein Ergebnis", en="no outcome")
NO_PROCEEDING = Text(de="kein Verfahren", en="no proceeding")
NO_PROGRAMME = Text(de="kein Programm", en="no programme")
NO_LADDER = Text(de="keine Erinnerungsleiter", en="no ladder")
NO_RULE = Text(de="keine Regel", en="no rule")
NO_ORGANISATION = Text(de="keine Organisation", en="no organisation")
_NOTHING = Text(de="keine", en="none")


def shown(value: object) -> str:
    """Give a wrong value as a message may repeat it: one short line."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None where nothing is near (or the word is too long to compare)."""
    return next(iter(get_close_matches(name, list(known), n=1)), None) if len(name) <= _SHOWN else None


def unknown(path: Path, name: str, known: Iterable[str], none: Text) -> Fault:
    """The fault of naming something that is not declared, with what was probably meant or what there is."""
    words = list(known)
    if near := nearest(name, words):
        return UnknownNameNear(path, none=none, name=shown(name), near=near)
    return UnknownName(path, none=none, name=shown(name), known=", ".join(words) or _NOTHING)


def twice(path: Path, keys: Iterable[str], among: Text) -> Iterable[Fault]:
    """Yield a fault for every key that was already declared in the list at `path`."""
    seen: set[str] = set()
    for position, key in enumerate(keys):
        if key in seen:
            yield DeclaredTwice((*path, position, "key"), name=key, among=among)
        seen.add(key)
