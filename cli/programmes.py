"""Programmes: which there are, what one looks like, and whether a file is one."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import say
from cli.desk import given
from cli.looks import Mermaid, Svg, write_svg
from cli.values import File, Json
from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from domain.programme import Programme, Stage

_HEADINGS = (N_("programme"), N_("title"), N_("stages"), N_("version"))
_STAGES = (
    N_("proceeding"),
    N_("stage"),
    N_("title"),
    N_("who acts"),
    N_("recorded by"),
    N_("needs"),
    N_("usually after"),
    N_("outcomes"),
)
_GOOD = N_('"{file}" is in order: {title}, {stages} stages, version {version}.')


def listed(ctx: typer.Context, as_json: Json = False) -> None:
    """List the programmes of this installation."""
    from store.programmes import newest, programme_by_hash

    with given(ctx).house.database.reading() as connection:
        found = [(hash_, programme_by_hash(connection, hash_)) for _key, hash_ in sorted(newest(connection).items())]
    if as_json:
        say.machine(
            [{"programme": p.programme, "title": p.title.model_dump(), "stages": list(p.stages), "hash": h} for h, p in found]
        )
        return
    rows = [(p.programme, p.title.into(spoken()), len(p.stages), hash_[:12]) for hash_, p in found]
    say.table([_(heading) for heading in _HEADINGS], rows)


def show(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=N_("The programme by its key."))],
    svg: Svg = None,
    mermaid: Mermaid = False,
) -> None:
    """Show the stages of a programme, or draw its chain."""
    from workflows.inbox import newest

    programme, _hash = newest(given(ctx).house, key)
    if svg is not None:
        write_svg(svg, programme)
    if mermaid:
        from domain import picture

        say.text(picture.mermaid(programme, spoken()))
    if svg is None and not mermaid:
        rows = [_row(programme, stage) for stage in programme.stages.values()]
        headings = [_(heading) for heading in _STAGES]
        if say.narrow():
            headings, rows = [headings[1], headings[2]], [_stacked(headings, row) for row in rows]
        say.table(headings, rows, title=programme.title.into(spoken()))


def _row(programme: "Programme", stage: "Stage") -> tuple[str, ...]:
    from domain.stages import outcomes_of

    return (
        programme.home[stage.key].title.into(spoken()),
        stage.key,
        stage.title.into(spoken()),
        programme.roles[stage.role].into(spoken()),
        ", ".join(programme.roles[role].into(spoken()) for role in stage.recorders),
        ", ".join(stage.needs),
        ", ".join(stage.usually_after),
        ", ".join(outcomes_of(stage)),
    )


def _stacked(headings: list[str], row: tuple[str, ...]) -> tuple[str, ...]:
    """The same stage in two columns: its key, and the rest line by line."""
    proceeding, key, title, *rest = row
    said = [f"{heading}: {cell}" for heading, cell in zip(headings[3:], rest, strict=True) if cell]
    return (key, "\n".join((f"{title} ({proceeding})", *said)))


def check(ctx: typer.Context, file: File) -> None:
    """Check a programme file, and the authorities against it; every fault is named with line, key and mend."""
    from cli.roles import misfits
    from config.load import load_programme, load_rule_book

    folder = given(ctx).settings.config
    read = load_programme(file, load_rule_book(sorted((folder / "rules").glob("*.yaml"))))
    if misfit := misfits(folder, read.programme):
        raise misfit[0]
    title = read.programme.title.into(spoken())
    say.line(_(_GOOD).format(file=file, title=title, stages=len(read.programme.stages), version=read.hash[:12]))
