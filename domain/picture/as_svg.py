"""The chain as one self-contained SVG: no scripts, no fonts or pictures from elsewhere, for light and dark pages.

Every text goes through the element tree, which escapes it; what XML cannot hold is replaced. The description says in
words what the picture shows.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from domain.dossier import Dossier
from domain.picture.bands import Arrow, Band, bands
from domain.picture.layout import CARD, LINE, TITLE_LINE, Card, Placed, Point, path, place
from domain.picture.lettering import ROLE, Face, width, wrapped
from domain.picture.style import ICONS, STYLE
from domain.programme import Programme
from domain.text import Text

_MARGIN, _BETWEEN, _LEGEND = 24, 18, 40
_HEADING = Face(20, 1.08)
_SUBTITLE = Face(14, 1.0)
_NEEDS = Text(de="muss vorliegen", en="has to be settled first")
_USUALLY = Text(de="übliche Reihenfolge", en="customary order")
_SHOWS = Text(de="Ablauf des Verfahrens", en="Course of the procedure")
#: What XML 1.0 cannot hold (2.2 of its specification).
_NOT_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def svg(programme: Programme, language: str, dossier: Dossier | None = None) -> str:
    """Draw the programme, the stages of `dossier` lit where one is given; the same input gives the same characters."""
    drawn = bands(programme, language, dossier)
    placed = [place(band) for band in drawn]
    inner = max(2.0 * CARD, *(p.width for p in placed))
    title = _heading(programme, language, dossier)
    head = wrapped(title, _HEADING, inner, most=3)
    sub = wrapped(_SHOWS.into(language) if dossier is None else programme.title.into(language), _SUBTITLE, inner, most=1)
    top = _MARGIN + 26.0 * len(head) + 20 * len(sub) + 12
    height = top + sum(p.height + _BETWEEN for p in placed) + _LEGEND
    name = f"fk-{programme.programme}"
    root = _root(name, inner + 2 * _MARGIN, height, title, _description(drawn))
    _lines(root, head, _MARGIN, _MARGIN + 18, 26, "heading")
    _lines(root, sub, _MARGIN, _MARGIN + 18 + 26 * len(head) - 2, 20, "role")
    for band in placed:
        _band(root, band, top, inner, name)
        top += band.height + _BETWEEN
    _legend(root, top + 10, language, name)
    return tostring(root, encoding="unicode") + "\n"


def _heading(programme: Programme, language: str, dossier: Dossier | None) -> str:
    if dossier is None:
        return programme.title.into(language)
    return f"{dossier.opened.reference} – {dossier.opened.title}"


def _description(drawn: Sequence[Band]) -> str:
    """Say in words what the picture shows, for those who do not see it."""
    said = []
    for band in drawn:
        stations = ("; ".join(filter(None, [f"{s.title} ({s.role})", s.word, *s.details])) for s in band.stations)
        said.append(f"{band.title}{f' ({band.note})' if band.note else ''}: {'. '.join(stations)}.")
    return " ".join(said)


def _root(name: str, across: float, height: float, title: str, description: str) -> Element:
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "fk",
            "viewBox": f"0 0 {across:.0f} {height:.0f}",
            "width": f"{across:.0f}",
            "height": f"{height:.0f}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
        },
    )
    _text(SubElement(root, "title", {"id": f"{name}-title"}), title)
    _text(SubElement(root, "desc", {"id": f"{name}-desc"}), description)
    SubElement(root, "style").text = STYLE
    defs = SubElement(root, "defs")
    for kind in ("firm", "loose"):
        box = {"viewBox": "0 0 10 10", "refX": "9", "refY": "5", "markerWidth": "8", "markerHeight": "8"}
        marker = SubElement(defs, "marker", {"id": f"{name}-{kind}", "orient": "auto", "markerUnits": "userSpaceOnUse", **box})
        SubElement(marker, "path", {"d": "M0 .8 9.5 5 0 9.2Z", "class": f"head {kind}"})
    SubElement(root, "rect", {"width": "100%", "height": "100%", "rx": "10", "class": "paper"})
    return root


def _band(root: Element, placed: Placed, top: float, across: float, name: str) -> None:
    group = SubElement(root, "g", {"transform": f"translate({_MARGIN} {top:.0f})"})
    SubElement(group, "rect", {"width": f"{across:.0f}", "height": f"{placed.height:.0f}", "rx": "12", "class": "band"})
    label = SubElement(group, "text", {"x": "22", "y": "28", "class": "band-title"})
    _text(label, placed.band.title)
    if placed.band.note:
        _text(SubElement(label, "tspan", {"dx": "10", "class": "role"}), placed.band.note)
    for arrow, points in placed.arrows:
        _arrow(group, arrow, points, name)
    for card in placed.cards:
        _card(group, card)


def _arrow(group: Element, arrow: Arrow, points: Sequence[Point], name: str) -> None:
    kind = "firm" if arrow.firm else "loose"
    SubElement(group, "path", {"d": path(points), "class": f"arrow {kind}", "marker-end": f"url(#{name}-{kind})"})


def _card(parent: Element, card: Card) -> None:
    station = card.station
    group = SubElement(parent, "g", {"transform": f"translate({card.x:.0f} {card.y:.1f})", "class": station.state or "plain"})
    said = " – ".join(filter(None, [station.title, station.role, station.word, *station.details]))
    _text(SubElement(group, "title"), said)
    SubElement(group, "rect", {"width": str(CARD), "height": f"{card.height:.0f}", "rx": "9", "class": "card"})
    _lines(group, card.title, 16, 27, TITLE_LINE, "name")
    _lines(group, card.role, 16, 27 + TITLE_LINE * len(card.title), LINE, "role")
    if not card.foot:
        return
    y, x = card.height - 13 - LINE * (card.foot - 1), 42 if station.state else 16
    SubElement(group, "path", {"d": f"M16 {y - 21:.0f}H{CARD - 16}", "class": "rule"})
    if station.state:
        icon = SubElement(group, "g", {"transform": f"translate(24 {y - 4:.0f})", "class": "icon"})
        SubElement(icon, "circle", {"r": "8.5"})
        SubElement(icon, "path", {"d": ICONS[station.state]})
    _lines(group, card.word, x, y, LINE, "word")
    _lines(group, card.details, x, y + LINE * len(card.word), LINE, "role")


def _legend(root: Element, top: float, language: str, name: str) -> None:
    x = _MARGIN + 4.0
    for arrow, text in ((Arrow("", "", firm=True), _NEEDS), (Arrow("", "", firm=False), _USUALLY)):
        said = text.into(language)
        _arrow(root, arrow, [(x, top), (x + 40, top)], name)
        _text(SubElement(root, "text", {"x": f"{x + 50:.0f}", "y": f"{top + 4:.0f}", "class": "role"}), said)
        x += 50 + width(said, ROLE) + 36


def _lines(parent: Element, lines: Sequence[str], x: float, y: float, step: float, kind: str) -> None:
    for n, line in enumerate(lines):
        _text(SubElement(parent, "text", {"x": f"{x:.0f}", "y": f"{y + n * step:.0f}", "class": kind}), line)


def _text(element: Element, text: str) -> None:
    element.text = _NOT_XML.sub("\ufffd", text)
