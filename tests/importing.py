"""Imports for the tests: a table and its mapping laid into a folder, checked and written."""

from pathlib import Path

from config.mapping import LoadedMapping
from config.mapping.checks import load_mapping
from store.change import Loaded
from tests.houses import DESK
from tests.import_tables import HEADINGS, MAPPING, Known, Row, a_row
from workflows.house import House
from workflows.importing import Import, Imported
from workflows.importing.check import Plan
from workflows.inbox import look
from workflows.roster_change import known_programmes


def loaded(house: House, folder: Path, mapping: str = MAPPING) -> LoadedMapping:
    """Read a mapping against the programmes of the house."""
    path = folder / "mapping.yaml"
    path.write_text(mapping, "utf-8")
    with house.database.reading() as connection:
        known = known_programmes(connection)
    return load_mapping(path, lambda: known)


def an_import(house: House, folder: Path, known: Known, mapping: str = MAPPING, by: str = DESK) -> Import:
    """Open an import of a table."""
    return Import(house, loaded(house, folder, mapping), known.write(folder / "table.csv"), by)


def done(house: House, folder: Path, known: Known, mapping: str = MAPPING, by: str = DESK) -> tuple[Plan, Imported]:
    """Check a table and write what is in order."""
    work = an_import(house, folder, known, mapping, by)
    plan = work.check()
    return plan, work.write(plan)


def rows_of(*changed: Row) -> Known:
    """A table of good rows with some cells changed."""
    made = []
    for number, cells in enumerate(changed):
        row = a_row(number * 10)
        row["Aktenzeichen"] = f"X-{number}"
        made.append({**row, **cells})
    assert all(set(row) == set(HEADINGS) for row in made)
    return Known(made, {})


def kinds(plan: Plan) -> dict[int, list[str]]:
    """By which refusals each bad row is named."""
    found: dict[int, list[str]] = {}
    for each in plan.wrong:
        found.setdefault(each.row, []).append(type(each.refusal).__name__)
    return found


def case(house: House, reference: str) -> Loaded:
    """A dossier by its reference."""
    return look(house, reference)
