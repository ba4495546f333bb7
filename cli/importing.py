"""Importing cases of the past from a table: asked about, tried, and done; every bad row named with its number and mend."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import say
from cli.desk import Given, given
from cli.usage import BadValue
from cli.values import Json
from wording.language import N_, _
from wording.refusals import said

if TYPE_CHECKING:
    from config.mapping import LoadedMapping
    from domain.programme import Programme
    from workflows.importing import Imported
    from workflows.importing.cells import Wrong
    from workflows.importing.check import Plan

_EITHER = N_('give either --mapping FILE or --ask; "--ask" writes the beginning of a mapping.')
_PROGRAMME_NEEDED = N_('give --programme KEY as well; "foerderkette programme list" shows them.')
_ROW = N_('Row {row}, column "{column}": {sentence}')
_WHOLE_ROW = N_("Row {row}: {sentence}")
_FOUND = N_(
    "Rows read: {rows}. Cases to import: {cases}, with facts: {facts}. Here already: {repeated}. Rows not in order: {bad}."
)
_PARTIES = N_("People and organisations to add: {parties}.")
_TRIED = N_("This was a trial: nothing was written.")
_NOTHING = N_("Nothing was imported, because {bad} of {rows} rows are not in order. Mend them, or add --only-good.")
_DONE = N_("Imported cases: {cases}, with facts: {facts}. Here already: {repeated}.")
_BAD_FILE = N_('The rows that were not imported stand in "{file}" with the reasons.')
_CHECKING = N_("Checking the rows …")
_WRITING = N_("Importing …")


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help=N_("A table: CSV, XLSX, or a YAML list."))],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", readable=False, help=N_("What the columns mean; see docs/import.md.")),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would come; nothing is written."))] = False,
    only_good: Annotated[
        bool, typer.Option("--only-good", help=N_("Import the rows that are in order, and write the others to FILE.bad.csv."))
    ] = False,
    ask: Annotated[
        bool, typer.Option("--ask", help=N_("Print the beginning of a mapping, with what is unclear as questions."))
    ] = False,
    programme: Annotated[
        str | None, typer.Option("--programme", metavar="KEY", help=N_("With --ask: the programme of the cases."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Import cases of the past from a table, all of them or none; the same table again changes nothing."""
    if (mapping is None) != ask:
        raise BadValue(_(_EITHER), param_hint="--mapping")
    call = given(ctx)
    if mapping is None:
        _ask(call, file, programme)
        return
    from config.mapping.checks import load_mapping
    from workflows.importing import Import

    house = call.house
    loaded = load_mapping(mapping, lambda: _programmes(call))
    work = Import(house, loaded, file, call.settings.as_person)
    with say.progress(_(_CHECKING), None) as bar:
        plan = work.check(lambda rows: bar.advance(bar.task_ids[0], rows))
    done = None
    if not dry_run and plan.ready and (only_good or not plan.wrong):
        with say.progress(_(_WRITING), len(plan.ready)) as bar:
            done = work.write(plan, lambda rows: bar.advance(bar.task_ids[0], rows))
    elif not dry_run and (only_good or not plan.wrong):
        done = work.write(plan)
    wrong = [*plan.wrong, *(done.wrong if done else ())]
    target = _bad_rows(loaded, file, wrong) if wrong and only_good and done else None
    if as_json:
        say.machine(_plain(plan, done, wrong, target))
    else:
        _tell(plan, done, wrong, target, dry_run=dry_run)
    raise typer.Exit(1 if wrong and not only_good else 0)


def _ask(call: Given, file: Path, key: str | None) -> None:
    from cli.import_questions import skeleton
    from config.mapping.asking import look
    from store.people import seats
    from workflows.inbox import newest

    if key is None:
        raise BadValue(_(_PROGRAMME_NEEDED), param_hint="--programme")
    programme, _hash = newest(call.house, key)
    with call.house.database.reading() as connection:
        authorities = sorted(seats(connection))
    say.text(skeleton(look(file), file, programme, authorities))


def _programmes(call: Given) -> "dict[str, Programme]":
    from workflows.roster_change import known_programmes

    with call.house.database.reading() as connection:
        return known_programmes(connection)


def _bad_rows(loaded: "LoadedMapping", file: Path, wrong: "list[Wrong]") -> Path:
    from config.mapping.bad_rows import write_bad_rows

    reasons: dict[int, list[str]] = {}
    for each in wrong:
        reasons.setdefault(each.row, []).append(_sentence(each, in_row=True))
    return write_bad_rows(file, loaded.mapping.file.form, {row: " ".join(said) for row, said in reasons.items()})


def _sentence(wrong: "Wrong", *, in_row: bool = False) -> str:
    """One thing wrong with its place; beside its row, the column alone is place enough."""
    sentence = said(wrong.refusal)
    if in_row:
        return f"{wrong.column}: {sentence}" if wrong.column else sentence
    template = _ROW if wrong.column else _WHOLE_ROW
    return _(template).format(row=wrong.row, column=wrong.column, sentence=sentence)


def _tell(plan: "Plan", done: "Imported | None", wrong: "list[Wrong]", target: Path | None, *, dry_run: bool) -> None:
    for each in wrong:
        say.line(_sentence(each))
    bad = len({each.row for each in wrong})
    found = {"rows": plan.rows, "cases": len(plan.ready), "facts": plan.facts, "repeated": plan.repeated, "bad": bad}
    if done is None:
        say.line(_(_FOUND).format(**found))
        if plan.parties:
            say.line(_(_PARTIES).format(parties=plan.parties))
    else:
        say.line(_(_DONE).format(cases=done.cases, facts=done.facts, repeated=done.repeated))
    if target:
        say.line(_(_BAD_FILE).format(file=target))
    if dry_run:
        say.line(_(_TRIED))
    elif done is None:
        say.refuse(_(_NOTHING).format(**found))


def _plain(plan: "Plan", done: "Imported | None", wrong: "list[Wrong]", target: Path | None) -> dict[str, Any]:
    """The same for machines; `imported` is null where nothing was to be written."""
    return {
        "rows": plan.rows,
        "cases": len(plan.ready),
        "facts": plan.facts,
        "parties": plan.parties,
        "repeated": plan.repeated,
        "wrong": [
            {
                "row": each.row, "column": each.column or None, "value": each.value,
                "code": type(each.refusal).__name__, "sentence": said(each.refusal),
            }
            for each in wrong
        ],
        "imported": None if done is None else {"cases": done.cases, "facts": done.facts, "parties": len(done.parties)},
        "bad_file": None if target is None else str(target),
    }  # fmt: skip
