"""The deadlines and reminders of a programme, as its page tells them."""

from collections.abc import Iterator

from domain.programme import Programme
from domain.programme.timed import USUAL, TimedDuty
from wording.deadlines import PARTIES
from wording.language import N_, _, spoken
from wording.periods import in_words
from wording.reminders import told

_BACK_FROM = {
    "begins": N_("backwards from the first day of the project"),
    "ends": N_("backwards from the last day of the project"),
}

_NOTIFIED = N_("the notification: {stage}")

#: What there is to say about something: (term, words).
Facts = list[tuple[str, str]]


def deadlines_of(shown: Programme) -> list[tuple[str, Facts]]:
    """The deadlines that belong to no single stage: their titles, and what there is to say about each."""
    return [(duty.title.into(spoken()), [*_facts(shown, duty)]) for duty in shown.deadlines]


def ladders_of(shown: Programme) -> list[tuple[list[str], list[str]]]:
    """The ladders that are used: the titles of what they remind of, and when each of their rungs tells whom."""
    used: dict[str, list[str]] = {}
    for stage in shown.stages.values():
        if stage.within is not None or stage.ladder is not None:
            used.setdefault(stage.ladder or USUAL.key, []).append(stage.title.into(spoken()))
    for duty in shown.deadlines:
        if duty.role is not None:
            used.setdefault(duty.ladder or USUAL.key, []).append(duty.title.into(spoken()))
    return [(titles, [told(rung) for rung in shown.ladders_by_key[key].rungs]) for key, titles in used.items()]


def _facts(shown: Programme, duty: TimedDuty) -> Iterator[tuple[str, str]]:
    yield _("Owed by"), shown.roles[duty.role].into(spoken()) if duty.role else _("nobody; it merely ends")
    yield _("Period"), in_words(duty.within)
    since = _(_BACK_FROM[duty.before]) if duty.before else shown.stages[duty.since or ""].title.into(spoken())
    yield _("Counted from"), _(_NOTIFIED).format(stage=since) if duty.since_notified else since
    if duty.until:
        yield _("Met by"), shown.stages[duty.until].title.into(spoken())
    elif duty.role:
        yield _("Met by"), _("a note of the office")
    if duty.stops_for:
        yield _("Rests while the next step is owed by"), ", ".join(_(PARTIES[party]) for party in duty.stops_for)
    if duty.fixed:
        yield _("Its end"), _("does not move off a weekend or holiday")
