"""What people and organisations are called where only their ids are on record."""

from collections.abc import Mapping

from store.people import Known
from wording.acting import standing_in
from wording.language import _
from workflows.walk import CHAIN


def acting_name(known: Mapping[str, Known], actor: str, behalf: str) -> str:
    """Who did something, and for whom where they did it as somebody's deputy."""
    if not behalf:
        return shown_name(known, actor)
    return standing_in(shown_name(known, actor), shown_name(known, behalf))


def shown_name(known: Mapping[str, Known], id_: str) -> str:
    """A person's or organisation's name as it is known today; the chain and the erased have a word instead."""
    if id_ == CHAIN:
        return _("System")
    return known[id_].name if id_ in known and known[id_].name else _("name erased")
