"""A programme whose cases could not be walked to their end is refused before the first case."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fault import Fault
from domain.programme.faults import faults, percent
from domain.programme.order import passable
from domain.programme.sentences import (
    Cycle,
    NeverBegins,
    NeverPasses,
    NotAMeeting,
    NothingBeginsIt,
    OpenAndYetWaiting,
    RequiresInACircle,
    SharesDoNotAddUp,
    Unreachable,
)
from tests.domain.programme_words import TITLE, chain, programme, session, stage, submission


def found(*proceedings: dict[str, Any], **more: object) -> list[tuple[type[Fault], str]]:
    return [(type(fault), fault.sentence()) for fault in faults(programme(*proceedings, **more))]


def kinds(*proceedings: dict[str, Any], **more: object) -> set[type[Fault]]:
    return {kind for kind, _ in found(*proceedings, **more)}


def test_a_programme_in_order_has_no_faults() -> None:
    approval = chain("approval", submission(), session("board"), stage("decision", needs=["submission", "board"]))
    assert found(approval, chain("change", stage("changed"), starts="on_request", requires="approval")) == []


def test_a_cycle_is_named_from_end_to_end() -> None:
    approval = chain("approval", submission(), stage("a", needs=["b"]), stage("b", needs=["c"]), stage("c", needs=["a"]))
    said = [sentence for kind, sentence in found(approval) if kind is Cycle]
    assert len(said) == 1
    around = said[0].removeprefix("These stages wait for each other: ").split(";")[0].split(" → ")
    assert around[0] == around[-1]
    assert set(around) == {"a", "b", "c"}
    assert len(around) == 4


def test_a_stage_behind_a_cycle_is_unreachable() -> None:
    approval = chain(
        "approval",
        submission(),
        stage("a", needs=["b"]),
        stage("b", needs=["a"]),
        stage("end", needs=["a", "submission"]),
    )
    said = [(kind, sentence) for kind, sentence in found(approval) if kind is Unreachable]
    assert said == [
        (
            Unreachable,
            'The stage "end" can never be reached, as "a" can never pass; mend it, or take it out of "needs".',
        )
    ]


def test_what_follows_a_meeting_that_never_passes_is_unreachable_to_the_end() -> None:
    approval = chain(
        "approval",
        submission(),
        session("board", outcomes=["noted", "rejected"]),
        stage("decision", needs=["board"]),
        stage("money", needs=["decision"]),
    )
    said = found(approval)
    assert [kind for kind, _ in said] == [NeverPasses, Unreachable, Unreachable]
    assert "add at least one of: adopted" in said[0][1]
    assert '"decision" can never be reached, as "board"' in said[1][1]
    assert '"money" can never be reached, as "decision"' in said[2][1]


def test_noting_passes_where_the_programme_says_that_it_is_enough() -> None:
    approval = chain(
        "approval",
        submission(),
        session("board", outcomes=["noted"], noted_is_enough=True),
        stage("end", needs=["board"]),
    )
    assert found(approval) == []


def test_only_a_meeting_can_find_noting_enough() -> None:
    assert kinds(chain("approval", submission(noted_is_enough=True))) == {NotAMeeting}


def test_a_decision_that_can_only_refuse_is_told() -> None:
    approval = chain("approval", submission(), stage("decision", needs=["submission"], outcomes=["refused"]))
    assert kinds(approval) == {NeverPasses}


def test_a_proceeding_whose_every_stage_needs_another_cannot_begin() -> None:
    other = chain("other", stage("x", needs=["y"]), stage("y", needs=["x"]), starts="on_request")
    assert kinds(chain("approval", submission()), other) == {Cycle, NothingBeginsIt}


def test_a_proceeding_that_requires_what_can_never_end_cannot_begin() -> None:
    approval = chain("approval", submission(), session("board", outcomes=["postponed"]))
    change = chain("change", stage("changed"), starts="on_request", requires="approval")
    said = found(approval, change)
    assert [kind for kind, _ in said] == [NeverPasses, NeverBegins]
    assert '"change" can never begin, as "approval" can never be passed' in said[1][1]


def test_proceedings_that_wait_for_each_other_are_told_with_those_behind_them() -> None:
    said = found(
        chain("approval", submission()),
        chain("a", stage("sa"), starts="on_request", requires="b"),
        chain("b", stage("sb"), starts="on_request", requires="a"),
        chain("behind", stage("sc"), starts="on_request", requires="a"),
    )
    assert [kind for kind, _ in said] == [RequiresInACircle, NeverBegins]
    assert any(way in said[0][1] for way in ("a → b → a", "b → a → b"))


def test_a_proceeding_cannot_begin_at_opening_and_wait_for_another() -> None:
    assert kinds(chain("approval", submission()), chain("x", stage("y"), requires="approval")) == {OpenAndYetWaiting}


def test_the_customary_order_may_run_against_no_gate() -> None:
    approval = chain("approval", submission(usually_after=["decision"]), stage("decision", needs=["submission"]))
    said = [sentence for kind, sentence in found(approval) if kind is Cycle]
    assert said
    assert said[0].endswith('take one of them out of "usually_after".')


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        (("1/3", "1/3"), "200/3 %"),
        (("99.99 %", "0.02 %"), "100.01 %"),
        (("50 %", "25 %"), "75 %"),
        (("1/3", "67 %"), "301/3 %"),
    ],
)
def test_shares_that_are_not_the_whole_are_told_with_their_exact_sum(shares: tuple[str, ...], total: str) -> None:
    sources = [{"key": f"s{n}", "title": TITLE, "share": s, "takes_remainder": n == 0} for n, s in enumerate(shares)]
    said = found(chain("approval", submission()), sources=sources)
    assert said == [(SharesDoNotAddUp, f"The shares add up to {total} instead of 100 %; change them so that they do.")]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_exact_thirds_and_sevenths_always_add_up(weights: list[int]) -> None:
    whole = sum(weights)
    sources = [
        {"key": f"s{n}", "title": TITLE, "share": f"{weight}/{whole}", "takes_remainder": n == 0}
        for n, weight in enumerate(weights)
    ]
    assert found(chain("approval", submission()), sources=sources) == []


@given(st.fractions(min_value=0, max_value=3, max_denominator=10**6))
def test_a_sum_of_shares_is_written_without_rounding(share: Fraction) -> None:
    assert Fraction(percent(share).removesuffix(" %")) == share * 100


@given(st.lists(st.lists(st.integers(0, 7), max_size=3), min_size=1, max_size=8))
def test_every_stage_passable_means_no_cycle_and_the_other_way_round(gates: list[list[int]]) -> None:
    """Two independent ways to the same answer: a fixpoint over the gates, and the sorter of the standard library."""
    keys = [f"s{n}" for n in range(len(gates))]
    stages = [
        stage(key, needs=[keys[gate] for gate in dict.fromkeys(needs) if gate < len(keys)])
        for key, needs in zip(keys, gates, strict=True)
    ]
    walked = programme(chain("approval", submission()), chain("walk", *stages, starts="on_request"))
    complete = len(passable(walked.proceedings[1])) == len(keys)
    assert complete == all(kind is not Cycle for kind in (type(fault) for fault in faults(walked)))
