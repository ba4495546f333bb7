"""What another version of a programme would mean for a case: it stays, it could move, or it needs a person."""

import time

import pytest

from domain.admission.repinning import Outlook, Verdict, What, outlook
from domain.errors.repinning import (
    GateWouldNotHold,
    OutcomeGone,
    ResultWouldChange,
    StageGone,
)
from domain.programme import Programme
from tests.changed_programmes import approval_of, changed, retitled, stage_of, store_changed, with_a_hearing, without_the_kg
from tests.houses import (
    DESK,
    LEIPZIG,
    events_of,
    findings,
    leipzig_case,
    worklist,
)
from workflows.house import House
from workflows.inbox import look
from workflows.record import Receipt
from workflows.repinning import Ahead, counted, move, preview
from workflows.walk import catch_up

REASON = "Neue Fassung der Richtlinie"


def of(found: list[Ahead], reference: str) -> Outlook:
    return next(one.outlook for one in found if one.reference == reference)


def moved(house: House, reference: str, to: Programme, hash_: str, by: str = DESK) -> Receipt:
    return move(house, look(house, reference), to, hash_, by=by, reason=REASON)


def test_a_new_title_changes_nothing_for_a_case(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    to, hash_ = store_changed(a_house, LEIPZIG, retitled)

    assert of(preview(a_house, to, hash_), "2.2") == Outlook(Verdict.STAYS)


def test_a_new_stage_ahead_is_told_with_whom_the_case_would_wait_for_instead(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    catch_up(a_house)
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)

    found = of(preview(a_house, to, hash_), "2.2")

    assert found.verdict is Verdict.COULD_MOVE
    assert [(one.what, one.stage.de) for one in found.differences] == [
        (What.WAITS, "Anhörung"),
        (What.NO_LONGER, "Projektentscheidung"),
        (What.NEW_STAGE, "Anhörung"),
        (What.OTHER_RULES, "Projektentscheidung"),
    ]


def test_a_deadline_that_would_no_longer_run_is_told(a_house: House) -> None:
    limited, old = store_changed(
        a_house, LEIPZIG, lambda words: stage_of(words, "decision").update(within={"months": 3}), "2026-11-23T09:00:00.000000Z"
    )
    leipzig_case(a_house, "decision")
    assert look(a_house, "2.2").dossier.pinned == old
    catch_up(a_house)
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)

    found = of(preview(a_house, to, hash_), "2.2")

    assert "decision" in limited.stages
    [lost] = [one for one in found.differences if one.what is What.DEADLINE_LOST]
    assert lost.due is not None
    assert lost.stage.de == "Projektentscheidung"


def test_an_entry_at_a_stage_that_is_gone_needs_a_person(a_house: House) -> None:
    leipzig_case(a_house, "decision")
    to, hash_ = store_changed(a_house, LEIPZIG, without_the_kg)
    before = events_of(a_house)

    found = of(preview(a_house, to, hash_), "2.2")
    with pytest.raises(StageGone):
        moved(a_house, "2.2", to, hash_)

    assert found.verdict is Verdict.NEEDS_A_PERSON
    assert isinstance(found.hindrances[0], StageGone)
    assert events_of(a_house) == before


def test_a_stage_nobody_has_recorded_anything_at_may_fall_away(a_house: House) -> None:
    leipzig_case(a_house, "kg")
    catch_up(a_house)
    to, hash_ = store_changed(a_house, LEIPZIG, without_the_kg)

    found = of(preview(a_house, to, hash_), "2.2")
    moved(a_house, "2.2", to, hash_)
    catch_up(a_house)

    assert found.verdict is Verdict.COULD_MOVE
    assert worklist(a_house) == [("2.2", "decision", "granting_authority")]
    assert findings(a_house) == []


def test_an_outcome_that_is_no_longer_known_needs_a_person(a_house: House) -> None:
    leipzig_case(a_house, "decision")

    def edit(words: dict[str, object]) -> None:
        stage_of(words, "kg")["outcomes"] = ["adopted_with_conditions", "rejected"]

    to, hash_ = store_changed(a_house, LEIPZIG, edit)

    assert isinstance(of(preview(a_house, to, hash_), "2.2").hindrances[0], OutcomeGone)


def test_a_gate_that_would_not_hold_needs_a_person(a_house: House) -> None:
    """The decision was made without a hearing, which the new version wants before it."""
    leipzig_case(a_house, "cofinancing")
    to, hash_ = store_changed(a_house, LEIPZIG, with_a_hearing)

    assert isinstance(of(preview(a_house, to, hash_), "2.2").hindrances[0], GateWouldNotHold)


def test_a_result_that_would_change_needs_a_person(a_house: House) -> None:
    """The amendment goes on, the approval had ended: a stage added to it would open it again."""
    leipzig_case(a_house, "end")

    def edit(words: dict[str, object]) -> None:
        approval_of(words).append({
            "key": "notice", "kind": "decision", "title": {"de": "Bescheid"}, "role": "case_officer", "needs": ["cofinancing"],
        })  # fmt: skip

    to, _hash = store_changed(a_house, LEIPZIG, edit)

    assert isinstance(outlook(look(a_house, "2.2").dossier, to).hindrances[0], ResultWouldChange)


def test_a_thousand_cases_are_looked_at_in_seconds(a_house: House) -> None:
    first = leipzig_case(a_house, "decision")
    to, hash_ = changed(first.dossier.programme, with_a_hearing)
    began = time.perf_counter()
    verdicts = [outlook(first.dossier, to).verdict for _ in range(1000)]

    assert set(verdicts) == {Verdict.COULD_MOVE}
    assert time.perf_counter() - began < 10
    assert counted(preview(a_house, to, hash_)) == {Verdict.STAYS: 0, Verdict.COULD_MOVE: 1, Verdict.NEEDS_A_PERSON: 0}
