"""What happens to a dossier beside its stages: sent back, withdrawn, corrected, its implementation reported, given to staff."""

from typing import Annotated

import typer

from cli.desk import given
from cli.receipts import hand_over
from cli.usage import BadValue
from cli.values import (
    Amount,
    Day,
    EffectiveOn,
    InAuthority,
    InProgramme,
    Json,
    Keep,
    MaybeDay,
    OnceKey,
    Reason,
    Reference,
    Seen,
    Stage,
    Which,
    day,
)
from domain.dates import When
from domain.vocabulary import ImplementationStatus, ReturnPurpose
from wording.language import N_, _

_HANDLE_OR_NOBODY = N_("give either a handle or --nobody.")


def send_back(
    ctx: typer.Context,
    reference: Reference,
    stage: Stage,
    purpose: Annotated[
        ReturnPurpose,
        typer.Option(
            "--for",
            metavar="documents|rework",
            help=N_("Why it goes back: for documents within the round, or for rework, which begins the next round."),
        ),
    ],
    reason: Reason,
    on: Day,
    documents: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="TEXT", help=N_("A document that is missing (repeatable).")),
    ] = None,
    due: Annotated[
        When | None, typer.Option("--due", metavar="DATE", parser=day, help=N_("The day by which it is to come in."))
    ] = None,
    keep: Keep = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Send a submission back for documents or for rework."""
    from domain.commands import Return

    asked = Return(
        stage=stage,
        on=on,
        purpose=purpose,
        reason=reason,
        documents=tuple(documents or ()),
        due=due,
        keep=tuple(keep or ()),
    )
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def withdraw(
    ctx: typer.Context, reference: Reference, reason: Reason, on: Day, seen: Seen = None, key: OnceKey = None,
    programme: InProgramme = None, authority: InAuthority = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Record that the application was taken back."""
    from domain.commands import Withdraw

    hand_over(ctx, Which(reference, programme, authority), Withdraw(on=on, reason=reason), as_json=as_json, seen=seen, key=key)


def correct(
    ctx: typer.Context,
    reference: Reference,
    seq: Annotated[
        int,
        typer.Argument(metavar="ENTRY", min=1, help=N_('The number of the entry; "foerderkette history" shows it.')),
    ],
    reason: Reason,
    void: Annotated[bool, typer.Option("--void", help=N_("Take the entry out; it stays in the history."))] = False,
    on: Annotated[When | None, typer.Option("--on", metavar="DATE", parser=day, help=N_("The day it really happened."))] = None,
    effective_on: EffectiveOn = None,
    outcome: Annotated[str, typer.Option("--outcome", metavar="OUTCOME", help=N_("What really came out."))] = "",
    amount: Amount = None,
    text: Annotated[
        str,
        typer.Option(
            "--text", metavar="TEXT", help=N_("The grounds of a decision, or the conditions of a session, as they should read.")
        ),
    ] = "",
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Correct an entry that is wrong; the original stays in the history."""
    from domain.commands import Correct

    asked = Correct(
        seq=seq, reason=reason, void=void, on=on, effective_on=effective_on, outcome=outcome or None, amount=amount,
        text=text or None,
    )  # fmt: skip
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)


def status(
    ctx: typer.Context,
    reference: Reference,
    to: Annotated[
        ImplementationStatus,
        typer.Argument(metavar="STATUS", help=N_("unknown, preparation, planning, implementation or completed.")),
    ],
    on: Day,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Report how far the implementation is."""
    from domain.commands import ReportStatus

    hand_over(ctx, Which(reference, programme, authority), ReportStatus(on=on, status=to), as_json=as_json, seen=seen, key=key)


def assign(
    ctx: typer.Context,
    reference: Reference,
    officer: Annotated[
        str, typer.Argument(metavar="HANDLE", help=N_("Who works on it from now on; they have to be staff of its programme."))
    ] = "",
    nobody: Annotated[bool, typer.Option("--nobody", help=N_("Give it back: nobody works on it."))] = False,
    on: MaybeDay = None,
    seen: Seen = None,
    key: OnceKey = None,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Give a dossier to somebody who works on it, as of today unless --on names a day."""
    from domain.commands import Assign
    from workflows.inbox import find, person

    if bool(officer) == nobody:
        raise BadValue(_(_HANDLE_OR_NOBODY), param_hint="HANDLE")
    call = given(ctx)
    place = find(call.house, reference, programme, authority)
    whom = person(call.house, place.authority, place.programme, officer).person if officer else ""
    asked = Assign(on=on or call.today(), officer=whom)
    hand_over(ctx, Which(reference, programme, authority), asked, as_json=as_json, seen=seen, key=key)
