"""For the browser: a fund whose file was changed while a case runs, and a call for what is left of its budget."""

from datetime import date

from tests.changed_programmes import stage_of, store_changed
from tests.houses import BERLIN, TEAM, berlin_case
from workflows.fund_calls import open_call
from workflows.house import House
from workflows.inbox import person


def a_changed_fund(house: House) -> None:
    """One award, one case that waits for the decision, a newer version with a period for it, and an open call."""
    berlin_case(house, "AF-2026-1", "end", year=2026)
    berlin_case(house, "AF-2026-2", "decision", year=2026)
    store_changed(house, BERLIN, lambda words: stage_of(words, "decision").update(within={"weeks": 4}))
    actor = person(house, "berlin", BERLIN, TEAM)
    open_call(house, authority="berlin", programme=BERLIN, area="Beispielkiez", closes_on=date(2026, 12, 15), actor=actor)
