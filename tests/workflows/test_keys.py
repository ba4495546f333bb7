"""Keys make a command once-only: the same one again changes nothing, another one under its key is refused."""

import pytest

from domain.commands import Correct, Resolve
from domain.dates import When
from domain.errors import BadKey, KeyUsed
from domain.vocabulary import MeetingOutcome
from store import dossiers
from tests.houses import DESK, KG, HousesOf, findings, leipzig_case
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up

KEY = "sitzung-vom-2002-07-04"
CONFIRMED = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED, vote="7:0")


@pytest.mark.parametrize("key", ["chain:opened:decision:1", "zu-kurz", "sitzung-vom-2002-07-04+1", "zwei woerter und mehr"])
def test_keys_the_store_makes_itself_cannot_be_taken(a_house: House, key: str) -> None:
    """One such key would collide with what the chain writes, and the chain would stand still."""
    case = leipzig_case(a_house, at="kg")
    with pytest.raises(BadKey):
        receive(a_house, case.reference, CONFIRMED, by=KG, key=key)
    assert catch_up(a_house).advanced == 1


@pytest.mark.parametrize(
    "other",
    [
        Resolve(stage="kg", on=When("2002-07-05"), outcome=MeetingOutcome.ADOPTED, vote="7:0"),
        Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED, vote="0:7"),
        Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.REJECTED, vote="7:0"),
        Correct(seq=2, reason="verlesen", void=True),
    ],
)
def test_another_command_under_a_used_key_is_refused(a_house: House, other: Resolve | Correct) -> None:
    case = leipzig_case(a_house, at="kg")
    first = receive(a_house, case.reference, CONFIRMED, by=KG, key=KEY)
    assert receive(a_house, case.reference, CONFIRMED, by=KG, key=KEY).seq == first.seq
    with pytest.raises(KeyUsed):
        receive(a_house, case.reference, other, by=KG if isinstance(other, Resolve) else DESK, key=KEY)


def test_somebody_elses_key_is_not_answered(a_house: House) -> None:
    case = leipzig_case(a_house, at="kg")
    receive(a_house, case.reference, CONFIRMED, by=KG, key=KEY)
    with pytest.raises(KeyUsed):
        receive(a_house, case.reference, CONFIRMED, by=DESK, key=KEY)


def test_a_fact_recorded_beside_a_walk_does_not_take_back_what_the_walk_has_seen(a_house: House, houses: HousesOf) -> None:
    case = leipzig_case(a_house, at="kg")
    catch_up(a_house)
    with a_house.database.reading() as connection:
        before = dossiers.load(a_house.database, connection, case.dossier.id)
    receive(houses.open(), case.reference, CONFIRMED, by=KG)
    with a_house.database.reading() as connection:
        after = dossiers.load(a_house.database, connection, case.dossier.id)
    assert before
    assert after
    assert (after.seen, after.thread) == (before.seen, before.thread)
    assert findings(a_house) == []
