"""The chain as a Mermaid flowchart: a subgraph per proceeding, solid arrows for needs, dashed for what is customary."""

import re
from collections.abc import Iterator

from domain.dossier import Dossier
from domain.picture.bands import Band, Station, bands
from domain.programme import Programme

_ICONS = {"": "", "passed": "✓ ", "waits": "● ", "returned": "↩ ", "rejected": "✗ ", "notyet": "○ "}
_CLASSES = {
    "passed": "fill:#e3f4ea,stroke:#1a7f4b,color:#14231b",
    "waits": "fill:#e3eefb,stroke:#0b5cad,color:#122033,stroke-width:3px",
    "returned": "fill:#fdf0d2,stroke:#8a5a00,color:#2b2003",
    "rejected": "fill:#fce6e4,stroke:#b3261e,color:#330f0c",
    "notyet": "fill:#f2f4f6,stroke:#6b7684,color:#2b333d,stroke-dasharray:4 3",
}
#: Mermaid reads directives, Markdown and HTML in labels; each ASCII sign that could begin one is written as its number.
_SPEAKS = re.compile(r"[^\w\s.,:()/–·…-]|^[-.]|(?<=^\d)\.|(?<=^\d\d)\.", re.ASCII)


def mermaid(programme: Programme, language: str, dossier: Dossier | None = None) -> str:
    """Write the flowchart of the programme, the stages of `dossier` lit where one is given."""
    drawn = bands(programme, language, dossier)
    ids = {station.key: f"s{n}" for n, station in enumerate((s for band in drawn for s in band.stations), start=1)}
    lines = ["flowchart LR", f"  accTitle: {_said(programme.title.into(language))}"]
    for n, band in enumerate(drawn, start=1):
        lines += _subgraph(band, f"p{n}", ids)
    for band in drawn:
        arrows = ((ids[a.source], "-->" if a.firm else "-.->", ids[a.target]) for a in band.arrows)
        lines += [f"  {source} {arrow} {target}" for source, arrow, target in arrows]
    if dossier is not None:
        lines += [f"  classDef {state} {style}" for state, style in _CLASSES.items()]
    return "\n".join(lines) + "\n"


def _subgraph(band: Band, name: str, ids: dict[str, str]) -> Iterator[str]:
    heading = " · ".join(filter(None, [band.title, band.note]))
    yield f'  subgraph {name}["{_said(heading)}"]'
    yield "    direction LR"
    for station in band.stations:
        lit = f":::{station.state}" if station.state else ""
        yield f'    {ids[station.key]}["{_label(station)}"]{lit}'
    yield "  end"


def _label(station: Station) -> str:
    status = _ICONS[station.state] + " · ".join(filter(None, [station.word, *station.details]))
    return "<br/>".join(_said(line) for line in (station.title, station.role, status) if line)


def _said(text: str) -> str:
    """Give the text as one line that Mermaid shows and does not interpret; "#34;" is its way of writing a number."""
    plain = " ".join(text.split())
    return _SPEAKS.sub(lambda sign: f"#{ord(sign[0])};" if sign[0].isascii() else sign[0], plain)
