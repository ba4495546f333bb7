"""Recording facts: what people tell the office about a dossier. Every command here goes through the one door."""

from typing import TYPE_CHECKING

import typer

from cli import receipts
from cli import stage_options as options
from cli.desk import given
from cli.receipts import hand_over
from cli.usage import BadValue
from cli.values import (
    Amount,
    EffectiveOn,
    File,
    InAuthority,
    InProgramme,
    Json,
    Keep,
    MaybeDay,
    OnceKey,
    Reference,
    Seen,
    Stage,
    Which,
)
from wording.language import N_, _

if TYPE_CHECKING:
    from domain.commands import Command, Details, Place
    from domain.programme import Programme

_ON_OR_UNDATED = N_('give either --on or --undated; "--undated" says that no document hands the day down.')


def submit(ctx: typer.Context, file: File, as_json: Json = False) -> None:
    """Record an application from a file and open its dossier."""
    from config.load import load_application
    from workflows.inbox import submit as hand_in

    application = load_application(file)
    call = given(ctx)
    receipts.show(hand_in(call.house, application, by=call.settings.as_person), as_json=as_json)


def record(
    ctx: typer.Context, reference: Reference, stage: Stage, outcome: options.Outcome, on: MaybeDay = None,
    undated: options.Undated = False, number: options.Round = None, begins_round: options.BeginsRound = "",
    keep: Keep = None, effective_on: EffectiveOn = None, amount: Amount = None, reason: options.Grounds = "",
    conditions: options.Conditions = "", vote: options.Vote = "", secret: options.Secret = False,
    biased: options.Biased = None, voters: options.Voters = None, referred_to: options.ReferredTo = "",
    resubmit_on: options.ResubmitOn = None, sources: options.Sources = None, closes_on: options.ClosesOn = None,
    bidder: options.Bidder = "", seen: Seen = None, key: OnceKey = None, programme: InProgramme = None,
    authority: InAuthority = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Record what came out at a stage: a submission, a resolution, a call, a bid, a decision, a confirmation of money."""
    from domain.commands import Details, Place
    from workflows.inbox import look, party_ids

    if (on is not None) == undated:
        raise BadValue(_(_ON_OR_UNDATED), param_hint="--on")
    which = Which(reference, programme, authority)
    found = look(given(ctx).house, *which)
    who = party_ids(given(ctx).house, found.authority, {*(biased or ()), *(voters or ()), *filter(None, (bidder,))})
    place = Place(stage=stage, on=on, round=number, begins_round=begins_round, keep=tuple(keep or ()))
    details = Details(
        effective_on=effective_on, amount=amount, reason=reason, conditions=conditions, vote=vote, secret=secret,
        biased=tuple(who[handle] for handle in biased or ()), voters=tuple(who[handle] for handle in voters or ()),
        referred_to=referred_to, resubmit_on=resubmit_on, sources=tuple(sources or ()), closes_on=closes_on,
        bidder=who.get(bidder, ""),
    )  # fmt: skip
    asked = _meant(found.dossier.programme, place, outcome, details)
    hand_over(ctx, which, asked, as_json=as_json, seen=seen, key=key)


def _meant(programme: "Programme", place: "Place", outcome: str, details: "Details") -> "Command":
    from domain.errors import NoSuchStage
    from domain.stages import command_for

    if place.stage not in programme.stages:
        raise NoSuchStage(programme=programme.programme, stage=place.stage, known=", ".join(programme.stages))
    return command_for(programme, place, outcome, details)
