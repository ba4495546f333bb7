"""The forms that keep duties apart: prepare a decision for somebody else to take, and declare somebody biased."""

from collections.abc import Mapping
from typing import Any

from domain.commands import Command
from domain.commands.meetings import DeclareConflict, Propose
from domain.dates import When
from domain.dossier import Dossier
from domain.programme import Stage
from domain.stages import outcomes_of
from domain.vocabulary import DecisionOutcome
from domain.words import OUTCOMES
from portal.office.acts import DAY_HINT, Form
from portal.office.fields import Field, Shape
from portal.policy import hindered
from store import members
from store.access import Account
from wording.language import N_, _, spoken
from workflows.house import House
from workflows.officers import officers_for

_UNSAID = When.unknown()
_AMOUNT_HINT = N_("In EUR, for example 12.345,67. Leave it empty if no amount is named.")


def propose_form(dossier: Dossier, stage: Stage, offer: str = "") -> Form:
    """Prepare what somebody else is to decide at the stage; `offer` says the most that can be granted, if limited."""
    outcomes = tuple((outcome, OUTCOMES[outcome].into(spoken())) for outcome in outcomes_of(stage))
    before = dossier.proposed(stage.key, max(dossier.rounds[dossier.programme.home[stage.key].key], 1))
    fields = (
        Field("outcome", _("What is to be decided"), Shape.CHOICE, choices=outcomes, needed=True),
        Field("on", _("Day it was prepared"), Shape.DAY, _(DAY_HINT), needed=True),
        Field("amount", _("Amount to be granted"), Shape.AMOUNT, f"{offer} {_(_AMOUNT_HINT)}".strip()),
        Field("reason", _("Grounds"), Shape.LONG, _("Needed unless everything asked for is to be granted."), depends=True),
    )
    title = _("Prepare the decision: {stage}").format(stage=stage.title.into(spoken()))
    about = _("Somebody has prepared it already; yours takes its place.") if before else ""
    return Form(
        f"vorschlagen/{stage.key}", title, fields, lambda said: _proposal(stage, said), _proposal_lacks, about,
    )  # fmt: skip


def _proposal(stage: Stage, said: Mapping[str, Any]) -> Command:
    outcome = DecisionOutcome(said["outcome"])
    return Propose(stage=stage.key, on=said["on"], outcome=outcome, amount=said["amount"], reason=said["reason"])


def _proposal_lacks(said: Mapping[str, Any]) -> str:
    return "" if said["outcome"] == DecisionOutcome.GRANTED or said["reason"] else "reason"


def conflict_form(house: House, account: Account, dossier: Dossier) -> Form:
    """Declare oneself biased, or, for administrators and secretaries, somebody who would have to deal with the case."""
    people = tuple((id_, name) for id_, name in _concerned(house, account, dossier) if id_ not in dossier.conflicted)
    hint = _("Why somebody is biased is not recorded here, and nobody has to say it.")
    fields = (
        Field("party", _("Who is biased"), Shape.CHOICE, hint, choices=people, needed=True),
        Field("on", _("Day it was said"), Shape.DAY, _(DAY_HINT), needed=True),
    )
    title = _("Declare a conflict of interest")
    return Form("befangenheit", title, fields, lambda said: DeclareConflict(on=said["on"], party=said["party"]))


def _concerned(house: House, account: Account, dossier: Dossier) -> list[tuple[str, str]]:
    """Oneself; and whom else one may declare: staff of the programme and the members of its bodies, by name."""
    if hindered(account, dossier, DeclareConflict(on=_UNSAID, party="")) is not None:
        return [(account.party, account.name)]
    programme = dossier.programme
    with house.database.reading() as connection:
        staff = [(one.id, one.name) for one in officers_for(connection, dossier)]
        sitting = [
            (one.party, one.name)
            for body in programme.bodies
            for one in members.members(
                connection, authority=dossier.opened.authority, programme=programme.programme, body=body.key, day=""
            )
            if one.name
        ]
    others = {id_: name for id_, name in (*staff, *sitting) if id_ != account.party}
    return [(account.party, account.name), *sorted(others.items(), key=lambda one: one[1].casefold())]
