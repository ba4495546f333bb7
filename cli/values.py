"""What may be typed for a day, an amount or a key, and the options several commands share."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cli.usage import BadValue
from domain.dates import When
from wording import values
from wording.language import LANGUAGES, N_, _

_KEY = re.compile(r"[!-~]{16,200}")

NOT_A_KEY = N_("A key has 16 to 200 letters, digits and signs without blanks; this one has {length}.")

NOT_A_LANGUAGE = N_("give de or en; other languages are not spoken here.")

NOT_A_WHOLE_DAY = N_("give a whole day, such as 2026-12-24.")


class Which(NamedTuple):
    """The dossier a command is about: its reference, and what tells it from others with the same one."""

    reference: str
    programme: str | None = None
    authority: str | None = None


def day(typed: str) -> When:
    """Read a day or month as files write it (2002-05-24, 2002-06) or as the office does (24.05.2002, 06/2002)."""
    try:
        return values.day(typed)
    except values.NotReadable as wrong:
        raise BadValue(str(wrong)) from None


def whole(typed: When, option: str) -> date:
    """The day of what `day` read; a month, or a day not handed down, is none."""
    if not typed.known or typed.first != typed.last:
        raise BadValue(_(NOT_A_WHOLE_DAY), param_hint=option)
    return typed.first


def amount(typed: str) -> int:
    """Read an amount in EUR as cents: 10000, 10000.00, 10.000,00; what could mean two things is refused."""
    try:
        return values.amount(typed)
    except values.NotReadable as wrong:
        raise BadValue(str(wrong)) from None


def once_key(typed: str) -> str:
    """Read a key that makes a command once-only."""
    if not _KEY.fullmatch(typed):
        raise BadValue(_(NOT_A_KEY).format(length=len(typed)))
    return typed


def language(typed: str) -> str:
    """Read a language."""
    if typed not in LANGUAGES:
        raise BadValue(_(NOT_A_LANGUAGE))
    return typed


Reference = Annotated[str, typer.Argument(metavar="REF", help=N_("The dossier's reference as printed, such as 2.2."))]
Stage = Annotated[
    str, typer.Argument(metavar="STAGE", help=N_('The stage by its key; "foerderkette programme show" lists them.'))
]
File = Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=N_("A YAML file."))]
InProgramme = Annotated[
    str | None, typer.Option("--programme", metavar="KEY", help=N_("The programme, where several share the reference."))
]
InAuthority = Annotated[
    str | None, typer.Option("--authority", metavar="KEY", help=N_("The authority, where several share the reference."))
]
Json = Annotated[bool, typer.Option("--json", help=N_("Print JSON for machines."))]
OnceKey = Annotated[
    str | None,
    typer.Option(
        "--key", metavar="KEY", parser=once_key, help=N_("Record this once only: the same key again changes nothing.")
    ),
]
Seen = Annotated[
    int | None,
    typer.Option("--seen", metavar="N", min=1, help=N_("Refuse if the dossier has other than N entries by now.")),
]
_ON = typer.Option(
    "--on", metavar="DATE", parser=day, help=N_("The day it happened: 2002-05-24 or 24.05.2002, a month: 2002-06.")
)
Day = Annotated[When, _ON]
MaybeDay = Annotated[When | None, _ON]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("The reason; it stays in the history."))]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="STAGE", help=N_("A stage whose result counts in the new round as well (repeatable).")),
]
EffectiveOn = Annotated[
    When | None,
    typer.Option(
        "--effective-on",
        metavar="DATE",
        parser=day,
        help=N_("The day it counts from, where that is not the day it was given."),
    ),
]
Amount = Annotated[int | None, typer.Option("--amount", metavar="EUR", parser=amount, help=N_("The amount granted, in EUR."))]
