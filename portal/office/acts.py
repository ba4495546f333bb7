"""What the office records, as forms: each says its fields and which command they make. The pages know no single one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.commands import Command, Correct, ReportStatus, Return, Withdraw
from domain.dossier import Dossier
from domain.events import Decided, FundsConfirmed, Resolved, StatusReported
from domain.programme import Stage
from domain.stages import outcomes_of
from domain.vocabulary import ImplementationStatus, ReturnPurpose
from domain.words import OUTCOMES
from portal.office.fields import Field, Shape
from wording.deadlines import titles_of
from wording.language import N_, _, spoken
from wording.words import IMPLEMENTATION, told

DAY_HINT = N_("For example 24.05.2002, or 06/2002 where only the month is known.")


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


def keep_field(dossier: Dossier, stage: Stage, *, shown: bool) -> Field:
    """Which results of the round that ends count in the one that begins."""
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
        Field("on", _("Day it was sent back"), Shape.DAY, _(DAY_HINT), needed=True),
        Field("reason", _("Reason"), Shape.LONG, _("The applicant reads it in the letter."), needed=True),
        Field("documents", _("Missing documents"), Shape.LINES, _("One per line.")),
        Field("due", _("To come in by"), Shape.DAY, _("For example 24.05.2002.")),
        keep_field(dossier, stage, shown=rounds),
    )

    def command(said: Mapping[str, Any]) -> Command:
        return Return(stage=stage.key, **{**said, "purpose": ReturnPurpose(said["purpose"])})

    title = _("Send back: {stage}").format(stage=stage.title.into(spoken()))
    return Form(f"zurueckgeben/{stage.key}", title, fields, command)


def withdraw_form(_dossier: Dossier) -> Form:
    """Record that the application was taken back."""
    fields = (
        Field("on", _("Day it was withdrawn"), Shape.DAY, _(DAY_HINT), needed=True),
        Field("reason", _("Reason"), Shape.LONG, needed=True),
    )
    return Form("zurueckziehen", _("Record the withdrawal"), fields, lambda said: Withdraw(**said))


def status_form(_dossier: Dossier) -> Form:
    """Report how far the implementation is."""
    fields = (
        Field("status", _("Implementation status"), Shape.CHOICE, choices=_implementation(), needed=True),
        Field("on", _("As of"), Shape.DAY, _(DAY_HINT), needed=True),
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
    about = f"{told(event, dossier.programme, titles_of(dossier))} ({dossier.entries[seq - 1].on.show(spoken())})"
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
