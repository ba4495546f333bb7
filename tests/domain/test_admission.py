"""What may be recorded, by whom, and what each refusal says. A refusal changes nothing."""

from datetime import date

import pytest

from domain.admission import open_dossier
from domain.commands import (
    Actor,
    Command,
    ConfirmFunds,
    Decide,
    ReportStatus,
    Resolve,
    Return,
    Submit,
    SupplyDocuments,
    Withdraw,
)
from domain.dates import When
from domain.errors import (
    AlreadySettled,
    AreaNeeded,
    AwaitsDocuments,
    BeforeItsGate,
    ControlCharacter,
    DateNeeded,
    DetailNeeded,
    DetailNotAllowed,
    GateWasRejected,
    InTheFuture,
    NoSuchSource,
    NoSuchStage,
    NothingAskedFor,
    NothingToReturn,
    NotReturnable,
    NotYourRole,
    OverTheCap,
    ProceedingFinished,
    ReasonNeeded,
    Refusal,
    StageNotOpen,
    TextMissing,
    TextTooLong,
)
from domain.events import Decided, Opened, Resolved, Submitted
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, ImplementationStatus, MeetingOutcome, ReturnPurpose
from tests.offices import BERLIN, CITY, LEIPZIG, TEAM, TODAY, Desk, a_desk, a_dossier, an_opening

JULY = When("2002-07-04")
DOCUMENTS = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="Finanzierungsplan fehlt")


def refused(desk: Desk, asked: Command, by: Actor | None = None) -> Refusal:
    """Ask, expect a refusal, and see that the dossier is the same as before."""
    before = desk.dossier
    with pytest.raises(Refusal) as caught:
        desk.ask(asked, by) if by else desk.ask(asked)
    assert desk.dossier is before
    assert "{" not in str(caught.value), "every value the sentence names is there"
    return caught.value


def test_an_application_a_confirmation_and_a_decision_are_recorded_as_they_were_told(confirmed: Desk) -> None:
    events = confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, amount=100))
    assert events == [Decided("decision", 1, DecisionOutcome.GRANTED, None, 100)]
    kinds = [type(entry.event) for entry in confirmed.dossier.entries]
    assert kinds == [Opened, Submitted, Resolved, Decided]


def test_the_body_of_a_meeting_is_the_one_the_programme_names(submitted: Desk) -> None:
    [event] = submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED, vote="17 Ja, 2 Nein"))
    assert event == Resolved("kg", 1, MeetingOutcome.ADOPTED, "kg", vote="17 Ja, 2 Nein")


@pytest.mark.parametrize("stage", ["submission", "kg", "decision"])
def test_who_has_no_role_records_nothing(stage: str, passer_by: Actor) -> None:
    desk = a_dossier(stage)
    command: Command = {
        "submission": Submit(stage="submission", on=JULY),
        "kg": Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED),
        "decision": Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED),
    }[stage]
    assert isinstance(refused(desk, command, passer_by), NotYourRole)


def test_a_decision_belongs_to_the_authority_not_to_the_city(confirmed: Desk, city_clerk: Actor) -> None:
    refusal = refused(confirmed, Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED), city_clerk)
    assert isinstance(refusal, NotYourRole)
    assert "Regional authority" in str(refusal)
    assert "Regierungspräsidium" in refusal.sentence(language="de")


def test_a_decision_needs_both_a_submission_and_a_confirmation(submitted: Desk) -> None:
    refusal = refused(submitted, Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED))
    assert isinstance(refusal, StageNotOpen)
    assert "KG session" in str(refusal)


def test_the_kg_may_confirm_before_the_submission_comes_in() -> None:
    """Domain rules 1.4: never validate kg_date >= submission_date."""
    desk = a_desk()
    desk.ask(Resolve(stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED))
    desk.ask(Submit(stage="submission", on=When("2002-09-24")))
    assert desk.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED))


@pytest.mark.parametrize("outcome", [DecisionOutcome.GRANTED, DecisionOutcome.REFUSED])
def test_a_decision_is_not_dated_before_what_it_rests_on(confirmed: Desk, outcome: DecisionOutcome) -> None:
    asked = Decide(stage="decision", on=When("2002-07-03"), outcome=outcome, reason="-")
    assert isinstance(refused(confirmed, asked), BeforeItsGate)
    assert confirmed.ask(Decide(stage="decision", on=When("2002-07"), outcome=outcome, reason="-")), "a month may hold both"


def test_a_rejection_by_the_body_leaves_only_a_refusal(submitted: Desk) -> None:
    submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.REJECTED))
    assert isinstance(refused(submitted, Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED)), GateWasRejected)
    assert submitted.ask(Decide(stage="decision", on=JULY, outcome=DecisionOutcome.REFUSED, reason="KG lehnte ab"))


@pytest.mark.parametrize("outcome", ["postponed", "not_dealt_with", "withdrawn", "noted"])
def test_a_body_may_deal_with_an_item_again_until_it_has_settled_it(submitted: Desk, outcome: str) -> None:
    """Domain rules 6.2; "noted" passes only where the item was for information."""
    submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome(outcome)))
    submitted.ask(Resolve(stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED))
    again = refused(submitted, Resolve(stage="kg", on=When("2002-09-05"), outcome=MeetingOutcome.ADOPTED))
    assert isinstance(again, AlreadySettled)


@pytest.mark.parametrize(
    ("outcome", "detail"),
    [
        ("adopted_amended", {"conditions": "Kürzung"}),
        ("adopted_with_conditions", {"conditions": "ohne Fest"}),
        ("referred", {"referred_to": "Bauausschuss"}),
        ("resubmission", {"resubmit_on": When("2002-09")}),
    ],
)
def test_an_outcome_that_says_nothing_by_itself_needs_its_detail(
    submitted: Desk, outcome: str, detail: dict[str, object]
) -> None:
    refusal = refused(submitted, Resolve(stage="kg", on=JULY, outcome=MeetingOutcome(outcome)))
    assert isinstance(refusal, DetailNeeded)
    assert next(iter(detail)) in str(refusal)
    assert submitted.ask(Resolve(stage="kg", on=JULY, outcome=MeetingOutcome(outcome), **detail))  # type: ignore[arg-type] # one detail each


@pytest.mark.parametrize("outcome", [DecisionOutcome.REFUSED, DecisionOutcome.PARTIALLY_GRANTED])
def test_less_than_everything_asked_for_needs_grounds(confirmed: Desk, outcome: DecisionOutcome) -> None:
    """§ 39 VwVfG."""
    assert isinstance(refused(confirmed, Decide(stage="decision", on=When("2002-11-18"), outcome=outcome)), DetailNeeded)


def test_a_refusal_names_no_amount(confirmed: Desk) -> None:
    asked = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="-", amount=1)
    assert isinstance(refused(confirmed, asked), DetailNotAllowed)


def test_an_early_start_counts_from_its_effective_date_and_needs_one() -> None:
    desk = a_desk()
    assert isinstance(refused(desk, Decide(stage="consent", outcome=DecisionOutcome.GRANTED)), DetailNeeded)
    asked = Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16"))
    assert desk.ask(asked) == [Decided("consent", 1, DecisionOutcome.GRANTED, When("2000-11-16"))]


def test_no_other_decision_has_an_effective_date(confirmed: Desk) -> None:
    asked = Decide(stage="decision", on=JULY, outcome=DecisionOutcome.GRANTED, effective_on=JULY)
    assert isinstance(refused(confirmed, asked), DetailNotAllowed)


def test_nothing_is_decided_twice(granted: Desk) -> None:
    asked = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)
    assert isinstance(refused(granted, asked), AlreadySettled)


@pytest.mark.parametrize("on", [None, When.unknown()])
def test_a_stage_needs_a_date_unless_the_programme_lets_it_go_without(submitted: Desk, on: When | None) -> None:
    assert isinstance(refused(submitted, Resolve(stage="kg", on=on, outcome=MeetingOutcome.ADOPTED)), DateNeeded)
    granted = a_dossier("cofinancing")
    assert granted.ask(ConfirmFunds(stage="cofinancing", on=on, outcome=CofinancingOutcome.CONFIRMED))


def test_the_future_cannot_be_recorded_and_today_can(submitted: Desk) -> None:
    assert isinstance(refused(submitted, Resolve(stage="kg", on=When("2010-01-05"), outcome=MeetingOutcome.ADOPTED)), InTheFuture)
    assert submitted.ask(Resolve(stage="kg", on=When.of(TODAY), outcome=MeetingOutcome.ADOPTED))


def test_an_unknown_stage_is_answered_with_the_known_ones(submitted: Desk) -> None:
    refusal = refused(submitted, Submit(stage="beauty-contest", on=JULY))
    assert isinstance(refusal, NoSuchStage)
    assert "submission, kg, decision, cofinancing" in str(refusal)


def test_documents_are_asked_for_supplied_and_asked_for_again(submitted: Desk, case_officer: Actor, city_clerk: Actor) -> None:
    supplied = SupplyDocuments(stage="submission", on=JULY)
    assert isinstance(refused(submitted, supplied), NothingAskedFor)
    for _ in range(2):
        submitted.ask(DOCUMENTS, case_officer)
        assert isinstance(refused(submitted, DOCUMENTS), NothingToReturn)
        assert isinstance(refused(submitted, Submit(stage="submission", on=JULY)), AwaitsDocuments)
        submitted.ask(supplied, city_clerk)


def test_while_documents_are_missing_nothing_is_granted_but_a_refusal_is_possible(confirmed: Desk) -> None:
    """An applicant who never answers cannot keep the authority from ending the proceeding."""
    confirmed.ask(DOCUMENTS)
    grant = Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED)
    assert isinstance(refused(confirmed, grant), StageNotOpen)
    assert confirmed.ask(
        Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="Unterlagen fehlen")
    )


def test_only_what_was_submitted_goes_back(submitted: Desk) -> None:
    kg = Return(stage="kg", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="-")
    assert isinstance(refused(submitted, kg), NotReturnable)
    assert isinstance(refused(a_dossier("submission"), DOCUMENTS), NothingToReturn)
    assert isinstance(refused(a_dossier("cofinancing"), DOCUMENTS), ProceedingFinished)


def test_the_applicant_takes_the_application_back_and_that_ends_it(submitted: Desk, city_clerk: Actor) -> None:
    submitted.ask(Withdraw(on=JULY, reason="Haus verkauft"), city_clerk)
    assert isinstance(refused(submitted, Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED)), ProceedingFinished)
    assert isinstance(refused(submitted, Withdraw(on=JULY, reason="noch einmal")), ProceedingFinished)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_and_a_return_need_a_reason(submitted: Desk, reason: str) -> None:
    assert isinstance(refused(submitted, Withdraw(on=JULY, reason=reason)), ReasonNeeded)
    asked = Return(stage="submission", on=JULY, purpose=ReturnPurpose.REWORK, reason=reason)
    assert isinstance(refused(submitted, asked), ReasonNeeded)


def test_the_implementation_may_be_reported_before_anything_is_approved(case_officer: Actor) -> None:
    """Domain rules 1.5: work began in March 2002, the application came in May. Two axes."""
    desk = a_desk()
    desk.ask(ReportStatus(on=When("2002-03"), status=ImplementationStatus.IMPLEMENTATION), case_officer)
    assert desk.dossier.implementation is ImplementationStatus.IMPLEMENTATION
    assert isinstance(refused(desk, ReportStatus(on=JULY, status=ImplementationStatus.PLANNING), CITY), NotYourRole)


def test_every_source_of_the_plan_confirms_for_itself(granted: Desk) -> None:
    def funds(outcome: CofinancingOutcome, *sources: str, reason: str = "") -> ConfirmFunds:
        return ConfirmFunds(stage="cofinancing", outcome=outcome, sources=sources, reason=reason)

    assert isinstance(refused(granted, funds(CofinancingOutcome.CONFIRMED, "lottery")), NoSuchSource)
    assert isinstance(refused(granted, funds(CofinancingOutcome.DECLINED, "town")), DetailNeeded)
    granted.ask(funds(CofinancingOutcome.DECLINED, "town", reason="Haushaltssperre"))
    granted.ask(funds(CofinancingOutcome.CONFIRMED, "erdf"))
    granted.ask(funds(CofinancingOutcome.CONFIRMED, "town"))
    assert isinstance(refused(granted, funds(CofinancingOutcome.CONFIRMED)), ProceedingFinished)


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("reason", "a\r\nBcc: all@example.org", ControlCharacter),
        ("reason", "x" * 5_000, TextTooLong),
        ("vote", "17\nJa", ControlCharacter),
    ],
)
def test_typed_texts_keep_the_rules_whichever_command_they_come_with(
    confirmed: Desk, field: str, text: str, kind: type[Refusal]
) -> None:
    asked: Command
    if field == "vote":
        asked = Resolve(stage="kg", on=JULY, outcome=MeetingOutcome.ADOPTED, vote=text)
    else:
        asked = Decide(stage="decision", on=JULY, outcome=DecisionOutcome.REFUSED, reason=text)
    assert isinstance(refused(confirmed, asked), kind)


def berlin(area: str = "Pankstraße") -> Desk:
    """An application to the jury that waits for the confirmation of its award."""
    desk = a_desk(BERLIN, actor=TEAM, area=area, on=When("2009-12-01"))
    desk.today = date(2016, 1, 1)
    desk.ask(Submit(stage="application", on=When("2014-12-01")), TEAM)
    desk.ask(Resolve(stage="vote", on=When("2014-12-02"), outcome=MeetingOutcome.ADOPTED), TEAM)
    return desk


@pytest.mark.parametrize(("on", "most"), [("2014-12-31", 100_000), ("2015-01-01", 150_000)])
def test_an_award_keeps_the_cap_that_is_in_force_on_its_day(on: str, most: int) -> None:
    """Domain rules 5.2: amounts are dated parameters."""
    desk = berlin()
    refusal = refused(desk, Decide(stage="award", on=When(on), outcome=DecisionOutcome.GRANTED, amount=most + 1), TEAM)
    assert isinstance(refusal, OverTheCap)
    assert desk.ask(Decide(stage="award", on=When(on), outcome=DecisionOutcome.GRANTED, amount=most), TEAM)


def test_where_money_is_capped_an_award_names_its_amount_and_the_application_its_area() -> None:
    award = Decide(stage="award", on=When("2015-02-01"), outcome=DecisionOutcome.GRANTED)
    assert isinstance(refused(berlin(), award, TEAM), DetailNeeded)
    assert isinstance(refused(berlin(area=""), award, TEAM), AreaNeeded)


def test_a_dossier_opens_with_its_first_submission() -> None:
    events = open_dossier(LEIPZIG, an_opening(), Submit(stage="submission", digest="d" * 64), CITY, TODAY)
    assert [type(event) for event, _ in events] == [Opened, Submitted]
    assert [on for _, on in events] == ["2002-05-24", "2002-05-24"]


@pytest.mark.parametrize(
    ("submit", "kind"),
    [
        (Submit(stage="submission", on=When("2010-01-05")), InTheFuture),
        (Submit(stage="nowhere"), NoSuchStage),
        (Submit(stage="request"), StageNotOpen),
    ],
)
def test_the_first_submission_keeps_the_same_rules_as_a_later_one(submit: Submit, kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        open_dossier(LEIPZIG, an_opening(), submit, CITY, TODAY)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"title": ""}, TextMissing),
        ({"title": "x" * 5_000}, TextTooLong),
        ({"title": "Fest\r\nBcc: all@example.org"}, ControlCharacter),
        ({"reference": "2\n2"}, ControlCharacter),
        ({"on": When("2010-01-05")}, InTheFuture),
    ],
)
def test_a_dossier_does_not_open_with_bad_words(said: dict[str, object], kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        a_desk(**said)  # type: ignore[arg-type] # the fields of Open


def test_only_who_may_submit_or_administers_may_open(passer_by: Actor, kg_secretary: Actor, case_officer: Actor) -> None:
    for nobody in (passer_by, kg_secretary):
        with pytest.raises(NotYourRole):
            a_desk(actor=nobody)
    assert a_desk(actor=case_officer).dossier.version == 1
