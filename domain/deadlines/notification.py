"""When a notice counts as known (§ 41 VwVfG), and how long its addressee may object (§§ 58, 70, 74 VwGO).

Three days by post until 2024, four from 2025 on, a day of its own per Land: all of it are dated figures
(`config/rules/notification.yaml`, `config/rules/remedies.yaml`). A mail that reminds somebody is never a notification.
"""

from dataclasses import dataclass

from domain.dates import When
from domain.deadlines.derivation import Derivation, derive
from domain.deadlines.rules import Figure, Reckoning
from domain.errors import Refusal
from domain.programme import Programme
from domain.vocabulary import Delivery

#: The figures and switches this module asks the rule sets for.
DEEMED = {
    Delivery.POST: "deemed_by_post",
    Delivery.ELECTRONIC: "deemed_electronically",
    Delivery.RETRIEVED: "deemed_when_retrieved",
    Delivery.PUBLISHED: "deemed_by_public_notice",
}
RETRIEVE_WITHIN = "retrieve_within"
DEEMED_DAY_MOVES = "deemed_day_moves"
NO_OBJECTION = "no_objection"
OBJECTION, COURT_ACTION, UNINSTRUCTED = "objection", "court_action", "_uninstructed"


class NotADayOfDelivery(Refusal):
    """A notice is posted, sent, retrieved, served or published on a day; "{day}" is none, write it as 24.05.2002."""


class NeverArrived(Refusal):
    """The notice never arrived, so it does not count as notified (§ 41 (2) VwVfG); send it again and record that."""


class NotRetrieved(Refusal):
    """The notice was retrieved on {retrieved}, later than {last}, the last day for it, so it does not count as notified (§ 41 (2a) VwVfG); send it again and record that."""  # noqa: E501 - the sentence is one


class OnlyThePortal(Refusal):
    """Only what is retrieved in the portal lies ready there from a day on; leave that day empty, or choose that way."""


class ArrivedBeforeSent(Refusal):
    """The notice cannot have arrived on {arrived}, before it was sent on {sent}; correct one of the two days."""


@dataclass(frozen=True, slots=True)
class Notification:
    """The day a notice counts as known, and how it was counted; None where it was served or its arrival is known."""

    day: When
    derivation: Derivation | None = None


def deemed(
    delivery: Delivery, on: When, reckoning: Reckoning, programme: Programme, arrived: When | None = None,
    *, ready: When | None = None,
) -> When:  # fmt: skip
    """Give the day a notice counts as known; see `notification`."""
    return notification(delivery, on, reckoning, programme, arrived, ready=ready).day


def notification(
    delivery: Delivery, on: When, reckoning: Reckoning, programme: Programme, arrived: When | None = None,
    *, ready: When | None = None,
) -> Notification:  # fmt: skip
    """Tell when a notice counts as known that was posted, sent, retrieved, served or published on `on`.

    `arrived` is the day a posted or sent notice is known to have arrived: earlier than the deemed day it changes nothing,
    later it holds instead; `unknown` means that it never did. `ready` is the day the addressee of a portal was told that the
    notice lies there. What was published is known on its day, whoever read it earlier or never. Raises a Refusal where nothing
    was notified, NoFigure where no rule set knows the Land and the day.
    """
    sent = _day(on)
    if ready is not None and delivery is not Delivery.RETRIEVED:
        raise OnlyThePortal
    if delivery is Delivery.SERVED:
        return Notification(sent)
    if ready is not None:
        _in_time(_day(ready), sent, reckoning, programme)
    figure = reckoning.figure(DEEMED[delivery], programme, sent.first)
    # The day counts as any other: it is no period that would end on a working day, unless a Land says otherwise.
    moves = reckoning.switched(DEEMED_DAY_MOVES, programme, sent.first)
    derivation = derive(sent.first, figure.within, reckoning.calendar, figure=figure.model_copy(update={"shifts": moves}))
    if arrived is None or delivery in {Delivery.RETRIEVED, Delivery.PUBLISHED}:
        return Notification(derivation.due, derivation)
    if not arrived.known:
        raise NeverArrived
    if _day(arrived).first < sent.first:
        raise ArrivedBeforeSent(arrived=arrived, sent=sent)
    return Notification(arrived) if arrived.first > derivation.end else Notification(derivation.due, derivation)


def appeal_end(notified_on: When, instructed: bool, reckoning: Reckoning, programme: Programme) -> tuple[When, Figure]:  # noqa: FBT001 - agreed order
    """Give the last day of the appeal period of a notice notified on that day, and the figure it was counted by."""
    derivation = appeal(notified_on, reckoning, programme, instructed=instructed)
    if derivation.figure is None:
        raise AssertionError("an appeal period is counted by a figure")
    return derivation.due, derivation.figure


def appeal(notified_on: When, reckoning: Reckoning, programme: Programme, *, instructed: bool = True) -> Derivation:
    """Count the appeal period: an objection, or at once an action in court where the Land knows no objection any more.

    Without instruction (or with a wrong one) it is a year (§ 58 (2) VwGO). Raises NoFigure.
    """
    day = _day(notified_on).first
    remedy = COURT_ACTION if reckoning.switched(NO_OBJECTION, programme, day) else OBJECTION
    figure = reckoning.figure(remedy if instructed else remedy + UNINSTRUCTED, programme, day)
    return derive(day, figure.within, reckoning.calendar, figure=figure)


def _in_time(ready: When, retrieved: When, reckoning: Reckoning, programme: Programme) -> None:
    if retrieved.first < ready.first:
        raise ArrivedBeforeSent(arrived=retrieved, sent=ready)
    figure = reckoning.figure(RETRIEVE_WITHIN, programme, ready.first)
    last = derive(ready.first, figure.within, reckoning.calendar, figure=figure).due
    if retrieved.first > last.first:
        raise NotRetrieved(retrieved=retrieved, last=last)


def _day(when: When) -> When:
    if not when.known or when.first != when.last:
        raise NotADayOfDelivery(day=when)
    return when
