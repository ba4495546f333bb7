"""Mails about a meeting, to the members of its body: the invitation, its new time or place, and that it is called off.

The calendar file goes with them as an attachment. Of the agenda they hold what is public, and no more.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.dates import When
from domain.text import Text
from notifications.phrases import numeric, one_line, weekday
from notifications.render import Addressee, Office, Rendered, render_as
from notifications.subject import LIMIT, of_body


class Occasion(StrEnum):
    """Why the members are written to."""

    INVITED = "invited"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting as its members are told of it; its time is one of the office's clock ("2002-07-04T18:00").

    `agenda` are the public items as they are printed, in their order; there may be others.
    """

    body: Text
    meets_at: str
    place: str
    agenda: tuple[str, ...] = ()


_SUBJECTS = {
    Occasion.INVITED: Text(de="Einladung: {meeting} am {day}", en="Invitation: {meeting} on {day}"),
    Occasion.MOVED: Text(de="Neue Angaben: {meeting} am {day}", en="New details: {meeting} on {day}"),
    Occasion.CANCELLED: Text(de="Abgesagt: {meeting} am {day}", en="Cancelled: {meeting} on {day}"),
}
_MEETING = Text(de="Sitzung", en="meeting")


def invitation(session: Session, occasion: Occasion, to: Addressee, office: Office) -> Rendered:
    """Write to a member about a meeting, in their language."""
    language = to.language
    day = When(session.meets_at[: len("2002-07-04")])
    meeting = of_body(one_line(session.body.into(language)), language)
    pattern = _SUBJECTS[occasion].into(language)
    words = pattern.format(meeting=meeting, day=numeric(day, language))
    if len(words) > LIMIT:
        words = pattern.format(meeting=_MEETING.into(language), day=numeric(day, language))
    clock = session.meets_at[len("2002-07-04T") :]
    return render_as(
        "invitation", words, words, language,
        url=office.public_url, name=one_line(to.name), office=office.title.into(language), contact=office.contact,
        occasion=occasion.value, meeting=meeting, day=weekday(day, language), clock=clock, place=one_line(session.place),
        agenda=tuple(one_line(item) for item in session.agenda),
    )  # fmt: skip
