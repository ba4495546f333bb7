"""Why a case cannot be moved to another version of its programme: one version for every hindrance there is."""

from typing import Any

import pytest

from domain.admission.repinning import Outlook, Verdict, outlook
from domain.commands import Decide, Resolve, Submit
from domain.dates import When
from domain.errors.repinning import (
    AreaMissing,
    CountsOtherwise,
    MoneyWouldChange,
    NameGone,
    NeedsAPerson,
    NobodyWouldAct,
    ProceedingGone,
    StageElsewhere,
    StageGone,
)
from domain.events import Share
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from tests.changed_programmes import Edit, approval_of, changed, stage_of
from tests.offices import BERLIN, LEIPZIG, TEAM, Desk, a_desk, a_dossier

PLAN = (Share("erdf", "75 %"), Share("town", "25 %"))


def hindrances(desk: Desk, edit: Edit) -> list[type[NeedsAPerson]]:
    to, _hash = changed(desk.dossier.programme, edit)
    found = outlook(desk.dossier, to)
    assert (found.verdict is Verdict.NEEDS_A_PERSON) == bool(found.hindrances)
    assert all("{" not in str(one) for one in found.hindrances)
    return [type(one) for one in found.hindrances]


def without(proceeding: str) -> Edit:
    def edit(words: dict[str, Any]) -> None:
        words["proceedings"] = [one for one in words["proceedings"] if one["key"] != proceeding]

    return edit


@pytest.mark.parametrize("at", ["submission", "kg", "decision", "cofinancing", "end"])
def test_under_its_own_version_every_case_stays(at: str) -> None:
    desk = a_dossier(at)
    desk.follow()

    assert outlook(desk.dossier, LEIPZIG) == Outlook(Verdict.STAYS)


def test_a_stage_that_became_another_kind_or_moved_to_another_proceeding_is_something_else() -> None:
    def decided(words: dict[str, Any]) -> None:
        stage = stage_of(words, "kg")
        stage["kind"] = "decision"
        del stage["body"]

    def moved(words: dict[str, Any]) -> None:
        kg = stage_of(words, "kg")
        approval_of(words).remove(kg)
        kg["usually_after"] = []
        stage_of(words, "decision")["needs"] = ["submission"]
        words["proceedings"][0]["stages"].append(kg)

    assert hindrances(a_dossier("decision"), decided)[0] is StageElsewhere
    assert hindrances(a_dossier("decision"), moved) == [StageElsewhere]
    assert hindrances(a_dossier("submission"), moved) == []


def test_a_proceeding_that_had_an_end_may_not_disappear() -> None:
    desk = a_dossier("end")
    desk.ask(Submit(stage="request", on=When("2003-01-07")))
    desk.ask(Decide(stage="change", on=When("2003-02-07"), outcome=DecisionOutcome.GRANTED))
    desk.follow()

    assert set(hindrances(desk, without("amendment"))) == {StageGone, ProceedingGone}
    assert hindrances(a_dossier("kg"), without("amendment")) == []


def test_a_source_of_money_the_plan_names_may_not_disappear() -> None:
    def edit(words: dict[str, Any]) -> None:
        words["sources"][0]["key"] = "efre"

    assert hindrances(a_dossier("kg", plan=PLAN), edit) == [NameGone]
    assert hindrances(a_dossier("kg"), edit) == []


def test_yearly_amounts_need_an_area() -> None:
    def edit(words: dict[str, Any]) -> None:
        words["budgets"] = [{"since": "2000-01-01", "per_area_and_year": "10000", "per_project": "1500"}]

    assert hindrances(a_dossier("kg"), edit) == [AreaMissing]
    assert hindrances(a_dossier("kg", area="Westen"), edit) == []


def test_what_was_noted_may_not_come_to_count_for_something_else() -> None:
    noted, _hash = changed(LEIPZIG, lambda words: stage_of(words, "kg").update(noted_is_enough=True))
    desk = a_desk(noted)
    desk.ask(Submit(stage="submission", on=When("2002-05-24")))
    desk.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.NOTED))

    assert CountsOtherwise in hindrances(desk, lambda words: stage_of(words, "kg").pop("noted_is_enough"))


@pytest.mark.parametrize("budgets", [[], [{"since": "2005-01-01", "per_area_and_year": "8000", "per_project": "900"}]])
def test_money_that_was_given_stays_in_its_budget(budgets: list[dict[str, str]]) -> None:
    funded, _hash = changed(
        BERLIN, lambda words: words["budgets"].insert(0, {"since": "2005-01-01", "per_area_and_year": "9", "per_project": "9"})
    )
    desk = a_desk(funded, TEAM, area="Beispielkiez")
    desk.ask(Submit(stage="application", on=When("2009-03-04")), TEAM)
    desk.ask(Resolve(stage="vote", on=When("2009-03-20"), outcome=MeetingOutcome.ADOPTED), TEAM)
    desk.ask(Decide(stage="award", on=When("2009-03-21"), outcome=DecisionOutcome.GRANTED, amount=900), TEAM)

    def edit(words: dict[str, Any]) -> None:
        words["budgets"] = budgets

    assert hindrances(desk, edit) == ([] if budgets else [MoneyWouldChange])


def test_a_case_that_would_wait_for_nobody_needs_a_person() -> None:
    """The only stage left to it deals with what is referred, and nobody refers any more."""

    def edit(words: dict[str, Any]) -> None:
        stage_of(words, "kg").update(by_referral=True)
        stage_of(words, "decision")["usually_after"] = ["kg"]
        stage_of(words, "decision")["needs"] = ["submission"]

    assert NobodyWouldAct in hindrances(a_dossier("kg"), edit)
