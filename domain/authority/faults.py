"""What is wrong with an authority although each value of it is right: handles given twice, unknown roles."""

from collections.abc import Iterator, Mapping

from domain.authority import Authority
from domain.authority.calendar_faults import calendar_faults
from domain.authority.member_faults import body_faults, member_faults
from domain.fault import NO_ORGANISATION, NO_PROGRAMME, NO_ROLE, DeclaredTwice, Fault, OneLineOnly, unknown
from domain.programme import Programme
from domain.text import Text


def faults(authority: Authority) -> list[Fault]:
    """Everything wrong within the file itself."""
    return list(_faults(authority))


def _faults(authority: Authority) -> Iterator[Fault]:
    for language in ("de", "en"):
        if "\n" in getattr(authority.title, language):
            yield OneLineOnly(("title", language))
    seen: set[str] = set()
    for n, party in enumerate(authority.parties):
        if party.handle in seen:
            among = Text(de="Beteiligten", en="parties")
            yield DeclaredTwice(("parties", n, "handle"), name=party.handle, among=among)
        seen.add(party.handle)
        if "\n" in party.name:
            yield OneLineOnly(("parties", n, "name"))
    yield from _acting_faults(authority)
    yield from member_faults(authority)
    yield from calendar_faults(authority)


def _acting_faults(authority: Authority) -> Iterator[Fault]:
    """Only people act for an organisation, and only for one of the same file."""
    known = [party.handle for party in authority.parties if party.organisation]
    for n, party in enumerate(authority.parties):
        for m, handle in enumerate(party.acts_for):
            path = ("parties", n, "acts_for", m)
            if party.organisation:
                yield OnlyPeopleAct(path)
            elif handle not in known:
                yield unknown(path, handle, known, NO_ORGANISATION)
            elif handle in party.acts_for[:m]:
                yield DeclaredTwice(path, name=handle, among=Text(de="Organisationen", en="organisations"))


class OnlyPeopleAct(Fault):
    """Only people act for an organisation, and this is one itself; take "acts_for" out, or "organisation: true"."""


def role_faults(authority: Authority, programmes: Mapping[str, Programme]) -> list[Fault]:
    """The roles of its parties that the programmes of the installation do not know."""
    found: list[Fault] = []
    for n, party in enumerate(authority.parties):
        for key, roles in party.roles.items():
            path = ("parties", n, "roles", key)
            if key not in programmes:
                found.append(unknown(path, key, programmes, NO_PROGRAMME))
                continue
            known = programmes[key].roles
            found += [unknown((*path, m), r, known, NO_ROLE) for m, r in enumerate(roles) if r not in known]
    return [*found, *body_faults(authority, programmes)]
