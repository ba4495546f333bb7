"""The post as its tests see it: letters owed by a house, and how a try to send may end."""

from datetime import timedelta

from notifications.transports import Delivery, Outcome, Stage
from store.outbox import Posted
from tests.houses import leipzig_case, letters
from workflows.house import House
from workflows.walk import catch_up

SECOND = timedelta(seconds=1)


def delivery(outcome: Outcome, stage: Stage = "dot", code: int | None = None) -> Delivery:
    """The end of a try at this stage of the conversation."""
    return Delivery(outcome, stage, code, "said the relay")


def owe(house: House, count: int = 1) -> None:
    """Owe so many letters."""
    for n in range(count):
        leipzig_case(house, "kg", f"2.{n}")
    catch_up(house)


def only(house: House) -> Posted:
    """The one letter of the house."""
    (letter,) = letters(house)
    return letter
