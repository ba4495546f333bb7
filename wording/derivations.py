"""How the day of a deadline came about, in sentences: what was counted, from when, and what says so.

Nothing is recomputed for this: where counting again gives another day than the entry has (other holidays, other rules), the
entry holds, and the sentences say only from when how much was counted.
"""

from collections.abc import Iterator

from domain.calendar import NoHolidaysKnown
from domain.dates import When
from domain.deadlines import notification as notified
from domain.deadlines.derivation import Derivation
from domain.deadlines.explain import Step, Way, explain
from domain.deadlines.held import Deadline
from domain.deadlines.rules import NoFigure, Reckoning
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.events.deadlines import DeadlineSet, Notified
from domain.follows import CHAIN
from wording.language import N_, _, spoken
from wording.periods import SOURCE, ends, explained, in_words

_COUNTED = N_("Counted when it was recorded: {period} from {start}.")
_COUNTED_BACK = N_("Counted when it was recorded: {period} back from {start}.")
_RESTED = N_("The clock rested; the day moved from {before} to {after}.")
_NOTIFIED = N_("The decision counts as known on {day}:")
_SERVED = N_("The decision was known on {day}.")
_UNTIL = N_("Deadline “{title}”: {day}")
_RESTS = N_("Deadline “{title}”: the clock rests")
_APPEAL = N_("The appeal period runs from there:")
_WAYS = {
    Way.NAMED: N_("Until {day}, as a person set it."),
    Way.EXTENDED: N_("Until {day}, extended from {before}."),
    Way.STOPPED: N_("No day: the clock is stopped. Before that it ran until {before}."),
    Way.RESUMED: N_("Until {day}: the clock goes on, with the days it rested. Before that it ran until {before}."),
    Way.BACK: N_("Until {day}: this day holds again."),
    Way.COUNTED: N_("Until {day}."),
}
_ANOTHER = N_("On {on} another day was set in place of {before}.")
_ANOTHER_WHY = N_("On {on} another day was set in place of {before}: {reason}")
_MONTH = N_("Only the month is on file, {month}; counted is from {day}.")
_DIFFERS = N_("On record is {day}. A day that people were told stays, whatever was counted since.")


def sentences(dossier: Dossier, deadline: Deadline, reckoning: Reckoning) -> list[str]:
    """The sentences of the day that counts; none where a person named it first, a working day, and said nothing more."""
    return list(_of(dossier, explain(dossier, deadline, reckoning)[-1], reckoning))


def explained_step(step: Step) -> list[str]:
    """How the day of one version came about, a sentence each: for whoever reads them all, one after the other."""
    version = step.version
    day = version.due.show(spoken()) if version.due else ""
    before = step.before.show(spoken()) if step.before else ""
    said = [_(_WAYS[step.way]).format(day=day, before=before), *_changed(step)]
    if step.derivation is not None:
        said += explained(step.derivation)
    elif version.source:
        said.append(_(SOURCE).format(source=version.source))
    said += _month(step)
    if step.moves is not None:
        said.append(ends(step.moves))
    if step.differs:
        said.append(_(_DIFFERS).format(day=day))
    return said


def deadline_ahead(dossier: Dossier, deadline: Deadline, reckoning: Reckoning) -> tuple[str, list[str]]:
    """A deadline as it would be, with its reasons."""
    title = deadline.title.into(spoken())
    if deadline.due is None:
        return _(_RESTS).format(title=title), []
    return _(_UNTIL).format(title=title, day=deadline.due.show(spoken())), sentences(dossier, deadline, reckoning)


def _of(dossier: Dossier, step: Step, reckoning: Reckoning) -> Iterator[str]:
    event = step.version.entry.event
    if isinstance(event, Notified):
        yield from _known(dossier, step, event, reckoning)
    yield from _changed(step)
    if step.derivation is not None:
        yield from _told(step.derivation, differs=step.differs)
    elif step.way is Way.RESUMED and step.before is not None and step.version.due is not None:
        yield _(_RESTED).format(before=step.before.show(spoken()), after=step.version.due.show(spoken()))
    elif isinstance(event, DeadlineSet) and event.source:
        yield _(SOURCE).format(source=event.source)
    yield from _month(step)
    if step.moves is not None:
        yield ends(step.moves)


def _changed(step: Step) -> Iterator[str]:
    """That somebody set another day than there was, when, and why: whatever had been counted before holds no more."""
    entry = step.version.entry
    if isinstance(entry.event, DeadlineSet) and entry.actor != CHAIN and step.before not in {None, step.version.due}:
        before = step.before.show(spoken()) if step.before else ""
        sentence = _(_ANOTHER_WHY if entry.event.reason else _ANOTHER)
        yield sentence.format(on=entry.on.show(spoken()), before=before, reason=entry.event.reason)


def _month(step: Step) -> Iterator[str]:
    """From which day was counted where only a month is on file."""
    start = step.version.start
    if step.derivation is not None and start is not None and start.known and start.first != start.last:
        yield _(_MONTH).format(month=start.show(spoken()), day=When.of(step.derivation.start).show(spoken()))


def _told(derived: Derivation, *, differs: bool) -> Iterator[str]:
    if not differs:
        yield from explained(derived)
        return
    start = When.of(derived.start).show(spoken())
    yield _(_COUNTED_BACK if derived.back else _COUNTED).format(period=in_words(derived.period), start=start)


def _known(dossier: Dossier, step: Step, event: Notified, reckoning: Reckoning) -> Iterator[str]:
    """When the decision counts as known, before the appeal period that runs from there."""
    day = event.notified_on.show(spoken())
    try:
        known = notified.notification(event.delivery, step.version.entry.on, reckoning, dossier.programme)
    except (NoFigure, NoHolidaysKnown, Refusal):
        known = None
    if known is not None and known.derivation is not None and known.day == event.notified_on:
        yield _(_NOTIFIED).format(day=day)
        # The last sentence is the same for both.
        yield from explained(known.derivation)[:-1]
    else:
        yield _(_SERVED).format(day=day)
    yield _(_APPEAL)
