"""What a change does to a grant: the worked cases of domain.md 3.2 by their numbers, and what holds for every plan."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.financing import THRESHOLD, Financing, Plan, changed, deficit, euros_of_dm, shared

SEVENTY_FIVE = {"erdf": Fraction(3, 4), "city": Fraction(1, 4)}
cents = st.integers(0, 10**10)


def test_3_2_1_a_fall_of_cost_lets_every_source_fall_in_proportion() -> None:
    before = shared(400_000_00, SEVENTY_FIVE, own="city")
    assert (before.grants, before.own) == ({"erdf": 300_000_00}, 100_000_00)
    after = changed(before, eligible=360_000_00)
    assert (after.grants, after.own) == ({"erdf": 270_000_00}, 90_000_00)


def test_3_2_2_a_rise_of_cost_is_the_applicants() -> None:
    after = changed(shared(400_000_00, SEVENTY_FIVE, own="city"), eligible=440_000_00)
    assert (after.grants, after.own) == ({"erdf": 300_000_00}, 140_000_00)
    assert f"{Decimal(after.rate.numerator) / after.rate.denominator:.2%}" == "68.18%"


@pytest.mark.parametrize(
    ("eligible", "income", "grant"),
    [
        pytest.param(10_000_00, 0, 7_000_00, id="3.2-4-as-granted"),
        pytest.param(9_000_00, 0, 6_000_00, id="3.2-4-cost-falls"),
        pytest.param(10_000_00, 500_00, 7_000_00, id="3.2-4-income-of-exactly-500"),
        pytest.param(10_000_00, 500_01, 6_499_99, id="3.2-4-income-of-a-cent-more"),
        pytest.param(11_000_00, 0, 7_000_00, id="cost-rises"),
        pytest.param(9_500_00, 0, 7_000_00, id="cost-falls-by-exactly-500"),
        pytest.param(9_499_99, 0, 6_499_99, id="cost-falls-by-a-cent-more"),
        pytest.param(9_700_00, 300_00, 6_400_00, id="cost-and-income-count-together"),
        pytest.param(10_300_00, 600_00, 7_000_00, id="income-that-the-rise-of-cost-needs"),
    ],
)
def test_a_deficit_falls_by_the_whole_amount_above_the_threshold(eligible: int, income: int, grant: int) -> None:
    before = deficit(10_000_00, 1_000_00, {"third": 2_000_00}, funder="land")
    after = changed(before, eligible=eligible, funds={"income": income})
    assert after.granted == grant
    assert after.sources == eligible


def test_3_2_5_the_odd_cent_is_the_applicants() -> None:
    plan = shared(100_01, SEVENTY_FIVE, own="city")
    assert (plan.grants, plan.own) == ({"erdf": 75_00}, 25_01)


def test_3_2_8_a_million_dm() -> None:
    assert euros_of_dm("1000000") == 511_291_88
    assert euros_of_dm("1.96") == 1_00


def test_several_funders_of_a_deficit_give_way_in_the_ratio_of_their_grants() -> None:
    before = Plan(Financing.DEFICIT, 10_000_00, 1_000_00, {"land": 6_000_00, "city": 3_000_00})
    assert changed(before, eligible=9_100_00).grants == {"land": 5_400_00, "city": 2_700_00}


def test_new_funds_let_every_source_of_a_pro_rata_plan_fall() -> None:
    before = shared(10_000_00, SEVENTY_FIVE, own="city")
    after = changed(before, funds={"donation": 1_000_00})
    assert (after.grants, after.others, after.own) == ({"erdf": 6_750_00}, {"donation": 1_000_00}, 2_250_00)


@pytest.mark.parametrize(
    ("eligible", "funds", "grant"), [(4_000_00, 0, 4_000_00), (4_999_99, 0, 4_999_99), (6_000_00, 900_00, 5_000_00)]
)
def test_a_fixed_amount_stays_unless_the_cost_falls_below_it(eligible: int, funds: int, grant: int) -> None:
    before = Plan(Financing.FIXED, 8_000_00, 3_000_00, {"land": 5_000_00})
    assert changed(before, eligible=eligible, funds={"donation": funds}).granted == grant


def test_funds_for_a_plan_without_expenditure_change_nothing() -> None:
    nothing = Plan(Financing.PRO_RATA, 0, 0, {"land": 0})
    assert changed(nothing, funds={"donation": 1_000_00}) == Plan(Financing.PRO_RATA, 0, 0, {"land": 0}, {"donation": 0})


def test_thirds_of_a_notice_stay_thirds() -> None:
    third = Fraction(1, 3)
    before = shared(100_00, {"eu": third, "land": third, "own": third}, own="own")
    assert (before.grants, before.own) == ({"eu": 33_33, "land": 33_33}, 33_34)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    kind = draw(st.sampled_from(list(Financing)))
    own = draw(cents)
    grants = draw(st.dictionaries(st.sampled_from(["erdf", "land", "city"]), cents, min_size=1))
    others = draw(st.dictionaries(st.sampled_from(["third", "donation"]), cents))
    return Plan(kind, own + sum(grants.values()) + sum(others.values()), own, grants, others)


changes = st.tuples(cents, st.dictionaries(st.sampled_from(["donation", "income"]), cents))


@given(plans(), changes)
def test_whatever_changes_the_sources_add_up_and_no_grant_grows(plan: Plan, change: tuple[int, dict[str, int]]) -> None:
    after = changed(plan, eligible=change[0], funds=change[1])
    assert after.sources == after.eligible == change[0]
    assert after.grants.keys() == plan.grants.keys()
    assert all(after.grants[funder] <= amount for funder, amount in plan.grants.items())


@given(plans(), st.integers(0, THRESHOLD))
def test_up_to_the_threshold_a_grant_stays_as_far_as_the_cost_reaches(plan: Plan, fall: int) -> None:
    after = changed(plan, eligible=max(plan.eligible - fall, 0))
    assert after.granted == plan.granted or after.eligible < plan.granted


@given(plans(), st.integers(THRESHOLD + 1, 10**9))
def test_a_deficit_falls_by_the_fall_of_cost_but_for_the_odd_cents(plan: Plan, fall: int) -> None:
    if plan.kind is not Financing.DEFICIT or plan.eligible < fall:
        return
    after = changed(plan, eligible=plan.eligible - fall)
    expected = max(plan.granted - fall, 0)
    assert expected - len(plan.grants) < after.granted <= expected


@given(plans(), cents, cents)
def test_the_cheaper_it_gets_the_smaller_the_grant(plan: Plan, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert changed(plan, eligible=low).granted <= changed(plan, eligible=high).granted


@given(st.integers(0, 10**10), st.integers(1, 99))
def test_shares_of_a_notice_add_up_to_the_expenditure(eligible: int, percent: int) -> None:
    rate = Fraction(percent, 100)
    plan = shared(eligible, {"land": rate, "own": 1 - rate}, own="own")
    assert plan.sources == eligible
    assert 0 <= eligible * rate - plan.granted < 1, "cut down, never rounded up"


@pytest.mark.parametrize(
    ("eligible", "own", "grants"), [(100, 50, {"land": 49}), (100, -1, {"land": 101}), (100, 101, {"land": -1})]
)
def test_a_plan_that_does_not_add_up_is_none(eligible: int, own: int, grants: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"add up|negative"):
        Plan(Financing.DEFICIT, eligible, own, grants)


def test_a_deficit_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        deficit(1_000_00, 900_00, {"third": 200_00}, funder="land")


@pytest.mark.parametrize(("eligible", "funds"), [(-1, {}), (100, {"income": -1})])
def test_no_change_is_negative(eligible: int, funds: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        changed(deficit(1_000_00, 0, {}, funder="land"), eligible=eligible, funds=funds)


@pytest.mark.parametrize("typed", ["1e6", "-1", "abc", "1.234"])
def test_what_is_no_amount_of_dm_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        euros_of_dm(typed)
