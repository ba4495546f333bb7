"""Recording facts: what people tell the office about a dossier. Every command here goes through the one door."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import receipts
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
    Which,
    day,
)
from domain.dates import When
from wording.language import N_, _

if TYPE_CHECKING:
    from domain.commands import Command, Details, Place
    from domain.programme import Programme

_ON_OR_UNDATED = N_('give either --on or --undated; "--undated" says that no document hands the day down.')

Stage = Annotated[
    str, typer.Argument(metavar="STAGE", help=N_('The stage by its key; "foerderkette programme show" lists them.'))
]


def submit(ctx: typer.Context, file: File, as_json: Json = False) -> None:
    """Record an application from a file and open its dossier."""
    from config.load import load_application
    from workflows.inbox import submit as hand_in

    application = load_application(file)
    call = given(ctx)
    receipts.show(hand_in(call.house, application, by=call.settings.as_person), as_json=as_json)


def record(
    ctx: typer.Context,
    reference: Reference,
    stage: Stage,
    outcome: Annotated[
        str, typer.Argument(metavar="OUTCOME", help=N_("What came out there, such as submitted, adopted or granted."))
    ],
    on: MaybeDay = None,
    undated: Annotated[bool, typer.Option("--undated", help=N_("No document hands the day down."))] = False,
    number: Annotated[
        int | None, typer.Option("--round", metavar="N", min=1, help=N_("The round, where it is not the current one."))
    ] = None,
    begins_round: Annotated[
        str,
        typer.Option("--begins-round", metavar="REASON", help=N_("Begin the next round with this entry, for this reason.")),
    ] = "",
    keep: Keep = None,
    effective_on: EffectiveOn = None,
    amount: Amount = None,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="TEXT", help=N_("The grounds of a refusal, a partial grant or a source that declines.")
        ),
    ] = "",
    conditions: Annotated[
        str, typer.Option("--conditions", metavar="TEXT", help=N_("The conditions or changes of a resolution."))
    ] = "",
    vote: Annotated[str, typer.Option("--vote", metavar="TEXT", help=N_("How the votes were cast."))] = "",
    referred_to: Annotated[str, typer.Option("--referred-to", metavar="TEXT", help=N_("The body it was referred to."))] = "",
    resubmit_on: Annotated[
        When | None, typer.Option("--resubmit-on", metavar="DATE", parser=day, help=N_("The day of resubmission."))
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="SOURCE",
            help=N_("A source of money that confirms or declines (repeatable); none means all."),
        ),
    ] = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Record what came out at a stage: a submission, a resolution, a decision, a confirmation of money."""
    from domain.commands import Details, Place
    from workflows.inbox import look

    if (on is not None) == undated:
        raise BadValue(_(_ON_OR_UNDATED), param_hint="--on")
    place = Place(stage=stage, on=on, round=number, begins_round=begins_round, keep=tuple(keep or ()))
    details = Details(
        effective_on=effective_on, amount=amount, reason=reason, conditions=conditions, vote=vote,
        referred_to=referred_to, resubmit_on=resubmit_on, sources=tuple(sources or ()),
    )  # fmt: skip
    which = Which(reference, programme, authority)
    pinned = look(given(ctx).house, *which).dossier.programme
    hand_over(ctx, which, _meant(pinned, place, outcome, details), as_json=as_json, seen=seen, key=key)


def _meant(programme: "Programme", place: "Place", outcome: str, details: "Details") -> "Command":
    from domain.errors import NoSuchStage
    from domain.stages import command_for

    if place.stage not in programme.stages:
        raise NoSuchStage(programme=programme.programme, stage=place.stage, known=", ".join(programme.stages))
    return command_for(programme, place, outcome, details)
