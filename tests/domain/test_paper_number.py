"""Numbers of council papers: read leniently, and what cannot be read is noticed and kept as it is."""

import pytest

from domain.commands import Actor
from domain.oddities import Oddity, at_opening
from domain.sheet.paper_number import PaperNumber, read
from tests.domain.programme_words import chain, programme, session, submission
from tests.offices import a_desk

OFFICER = Actor("p-officer", "officer", frozenset({"officer"}))
PAPERS = [{"key": "note", "title": {"de": "Mitteilung"}, "results": ["adopted"]}]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("DS 01/0349/0000", PaperNumber(2001, 349, "0000")),
        ("DS 01/0349", PaperNumber(2001, 349, "")),
        ("01/0349", PaperNumber(2001, 349, "")),
        ("DS01/0349", PaperNumber(2001, 349, "")),
        ("17/SVV/0537", PaperNumber(2017, 537, "")),
        ("23/SVV/1268", PaperNumber(2023, 1268, "")),
        ("ds 23/svv/1268", PaperNumber(2023, 1268, "")),
        (" 99/0001 ", PaperNumber(1999, 1, "")),
    ],
)
def test_a_number_is_read_however_it_was_printed(printed: str, number: PaperNumber) -> None:
    assert read(printed) == number


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "2.2",
        "2001/0349",
        "01/349",
        "01-0349",
        "DS 01/0349/",
        "DS 01/0349/00",
        "01/XYZ/0349",
        "x 01/0349",
        "\u0660\u0661/\u0660\u0663\u0664\u0669",
    ],
)
def test_what_follows_no_scheme_is_not_read(printed: str) -> None:
    assert read(printed) is None


@pytest.mark.parametrize(
    ("reference", "papers", "odd"),
    [("17/SVV/0537", PAPERS, []), ("AF-2024-07", PAPERS, [Oddity.UNREADABLE_NUMBER]), ("AF-2024-07", [], [])],
)
def test_a_reference_that_is_no_paper_number_is_noticed_where_there_are_papers(
    reference: str, papers: list[dict[str, object]], odd: list[Oddity]
) -> None:
    words = programme(chain("approval", submission(), session("board")), papers=papers)
    desk = a_desk(words, OFFICER, reference=reference)
    assert [each.kind for each in at_opening(desk.dossier)] == odd
    assert desk.dossier.opened.reference == reference, "kept as it is printed"
