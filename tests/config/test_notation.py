"""What a mapping allows is read back just as it was written; everything else is refused."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.mapping.asking import CANDIDATES
from config.mapping.notation import NoSuchNotation, Numbers, contradicting, notation, read_day
from domain.dates import When

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31))
WRITTEN = st.sampled_from([each.written for each in CANDIDATES])
SIGNS = st.sampled_from([Numbers(",", "."), Numbers(".", ","), Numbers(",", " "), Numbers(",", ""), Numbers(".", "'")])
PIVOT = 50


@given(DAYS, WRITTEN)
def test_a_day_is_read_back_in_the_notation_it_was_written_in(day: date, written: str) -> None:
    each = notation(written)
    if each.short:
        day = day.replace(year=1950 + day.year % 100, day=min(day.day, 28))
    read = read_day([each], PIVOT, each.write(day))
    assert read == (day.isoformat() if "day" in each.parts else day.isoformat()[:7])


@given(st.text(alphabet="0123456789./- TMJ", max_size=12), WRITTEN)
@example("24.05.2002 ", "TT.MM.JJJJ")
@example("\u0662\u0664.05.2002", "TT.MM.JJJJ")
@example("24.5.2002", "TT.MM.JJJJ")
def test_whatever_is_read_is_written_just_so(text: str, written: str) -> None:
    each = notation(written)
    try:
        read = read_day([each], PIVOT, text)
    except ValueError:
        return
    if read is None:
        return
    loose = {f"{each.write(read.first)}", text}
    # Only a notation with single letters takes both 5 and 05.
    assert len(loose) == 1 or "T." in written.replace("TT", "")


@pytest.mark.parametrize("text", ["31.02.2002", "00.05.2002", "24.13.2002", "24.05.0002", "24.05.1899"])
def test_a_day_that_is_not_in_the_calendar_is_an_error_and_no_other_day(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_day([notation("TT.MM.JJJJ")], None, text)


@pytest.mark.parametrize("written", ["", "T", "MM", "JJJJ", "TT.TT.JJJJ", "TT.MM.JJJJ hh", "TT.MM.JJJJ JJ", "TT_MM_JJJJ", "x"])
def test_a_notation_needs_a_month_and_a_year_and_nothing_unknown(written: str) -> None:
    with pytest.raises(NoSuchNotation):
        notation(written)


@pytest.mark.parametrize(("pivot", "year"), [(50, "1950"), (51, "2050"), (100, "2050"), (0, "1950")])
def test_short_years_from_the_pivot_on_belong_to_the_last_century(pivot: int, year: str) -> None:
    assert read_day([notation("TT.MM.JJ")], pivot, "03.04.50") == When(f"{year}-04-03")


@pytest.mark.parametrize(
    "pair", [("TT/MM/JJJJ", "MM/TT/JJJJ"), ("TT.MM.JJ", "JJ.MM.TT"), ("T.M.JJ", "JJ.M.T"), ("TT.MM.JJ", "MM.TT.JJ")]
)
def test_notations_that_read_the_same_signs_differently_contradict_each_other(pair: tuple[str, str]) -> None:
    assert contradicting([notation(each) for each in pair], PIVOT) is not None


def test_notations_that_agree_do_not_contradict_each_other() -> None:
    agreeing = ["TT.MM.JJJJ", "T.M.JJJJ", "MM/JJJJ", "JJJJ-MM-TT", "MM.JJJJ", "TT.MM.JJ"]
    assert contradicting([notation(each) for each in agreeing], PIVOT) is None


@given(st.integers(min_value=0, max_value=10**14), SIGNS, st.booleans())
def test_an_amount_is_read_back_with_and_without_thousands(cents: int, signs: Numbers, grouped: bool) -> None:  # noqa: FBT001
    whole = f"{cents // 100:,}" if grouped and signs.thousands else str(cents // 100)
    text = whole.replace(",", signs.thousands) + signs.decimal + f"{cents % 100:02}"
    assert signs.cents(text) == signs.cents(f"{text} EUR") == signs.cents(f"{text}€") == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.23",
        "1.2345",
        "12.34.567",
        "1,234",
        "-5",
        "+5",
        "1e3",
        "1,2,3",
        "1.234,567",
        ".5",
        "5,",
        "EUR",
        "12 345",
        "\u0661\u0662",
    ],
)
def test_an_amount_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Numbers(",", ".").cents(text)


def test_a_point_in_thousands_is_no_decimal_point() -> None:
    assert Numbers(",", ".").cents("1.234") == 123_400
    with pytest.raises(ValueError, match=r".*"):
        Numbers(".", ",").cents("1.234")
