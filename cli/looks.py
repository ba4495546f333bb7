"""Looking at dossiers: the sheet, the history with both clocks, the chain. Nothing here records anything."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Given, given
from cli.values import InAuthority, InProgramme, Json, Reference, Which
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from domain.dossier import Dossier
    from domain.events import Recorded
    from domain.programme import Programme
    from store.people import Known

_CHAIN = N_("chain")
_VOID = N_("(taken out by entry {seq})")
_CORRECTED = N_("(corrected by entry {seq})")
_WRITTEN = N_('The picture is in "{file}".')
_FOR = N_("{handle} for {absent}")
_DETAILS = N_("recorded {at}: {who}")
_DETAILS_AS = N_("recorded {at}: {who} ({role})")
_HISTORY = (N_("No."), N_("happened on"), N_("recorded at"), N_("by"), N_("as"), N_("what"))

Svg = Annotated[
    Path | None, typer.Option("--svg", metavar="FILE", readable=False, help=N_("Write the picture as SVG into this file."))
]
Mermaid = Annotated[bool, typer.Option("--mermaid", help=N_("Print the picture as Mermaid."))]


def sheet(
    ctx: typer.Context,
    reference: Reference,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Print the measure sheet of a dossier."""
    dossier = _dossier(given(ctx), Which(reference, programme, authority))
    print_sheet(given(ctx), dossier, as_json=as_json)


def print_sheet(call: Given, dossier: "Dossier", *, as_json: bool = False) -> None:
    """Print a dossier's sheet with the names as they are known today."""
    from domain import sheet as paper
    from domain.office_time import office_day
    from store import people

    with call.house.database.reading() as connection:
        known = people.parties(connection, set(dossier.parties))
    names = {id_: party.name for id_, party in known.items()}
    drawn = paper.sheet(dossier, names, office_day(call.house.clock.now()))
    if as_json:
        say.machine(paper.as_json(drawn))
    else:
        say.text(paper.as_text(drawn, spoken()).rstrip("\n"))


def history(
    ctx: typer.Context,
    reference: Reference,
    programme: InProgramme = None,
    authority: InAuthority = None,
    as_json: Json = False,
) -> None:
    """Print everything recorded about a dossier, with both clocks: when it happened and when it was recorded."""
    from store import people

    call = given(ctx)
    dossier = _dossier(call, Which(reference, programme, authority))
    with call.house.database.reading() as connection:
        known = people.parties(connection, {id_ for entry in dossier.entries for id_ in (entry.actor, entry.behalf)})
    if as_json:
        say.machine([_plain(entry, known) for entry in dossier.entries])
        return
    marks = _corrections(dossier)
    rows = [_row(dossier, entry, known, marks.get(entry.seq, "")) for entry in dossier.entries]
    headings = [_(heading) for heading in _HISTORY]
    if say.narrow():
        headings, rows = [headings[0], headings[1], headings[5]], [_folded(row) for row in rows]
    say.table(headings, rows, title=f"{dossier.opened.reference} – {dossier.opened.title}")


def _row(dossier: "Dossier", entry: "Recorded", known: "dict[str, Known]", mark: str) -> tuple[str, ...]:
    from wording.deadlines import titles_of
    from wording.words import told

    role = dossier.programme.roles[entry.role].into(spoken()) if entry.role in dossier.programme.roles else ""
    what = told(entry.event, dossier.programme, titles_of(dossier))
    return (
        str(entry.seq), entry.on.show(spoken()), instant(entry.recorded_at), _who(entry, known), role,
        f"{what} {mark}".rstrip(),
    )  # fmt: skip


def _folded(row: tuple[str, ...]) -> tuple[str, ...]:
    """The same entry in three columns, its second clock below what it says."""
    seq, on, at, who, role, what = row
    details = _(_DETAILS_AS if role else _DETAILS).format(at=at, who=who, role=role)
    return (seq, on, f"{what}\n{details}")


def _who(entry: "Recorded", known: "dict[str, Known]") -> str:
    """Who recorded an entry, and for whom where they stood in for somebody."""
    who, absent = _(_handle(entry.actor, known)), entry.behalf
    return _(_FOR).format(handle=who, absent=_handle(absent, known)) if absent else who


def _handle(id_: str, known: "dict[str, Known]") -> str:
    from workflows.walk import CHAIN

    if id_ == CHAIN:
        return _CHAIN
    return known[id_].handle if id_ in known else id_


def _corrections(dossier: "Dossier") -> dict[int, str]:
    """The mark of every entry that a later one corrects; the last correction is the one that counts."""
    from domain.events import Corrected

    found: dict[int, str] = {}
    for entry in dossier.entries:
        if isinstance(entry.event, Corrected):
            found[entry.event.seq] = _(_VOID if entry.event.void else _CORRECTED).format(seq=entry.seq)
    return found


def _plain(entry: "Recorded", known: "dict[str, Known]") -> dict[str, Any]:
    from domain.events.payload import write

    return {
        "entry": entry.seq,
        "type": type(entry.event).__name__,
        "happened_on": str(entry.on),
        "recorded_at": entry.recorded_at,
        "by": _handle(entry.actor, known),
        "behalf": _handle(entry.behalf, known) if entry.behalf else None,
        "role": entry.role,
        "said": json.loads(write(entry.event)),
    }


def chain(
    ctx: typer.Context, reference: Reference, svg: Svg = None, mermaid: Mermaid = False, programme: InProgramme = None,
    authority: InAuthority = None,
) -> None:  # fmt: skip
    """Draw the chain of a dossier, its current stages lit."""
    dossier = _dossier(given(ctx), Which(reference, programme, authority))
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


def instant(at: str) -> str:
    """An instant of the store as the office's clocks showed it, to the minute."""
    from domain.office_time import OFFICE_ZONE, moment

    here = moment(at).astimezone(OFFICE_ZONE)
    return here.strftime("%d.%m.%Y %H:%M" if spoken() == "de" else "%Y-%m-%d %H:%M")


def _dossier(call: Given, which: Which) -> "Dossier":
    from workflows.inbox import look

    return look(call.house, *which).dossier
