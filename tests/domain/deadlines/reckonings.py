"""What counting needs in these tests: the shipped rule sets, a calendar of a Land, a programme of a kind of recipient."""

from functools import cache
from pathlib import Path

from config.load import load_programme, load_rule_book
from domain.calendar import OfficeCalendar
from domain.deadlines.rules import Reckoning, RuleBook
from domain.programme import Programme
from domain.vocabulary import Recipient

ROOT = Path(__file__).parents[3]


@cache
def shipped_rules() -> RuleBook:
    return load_rule_book(sorted(ROOT.glob("config/rules/*.yaml")))


@cache
def programme(recipient: Recipient = Recipient.PRIVATE, key: str = "") -> Programme:
    """A shipped programme, as if its grants went to that kind of recipient and it had that key."""
    shipped = load_programme(ROOT / "config/programmes/berlin-projektfonds.yaml").programme
    return shipped.model_copy(update={"recipient": recipient, "programme": key or "some-programme"})


def at(land: str) -> Reckoning:
    return Reckoning(OfficeCalendar(land), shipped_rules())
