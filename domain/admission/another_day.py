"""Another day for a deadline that is there: it needs a reason, and what is not named stays as it was."""

from dataclasses import replace

from domain.commands.deadlines import SetDeadline
from domain.deadlines.held import Deadline
from domain.errors.deadlines import WhyAnotherDay
from domain.events.deadlines import DeadlineSet
from domain.programme import Programme


def as_it_was(asked: SetDeadline, before: Deadline, programme: Programme) -> SetDeadline:
    """The command with role, title and stage of the deadline where none is named, and with what it follows from.

    A rule that said another day is nothing the new one follows from. Raises WhyAnotherDay where nobody says why the day moves.
    """
    if before.due is not None and asked.due != before.due and not (asked.reason or asked.source):
        raise WhyAnotherDay(deadline=before.title, due=before.due)
    title = source = ""
    for version in before.versions:
        if isinstance(version.entry.event, DeadlineSet):
            title = version.entry.event.title
            source = version.source if version.due == asked.due or not version.period else ""
    stage = before.stage if before.stage in programme.stages else ""
    return replace(
        asked, role=asked.role or before.role, title=asked.title or title, stage=asked.stage or stage,
        source=asked.source or source,
    )  # fmt: skip
