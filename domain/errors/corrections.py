"""The ways of saying no to a correction; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class NoSuchEntry(Refusal):
    """ "{reference}" has no entry {seq}. The history numbers them."""


class EntryVoid(Refusal):
    """Entry {seq} of "{reference}" was already taken out by an earlier correction."""


class NotCorrectable(Refusal):
    """Entry {seq} of "{reference}" cannot be corrected: the chain wrote it, or it is a correction itself. Correct the fact."""


class NothingCorrected(Refusal):
    """The correction of entry {seq} says nothing new. Give a date, an outcome, an amount or grounds, or take the entry out."""


class OthersStandOnIt(Refusal):
    """Entry {seq} cannot be taken out, because others stand on it: {entries}. Take those out first, the last one first."""


class OthersWouldFall(Refusal):
    """Entry {seq} cannot be corrected like this, because others stand on what it says: {entries}. Take those out first."""
