"""What every flow run of ours has in common."""

from pathlib import Path

#: Results are never kept (`persist_result=False`), so nothing is ever written here. Without a place named, Prefect asks the
#: server for one at the start of every run, through a client with a TLS context of its own: a tenth of the run's CPU.
NO_RESULTS = Path("no-results")
