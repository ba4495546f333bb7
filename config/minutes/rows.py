"""What the cells of a file of results mean: rows to record, or everything that is wrong with them at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from config.bad_file import BadFile, Problem
from config.minutes.file import IGNORED, Line, read_table
from config.minutes.problems import (
    CouldBeTwo,
    NeededFor,
    NoItemNamed,
    NoSuchMember,
    NoSuchNumber,
    NotOnTheAgenda,
    NotYesOrNo,
    OtherCase,
    ResultOfBusiness,
    ResultTwice,
    WithoutOutcome,
)
from config.problems import NotADate, NotAWord, NotAWordNear, NotInTheCalendar, TextTooLong
from domain.admission.cleaned import ONE_LINE
from domain.commands import Details
from domain.dates import When, as_stored
from domain.fault import Fault, OneLineOnly, nearest, shown
from domain.meetings.minutes import Row
from domain.stages.meeting import NEEDS
from domain.text import TEXT_LIMIT, Text, normal
from domain.vocabulary import MeetingOutcome
from domain.words import OUTCOMES

#: As many problems as somebody mends in one go.
_MOST = 50
_WORDS: Mapping[str, MeetingOutcome] = {
    word.casefold(): outcome
    for outcome in MeetingOutcome
    for word in (outcome.value, outcome.value.replace("_", " "), OUTCOMES[outcome].de, OUTCOMES[outcome].en)
}
#: Words of other councils for the same results (domain.md 6.2).
_ALSO: Mapping[str, MeetingOutcome] = {
    "beschlossen": MeetingOutcome.ADOPTED,
    "mit änderungen beschlossen": MeetingOutcome.ADOPTED_AMENDED,
    "mit auflagen beschlossen": MeetingOutcome.ADOPTED_WITH_CONDITIONS,
    "vertagt": MeetingOutcome.POSTPONED,
    "überwiesen in den ausschuss": MeetingOutcome.REFERRED,
}
_KNOWN = Text(
    de=", ".join(OUTCOMES[outcome].de for outcome in MeetingOutcome),
    en=", ".join(outcome.value for outcome in MeetingOutcome),
)
_YES = frozenset({"ja", "yes", "true", "wahr", "x", "1", "geheim", "secret"})
_NO = frozenset({"", "nein", "no", "false", "falsch", "0"})
_BETWEEN = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """An item of the agenda as a file can name it: its number as printed, and the reference of its case ("" for none)."""

    item: str
    number: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The meeting a file is about, and the people it may name: handles with their ids."""

    meeting: str
    items: Sequence[OnAgenda]
    handles: Mapping[str, str] = field(default_factory=dict)


def read_rows(name: str, raw: bytes, agenda: Agenda) -> list[Row]:
    """Read the results of a meeting; rows without an outcome are left out, their items stay open.

    Raises BadFile with everything that is wrong, at most fifty problems: nothing of the file is used then.
    """
    table = read_table(name, raw, agenda.meeting)
    problems = list(table.problems)
    rows: list[Row] = []
    first: dict[str, int] = {}
    for line in table.lines:
        reading = _Reading(line, agenda)
        row = reading.row()
        there = reading.item
        if there is not None and line.cells.get("outcome") and there.item in first:
            reading.wrong("item", ResultTwice((), item=there.number, first=first[there.item]))
        elif there is not None and line.cells.get("outcome"):
            first[there.item] = line.line
        problems += reading.problems
        rows += [row] if row else []
    if problems:
        raise BadFile(name, sorted(problems, key=lambda problem: problem.line)[:_MOST])
    return rows


class _Reading:
    """One line on its way to a row."""

    def __init__(self, line: Line, agenda: Agenda) -> None:
        self.line, self.agenda = line, agenda
        self.problems: list[Problem] = []
        self.item: OnAgenda | None = None

    def wrong(self, column: str, fault: Fault) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(self.line.problem(column, fault))

    def said(self, column: str) -> str:
        """The text of a cell."""
        return self.line.cells.get(column, "")

    def row(self) -> Row | None:
        """The row; None where the item stays open, or something is wrong."""
        self.item = self._item()
        told = [column for column in self.line.cells if column not in {"item", "reference", *IGNORED} and self._says(column)]
        if self.item is not None and not self.item.reference:
            for column in told:
                self.wrong(column, ResultOfBusiness((), item=self.item.number, value=shown(self.said(column))))
            return None
        number = self.item.number if self.item else self.said("item")
        if not self.said("outcome"):
            for column in told:
                self.wrong(column, WithoutOutcome((), item=number, value=shown(self.said(column))))
            return None
        outcome, details, on = self._outcome(), self._details(), self._day("on")
        needed = NEEDS.get(outcome) if outcome else None
        if outcome and needed and not self.said(needed):
            self.wrong(needed, NeededFor((), outcome=OUTCOMES[outcome]))
        return Row(self.item.item, outcome, details, on) if self.item and outcome and not self.problems else None

    def _says(self, column: str) -> bool:
        """Tell whether a cell says anything: that a ballot was not secret says nothing."""
        return bool(self.said(column)) and not (column == "secret" and self.said(column).casefold() in _NO)

    def _item(self) -> OnAgenda | None:
        number, reference = self.said("item"), self.said("reference")
        if not number and not reference:
            self.wrong("item", NoItemNamed(()))
            return None
        by_number = [one for one in self.agenda.items if number and _bare(one.number) == _bare(number)]
        by_reference = [one for one in self.agenda.items if one.reference and one.reference == (reference or number)]
        if number and reference and by_number:
            return self._both(by_number[0], reference)
        if number and not reference:
            return self._one("item", number, [*by_number, *(one for one in by_reference if one not in by_number)])
        if number:
            known = ", ".join(one.number for one in self.agenda.items)
            self.wrong("item", NoSuchNumber((), value=shown(number), known=known))
            return None
        return self._one("reference", reference, by_reference)

    def _both(self, found: OnAgenda, reference: str) -> OnAgenda | None:
        if found.reference == reference:
            return found
        other = found.reference or Text(de="Sonstiges", en="other business")
        self.wrong("reference", OtherCase((), item=found.number, value=shown(reference), other=other))
        return None

    def _one(self, column: str, value: str, found: Sequence[OnAgenda]) -> OnAgenda | None:
        if len(found) == 1:
            return found[0]
        known = ", ".join(one.number for one in self.agenda.items)
        if found:
            self.wrong(column, CouldBeTwo((), value=shown(value)))
        elif column == "item":
            self.wrong(column, NoSuchNumber((), value=shown(value), known=known))
        else:
            self.wrong(column, NotOnTheAgenda((), value=shown(value)))
        return None

    def _outcome(self) -> MeetingOutcome | None:
        word = " ".join(normal(self.said("outcome")).casefold().split())
        if found := _WORDS.get(word) or _ALSO.get(word):
            return found
        if near := nearest(word, _WORDS):
            meant = _WORDS[near]
            near_word = Text(de=OUTCOMES[meant].de, en=meant.value)
            self.wrong("outcome", NotAWordNear((), value=shown(self.said("outcome")), near=near_word))
        else:
            self.wrong("outcome", NotAWord((), value=shown(self.said("outcome")), known=_KNOWN))
        return None

    def _details(self) -> Details:
        return Details(
            conditions=self._text("conditions"), vote=self._text("vote"), referred_to=self._text("referred_to"),
            resubmit_on=self._day("resubmit_on"), biased=self._people(), secret=self._secret(),
        )  # fmt: skip

    def _text(self, column: str) -> str:
        text = self.said(column)
        limit = ONE_LINE.get(column, TEXT_LIMIT)
        if len(normal(text)) > limit:
            self.wrong(column, TextTooLong((), length=len(normal(text)), limit=limit))
        if column in ONE_LINE and "\n" in text:
            self.wrong(column, OneLineOnly(()))
        return text

    def _day(self, column: str) -> When | None:
        typed = self.said(column)
        if not typed:
            return None
        try:
            return When(as_stored(typed))
        except ValueError as wrong:
            kind = NotInTheCalendar if "calendar" in str(wrong) else NotADate
            self.wrong(column, kind((), value=shown(typed)))
            return None

    def _people(self) -> tuple[str, ...]:
        ids = []
        for handle in _BETWEEN.split(self.said("biased")):
            if handle in self.agenda.handles:
                ids.append(self.agenda.handles[handle])
            elif handle:
                known = ", ".join(sorted(self.agenda.handles))
                self.wrong("biased", NoSuchMember((), value=shown(handle), known=known))
        return tuple(dict.fromkeys(ids))

    def _secret(self) -> bool:
        word = self.said("secret").casefold()
        if word not in _YES | _NO:
            self.wrong("secret", NotYesOrNo((), value=shown(self.said("secret"))))
        return word in _YES


def _bare(number: str) -> str:
    """An item's number without what people write around it: "TOP 3.", "3."."""
    return number.casefold().removeprefix("top").strip().rstrip(".")
