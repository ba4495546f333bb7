"""Who may do what: every cell of `duties.yaml` asked of a real dossier, and what holds whatever roles somebody has."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from domain.admission import admit
from domain.commands import Actor, Command, Decide
from domain.duties import DUTIES, Group, Obstacle, role_in
from domain.errors import DetailNeeded, NotYourRole, Refusal
from domain.errors.duties import (
    ConfirmsOwnDecision,
    CorrectsOwnEntry,
    DecidesOwnProposal,
    DeclaresForAnother,
    InConflict,
    OverSigningLimit,
    OwnCase,
    ProposalNeeded,
)
from domain.vocabulary import DecisionOutcome
from tests.domain.duty_cases import ABSENT, COMMANDS, ME, ROLE_OF, a_case, asked, limited, me_as
from tests.offices import TODAY

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("duties.yaml").read_text("utf-8"))
WORDS: dict[str, type[Refusal]] = {
    "R": NotYourRole, "O": OwnCase, "C": InConflict, "F": DeclaresForAnother, "N": ProposalNeeded, "P": DecidesOwnProposal,
    "L": OverSigningLimit, "D": ConfirmsOwnDecision, "E": CorrectsOwnEntry,
}  # fmt: skip
LETTERS = {refusal: letter for letter, refusal in WORDS.items()}


class Cell(NamedTuple):
    """One cell: a command, a group, an obstacle or none, and what is to come out."""

    command: str
    group: str
    obstacle: str
    expected: str


def _cells() -> Iterator[Cell]:
    for command, groups in TABLE["commands"].items():
        for group, row in groups.items():
            for obstacle, expected in zip(("", *TABLE["obstacles"]), row.split(), strict=True):
                yield Cell(command, group, obstacle, expected)


CELLS = tuple(_cells())


def test_the_table_has_every_command_every_group_and_every_obstacle() -> None:
    assert set(TABLE["commands"]) == {command.__name__ for command in DUTIES} == set(COMMANDS)
    assert set(DUTIES) == {each for each in get_args(Command) if isinstance(each, type)}
    assert set(TABLE["obstacles"]) == set(Obstacle)
    assert all(set(groups) == set(Group) for groups in TABLE["commands"].values())
    assert len(CELLS) == len(DUTIES) * len(Group) * (len(Obstacle) + 1)


def answer(cell: Cell, actor: Actor, programme: Any = None) -> str:  # noqa: ANN401 - a programme of the cases
    """What `admit` says in a cell, as a letter of the table; any other refusal passes through and fails the test."""
    case = a_case(cell.command, cell.obstacle, programme)
    try:
        admit(case, asked(cell.command, actor, cell.obstacle), actor, TODAY)
    except tuple(LETTERS) as refusal:
        return LETTERS[type(refusal)]
    return "+"


@pytest.mark.parametrize("command", list(TABLE["commands"]))
def test_every_cell_is_what_the_code_says(command: str) -> None:
    cells = [cell for cell in CELLS if cell.command == command]

    found = [cell._replace(expected=answer(cell, me_as(cell.command, cell.group, cell.obstacle))) for cell in cells]

    assert found == cells


@pytest.mark.parametrize("command", list(TABLE["commands"]))
def test_a_deputy_meets_every_obstacle_of_the_person_they_stand_in_for(command: str) -> None:
    cells = [cell for cell in CELLS if cell.command == command]

    found = [
        cell._replace(expected=answer(cell, me_as(cell.command, cell.group, cell.obstacle, deputy=True))) for cell in cells
    ]

    assert found == cells


@given(
    cell=st.sampled_from([cell for cell in CELLS if cell.obstacle and cell.expected not in "+R"]),
    more=st.frozensets(st.sampled_from(sorted(set(ROLE_OF.values())))),
)
def test_nobody_with_an_obstacle_passes_whatever_roles_they_hold(cell: Cell, more: frozenset[str]) -> None:
    me = me_as(cell.command, cell.group, cell.obstacle)
    if cell.obstacle == Obstacle.FOR_ANOTHER:
        more -= {ROLE_OF["secretary"], ROLE_OF["administrators"]}
    if cell.obstacle == Obstacle.OVER_LIMIT:
        more = frozenset(role for role in more if role != "unlimited")

    assert answer(cell, Actor(me.person, me.handle, me.roles | more, sides=me.sides)) == cell.expected


limits = st.dictionaries(st.sampled_from(["clerk", "head"]), st.integers(1, 1000), min_size=1)


@given(limits=limits, roles=st.frozensets(st.sampled_from(["clerk", "head"]), min_size=1), euros=st.integers(1, 1000))
def test_with_several_roles_the_highest_limit_counts_and_a_role_without_one_signs_any_amount(
    limits: dict[str, int], roles: frozenset[str], euros: int
) -> None:
    programme = limited(limits)
    actor = Actor(ME, "ich", roles, sides=frozenset({ME}))
    wanted = decide(euros * 100)
    may = any(role not in limits or euros <= limits[role] for role in roles)

    try:
        admit(a_case("Decide", "", programme), wanted, actor, TODAY)
    except OverSigningLimit:
        assert not may
        return

    assert may
    signed_as = role_in(programme, actor, wanted)
    assert signed_as not in limits or euros <= limits[signed_as], "the entry names a role that may sign the amount"


def decide(cents: int | None, outcome: DecisionOutcome = DecisionOutcome.GRANTED) -> Decide:
    said = asked("Decide", Actor(ME, "ich", frozenset()), "")
    assert isinstance(said, Decide)
    return Decide(stage=said.stage, on=said.on, outcome=outcome, amount=cents, reason="Mittel")


def test_whoever_signs_up_to_a_limit_names_the_amount_unless_they_refuse() -> None:
    programme = limited({"clerk": 100, "head": 100})
    actor = Actor(ME, "ich", frozenset({"clerk"}), sides=frozenset({ME}))
    case = a_case("Decide", "", programme)

    with pytest.raises(DetailNeeded):
        admit(case, decide(None), actor, TODAY)
    assert admit(case, decide(None, DecisionOutcome.REFUSED), actor, TODAY)


def test_a_deputy_signs_over_their_own_limit_only_in_the_name_of_who_may() -> None:
    programme = limited({"clerk": 100})
    deputy = Actor(ME, "ich", frozenset({"clerk", "head"}), {"head": ABSENT}, frozenset({ME}))

    assert role_in(programme, deputy, decide(5_000)) == "clerk", "within their own limit they act for themselves"
    assert role_in(programme, deputy, decide(50_000)) == "head"
    assert admit(a_case("Decide", "", programme), decide(50_000), deputy, TODAY)


def test_a_proposer_cannot_decide_as_somebody_elses_deputy_either() -> None:
    deputy = Actor(ME, "ich", frozenset({"head"}), {"head": ABSENT}, frozenset({ME}))

    with pytest.raises(DecidesOwnProposal):
        admit(a_case("Decide", Obstacle.OWN_PROPOSAL), decide(10_000), deputy, TODAY)


def test_a_proposal_of_the_last_round_prepares_no_decision_that_begins_the_next() -> None:
    case = a_case("ConfirmFunds", "")
    actor = Actor(ME, "ich", frozenset({"head"}), sides=frozenset({ME}))
    again = decide(10_000)

    with pytest.raises(ProposalNeeded):
        admit(case, Decide(stage=again.stage, on=again.on, outcome=again.outcome, begins_round="neu"), actor, TODAY)
