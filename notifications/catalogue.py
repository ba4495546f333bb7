"""Who is told what, by which letter: the table below is all of it. Order as in the chain.

A letter is owed for an entry that counts: one voided in the meantime owes nothing, nor does a request whose documents
have already come in. A correction owes its letter only if somebody was told about the entry; before that, the letter
about the entry itself says what counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain import standing
from domain.answers import Passed
from domain.deadlines.held import of_applicants
from domain.dossier import Dossier, fold
from domain.events import (
    Assigned,
    Corrected,
    Decided,
    DocumentFiled,
    DocumentsSupplied,
    Event,
    FundsConfirmed,
    Opened,
    Recorded,
    Resolved,
    Returned,
    RoundBegun,
    StatusReported,
    Submitted,
    Withdrawn,
)
from domain.events.chain import Closed, StageOpened
from domain.events.deadlines import (
    ClockResumed,
    ClockStopped,
    DeadlineEnded,
    DeadlineExtended,
    DeadlineSet,
    ExtensionRefused,
    ExtensionRequested,
    Notified,
)
from domain.events.meetings import (
    BidReceived,
    BidsClosed,
    Called,
    ConditionSettled,
    ConflictDeclared,
    Proposed,
    Repinned,
    Scheduled,
    Selected,
    Unscheduled,
)
from domain.programme import Programme
from domain.text import Text
from domain.vocabulary import ReturnPurpose, SelectionOutcome
from notifications import due


def _any(_programme: Programme, _event: Event) -> bool:
    return True


def _documents(_programme: Programme, event: Event) -> bool:
    return isinstance(event, Returned) and event.purpose is ReturnPurpose.DOCUMENTS


def _rework(_programme: Programme, event: Event) -> bool:
    return isinstance(event, Returned) and event.purpose is ReturnPurpose.REWORK


def _early(programme: Programme, event: Event) -> bool:
    return isinstance(event, Decided) and programme.stages[event.stage].effective_date


def _approval(programme: Programme, event: Event) -> bool:
    return isinstance(event, Decided) and programme.home[event.stage].key == programme.approval


def _chosen(_programme: Programme, event: Event) -> bool:
    return isinstance(event, Selected) and event.outcome is SelectionOutcome.SELECTED


def _at_once(_dossier: Dossier, _fact: Recorded, _after: int) -> bool:
    return True


def _all_confirmed(dossier: Dossier, fact: Recorded, _after: int) -> bool:
    """Tell whether this is the entry by which the last source of money had confirmed its part."""
    assert isinstance(fact.event, FundsConfirmed)  # noqa: S101 - the row's event, for the type checker
    passed = funds_settled(dossier, fact.event)
    return passed is not None and passed.seq == fact.seq


def _was_told(dossier: Dossier, fact: Recorded, after: int) -> bool:
    """Tell whether a correction names an entry somebody was told about, and is the last word on it."""
    correction = fact.event
    assert isinstance(correction, Corrected)  # noqa: S101 - the row's event, for the type checker
    target = dossier.entries[correction.seq - 1]
    later = (entry.event for entry in dossier.entries[fact.seq :])
    overtaken = any(isinstance(event, Corrected) and event.seq == correction.seq for event in later)
    if overtaken or target.seq > after or row_for(dossier.programme, target.event) is None:
        return False
    if isinstance(target.event, due.OF_DEADLINES):
        return of_applicants(dossier, target.event.deadline)
    if not isinstance(target.event, Resolved) and correction == Corrected(
        correction.seq, correction.reason, text=correction.text
    ):
        return False  # grounds stay in the office, and so does their correction
    if isinstance(target.event, FundsConfirmed):
        # One source's word is not told by itself; it matters where all had confirmed, before the correction or by it.
        before = fold(dossier.id, dossier.programme, dossier.entries[: fact.seq - 1])
        return any(funds_settled(then, target.event) for then in (before, dossier))
    return True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the catalogue; `which` facts of a type it is about, and `when` their letter is due.

    Subjects never hold a result, an amount or a name; `{…}` is filled in by `notifications.subject`.
    """

    event: type[Event]
    template: str
    subject: Text
    which: Callable[[Programme, Event], bool] = _any
    when: Callable[[Dossier, Recorded, int], bool] = _at_once


# fmt: off
CATALOGUE: tuple[Row, ...] = (
    Row(Submitted, "receipt",
        Text(de="Antrag eingegangen", en="We have your application")),
    Row(Returned, "documents_requested",
        Text(de="Bitte{until} Unterlagen nachreichen", en="Please send documents{until}"), _documents, due.still_missing),
    Row(Returned, "rework_requested",
        Text(de="Bitte überarbeiten Sie Ihren Antrag", en="Please revise your application"), _rework),
    Row(DocumentsSupplied, "documents_received",
        Text(de="Unterlagen eingegangen", en="We have your documents")),
    Row(Scheduled, "scheduled",
        Text(de="Ihr Antrag wird{day} beraten", en="To be discussed{day}"), when=due.still_ahead),
    Row(Resolved, "meeting_outcome",
        Text(de="Ergebnis der {meeting}{of}", en="Outcome of the {meeting}{of}")),
    Row(Selected, "selected",
        Text(de="Bitte stellen Sie jetzt Ihren Antrag", en="Please send your application now"), _chosen, due.still_selected),
    Row(Decided, "early_start_decision",
        Text(de="Vorzeitiger Beginn: Entscheidung liegt vor", en="Early start: decision available"), _early),
    Row(Decided, "decision",
        Text(de="Entscheidung zu Ihrem Antrag liegt vor", en="Decision on your application available"), _approval),
    Row(Decided, "amendment_decision",
        Text(de="{proceeding}: Entscheidung liegt vor", en="{proceeding}: decision available")),
    Row(FundsConfirmed, "financing_settled",
        Text(de="Neues zu Ihrer Finanzierung", en="News about your financing"), when=_all_confirmed),
    Row(ConditionSettled, "condition_settled",
        Text(de="Neues zu einer Auflage", en="News about a condition"), when=due.still_set),
    Row(DeadlineSet, "deadline_set",
        Text(de="Ihre Frist{until}", en="Your deadline{until}"), when=due.still_theirs),
    Row(DeadlineExtended, "deadline_extended",
        Text(de="Sie haben mehr Zeit{until}", en="Your new deadline{until}"), when=due.still_theirs),
    Row(ExtensionRequested, "extension_requested",
        Text(de="Ihre Bitte um mehr Zeit ist eingegangen", en="We have your request for more time"), when=due.still_asked),
    Row(ExtensionRefused, "extension_refused",
        Text(de="Antwort auf Ihre Bitte um mehr Zeit", en="Answer to your request for more time"), when=due.still_refused),
    Row(DeadlineEnded, "deadline_voided",
        Text(de="Eine Frist gilt nicht mehr", en="A deadline holds no more"), when=due.still_theirs),
    Row(Withdrawn, "withdrawal_confirmed",
        Text(de="Antrag zurückgezogen: Bestätigung", en="Application withdrawn: confirmation")),
    Row(Corrected, "correction",
        Text(de="Ein Eintrag wurde berichtigt", en="An entry was corrected"), when=_was_told),
)
# fmt: on

#: Nobody gets a letter about these: the opening (the receipt follows), what the chain does, what the office prepares, and the
#: other axis. An item taken off an agenda is told by its next day; what is notified is the notice, which goes its own way.
SILENT: frozenset[type[Event]] = frozenset({
    Opened, RoundBegun, StatusReported, DocumentFiled, Assigned, StageOpened, Closed,
    Unscheduled, Called, BidReceived, BidsClosed, Proposed, ConflictDeclared, Repinned,
    ClockStopped, ClockResumed, Notified,
})  # fmt: skip

_ROWS: dict[type[Event], tuple[Row, ...]] = {
    row.event: tuple(other for other in CATALOGUE if other.event is row.event) for row in CATALOGUE
}


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter owed: about which entry, by which template, to whom (the id of a party)."""

    seq: int
    template: str
    addressee_id: str


def owed(dossier: Dossier, after: int) -> Iterator[Owed]:
    """Yield the letters owed for the entries after number `after`; none where the dossier names nobody to write to."""
    opened = dossier.opened
    usual = opened.contact or dossier.sponsor or dossier.applicant
    # Who was selected is told of nothing that went before: it was not their case yet.
    before = opened.contact or opened.sponsor or opened.applicant
    since = _selected_by(dossier)
    new = dossier.entries[after:] if usual or dossier.programme.selections else ()
    counts = {fact.seq: fact for fact in dossier.facts} if dossier.facts is not dossier.entries else None
    for entry in new:
        fact = entry if counts is None else counts.get(entry.seq)
        if fact is None:
            continue
        row = row_for(dossier.programme, fact.event)
        addressee = _bidder(dossier, fact) or (usual if fact.seq >= since else before)
        if row is not None and addressee and row.when(dossier, fact, after):
            yield Owed(fact.seq, row.template, addressee)


def addressees(dossier: Dossier) -> frozenset[str]:
    """The ids of everybody a letter about the dossier can go to: its parties, and whoever was selected at some time."""
    if not dossier.programme.selections:
        return dossier.parties
    return dossier.parties | {entry.event.bidder for entry in dossier.entries if isinstance(entry.event, Selected)} - {""}


def _selected_by(dossier: Dossier) -> int:
    """The entry by which the sponsor was selected, 0 where nobody was."""
    if not dossier.selected:
        return 0
    events = ((fact.seq, fact.event) for fact in reversed(dossier.facts))
    return next(seq for seq, event in events if isinstance(event, Selected) and event.bidder == dossier.selected)


def _bidder(dossier: Dossier, fact: Recorded) -> str:
    """Who was selected, where the letter is about that: they are told, and told again if it was wrong."""
    event = dossier.entries[fact.event.seq - 1].event if isinstance(fact.event, Corrected) else fact.event
    return event.bidder if isinstance(event, Selected) else ""


def row_for(programme: Programme, event: Event) -> Row | None:
    """Find the row about this event: the first whose question it answers with yes."""
    return next((row for row in _ROWS.get(type(event), ()) if row.which(programme, event)), None)


def funds_settled(dossier: Dossier, event: FundsConfirmed) -> Passed | None:
    """Give the answer of a cofinancing stage if every source of money has confirmed, else None."""
    said = standing.answer(dossier, dossier.programme.stages[event.stage], event.round)
    return said if isinstance(said, Passed) else None
