"""What people may ask, drawn at random or as whoever's turn it is would do it."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.admission import admit
from domain.commands import (
    Command,
    ConfirmFunds,
    Decide,
    ReportStatus,
    Resolve,
    Return,
    StageCommand,
    Submit,
    SupplyDocuments,
    Withdraw,
)
from domain.commands.meetings import CloseBids, PublishCall, ReceiveBid, Select
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
    SelectionOutcome,
    StageKind,
)
from tests.offices import EVERYBODY, LEIPZIG, TODAY

DAYS = [TODAY - timedelta(days=n) for n in range(6)]
whens = st.one_of(st.sampled_from(DAYS).map(When.of), st.sampled_from([When("2010-01"), When("2009-12"), When.unknown()]))
maybe_whens = st.one_of(st.none(), whens)
rounds = st.sampled_from([None, None, None, 1, 2, 3])
reasons = st.sampled_from(["", "", "neuer Plan"])
keeps = st.lists(st.sampled_from(list(LEIPZIG.stages)), max_size=2, unique=True).map(tuple)
stages = st.sampled_from(list(LEIPZIG.stages))
sources = st.lists(st.sampled_from(["erdf", "town"]), max_size=2, unique=True).map(tuple)


def of_kind(*kinds: StageKind) -> st.SearchStrategy[str]:
    return st.sampled_from([stage.key for stage in LEIPZIG.stages.values() if stage.kind in kinds])


def place(stage: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[Any]]:
    return {"stage": stage, "on": maybe_whens, "round": rounds, "begins_round": reasons, "keep": keeps}


SUBMISSIONS = place(of_kind(StageKind.SUBMISSION))
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(Submit, **SUBMISSIONS),
    st.builds(SupplyDocuments, **SUBMISSIONS),
    st.builds(
        Resolve,
        **place(of_kind(StageKind.MEETING)),
        outcome=st.sampled_from(MeetingOutcome),
        conditions=st.just("ohne Fest"),
        referred_to=st.just("Ausschuss"),
        resubmit_on=whens,
    ),
    st.builds(
        Decide,
        **place(of_kind(StageKind.DECISION)),
        outcome=st.sampled_from(DecisionOutcome),
        effective_on=maybe_whens,
        reason=st.just("Mittel"),
    ),
    st.builds(
        ConfirmFunds,
        **place(of_kind(StageKind.COFINANCING)),
        outcome=st.sampled_from(CofinancingOutcome),
        sources=sources,
        reason=st.just("-"),
    ),
    st.builds(Return, **place(stages), purpose=st.sampled_from(ReturnPurpose), reason=st.just("Kosten")),
    st.builds(Withdraw, on=whens, reason=st.just("verkauft")),
    st.builds(ReportStatus, on=whens, status=st.sampled_from(ImplementationStatus)),
)
outcomes = st.sampled_from([None, "granted", "refused", "adopted", "rejected", "postponed", "declined", "planning"])


def usual(
    dossier: Dossier, stage: str, day: date = TODAY, *, begins_round: str = "", keep: tuple[str, ...] = ()
) -> list[StageCommand]:
    """What may be done by whoever's turn it is at the stage, on that day."""
    here = dossier.programme.stages[stage]
    on = When.of(day)
    where: dict[str, Any] = {"stage": stage, "on": on, "begins_round": begins_round, "keep": keep}
    match here.kind:
        case StageKind.SUBMISSION:
            return [Submit(**where), SupplyDocuments(**where)]
        case StageKind.MEETING:
            usually = (MeetingOutcome.ADOPTED, MeetingOutcome.REJECTED, MeetingOutcome.POSTPONED)
            return [Resolve(**where, outcome=outcome) for outcome in usually]
        case StageKind.COFINANCING:
            return [ConfirmFunds(**where, outcome=outcome, reason="-") for outcome in CofinancingOutcome]
        case StageKind.DECISION:
            effective = on if here.effective_date else None
            return [
                Decide(**where, outcome=DecisionOutcome.GRANTED, effective_on=effective),
                Decide(**where, outcome=DecisionOutcome.REFUSED, reason="KG"),
            ]
        case StageKind.CALL | StageKind.BIDS | StageKind.SELECTION:
            by_kind: dict[StageKind, list[StageCommand]] = {
                StageKind.CALL: [PublishCall(**where)],
                StageKind.BIDS: [ReceiveBid(**where, bidder="b" * 16), CloseBids(**where)],
                StageKind.SELECTION: [Select(**where, outcome=SelectionOutcome.SELECTED, bidder="b" * 16)],
            }
            return by_kind[here.kind]


def admissible(dossier: Dossier, asked: Command) -> bool:
    try:
        admit(dossier, asked, EVERYBODY, TODAY)
    except Refusal:
        return False
    return True
