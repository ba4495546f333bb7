"""Opening a dossier: what has to be right before there is any history to look at."""

from dataclasses import replace
from datetime import date

from domain.admission.cleaned import ONE_LINE
from domain.admission.rounds import stage_of
from domain.commands import Actor, Open, Submit
from domain.dates import When
from domain.dossier import Dossier
from domain.duties import require_role
from domain.errors import AreaNeeded, BadReference, InTheFuture, NoSuchSource, StageNotOpen
from domain.errors.meetings import BelongsToNothing, FrameworkNeeded, FrameworkNotGranted, NoSuchCode, NoSuchPaper
from domain.events import Event, Opened, Submitted
from domain.programme import Programme
from domain.standing import finished
from domain.text import TITLE_LIMIT
from domain.typed import typed


def open_dossier(
    programme: Programme, asked: Open, submitted: Submit | None, actor: Actor, today: date, framework: Dossier | None = None
) -> list[tuple[Event, When]]:
    """Open a dossier, with its first submission where there is one; the role that may submit may open.

    `framework` is the dossier named by `part_of`, where the programme's dossiers belong to one.
    """
    asked = replace(
        asked,
        reference=typed("reference", asked.reference, limit=ONE_LINE["reference"]),
        title=typed("title", asked.title, limit=TITLE_LIMIT),
        area=typed("area", asked.area, limit=TITLE_LIMIT) if asked.area else "",
        refers_to=typed("refers_to", asked.refers_to, limit=ONE_LINE["reference"]) if asked.refers_to else "",
    )
    if asked.reference.startswith("-"):
        raise BadReference(reference=asked.reference)
    if programme.budgets and not asked.area:
        raise AreaNeeded
    known = {source.key for source in programme.sources}
    for part in asked.plan:
        if part.source not in known:
            raise NoSuchSource(source=part.source, known=", ".join(sorted(known)))
    for on in (asked.on, submitted.on if submitted else None):
        if on and on.known and on.first > today:
            raise InTheFuture(on=on, today=When.of(today))
    _check_words(programme, asked)
    _check_framework(programme, asked, framework)
    require_role(programme, actor, (*programme.entry.recorders, *programme.administrators), programme.entry.key)
    opened = Opened(**{field: getattr(asked, field) for field in asked.__slots__ if field != "on"})
    events: list[tuple[Event, When]] = [(opened, asked.on)]
    if submitted is not None:
        events.append((_first_submission(programme, submitted), submitted.on or asked.on))
    return events


def _check_words(programme: Programme, asked: Open) -> None:
    """Codes have to be valid on the day of the opening (any code where that is not handed down), the paper's kind known."""
    if asked.paper and asked.paper not in {paper.key for paper in programme.papers}:
        raise NoSuchPaper(paper=asked.paper, known=", ".join(paper.key for paper in programme.papers))
    valid = [code.key for code in programme.codes if not asked.on.known or code.valid(asked.on.first)]
    for code in asked.codes:
        if code not in valid:
            raise NoSuchCode(code=code, on=asked.on, known=", ".join(valid))


def _check_framework(programme: Programme, asked: Open, framework: Dossier | None) -> None:
    if programme.part_of is None:
        if asked.part_of:
            raise BelongsToNothing(programme=programme.title)
        return
    if framework is None or framework.opened.programme != programme.part_of or framework.opened.authority != asked.authority:
        raise FrameworkNeeded(programme=programme.title, framework=programme.part_of)
    if finished(framework, framework.programme.by_key[framework.programme.approval]) not in {"granted", "partially_granted"}:
        raise FrameworkNotGranted(reference=framework.opened.reference)


def _first_submission(programme: Programme, asked: Submit) -> Submitted:
    stage = stage_of(programme, asked.stage)
    if stage != programme.entry:
        raise StageNotOpen(stage=stage.title, round=1, missing=programme.entry.title)
    return Submitted(stage.key, 1, asked.digest)
