"""Every format into rows with the numbers a spreadsheet shows; what cannot be read says so and hides nothing."""

import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from config.bad_file import BadFile
from config.mapping.asking import look
from config.mapping.bad_rows import write_bad_rows
from config.mapping.tables import USUAL, Form, Limits, Row, read_table

CSV = Form("csv")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def rows(path: Path, form: Form = CSV, limits: Limits = USUAL) -> list[Row]:
    return list(read_table(path, form, limits).rows)


def a_file(folder: Path, content: bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def a_workbook(folder: Path, *lines: list[object], sheets: tuple[str, ...] = ()) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for line in lines:
        page.append(line)
    for name in sheets:
        book.create_sheet(name)
    path = folder / "table.xlsx"
    book.save(path)
    return path


def fault(path: Path, form: Form = CSV, limits: Limits = USUAL) -> str:
    with pytest.raises(BadFile) as caught:
        rows(path, form, limits)
    [problem] = caught.value.problems
    return type(problem.fault).__name__


@pytest.mark.parametrize(
    ("encoding", "raw"), [("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("cp1252", "cp1252"), ("iso-8859-15", "iso-8859-15")]
)
def test_letters_come_out_of_every_encoding_the_mapping_can_name(tmp_path: Path, encoding: str, raw: str) -> None:
    path = a_file(tmp_path, "Straße;Höhe €\r\nGrün;1\r\n".encode(raw))
    table = read_table(path, Form("csv", encoding))  # type: ignore[arg-type] # one of them
    assert table.columns == ("Straße", "Höhe €")
    assert [row.cells["Straße"] for row in table.rows] == ["Grün"]


def test_rows_have_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = a_file(tmp_path, b'stand of 2003\na;b\n"two\nlines";1\n\n;\n3;4\n')
    found = rows(path, Form("csv", header=2))
    assert [(row.number, row.cells["a"]) for row in found] == [(3, "two\nlines"), (6, "3")]


def test_rows_with_another_number_of_cells_are_named_and_the_others_read(tmp_path: Path) -> None:
    found = rows(a_file(tmp_path, b"a;b\n1\n1;2\n1;2;3\n1;2;\n"))
    assert [(row.number, type(row.wrong).__name__) for row in found] == [
        (2, "OtherWidth"), (3, "NoneType"), (4, "OtherWidth"), (5, "NoneType"),
    ]  # fmt: skip


def test_a_row_with_broken_quotation_marks_is_named_and_the_others_read(tmp_path: Path) -> None:
    found = rows(a_file(tmp_path, b'a;b\n"x"y;2\n3;4\n'))
    assert [(row.number, type(row.wrong).__name__) for row in found] == [(2, "QuotesBroken"), (3, "NoneType")]
    assert found[0].raw == ('"x"y;2',)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "NoHeading"), (b"\n;\n", "NoHeading"), (b"a;;c\n1;2;3\n", "HeadingEmpty"), (b"a;a\n1;2\n", "HeadingTwice"),
        (b'a;b\n"1;2\n3;4\n', "QuoteNotClosed"), (b";".join([b"h%d" % n for n in range(501)]), "TooManyColumns"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_as_a_whole(tmp_path: Path, content: bytes, expected: str) -> None:
    assert fault(a_file(tmp_path, content)) == expected


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for form in (CSV, Form("xlsx"), Form("yaml")):
        assert fault(tmp_path / "none", form) == "NotReadable"


def test_sizes_have_an_end(tmp_path: Path) -> None:
    path, book = a_file(tmp_path, b"a;b\n1;2\n3;4\n"), a_workbook(tmp_path, ["a"], ["1"])
    assert fault(path, limits=Limits(rows=1)) == "TooManyRows"
    assert fault(path, limits=Limits(csv=3)) == "TableTooBig"
    assert fault(path, Form("yaml"), Limits(yaml=3)) == "TableTooBig"
    assert fault(book, Form("xlsx"), Limits(xlsx=3)) == "TableTooBig"
    assert len(rows(path, limits=Limits(rows=2, csv=path.stat().st_size))) == 2


def test_a_workbook_keeps_days_and_numbers_apart_from_text(tmp_path: Path) -> None:
    day, moment = datetime(2002, 5, 24), datetime(2002, 5, 24, 13, 45)  # noqa: DTZ001 - spreadsheets know no zones
    path = a_workbook(tmp_path, ["a", "b", "c", "d", "e", "f"], ["007", 7, 0.1 + 0.2, day, moment, True], [], ["x"])
    first, last = rows(path, Form("xlsx"))
    assert list(first.cells.values()) == ["007", Decimal(7), Decimal("0.3"), date(2002, 5, 24), moment, "TRUE"]
    assert (last.number, last.cells["f"]) == (4, "")


def test_of_several_sheets_one_has_to_be_named(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["a"], ["1"], sheets=("Kartei",))
    assert fault(path, Form("xlsx")) == "WhichSheet"
    assert fault(path, Form("xlsx", sheet="Karte")) == "NoSuchSheet"
    assert [row.number for row in rows(path, Form("xlsx", sheet="Sheet"))] == [2]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    assert fault(a_file(tmp_path, content, "x.xlsx"), Form("xlsx")) == "NotASpreadsheet"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert fault(path, Form("xlsx")) == "NotASpreadsheet"


def test_a_workbook_without_a_sheet_is_refused(tmp_path: Path) -> None:
    path, none = a_workbook(tmp_path, ["a"], ["1"]), tmp_path / "none.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(none, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "xl/workbook.xml":
                content = content[: content.index(b"<sheets>")] + b"<sheets/>" + content[content.index(b"</sheets>") + 9 :]
            target.writestr(part.filename, content)
    assert fault(none, Form("xlsx")) == "NotASpreadsheet"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["a"], ["1"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/bomb.xml", "w", force_zip64=True) as part:
        for _ in range(USUAL.xlsx // 2**20 + 1):
            part.write(b" " * 2**20)
    assert path.stat().st_size < 2**20
    assert fault(path, Form("xlsx")) == "TableTooBig"


def test_an_entity_bomb_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path, bomb = a_workbook(tmp_path, ["a"], ["1"]), tmp_path / "bomb.xlsx"
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.startswith("xl/worksheets/"):
                content = entity + content.partition(b"?>")[2] if content.startswith(b"<?xml") else entity + content
            target.writestr(part.filename, content)
    assert fault(bomb, Form("xlsx")) == "NotASpreadsheet"


def test_a_yaml_list_has_the_lines_of_its_items(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"- a: 1.10\n  b: true\n-\n  c: 2002-05-24\n- {a: [1]}\n", "x.yaml")
    found = rows(path, Form("yaml"))
    assert [(row.number, type(row.wrong).__name__) for row in found] == [(1, "NoneType"), (4, "NoneType"), (5, "NotOneValue")]
    assert found[0].cells == {"a": "1.10", "b": "TRUE", "c": ""}


@pytest.mark.parametrize("content", [b"a: 1\n", b"- 1\n", b"just text\n"])
def test_yaml_that_is_no_list_of_rows_is_refused(tmp_path: Path, content: bytes) -> None:
    assert fault(a_file(tmp_path, content, "x.yaml"), Form("yaml")) == "NotAListOfRows"


def test_bad_rows_keep_their_bytes_and_get_their_reason(tmp_path: Path) -> None:
    path = a_file(tmp_path, b'\xef\xbb\xbfa;b\r\n1;2\r\n"Stra\xdfe; x";"q""q"\r\n')
    target = write_bad_rows(path, CSV, {3: "why"})
    assert target.name == "table.csv.bad.csv"
    assert target.read_bytes() == b'\xef\xbb\xbfa;b;F\xc3\xb6rderkette\r\n"Stra\xdfe; x";"q""q";why\r\n'
    assert write_bad_rows(path, CSV, {3: "why"}).name == "table.csv.bad.2.csv"
    assert target.read_bytes().count(b"why") == 1


def test_bad_rows_of_a_workbook_become_csv(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["a", "b"], ["x", 1.5], ["Höhe", None])
    target = write_bad_rows(path, Form("xlsx"), {2: "one", 3: "two → reason"})
    assert target.read_text("utf-8-sig").splitlines() == ["a;b;Förderkette", "x;1.5;one", "Höhe;;two → reason"]


def test_a_reason_an_encoding_cannot_write_is_written_with_escapes(tmp_path: Path) -> None:
    path = a_file(tmp_path, "a;b\nHöhe;2\n".encode("cp1252"))
    target = write_bad_rows(path, Form("csv", "cp1252"), {2: "→ \udcdf"})
    assert target.read_bytes().decode("cp1252").splitlines()[1] == "Höhe;2;\\u2192 \\udcdf"


@given(st.sampled_from(["csv", "yaml", "xlsx"]), st.one_of(st.binary(max_size=300), st.text(max_size=300).map(_bytes)))
def test_whatever_a_file_holds_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, kind: str, content: bytes) -> None:
    path = a_file(tmp_path_factory.mktemp("any"), content, f"x.{kind}")
    for read in (lambda: rows(path, Form(kind)), lambda: look(path)):  # type: ignore[arg-type] # one of them
        with suppress(BadFile):
            read()
