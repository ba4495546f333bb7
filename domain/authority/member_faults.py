"""What is wrong with the members an authority's file gives its bodies: nobody of that name, times that cannot be."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from domain.authority import Authority, Sitting
from domain.fault import NO_BODY, NO_PROGRAMME, Fault, unknown
from domain.programme import Programme
from domain.text import Text

NO_PARTY = Text(de="keinen Beteiligten", en="no party")


class SitsTwice(Fault):
    """ "{handle}" sits on "{body}" twice at the same time; put the two lines together, or end one of them ("until")."""


class ChairTwice(Fault):
    """ "{handle}" and "{other}" both chair "{body}" at the same time; end one of them ("until"), or take "chair" out."""


class EndsBeforeItBegins(Fault):
    """The last day ("until") lies before the first ("since"); check the two."""


def member_faults(authority: Authority) -> Iterator[Fault]:
    """What is wrong within the file itself."""
    known = [party.handle for party in authority.parties]
    for n, one in enumerate(authority.members):
        if one.handle not in known:
            yield unknown(("members", n, "handle"), one.handle, known, NO_PARTY)
        if one.until is not None and one.until < one.since:
            yield EndsBeforeItBegins(("members", n, "until"))
    for (_, one), (n, other) in combinations(enumerate(authority.members), 2):
        if (one.programme, one.body) != (other.programme, other.body) or not at_once(one, other):
            continue
        if one.handle == other.handle:
            yield SitsTwice(("members", n), handle=other.handle, body=other.body)
        elif one.chair and other.chair:
            yield ChairTwice(("members", n, "chair"), handle=other.handle, other=one.handle, body=other.body)


def body_faults(authority: Authority, programmes: Mapping[str, Programme]) -> Iterator[Fault]:
    """The bodies of its members that the programmes of the installation do not know."""
    for n, one in enumerate(authority.members):
        if one.programme not in programmes:
            yield unknown(("members", n, "programme"), one.programme, programmes, NO_PROGRAMME)
        elif one.body not in programmes[one.programme].bodies_by_key:
            yield unknown(("members", n, "body"), one.body, programmes[one.programme].bodies_by_key, NO_BODY)


def at_once(one: Sitting, other: Sitting) -> bool:
    """Tell whether there is a day on which both sit."""
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)
