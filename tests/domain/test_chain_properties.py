"""Whatever people ask in whatever order, these promises hold after every step."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain import standing
from domain.answers import Passed, Rejected
from domain.commands import (
    Command,
    Correct,
    Return,
)
from domain.dates import When
from domain.dossier import Dossier, fold
from domain.errors import Refusal
from domain.events import Recorded
from domain.events.chain import Closed, StageOpened
from domain.follows import natural_key
from domain.programme import Stage
from domain.vocabulary import (
    DecisionOutcome,
    ReturnPurpose,
    StageKind,
)
from tests.domain.asking import DAYS, admissible, commands, keeps, maybe_whens, of_kind, outcomes, usual
from tests.offices import LEIPZIG, TODAY, Desk, a_desk, what_follows


class Office(RuleBasedStateMachine):
    """One dossier, many people, no plan."""

    desk: Desk
    before: tuple[Recorded, ...]

    @initialize()
    def open(self) -> None:
        self.desk = a_desk()
        self.before = ()

    @rule(asked=commands)
    def somebody_asks(self, asked: Command) -> None:
        dossier = self.desk.dossier
        try:
            self.desk.ask(asked)
        except Refusal:
            assert self.desk.dossier is dossier

    @rule(which=st.integers(0, 20), on=maybe_whens, void=st.booleans(), outcome=outcomes)
    def somebody_corrects(self, which: int, on: When | None, void: bool, outcome: str | None) -> None:  # noqa: FBT001 - drawn
        facts = self.desk.dossier.facts
        seq = facts[which % len(facts)].seq
        self.somebody_asks(Correct(seq=seq, reason="verlesen", on=on, void=void, outcome=outcome))

    @rule()
    def the_chain_runs(self) -> None:
        self.desk.follow()

    @precondition(lambda self: any(standing.waiting(self.desk.dossier)))
    @rule(which=st.integers(0, 3), outcome=st.integers(0, 5), on=st.sampled_from(DAYS))
    def somebody_does_what_is_their_turn(self, which: int, outcome: int, on: date) -> None:
        lines = list(standing.waiting(self.desk.dossier))
        line = lines[which % len(lines)]
        choices = usual(self.desk.dossier, line.stage, on)
        self.somebody_asks(choices[outcome % len(choices)])

    @rule(
        stage=of_kind(StageKind.SUBMISSION, StageKind.DECISION),
        purpose=st.sampled_from(ReturnPurpose),
        reason=st.sampled_from(["neuer Plan", "Laufzeit"]),
        keep=keeps,
    )
    def somebody_starts_over(self, stage: str, purpose: ReturnPurpose, reason: str, keep: tuple[str, ...]) -> None:
        on = When.of(TODAY)
        if LEIPZIG.stages[stage].kind is StageKind.SUBMISSION:
            self.somebody_asks(Return(stage=stage, on=on, purpose=purpose, reason=reason, keep=keep))
        self.somebody_asks(usual(self.desk.dossier, stage, TODAY, begins_round=reason, keep=keep)[0])

    @invariant()
    def a_dossier_that_grew_is_the_dossier_folded_anew(self) -> None:
        """What `extend` carries over has to be what a fresh fold would read."""
        if not hasattr(self, "desk"):
            return
        grown = self.desk.dossier
        anew = fold(grown.id, grown.programme, grown.entries)
        assert grown == anew
        assert list(standing.waiting(grown)) == list(standing.waiting(anew))
        assert standing.approval_status(grown) is standing.approval_status(anew)
        for stage in grown.programme.stages.values():
            assert standing.standing(grown, stage) == standing.standing(anew, stage)

    @invariant()
    def the_version_is_the_number_of_entries(self) -> None:
        entries = self.desk.dossier.entries
        assert [entry.seq for entry in entries] == list(range(1, self.desk.dossier.version + 1))

    @invariant()
    def nothing_is_ever_taken_out_of_the_history(self) -> None:
        assert self.desk.dossier.entries[: len(self.before)] == self.before
        self.before = self.desk.dossier.entries

    @invariant()
    def every_settled_stage_has_its_gate_settled_and_not_dated_after_it(self) -> None:
        dossier = self.desk.dossier
        for key, number in dossier.visits:
            stage = LEIPZIG.stages[key]
            said = standing.answer(dossier, stage, number)
            if isinstance(said, Passed | Rejected):
                for need in stage.needs:
                    check_gate(dossier, said, LEIPZIG.stages[need], number)

    @invariant()
    def no_amendment_stands_without_a_grant(self) -> None:
        dossier = self.desk.dossier
        if dossier.visits.get(("request", 1)):
            assert standing.finished(dossier, LEIPZIG.by_key["approval"]) in {"granted", "partially_granted"}

    @invariant()
    def what_follows_follows_once(self) -> None:
        looking = Desk(self.desk.dossier)
        looking.follow()
        assert what_follows(looking.dossier) == []
        keys = [natural_key(e.event) for e in looking.dossier.entries if isinstance(e.event, StageOpened | Closed)]
        assert len(keys) == len(set(keys)), "a consequence is recorded once"

    @invariant()
    def nobody_waits_for_nothing(self) -> None:
        dossier = self.desk.dossier
        lines = list(standing.waiting(dossier))
        for proceeding in LEIPZIG.proceedings:
            if dossier.rounds[proceeding.key] and not standing.finished(dossier, proceeding):
                here = [line for line in lines if LEIPZIG.home[line.stage] == proceeding]
                assert here, f"{proceeding.key} goes on, but it is nobody's turn"
                assert any(admissible(dossier, asked) for line in here for asked in usual(dossier, line.stage))

    @invariant()
    def where_it_stands_depends_on_the_facts_alone(self) -> None:
        dossier = self.desk.dossier
        facts = [entry for entry in dossier.entries if not isinstance(entry.event, StageOpened | Closed)]
        bare = fold(dossier.id, LEIPZIG, facts)
        assert [bearing(bare, stage) for stage in LEIPZIG.stages.values()] == [
            bearing(dossier, stage) for stage in LEIPZIG.stages.values()
        ]
        assert standing.approval_status(bare) == standing.approval_status(dossier)


def check_gate(dossier: Dossier, said: Passed | Rejected, gate: Stage, number: int) -> None:
    before = standing.answer(dossier, gate, number)
    assert before is not None, f"{gate.key} is missing"
    if isinstance(before, Passed | Rejected):
        assert not (before.on.known and said.on.known and before.on.certainly_after(said.on))
    if isinstance(before, Rejected):
        assert said.outcome == DecisionOutcome.REFUSED


def bearing(dossier: Dossier, stage: Stage) -> object:
    """Where the stage stands; its due day is the chain's to say."""
    here = standing.standing(dossier, stage)
    return (type(here), here.role, here.since) if isinstance(here, standing.Waits) else here


TestWhateverPeopleAsk = Office.TestCase
TestWhateverPeopleAsk.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
