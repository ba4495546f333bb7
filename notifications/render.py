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

#: Where the portal keeps the cases of whoever reads a letter; the id of one comes behind it.
OWN_CASES = "/antraege"
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

    def page(self, path: str) -> str:
        """The address of a page of the portal; it signs nobody in. Empty where the portal is nowhere."""
        return f"{self.public_url.rstrip('/')}{path}" if self.public_url else ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished letter: a subject of at most 60 characters, the text complete in itself, the HTML saying the same.

    `unsubscribe` is the address that declines mails of its kind, "" where nobody can.
    """

    subject: str
    text: str
    html: str
    unsubscribe: str = ""


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
        url=office.page(f"{OWN_CASES}/{_CASE}"),
    )
    own = (one_line(dossier.opened.reference), one_line(dossier.opened.title), one_line(addressee.name), dossier.id)
    return Rendered(subject(dossier.opened.reference, words), _filled(shape.text, own), _filled(shape.html, map(escape, own)))


SIGN_IN = Text(de="Ihr Anmeldelink (10 Minuten gültig)", en="Your sign-in link (valid 10 minutes)")


def sign_in(addressee: Addressee, office: Office, link: str, code: str) -> Rendered:
    """Write the mail that brings a person their sign-in link and code; nothing of it is kept, for it holds both."""
    language, title = addressee.language, SIGN_IN.into(addressee.language)
    written = _template(f"sign_in.{language}.txt").render(
        name=one_line(addressee.name), office=office.title.into(language), contact=office.contact, url=link, code=code
    )
    return _finished(title, title, written, language, link)


def render_as(
    template: str, subject: str, heading: str, language: Language, *, url: str, unsubscribe: str = "", **words: object
) -> Rendered:  # fmt: skip
    """Write a letter that is not about an entry: `template` without its language, its words, the links that may stand in it."""
    written = _template(f"{language}/{template}.txt").render(url=url, unsubscribe=unsubscribe, **words)
    return _finished(subject, heading, written, language, url, unsubscribe)


def _finished(subject: str, heading: str, written: str, language: Language, url: str, unsubscribe: str = "") -> Rendered:
    text = "\n\n".join(_blocks(written))
    html = _template("letter.html").render(language=language, heading=heading, body=_marked_up(text, url, unsubscribe))
    return Rendered(subject, text + "\n", html, unsubscribe)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A letter cut at the places of `_OWN`: what forty letters about one meeting have in common."""

    text: tuple[str, ...]
    html: tuple[str, ...]


#: Stand for reference, title, name and the dossier's id until a letter is filled in; no text holds control characters
#: (`domain.text`).
_OWN = ("\x01", "\x02", "\x03", "\x04")
_CASE = _OWN[-1]
_CUT = re.compile("([\x01-\x04])")


@lru_cache(maxsize=256)
def _shape(template: str, heading: str, *, url: str, **words: object) -> _Shape:
    """Render everything but what is the addressee's own; half the work of a burst of letters is saved."""
    reference, title, name, _case = _OWN
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


def _marked_up(text: str, *urls: str) -> str:
    """Give the text as HTML: escaped as a whole first, then marked up; a paragraph is what its lines begin with."""
    links = [f": {escape(url)}" for url in urls if url]
    marked = []
    for block in escape(text).split("\n\n"):
        if block.startswith("– "):
            marked.append(f"<ul>\n<li>{block.removeprefix('– ').replace(_NEXT, _ITEM)}</li>\n</ul>")
        elif block.startswith("  "):
            marked.append(f"<blockquote><p>{block[2:].replace(_NEXT_QUOTED, _BREAK)}</p></blockquote>")
        elif link := next((one for one in links if block.endswith(one)), ""):
            marked.append(f'<p><a href="{link[2:]}">{block.removesuffix(link)}</a></p>')
        else:
            marked.append(f"<p>{block.replace(_LINE, _BREAK)}</p>")
    return "\n".join(marked)


@cache
def _template(name: str) -> Template:
    return _TEMPLATES.get_template(name)
