"""Is the store what its history says, and is the installation well? `verify` and `doctor`."""

from typing import TYPE_CHECKING

import typer

from cli import say
from cli.desk import given
from cli.values import Json
from wording.language import N_, _

if TYPE_CHECKING:
    from cli.health import Answer
    from store.verify import Finding

FINDINGS = {
    "entry_altered": N_('"{reference}", entry {seq}: the entry was altered, or one before it.'),
    "entry_missing": N_('"{reference}", entry {seq}: the entry is missing.'),
    "history_cut": N_(
        '"{reference}": the history ends with entry {seq} and does not fit the dossier; entries were cut off or added.'
    ),
    "not_foldable": N_('"{reference}": the history cannot be read ({detail}).'),
    "projection_differs": N_('"{reference}": the column "{detail}" says something else than the history.'),
    "worklist_differs": N_('"{reference}": the worklist says something else than the history.'),
    "budget_differs": N_("The budget {detail} is not the sum of its awards."),
    "programme_altered": N_("The programme version {detail} was altered."),
    "dossier_missing": N_("There are entries of a dossier that does not exist: {detail}."),
    "document_missing": N_('"{reference}", entry {seq}: the document {detail} is missing.'),
    "document_altered": N_('"{reference}", entry {seq}: the document {detail} is not what was filed.'),
    "letter_without_entry": N_("The letter {detail} belongs to an entry that does not exist (entry {seq})."),
    "rung_without_letter": N_("A reminder names a letter that does not exist: {detail}."),
    "protection_missing": N_('The database does not protect its history any more: the trigger "{detail}" is missing.'),
}
_CHECKING = N_("Checking dossiers")
_CLEAN = N_("In order (dossiers: {dossiers}, entries: {events}): hash chains, projections, budgets and protection agree.")
_MARKS = {"ok": N_("good"), "note": N_("note"), "wrong": N_("WRONG")}


def verify(ctx: typer.Context, as_json: Json = False) -> None:
    """Check every hash chain, and that worklist, status and budgets say what the history says."""
    from store import dossiers
    from store.verify import verify as findings
    from workflows.documents import shelf_of

    house = given(ctx).house
    with house.database.snapshot() as connection:
        counted = dossiers.count(connection)
        with say.progress(_(_CHECKING), counted["dossiers"]) as bar:
            found = list(findings(connection, step=lambda n: bar.advance(bar.task_ids[0], n), shelf=shelf_of(house)))
    if as_json:
        plain = [{"what": f.what, "reference": f.reference, "entry": f.seq, "detail": f.detail} for f in found]
        say.machine({**counted, "findings": plain})
    elif found:
        for finding in found:
            say.line(_said(finding))
    else:
        say.line(_(_CLEAN).format(**counted))
    raise typer.Exit(1 if found else 0)


def _said(finding: "Finding") -> str:
    return _(FINDINGS[finding.what]).format(reference=finding.reference, seq=finding.seq, detail=finding.detail)


def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Look at everything that could keep the installation from working, and say what to do about it."""
    from cli.health import answers

    found = list(answers(given(ctx)))
    if as_json:
        say.machine([{"question": a.question, "verdict": a.verdict, "says": a.says} for a in found])
    else:
        _print(found)
    raise typer.Exit(1 if any(answer.verdict == "wrong" for answer in found) else 0)


def _print(found: "list[Answer]") -> None:
    say.table(
        (_(N_("question")), "", _(N_("answer"))),
        [(_(answer.title), _(_MARKS[answer.verdict]), answer.says) for answer in found],
    )
