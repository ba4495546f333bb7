"""What can be recorded about deadlines through the API; see `portal.api.said`. Days are given as they hold, never counted."""

from typing import Annotated, Literal

from pydantic import Field

from domain.commands import Command
from domain.commands import deadlines as deadline_commands
from domain.dates import When
from domain.events.deadlines import NewDue
from domain.programme.written import Key
from domain.vocabulary import DeadlineOutcome, Delivery, OwedBy
from portal.api.said_base import KnownDay, Long, Short, Words

Name = Annotated[
    str, Field(min_length=1, max_length=200, description="The name of a deadline of the dossier", examples=["kg:1"])
]  # fmt: skip
_Role = Annotated[
    str, Field(max_length=40, description="The role that has to act; empty for a period that merely ends, or to leave it")
]  # fmt: skip


class SetDeadline(Words):
    """Somebody has until a day; a deadline of that name gets that day, and keeps what is left empty."""

    kind: Literal["set_deadline"]
    deadline: Name
    role: _Role
    due: KnownDay
    on: KnownDay
    title: Short = ""
    stage: Key | Literal[""] = Field(default="", description="The key of the stage it belongs to; empty for none")
    source: Short = Field(default="", description="What it follows from")
    reason: Long | Literal[""] = Field(
        default="", description="Why a deadline there is gets another day; that, or what it follows from, is needed"
    )

    def command(self) -> Command:
        """The command this says."""
        return deadline_commands.SetDeadline(**self.model_dump(exclude={"kind"}))


class ExtendDeadline(Words):
    """More time was given, if need be after the end."""

    kind: Literal["extend_deadline"]
    deadline: Name
    until: KnownDay
    on: KnownDay
    reason: Long

    def command(self) -> Command:
        """The command this says."""
        return deadline_commands.ExtendDeadline(**self.model_dump(exclude={"kind"}))


class RequestExtension(Words):
    """Whoever owes the step asks for more time, if need be after the end; the day holds until that is answered."""

    kind: Literal["request_extension"]
    deadline: Name
    on: KnownDay
    reason: Long
    until: KnownDay | None = Field(default=None, description="Until when, where that is known")

    def command(self) -> Command:
        """The command this says."""
        return deadline_commands.RequestExtension(**self.model_dump(exclude={"kind"}))


class RefuseExtension(Words):
    """No more time was given; whoever asked is told the reason. More time is given by `extend_deadline`."""

    kind: Literal["refuse_extension"]
    deadline: Name
    on: KnownDay
    reason: Long

    def command(self) -> Command:
        """The command this says."""
        return deadline_commands.RefuseExtension(**self.model_dump(exclude={"kind"}))


class EndDeadline(Words):
    """A deadline was met, or holds no more."""

    kind: Literal["end_deadline"]
    deadline: Name
    outcome: DeadlineOutcome
    on: KnownDay
    reason: Long

    def command(self) -> Command:
        """The command this says."""
        return deadline_commands.EndDeadline(**self.model_dump(exclude={"kind"}))


class StopClock(Words):
    """Deadlines rest while another party owes the next step; none named means all of the office."""

    kind: Literal["stop_clock"]
    party: OwedBy
    on: KnownDay
    reason: Long
    deadlines: Annotated[tuple[Name, ...], Field(max_length=100)] = ()

    def command(self) -> Command:
        """The command this says."""
        return deadline_commands.StopClock(**self.model_dump(exclude={"kind"}))


class Due(Words):
    """The day until which a deadline runs from now on."""

    deadline: Name
    due: KnownDay


class ResumeClock(Words):
    """Deadlines that rested run again, each until its new day."""

    kind: Literal["resume_clock"]
    on: KnownDay
    reason: Long
    dues: Annotated[tuple[Due, ...], Field(min_length=1, max_length=100)]

    def command(self) -> Command:
        """The command this says."""
        dues = tuple(NewDue(one.deadline, When(one.due)) for one in self.dues)
        return deadline_commands.ResumeClock(on=self.on, reason=self.reason, dues=dues)


class Notify(Words):
    """The decision of a stage was posted, sent, retrieved, served or published."""

    kind: Literal["notify"]
    stage: Key = Field(description="The key of the stage in the programme", examples=["decision"])
    on: KnownDay
    delivery: Delivery
    notified_on: KnownDay = Field(description="The day it counts as known")
    appeal_until: KnownDay | None = Field(default=None, description="The last day of the appeal period")
    instructed: bool = Field(default=True, description="The notice instructs about the appeal")
    ready: KnownDay | None = Field(default=None, description="The day the addressee was told that it lies in the portal")

    def command(self) -> Command:
        """The command this says."""
        return deadline_commands.Notify(**self.model_dump(exclude={"kind"}))


OfDeadlines = (
    SetDeadline | ExtendDeadline | RequestExtension | RefuseExtension | EndDeadline | StopClock | ResumeClock | Notify
)  # fmt: skip
