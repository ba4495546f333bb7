"""Deadlines in the words of the pages: what one is called, who owes it, how it stands, why its clock rests."""

from domain.deadlines.over import APPEAL, duty_of
from domain.programme import Programme
from domain.vocabulary import DeadlineOutcome, DeadlineState, OwedBy
from wording.deadlines import STATES
from wording.language import N_, _, spoken

#: Who owes the next step, as filters, tables and bookings name them.
PARTIES = {
    OwedBy.SPONSOR: N_("Applicant's side"),
    OwedBy.LAND: N_("Land or another funder"),
    OwedBy.MEETING: N_("Meeting of a body"),
    OwedBy.OFFICE: N_("The office"),
}
#: Why a clock rests, to the office.
RESTS = {
    OwedBy.SPONSOR: N_("The clock rests because the applicant's side owes the next step."),
    OwedBy.LAND: N_("The clock rests because the Land or another funder owes the next step."),
    OwedBy.MEETING: N_("The clock rests because a meeting of a body owes the next step."),
    OwedBy.OFFICE: N_("The clock rests because the office owes the next step."),
}
#: The badge of each state; the word stands in it.
_COLOURS = {
    DeadlineState.OPEN: "info", DeadlineState.STOPPED: "warning", DeadlineState.MET: "success",
    DeadlineState.VOIDED: "info", DeadlineState.SUPERSEDED: "info", DeadlineState.LAPSED: "info",
}  # fmt: skip
OUTCOMES = {
    DeadlineOutcome.MET: N_("It was met"),
    DeadlineOutcome.VOIDED: N_("It no longer holds"),
}
_MISSED = N_("overdue")


def state_of(state: DeadlineState, due: str, today: str, *, role: bool) -> tuple[str, str]:
    """The word and the colour of a state; what runs and whose day has passed is overdue, or has ended where nobody owes it."""
    if state is DeadlineState.OPEN and due and due < today:
        return (_(_MISSED), "danger") if role else (_(STATES[DeadlineState.LAPSED]), _COLOURS[DeadlineState.LAPSED])
    return _(STATES[state]), _COLOURS[state]


def titled(programme: Programme, name: str, stage: str) -> str:
    """What a deadline of that name is called where the programme says it, else nothing: its history says it then."""
    key, _colon, rest = name.partition(":")
    if key == "appeal":
        return APPEAL.into(spoken())
    if (duty := duty_of(programme, name)) is not None:
        return duty.title.into(spoken())
    known = programme.stages.get(stage)
    return known.title.into(spoken()) if known and key == stage and rest.isdecimal() else ""
