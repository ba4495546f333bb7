"""How much is measured: `FULL` within ten minutes, `QUICK` within two, on two cores; `TINY` shows only that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of every measurement; a fact is one recorded command."""

    name: str
    #: Repetitions; each is one block of bare SQL and one block of ours, in turn.
    repetitions: int
    #: Facts per block of `baseline`, `accept` and `size`; four per dossier.
    facts: int
    #: Facts per block of `bulk`.
    bulk_facts: int
    #: Dossiers of the bare store.
    bare_dossiers: int
    #: Dossiers in flight under `advance`, four facts each, and how often.
    in_flight: int
    advances: int
    #: Facts of `idle`, recorded one at a time.
    single_facts: int
    #: The two sizes `size` compares, and how often the worklist is read.
    small: int
    large: int
    looks: int
    #: Facts recorded before the memory is read.
    worked: int
    #: Dossiers behind the portal, ten entries each, and seconds of requests to it.
    shown: int
    seconds: float
    #: Clients that record at once, on PostgreSQL.
    clients: int = 8
    #: Rows of an imported table.
    imported: int = 10_000
    #: Open deadlines, how many have a rung due, and among how many mailboxes these are dealt.
    deadlines: int = 1_000_000
    due: int = 2_000
    mailboxes: int = 500


FULL = Scale("full", 10, 800, 4000, 1000, 1000, 3, 50, 1000, 100_000, 200, 400, 100_000, 60.0)
QUICK = Scale(
    "quick",
    4,
    320,
    1000,
    1000,
    1000,
    1,
    10,
    1000,
    20_000,
    100,
    80,
    10_000,
    8.0,
    imported=2000,
    deadlines=100_000,
    due=200,
    mailboxes=50,
)
TINY = Scale("tiny", 1, 8, 16, 8, 4, 1, 2, 8, 16, 4, 4, 40, 1.0, clients=2, imported=40, deadlines=400, due=20, mailboxes=10)
