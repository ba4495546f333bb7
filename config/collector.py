"""How often a long-lived process looks for garbage: objects that refer to each other in a circle.

Python's own count of 700 new objects suits a script. A process that holds programmes, dossiers and Prefect in memory walks
over all of them again and again: measured, a quarter of the time of a recorded fact (docs/adr/0013).
"""

import gc

#: New objects until the youngest are looked through, and how many such looks until the older ones follow.
_NEW, _LOOKS = 50_000, 20


def collect_rarely() -> None:
    """Look less often; called once when a process begins."""
    gc.set_threshold(_NEW, _LOOKS, _LOOKS)
