"""Files of results: what spreadsheets make of them is read, what is written is read back, and every fault is named at once."""

import pytest

from config.bad_file import BadFile
from config.minutes.rows import Agenda, OnAgenda, read_rows
from domain.commands import Details
from domain.dates import When
from domain.meetings.minutes import Row
from domain.stages.meeting import NEEDS
from domain.vocabulary import MeetingOutcome
from domain.words import OUTCOMES

AGENDA = Agenda(
    "meeting-of-july-2002",
    [OnAgenda("i-1", "1", "2.1"), OnAgenda("i-2", "2", "2.2"), OnAgenda("i-3", "3"), OnAgenda("i-10.1", "10.1", "=1+1")],
    {"vorsitz": "p-1", "mitglied-2": "p-2"},
)
ADOPTED = Row("i-1", MeetingOutcome.ADOPTED)


def read(text: str | bytes, name: str = "ergebnisse.csv") -> list[Row]:
    return read_rows(name, text if isinstance(text, bytes) else text.encode(), AGENDA)


def faults(text: str | bytes, name: str = "ergebnisse.csv") -> list[tuple[int, str, str]]:
    """(line, column, kind) of everything that is wrong; every sentence is whole in both languages."""
    with pytest.raises(BadFile) as caught:
        read(text, name)
    for language in ("de", "en"):
        assert all("{" not in sentence for sentence in caught.value.sentences(language=language))
    return [(problem.line, problem.key_path, type(problem.fault).__name__) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "item;outcome\n1;adopted\n",
        "\ufeffitem;outcome\r\n1;adopted\r\n",
        "item,outcome\n1,adopted\n",
        'TOP;Ergebnis;Bemerkung\n"TOP 1.";"bestätigt";"nur; für uns"\n',
        "Aktenzeichen;Ergebnis\n2.1;Bestätigt\n",
        "Ergebnis;TOP;;\nbestätigt;1;;\n;2;;\n\n;;;\n",
        "item;reference;outcome\n1;2.1;adopted\n",
        "item;outcome\n2.1;confirmed\n",
        "item;outcome;on;secret;geheim?\n".replace(";geheim?", "") + "1;adopted;;nein\n",
    ],
)
def test_what_spreadsheets_save_is_read(text: str) -> None:
    assert read(text) == [ADOPTED]


@pytest.mark.parametrize("text", ["items:\n- item: 1\n  outcome: adopted\n", "- {TOP: '1', Ergebnis: bestätigt, note: x}\n"])
def test_yaml_is_read_as_a_block_or_a_list(text: str) -> None:
    assert read(text, "ergebnisse.yaml") == [ADOPTED]


def test_everything_a_row_can_say_is_read() -> None:
    text = (
        "item;outcome;vote;secret;biased;conditions;referred_to;resubmit_on;on\n"
        '1;mit Auflagen bestätigt;7:0:1;ja;vorsitz, mitglied-2;"Bericht im Mai.\r\nKostenplan.";;;\n'
        "2;überwiesen;;;;;Hauptausschuss, Fachausschuss;;05.07.2002\n"
        "10.1;Wiedervorlage;;;;;;08/2002;\n"
    )
    assert read(text) == [
        Row(
            "i-1", MeetingOutcome.ADOPTED_WITH_CONDITIONS,
            Details(vote="7:0:1", secret=True, biased=("p-1", "p-2"), conditions="Bericht im Mai.\nKostenplan."),
        ),
        Row("i-2", MeetingOutcome.REFERRED, Details(referred_to="Hauptausschuss, Fachausschuss"), When("2002-07-05")),
        Row("i-10.1", MeetingOutcome.RESUBMISSION, Details(resubmit_on=When("2002-08"))),
    ]  # fmt: skip


@pytest.mark.parametrize("outcome", MeetingOutcome)
def test_every_outcome_is_read_by_its_code_and_by_its_words(outcome: MeetingOutcome) -> None:
    needed = {"conditions": "Bericht.", "referred_to": "Stadtrat", "resubmit_on": "2002-08-01"}
    column = NEEDS.get(outcome, "note")
    for word in (
        outcome.value,
        outcome.value.upper(),
        OUTCOMES[outcome].de,
        OUTCOMES[outcome].en,
        OUTCOMES[outcome].de.title(),
    ):
        (row,) = read(f"item;outcome;{column}\n1;{word};{needed.get(column, '')}\n")
        assert row.outcome == outcome


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("beschlossen", MeetingOutcome.ADOPTED), ("vertagt", MeetingOutcome.POSTPONED),
        ("mit Änderungen beschlossen", MeetingOutcome.ADOPTED_AMENDED),
        ("mit Auflagen beschlossen", MeetingOutcome.ADOPTED_WITH_CONDITIONS),
        ("überwiesen in den Ausschuss", MeetingOutcome.REFERRED),
    ],
)  # fmt: skip
def test_words_of_other_councils_are_read_as_well(word: str, outcome: MeetingOutcome) -> None:
    (row,) = read(f"item;outcome;conditions;referred to\n1;{word};Bericht.;Stadtrat\n")
    assert row.outcome == outcome


def test_an_item_without_an_outcome_stays_open() -> None:
    assert read("item;reference;title;outcome;vote\n1;2.1;Ein Titel;;\n2;;;adopted;\n3;;Verschiedenes;;\n") == [
        Row("i-2", MeetingOutcome.ADOPTED)
    ]


def test_every_fault_is_named_by_line_and_column_all_at_once() -> None:
    text = (
        "TOP;Aktenzeichen;Ergebnis;Abstimmung;geheim;befangen;überwiesen an;Wiedervorlage am;am\n"
        "1;2.2;bestätigt;;;;;;\n"
        ";;bestätigt;;;;;;\n"
        "7;;bestätigt;;;;;;\n"
        ";9.9;bestätigt;;;;;;\n"
        "2;;bestaetigt;;;;;;\n"
        "2;;genehmigt;;;;;;\n"
        "3;;bestätigt;einstimmig;;;;;\n"
        "10.1;;;einstimmig;;;;;\n"
        "1;;überwiesen;;vielleicht;niemand;;31.02.2002;gestern\n"
        "2;;bestätigt;;;;;;\n"
    )
    assert sorted(faults(text)) == sorted([
        (2, "Aktenzeichen", "OtherCase"),
        (3, "TOP", "NoItemNamed"),
        (4, "TOP", "NoSuchNumber"),
        (5, "Aktenzeichen", "NotOnTheAgenda"),
        (6, "Ergebnis", "NotAWordNear"),
        (7, "Ergebnis", "NotAWord"),
        (7, "TOP", "ResultTwice"),
        (8, "Ergebnis", "ResultOfBusiness"),
        (8, "Abstimmung", "ResultOfBusiness"),
        (9, "Abstimmung", "WithoutOutcome"),
        (10, "befangen", "NoSuchMember"),
        (10, "geheim", "NotYesOrNo"),
        (10, "Wiedervorlage am", "NotInTheCalendar"),
        (10, "am", "NotADate"),
        (10, "überwiesen an", "NeededFor"),
        (11, "TOP", "ResultTwice"),
    ])  # fmt: skip


def test_the_line_is_that_on_which_a_row_begins() -> None:
    text = 'item;outcome;conditions\n1;mit Auflagen bestätigt;"eins\nzwei\ndrei"\n99;adopted;\n'

    assert faults(text) == [(5, "item", "NoSuchNumber")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(0, "", "NoHeadings")]),
        ("\n \n", [(0, "", "NoHeadings")]),
        ("item;vote\n1;7:0\n", [(1, "", "ColumnMissing"), (2, "vote", "WithoutOutcome")]),
        ("outcome\nadopted\n", [(1, "", "ColumnMissing"), (2, "", "NoItemNamed")]),
        ("item;outcome;Ergebnis\n1;adopted;adopted\n", [(1, "", "ColumnTwice")]),
        ("item;outcome;amount\n1;adopted;5\n", [(1, "", "UnknownColumn")]),
        ("item;outcome;Abstimung\n1;adopted;\n", [(1, "", "UnknownColumnNear")]),
        ("item;outcome\n1;adopted;too;many\n", [(2, "", "MoreCellsThanColumns"), (2, "", "MoreCellsThanColumns")]),
        ('item;outcome\n1;"adopted\n', [(2, "", "QuotationMark")]),
        ('item;outcome\n1;"adopted"x\n', [(2, "", "QuotationMark")]),
        ("item;outcome;vote\n1;adopted;7\x07\n", [(2, "vote", "ForbiddenCharacter")]),
        ("item;outcome;vote\n1;adopted;\u202e7\n", [(2, "vote", "ForbiddenCharacter")]),
        ('item;outcome;vote\n1;adopted;"7\n0"\n', [(2, "vote", "OneLineOnly")]),
        (f"item;outcome;vote\n1;adopted;{'7' * 301}\n", [(2, "vote", "TextTooLong")]),
        ("TOP;Ergebnis\n1;bestätigt\n".encode("cp1252"), [(2, "", "NotUtf8")]),
        (b"item;outcome\n" + b"\n" * 300_000, [(0, "", "MinutesTooBig")]),
    ],
)
def test_a_csv_that_cannot_be_used_says_why(text: str | bytes, found: list[tuple[int, str, str]]) -> None:
    assert faults(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "", "NotTheseItems")]),
        ("items: all\n", [(1, "", "NotTheseItems")]),
        ("meeting: another-one\nitems: []\n", [(1, "meeting", "OtherMeeting")]),
        ("items:\n- adopted\n", [(2, "items.1", "NotABlock")]),
        ("items:\n- item: '1'\n  outcome: [adopted]\n", [(3, "items.1.outcome", "BlockForText")]),
        ("items:\n- item: '1'\n  outcome: adopted\n  amount: 5\n", [(4, "items.1.amount", "UnknownColumn")]),
        ("items:\n- item: '1'\n  outcome: adopted\n  Ergebnis: adopted\n", [(4, "items.1.Ergebnis", "ColumnTwice")]),
        ("items:\n- item: '1'\n  outcome: adoptd\n", [(3, "items.1.outcome", "NotAWordNear")]),
        ("items:\n- item: '1'\n  outcome: &a adopted\n", [(3, "items.1.outcome", "Anchor")]),
    ],
)
def test_a_yaml_that_cannot_be_used_says_why(text: str, found: list[tuple[int, str, str]]) -> None:
    assert faults(text, "ergebnisse.yml") == found


def test_a_file_of_another_kind_is_refused() -> None:
    assert faults("item;outcome\n", "ergebnisse.xlsx") == [(0, "", "UnknownFormat")]


def test_a_name_that_fits_two_items_needs_both_columns() -> None:
    agenda = Agenda("m", [OnAgenda("i-1", "1", "2"), OnAgenda("i-2", "2", "4.4"), OnAgenda("i-3", "3", "4.4")])

    with pytest.raises(BadFile) as caught:
        read_rows("x.csv", b"item;reference;outcome\n2;;adopted\n;4.4;adopted\n", agenda)

    assert [type(problem.fault).__name__ for problem in caught.value.problems] == ["CouldBeTwo", "CouldBeTwo"]
    (row,) = read_rows("x.csv", b"item;reference;outcome\n2;4.4;adopted\n", agenda)
    assert row.item == "i-2"
