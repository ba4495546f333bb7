"""Asking for more time: the form, what was typed into it, and which of its fields a refusal is about."""

from collections.abc import Mapping
from datetime import date

from domain.commands.deadlines import RequestExtension
from domain.dates import When
from domain.deadlines.held import Deadline
from domain.errors import Refusal
from domain.errors.deadlines import NotLonger, TooFarAhead
from domain.text import TEXT_LIMIT
from domain.typed import typed
from portal.office.fields import Field, Shape, read
from wording import values
from wording.language import N_, _
from wording.refusals import said

_UNTIL_HINT = N_("For example 31.10.2026. Leave it empty if you do not know yet.")
_ABOUT_UNTIL = NotLonger | TooFarAhead


def fields_of_request() -> tuple[Field, ...]:
    """The fields, in the language spoken."""
    return (
        Field("reason", _("Reason"), Shape.LONG, _("Why do you need more time? One or two sentences are enough."), needed=True),
        Field("until", _("Until when you need time"), Shape.DAY, _(_UNTIL_HINT)),
    )


def understood(one: Deadline, sent: Mapping[str, str], today: date) -> tuple[RequestExtension | None, dict[str, str]]:
    """The request that was typed, or a sentence for each field that is missing or cannot be read."""
    read_, wrong = read(fields_of_request(), sent)
    if until := sent.get("until"):
        try:
            values.whole_day_on_a_form(until)
        except values.NotReadable:
            # A month is no day until which anybody could be given time.
            wrong["until"] = _(values.NOT_A_WHOLE_DAY).format(value=until[:40])
    if reason := read_.get("reason"):
        try:
            typed("reason", reason, limit=TEXT_LIMIT, lines=True)
        except Refusal as refusal:
            wrong["reason"] = said(refusal)
    if wrong:
        return None, wrong
    return RequestExtension(deadline=one.name, on=When.of(today), reason=read_["reason"], until=read_["until"]), {}


def about(refusal: Refusal) -> str:
    """The field a refusal is about, or nothing."""
    return "until" if isinstance(refusal, _ABOUT_UNTIL) else ""
