"""The measure sheet (Maßnahmeblatt): drawn up from a dossier, printed as the office does, given as machines read it."""

from typing import Any

from domain import money
from domain.dates import When
from domain.sheet.content import Entry, Line, Part, Sheet, sheet
from domain.text import Text
from domain.vocabulary import DecisionOutcome, MeetingOutcome, SubmissionOutcome
from domain.words import BOXES, OUTCOMES

__all__ = ["Entry", "Line", "Part", "Sheet", "as_json", "as_text", "sheet"]

_MEASURE = Text(de="Maßnahme", en="Measure")
_APPROVAL = Text(de="Genehmigungsstand", en="Approval status")
_SPONSOR = Text(de="Projektträger", en="Project sponsor")
_DURATION = Text(de="Projektdauer", en="Project duration")
_FINANCING = Text(de="Finanzierung", en="Financing")
_STATUS = Text(de="Projektstand", en="Project status")
_DUE_AGAIN = Text(de="Fortschreibung fällig", en="Update due")
_TO = Text(de="bis", en="to")
_FROM = Text(de="ab", en="from")
_UNDATED = Text(de="Datum nicht überliefert", en="date not handed down")
_ON_AGENDA = Text(de="auf der Tagesordnung vom {day}, Ergebnis nicht überliefert",
                  en="on the agenda of {day}, result not handed down")  # fmt: skip
_NOTHING = "–"

#: Under its heading a plain date says all there is to say about these; every other outcome carries its word.
_PLAIN = frozenset({SubmissionOutcome.SUBMITTED, MeetingOutcome.ADOPTED, DecisionOutcome.GRANTED})


def as_text(drawn: Sheet, language: str) -> str:
    """Print the sheet in `language` ("de" or "en"), headings in the order of the paper, dates one per line."""
    dates = "\n\n".join(_dates(line, language) for line in drawn.lines)
    sections = [
        (_MEASURE, f"{drawn.reference} – {drawn.title}"),
        (_APPROVAL, dates),
        (_SPONSOR, drawn.sponsor or _NOTHING),
        (_DURATION, _duration(drawn.begins, drawn.ends, language)),
        (_FINANCING, "\n".join(_part(part, language) for part in drawn.parts) or _NOTHING),
        (_STATUS, "\n".join(_boxes(drawn, language))),
    ]
    if drawn.due_again is not None:
        sections.append((_DUE_AGAIN, drawn.due_again.show(language) if drawn.due_again.known else _NOTHING))
    paragraphs = [f"{heading.into(language)}\n\n{body}" for heading, body in sections]
    return "\n\n".join([drawn.programme.into(language), *paragraphs]) + "\n"


def as_json(drawn: Sheet) -> dict[str, Any]:
    """Give the sheet with ISO dates ("2002-06" for a month, null for none), stage keys, rounds as recorded, cents.

    An entry whose outcome is null stood on the agenda of that day, and what came of it is not handed down.
    """
    return {
        "programme": drawn.programme.model_dump(),
        "reference": drawn.reference,
        "title": drawn.title,
        "approval": [
            {
                "stage": line.stage,
                "heading": line.heading.model_dump(),
                "entries": [_entry_json(e) for e in line.entries],
            }
            for line in drawn.lines
        ],
        "sponsor": drawn.sponsor or None,
        "begins": _iso(drawn.begins),
        "ends": _iso(drawn.ends),
        "granted_cents": drawn.granted,
        "financing": [
            {
                "source": part.source,
                "title": part.title.model_dump(),
                "share": part.share or None,
                "cents": part.cents,
                "outcome": part.outcome,
                "on": _iso(part.on),
            }
            for part in drawn.parts
        ],
        "implementation": drawn.implementation,
        "due_again": _iso(drawn.due_again),
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "round": entry.round,
        "on": _iso(entry.on),
        "effective_on": _iso(entry.effective_on),
        "outcome": entry.outcome,
        "entry": entry.seq,
    }


def _iso(when: When | None) -> str | None:
    return str(when) if when is not None and when.known else None


def _dates(line: Line, language: str) -> str:
    dates = [_dated(entry, language) for entry in line.entries] or [_NOTHING]
    return "\n".join([f"{line.heading.into(language)}:", *dates])


def _dated(entry: Entry, language: str) -> str:
    shown = entry.printed.show(language) if entry.printed.known else _UNDATED.into(language)
    if entry.outcome is None:
        return _ON_AGENDA.into(language).format(day=shown)
    return shown if entry.outcome in _PLAIN else f"{shown} – {OUTCOMES[entry.outcome].into(language)}"


def _duration(begins: When | None, ends: When | None, language: str) -> str:
    first, last = (when.show(language) if when and when.known else "" for when in (begins, ends))
    if first and last:
        return f"{first} {_TO.into(language)} {last}"
    if first:
        return f"{_FROM.into(language)} {first}"
    return f"{_TO.into(language)} {last}" if last else _NOTHING


def _part(part: Part, language: str) -> str:
    """Give "EFRE 75%", as the paper has it, then the amount and the source's word where there are any."""
    said = " ".join(filter(None, [part.title.into(language), part.share.replace(" ", "").replace("\u00a0", "")]))
    if part.cents is not None:
        said += f" – {money.show(part.cents, language)} EUR"
    if part.outcome is None:
        return said
    word = OUTCOMES[part.outcome].into(language)
    if part.on is None or not part.on.known:
        return f"{said} – {word}, {_UNDATED.into(language)}"
    return f"{said} – {word}, {part.on.show(language)}"


def _boxes(drawn: Sheet, language: str) -> list[str]:
    """The four boxes; none is ticked where nothing is known."""
    ticked = ("☐", "☒")
    return [f"{ticked[status is drawn.implementation]} {title.into(language)}" for status, title in BOXES.items()]
