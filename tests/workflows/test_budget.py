"""The Aktionsfonds: 10,000 EUR a year and area, 1,500 EUR a project at most, whoever is faster."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain import money
from domain.commands import Correct
from domain.errors import OverTheBudget, OverTheCap
from tests.houses import BERLIN, TEAM, a_key, berlin_case, berlin_steps, events_of, findings
from workflows.house import House
from workflows.inbox import find, person, receive
from workflows.record import Asked, Receipt, record_all

AWARD = 150_000
DECISION_SEQ = 4


def award(house: House, reference: str, cents: int = AWARD, year: int = 2024) -> Receipt:
    command, by = berlin_steps(cents, year)["decision"]
    return receive(house, reference, command, by=by, programme=BERLIN)


@pytest.fixture
def six_awarded(a_house: House) -> House:
    """Six projects of one area were awarded 1,500 EUR each in 2024, four more wait for their decision."""
    for n in range(10):
        berlin_case(a_house, f"AF-{n}", "end" if n < 6 else "decision")
    return a_house


def test_the_award_that_breaks_the_budget_is_refused_naming_what_is_free(six_awarded: House) -> None:
    before = events_of(six_awarded)

    with pytest.raises(OverTheBudget) as refusal:
        award(six_awarded, "AF-6")

    assert refusal.value.values["left"] == money.show(100_000)
    assert refusal.value.values["year"] == 2024
    assert "Beispielkiez" in str(refusal.value)
    assert events_of(six_awarded) == before
    assert findings(six_awarded) == []


def test_what_is_left_can_be_awarded_to_the_last_cent(six_awarded: House) -> None:
    award(six_awarded, "AF-6", 100_000)

    with pytest.raises(OverTheBudget):
        award(six_awarded, "AF-7", 1)
    assert findings(six_awarded) == []


def test_another_area_and_another_year_have_a_budget_of_their_own(six_awarded: House) -> None:
    berlin_case(six_awarded, "AF-area", "end", area="Nachbarkiez")
    berlin_case(six_awarded, "AF-year", "end", year=2025)

    assert findings(six_awarded) == []


def test_a_correction_gives_the_money_back(six_awarded: House) -> None:
    corrected = Correct(seq=DECISION_SEQ, reason="Weniger gebraucht", amount=100_000)
    receive(six_awarded, "AF-0", corrected, by=TEAM)

    award(six_awarded, "AF-6")
    with pytest.raises(OverTheBudget):
        award(six_awarded, "AF-7", 1)
    assert findings(six_awarded) == []


def test_an_award_taken_out_gives_all_of_it_back(six_awarded: House) -> None:
    receive(six_awarded, "AF-0", Correct(seq=DECISION_SEQ, reason="falscher Vorgang", void=True), by=TEAM)

    award(six_awarded, "AF-6")
    assert findings(six_awarded) == []


def test_a_correction_may_not_break_the_budget_either(six_awarded: House) -> None:
    award(six_awarded, "AF-6", 100_000 - 10_000)
    before = events_of(six_awarded)

    with pytest.raises(OverTheBudget):
        receive(six_awarded, "AF-6", Correct(seq=DECISION_SEQ, reason="Nachtrag", amount=110_000), by=TEAM)

    assert events_of(six_awarded) == before
    assert findings(six_awarded) == []


def test_the_cap_per_project_is_kept(a_house: House) -> None:
    berlin_case(a_house, "AF-1")

    with pytest.raises(OverTheCap):
        award(a_house, "AF-1", AWARD + 1)


def test_in_a_batch_the_awards_before_the_broken_budget_stand(six_awarded: House) -> None:
    actor = person(six_awarded, "berlin", BERLIN, TEAM)
    wanted = []
    for n, cents in ((6, 60_000), (7, 60_000), (8, 40_000), (9, 1)):
        dossier = find(six_awarded, f"AF-{n}").dossier
        wanted.append(Asked(dossier, berlin_steps(cents)["decision"][0], actor, a_key()))

    answers = record_all(six_awarded, wanted)

    assert [type(answer) for answer in answers] == [Receipt, OverTheBudget, Receipt, OverTheBudget]
    assert findings(six_awarded) == []


def test_of_awards_at_the_same_time_no_cent_too_much_is_given(a_house: House) -> None:
    for n in range(10):
        berlin_case(a_house, f"AF-{n}")

    def one(number: int) -> bool:
        try:
            award(a_house, f"AF-{number}")
        except OverTheBudget:
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        given = sorted(pool.map(one, range(10)))

    assert given == [False] * 4 + [True] * 6
    assert findings(a_house) == []
