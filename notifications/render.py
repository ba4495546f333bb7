"""From a letter owed to its subject, its text and its HTML.

The sentences stand in `templates/{de,en}/<template>.txt` and are written once; the HTML wraps the same paragraphs, so
that no sentence exists twice. Text of people is escaped in the HTML and never read as a template.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from domain.dossier import Dossier
from domain.events import Corrected, Recorded
from domain.text import Language, Text
from notifications.catalogue import Owed, row_for
from notifications.phrases import one_line, quoted
from notifications.subject import heading, subject
from notifications.wording import Said, correction, said, steps

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,  # looking at the files again for every letter would cost more than the letter
)
_TEMPLATES.filters["quoted"] = quoted
_TEMPLATES.globals.clear()  # no letter calls range() or lipsum(), and each would carry them through three contexts

_LINE, _BREAK = "\n", "<br>\n"
_NEXT, _ITEM = "\n– ", "</li>\n<li>"
_NEXT_QUOTED = "\n  "


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the letter: the party's id, name and address, and the language they read."""

    id: str
    name: str
    email: str
    language: Language


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the authority's title, where to ask, the fixed sender, and where the portal is ("" for nowhere)."""

    title: Text
    contact: str
    from_address: str
    mail_domain: str
    public_url: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished letter: a subject of at most 60 characters, the text complete in itself, the HTML saying the same."""

    subject: str
    text: str
    html: str


def render(owed: Owed, dossier: Dossier, addressee: Addressee, office: Office) -> Rendered:
    """Write the letter; LookupError if the dossier has no such fact (any more) or nobody is told about it."""
    language = addressee.language
    fact = _fact(dossier, owed.seq)
    if fact is None:
        raise LookupError(f"entry {owed.seq} of {dossier.opened.reference} does not count")
    words = heading(dossier, fact, language)
    corrected = fact.event if isinstance(fact.event, Corrected) else None
    about = _fact(dossier, corrected.seq) if corrected else fact
    target = dossier.entries[(corrected.seq if corrected else owed.seq) - 1].event
    topic = row_for(dossier.programme, target)
    shape = _shape(
        f"{language}/{owed.template}.txt",
        words,
        programme=dossier.programme.title.into(language),
        topic=topic.template if topic else "",
        fact=said(dossier, about, language) if about else Said(),
        correction=correction(dossier, corrected, language) if corrected else None,
        steps=steps(dossier, target, language),
        contact=office.contact,
        office=office.title.into(language),
        url=office.public_url,
    )
    own = (one_line(dossier.opened.reference), one_line(dossier.opened.title), one_line(addressee.name))
    return Rendered(subject(dossier.opened.reference, words), _filled(shape.text, own), _filled(shape.html, map(escape, own)))


SIGN_IN = Text(de="Ihr Anmeldelink (10 Minuten gültig)", en="Your sign-in link (valid 10 minutes)")


def sign_in(addressee: Addressee, office: Office, link: str, code: str) -> Rendered:
    """Write the mail that brings a person their sign-in link and code; nothing of it is kept, for it holds both."""
    language, title = addressee.language, SIGN_IN.into(addressee.language)
    written = _template(f"sign_in.{language}.txt").render(
        name=one_line(addressee.name), office=office.title.into(language), contact=office.contact, url=link, code=code
    )
    return _finished(title, title, written, language, link)


def render_as(template: str, subject: str, heading: str, language: Language, *, url: str, **words: object) -> Rendered:
    """Write a letter that is not about an entry: `template` without its language, its words, the one link in it."""
    written = _template(f"{language}/{template}.txt").render(url=url, **words)
    return _finished(subject, heading, written, language, url)


def _finished(subject: str, heading: str, written: str, language: Language, url: str) -> Rendered:
    text = "\n\n".join(_blocks(written))
    html = _template("letter.html").render(language=language, heading=heading, body=_marked_up(text, url))
    return Rendered(subject, text + "\n", html)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A letter cut at the places of `_OWN`: what forty letters about one meeting have in common."""

    text: tuple[str, ...]
    html: tuple[str, ...]


#: Stand for reference, title and name until a letter is filled in; no text holds control characters (`domain.text`).
_OWN = ("\x01", "\x02", "\x03")
_CUT = re.compile("([\x01-\x03])")


@lru_cache(maxsize=256)
def _shape(template: str, heading: str, *, url: str, **words: object) -> _Shape:
    """Render everything but what is the addressee's own; half the work of a burst of letters is saved."""
    reference, title, name = _OWN
    text = _template(template).render(reference=reference, title=title, name=name, url=url, **words)
    text = "\n\n".join(_blocks(text))
    html = _template("letter.html").render(language=template.partition("/")[0], heading=heading, body=_marked_up(text, url))
    return _Shape(tuple(_CUT.split(text + "\n")), tuple(_CUT.split(html)))


def _filled(pieces: tuple[str, ...], own: Iterable[str]) -> str:
    values = dict(zip(_OWN, own, strict=True))
    return "".join([values.get(piece, piece) for piece in pieces])


def _fact(dossier: Dossier, seq: int) -> Recorded | None:
    return next((fact for fact in reversed(dossier.facts) if fact.seq == seq), None)


def _blocks(text: str) -> Iterator[str]:
    """Yield the paragraphs: runs of lines between blank ones, whatever the template left around them."""
    for block in text.split("\n\n"):
        if stripped := block.strip("\n"):
            yield stripped


def _marked_up(text: str, url: str) -> str:
    """Give the text as HTML: escaped as a whole first, then marked up; a paragraph is what its lines begin with."""
    link = f": {escape(url)}" if url else "\n"  # no paragraph ends with a line feed
    marked = []
    for block in escape(text).split("\n\n"):
        if block.startswith("– "):
            marked.append(f"<ul>\n<li>{block.removeprefix('– ').replace(_NEXT, _ITEM)}</li>\n</ul>")
        elif block.startswith("  "):
            marked.append(f"<blockquote><p>{block[2:].replace(_NEXT_QUOTED, _BREAK)}</p></blockquote>")
        elif block.endswith(link):
            marked.append(f'<p><a href="{link[2:]}">{block.removesuffix(link)}</a></p>')
        else:
            marked.append(f"<p>{block.replace(_LINE, _BREAK)}</p>")
    return "\n".join(marked)


@cache
def _template(name: str) -> Template:
    return _TEMPLATES.get_template(name)
