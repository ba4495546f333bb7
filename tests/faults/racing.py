"""Processes that want the same thing at the same time."""

from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path

from config.settings import load
from domain.commands import Actor, Resolve
from domain.dates import When
from domain.errors import Refusal
from domain.vocabulary import MeetingOutcome
from store.database import Database
from workflows.house import open_house
from workflows.record import Asked, record
from workflows.walk import walk_directly


def migrate(url: str, together: Barrier) -> None:
    """Migrate a database at the same moment as others."""
    database = Database(url)
    together.wait()
    database.migrate()
    database.close()


def open_at_once(url: str, data: Path, together: Barrier) -> None:
    """Open a house at the same moment as others."""
    settings = load(data=data, database_url=url)
    together.wait()
    open_house(settings).database.close()


def resolve(url: str, data: Path, dossier: str, actor: Actor, threads: int, together: Barrier, told: Path) -> None:
    """Resolve one dossier in many threads at the same moment; a line per answer goes to a file of this process."""
    house = open_house(load(data=data, database_url=url))

    def one(number: int) -> str:
        resolved = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED, vote=f"{number}")
        try:
            receipt = record(house, Asked(dossier, resolved, actor, f"{told.name}-resolution-{number}"))
        except Refusal as refusal:
            return type(refusal).__name__
        return f"entry {receipt.seq}"

    together.wait()
    with ThreadPoolExecutor(threads) as pool:
        told.write_text("\n".join(pool.map(one, range(threads))), "utf-8")
    house.database.close()


def walk(url: str, data: Path, ids: list[str], together: Barrier) -> None:
    """Walk the dossiers at the same moment as others."""
    house = open_house(load(data=data, database_url=url))
    together.wait()
    walk_directly(house, ids)
    house.database.close()
