"""`start`: from the start of `foerderkette up` to the first accepted fact and a ready Prefect, and the memory after work.

The data folder is new: schema, programmes and Prefect's database are made in the time measured. The fact is
`foerderkette submit FILE` in a second process, begun when `up` says that it accepts facts.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.accept import each_of, recorder
from bench.cases import STEPS, blocks, open_cases
from bench.clients import clients
from bench.engines import children, ending, environment, first_line, keep_prefect, settled, when
from bench.figures import Bound, Figure, Miscounted
from bench.places import Places
from bench.recount import counted, recount
from bench.scale import Scale
from store import outbox
from workflows.house import House
from workflows.prefect_server import answers

_ROOT = Path(__file__).parent.parent
_FACT = _ROOT / "samples" / "antrag-hoffest.yaml"
_FOERDERKETTE = (sys.executable, "-c", "from cli.main import app; app()")
_SECONDS = Bound(target=5.0, at_most=True)
_MEGABYTES = Bound(target=500.0, at_most=True)


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """The embedded default: SQLite."""
    place = found.sqlite
    settings = place.settings()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*_FOERDERKETTE, "up"], cwd=_ROOT, env=environment(settings), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    with ending(process):
        first_line(process)
        said = time.perf_counter() - begun
        submit = [*_FOERDERKETTE, "--as", "qm-team", "submit", str(_FACT)]
        subprocess.run(submit, cwd=_ROOT, env=environment(settings), check=True, stdout=subprocess.DEVNULL)
        accepted = time.perf_counter() - begun
        url = next(word for word in first_line(process, "Prefect:").split() if word.startswith("http"))
        ready = when(lambda: answers(f"{url}/api"), every=0.05) - begun
        with place.house(settings) as house:
            _work(house, scale)
            memory = {pid: _memory(pid) for pid in (process.pid, *children(process.pid))}
    keep_prefect(settings, place.folder)
    first = "`up` to first fact accepted from a second process"
    yield Figure("start", first, place.name, "s", [accepted], bound=_SECONDS, more={"accepts_facts": said})
    yield Figure("start", "`up` to Prefect ready, first time", place.name, "s", [ready])
    if not all(memory.values()):
        return
    for kind, bound in (("Rss", _MEGABYTES), ("Pss", None)):
        total = sum(said[kind] for said in memory.values())
        each = {f"process_{n}": said[kind] for n, said in enumerate(memory.values())}
        what = f"memory of engine and Prefect server after work ({kind.upper()})"
        yield Figure("start", what, place.name, "MB", [total], bound=bound, more=each)


def _work(house: House, scale: Scale) -> None:
    """Have the engine advance some hundred facts and deliver their letters."""
    ids = open_cases(house, scale.worked // len(STEPS))
    settled(house)
    before = counted(house)
    with clients(recorder, each_of(house, blocks(ids, 1), 1)) as ours:
        recorded = ours.run(0).facts
    settled(house)

    def delivered() -> bool:
        with house.database.reading() as connection:
            counts = outbox.counts(connection)
        return not any(counts[state] for state in outbox.OPEN)

    when(delivered, every=0.1)
    recount(house, before, facts=recorded, letters=recorded, advanced=True)
    if not list((house.settings.mails).rglob("*.eml")):
        raise Miscounted("no letter reached the catcher")


def _memory(pid: int) -> dict[str, float]:
    """Resident and proportional memory in megabytes; empty where the system does not tell (Linux tells)."""
    told = Path(f"/proc/{pid}/smaps_rollup")
    if not told.exists():
        return {}
    lines = (line.split() for line in told.read_text("ascii").splitlines())
    return {words[0][:-1]: int(words[1]) / 1024 for words in lines if words[0] in {"Rss:", "Pss:"}}
