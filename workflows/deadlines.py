"""Commands about deadlines whose days are computed: extensions, notifications, clocks that go on."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from domain.commands.deadlines import ExtendDeadline, Notify, ResumeClock, SetDeadline
from domain.dates import When
from domain.deadlines import notification as notified
from domain.deadlines.clock import resumed
from domain.deadlines.derivation import Derivation, derive
from domain.deadlines.ends import legal_end
from domain.deadlines.held import Deadline, deadline, deadlines
from domain.deadlines.period_text import written
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier
from domain.errors.deadlines import ClockIsStopped, DeadlineOver, NoDeadlineYet, NoSuchDeadline, StatutoryDeadline
from domain.office_time import office_day
from domain.programme.timed import Period
from domain.vocabulary import Delivery
from store.people import seats
from workflows.house import House


class Extension(NamedTuple):
    """An extension with how its day was counted."""

    command: ExtendDeadline
    derivation: Derivation


def reckoning_of(house: House, dossier: Dossier) -> Reckoning:
    """The calendar of the seat of a dossier's authority, and the figures of the installation."""
    with house.database.reading() as connection:
        return Reckoning(seats(connection)[dossier.opened.authority].calendar, house.rules)


def held(dossier: Dossier, name: str) -> Deadline:
    """The deadline of that name; refused where there is none."""
    found = deadline(dossier, name)
    if found is not None:
        return found
    known = ", ".join(one.name for one in deadlines(dossier))
    if known:
        raise NoSuchDeadline(reference=dossier.opened.reference, deadline=name, known=known)
    raise NoDeadlineYet(reference=dossier.opened.reference, deadline=name)


def extended(house: House, dossier: Dossier, name: str, period: Period, reason: str = "") -> Extension:
    """An extension by a period, counted from the previous (shifted) end (§ 190 BGB), as of today; raises a Refusal.

    A named end on a Saturday, Sunday or holiday is the next working day (§ 31 (3) VwVfG).
    """
    found = held(dossier, name)
    if found.statutory:
        raise StatutoryDeadline(deadline=found.title)
    if not found.holds:
        raise DeadlineOver(deadline=found.title)
    if found.due is None:
        raise ClockIsStopped(deadline=found.title)
    reckoning = reckoning_of(house, dossier)
    end = legal_end(dossier.programme, name, found.due, reckoning)
    counted, figure = reckoning.counted(period, dossier.programme, end)
    derivation = derive(end, counted, reckoning.calendar, figure=figure)
    command = ExtendDeadline(
        deadline=name, until=derivation.due, on=_today(house), reason=reason, period=written(counted)
    )  # fmt: skip
    return Extension(command, derivation)


def extension(house: House, dossier: Dossier, name: str, period: Period, reason: str = "") -> ExtendDeadline:
    """The command of `extended`."""
    return extended(house, dossier, name, period, reason).command


def counted_from(
    house: House, dossier: Dossier, asked: SetDeadline, period: Period, start: When, *, back: bool = False
) -> SetDeadline:
    """The command with its day counted as a period from (or `back` from) a day, and what it was counted by."""
    reckoning = reckoning_of(house, dossier)
    day = start.first if back else start.last
    counted, figure = reckoning.counted(period, dossier.programme, day)
    derivation = derive(day, counted, reckoning.calendar, back=back, figure=figure, source=asked.source)
    return replace(
        asked, due=derivation.due, start=start, period=written(counted), backward=back, rule=derivation.rule,
        source=derivation.source,
    )  # fmt: skip


def notification(
    house: House, dossier: Dossier, stage: str, delivery: Delivery, on: When, *, instructed: bool = True,
    arrived: When | None = None, ready: When | None = None,
) -> Notify:  # fmt: skip
    """The command that records how a decision was made known, with the day it counts as known and the end of appeals.

    `ready` is the day the addressee of a portal was told that it lies there: retrieved too late, it is refused as not notified.
    Raises NoFigure where no rule set knows the Land and the day.
    """
    reckoning = reckoning_of(house, dossier)
    known = notified.notification(delivery, on, reckoning, dossier.programme, arrived, ready=ready)
    until, figure = notified.appeal_end(known.day, instructed, reckoning, dossier.programme)
    rules = [known.derivation.rule if known.derivation else "", figure.name]
    return Notify(
        stage=stage, on=on, delivery=delivery, notified_on=known.day, appeal_until=until, instructed=instructed,
        rule=" ".join(filter(None, rules)), ready=ready,
    )  # fmt: skip


def going_on(house: House, dossier: Dossier, reason: str, names: tuple[str, ...] = (), on: When | None = None) -> ResumeClock:
    """The command that lets the clocks go on that rest (all, or those named), with the new days."""
    day = on or _today(house)
    dues = resumed(dossier, day.last, reckoning_of(house, dossier).calendar, names)
    return ResumeClock(on=day, reason=reason, dues=dues)


def _today(house: House) -> When:
    return When.of(today(house))


def today(house: House) -> date:
    """The office's day."""
    return office_day(house.clock.now())
