"""`import`: a table of cases of the past, checked row by row and written, beside bare transactions of one insert per row.

A row is a case with three facts or so and what follows from them; one in twenty is bad and only named. What is promised is
the absolute rate (10,000 rows within a minute); the ratio says how many bare transactions one row costs.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.cases import DESK, PROGRAMME
from bench.clients import Block, clients
from bench.figures import Bound, Figure, Miscounted
from bench.places import Place, Places
from bench.recount import counted, recount
from bench.scale import Scale
from bench.yardstick import yardstick
from config.mapping.checks import load_mapping
from config.settings import load
from tests.import_tables import MAPPING, a_table
from workflows.house import open_house
from workflows.importing import Import
from workflows.inbox import newest

#: 10,000 rows within 60 seconds.
BOUND = Bound(target=10_000 / 60)
#: One row in so many is bad.
_BAD = 20


def importer(url: str, data: Path, folder: Path, turns: int, rows: int) -> Block:
    """Prepare a client that imports one table per block; a block counts its rows, the bad ones too."""
    house = open_house(load(data=data, database_url=url))
    programme, _hash = newest(house, PROGRAMME)
    folder.mkdir(parents=True, exist_ok=True)
    mapping = folder / "mapping.yaml"
    mapping.write_text(MAPPING, "utf-8")
    loaded = load_mapping(mapping, lambda: {PROGRAMME: programme})
    tables = [a_table(rows, rows // _BAD, series=f"T{turn}").write(folder / f"table-{turn}.csv") for turn in range(turns)]

    def work(turn: int) -> int:
        importing = Import(house, loaded, tables[turn], DESK)
        plan = importing.check()
        written = importing.write(plan)
        if len(plan.bad_rows) != rows // _BAD or written.cases != rows - rows // _BAD:
            raise Miscounted(f"of {rows} rows {written.cases} were imported and {len(plan.bad_rows)} named as bad")
        return rows

    return work


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """The same tables on every database."""
    for place in found.all:
        yield _one(place, scale)


def _one(place: Place, scale: Scale) -> Figure:
    turns, rows = (2 if scale.name == "full" else 1) + 1, scale.imported
    settings = place.settings()
    folder = place.folder / f"{place.name}-tables"
    with place.house(settings) as house, yardstick(place, scale, facts=rows) as bare:
        before = counted(house)
        with clients(importer, [(settings.database_url, settings.data, folder, turns, rows)]) as ours:
            ran = [(bare.run(), ours.run(turn)) for turn in range(turns)]
        cases = turns * (rows - rows // _BAD)
        recount(house, before, dossiers=cases, facts=counted(house).by_people - before.by_people, advanced=True)
    ran = ran[1:]
    return Figure(
        "import", f"{rows} rows of a table, one in {_BAD} bad", place.name, "rows/s",
        [our.rate for _, our in ran], [our.rate / base.rate for base, our in ran], bound=BOUND,
        more={"client_cpu_us": sum(our.cpu_per_fact for _, our in ran) / len(ran)},
    )  # fmt: skip
