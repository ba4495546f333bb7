"""What is written as CSV or YAML is read back; no cell is a formula; whatever a file holds is read or refused."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.bad_file import BadFile
from config.minutes.file import COLUMNS, unguarded
from config.minutes.rows import Agenda, OnAgenda, read_rows
from config.minutes.write import as_csv, as_yaml, guarded
from domain.commands import Details
from domain.dates import When
from domain.meetings.minutes import Row
from domain.stages.meeting import NEEDS
from domain.text import normal
from domain.vocabulary import MeetingOutcome
from domain.words import OUTCOMES

AGENDA = Agenda(
    "meeting-of-july-2002",
    [OnAgenda("i-1", "1", "2.1"), OnAgenda("i-2", "2", "2.2"), OnAgenda("i-3", "3"), OnAgenda("i-10.1", "10.1", "=1+1")],
    {"vorsitz": "p-1", "mitglied-2": "p-2"},
)


def read(text: str | bytes, name: str = "ergebnisse.csv") -> list[Row]:
    return read_rows(name, text if isinstance(text, bytes) else text.encode(), AGENDA)


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-", "@SUM(A1)", "\tx", "'=x", "'"])
def test_no_cell_is_a_formula_to_a_spreadsheet(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


def test_what_is_written_has_the_mark_semicolons_and_the_words_of_the_language() -> None:
    german, english = as_csv([], "de"), as_csv([], "en")

    assert german.startswith("\ufeffTOP;Aktenzeichen;Titel;Ergebnis;Abstimmung;geheim;befangen;")
    assert english.startswith("\ufeffitem;reference;title;outcome;vote;secret;biased;")
    assert german.endswith("\r\n")


#: Texts as people type them: no control characters, no outer blanks, in lines where the column has lines.
_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf"))
_LINE = st.text(_LETTERS, max_size=30).map(normal)
_LINES = st.lists(_LINE, max_size=3).map(lambda lines: normal("\n".join(lines)))


@st.composite
def a_row(draw: st.DrawFn) -> dict[str, str]:
    """The cells of one result of item 1, whatever it may say."""
    outcome = draw(st.sampled_from(MeetingOutcome))
    cells: dict[str, str] = {
        "item": "1", "reference": draw(st.sampled_from(["", "2.1"])), "title": draw(_LINE),
        "outcome": draw(st.sampled_from([outcome.value, OUTCOMES[outcome].de, OUTCOMES[outcome].en])),
        "vote": draw(_LINE), "conditions": draw(_LINES), "referred_to": draw(_LINE),
        "secret": draw(st.sampled_from(["", "ja"])), "biased": draw(st.sampled_from(["", "vorsitz", "vorsitz, mitglied-2"])),
        "resubmit_on": draw(st.dates().map(str)), "on": draw(st.sampled_from(["", "2002-07-04"])), "note": draw(_LINE),
    }  # fmt: skip
    if outcome in NEEDS and not cells[NEEDS[outcome]]:
        cells[NEEDS[outcome]] = "-"
    return cells


def _expected_row(cells: dict[str, str]) -> Row:
    outcome = next(o for o in MeetingOutcome if cells["outcome"] in {o.value, OUTCOMES[o].de, OUTCOMES[o].en})
    said: dict[str, Any] = {name: cells[name] for name in ("vote", "conditions", "referred_to")}
    biased = tuple(AGENDA.handles[handle] for handle in cells["biased"].split(", ") if handle)
    details = Details(**said, secret=bool(cells["secret"]), biased=biased, resubmit_on=When(cells["resubmit_on"]))
    return Row("i-1", outcome, details, When(cells["on"]) if cells["on"] else None)


@given(a_row(), st.sampled_from(["de", "en"]))
def test_what_is_written_as_csv_is_read_back(cells: dict[str, str], language: str) -> None:
    assert read(as_csv([cells], language)) == [_expected_row(cells)]


@given(a_row())
def test_what_is_written_as_yaml_is_read_back(cells: dict[str, str]) -> None:
    assert read(as_yaml(AGENDA.meeting, [cells]), "ergebnisse.yaml") == [_expected_row(cells)]


def read_or_refused(text: str, name: str) -> bool:
    """Nothing else happens: the rows, or sentences about what is wrong."""
    try:
        return isinstance(read(text.encode("utf-8", "surrogatepass"), name), list)
    except BadFile as refused:
        return bool(refused.sentences())


@given(st.text(), st.sampled_from(["ergebnisse.csv", "ergebnisse.yaml"]))
def test_whatever_a_file_holds_it_is_read_or_refused(text: str, name: str) -> None:
    assert read_or_refused(text, name)


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=5))
def test_whatever_the_cells_hold_they_are_read_or_refused(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([said.de for said in COLUMNS.values()])
    writer.writerows(rows)
    assert read_or_refused(out.getvalue(), "ergebnisse.csv")
