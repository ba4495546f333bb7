"""Dossiers this process has folded lately, so that reading one again costs the entries it has not seen instead of its history.

The database stays the only truth: a dossier is remembered under the hash of its newest entry, which covers every entry before
it. Where the store still has that entry, what is remembered is what a fold would give; where it does not (a backup was
restored), it is forgotten. What is remembered is immutable, so threads share it.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from domain.dossier import Dossier

#: How many dossiers are kept; the one not asked for longest is forgotten first. A dossier takes about 10 kB.
KEPT = 2000


@dataclass(frozen=True, slots=True)
class Remembered:
    """A dossier, the hash of its newest entry, and the number of the entry each once-only key was used for."""

    dossier: Dossier
    head: str
    keys: Mapping[str, int]


class Memory:
    """The dossiers remembered, by id; safe to use from several threads."""

    def __init__(self, size: int = KEPT) -> None:
        """Begin with nothing; `size` 0 remembers nothing."""
        self._size = size
        self._held: OrderedDict[str, Remembered] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, id_: str) -> Remembered | None:
        """Give what is remembered of the dossier with this id."""
        with self._lock:
            held = self._held.get(id_)
            if held is not None:
                self._held.move_to_end(id_)
            return held

    def keep(self, held: Remembered) -> None:
        """Remember a dossier as the store has it, committed."""
        with self._lock:
            self._held[held.dossier.id] = held
            self._held.move_to_end(held.dossier.id)
            if len(self._held) > self._size:
                self._held.popitem(last=False)
