"""The table of open conditions is what the histories say, whatever happens in whatever order."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.commands import Command, ConfirmFunds, Correct, Decide, Resolve, Return, Submit, Withdraw
from domain.commands.meetings import SettleCondition
from domain.dates import When
from domain.dossier import fold
from domain.errors import Refusal
from domain.vocabulary import CofinancingOutcome, ConditionOutcome, DecisionOutcome, MeetingOutcome, ReturnPurpose
from store import conditions
from store.condition_rows import come_and_gone, condition_rows
from store.conditions import After
from tests.houses import DESK, KG, LEIPZIG, RP, findings, leipzig_case
from tests.offices import Desk, a_desk
from tests.store.test_verify import tamper
from workflows.house import House
from workflows.inbox import receive
from workflows.record import Receipt

ON = When("2002-07-04")
texts = st.lists(st.sampled_from(["Bericht", "Tafel", "ohne Fest"]), min_size=1, max_size=3).map("\n".join)
Key = tuple[str, int, int]


class Table(RuleBasedStateMachine):
    """One dossier and the table its changes write."""

    desk: Desk
    rows: dict[Key, dict[str, Any]]

    @initialize()
    def open(self) -> None:
        self.desk, self.rows = a_desk(), {}
        self.ask(Submit(stage="submission", on=ON))

    def ask(self, asked: Command) -> None:
        before = self.desk.dossier
        try:
            events = self.desk.ask(asked)
        except Refusal:
            return
        come, gone = come_and_gone(before, self.desk.dossier, events)
        for row in gone:
            del self.rows[row["b_dossier"], row["b_seq"], row["b_number"]]
        for row in come:
            key = (row["dossier"], row["seq"], row["number"])
            assert key not in self.rows, "the database would refuse it"
            self.rows[key] = row

    @rule(text=texts, begins=st.sampled_from(["", "neu"]))
    def a_body_sets_conditions(self, text: str, begins: str) -> None:
        outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
        self.ask(Resolve(stage="kg", on=ON, outcome=outcome, conditions=text, begins_round=begins))

    @rule(text=texts, outcome=st.sampled_from(DecisionOutcome))
    def the_authority_decides(self, text: str, outcome: DecisionOutcome) -> None:
        self.ask(Decide(stage="decision", on=ON, outcome=outcome, conditions=text, reason="Mittel"))

    @rule(outcome=st.sampled_from(CofinancingOutcome))
    def the_money_is_confirmed(self, outcome: CofinancingOutcome) -> None:
        self.ask(ConfirmFunds(stage="cofinancing", on=ON, outcome=outcome, reason="-"))

    @rule(seq=st.integers(1, 12), number=st.integers(1, 3), outcome=st.sampled_from(ConditionOutcome))
    def a_condition_ends(self, seq: int, number: int, outcome: ConditionOutcome) -> None:
        self.ask(SettleCondition(seq=seq, number=number, on=ON, outcome=outcome, proof="Beleg"))

    @rule(
        which=st.integers(0, 20), void=st.booleans(), text=st.one_of(st.none(), texts),
        outcome=st.sampled_from([None, "adopted", "adopted_with_conditions", "postponed", "refused", "granted"]),
    )  # fmt: skip
    def somebody_corrects(self, which: int, void: bool, text: str | None, outcome: str | None) -> None:  # noqa: FBT001 - drawn
        facts = self.desk.dossier.facts
        self.ask(Correct(seq=facts[which % len(facts)].seq, reason="verlesen", void=void, text=text, outcome=outcome))

    @rule(keep=st.sampled_from([(), ("kg",)]))
    def it_goes_back(self, keep: tuple[str, ...]) -> None:
        rework = ReturnPurpose.REWORK
        self.ask(Return(stage="submission", on=ON, purpose=rework, reason="Kosten", keep=keep))
        self.ask(Submit(stage="submission", on=ON))

    @rule()
    def it_is_withdrawn(self) -> None:
        self.ask(Withdraw(on=ON, reason="verkauft"))

    @invariant()
    def the_table_is_what_the_history_says(self) -> None:
        if hasattr(self, "desk"):
            dossier = self.desk.dossier
            anew = condition_rows(fold(dossier.id, dossier.programme, dossier.entries))
            assert list(self.rows.values()) == anew or sorted(self.rows) == sorted(
                (row["dossier"], row["seq"], row["number"]) for row in anew
            )
            assert all(row in self.rows.values() for row in anew)


TestTable = Table.TestCase
TestTable.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)


def _with_conditions(house: House, reference: str = "2.2", text: str = "ohne Fest\nBericht") -> Receipt:
    leipzig_case(house, "kg", reference)
    outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    return _tell(house, reference, Resolve(stage="kg", on=ON, outcome=outcome, conditions=text), KG)


def _tell(house: House, reference: str, command: Command, by: str = DESK) -> Receipt:
    return receive(house, reference, command, by=by, programme=LEIPZIG, authority="leipzig")


def _listed(house: House, programmes: Sequence[str] = (LEIPZIG,)) -> list[tuple[str, str]]:
    with house.database.reading() as connection:
        found = conditions.page(connection, "leipzig", programmes=programmes)
    return [(one.reference, one.text) for one in found]


def test_a_condition_is_listed_until_it_ends_and_again_when_its_end_is_taken_out(a_house: House) -> None:
    receipt = _with_conditions(a_house)
    assert _listed(a_house) == [("2.2", "ohne Fest"), ("2.2", "Bericht")]
    met = SettleCondition(seq=receipt.seq, number=1, on=ON, outcome=ConditionOutcome.MET, proof="Plan")
    ended = _tell(a_house, "2.2", met)
    assert _listed(a_house) == [("2.2", "Bericht")]
    _tell(a_house, "2.2", Correct(seq=ended.seq, void=True, reason="falsche Akte"))
    assert _listed(a_house) == [("2.2", "ohne Fest"), ("2.2", "Bericht")]
    _tell(a_house, "2.2", Correct(seq=receipt.seq, text="Bericht\nohne Fest\nTafel", reason="Protokoll"))
    assert _listed(a_house) == [("2.2", "Bericht"), ("2.2", "ohne Fest"), ("2.2", "Tafel")]
    assert findings(a_house) == []


def test_a_round_without_the_bodys_result_has_none_of_its_conditions(a_house: House) -> None:
    _with_conditions(a_house)
    _tell(a_house, "2.2", Return(stage="submission", on=ON, purpose=ReturnPurpose.REWORK, reason="Kosten"))
    assert _listed(a_house) == []
    assert findings(a_house) == []


def test_a_refusal_ends_what_nobody_has_to_meet_any_more(a_house: House) -> None:
    _with_conditions(a_house)
    refusal = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="Mittel")
    _tell(a_house, "2.2", refusal, RP)
    assert _listed(a_house) == []
    assert findings(a_house) == []


def test_pages_follow_each_other_without_a_gap_the_longest_open_first(a_house: House) -> None:
    for reference in ("1", "2", "3"):
        _with_conditions(a_house, reference)
    found: list[tuple[str, str]] = []
    after: After | None = None
    while True:
        with a_house.database.reading() as connection:
            page = conditions.page(connection, "leipzig", programmes=[LEIPZIG], after=after, limit=2)
        if not page:
            break
        found += [(one.reference, one.text) for one in page]
        last = page[-1]
        after = After(last.since, last.dossier, last.seq, last.number)
    assert sorted(found, key=lambda one: one[0]) == [
        (reference, text) for reference in ("1", "2", "3") for text in ("ohne Fest", "Bericht")
    ]


def test_the_list_is_that_of_the_authority_and_the_programmes_asked_for(a_house: House) -> None:
    _with_conditions(a_house)
    assert _listed(a_house, programmes=[]) == _listed(a_house, programmes=["berlin-aktionsfonds"]) == []
    with a_house.database.reading() as connection:
        assert conditions.page(connection, "berlin", programmes=[LEIPZIG]) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM open_condition WHERE dossier = :id AND number = 2",
        "UPDATE open_condition SET text = 'nichts' WHERE dossier = :id",
        "UPDATE open_condition SET since = '2026-11-20T08:00:00.000000Z' WHERE dossier = :id",
        "INSERT INTO open_condition VALUES (:id, 2, 1, 'leipzig', '2026-11-20T08:00:00.000000Z', 'mehr')",
    ],
)
def test_a_table_of_conditions_that_differs_from_the_history_is_named(a_house: House, statement: str) -> None:
    receipt = _with_conditions(a_house)
    tamper(a_house, receipt.dossier.id, statement)
    assert [(found.what, found.detail) for found in findings(a_house)] == [("projection_differs", "open_condition")]


def test_a_party_nobody_named_and_one_that_is_gone_are_found(a_house: House) -> None:
    dossier = leipzig_case(a_house, "kg").dossier.id
    tamper(a_house, dossier, "DELETE FROM party_of WHERE dossier = :id")
    assert [(found.what, found.detail) for found in findings(a_house)] == [("projection_differs", "party_of")]
