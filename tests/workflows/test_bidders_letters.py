"""Whoever is chosen among the bidders of the sample is written to from then on: their letters have an address to go to."""

from store.outbox import LetterState
from tests.houses import findings, letters
from tests.projects import a_project
from workflows.house import House
from workflows.walk import catch_up


def test_the_letters_to_the_chosen_bidder_can_be_sent(a_house: House) -> None:
    a_project(a_house, "end")
    catch_up(a_house)
    written = letters(a_house)
    assert {(letter.state, letter.recipient) for letter in written} == {(LetterState.OWED, "verein-a@example.org")}
    assert findings(a_house) == []
