"""Versions of a programme: what a changed file would mean for running cases, and moving those that are named."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import receipts, say
from cli.desk import given
from cli.usage import BadValue
from cli.values import InAuthority, InProgramme, Json, Reason
from wording.language import N_, _

if TYPE_CHECKING:
    from domain.programme import Programme
    from workflows.house import House
    from workflows.repinning import Ahead

_HEADINGS = (N_("reference"), N_("authority"), N_("verdict"), N_("why"))
_COUNTS = N_("{stays} stay, {could} could move, {person} need a person. Nothing was changed.")
_NO_CASES = N_("No running case is under another version of {programme}.")
_SURE = N_("cases that would be moved: {count}; give --yes if that is meant.")
_WHICH = N_("name references, or give --all-that-could; not both.")
_NEEDS_PROGRAMME = N_("--all-that-could needs --programme.")
_SEVERAL = N_("these cases belong to several authorities: {authorities}. Name one.")
_MOVED = N_("Cases moved to version {version}: {count}.")
_NOT_MOVED = N_('"{reference}": {why}')

Version = Annotated[
    str,
    typer.Option(
        "--version", metavar="HASH", help=N_("A stored version by the beginning of its hash; the newest if left out.")
    ),
]
WhichProgramme = Annotated[
    str, typer.Argument(metavar="KEY|FILE", help=N_("A programme by its key, or a YAML file with a changed one."))
]


def preview(
    ctx: typer.Context, which: WhichProgramme, version: Version = "", authority: InAuthority = None, as_json: Json = False
) -> None:
    """Say what a changed programme would mean for every running case; nothing is written."""
    from workflows.repinning import preview as look_ahead

    house = given(ctx).house
    to, hash_ = _version(house, which, version)
    found = look_ahead(house, to, hash_, authority=authority or "")
    if as_json:
        say.machine({"programme": to.programme, "version": hash_, "cases": [_plain(one) for one in found]})
        return
    _show(found, to)


def move(
    ctx: typer.Context,
    reason: Reason,
    references: Annotated[
        list[str] | None, typer.Argument(metavar="REF", help=N_("The references of the cases to be moved."))
    ] = None,
    all_that_could: Annotated[
        bool, typer.Option("--all-that-could", help=N_("Move every case the preview says could move."))
    ] = False,
    version: Version = "",
    programme: InProgramme = None,
    authority: InAuthority = None,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Confirm moving all of them."))] = False,
    as_json: Json = False,
) -> None:
    """Move running cases to another version of their programme; refused for a case that needs a person."""
    if bool(references) == all_that_could:
        raise BadValue(_(_WHICH), param_hint="REF")
    if all_that_could:
        _move_all(ctx, reason, version, programme, authority, yes=yes, as_json=as_json)
        return
    from workflows.inbox import look
    from workflows.repinning import move as move_one
    from workflows.repinning import version_of

    call = given(ctx)
    for reference in references or ():
        held = look(call.house, reference, programme, authority)
        to, hash_ = version_of(call.house, held.dossier.programme.programme, version)
        moved = move_one(call.house, held, to, hash_, by=call.settings.as_person, reason=reason)
        receipts.show(moved, as_json=as_json)


def _move_all(
    ctx: typer.Context, reason: str, version: str, programme: str | None, authority: str | None, *, yes: bool, as_json: bool
) -> None:
    from domain.admission.repinning import Verdict
    from domain.errors import Refusal
    from wording.refusals import said
    from workflows.repinning import counted, move_all, version_of
    from workflows.repinning import preview as look_ahead

    if not programme:
        raise BadValue(_(_NEEDS_PROGRAMME), param_hint="--programme")
    call = given(ctx)
    to, hash_ = version_of(call.house, programme, version)
    found = look_ahead(call.house, to, hash_, authority=authority or "")
    offices = sorted({one.authority for one in found if one.outlook.verdict is Verdict.COULD_MOVE})
    if len(offices) > 1:
        raise BadValue(_(_SEVERAL).format(authorities=", ".join(offices)), param_hint="--authority")
    if not yes:
        _show(found, to)
        raise BadValue(_(_SURE).format(count=counted(found)[Verdict.COULD_MOVE]), param_hint="--yes")
    results = move_all(call.house, found, to, hash_, by=call.settings.as_person, reason=reason)
    refused = [(one.reference, said(got)) for one, got in results if isinstance(got, Refusal)]
    if as_json:
        moved = [one.reference for one, got in results if not isinstance(got, Refusal)]
        say.machine({"version": hash_, "moved": moved, "refused": dict(refused)})
        return
    say.line(_(_MOVED).format(count=len(results) - len(refused), version=hash_[:12]))
    for reference, why in refused:
        say.line(_(_NOT_MOVED).format(reference=reference, why=why))


def _version(house: "House", which: str, version: str) -> "tuple[Programme, str]":
    from workflows.repinning import version_of

    if Path(which).suffix in {".yaml", ".yml"}:
        from config.load import load_programme

        read = load_programme(Path(which))
        return read.programme, read.hash
    return version_of(house, which, version)


def _show(found: "Sequence[Ahead]", to: "Programme") -> None:
    from domain.admission.repinning import Verdict
    from wording.language import spoken
    from wording.repinning import VERDICTS, reason
    from workflows.repinning import counted

    if not found:
        say.line(_(_NO_CASES).format(programme=to.title.into(spoken())))
        return
    rows = [(one.reference, one.authority, _(VERDICTS[one.outlook.verdict]), reason(one.outlook)) for one in found]
    say.table([_(heading) for heading in _HEADINGS], rows)
    counts = counted(found)
    say.line(
        _(_COUNTS).format(stays=counts[Verdict.STAYS], could=counts[Verdict.COULD_MOVE], person=counts[Verdict.NEEDS_A_PERSON])
    )


def _plain(one: "Ahead") -> dict[str, object]:
    from wording.repinning import reason

    return {
        "reference": one.reference, "authority": one.authority, "version": one.programme_hash,
        "verdict": one.outlook.verdict.value, "why": reason(one.outlook),
    }  # fmt: skip
