"""Money on the measure sheet: amounts only where they are known, split to the cent, and the sources' own words."""

import pytest

from domain.commands import (
    ConfirmFunds,
    Correct,
    Decide,
)
from domain.dates import When
from domain.events import Share
from domain.vocabulary import CofinancingOutcome, DecisionOutcome
from tests.domain.sheets import data, measure_2_2, printed, under
from tests.offices import Desk


def test_a_granted_amount_is_split_to_the_cent_and_the_city_takes_the_odd_one(confirmed: Desk) -> None:
    """100.01 EUR at 75/25."""
    decision = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, amount=10_001)
    confirmed.ask(decision)
    assert under(printed(confirmed), "Finanzierung") == ["EFRE 75% – 75,00 EUR", "Stadt 25% – 25,01 EUR"]
    given = data(confirmed)
    assert sum(part["cents"] for part in given["financing"]) == given["granted_cents"] == 10_001


def test_a_plan_of_amounts_is_printed_as_it_is_and_never_split_by_guessing() -> None:
    desk = measure_2_2(plan=(Share("erdf", "", 30_000_000), Share("town", "", 10_000_000)))
    assert under(printed(desk), "Finanzierung") == ["EFRE – 300.000,00 EUR", "Stadt – 100.000,00 EUR"]


def test_a_refused_amount_is_nobodys_money(confirmed: Desk) -> None:
    confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, amount=10_001))
    confirmed.ask(Correct(seq=confirmed.dossier.version, outcome="refused", reason="Bescheid verwechselt"))
    assert data(confirmed)["granted_cents"] is None


@pytest.mark.parametrize(
    ("on", "said"), [(None, "bestätigt, Datum nicht überliefert"), (When("2003-01-02"), "bestätigt, 02.01.2003")]
)
def test_each_source_of_money_carries_its_own_last_word(on: When | None, said: str) -> None:
    desk = measure_2_2()
    desk.ask(ConfirmFunds(stage="cofinancing", on=on, outcome=CofinancingOutcome.CONFIRMED, sources=("erdf",)))
    declined = CofinancingOutcome.DECLINED
    desk.ask(ConfirmFunds(stage="cofinancing", on=on, outcome=declined, sources=("town",), reason="Haushaltssperre"))
    assert under(printed(desk), "Finanzierung")[0] == f"EFRE 75% – {said}"
    assert under(printed(desk), "Finanzierung")[1].startswith("Stadt 25% – nicht zugesagt")
    assert [part["outcome"] for part in data(desk)["financing"]] == ["confirmed", "declined"]
