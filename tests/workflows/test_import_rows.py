"""Single cells and facts of an import: what a spreadsheet changes by itself, what the mapping says, what it leaves out."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from domain.events import Decided, Submitted, Withdrawn
from domain.events.meetings import Proposed
from tests.houses import DESK, HousesOf, events_of, findings
from tests.import_tables import HEADINGS, MAPPING, a_row
from tests.importing import case, done, kinds, loaded, rows_of
from workflows.house import House
from workflows.importing import Import
from workflows.importing.check import Plan

XLSX = MAPPING.replace('{format: csv, encoding: utf-8, separator: ";"}', "{format: xlsx}")


@pytest.fixture
def house(houses: HousesOf) -> House:
    """A house; cells are the same on both databases."""
    return houses.open()


def checked(house: House, folder: Path, cells: dict[str, object], mapping: str = XLSX) -> tuple[Import, Plan]:
    """Check a workbook with one row in which some cells are others."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(HEADINGS))
    page.append(list({**a_row(0), **cells}.values()))
    path = folder / "kartei.xlsx"
    book.save(path)
    work = Import(house, loaded(house, folder, mapping), path, DESK)
    return work, work.check()


def test_a_spreadsheets_own_days_and_numbers_need_no_notation(house: House, tmp_path: Path) -> None:
    own = {"Eingang": date(2002, 1, 8), "Beantragt": 100_000, "EFRE": 75_000.0, "Bewilligt": 99_999.99, "Aktenzeichen": 7}
    work, plan = checked(house, tmp_path, own)
    assert plan.wrong == []
    work.write(plan)
    dossier = case(house, "7").dossier
    assert str(dossier.entries[1].on) == "2002-01-08"
    assert dossier.opened.requested == 10_000_000
    assert [each.cents for each in dossier.opened.plan] == [7_500_000, 2_500_000]
    assert [e.event.amount for e in dossier.entries if isinstance(e.event, Decided)] == [9_999_999]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("Aktenzeichen", 2.2, "SpreadsheetNumber"), ("Aktenzeichen", datetime(2026, 2, 2), "SpreadsheetDay"),  # noqa: DTZ001
        ("Projekt", date(2026, 2, 2), "SpreadsheetDay"), ("Projekt", "#REF!", "SpreadsheetFault"),
        ("Eingang", datetime(2002, 1, 8, 9, 30), "DayWithTime"), ("Eingang", 37_264, "NotInNotation"),  # noqa: DTZ001
        ("EFRE", 75_000.005, "NotAnAmountHere"), ("EFRE", -1, "NotAnAmountHere"), ("Stand", True, "NoSuchWord"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_makes_of_a_cell_is_not_taken_for_what_was_meant(
    house: House, tmp_path: Path, column: str, cell: object, expected: str
) -> None:  # fmt: skip
    _work, plan = checked(house, tmp_path, {column: cell})
    assert kinds(plan) == {2: [expected]}


def test_short_years_are_read_by_the_pivot_and_unknown_days_by_their_word(house: House, tmp_path: Path) -> None:
    mapping = MAPPING.replace("dates: [TT.MM.JJJJ, MM/JJJJ]", "dates: [TT.MM.JJ, MM/JJJJ]\npivot: 70\nundated: [unbekannt]")
    mapping = mapping.replace("columns:", "columns:\n  opened: Bemerkung", 1).replace("ignore: [Bemerkung]", "ignore: []")
    days = {"Eingang": "08.01.02", "KG am": "18.02.02", "Entscheidung am": "07.05.02"}
    days |= {"Bemerkung": "unbekannt"}
    plan, _written = done(house, tmp_path, rows_of(days, {**days, "KG am": "unbekannt"}), mapping)
    # Where the programme allows no undated entry, an unknown day is refused by the domain.
    assert kinds(plan) == {3: ["DateNeeded"]}
    assert [str(e.on) for e in case(house, "X-0").dossier.entries[:2]] == ["unknown", "2002-01-08"]


def test_a_withdrawal_and_a_proposal_are_facts_too(house: House, tmp_path: Path) -> None:
    facts = """\
  - {act: propose, stage: decision, outcome: granted, on: Entscheidung am, amount: Bewilligt, as: rp-bewilligung}
  - {act: withdraw, on: Bemerkung, reason: Grund}
ignore: [Entscheidung]
"""
    mapping = MAPPING[: MAPPING.index("  - stage: decision")] + facts
    plan, _written = done(
        house,
        tmp_path,
        rows_of({"Bemerkung": "01.06.2002", "Grund": "kein Geld mehr"}, {"Bemerkung": "", "Grund": ""}),
        mapping,
    )
    assert plan.wrong == []
    first, second = ([type(e.event) for e in case(house, f"X-{n}").dossier.entries] for n in range(2))
    assert Proposed in first
    assert Withdrawn in first
    assert Withdrawn not in second
    assert findings(house) == []


def test_shares_may_stand_in_the_mapping_or_in_columns_and_have_to_be_the_whole(house: House, tmp_path: Path) -> None:
    mapping = MAPPING.replace("amount_column: EFRE", "share_column: EFRE").replace("amount_column: Stadt", "share: 25 %")
    shares = [{"EFRE": each} for each in ("75 %", "3/4", "74 %", "75", "0,75")]
    plan, written = done(house, tmp_path, rows_of(*shares), mapping.replace("ignore: [", "ignore: [Stadt, "))
    assert kinds(plan) == {4: ["SharesDiffer"], 5: ["NotAShareHere"], 6: ["NotAShareHere"]}
    assert written.cases == 2


def test_a_row_without_any_fact_is_an_open_case(house: House, tmp_path: Path) -> None:
    nothing = dict.fromkeys(("Eingang", "KG am", "KG", "Auflagen", "Entscheidung am", "Entscheidung", "Bewilligt"), "")
    _plan, written = done(house, tmp_path, rows_of(nothing))
    assert (written.cases, written.facts) == (1, 0)
    assert not any(isinstance(e.event, Submitted) for e in case(house, "X-0").dossier.entries)
    assert case(house, "X-0").seen == case(house, "X-0").dossier.version


def test_a_fact_in_a_later_round_is_begun_with_its_reason(house: House, tmp_path: Path) -> None:
    again = """\
  - {stage: submission, outcome: submitted, on: Bemerkung, begins_round: Neuer Antrag, keep: [kg]}
  - stage: decision
"""
    mapping = MAPPING.replace("  - stage: decision\n", again).replace("ignore: [Bemerkung]", "ignore: []")
    plan, _written = done(house, tmp_path, rows_of({"Bemerkung": "01.03.2002"}, {"Bemerkung": ""}), mapping)
    assert plan.wrong == []
    assert [case(house, f"X-{n}").dossier.rounds["approval"] for n in range(2)] == [2, 1]


def test_an_empty_table_is_no_import(house: House, tmp_path: Path) -> None:
    before = events_of(house)
    plan, written = done(house, tmp_path, rows_of())
    assert (plan.rows, written.cases, events_of(house)) == (0, 0, before)
