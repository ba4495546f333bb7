"""Keeping duties apart at the command line: prepare a decision for somebody else to take, declare somebody biased."""

from typing import Annotated

import typer

from cli.desk import given
from cli.receipts import hand_over
from cli.values import Amount, Day, InAuthority, InProgramme, Json, MaybeDay, OnceKey, Reference, Seen, Stage, Which
from domain.vocabulary import DecisionOutcome
from wording.language import N_


def propose(
    ctx: typer.Context,
    reference: Reference,
    stage: Stage,
    outcome: Annotated[
        DecisionOutcome,
        typer.Argument(metavar="granted|partially_granted|refused", help=N_("What is to be decided.")),
    ],
    on: Day,
    amount: Amount = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("The grounds, unless everything is to be granted."))
    ] = "",
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Prepare a decision for somebody else to take."""
    from domain.commands.meetings import Propose

    asked = Propose(stage=stage, on=on, outcome=outcome, amount=amount, reason=reason)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def conflict(
    ctx: typer.Context,
    reference: Reference,
    person_: Annotated[
        str, typer.Argument(metavar="HANDLE", help=N_("Who is biased, by their handle; oneself unless named."))
    ] = "",
    on: MaybeDay = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Declare somebody biased in a case; why is not recorded. As of today unless --on names a day."""
    from domain.commands.meetings import DeclareConflict
    from workflows.inbox import find, person

    call = given(ctx)
    place = find(call.house, reference, programme, authority)
    who = person(call.house, place.authority, place.programme, person_ or call.settings.as_person)
    asked = DeclareConflict(on=on or call.today(), party=who.person)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)
