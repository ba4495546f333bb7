"""How a history becomes the days of its deadlines: one line each, which entries set, change and take out."""

from dataclasses import dataclass, field

from domain.dates import When
from domain.deadlines.over import Slot, slot_of
from domain.dossier import Dossier
from domain.events import Corrected, Event, Recorded, Returned
from domain.events.chain import StageOpened
from domain.events.deadlines import ClockResumed, ClockStopped, DeadlineEnded, DeadlineExtended, DeadlineSet, Notified
from domain.vocabulary import DeadlineOutcome, DeadlineState


@dataclass(frozen=True, slots=True)
class Day:
    """A day as an entry set it, or (None) took it away for a while; `founds` a deadline that others only change."""

    due: When | None
    entry: Recorded
    founds: bool = False


@dataclass(slots=True)
class Line:
    """A deadline while its history is read."""

    slot: Slot
    days: dict[int, Day] = field(default_factory=dict)
    ends: dict[int, DeadlineState] = field(default_factory=dict)
    #: (number, entry, day) of each version.
    versions: list[tuple[int, Recorded, Day]] = field(default_factory=list)

    def founded(self) -> bool:
        """Tell whether an entry still stands that gives it its reason to be."""
        return any(day.founds for day in self.days.values())

    def ended(self) -> DeadlineState | None:
        """What a person's last word made of it, if no day was set after that."""
        last = max(self.ends, default=0)
        return self.ends[last] if last > max(self.days, default=0) else None

    def set(self, entry: Recorded, due: When | None, *, founds: bool = False) -> None:
        """A new day, or none for a while."""
        self.days[entry.seq] = day = Day(due, entry, founds)
        self.versions.append((entry.seq, entry, day))

    def again(self, entry: Recorded) -> None:
        """The day that counts now, as a version of its own."""
        if self.founded():
            self.versions.append((entry.seq, entry, self.days[max(self.days)]))

    def void(self, seq: int, correction: Recorded) -> None:
        """Take out what entry `seq` did."""
        if seq in self.ends:
            ended = self.ended()
            del self.ends[seq]
            if ended and not self.ended():
                self.again(correction)
        elif seq in self.days:
            counted = seq == max(self.days)
            del self.days[seq]
            if counted:
                self.again(correction)


def read(dossier: Dossier, lines: dict[str, Line], entry: Recorded) -> None:
    """Take one entry into the lines, which are by the names of the deadlines."""
    event = entry.event
    if (due := day_of(event)) is not None:
        slot = slot_of(dossier, entry)
        line = lines.setdefault(slot.name, Line(slot))
        if line.slot.kind is DeadlineSet:
            line.slot = slot
        line.set(entry, due, founds=True)
    elif isinstance(event, DeadlineEnded) and event.deadline in lines:
        met = event.outcome is DeadlineOutcome.MET
        lines[event.deadline].ends[entry.seq] = DeadlineState.MET if met else DeadlineState.VOIDED
    elif isinstance(event, Corrected) and event.void:
        for line in lines.values():
            line.void(event.seq, entry)
    else:
        for name, new in _changed(event):
            if name in lines:
                lines[name].set(entry, new)


def _changed(event: Event) -> list[tuple[str, When | None]]:
    """The deadlines an entry gives another day, or none for a while."""
    match event:
        case DeadlineExtended():
            return [(event.deadline, event.until)]
        case ClockStopped():
            return [(name, None) for name in event.deadlines]
        case ClockResumed():
            return [(new.deadline, new.due) for new in event.dues]
        case _:
            return []


def day_of(event: Event) -> When | None:
    """The day an entry gives a deadline it founds: the last of a month, and none where no day is known."""
    match event:
        case StageOpened() | Returned() | DeadlineSet():
            due = event.due
        case Notified():
            due = event.appeal_until
        case _:
            return None
    return When.of(due.last) if due is not None and due.known else None
