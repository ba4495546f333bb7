"""A mapping: what the columns of somebody's table mean. Everything is asked for here and nothing is guessed from the table.

A column the mapping neither reads nor lists under `ignore` is a fault, and so is one it names and the file lacks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from config.load import bad_file
from config.mapping import faults as no
from config.mapping.notation import Notation, Numbers, notation
from config.mapping.tables import REASONS, Encoding, Form, Format, heading
from config.yaml_lines import Marked
from domain.fault import Fault, nearest, shown
from domain.programme import Programme
from domain.programme.written import Key, Share, Words
from domain.text import TEXT_LIMIT, normal
from domain.vocabulary import ImplementationStatus

Column = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(heading)]
_Word = Annotated[str, Field(max_length=300), AfterValidator(normal)]
_Prose = Annotated[str, Field(max_length=TEXT_LIMIT)]
Act = Literal["record", "propose", "withdraw"]


class File(Words):
    """How the file is read: its format, and what a CSV file or a workbook needs besides."""

    format: Format
    encoding: Encoding | None = None
    separator: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    header: int = Field(default=1, ge=1, le=1000)
    sheet: str | None = None

    @property
    def form(self) -> Form:
        """The same for whoever reads the file."""
        return Form(self.format, self.encoding or "utf-8", self.separator or ";", self.header, self.sheet or "")


class NumberSigns(Words):
    """The signs of amounts."""

    decimal: Literal[",", "."]
    thousands: Literal["", ",", ".", " ", "'", "’", "\u00a0"] = ""


class Columns(Words):
    """The columns of what a case is opened with."""

    reference: Column
    title: Column
    area: Column | None = None
    opened: Column | None = None
    requested: Column | None = None
    begins: Column | None = None
    ends: Column | None = None
    part_of: Column | None = None
    paper: Column | None = None
    refers_to: Column | None = None


class Who(Words):
    """A column that names somebody: by handle, or by name; `known` says whose handle a name stands for."""

    column: Column
    by: Literal["handle", "name"]
    kind: Literal["person", "organisation"] = "organisation"
    known: dict[_Word, Key] = Field(default_factory=dict)


class Parties(Words):
    """Who takes part in a case."""

    applicant: Who | None = None
    sponsor: Who | None = None
    contact: Who | None = None


class PlanPart(Words):
    """A source of money: the same share in every row, a column with the share, a column with the amount."""

    source: Key
    share: Share | None = None
    share_column: Column | None = None
    amount_column: Column | None = None


class Status(Words):
    """A column with the implementation status and what its words mean."""

    column: Column
    values: dict[_Word, ImplementationStatus] = Field(min_length=1)


class Codes(Words):
    """A column with codes of the programme, several with a sign between them; `values` where they are written otherwise."""

    column: Column
    separator: str = Field(default=",", min_length=1, max_length=3)
    values: dict[_Word, Key] = Field(default_factory=dict)


class Outcomes(Words):
    """A column with outcomes and what its words mean; nothing after a word says that nothing is recorded."""

    column: Column
    values: dict[_Word, str | None] = Field(min_length=1)


#: The columns a fact may name, beside those of its day and its outcome.
DETAILS = ("effective_on", "amount", "reason", "conditions", "vote", "referred_to", "resubmit_on")


class Fact(Words):
    """What happened with each case: recorded in the order of the mapping, left out where its columns are empty."""

    act: Act = "record"
    stage: Key | None = None
    outcome: Key | None = None
    outcome_from: Outcomes | None = None
    on: Column | None = None
    effective_on: Column | None = None
    amount: Column | None = None
    reason: Column | None = None
    reason_text: _Prose = ""
    conditions: Column | None = None
    vote: Column | None = None
    referred_to: Column | None = None
    resubmit_on: Column | None = None
    round: int | None = Field(default=None, ge=1, le=1000)
    begins_round: _Prose = ""
    keep: tuple[Key, ...] = ()
    sources: tuple[Key, ...] = ()
    recorded_as: Key | None = Field(default=None, alias="as")

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it reads, its day first."""
        said = (self.on, self.outcome_from.column if self.outcome_from else None, *(getattr(self, name) for name in DETAILS))
        return tuple(column for column in said if column)


class Mapping(Words):
    """A whole mapping."""

    programme: Key
    authority: Key
    file: File
    dates: tuple[str, ...] = ()
    pivot: int | None = Field(default=None, ge=0, le=100)
    undated: tuple[_Word, ...] = ()
    numbers: NumberSigns | None = None
    empty: tuple[_Word, ...] = ()
    columns: Columns
    parties: Parties = Parties()
    create_parties: bool = False
    plan: tuple[PlanPart, ...] = ()
    implementation: Status | None = None
    codes: Codes | None = None
    facts: tuple[Fact, ...] = Field(default=(), max_length=50)
    ignore: tuple[Column, ...] = ()

    @cached_property
    def notations(self) -> tuple[Notation, ...]:
        """The notations of its days."""
        return tuple(notation(written) for written in self.dates)

    @cached_property
    def amounts(self) -> Numbers:
        """The notation of its amounts; that of files of ours where nothing is read as an amount."""
        return Numbers(self.numbers.decimal, self.numbers.thousands) if self.numbers else Numbers(".", "")

    @cached_property
    def uses(self) -> Counter[str]:
        """How often each column is read."""
        named = [column for _path, column in self.named() if column not in self.ignore]
        return Counter(named)

    def named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every column that is read, with its place in the file."""
        yield from _said(self.columns, ("columns",), tuple(Columns.model_fields))
        for name, who in self.parties:
            yield from _said(who, ("parties", name), ("column",))
        for n, part in enumerate(self.plan):
            yield from _said(part, ("plan", n), ("share_column", "amount_column"))
        yield from _said(self.implementation, ("implementation",), ("column",))
        yield from _said(self.codes, ("codes",), ("column",))
        for n, fact in enumerate(self.facts):
            yield from _said(fact.outcome_from, ("facts", n, "outcome_from"), ("column",))
            yield from _said(fact, ("facts", n), ("on", *DETAILS))


def _said(
    block: Words | None, path: tuple[str | int, ...], names: tuple[str, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The columns a block names under these keys."""
    for name in names if block else ():
        if column := getattr(block, name):
            yield (*path, name), column


@dataclass(frozen=True)
class LoadedMapping:
    """A mapping with the programme it maps to, and its file, so that a fault found later finds its line too."""

    mapping: Mapping
    programme: Programme
    path: Path
    marked: Marked

    def require(self, columns: tuple[str, ...]) -> None:
        """Raise BadFile unless every column of a table is spoken for, and every column spoken of is there."""
        mapping, known = self.mapping, set(columns)
        found: list[Fault] = []
        ignored = [(("ignore", n), column) for n, column in enumerate(mapping.ignore)]
        for path, column in (*mapping.named(), *ignored):
            if column not in known and (near := nearest(column, columns)):
                found.append(no.ColumnNotThereNear(path, column=shown(column), near=near))
            elif column not in known:
                found.append(no.ColumnNotThere(path, column=shown(column), columns=", ".join(columns)))
        spoken_for = {column for _path, column in mapping.named()} | {*mapping.ignore, REASONS}
        found += [no.ColumnNotUsed(("columns",), column=shown(name)) for name in columns if name not in spoken_for]
        if found:
            raise bad_file(self.path, self.marked, found)
