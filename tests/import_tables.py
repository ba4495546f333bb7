"""Tables with known answers: rows of a card index as an office might have kept it, some of them wrong in a known way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

HEADINGS = (
    "Aktenzeichen", "Projekt", "Gebiet", "Antragsteller", "Beantragt", "EFRE", "Stadt", "Beginn", "Ende", "Stand",
    "Eingang", "KG am", "KG", "Auflagen", "Entscheidung am", "Entscheidung", "Bewilligt", "Grund", "Bemerkung",
)  # fmt: skip

MAPPING = """\
programme: urban-ii-leipzig
authority: leipzig
file: {format: csv, encoding: utf-8, separator: ";"}
dates: [TT.MM.JJJJ, MM/JJJJ]
numbers: {decimal: ",", thousands: "."}
empty: ["-", k. A.]
columns:
  reference: Aktenzeichen
  title: Projekt
  area: Gebiet
  requested: Beantragt
  begins: Beginn
  ends: Ende
parties:
  applicant: {column: Antragsteller, by: name, kind: organisation, known: {Stadt Leipzig: antragstelle}}
create_parties: true
plan:
  - {source: efre, amount_column: EFRE}
  - {source: stadt, amount_column: Stadt}
implementation:
  column: Stand
  values: {in Umsetzung: implementation, abgeschlossen: completed}
facts:
  - {stage: submission, outcome: submitted, on: Eingang}
  - stage: kg
    outcome_from:
      column: KG
      values: {bestätigt: adopted, mit Auflagen: adopted_with_conditions, vertagt: postponed, offen: null}
    on: KG am
    conditions: Auflagen
  - stage: decision
    outcome_from: {column: Entscheidung, values: {bewilligt: granted, abgelehnt: refused}}
    on: Entscheidung am
    amount: Bewilligt
    reason: Grund
ignore: [Bemerkung]
"""

Row = dict[str, str]
#: Bytes that are no UTF-8: written as they are.
NO_UTF8 = "Stra\udcdfe"


def _set(**cells: str) -> Callable[[Row, list[Row]], None]:
    named = {name.replace("_", " "): value for name, value in cells.items()}
    return lambda row, _before: row.update(named)


def _twice(row: Row, before: list[Row]) -> None:
    row["Aktenzeichen"] = before[0]["Aktenzeichen"]


def _dash(row: Row, _before: list[Row]) -> None:
    row["Aktenzeichen"] = f"-{row['Aktenzeichen']}"


#: The ways in which a row can be wrong: the refusal that names it, and what makes it so.
SPOILED: dict[str, list[Callable[[Row, list[Row]], None]]] = {
    "NotInNotation": [_set(Eingang="2002-05-24"), _set(Eingang="24.5.02")],
    "NoSuchDay": [_set(Eingang="31.02.2002")],
    "PlanDiffers": [_set(EFRE="75.000,01"), _set(Beantragt="1,00")],
    "NotAnAmountHere": [_set(EFRE="75,000.00"), _set(Bewilligt="1.23"), _set(Beantragt="-5")],
    "TwiceInFile": [_twice],
    "NotThisEncoding": [_set(Projekt=NO_UTF8)],
    "Garbled": [_set(Projekt="StraÃŸenbaum")],
    "LetterLost": [_set(Gebiet="Plagwitz s\ufffddlich")],
    "NoSuchWord": [_set(KG="genehmigt"), _set(Entscheidung="ja"), _set(Stand="läuft")],
    "StageNotOpen": [_set(Eingang="", KG="offen", KG_am="")],
    "BeforeItsGate": [_set(Entscheidung_am="01.03.2001")],
    "InTheFuture": [_set(Entscheidung_am="01.03.2101")],
    "DetailNeeded": [_set(Entscheidung="abgelehnt", Bewilligt="", Grund="")],
    "ControlCharacter": [_set(Projekt="Spiel\x07platz")],
    "ReorderingCharacter": [_set(Gebiet="Plag\u202ewitz")],
    "CellEmpty": [_set(Projekt="k. A."), _set(Aktenzeichen="")],
    "DayMissing": [_set(KG_am="-")],
    "OutcomeMissing": [_set(Entscheidung="")],
    "EndsFirst": [_set(Beginn="07/2006", Ende="06/2006")],
    "BadReference": [_dash],
}


@dataclass(frozen=True)
class Known:
    """A table: its rows, and which of them are wrong (by the number a spreadsheet shows) by which refusal."""

    rows: list[Row]
    wrong: dict[int, str]

    def write(self, path: Path) -> Path:
        """Write it as CSV."""
        lines = [";".join(HEADINGS), *(";".join(row[name] for name in HEADINGS) for row in self.rows)]
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode("utf-8", "surrogateescape"))
        return path


def a_row(number: int) -> Row:
    """A row nothing is wrong with; every fifth is still waiting for its decision, every tenth for the KG."""
    came = date(2002, 1, 7) + timedelta(days=number % 900)
    decided, met = number % 5 != 1, number % 10 != 1
    return {
        "Aktenzeichen": f"ASW-{number:05}", "Projekt": f"Wohnumfeld {number}: Höfe und Wege", "Gebiet": "Plagwitz",
        "Antragsteller": "Stadt Leipzig" if number % 3 else f"Nachbarschaftsverein {number % 97} e. V.",
        "Beantragt": "100.000,00", "EFRE": "75000,00", "Stadt": "25.000,00", "Beginn": "06/2003", "Ende": "12/2006",
        "Stand": "in Umsetzung" if number % 2 else "-", "Eingang": came.strftime("%d.%m.%Y"),
        "KG am": (came + timedelta(days=41)).strftime("%d.%m.%Y") if met else "",
        "KG": ("mit Auflagen" if number % 4 == 0 else "bestätigt") if met else "offen",
        "Auflagen": "Baumschutz beachten" if met and number % 4 == 0 else "",
        "Entscheidung am": (came + timedelta(days=120)).strftime("%d.%m.%Y") if decided else "",
        "Entscheidung": "bewilligt" if decided else "", "Bewilligt": "100.000,00 EUR" if decided else "", "Grund": "",
        "Bemerkung": "aus der alten Kartei",
    }  # fmt: skip


def a_table(rows: int, wrong: int, series: str = "ASW") -> Known:
    """A table of so many rows of which so many are wrong, each kind in turn, spread evenly; references begin with `series`."""
    kinds = cycle([(kind, spoil) for kind, spoils in SPOILED.items() for spoil in spoils])
    every = rows // wrong if wrong else rows + 1
    made: list[Row] = []
    known: dict[int, str] = {}
    for number in range(rows):
        # A row with everything in it, so that each kind finds its cell.
        spoiled = number % every == every - 1 and len(known) < wrong
        row = a_row(number * 10 if spoiled else number)
        row["Aktenzeichen"] = f"{series}-{number:05}"
        if spoiled:
            kind, spoil = next(kinds)
            spoil(row, made)
            known[number + 2] = kind
        made.append(row)
    return Known(made, known)
