"""An authority's own calendar: spoiled days get a sentence with line, key and mend."""

from pathlib import Path

import pytest

from config.bad_file import BadFile
from config.load import load_authority
from domain.authority import Authority

TOWN = """\
authority: town
title: {de: Stadt}
land: SN
contact: office@example.org
calendar:
"""


def loaded(folder: Path, calendar: str) -> Authority:
    file = folder / "town.yaml"
    file.write_text(TOWN + calendar, "utf-8")
    return load_authority(file)


def test_an_office_says_which_days_are_its_own(tmp_path: Path) -> None:
    days = loaded(
        tmp_path,
        "  holidays: [2026-06-04]\n  no_holidays: [2026-11-18]\n"
        "  closed:\n    - {since: 2026-12-24, until: 2026-12-31, reason: Betriebsruhe}\n",
    ).calendar
    assert [day.isoformat() for day in days.holidays] == ["2026-06-04"]
    assert [day.isoformat() for day in days.no_holidays] == ["2026-11-18"]
    assert [closed.reason for closed in days.closed] == ["Betriebsruhe"]


CASES = {
    "a day that is none": ("  holidays: [04.06.2026]\n", 6, "calendar.holidays.1", "write it as 2015-01-01"),
    "a day that does not exist": ("  holidays: [2026-02-30]\n", 6, "calendar.holidays.1", "day"),
    "a holiday twice": ("  holidays: [2026-06-04, 2026-06-04]\n", 6, "calendar.holidays.2", "given twice"),
    "a strike twice": ("  no_holidays: [2026-11-18, 2026-11-18]\n", 6, "calendar.no_holidays.2", "given twice"),
    "both": ("  holidays: [2026-11-18]\n  no_holidays: [2026-11-18]\n", 7, "calendar.no_holidays.1", "as no holiday"),
    "a strike of nothing": ("  no_holidays: [2026-11-17]\n", 6, "calendar.no_holidays.1", "no public holiday in SN"),
    "a strike in an unknown year": ("  no_holidays: [2202-11-18]\n", 6, "calendar.no_holidays.1", "2202 are not known"),
    "an unknown key": ("  holiday: [2026-06-04]\n", 6, "calendar.holiday", 'did you mean "holidays"?'),
    "no list": ("  holidays: 2026-06-04\n", 6, "calendar.holidays", "has to be a list"),
    "closed the wrong way round": (
        "  closed:\n    - since: 2026-12-31\n      until: 2026-12-24\n", 8, "calendar.closed.1.until", "before the first",
    ),
    "closed for a year by a slip": (
        "  closed:\n    - since: 2026-12-24\n      until: 2027-12-31\n", 8, "calendar.closed.1.until", "for 373 days",
    ),
    "closed twice": (
        "  closed:\n    - {since: 2026-12-24, until: 2026-12-31}\n    - {since: 2026-12-31, until: 2027-01-02}\n",
        8, "calendar.closed.2", "put the two together",
    ),
    "closed without an end": ("  closed:\n    - since: 2026-12-24\n", 7, "calendar.closed.1.until", "is missing"),
}  # fmt: skip


@pytest.mark.parametrize(("calendar", "line", "key_path", "words"), CASES.values(), ids=CASES)
def test_a_spoiled_calendar_is_refused_with_line_key_and_mend(
    tmp_path: Path, calendar: str, line: int, key_path: str, words: str
) -> None:
    with pytest.raises(BadFile) as bad:
        loaded(tmp_path, calendar)
    told = {(p.line, p.key_path): p.fault.sentence() for p in bad.value.problems}
    assert words in told.get((line, key_path), f"nothing there: {told}")


def test_the_longest_time_an_office_can_be_closed_is_a_quarter(tmp_path: Path) -> None:
    assert loaded(tmp_path, "  closed: [{since: 2026-07-01, until: 2026-09-30}]\n").calendar.closed
    with pytest.raises(BadFile, match="93 days"):
        loaded(tmp_path, "  closed: [{since: 2026-07-01, until: 2026-10-01}]\n")
