"""What the processes of a machine with a wrong clock do; run under libfaketime by `tests.faults.faketime`.

The program forks a process for each line it reads, so that each starts anew while the imports are paid once.
"""

import asyncio
import importlib
import json
import os
import select
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from cli.desk import Given
from cli.health import answers
from config.settings import load
from notifications.transports import RecordingTransport
from tests.faults.faketime import turn
from workflows.house import House, open_house
from workflows.post import PostOffice
from workflows.reminders.climbing import climb
from workflows.reminders.clock_check import check
from workflows.reminders.watch import Watch

#: How often the ladders are looked at here, in seconds; an engine takes its time.
_LOOKS = 0.02


def sleep(seconds: float, /) -> None:
    """Wait: under libfaketime the sleep of Python, which ends at an instant of the steady clock, is refused (EINVAL)."""
    select.select([], [], [], seconds)


def main(dial: Path, modules: list[str]) -> None:
    """Fork a process for each line until there are no more; `modules` do more than stands here, and are imported once."""
    deeds = {**DEEDS, **{name: do for each in modules for name, do in importlib.import_module(each).DEEDS.items()}}
    time.sleep = sleep  # type: ignore[assignment]
    # Answers alone go where they are read; what is logged goes where errors go.
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.write(answers, _said(deeds, json.loads(line), dial))
            os._exit(0)
        os.waitpid(child, 0)


def _said(deeds: dict[str, Callable[..., Any]], asked: dict[str, Any], dial: Path) -> bytes:
    try:
        said = {"said": deeds[asked.pop("do")](dial, **asked)}
    except BaseException:  # noqa: BLE001 - the other side has to hear of it, whatever it was
        said = {"died": traceback.format_exc()}
    return json.dumps(said).encode() + b"\n"


def _house(url: str, data: str) -> House:
    return open_house(load(data=Path(data), database_url=url))


def once(_dial: Path, url: str, data: str) -> dict[str, Any]:
    """Climb once, and send what is owed; how often the database server was asked what time it is."""
    house = _house(url, data)
    asked: list[str] = []
    event.listen(house.database.engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    done = climb(house)
    times = sum("clock_timestamp" in each for each in asked)
    post = PostOffice(house, RecordingTransport())
    sent = asyncio.run(post.empty()) if post.due() else {}
    return {"letters": done.letters, "halted": done.halted, "sent": sum(sent.values()), "asked": times}


def confirmed(dial: Path, url: str, data: str, offs: list[float]) -> list[bool]:
    """Whether the clock is taken for contradicted, for each of so many seconds it is off."""
    house = _house(url, data)
    found = []
    for each in offs:
        turn(dial, f"{each:+f}")
        found.append(check(house).apart)
    return found


def doctor(_dial: Path, url: str, data: str) -> dict[str, str]:
    """What `foerderkette doctor` says of the clock."""
    os.environ["FOERDERKETTE_DATABASE_URL"] = url
    found = next(each for each in answers(Given(Path(data))) if each.question == "clock")
    return {"verdict": found.verdict, "says": found.says}


def tend(_dial: Path, url: str, data: str, looks: str, stop: str) -> int:
    """Tend the ladders as the engine does until the file `stop` is there, writing to `looks` how often they were looked at.

    The flow is climbed without Prefect's server, which is not what is tested under another clock; and without threads, whose
    waiting for each other libfaketime slows down a hundredfold.
    """
    house, looked = _house(url, data), 0

    async def run(flow: Awaitable[Any]) -> None:
        flow.close()  # type: ignore[attr-defined]
        climb(house)

    async def look(question: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the question gives
        return question()

    async def pause(_seconds: float) -> None:
        nonlocal looked
        looked += 1
        turn(Path(looks), str(looked))
        await asyncio.sleep(_LOOKS)

    from workflows.reminders.loop import tend as tended  # noqa: PLC0415 - imports Prefect

    asyncio.run(tended(house, stopping=Path(stop).exists, look=look, run=run, pause=pause))
    return looked


def through(dial: Path, url: str, data: str, since: str, until: str, over: str) -> dict[str, Any]:
    """Climb and send from an instant to another, half an hour by the clock after each time; when mails left.

    At the instant `over`, an hour that is missing or comes twice, the clock runs by itself and is watched.
    """
    house, at, step, jumped = _house(url, data), datetime.fromisoformat(since).timestamp(), 1800.0, False
    left = []
    post = PostOffice(house, RecordingTransport())
    end, hour = datetime.fromisoformat(until).timestamp(), datetime.fromisoformat(over).timestamp()
    while at < end:
        _set(dial, at)
        if at == hour:
            jumped = _runs_over(dial, house, hour)
            _set(dial, at)
        climb(house)
        if post.due():
            asyncio.run(post.empty())
            left.append(house.now())
        at += step
    return {"left": left, "jumped": jumped}


def _runs_over(dial: Path, house: House, hour: float) -> bool:
    """Let the clock run over the hour, climbing all the time; whether that was taken for a jump."""
    _set(dial, hour - 0.5)
    watch = Watch(house.clock)
    while house.clock.now().timestamp() < hour + 0.5:
        climb(house)
        sleep(_LOOKS)
    return watch.jumped()


def _set(dial: Path, to: float) -> None:
    """Set the clock to an instant, by way of the right time."""
    turn(dial, "+0")
    turn(dial, f"{to - datetime.now(UTC).timestamp():+f}")


DEEDS: dict[str, Callable[..., Any]] = {
    "once": once, "confirmed": confirmed, "doctor": doctor, "tend": tend, "through": through,
}  # fmt: skip

if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
