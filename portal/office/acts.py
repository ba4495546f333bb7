"""What the office records, as forms: each says its fields and which command they make. The pages know no single one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain import standing
from domain.answers import SETTLED, SentBack
from domain.commands import Command, Correct, Details, Place, ReportStatus, Return, Withdraw
from domain.dossier import Dossier
from domain.events import Decided, FundsConfirmed, Resolved, StatusReported
from domain.programme import Stage
from domain.stages import KINDS, command_for, outcomes_of
from domain.stages.cofinancing import planned
from domain.stages.meeting import NEEDS
from domain.vocabulary import DecisionOutcome, ImplementationStatus, ReturnPurpose, StageKind
from domain.words import OUTCOMES
from portal.office.fields import Field, Shape
from wording.language import N_, _, spoken
from wording.words import IMPLEMENTATION, told

_DAY_HINT = N_("For example 24.05.2002, or 06/2002 where only the month is known.")
_UNDATED_HINT = N_("For example 24.05.2002 or 06/2002. Leave it empty if no document hands the day down.")
_AMOUNT_HINT = N_("In EUR, for example 12.345,67. Leave it empty if no amount is named.")
_NEEDS_REASON = frozenset({DecisionOutcome.PARTIALLY_GRANTED, DecisionOutcome.REFUSED, "declined"})


def _nothing_lacks(_values: Mapping[str, Any]) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: where it is below `/akten/{id}/`, what it is called, its fields, and the command they make.

    `lacks` names a field that what was chosen makes necessary, or nothing; `about` says which entry it is about.
    """

    path: str
    title: str
    fields: tuple[Field, ...]
    command: Callable[[Mapping[str, Any]], Command]
    lacks: Callable[[Mapping[str, Any]], str] = _nothing_lacks
    about: str = ""


def stage_form(dossier: Dossier, stage: Stage) -> Form:
    """Record what came out at a stage; where its round is settled already, the next one may begin with the entry."""
    on = Field(
        "on", _("Day it happened"), Shape.DAY, _(_UNDATED_HINT if stage.undated else _DAY_HINT), needed=not stage.undated
    )
    fields = (*_outcome(dossier, stage), on, *_details(dossier, stage), *_round(dossier, stage))
    takes = KINDS[stage.kind].takes

    def command(said: Mapping[str, Any]) -> Command:
        place = Place(stage=stage.key, on=said["on"], begins_round=said["begins_round"], keep=said["keep"])
        details = Details(**{name: value for name, value in said.items() if name in takes})
        return command_for(dossier.programme, place, said["outcome"], details)

    title = stage.title.into(spoken())
    return Form(f"eintragen/{stage.key}", _("Record: {stage}").format(stage=title), fields, command, _stage_lacks)


def _stage_lacks(said: Mapping[str, Any]) -> str:
    name = NEEDS.get(said["outcome"], "reason" if said["outcome"] in _NEEDS_REASON else "")
    if "effective_on" in said and said["outcome"] != DecisionOutcome.REFUSED and not said["effective_on"]:
        name = "effective_on"
    return name if name in said and not said[name] else ""


def _outcome(dossier: Dossier, stage: Stage) -> tuple[Field, ...]:
    choices = tuple((outcome, OUTCOMES[outcome].into(spoken())) for outcome in outcomes_of(stage))
    if stage.kind is not StageKind.SUBMISSION:
        return (Field("outcome", _("Outcome"), Shape.CHOICE, choices=choices, needed=True),)
    # Only one of the two is possible at a time; the form remembers which, whatever is recorded meanwhile.
    number = dossier.rounds[dossier.programme.home[stage.key].key]
    missing = isinstance(standing.answer(dossier, stage, number), SentBack)
    both = tuple((outcome, OUTCOMES[outcome].into(spoken())) for outcome in KINDS[stage.kind].outcomes)
    first = both[::-1] if missing else both
    return (Field("outcome", _("Outcome"), Shape.HIDDEN, choices=first, needed=True),)


def _details(dossier: Dossier, stage: Stage) -> tuple[Field, ...]:
    match stage.kind:
        case StageKind.MEETING:
            return (
                Field(
                    "conditions",
                    _("Conditions or changes"),
                    Shape.LONG,
                    _("Needed if confirmed with conditions or changes."),
                    depends=True,
                ),
                Field("vote", _("Vote"), hint=_("For example: 7 in favour, 1 against.")),
                Field("referred_to", _("Referred to"), hint=_("Needed if referred."), depends=True),
                Field("resubmit_on", _("Resubmission on"), Shape.DAY, _("Needed if it is to be resubmitted."), depends=True),
            )
        case StageKind.DECISION:
            from_ = Field(
                "effective_on",
                _("Counts from"),
                Shape.DAY,
                _("Needed unless refused. {hint}").format(hint=_(_DAY_HINT)),
                depends=True,
            )
            return (
                *((from_,) if stage.effective_date else ()),
                Field("amount", _("Amount granted"), Shape.AMOUNT, _(_AMOUNT_HINT)),
                Field("reason", _("Reason"), Shape.LONG, _("Needed unless everything asked for was granted."), depends=True),
            )
        case StageKind.COFINANCING:
            titles = {source.key: source.title.into(spoken()) for source in dossier.programme.sources}
            choices = tuple((key, titles.get(key, key)) for key in planned(dossier))
            return (
                Field("sources", _("Sources of money"), Shape.SEVERAL, _("None ticked means all of them."), choices),
                Field("reason", _("Reason"), Shape.LONG, _("Needed if money is declined."), depends=True),
            )
        case _:
            return ()


def _round(dossier: Dossier, stage: Stage) -> tuple[Field, ...]:
    home = dossier.programme.home[stage.key]
    number = dossier.rounds[home.key]
    settled = number > 0 and (
        isinstance(standing.answer(dossier, stage, number), SETTLED) or standing.finished(dossier, home) is not None
    )
    hint = _("This was settled in round {round}. Only a reason begins the next round; it stays in the history.")
    return (
        Field(
            "begins_round", _("Reason for a new round"), Shape.LONG, hint.format(round=number), shown=home.rounds and settled
        ),
        _keep(dossier, stage, shown=home.rounds and settled),
    )


def _keep(dossier: Dossier, stage: Stage, *, shown: bool) -> Field:
    home = dossier.programme.home[stage.key]
    others = (other for other in home.stages if other != stage and dossier.at(other.key, dossier.rounds[home.key]))
    choices = tuple((other.key, other.title.into(spoken())) for other in others)
    hint = _("What is not ticked has to be done again in the new round.")
    return Field("keep", _("Counts in the new round as well"), Shape.SEVERAL, hint, choices, shown=shown and bool(choices))


def return_form(dossier: Dossier, stage: Stage) -> Form:
    """Send a submission back for documents or for rework."""
    rounds = dossier.programme.home[stage.key].rounds
    purposes = [
        (ReturnPurpose.DOCUMENTS.value, _("Documents are missing")),
        (ReturnPurpose.REWORK.value, _("The application has to be reworked: a new round begins")),
    ]
    fields = (
        Field("purpose", _("Why it goes back"), Shape.CHOICE, choices=tuple(purposes[: 2 if rounds else 1]), needed=True),
        Field("on", _("Day it was sent back"), Shape.DAY, _(_DAY_HINT), needed=True),
        Field("reason", _("Reason"), Shape.LONG, _("The applicant reads it in the letter."), needed=True),
        Field("documents", _("Missing documents"), Shape.LINES, _("One per line.")),
        Field("due", _("To come in by"), Shape.DAY, _("For example 24.05.2002.")),
        _keep(dossier, stage, shown=rounds),
    )

    def command(said: Mapping[str, Any]) -> Command:
        return Return(stage=stage.key, **{**said, "purpose": ReturnPurpose(said["purpose"])})

    title = _("Send back: {stage}").format(stage=stage.title.into(spoken()))
    return Form(f"zurueckgeben/{stage.key}", title, fields, command)


def withdraw_form(_dossier: Dossier) -> Form:
    """Record that the application was taken back."""
    fields = (
        Field("on", _("Day it was withdrawn"), Shape.DAY, _(_DAY_HINT), needed=True),
        Field("reason", _("Reason"), Shape.LONG, needed=True),
    )
    return Form("zurueckziehen", _("Record the withdrawal"), fields, lambda said: Withdraw(**said))


def status_form(_dossier: Dossier) -> Form:
    """Report how far the implementation is."""
    fields = (
        Field("status", _("Implementation status"), Shape.CHOICE, choices=_implementation(), needed=True),
        Field("on", _("As of"), Shape.DAY, _(_DAY_HINT), needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        return ReportStatus(on=said["on"], status=ImplementationStatus(said["status"]))

    return Form("stand", _("Record the implementation status"), fields, command)


def correct_form(dossier: Dossier, seq: int) -> Form:
    """Correct an entry, or take it out; which values can be replaced depends on what it records."""
    event = dossier.entries[seq - 1].event
    ways = (("change", _("Correct it")), ("void", _("Take it out: it was not so, or not in this dossier")))
    fields = [
        Field("way", _("What is to be done with the entry"), Shape.CHOICE, choices=ways, needed=True),
        Field("on", _("Day it really happened"), Shape.DAY, _("Leave it empty if the day is right.")),
    ]
    unchanged = ("", _("as recorded"))
    if isinstance(event, Resolved | Decided | FundsConfirmed):
        words = tuple((one, OUTCOMES[one].into(spoken())) for one in outcomes_of(dossier.programme.stages[event.stage]))
        fields.append(Field("outcome", _("Outcome"), Shape.CHOICE, choices=(unchanged, *words)))
    if isinstance(event, StatusReported):
        fields.append(Field("outcome", _("Implementation status"), Shape.CHOICE, choices=(unchanged, *_implementation())))
    if isinstance(event, Decided):
        fields.append(Field("amount", _("Amount granted"), Shape.AMOUNT, _("Leave it empty if the amount is right.")))
        if dossier.programme.stages[event.stage].effective_date:
            fields.append(Field("effective_on", _("Counts from"), Shape.DAY, _("Leave it empty if the day is right.")))
    if isinstance(event, Resolved | Decided | FundsConfirmed):
        label = _("Conditions or changes") if isinstance(event, Resolved) else _("Grounds of the decision")
        fields.append(Field("text", label, Shape.LONG, _("Leave it empty if the text is right.")))
    why = _("It stays in the history and does not change the entry itself.")
    fields.append(Field("reason", _("Why it is corrected"), Shape.LONG, why, needed=True))
    title = _("Correct entry {seq}").format(seq=seq)
    about = f"{told(event, dossier.programme)} ({dossier.entries[seq - 1].on.show(spoken())})"
    return Form(f"berichtigen/{seq}", title, tuple(fields), lambda said: _correction(seq, said), _changes_nothing, about)


def _correction(seq: int, said: Mapping[str, Any]) -> Command:
    if said["way"] == "void":
        return Correct(seq=seq, reason=said["reason"], void=True)
    given: dict[str, Any] = {name: said.get(name) or None for name in ("on", "effective_on", "outcome", "text")}
    return Correct(seq=seq, reason=said["reason"], amount=said.get("amount"), **given)


def _changes_nothing(said: Mapping[str, Any]) -> str:
    new = any(said.get(name) for name in ("on", "effective_on", "outcome", "text")) or said.get("amount") is not None
    return "" if new or said["way"] == "void" else "on"


def _implementation() -> tuple[tuple[str, str], ...]:
    return tuple((status.value, _(IMPLEMENTATION[status])) for status in ImplementationStatus)
