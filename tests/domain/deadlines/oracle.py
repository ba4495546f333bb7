"""A second way to count periods, for comparison: an almanac laid out day by day, with holiday tables of its own.

It shares nothing with the product: no date type, no month arithmetic, no list of holidays. Days are positions in the almanac.
Written from the wording of §§ 187-189, 193 BGB and of the holiday laws; start years are those of the laws.
"""

from bisect import bisect_left, bisect_right

FIRST_YEAR, LAST_YEAR = 2008, 2042
#: 1 January 2008 was a Tuesday; Monday is 0.
FIRST_WEEKDAY = 1
ALWAYS, NEVER = 0, 9999
LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
NATIONAL = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
#: Good Friday, Easter Monday, Ascension, Whit Monday: days after Easter Sunday.
NATIONAL_AFTER_EASTER = (-2, 1, 39, 50)
#: (month, day): the Länder that keep it, each with the first year.
OF_SOME_LAENDER = {
    (1, 6): dict.fromkeys(("BW", "BY", "ST"), ALWAYS),
    (3, 8): {"BE": 2019, "MV": 2023},
    (8, 15): {"SL": ALWAYS},
    (9, 20): {"TH": 2019},
    (10, 31): dict.fromkeys(("BB", "MV", "SN", "ST", "TH"), ALWAYS) | dict.fromkeys(("HB", "HH", "NI", "SH"), 2018),
    (11, 1): dict.fromkeys(("BW", "BY", "NW", "RP", "SL"), ALWAYS),
}
CORPUS_CHRISTI = ("BW", "BY", "HE", "NW", "RP", "SL")
#: The five hundredth anniversary of the Reformation everywhere; Berlin's own anniversaries.
ONCE_EVERYWHERE = {(2017, 10, 31)}
ONCE = {"BE": {(2020, 5, 8), (2025, 5, 8), (2028, 6, 17)}}

Day = tuple[int, int, int]


def is_leap(year: int) -> bool:
    return year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)


def length(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


#: Every day of the almanac as (year, month, day), and where it stands.
ALMANAC: list[Day] = [
    (year, month, day)
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
    for month in range(1, 13)
    for day in range(1, length(year, month) + 1)
]
PLACE = {day: place for place, day in enumerate(ALMANAC)}


def weekday(place: int) -> int:
    return (FIRST_WEEKDAY + place) % 7


def easter(year: int) -> int:
    """Where Easter Sunday stands, by Gauss's rule with Lichtenberg's correction."""
    k = year // 100
    m = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25
    s = 2 - (3 * k + 3) // 4
    a = year % 19
    d = (19 * a + m) % 30
    r = (d + a // 11) // 29
    full_moon = 21 + d - r
    first_sunday = 7 - (year + year // 4 + s) % 7
    in_march = full_moon + 7 - (full_moon - first_sunday) % 7
    return PLACE[year, 3, 1] + in_march - 1


def free_days(land: str) -> set[int]:
    """The holidays of a Land, as places in the almanac."""
    found: set[int] = set()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        found |= {PLACE[year, month, day] for month, day in NATIONAL}
        found |= {easter(year) + after for after in NATIONAL_AFTER_EASTER}
        found |= {PLACE[year, *day] for day, since in OF_SOME_LAENDER.items() if since.get(land, NEVER) <= year}
        if land in CORPUS_CHRISTI:
            found.add(easter(year) + 60)
        if land == "SN":
            # Buß- und Bettag: eleven days before the first Sunday in Advent, which is the fourth before Christmas Day.
            christmas = PLACE[year, 12, 25]
            fourth_advent = next(place for place in range(christmas - 1, christmas - 8, -1) if weekday(place) == 6)
            found.add(fourth_advent - 21 - 11)
    return found | {PLACE[day] for day in ONCE_EVERYWHERE | ONCE.get(land, set())}


class SecondOpinion:
    """Counts periods at an authority in one Land; days go in and come out as places in the almanac."""

    def __init__(self, land: str) -> None:
        """Lay out the working days."""
        free = free_days(land)
        self.working = [place for place in range(len(ALMANAC)) if weekday(place) < 5 and place not in free]

    def on_or_after(self, place: int) -> int:
        return self.working[bisect_left(self.working, place)]

    def on_or_before(self, place: int) -> int:
        return self.working[bisect_right(self.working, place) - 1]

    def end(self, start: int, unit: str, count: int) -> int:
        """The last day of a period from the event on `start`, moved to a working day."""
        if unit == "working_days":
            return self.working[bisect_right(self.working, start) + count - 1]
        return self.on_or_after(plain_end(start, unit, count, 1))

    def latest(self, end: int, unit: str, count: int) -> int:
        """The last day that is at least the period before `end`, moved to the working day before."""
        if unit == "working_days":
            return self.working[bisect_left(self.working, end) - count]
        return self.on_or_before(plain_end(end, unit, count, -1))


def plain_end(start: int, unit: str, count: int, way: int) -> int:
    """The end before any move: the day of the event does not count."""
    match unit:
        case "days":
            return start + way * count
        case "weeks":
            return start + way * 7 * count
        case "months":
            return _month_on(start, way * count)
        case "years":
            return _month_on(start, way * 12 * count)
        case "half_months":
            return _month_on(start, way * (count // 2)) + way * 15 * (count % 2)
        case _:
            raise AssertionError(unit)


def _month_on(start: int, months: int) -> int:
    """The day with the same number, else the last of its month: looked up in the almanac, downwards until it is there."""
    year, month, day = ALMANAC[start]
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in {0, 13}:
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    while (year, month, day) not in PLACE:
        day -= 1
    return PLACE[year, month, day]


def spelled(place: int) -> str:
    """The day as 2026-09-24."""
    year, month, day = ALMANAC[place]
    return f"{year:04}-{month:02}-{day:02}"
