"""What is wrong with the members an authority's file gives its bodies."""

import pytest

from domain.authority import Authority
from domain.authority.faults import faults, role_faults
from domain.authority.member_faults import ChairTwice, EndsBeforeItBegins, SitsTwice
from domain.fault import UnknownName, UnknownNameNear
from tests.offices import LEIPZIG


def an_authority(*members: dict[str, object]) -> Authority:
    """An authority with two people and these members of its KG."""
    given = [{"programme": "leipzig", "body": "kg", "handle": "first", "since": "2002-01-01", **one} for one in members]
    return Authority.model_validate({
        "authority": "leipzig", "title": {"de": "Stadt Leipzig"}, "land": "SN", "contact": "l@example.org",
        "parties": [{"handle": "first", "name": "Alpha"}, {"handle": "second", "name": "Beta"}], "members": given,
    })  # fmt: skip


def test_members_one_after_another_are_right() -> None:
    authority = an_authority(
        {"until": "2002-12-31", "chair": True},
        {"since": "2003-01-01"},
        {"handle": "second", "since": "2003-01-01", "chair": True},
        {"since": "2001-01-01", "until": "2001-01-01", "chair": True},
        {"body": "svv", "chair": True},
    )
    assert faults(authority) == []
    assert [type(one) for one in role_faults(authority, {"leipzig": LEIPZIG})] == [UnknownName]


@pytest.mark.parametrize(
    ("members", "path", "fault"),
    [
        ([{"handle": "nobody-at-all"}], ("members", 0, "handle"), UnknownName),
        ([{"handle": "secnd"}], ("members", 0, "handle"), UnknownNameNear),
        ([{"until": "2001-12-31"}], ("members", 0, "until"), EndsBeforeItBegins),
        ([{}, {"since": "2005-01-01"}], ("members", 1), SitsTwice),
        ([{"until": "2005-01-01"}, {"since": "2005-01-01"}], ("members", 1), SitsTwice),
        ([{"chair": True}, {"handle": "second", "chair": True, "since": "2009-01-01"}], ("members", 1, "chair"), ChairTwice),
    ],
)
def test_each_fault_is_found_in_its_place(
    members: list[dict[str, object]], path: tuple[str | int, ...], fault: type[Exception]
) -> None:
    (found,) = faults(an_authority(*members))
    assert (found.path, type(found)) == (path, fault)
    assert "{" not in str(found)


@pytest.mark.parametrize(("member", "path"), [
    ({"programme": "berlin"}, ("members", 0, "programme")), ({"body": "kgg"}, ("members", 0, "body")),
])  # fmt: skip
def test_a_body_has_to_be_one_of_the_programme(member: dict[str, object], path: tuple[str | int, ...]) -> None:
    (found,) = role_faults(an_authority(member), {"leipzig": LEIPZIG})
    assert found.path == path
