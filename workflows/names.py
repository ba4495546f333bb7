"""What people and organisations are called where only their ids are on record."""

from collections.abc import Mapping

from store.people import Known
from wording.language import _
from workflows.walk import CHAIN


def shown_name(known: Mapping[str, Known], id_: str) -> str:
    """A person's or organisation's name as it is known today; the chain and the erased have a word instead."""
    if id_ == CHAIN:
        return _("System")
    return known[id_].name if id_ in known and known[id_].name else _("name erased")
