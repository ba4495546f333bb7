"""What a change of cost or of cover funds does to a grant: pro rata, deficit and fixed-amount financing.

Amounts are whole cents. The grant never grows: it is capped by what was granted. Whatever changes, expenditure and sources stay
equal to the cent; odd cents are the applicant's. Based on ANBest-P and ANBest-K under § 44 SäHO Nr. 2; the notice comes before
it. These are proposals for a person who decides, nothing here recovers anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from domain import money

#: Changes up to here leave a grant as it is; exactly this much still does.
THRESHOLD = 500_00
#: The irrevocable rate of Regulation (EC) 2866/98.
DM_PER_EUR = Decimal("1.95583")
_CENT = Decimal("0.01")


class Financing(StrEnum):
    """How a grant is measured: Anteil-, Fehlbedarfs- and Festbetragsfinanzierung."""

    PRO_RATA = "pro_rata"
    DEFICIT = "deficit"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Plan:
    """A financing plan: `eligible` expenditure in cents, and who pays it.

    `grants` are the public funders' parts, `others` third-party and other cover funds, `own` the applicant's part. `shares` are
    the rates of the notice by source (75 % is `Fraction(3, 4)`); sources without one fall in proportion to their amounts.
    Raises ValueError where the sources do not add up to the expenditure, or an amount is negative.
    """

    kind: Financing
    eligible: int
    own: int
    grants: Mapping[str, int]
    others: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that nothing is missing and nothing is negative."""
        if min(self.eligible, self.own, *self.grants.values(), *self.others.values()) < 0:
            raise ValueError("no amount of a financing plan is negative")
        if self.sources != self.eligible:
            raise ValueError(f"the sources add up to {self.sources} cents, the expenditure to {self.eligible}")

    @property
    def granted(self) -> int:
        """What all public funders give together, in cents."""
        return sum(self.grants.values())

    @property
    def sources(self) -> int:
        """What all sources give together, in cents."""
        return self.own + self.granted + sum(self.others.values())

    @property
    def rate(self) -> Fraction:
        """The grants' part of the expenditure; nothing where there is none."""
        return Fraction(self.granted, self.eligible) if self.eligible else Fraction(0)


def shared(eligible: int, shares: Mapping[str, Fraction], *, own: str) -> Plan:
    """Make a pro rata plan by the rates of a notice, which add up to 1; `own` names the applicant's source."""
    parts = money.split(eligible, shares, remainder_to=own)
    grants = {source: amount for source, amount in parts.items() if source != own}
    return Plan(Financing.PRO_RATA, eligible, parts[own], grants, shares={source: shares[source] for source in grants})


def deficit(eligible: int, own: int, others: Mapping[str, int], *, funder: str) -> Plan:
    """Make a plan whose grant is the gap that own and other funds leave; ValueError where they leave none."""
    return Plan(Financing.DEFICIT, eligible, own, {funder: eligible - own - sum(others.values())}, others)


def changed(plan: Plan, *, eligible: int | None = None, funds: Mapping[str, int] | None = None) -> Plan:
    """Give the plan after the eligible expenditure became `eligible` and cover funds came in that nobody had planned.

    The applicant is relieved by what the expenditure fell and the new funds bring, taken together. Up to `THRESHOLD` the
    grants stay. Beyond it, pro rata, every source falls in proportion; of a deficit the grants fall by the whole relief, each
    funder's in the ratio of the grants; a fixed amount stays. If the expenditure rises the applicant pays the rest. No grant
    exceeds the expenditure, and funds beyond it are counted only as far as they are needed. ValueError for negative amounts.
    """
    new = dict(funds or {})
    after = plan.eligible if eligible is None else eligible
    if min(after, 0, *new.values()) < 0:
        raise ValueError("no amount of a financing plan is negative")
    relief = plan.eligible - after + sum(new.values())
    grants, others = dict(plan.grants), dict(plan.others)
    if relief > THRESHOLD and plan.kind is Financing.PRO_RATA:
        grants, others = (_in_proportion(plan, part, relief) for part in (grants, others))
    elif relief > THRESHOLD and plan.kind is Financing.DEFICIT:
        grants = _scaled(grants, max(plan.granted - relief, 0))
    for name, amount in new.items():
        others[name] = others.get(name, 0) + amount
    return _closed(plan, after, grants, others)


def euros_of_dm(amount: Decimal | str) -> int:
    """Give the cents in EUR of an amount in DM at the fixed rate, rounded to the nearest cent; ValueError for no amount."""
    euros = Decimal(money.cents(amount)) / 100 / DM_PER_EUR
    return int(euros.quantize(_CENT, ROUND_HALF_UP) * 100)


def _in_proportion(plan: Plan, part: Mapping[str, int], relief: int) -> dict[str, int]:
    """Each source's part of what is left to pay, cut down to the cent: its share of the notice, or as it was."""
    left = max(plan.eligible - relief, 0)
    rates = {source: plan.shares.get(source, Fraction(amount, plan.eligible or 1)) for source, amount in part.items()}
    return {source: min(amount, int(left * rates[source])) for source, amount in part.items()}


def _scaled(part: Mapping[str, int], total: int) -> dict[str, int]:
    """Bring amounts to `total` in their own ratio, each cut down to the cent."""
    before = sum(part.values())
    return {source: amount * total // before if before else 0 for source, amount in part.items()}


def _closed(plan: Plan, eligible: int, grants: dict[str, int], others: dict[str, int]) -> Plan:
    """Let the applicant pay the rest; where there is less than no rest, other funds and then grants are needed less."""
    if sum(grants.values()) > eligible:
        grants = _scaled(grants, eligible)
    room = eligible - sum(grants.values())
    for source, amount in others.items():
        others[source] = min(amount, room)
        room -= others[source]
    return replace(plan, eligible=eligible, own=room, grants=grants, others=others)
