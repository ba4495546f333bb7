"""The application form as people type it: fields as text, read into a `Project`, every fault beside its field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from config.application import REFERENCE_LIMIT, EndsBeforeItBegins, Part, Project
from domain import money
from domain.dates import When
from domain.errors import Refusal
from domain.programme import Programme
from domain.programme.code_lists import Code
from domain.text import TITLE_LIMIT
from domain.typed import typed
from wording.language import _, spoken
from wording.refusals import said

_Value = TypeVar("_Value")

#: What the name of a code's field begins with; ticked it says "1", otherwise nothing.
CODE = "code_"

#: What is shown of a value in a sentence about it.
_SHOWN = 40
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
#: Thousands stand in threes, cents are one or two digits: so 1.500,00 and 1,500.00 and 1500 are the same.
_AMOUNT = re.compile(r"(\d{1,3}(?:[. ,\u00a0]\d{3})+|\d{1,16})(?:[.,](\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a programme's form asks for: its sources with their shares, for whom one may apply, and whom one may name.

    Both by handle with their names. `asks_applicant` is set where there is a choice, or where the one made before is not
    open to this person any more.
    """

    programme: Programme
    organisations: Mapping[str, str]
    applicants: Mapping[str, str]
    asks_applicant: bool = False
    #: The codes of the programme's list that may be given today.
    codes: tuple[Code, ...] = ()

    @property
    def fixed(self) -> bool:
        """Tell whether the programme fixes every share, so that one total says all amounts."""
        sources = self.programme.sources
        return bool(sources) and all(source.share is not None for source in sources)

    @property
    def asks_area(self) -> bool:
        """Tell whether money is given per area, so that an application has to name its own."""
        return bool(self.programme.budgets)

    @property
    def asks_framework(self) -> bool:
        """Tell whether an application has to name the framework notice it belongs to."""
        return self.programme.part_of is not None


@dataclass
class Typed:
    """What was typed and what is wrong with it; `project` is there when nothing is."""

    values: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    project: Project | None = None


def amount(text: str) -> int:
    """Read an amount as people write it, in cents; raises ValueError."""
    found = _AMOUNT.fullmatch(text.removesuffix("€").removesuffix("EUR").strip())
    if not found:
        raise ValueError(text)
    return money.cents(f"{re.sub(r'[^0-9]', '', found[1])}.{(found[2] or '0'):0<2}")


def day_or_month(text: str) -> When:
    """Read a day or a month as people write it (15.03.2026, 03/2026, 2026-03-15, 2026-03); raises ValueError."""
    if found := _GERMAN_DAY.fullmatch(text):
        return When(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}")
    if found := _MONTH.fullmatch(text):
        return When(f"{found[2]}-{found[1]:0>2}")
    read = When(text)
    if not read.known:
        raise ValueError(text)
    return read


def read(wanted: Wanted, fields: Mapping[str, str], *, authority: str) -> Typed:
    """Read what was typed; the reference is given by the office when the application is sent."""
    typed_ = Typed({name: fields.get(name, "") for name in names(wanted)})
    title = _text(typed_, "title", TITLE_LIMIT)
    area = _text(typed_, "area", TITLE_LIMIT) if wanted.asks_area else ""
    part_of = _text(typed_, "part_of", REFERENCE_LIMIT) if wanted.asks_framework else ""
    begins, ends = _when(typed_, "begins"), _when(typed_, "ends")
    if begins and ends and begins.certainly_after(ends):
        typed_.faults["ends"] = said(EndsBeforeItBegins(("ends",), begins=begins.show(spoken()), ends=ends.show(spoken())))
    applicant = typed_.values["applicant"] if wanted.asks_applicant else next(iter(wanted.applicants), "")
    if applicant not in wanted.applicants:
        typed_.faults["applicant"] = _("Choose for whom you apply.")
    sponsor = typed_.values["sponsor"]
    if sponsor and sponsor not in wanted.organisations:
        typed_.faults["sponsor"] = _("Choose one of the organisations in the list.")
    paper = typed_.values.get("paper", "")
    if wanted.programme.papers and paper not in {each.key for each in wanted.programme.papers}:
        typed_.faults["paper"] = _("Choose the kind of paper.")
    refers_to = _text(typed_, "refers_to", REFERENCE_LIMIT) if typed_.values.get("refers_to") else ""
    total, plan = _financing(typed_, wanted)
    if not typed_.faults:
        typed_.project = Project(
            authority=authority, programme=wanted.programme.programme, reference="-", title=title, area=area,
            applicant=applicant, sponsor=sponsor or None, begins=begins, ends=ends, requested=_plain(total) if total else None,
            plan=plan, part_of=part_of, paper=paper or None, refers_to=refers_to,
            codes=tuple(code.key for code in wanted.codes if typed_.values[f"{CODE}{code.key}"]),
        )  # fmt: skip
    return typed_


def topics(wanted: Wanted) -> dict[str, list[str]]:
    """The names of the form's fields by topic, in the order people are asked; topics are named as in their addresses."""
    parts = [] if wanted.fixed else [f"amount_{source.key}" for source in wanted.programme.sources]
    return {
        "vorhaben": ["title", *_asked(wanted), *(f"{CODE}{code.key}" for code in wanted.codes)],
        "zeitraum": ["begins", "ends"],
        "finanzierung": ["total", *parts],
        "beteiligte": [*(["applicant"] if wanted.asks_applicant else []), "sponsor"],
    }


def _asked(wanted: Wanted) -> list[str]:
    """What only some programmes ask about a project."""
    asked = {"area": wanted.asks_area, "part_of": wanted.asks_framework, "paper": bool(wanted.programme.papers)}
    asked["refers_to"] = asked["paper"]
    return [name for name, is_asked in asked.items() if is_asked]


def names(wanted: Wanted) -> list[str]:
    """The names of all fields of the form."""
    return [name for named in topics(wanted).values() for name in named]


def _financing(typed_: Typed, wanted: Wanted) -> tuple[int, tuple[Part, ...]]:
    sources = wanted.programme.sources
    # A paper or a concept is not itself paid for.
    total = _cents(typed_, "total", needed=bool(sources))
    if wanted.fixed:
        shares = {source.key: source.fraction for source in sources}
        rest = next((source.key for source in sources if source.takes_remainder), sources[-1].key)
        split = money.split(total, {key: share for key, share in shares.items() if share is not None}, remainder_to=rest)
        return total, tuple(Part(source=s.key, share=s.share, amount=_plain(split[s.key])) for s in sources)
    cents = {source.key: _cents(typed_, f"amount_{source.key}", needed=False) for source in sources}
    if sources and not any(name.startswith(("total", "amount_")) for name in typed_.faults) and sum(cents.values()) != total:
        told = _("The sources add up to {sum} EUR, the total cost is {total} EUR. Mend one of them.")
        typed_.faults["total"] = told.format(sum=money.show(sum(cents.values()), spoken()), total=money.show(total, spoken()))
    return total, tuple(Part(source=key, amount=_plain(value)) for key, value in cents.items() if value)


def _text(typed_: Typed, name: str, limit: int) -> str:
    return _read(typed_, name, lambda value: typed(name, value, limit=limit), "") or ""


def _when(typed_: Typed, name: str) -> When | None:
    if not typed_.values[name]:
        return None
    return _read(typed_, name, day_or_month, _('"{value}" is not a date: write a day as 15.03.2026 or a month as 03/2026.'))


def _cents(typed_: Typed, name: str, *, needed: bool) -> int:
    if not typed_.values[name] and not needed:
        return 0
    told = _('"{value}" is not an amount: write it as 1500 or 1500,00.')
    if not typed_.values[name]:
        told = _("Say what the project costs in total.")
    cents = _read(typed_, name, amount, told) or 0
    if needed and not cents and name not in typed_.faults:
        typed_.faults[name] = _("Say what the project costs in total.")
    return cents


def _read(typed_: Typed, name: str, reading: Callable[[str], _Value], told: str) -> _Value | None:
    """Read a field; what is wrong with it is noted, as the refusal's own sentence or as `told`."""
    try:
        return reading(typed_.values[name])
    except Refusal as refusal:
        typed_.faults[name] = said(refusal)
    except ValueError:
        typed_.faults[name] = told.format(value=typed_.values[name][:_SHOWN])
    return None


def _plain(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
