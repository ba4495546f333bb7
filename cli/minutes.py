"""Recording a meeting from a file, and printing what came out of it. What is done stands in `workflows.meetings.minutes`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import say
from cli.desk import Given, given
from cli.meetings import Id, acting, found
from cli.minutes_json import ahead_of, done_with
from cli.minutes_said import ask, not_recordable, rehearsed, shown, told
from cli.usage import BadValue
from cli.values import Json
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from domain.meetings.minutes import Row
    from store.meetings import Meeting

_NO_TERMINAL = N_("there is nobody to ask whether this is to be recorded; give --yes if it is, or --dry-run to see it first.")
_FORMAT = N_("give one of: {known}.")
_NOT_MEMBERS = N_('nobody is a member by the handle "{handle}"; known are: {known}.')
_NOTHING = N_("Nothing was recorded.")
_NO_RESULT = N_("give a file with the result of at least one item; there are cases on the agenda that wait for one.")
_HELD = N_("It is noted that the meeting was held, and who was there.")


def to_fill_in(ctx: typer.Context, meeting: str, kind: str) -> None:
    """Print the agenda as the file to fill in: an item a row, its result empty."""
    from workflows.meetings.minutes_files import FORMATS
    from workflows.meetings.minutes_files import to_fill_in as filled

    call = given(ctx)
    _known(kind, FORMATS)
    one, _body = found(call, meeting)
    _written(filled(call.house, one, kind, spoken()))


def minutes(
    ctx: typer.Context,
    meeting: Id,
    kind: Annotated[
        str,
        typer.Option("--format", metavar="text|csv|yaml|json", help=N_("How it is written: text, csv, yaml or json.")),
    ] = "text",
    public: Annotated[bool, typer.Option("--public", help=N_("Only public items, and what anybody may read of them."))] = False,
) -> None:
    """Print what came out of a meeting, item by item."""
    from workflows.meetings.minutes_files import FORMATS, filled_in

    call = given(ctx)
    _known(kind, ("text", *FORMATS, "json"))
    one, _body = found(call, meeting)
    if kind in FORMATS:
        _written(filled_in(call.house, one, kind, spoken(), public=public))
    else:
        shown(call.house, one, as_json=kind == "json", public=public)


def record(
    ctx: typer.Context,
    meeting: Id,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", readable=False, help=N_("A file of results, CSV or YAML, as printed by agenda.")),
    ] = None,
    present: Annotated[
        str, typer.Option("--present", metavar="HANDLE,…", help=N_("The members who were there, with commas between them."))
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be recorded."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Record without asking."))] = False,
    as_json: Json = False,
) -> None:
    """Record what came out of a whole meeting: shown first, asked once, then recorded together."""
    from workflows.meetings.minutes import record_minutes, rehearse

    if not dry_run and not yes and (as_json or not sys.stdin.isatty()):
        raise BadValue(_(_NO_TERMINAL), param_hint="--yes")
    call = given(ctx)
    house = call.house
    one, _body = found(call, meeting)
    actor = acting(call, one)
    there = _present(call, one, present)
    rows = _rows(call, one, file, needed=not dry_run)
    ahead = rehearse(house, one, rows, actor, present=there)
    if as_json and dry_run:
        say.machine(ahead_of(house, one, ahead))
    refused = not_recordable(ahead) if as_json else rehearsed(house, one, ahead)
    if dry_run:
        raise typer.Exit(1 if refused else 0)
    if not yes and not ask():
        say.line(_(_NOTHING))
        raise typer.Exit(1)
    done = record_minutes(house, one, rows, actor, seen=ahead.seen, present=there)
    if as_json:
        say.machine(done_with(house, one, done))
        raise typer.Exit(1 if any(row.refusal for row in done) else 0)
    refused = told(house, one, done)
    if not rows:
        say.line(_(_HELD))
    raise typer.Exit(1 if refused else 0)


def _rows(call: Given, meeting: "Meeting", file: Path | None, *, needed: bool) -> "list[Row]":
    """The results in the file; none are needed where no case waits for one on the agenda."""
    from config.minutes.file import contents
    from workflows.meetings.minutes_files import read_minutes
    from workflows.meetings.results import results

    rows = read_minutes(call.house, meeting, file.as_posix(), contents(file)) if file else []
    if needed and not rows and any(each.item.dossier and each.said is None for each in results(call.house, meeting)):
        raise BadValue(_(_NO_RESULT), param_hint="FILE")
    return rows


def _present(call: Given, meeting: "Meeting", typed: str) -> list[str]:
    """The ids of the members named by their handles."""
    from workflows.meetings.minutes_files import handles_of

    with call.house.database.reading() as connection:
        known = handles_of(connection, meeting)
    ids = []
    for handle in filter(None, (word.strip() for word in typed.split(","))):
        if handle not in known:
            sentence = _(_NOT_MEMBERS).format(handle=handle, known=", ".join(sorted(known)))
            raise BadValue(sentence, param_hint="--present")
        ids.append(known[handle])
    return ids


def _known(kind: str, formats: tuple[str, ...]) -> None:
    if kind not in formats:
        raise BadValue(_(_FORMAT).format(known=", ".join(formats)), param_hint="--format")


def _written(text: str) -> None:
    """Print a file as it is, in UTF-8 whatever the terminal speaks: it is read back."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()


#: The commands of the group `meeting` that stand here.
MEETING = {"record": record, "minutes": minutes}
