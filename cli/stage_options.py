"""What may be said of a stage on the command line beside its outcome: one option each; the stage's kind takes some of them."""

from typing import Annotated

import typer

from cli.values import day
from domain.dates import When
from wording.language import N_

Outcome = Annotated[
    str, typer.Argument(metavar="OUTCOME", help=N_("What came out there, such as submitted, adopted or granted."))
]
Undated = Annotated[bool, typer.Option("--undated", help=N_("No document hands the day down."))]
Round = Annotated[
    int | None, typer.Option("--round", metavar="N", min=1, help=N_("The round, where it is not the current one."))
]
BeginsRound = Annotated[
    str, typer.Option("--begins-round", metavar="REASON", help=N_("Begin the next round with this entry, for this reason."))
]
Grounds = Annotated[
    str,
    typer.Option("--reason", metavar="TEXT", help=N_("The grounds of a refusal, a partial grant or a source that declines.")),
]
Conditions = Annotated[
    str,
    typer.Option(
        "--conditions", metavar="TEXT", help=N_("The conditions or changes of a resolution or decision; each line is one.")
    ),
]
Vote = Annotated[str, typer.Option("--vote", metavar="TEXT", help=N_("How the votes were cast."))]
Secret = Annotated[bool, typer.Option("--secret", help=N_("The ballot was secret."))]
Biased = Annotated[
    list[str] | None,
    typer.Option("--biased", metavar="HANDLE", help=N_("A member who was biased and did not vote (repeatable).")),
]
Voters = Annotated[
    list[str] | None, typer.Option("--voter", metavar="HANDLE", help=N_("A member who voted, by name (repeatable)."))
]
ReferredTo = Annotated[str, typer.Option("--referred-to", metavar="TEXT", help=N_("The body it was referred to."))]
ResubmitOn = Annotated[
    When | None, typer.Option("--resubmit-on", metavar="DATE", parser=day, help=N_("The day of resubmission."))
]
Sources = Annotated[
    list[str] | None,
    typer.Option(
        "--source", metavar="SOURCE", help=N_("A source of money that confirms or declines (repeatable); none means all.")
    ),
]
ClosesOn = Annotated[
    When | None,
    typer.Option("--closes-on", metavar="DATE", parser=day, help=N_("The day until which bids can come in after a call.")),
]
Bidder = Annotated[
    str, typer.Option("--bidder", metavar="HANDLE", help=N_("Who made a bid, or was selected, by their handle."))
]
