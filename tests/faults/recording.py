"""A process that records facts as a client does: it notes what was acknowledged, and asks again for what was not."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from config.crash import VARIABLE
from config.replay import command_of, entry_key, opening_key
from config.settings import load
from domain.dates import When
from store.errors import TryAgain
from tests.houses import BERLIN_SAMPLE, DESK, LEIPZIG_SAMPLE, LEIPZIG_STEPS, leipzig_project, sample
from workflows.house import House, open_house
from workflows.inbox import newest, open_case, receive

#: How long a client keeps asking, in seconds.
PATIENCE = 30.0


class Ledger:
    """What was acknowledged, kept outside the system: a line per key, on the disk before anything else is asked for."""

    def __init__(self, file: Path) -> None:
        """Name the file."""
        self._file = file

    def note(self, key: str) -> None:
        """Note an acknowledgement durably."""
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> list[str]:
        """Every key noted so far."""
        return self._file.read_text("utf-8").split() if self._file.exists() else []


Wanted = tuple[str, Callable[[], object]]


def record_samples(url: str, data: Path, ledger: Path, crash: str) -> None:
    """Record both samples fact by fact, without walking them; dies at `crash` ("before-commit:3") if one is named."""
    os.environ[VARIABLE] = crash
    house = open_house(load(data=data, database_url=url))
    _ask(_samples(house), Ledger(ledger))
    house.database.close()


def record_stubbornly(url: str, data: Path, ledger: Path, references: Sequence[str]) -> None:
    """Open a case per reference and record two facts in each; what gets no answer is asked again with the same key."""
    house = open_house(load(data=data, database_url=url))
    for reference in references:
        _ask(_case(house, reference), Ledger(ledger), patience=PATIENCE)
    house.database.close()


def _ask(wanted: Iterator[Wanted], ledger: "Ledger", patience: float = 0.0) -> None:
    done = set(ledger.lines())
    for key, ask in wanted:
        if key not in done:
            _until_answered(ask, patience)
            ledger.note(key)


def _until_answered(ask: Callable[[], object], patience: float) -> None:
    until = monotonic() + patience
    while True:
        try:
            ask()
        except TryAgain:
            if monotonic() > until:
                raise
            sleep(0.02)
        else:
            return


def _samples(house: House) -> Iterator[Wanted]:
    for name in (LEIPZIG_SAMPLE, BERLIN_SAMPLE):
        case = sample(name)
        project = case.application
        key = opening_key(case)
        yield key, partial(open_case, house, project, case.opened_on, None, by=case.recorded_as, key=key)
        programme, _ = newest(house, project.programme)
        for index, entry in enumerate(case.entries):
            key = entry_key(case, index)
            by = entry.recorded_as or case.recorded_as
            yield key, partial(receive, house, project.reference, command_of(programme, entry), by=by, key=key)


def _case(house: House, reference: str) -> Iterator[Wanted]:
    key = f"opening-of-{reference}-once"
    project = leipzig_project(reference)
    yield key, partial(open_case, house, project, When("2002-05-24"), None, by=DESK, key=key)
    for stage in ("submission", "kg"):
        command, by = LEIPZIG_STEPS[stage]
        key = f"the-{stage}-of-{reference}-once"
        yield key, partial(receive, house, reference, command, by=by, key=key)
