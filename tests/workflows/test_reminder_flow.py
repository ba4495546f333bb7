"""Climbing as a flow: ids alone reach Prefect, nothing is kept, and the engine's loop climbs only when something is due."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from config.clock import FixedClock
from workflows.house import House
from workflows.reminders import loop
from workflows.reminders.climbing import due
from workflows.reminders.flow import climb_ladders, climb_once
from workflows.reminders.halts import open_halt
from workflows.sweep import FLOWS


def test_no_flow_or_task_keeps_its_results_and_none_takes_anything() -> None:
    assert not climb_ladders.persist_result
    assert not climb_once.persist_result
    assert climb_ladders.parameters.properties == {}


def test_the_sweep_ends_runs_of_it_that_a_dead_engine_left() -> None:
    assert climb_ladders.name in FLOWS


@dataclass
class Hands:
    """What the engine lends the loop, for so many rounds; `between` happens after each."""

    rounds: int
    between: Callable[[], None] = field(default=lambda: None)
    ran: int = 0

    def stopping(self) -> bool:
        """Whether the rounds are over."""
        return self.rounds == 0

    async def look(self, question: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the question gives
        """Ask at once."""
        return question()

    async def run(self, flow: Awaitable[Any]) -> None:
        """Count the run instead of asking Prefect for one."""
        flow.close()  # type: ignore[attr-defined]
        self.ran += 1

    async def pause(self, _seconds: float) -> None:
        """The round is over."""
        self.rounds -= 1
        self.between()

    async def tend(self, house: House) -> None:
        """Tend the ladders."""
        await loop.tend(house, stopping=self.stopping, look=self.look, run=self.run, pause=self.pause)


@pytest.mark.parametrize(("hour", "ran"), [(6, 0), (8, 2), (20, 0)])
async def test_the_loop_climbs_within_the_hours_where_there_is_something_to_do(
    a_house: House, clock: FixedClock, hour: int, ran: int
) -> None:
    clock.at = datetime(2026, 11, 23, hour, tzinfo=UTC)
    hands = Hands(2)
    await hands.tend(a_house)
    assert hands.ran == ran, "nobody has looked today"


async def test_a_clock_that_is_set_while_the_engine_runs_halts_the_ladders(a_house: House, clock: FixedClock) -> None:
    hands = Hands(3, between=lambda: clock.move(timedelta(hours=1)))
    await hands.tend(a_house)
    halt = open_halt(a_house)
    assert halt is not None
    assert halt.why == "clock"
    assert not due(a_house)
