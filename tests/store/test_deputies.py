"""Deputies in the store: from the first day to the last, staff roles only, no chains, and who is away at the same time."""

from datetime import date, timedelta

import pytest

from config.clock import FixedClock
from domain.commands import Actor
from domain.errors import NoSuchProgramme, Refusal
from domain.errors import deputies as no
from domain.errors.people import NoSuchParty, WorksElsewhere
from store import access, access_changes, people
from store import roster as kept
from store.people import party_id
from tests.conftest import MORNING
from tests.houses import CITY, DESK, KG, LEIPZIG, RP
from workflows import deputies, roster
from workflows.deputies import Wanted
from workflows.house import House
from workflows.inbox import person
from workflows.roster_change import By

TODAY = MORNING.date()
OFFICE = By("leipzig")
IDS = {handle: party_id("leipzig", handle) for handle in (CITY, DESK, KG, RP)}


def wanted(absent: str = RP, deputy: str = DESK, *, since: int = 0, days: int = 6, programme: str = "") -> Wanted:
    first = TODAY + timedelta(days=since)
    return Wanted(absent, deputy, first, first + timedelta(days=days), programme)


def account(house: House, handle: str, day: date = TODAY) -> access.Account:
    with house.database.reading() as connection:
        found = access.account(connection, IDS[handle], day=day.isoformat())
    assert found is not None
    return found


def actor(house: House, handle: str) -> Actor:
    return person(house, "leipzig", LEIPZIG, handle)


def test_a_deputy_holds_the_absent_persons_roles_from_the_first_day_to_the_last(a_house: House, clock: FixedClock) -> None:
    deputies.name(a_house, OFFICE, wanted(since=1, days=1))

    held = []
    for _day in range(4):
        held.append(("granting_authority" in actor(a_house, DESK).roles, actor(a_house, DESK).deputy_for))
        clock.move(timedelta(days=1))

    for_rp = {"granting_authority": IDS[RP]}
    assert held == [(False, {}), (True, for_rp), (True, for_rp), (False, {})]


def test_the_account_says_which_roles_are_held_for_whom(a_house: House) -> None:
    deputies.name(a_house, OFFICE, wanted())

    who = account(a_house, DESK)

    assert who.roles[LEIPZIG] == {"case_officer", "funding_partner", "granting_authority"}
    assert who.deputy_for == {LEIPZIG: {"granting_authority": IDS[RP]}}
    assert who.own_roles(LEIPZIG) == {"case_officer", "funding_partner"}
    assert who.absent_sides == {IDS[RP]: frozenset({IDS[RP]})}
    assert "granting_authority" not in account(a_house, DESK, TODAY + timedelta(days=7)).roles[LEIPZIG]


def test_the_day_is_that_of_the_office_not_of_utc(a_house: House, clock: FixedClock) -> None:
    deputies.name(a_house, OFFICE, wanted(days=0))

    clock.at = MORNING.replace(hour=22, minute=59)
    assert "granting_authority" in actor(a_house, DESK).roles
    clock.at = MORNING.replace(hour=23, minute=1)  # past midnight in Berlin
    assert "granting_authority" not in actor(a_house, DESK).roles


def test_nobody_hands_on_what_they_hold_as_a_deputy(a_house: House) -> None:
    deputies.name(a_house, OFFICE, wanted(RP, DESK))
    deputies.name(a_house, OFFICE, wanted(DESK, KG))

    assert actor(a_house, KG).roles == {"kg_secretariat", "case_officer", "funding_partner"}


def test_a_role_of_ones_own_is_not_held_for_anybody(a_house: House) -> None:
    roster.give_roles(a_house, OFFICE, DESK, {LEIPZIG: frozenset({"case_officer", "granting_authority"})}, mark(a_house, DESK))
    deputies.name(a_house, OFFICE, wanted(RP, DESK))

    assert actor(a_house, DESK).deputy_for == {}


def mark(house: House, handle: str) -> str:
    with house.database.reading() as connection:
        who = kept.one(connection, "leipzig", handle)
        assert who is not None
        return kept.mark_of(connection, who)


def test_applicants_roles_are_never_handed_on(a_house: House) -> None:
    roster.give_roles(a_house, OFFICE, RP, {LEIPZIG: frozenset({"applicant", "granting_authority"})}, mark(a_house, RP))

    deputies.name(a_house, OFFICE, wanted(RP, KG))

    assert actor(a_house, KG).roles == {"kg_secretariat", "granting_authority"}


def test_a_deputy_for_one_programme_holds_nothing_in_another(a_house: House) -> None:
    roster.give_roles(
        a_house, OFFICE, RP,
        {LEIPZIG: frozenset({"granting_authority"}), "berlin-aktionsfonds": frozenset({"qm_team"})}, mark(a_house, RP),
    )  # fmt: skip
    deputies.name(a_house, OFFICE, wanted(RP, DESK, programme="berlin-aktionsfonds"))

    assert set(account(a_house, DESK).deputy_for) == {"berlin-aktionsfonds"}


def test_what_the_absent_person_loses_the_deputy_loses_at_once(a_house: House) -> None:
    deputies.name(a_house, OFFICE, wanted(RP, DESK))
    roster.give_roles(a_house, OFFICE, RP, {LEIPZIG: frozenset()}, mark(a_house, RP))

    assert actor(a_house, DESK).deputy_for == {}


def test_ending_takes_the_roles_at_once_and_both_are_noted_without_a_name(a_house: House) -> None:
    made = deputies.name(a_house, By("leipzig", IDS[RP]), wanted(RP, DESK))
    deputies.end(a_house, By("leipzig", IDS[DESK]), made.id)

    assert actor(a_house, DESK).deputy_for == {}
    with a_house.database.reading() as connection:
        ended, named = access_changes.changes(connection, "leipzig", party=IDS[RP])
    assert (named.what, named.actor, ended.what, ended.actor) == ("deputy_named", IDS[RP], "deputy_ended", IDS[DESK])
    assert named.detail == {"deputy": IDS[DESK], "programme": "", "since": "2026-11-23", "until": "2026-11-29"}
    with pytest.raises(no.NoSuchDeputy):
        deputies.end(a_house, OFFICE, made.id)


def test_a_deputy_who_is_away_as_well_is_told_of(a_house: House) -> None:
    one = deputies.name(a_house, OFFICE, wanted(RP, DESK, days=10))
    other = deputies.name(a_house, OFFICE, wanted(DESK, KG, since=10, days=3))
    deputies.name(a_house, OFFICE, wanted(KG, RP, since=20, days=3))

    with a_house.database.reading() as connection:
        found = deputies.listed(connection, "leipzig", TODAY)
        mine = deputies.listed(connection, "leipzig", TODAY, person=IDS[KG])

    assert [(each.absent.handle, each.deputy.handle, each.clashes) for each in found] == [
        (RP, DESK, (other,)), (DESK, KG, ()), (KG, RP, ()),
    ]  # fmt: skip
    assert one.meets(other)
    assert [each.absent.handle for each in mine] == [DESK, KG]


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (wanted(RP, RP), no.DeputyNeeded),
        (wanted(CITY, DESK), no.NothingToStandInFor),
        (wanted(RP, DESK, programme="berlin-aktionsfonds"), no.NothingToStandInFor),
        (wanted(RP, DESK, programme="nirgends"), NoSuchProgramme),
        (wanted(RP, CITY), no.DeputyNotOfTheOffice),
        (wanted(RP, "gbm"), no.DeputyNotOfTheOffice),
        (wanted("niemand", DESK), NoSuchParty),
        (wanted(RP, "niemand"), NoSuchParty),
        (wanted(RP, DESK, days=365), no.DeputyTooLong),
        (wanted(RP, DESK, days=-1), no.DeputyEndsBefore),
        (wanted(RP, DESK, since=-3, days=2), no.DeputyEndsBefore),
    ],
)
def test_what_makes_no_sense_is_refused(a_house: House, asked: Wanted, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        deputies.name(a_house, OFFICE, asked)

    with a_house.database.reading() as connection:
        assert deputies.listed(connection, "leipzig", TODAY) == []


def test_twelve_months_are_the_most_and_the_same_twice_is_refused(a_house: House) -> None:
    deputies.name(a_house, OFFICE, wanted(RP, DESK, days=364))

    with pytest.raises(no.DeputyTwice):
        deputies.name(a_house, OFFICE, wanted(RP, DESK, since=300))
    deputies.name(a_house, OFFICE, wanted(RP, DESK, since=365))


def test_one_names_a_deputy_for_oneself_and_an_administrator_for_everybody(a_house: House) -> None:
    deputies.name(a_house, By("leipzig", IDS[RP]), wanted(RP, KG))
    made = deputies.name(a_house, By("leipzig", IDS[DESK]), wanted(RP, KG, since=30))

    with pytest.raises(no.NotYourDeputy):
        deputies.name(a_house, By("leipzig", IDS[KG]), wanted(RP, DESK))
    with pytest.raises(no.NothingToStandInFor):
        deputies.name(a_house, By("leipzig", IDS[CITY]), wanted(CITY, DESK))
    with pytest.raises(no.NotYourDeputy):
        deputies.end(a_house, By("leipzig", IDS[CITY]), made.id)
    with pytest.raises(no.NoSuchDeputy):
        deputies.end(a_house, By("berlin"), made.id)


def test_an_administrator_names_no_deputy_in_a_programme_of_others(a_house: House) -> None:
    roster.give_roles(
        a_house, OFFICE, RP,
        {LEIPZIG: frozenset({"granting_authority"}), "berlin-aktionsfonds": frozenset({"qm_team"})}, mark(a_house, RP),
    )  # fmt: skip

    with pytest.raises(WorksElsewhere):
        deputies.name(a_house, By("leipzig", IDS[DESK]), wanted(RP, KG))
    deputies.name(a_house, By("leipzig", IDS[DESK]), wanted(RP, KG, programme=LEIPZIG))


def test_whoever_is_unknown_today_is_nobodys_deputy(a_house: House) -> None:
    with a_house.database.reading() as connection:
        assert people.actor(connection, authority="leipzig", programme=LEIPZIG, handle="niemand", day="2026-11-23") is None
