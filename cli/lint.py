"""`foerderkette programme lint`: what will get cases stuck, or looks forgotten, in programmes that load."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import say
from cli.desk import given
from cli.values import Json
from wording.language import N_, _, spoken
from wording.refusals import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.yaml_lines import Marked
    from domain.errors.lint import Finding
    from domain.programme import Programme
    from workflows.house import House

_SEVERITIES = {"error": N_("error"), "warning": N_("warning")}
_LINE = N_("{severity}: {place}: {sentence}")
_PLACE = N_("{file}, line {line}, {key_path}")
_COUNTS = N_("{programme}: {errors} errors, {warnings} warnings.")


def lint(
    ctx: typer.Context,
    which: Annotated[
        str,
        typer.Argument(metavar="KEY|FILE", help=N_("A programme by its key, or a YAML file; every programme if left out.")),
    ] = "",
    as_json: Json = False,
) -> None:
    """Say what will get cases stuck or looks forgotten in a programme and where it is run; errors end with code 1."""
    from domain.errors.lint import Severity
    from workflows.linting import lint as look_at

    house = given(ctx).house
    shown: list[dict[str, object]] = []
    errors = 0
    for programme, file, marked in _wanted(house, which):
        found = sorted(look_at(house, programme), key=lambda one: one.severity != Severity.ERROR)
        wrong = sum(one.severity is Severity.ERROR for one in found)
        errors += wrong
        shown += [
            {
                "programme": programme.programme, "severity": one.severity.value, "kind": type(one).__name__,
                "place": marked.spelled(one.path), "line": marked.line(one.path) if file else None, "sentence": said(one),
            }
            for one in found
        ]  # fmt: skip
        if not as_json:
            for one in found:
                place = _where(one, file, marked)
                say.line(_(_LINE).format(severity=_(_SEVERITIES[one.severity]), place=place, sentence=said(one)))
            title = programme.title.into(spoken())
            say.line(_(_COUNTS).format(programme=title, errors=wrong, warnings=len(found) - wrong))
    if as_json:
        say.machine(shown)
    if errors:
        raise typer.Exit(1)


def _where(one: "Finding", file: str, marked: "Marked") -> str:
    key_path = marked.spelled(one.path)
    return _(_PLACE).format(file=file, line=marked.line(one.path), key_path=key_path) if file else key_path


def _wanted(house: "House", which: str) -> "Iterator[tuple[Programme, str, Marked]]":
    """The programmes asked for, each with its file ("" for a stored one) and what stands where in it."""
    from config.load import load_programme
    from config.yaml_lines import Marked, read_yaml
    from workflows.repinning import version_of

    if Path(which).suffix in {".yaml", ".yml"}:
        programme = load_programme(Path(which)).programme
        yield programme, which, read_yaml(Path(which).read_bytes())
        return
    from store.programmes import newest

    with house.database.reading() as connection:
        keys = [which] if which else sorted(newest(connection))
    for key in keys:
        stored, _hash = version_of(house, key)
        yield stored, "", Marked(stored.model_dump(mode="json"))
