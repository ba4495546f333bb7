"""Drawing up an agenda: what is proposed for it, and what the buttons and boxes of its page mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.office_time import moment, office_day
from portal.meetings.meetings import Line, Sitting
from portal.web.numbers import number
from store.meetings import Item
from wording.language import spoken
from wording.meetings import why
from workflows.house import House
from workflows.meetings import Wanted, proposals

#: Proposals on one page; the rest follows once these are on an agenda.
MOST = 200


@dataclass(frozen=True, slots=True)
class Proposed:
    """A case that waits for the body, in words; `key` names it in the fields of the form."""

    key: str
    reference: str
    title: str
    stage: str
    why: str
    since: str
    in_time: bool
    ticked_public: bool


def proposed(house: House, of: Sitting, typed: Mapping[str, str]) -> list[Proposed]:
    """What could come onto the agenda of the meeting, longest waiting first; the boxes as they were ticked."""
    stages = of.programme.stages
    ticked = any(name.startswith("auf.") for name in typed)
    found = []
    for one in proposals(house, of.meeting):
        key = f"{one.dossier}.{one.stage}"
        found.append(
            Proposed(
                key, one.reference, one.title, stages[one.stage].title.into(spoken()) if one.stage in stages else one.stage,
                why(one.why), office_day(moment(one.since)).isoformat(), one.in_time,
                f"offen.{key}" in typed if ticked else of.body.public,
            )
        )  # fmt: skip
    return found


def chosen(typed: Mapping[str, str]) -> list[Wanted]:
    """The proposals that are ticked."""
    keys = [name.removeprefix("auf.") for name in typed if name.startswith("auf.")]
    parted = [(key, *key.partition(".")) for key in keys]
    return [Wanted(dossier, stage, public=f"offen.{key}" in typed) for key, dossier, _dot, stage in parted]


def ticked_off(typed: Mapping[str, str]) -> list[str]:
    """The items that are ticked to be taken off."""
    return [name.removeprefix("ab.") for name in typed if name.startswith("ab.")]


def shifted(lines: Sequence[Line], step: str) -> list[str]:
    """The order after one item went up or down ("hoch.ID", "runter.ID") by one place within its part of the agenda."""
    way, _dot, id_ = step.partition(".")
    order = [line.item for line in lines]
    here = next((one for one in order if one.id == id_), None)
    if here is not None:
        part = [one for one in order if one.public is here.public]
        place = part.index(here) + (-1 if way == "hoch" else 1)
        if 0 <= place < len(part):
            other = part[place]
            i, j = order.index(here), order.index(other)
            order[i], order[j] = other, here
    return [one.id for one in order]


def ordered(lines: Sequence[Line], typed: Mapping[str, str]) -> list[str]:
    """The order the typed places mean: who moves to a place stands before what stood there, and behind what moves down."""

    def place(item: Item) -> tuple[int, int, int]:
        wanted = number(typed.get(f"platz.{item.id}", ""), digits=4, other=item.position)
        return wanted, 0 if wanted < item.position else 2 if wanted > item.position else 1, item.position

    return [item.id for item in sorted((line.item for line in lines), key=place)]
