"""Who sits on a body: from the authority's file at every start, or noted here since."""

from datetime import date
from typing import Any

import pytest

from domain.authority import Authority
from domain.errors import NoSuchAuthority, NoSuchPerson, Refusal
from domain.errors.agendas import MemberThere, NoSuchBody, NotAMember, NotYourBody, TwoChairs, UntilBeforeSince
from store import access_changes, members, people
from tests.houses import CITY, DESK, KG, LEIPZIG
from workflows.house import House
from workflows.inbox import person
from workflows.meetings.members import Place, add_member, end_member
from workflows.roster import erase
from workflows.roster_change import By

KG_OF_HALLE = Place("halle", LEIPZIG, "kg")
ROWS: list[dict[str, object]] = [
    {"programme": LEIPZIG, "body": "kg", "handle": "first", "since": "2002-01-01", "until": "2002-12-31", "chair": True},
    {"programme": LEIPZIG, "body": "kg", "handle": "second", "since": "2002-06-01"},
    {"programme": LEIPZIG, "body": "kg", "handle": "second", "since": "2001-01-01", "until": "2001-12-31"},
]


def halle(*rows: dict[str, object]) -> Authority:
    """An authority whose file names members of its KG."""
    return Authority.model_validate({
        "authority": "halle", "title": {"de": "Stadt Halle"}, "land": "ST", "contact": "h@example.org",
        "parties": [
            {"handle": "first", "name": "Alpha"}, {"handle": "second", "name": "Beta"}, {"handle": "third", "name": "Gamma"},
            {"handle": "desk", "name": "Geschäftsstelle", "roles": {LEIPZIG: ["case_officer"]}},
        ],
        "members": rows,
    })  # fmt: skip


def keep(house: House, *rows: dict[str, object]) -> None:
    """Read the file in, as every start does; a second time there is nothing left to write."""
    authority = halle(*rows)
    with house.database.transaction() as connection:
        people.keep_authority(connection, authority)
        assert people.is_kept(connection, authority)


def sitting(house: House, day: str) -> list[tuple[str, bool, str, str]]:
    """Who sits on Halle's KG on a day."""
    with house.database.reading() as connection:
        found = members.members(connection, authority="halle", programme=LEIPZIG, body="kg", day=day)
    return [(one.name, one.chair, one.since, one.until) for one in found]


ALPHA = ("Alpha", True, "2002-01-01", "2002-12-31")
BETA = ("Beta", False, "2002-06-01", "")


def test_the_file_says_who_sits_on_a_body_on_which_day(a_house: House) -> None:
    keep(a_house, *ROWS)

    assert sitting(a_house, "2002-07-04") == [ALPHA, BETA]
    assert sitting(a_house, "2002-12-31") == [ALPHA, BETA]
    assert sitting(a_house, "2003-01-01") == [BETA]
    assert sitting(a_house, "2002-05-31") == [ALPHA]
    assert sitting(a_house, "2000-01-01") == []
    assert len(sitting(a_house, "")) == 3
    with a_house.database.reading() as connection:
        assert members.members(connection, authority="leipzig", programme=LEIPZIG, body="kg", day="") == []


def test_a_changed_file_is_brought_up_to_date(a_house: House) -> None:
    keep(a_house, *ROWS)
    with a_house.database.reading() as connection:
        assert not people.is_kept(connection, halle(*ROWS[:2]))
        assert not people.is_kept(connection, halle({**ROWS[0], "chair": False}, *ROWS[1:]))
        assert not people.is_kept(connection, halle({**ROWS[0], "until": "2002-11-30"}, *ROWS[1:]))

    keep(a_house, {**ROWS[1], "chair": True})
    assert sitting(a_house, "") == [("Beta", True, "2002-06-01", "")]


def test_what_was_noted_here_the_file_does_not_undo(a_house: House) -> None:
    keep(a_house, *ROWS)
    desk = person(a_house, "halle", LEIPZIG, "desk")
    add_member(a_house, KG_OF_HALLE, "third", desk, since=date(2003, 1, 1), chair=True)
    end_member(a_house, KG_OF_HALLE, "second", desk, until=date(2003, 3, 31))

    keep(a_house, *ROWS)

    assert sitting(a_house, "2003-02-01") == [("Gamma", True, "2003-01-01", ""), ("Beta", False, "2002-06-01", "2003-03-31")]
    assert sitting(a_house, "2003-04-01") == [("Gamma", True, "2003-01-01", "")]
    with a_house.database.reading() as connection:
        noted = access_changes.changes(connection, "halle")
    assert sorted((one.what, one.detail["day"], one.actor) for one in noted) == [
        ("seated", "2003-01-01", desk.person), ("unseated", "2003-03-31", desk.person),
    ]  # fmt: skip


def test_who_is_erased_sits_on_no_body_any_more_and_the_past_stays(a_house: House) -> None:
    keep(a_house, *ROWS)
    erase(a_house, By("halle"), "second", "second")
    keep(a_house, *ROWS)

    assert sitting(a_house, "2002-07-04") == [ALPHA, ("", False, "2002-06-01", "2026-11-23")]
    assert sitting(a_house, "2026-11-24") == []
    assert ("", False, "2001-01-01", "2001-12-31") in sitting(a_house, "")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"handle": "niemand"}, NoSuchPerson),
        ({"handle": "second"}, MemberThere),
        ({"chair": True, "since": date(2002, 12, 31)}, TwoChairs),
        ({"until": date(2002, 6, 30)}, UntilBeforeSince),
        ({"body": "stadtrat"}, NoSuchBody),
        ({"authority": "nirgends"}, NoSuchAuthority),
        ({"by": CITY}, NotYourBody),
    ],
)
def test_who_cannot_sit_there_is_refused(a_house: House, said: dict[str, object], refusal: type[Refusal]) -> None:
    keep(a_house, *ROWS)
    before = sitting(a_house, "")
    told: dict[str, Any] = {
        "since": date(2002, 7, 1),
        "handle": "third",
        "body": "kg",
        "authority": "halle",
        "by": DESK,
        **said,
    }
    place = Place(told.pop("authority"), LEIPZIG, told.pop("body"))
    actor = person(a_house, "leipzig", LEIPZIG, told.pop("by"))
    with pytest.raises(refusal) as caught:
        add_member(a_house, place, told.pop("handle"), actor, **told)
    assert "{" not in str(caught.value)
    assert sitting(a_house, "") == before


def test_only_a_member_of_that_day_can_end(a_house: House) -> None:
    keep(a_house, *ROWS)
    kg = person(a_house, "leipzig", LEIPZIG, KG)
    with pytest.raises(NotAMember):
        end_member(a_house, KG_OF_HALLE, "first", kg, until=date(2003, 1, 1))
    with pytest.raises(NotAMember):
        end_member(a_house, KG_OF_HALLE, "third", kg)
    with pytest.raises(NotYourBody):
        end_member(a_house, KG_OF_HALLE, "first", person(a_house, "leipzig", LEIPZIG, CITY))
    assert end_member(a_house, KG_OF_HALLE, "second", kg).until == "2026-11-23"
