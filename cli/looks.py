"""Looking at dossiers: the sheet, the history with both clocks, the chain, the worklist. Nothing here records anything."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Given, given
from cli.language import N_, _, spoken
from cli.values import InProgramme, Json, Reference

if TYPE_CHECKING:
    from domain.dossier import Dossier
    from domain.events import Recorded
    from domain.programme import Programme
    from store.lists import Line
    from store.people import Known

_EMPTY = N_("Nothing waits for anybody.")
_MORE = N_("Only the first {limit} are shown; --limit shows more.")
_CHAIN = N_("chain")
_VOID = N_("(taken out by entry {seq})")
_CORRECTED = N_("(corrected by entry {seq})")
_WRITTEN = N_('The picture is in "{file}".')
_SENT_BACK = N_("sent back")
_HISTORY = (N_("No."), N_("happened on"), N_("recorded at"), N_("by"), N_("as"), N_("what"))
_WORKLIST = (N_("dossier"), N_("title"), N_("stage"), N_("round"), N_("role"), N_("since"), N_("by when"))

Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help=N_("Write the picture as SVG into this file."))]
Mermaid = Annotated[bool, typer.Option("--mermaid", help=N_("Print the picture as Mermaid."))]


def sheet(ctx: typer.Context, reference: Reference, programme: InProgramme = None, as_json: Json = False) -> None:
    """Print the measure sheet of a dossier."""
    dossier = _dossier(given(ctx), reference, programme)
    print_sheet(given(ctx), dossier, as_json=as_json)


def print_sheet(call: Given, dossier: "Dossier", *, as_json: bool = False) -> None:
    """Print a dossier's sheet with the names as they are known today."""
    from domain import sheet as paper
    from store import people

    opened = dossier.opened
    with call.house.database.reading() as connection:
        known = people.parties(connection, {opened.applicant, opened.sponsor, opened.contact} - {""})
    drawn = paper.sheet(dossier, {id_: party.name for id_, party in known.items()})
    if as_json:
        say.machine(paper.as_json(drawn))
    else:
        say.text(paper.as_text(drawn, spoken()).rstrip("\n"))


def history(ctx: typer.Context, reference: Reference, programme: InProgramme = None, as_json: Json = False) -> None:
    """Print everything recorded about a dossier, with both clocks: when it happened and when it was recorded."""
    from store import people

    call = given(ctx)
    dossier = _dossier(call, reference, programme)
    with call.house.database.reading() as connection:
        known = people.parties(connection, {entry.actor for entry in dossier.entries})
    if as_json:
        say.machine([_plain(entry, known) for entry in dossier.entries])
        return
    marks = _corrections(dossier)
    rows = [_row(dossier, entry, known, marks.get(entry.seq, "")) for entry in dossier.entries]
    say.table([_(heading) for heading in _HISTORY], rows, title=f"{dossier.opened.reference} – {dossier.opened.title}")


def _row(dossier: "Dossier", entry: "Recorded", known: "dict[str, Known]", mark: str) -> tuple[str, ...]:
    from cli.words import told

    role = dossier.programme.roles[entry.role].into(spoken()) if entry.role in dossier.programme.roles else ""
    what = told(entry.event, dossier.programme)
    return (
        str(entry.seq), entry.on.show(spoken()), instant(entry.recorded_at), _(_handle(entry, known)), role,
        f"{what} {mark}".rstrip(),
    )  # fmt: skip


def _handle(entry: "Recorded", known: "dict[str, Known]") -> str:
    return known[entry.actor].handle if entry.actor in known else _CHAIN


def _corrections(dossier: "Dossier") -> dict[int, str]:
    """The mark of every entry that a later one corrects; the last correction is the one that counts."""
    from domain.events import Corrected

    found: dict[int, str] = {}
    for entry in dossier.entries:
        if isinstance(entry.event, Corrected):
            found[entry.event.seq] = _(_VOID if entry.event.void else _CORRECTED).format(seq=entry.seq)
    return found


def _plain(entry: "Recorded", known: "dict[str, Known]") -> dict[str, Any]:
    from domain.events import write

    return {
        "entry": entry.seq,
        "type": type(entry.event).__name__,
        "happened_on": str(entry.on),
        "recorded_at": entry.recorded_at,
        "by": _handle(entry, known),
        "role": entry.role,
        "said": json.loads(write(entry.event)),
    }


def chain(
    ctx: typer.Context, reference: Reference, svg: Svg = None, mermaid: Mermaid = False, programme: InProgramme = None
) -> None:
    """Draw the chain of a dossier, its current stages lit."""
    dossier = _dossier(given(ctx), reference, programme)
    if svg is not None:
        write_svg(svg, dossier.programme, dossier)
    if mermaid or svg is None:
        from domain import picture

        say.text(picture.mermaid(dossier.programme, spoken(), dossier))


def write_svg(file: Path, programme: "Programme", dossier: "Dossier | None" = None) -> None:
    """Write the picture into a file and say so."""
    from domain import picture

    file.write_text(picture.svg(programme, spoken(), dossier), "utf-8")
    say.line(_(_WRITTEN).format(file=file))


def worklist(
    ctx: typer.Context,
    role: Annotated[
        list[str] | None, typer.Option("--role", metavar="ROLE", help=N_("Only what this role has to do (repeatable)."))
    ] = None,
    programme: Annotated[str, typer.Option("--programme", metavar="KEY", help=N_("Only dossiers of this programme."))] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help=N_("At most so many lines."))] = 50,
    as_json: Json = False,
) -> None:
    """Show what waits for whom, longest waiting first."""
    from store import lists
    from store.programmes import programme_by_hash

    with given(ctx).house.database.reading() as connection:
        found = lists.worklist(connection, roles=tuple(role or ()), programme=programme, limit=limit + 1)
        pinned = {line.programme_hash: programme_by_hash(connection, line.programme_hash) for line in found}
    shown = found[:limit]
    if as_json:
        say.machine([_line(line) for line in shown])
        return
    if not shown:
        say.line(_(_EMPTY))
        return
    rows = []
    for line in shown:
        its = pinned[line.programme_hash]
        stage = its.stages[line.stage].title.into(spoken()) + (f" ({_(_SENT_BACK)})" if line.returned else "")
        rows.append(
            (
                line.reference,
                line.title,
                stage,
                line.round,
                its.roles[line.role].into(spoken()),
                instant(line.since),
                _day(line.due),
            )
        )
    say.table([_(heading) for heading in _WORKLIST], rows)
    if len(found) > limit:
        say.line(_(_MORE).format(limit=limit))


def _line(line: "Line") -> dict[str, Any]:
    fields = (
        "authority", "programme", "reference", "title", "approval", "stage", "round", "role", "since", "due", "returned",
    )  # fmt: skip
    return {name: getattr(line, name) for name in fields} | {"due": line.due or None}


def _day(day: str) -> str:
    from domain.dates import When

    return When(day).show(spoken()) if day else ""


def instant(at: str) -> str:
    """An instant of the store as the office's clocks showed it, to the minute."""
    from config.clock import OFFICE_ZONE, moment

    here = moment(at).astimezone(OFFICE_ZONE)
    return here.strftime("%d.%m.%Y %H:%M" if spoken() == "de" else "%Y-%m-%d %H:%M")


def _dossier(call: Given, reference: str, programme: str | None) -> "Dossier":
    from workflows.inbox import look

    return look(call.house, reference, programme).dossier
