"""A mapping is read with every fault at its line; a table's columns have to be spoken for, each of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from config.bad_file import BadFile
from config.load import load_programme
from config.mapping import LoadedMapping
from config.mapping.asking import look
from config.mapping.checks import load_mapping
from domain.programme import Programme
from tests.houses import ROOT
from tests.import_tables import HEADINGS, MAPPING

_PROGRAMMES: dict[str, Programme] = {}


def programmes() -> dict[str, Programme]:
    """The programmes of the shipped files, read once."""
    if not _PROGRAMMES:
        for name in ("urban-ii-leipzig", "berlin-aktionsfonds"):
            _PROGRAMMES[name] = load_programme(ROOT / f"config/programmes/{name}.yaml").programme
    return _PROGRAMMES


Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a mapping."""

    def written(text: str) -> Path:
        path = tmp_path / "mapping.yaml"
        path.write_text(text, "utf-8")
        return path

    return written


def loaded(path: Path) -> LoadedMapping:
    return load_mapping(path, programmes)


def faults(act: Callable[[], object]) -> list[tuple[int, str]]:
    with pytest.raises(BadFile) as caught:
        act()
    assert "{" not in str(caught.value).replace("{decimal: ',', thousands: '.'}", "")
    return [(problem.line, type(problem.fault).__name__) for problem in caught.value.problems]


def test_the_mapping_of_the_samples_is_in_order() -> None:
    sample = loaded(ROOT / "samples/import/mapping.yaml")
    assert len(sample.mapping.facts) == 4


def test_every_column_of_the_mapping_fits_its_table(write: Write) -> None:
    loaded(write(MAPPING)).require(HEADINGS)


def line_of(text: str) -> int:
    return next(n for n, line in enumerate(MAPPING.splitlines(), start=1) if text in line)


def test_a_column_nobody_speaks_for_is_a_fault(write: Write) -> None:
    found = faults(lambda: loaded(write(MAPPING)).require((*HEADINGS, "Sonstiges")))
    assert found == [(line_of("columns:"), "ColumnNotUsed")]


def test_a_column_that_is_not_there_is_a_fault_with_its_line(write: Write) -> None:
    without = tuple(name for name in HEADINGS if name not in {"Gebiet", "Bemerkung"})
    found = faults(lambda: loaded(write(MAPPING)).require(without))
    assert found == [(line_of("area: Gebiet"), "ColumnNotThere"), (line_of("ignore:"), "ColumnNotThere")]


def test_a_column_misspelt_is_told_what_was_meant(write: Write) -> None:
    found = faults(lambda: loaded(write(MAPPING)).require(tuple(n.replace("Gebiet", "Gebiete") for n in HEADINGS)))
    assert (line_of("area: Gebiet"), "ColumnNotThereNear") in found


def test_the_column_of_reasons_needs_no_mention(write: Write) -> None:
    loaded(write(MAPPING)).require((*HEADINGS, "Förderkette"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("programme: urban-ii-leipzig", "programme: urban-iii-leipzig", "UnknownNameNear"),
        (", encoding: utf-8", "", "EncodingNeeded"),
        (", encoding: utf-8", ", encoding: utf-9", "NotAWordNear"),
        (', separator: ";"', "", "SeparatorNeeded"),
        (', separator: ";"', ', separator: ";", sheet: x', "NotInThisFormat"),
        ("dates: [TT.MM.JJJJ, MM/JJJJ]", "dates: [tt.mm.jjjj]", "NoNotation"),
        ("dates: [TT.MM.JJJJ, MM/JJJJ]", "dates: [TT.MM.JJ]", "PivotNeeded"),
        ("dates: [TT.MM.JJJJ, MM/JJJJ]", "dates: [TT/MM/JJJJ, MM/TT/JJJJ]", "NotationsContradict"),
        ("dates: [TT.MM.JJJJ, MM/JJJJ]", "dates: []", "NotationsNeeded"),
        ('numbers: {decimal: ",", thousands: "."}', 'numbers: {decimal: ".", thousands: "."}', "SignsAlike"),
        ('numbers: {decimal: ",", thousands: "."}', "", "NumbersNeeded"),
        ("source: efre", "source: erdf", "UnknownName"),
        ("amount_column: EFRE", "share: 75 %, share_column: Gebiet", "BothColumnAndText"),
        (", amount_column: EFRE", "", "PartNeeds"),
        ("in Umsetzung: implementation", "in Umsetzung: läuft", "NotAWord"),
        ("stage: submission", "stage: submision", "UnknownNameNear"),
        ("outcome: submitted", "outcome: granted", "UnknownName"),
        ("bewilligt: granted", "bewilligt: approved", "UnknownName"),
        ("outcome: submitted, ", "", "BothColumnAndText"),
        (", on: Eingang", "", "DayColumnNeeded"),
        ("stage: submission, outcome: submitted", "act: withdraw", "FactNeeds"),
        ("stage: submission, ", "", "FactNeeds"),
        ("ignore: [Bemerkung]", "ignore: [Bemerkung, Eingang]", "IgnoredAndUsed"),
        ("create_parties: true", "create_parties: vielleicht", "NotYesOrNo"),
        ("  reference: Aktenzeichen\n", "", "MissingKey"),
        ("  reference: Aktenzeichen\n", "  reference:\n", "Empty"),
    ],
)
def test_a_fault_of_the_mapping_is_named(write: Write, old: str, new: str, expected: str) -> None:
    assert old in MAPPING
    found = faults(lambda: loaded(write(MAPPING.replace(old, new, 1))))
    assert expected in [kind for _line, kind in found]
    assert all(line > 0 for line, _kind in found)
    assert len(found) == len(set(found)), "said once"


@pytest.mark.parametrize("fact", ["{stage: early_start, outcome: granted}", "{stage: cofinancing, outcome: confirmed}"])
def test_a_fact_without_any_column_would_hold_for_every_row(write: Write, fact: str) -> None:
    found = faults(lambda: loaded(write(MAPPING.replace("ignore:", f"  - {fact}\nignore:"))))
    assert [kind for _line, kind in found] == ["FactNeedsColumn"]


def seen(folder: Path, *cells: str) -> tuple[tuple[str, ...], list[str], list[str]]:
    path = folder / "t.csv"
    path.write_text("a;b\n" + "".join(f"{cell};x\n" for cell in cells), "utf-8")
    column = look(path).columns[0]
    days = sorted(column.unclear_day[1].values()) if column.unclear_day else []
    sums = sorted(column.unclear_amount[1].values()) if column.unclear_amount else []
    return column.notations, [str(day) for day in days], sums


def test_what_can_be_read_in_two_ways_is_asked_and_what_cannot_is_offered(tmp_path: Path) -> None:
    assert seen(tmp_path, "24.05.2002", "01.02.2003") == (("TT.MM.JJJJ",), [], [])
    assert set(seen(tmp_path, "03.04.05")[1]) >= {"2003-04-05", "2005-04-03"}
    assert seen(tmp_path, "01/02/2003")[1] == ["2003-01-02", "2003-02-01"]
    assert seen(tmp_path, "01/02/2003", "25/12/2003")[:2] == (("TT/MM/JJJJ",), [])
    assert seen(tmp_path, "1.234")[2] == ["1.234", "1234"]
    assert seen(tmp_path, "1.234", "1.234,50")[2] == seen(tmp_path, "12,50")[2] == []
    assert seen(tmp_path, "12,50", "12.50")[2] == ["12.50", "1250"]
    assert seen(tmp_path, "KG", "Jury") == ((), [], [])


def test_an_encoding_or_separator_that_is_not_certain_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Höhe;b\n1;2\n".encode("cp1252"))
    assert (look(path).encoding, look(path).separator) == (None, ";")
    path.write_text("a;b,c\n1;2,3\n", "utf-8")
    assert (look(path).encoding, look(path).separator) == ("utf-8", None)
