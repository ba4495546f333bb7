"""A dossier for every cell of `duties.yaml`: at the point where the command is due, with one obstacle in somebody's way."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.commands import (
    Actor,
    Assign,
    Command,
    ConfirmFunds,
    Correct,
    Decide,
    FileDocument,
    ReportStatus,
    Resolve,
    Return,
    Submit,
    SupplyDocuments,
    Withdraw,
)
from domain.commands.deadlines import (
    EndDeadline,
    ExtendDeadline,
    Notify,
    RefuseExtension,
    RequestExtension,
    ResumeClock,
    SetDeadline,
    StopClock,
)
from domain.commands.meetings import (
    CloseBids,
    DeclareConflict,
    Propose,
    PublishCall,
    ReceiveBid,
    Repin,
    Schedule,
    Select,
    SettleCondition,
    Unschedule,
)
from domain.dates import When
from domain.dossier import Dossier, fold
from domain.duties import Obstacle
from domain.events import Decided, Event, Opened, Recorded, Resolved, Returned, Submitted
from domain.events.chain import StageOpened
from domain.events.deadlines import ClockStopped, DeadlineSet, ExtensionRequested, NewDue
from domain.events.meetings import BidReceived, BidsClosed, Called, ConflictDeclared, Proposed, Scheduled, Selected
from domain.programme import Programme
from domain.vocabulary import (
    CofinancingOutcome,
    ConditionOutcome,
    DeadlineOutcome,
    DecisionOutcome,
    Delivery,
    ImplementationStatus,
    MeetingOutcome,
    OwedBy,
    ReturnPurpose,
    SelectionOutcome,
)
from tests.offices import instant

ME, ABSENT, OTHER, APPLICANT, BIDDER = "p-me", "p-absent", "p-other", "p-applicant", "p-bidder"
DAY = When("2009-06-01")
SOON, LATER = When("2009-07-01"), When("2009-08-03")

#: The role that is in a group and in no other; who records, depends on the stage.
ROLE_OF = {
    "recorders": "clerk", "secretary": "minutes", "administrators": "chief", "withdrawers": "owner", "staff": "adviser",
    "everybody": "reader", "applicants": "partner",
}  # fmt: skip


def _stage(key: str, kind: str, *recorders: str, **more: object) -> dict[str, Any]:
    return {"key": key, "kind": kind, "title": {"de": key}, "role": recorders[0], "recorded_by": [*recorders], **more}


_WORDS: dict[str, Any] = {
    "programme": "duties",
    "title": {"de": "Zuständigkeiten"},
    "roles": {role: {"de": role} for role in (*ROLE_OF.values(), "head", "applicant")},
    "administrators": ["chief"],
    "withdrawn_by": ["owner"],
    # Neither works on cases of others, and only the partner is of the side that applies.
    "owed_by": {"reader": "land"},
    "bodies": [{"key": "board", "title": {"de": "Beirat"}, "secretary": "minutes"}],
    "sources": [{"key": "town", "title": {"de": "Stadt"}, "share": "100 %", "takes_remainder": True}],
    "proceedings": [
        {
            "key": "early", "title": {"de": "Beginn"}, "starts": "on_request",
            "stages": [_stage("consent", "decision", "adviser", four_eyes=True)],
        },
        {
            "key": "approval", "title": {"de": "Förderung"}, "rounds": True,
            "stages": [
                _stage("idea", "submission", "applicant"),
                _stage("board", "meeting", "clerk", body="board", needs=["idea"]),
                _stage("call", "call", "clerk", needs=["board"]),
                _stage("bids", "bids", "clerk", needs=["call"]),
                _stage("choice", "selection", "clerk", needs=["bids"]),
                _stage("decision", "decision", "clerk", "head", needs=["choice"], four_eyes=True),
                _stage("money", "cofinancing", "clerk", needs=["decision"], four_eyes=True),
            ],
        },
    ],
}  # fmt: skip
PROGRAMME = Programme.model_validate(_WORDS)


def limited(euros: Mapping[str, int]) -> Programme:
    """The programme with limits of signing."""
    signing = [{"role": role, "up_to": str(most)} for role, most in euros.items()]
    return Programme.model_validate({**_WORDS, "signing": signing})


#: Everybody signs up to 100 EUR; the commands are about 200.
LIMITED = limited(dict.fromkeys(_WORDS["roles"], 100))
_OPENED = Opened("stadt", "duties", "a" * 64, "1", "Hoffest", applicant=APPLICANT)
#: What happens, in order; each command is due after some of it.
_COURSE: tuple[Event, ...] = (
    Submitted("idea", 1),
    Resolved("board", 1, MeetingOutcome.ADOPTED_WITH_CONDITIONS, "board", "Lärmschutz"),
    Called("call", 1),
    BidReceived("bids", 1, BIDDER),
    BidsClosed("bids", 1),
    Selected("choice", 1, SelectionOutcome.SELECTED, BIDDER),
    Decided("decision", 1, DecisionOutcome.GRANTED, amount=20_000),
)
_STAGE: dict[str, Any] = {"on": DAY}
_BIDS: dict[str, Any] = {"stage": "bids", "on": DAY}

#: How much of the course lies behind each command, and the command.
COMMANDS: dict[str, tuple[int, Callable[[], Command]]] = {
    "Submit": (0, lambda: Submit(stage="idea", **_STAGE)),
    "SupplyDocuments": (1, lambda: SupplyDocuments(stage="idea", **_STAGE)),
    "Withdraw": (1, lambda: Withdraw(on=DAY, reason="verkauft")),
    "FileDocument": (1, lambda: FileDocument(on=DAY, document="d" * 16, digest="e" * 64, size=1, media_type="application/pdf")),
    "Return": (1, lambda: Return(stage="idea", **_STAGE, purpose=ReturnPurpose.DOCUMENTS, reason="Kosten")),
    "ReportStatus": (1, lambda: ReportStatus(on=DAY, status=ImplementationStatus.PLANNING)),
    "Assign": (1, lambda: Assign(on=DAY, officer=OTHER)),
    "Schedule": (1, lambda: Schedule(stage="board", on=DAY, meets_on=When("2009-07-01"))),
    "Unschedule": (1, lambda: Unschedule(stage="board", on=DAY, reason="nicht reif")),
    "Resolve": (1, lambda: Resolve(stage="board", **_STAGE, outcome=MeetingOutcome.ADOPTED)),
    "PublishCall": (2, lambda: PublishCall(stage="call", **_STAGE)),
    "ReceiveBid": (3, lambda: ReceiveBid(**_BIDS, bidder=BIDDER)),
    "CloseBids": (4, lambda: CloseBids(**_BIDS)),
    "Select": (5, lambda: Select(stage="choice", **_STAGE, outcome=SelectionOutcome.SELECTED, bidder=BIDDER)),
    "Propose": (6, lambda: Propose(stage="decision", on=DAY, outcome=DecisionOutcome.GRANTED, amount=20_000)),
    "Decide": (6, lambda: Decide(stage="decision", **_STAGE, outcome=DecisionOutcome.GRANTED, amount=20_000)),
    "ConfirmFunds": (7, lambda: ConfirmFunds(stage="money", **_STAGE, outcome=CofinancingOutcome.CONFIRMED)),
    "SettleCondition": (2, lambda: SettleCondition(seq=5, number=1, on=DAY, outcome=ConditionOutcome.MET, proof="Gutachten")),
    "DeclareConflict": (1, lambda: DeclareConflict(on=DAY, party=ME)),
    "Repin": (1, lambda: Repin(on=DAY, programme_hash="b" * 64, reason="neu", to=PROGRAMME)),
    "SetDeadline": (1, lambda: SetDeadline(deadline="report", role="applicant", due=LATER, on=DAY)),
    "ExtendDeadline": (1, lambda: ExtendDeadline(deadline="board:1", until=LATER, on=DAY, reason="Ferien")),
    "RequestExtension": (1, lambda: RequestExtension(deadline="report", on=DAY, reason="Bank")),
    "RefuseExtension": (1, lambda: RefuseExtension(deadline="report", on=DAY, reason="Kasse")),
    "EndDeadline": (1, lambda: EndDeadline(deadline="board:1", outcome=DeadlineOutcome.MET, on=DAY, reason="da")),
    "StopClock": (1, lambda: StopClock(party=OwedBy.LAND, on=DAY, reason="fehlt", deadlines=("board:1",))),
    "ResumeClock": (1, lambda: ResumeClock(on=DAY, reason="da", dues=(NewDue("board:1", LATER),))),
    "Notify": (7, lambda: Notify(stage="decision", on=DAY, delivery=Delivery.POST, notified_on=DAY)),
    "Correct": (1, lambda: Correct(seq=2, reason="Schreibfehler", amount=20_000)),
}


def a_case(command: str, obstacle: str, programme: Programme | None = None) -> Dossier:
    """The dossier at the point where the command is due; entry 2 is a consent of 50 EUR, what a correction is about."""
    behind, _made = COMMANDS[command]
    whose = {Obstacle.OWN_ENTRY: "consent", Obstacle.OWN_DECISION: "decision", Obstacle.OWN_PROPOSAL: "proposal"}
    by = next((word for each, word in whose.items() if each == obstacle), "")
    events: list[tuple[Event, str]] = [
        (_OPENED, OTHER),
        (Decided("consent", 1, DecisionOutcome.GRANTED, amount=5_000), ME if by == "consent" else OTHER),
    ]
    if obstacle != Obstacle.NO_PROPOSAL:
        events.append((Proposed("decision", 1, DecisionOutcome.GRANTED, 20_000), ME if by == "proposal" else OTHER))
    else:
        events.append((ConflictDeclared("p-somebody"), OTHER))
    events += [(event, ME if by == "decision" and isinstance(event, Decided) else OTHER) for event in _COURSE[:behind]]
    if command == "SupplyDocuments":
        events.append((Returned("idea", 1, ReturnPurpose.DOCUMENTS, "Kosten", ("Plan",)), OTHER))
    if command == "Unschedule":
        events.append((Scheduled("board", 1, When("2009-07-01")), OTHER))
    if command in {"ExtendDeadline", "EndDeadline", "StopClock", "ResumeClock"}:
        events.append((StageOpened("board", 1, "clerk", SOON), "chain"))
    if command in {"RequestExtension", "RefuseExtension"}:
        events.append((DeadlineSet("report", "applicant", SOON), OTHER))
    if command == "RefuseExtension":
        events.append((ExtensionRequested("report", "Bank"), OTHER))
    if command == "ResumeClock":
        events.append((ClockStopped(OwedBy.LAND, ("board:1",)), OTHER))
    if obstacle == Obstacle.CONFLICT:
        events.append((ConflictDeclared(ME), OTHER))
    entries = [Recorded(seq, event, DAY, instant(seq), who, "") for seq, (event, who) in enumerate(events, start=1)]
    return fold("d-1", programme or (LIMITED if obstacle == Obstacle.OVER_LIMIT else PROGRAMME), entries)


def me_as(command: str, group: str, obstacle: str, *, deputy: bool = False) -> Actor:
    """The person the obstacles are about, with the one role of a group; or their deputy, who holds it for them only."""
    role = "applicant" if group == "recorders" and command in {"Submit", "SupplyDocuments"} else ROLE_OF[group]
    sides = frozenset({ME, APPLICANT}) if obstacle == Obstacle.OWN_CASE else frozenset({ME})
    if deputy:
        return Actor("p-deputy", "vertretung", frozenset({role}), {role: ME}, frozenset({"p-deputy"}), {ME: sides})
    return Actor(ME, "ich", frozenset({role}), sides=sides)


def asked(command: str, actor: Actor, obstacle: str) -> Command:
    """The command; a conflict is one's own unless that is the obstacle."""
    if command == "DeclareConflict":
        return DeclareConflict(on=DAY, party=OTHER if obstacle == Obstacle.FOR_ANOTHER else actor.person)
    return COMMANDS[command][1]()
