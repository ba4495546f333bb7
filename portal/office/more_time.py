"""Requests for more time in the office: who asked, when and why, and the form that refuses them.

More time is given by the form that extends a deadline (`portal.office.deadline_forms`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.commands import Command
from domain.commands.deadlines import RefuseExtension
from domain.dates import When
from domain.deadlines.held import Deadline, deadlines
from domain.deadlines.requested import request_for
from domain.dossier import Dossier
from domain.events.deadlines import ExtensionRequested
from domain.office_time import office_day
from portal.errors import NotFound
from portal.office.acts import DAY_HINT, Form
from portal.office.fields import Field, Shape
from store.people import Known
from wording.language import _, spoken
from workflows.house import House
from workflows.names import acting_name


@dataclass(frozen=True, slots=True)
class Request:
    """A request that waits: for which deadline (and until when that runs), who asked, on which day, until when, and why.

    `until` is empty where they named no day, `due` while the clock rests; `seq` is the entry that holds it.
    """

    name: str
    title: str
    round: int
    due: str
    who: str
    on: str
    at: str
    until: str
    reason: str
    seq: int


def requests(dossier: Dossier, known: Mapping[str, Known]) -> Iterator[Request]:
    """The requests that wait for an answer, the oldest first."""
    waiting = [(asked, one) for one in deadlines(dossier) if (asked := request_for(dossier, one))]
    for asked, one in sorted(waiting, key=lambda pair: pair[0].seq):
        if isinstance(event := asked.event, ExtensionRequested):
            yield Request(
                name=one.name, title=one.title.into(spoken()), round=one.round, due=one.due.show(spoken()) if one.due else "",
                who=acting_name(known, asked.actor, asked.behalf), on=asked.on.show(spoken()), at=asked.recorded_at,
                until=event.until.show(spoken()) if event.until else "", reason=event.reason, seq=asked.seq,
            )  # fmt: skip


def wished(dossier: Dossier, one: Deadline) -> When | None:
    """The day a waiting request asks for, or None."""
    asked = request_for(dossier, one)
    return asked.event.until if asked and isinstance(asked.event, ExtensionRequested) else None


def refuse_form(house: House, dossier: Dossier, name: str) -> Form:
    """Give no more time, with the reason that is told; raises NotFound where nobody has asked."""
    found = next((one for one in deadlines(dossier) if one.name == name and request_for(dossier, one)), None)
    if found is None:
        raise NotFound
    today = When.of(office_day(house.clock.now())).show("de")
    fields = (
        Field("on", _("Day it was refused"), Shape.DAY, _(DAY_HINT), needed=True, preset=today),
        Field("reason", _("Reason"), Shape.LONG, _("Whoever asked reads it in the letter and on their page."), needed=True),
    )

    def command(said: Mapping[str, Any]) -> Command:
        return RefuseExtension(deadline=name, on=said["on"], reason=said["reason"])

    day = found.due.show(spoken()) if found.due else _("no day: the clock rests")
    about = _("{title}, so far until {day}").format(title=found.title.into(spoken()), day=day)
    return Form(f"mehr-zeit-ablehnen/{name}", _("Refuse more time"), fields, command, about=about)
