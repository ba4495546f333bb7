"""The installation a process works for: its settings, its database, its clock. Flows get ids only and find the rest here."""

from dataclasses import dataclass, field
from functools import cached_property

from config.clock import Clock, SystemClock
from config.crash import arm, crashpoint
from config.load import load_authority, load_programmes, load_rule_book
from config.settings import Settings, load
from domain.deadlines.rules import RuleBook
from domain.office_time import instant
from store.database import Database
from store.deadline_filling import fill
from store.people import is_kept, keep_authority
from store.programmes import keep_programme, stored_hashes

#: A server that listens here is reached by any address of the machine.
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only recognised; where to listen is for the settings to say


@dataclass(frozen=True)
class House:
    """Settings, database and clock of one installation."""

    settings: Settings
    database: Database
    clock: Clock = field(default_factory=SystemClock)
    #: Where this process serves the portal, the newest last; empty where another process does.
    portals: list[str] = field(default_factory=list, compare=False)

    @cached_property
    def rules(self) -> RuleBook:
        """The dated figures of the installation; raises BadFile."""
        return load_rule_book(sorted((self.settings.config / "rules").glob("*.yaml")))

    def now(self) -> str:
        """The instant as the store keeps it."""
        return instant(self.clock.now())

    @property
    def portal(self) -> str:
        """The portal's address for links in mails: the public one, that of this process, or where the settings put it."""
        settings = self.settings
        served = self.portals[-1] if self.portals else address(settings.portal_host, settings.portal_port)
        return settings.public_url.rstrip("/") or served


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds what listens there."""
    return f"http://{'127.0.0.1' if host == EVERYWHERE else host}:{port}"


def open_house(settings: Settings, clock: Clock | None = None) -> House:
    """Open the installation: the schema is brought up to date, programmes and authorities are read in."""
    house = House(settings, Database(settings.database_url), clock or SystemClock())
    arm(settings.data)
    house.database.migrate()
    house.database.on_commit = crashpoint
    furnish(house)
    fill(house.database, house.now())
    return house


def furnish(house: House) -> None:
    """Store the programmes and authorities of the settings' folder; a fault stops this before anything is written."""
    programmes = load_programmes(sorted((house.settings.config / "programmes").glob("*.yaml")), house.rules)
    authorities = [load_authority(path) for path in sorted((house.settings.config / "authorities").glob("*.yaml"))]
    with house.database.reading() as connection:
        stored = stored_hashes(connection)
        if all(read.hash in stored for read in programmes) and all(is_kept(connection, each) for each in authorities):
            return
    with house.database.transaction() as connection:
        for read in programmes:
            keep_programme(connection, read.programme, hash_=read.hash, source=read.source_json, at=house.now())
        for authority in authorities:
            keep_authority(connection, authority)


_inhabited: list[House] = []


def inhabit(house: House) -> None:
    """Make this the house of the process's flows."""
    _inhabited[:] = [house]


def here() -> House:
    """The house of this process; a worker that was handed a flow run opens it from its environment."""
    if not _inhabited:
        _inhabited.append(open_house(load()))
    return _inhabited[0]
