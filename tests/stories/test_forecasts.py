"""What the offices of the samples could have expected on a day in the middle of their cases."""

from datetime import date, datetime

import pytest

from config.clock import FixedClock
from config.load import load_programmes
from config.sample import Sample
from domain.commands import Resolve, Return, Submit
from domain.dates import When
from domain.dossier import fold
from domain.errors import Refusal
from domain.events import Event, Opened, Recorded, Resolved, Submitted
from domain.forecast import Reason, ahead, forecast
from domain.forecast.basis import Sitting
from domain.forecast.turning import days_between
from domain.programme import Programme
from domain.vocabulary import MeetingOutcome, ReturnPurpose
from tests.domain.forecasts import a_basis
from tests.forecasts import a_sitting, at, case, earlier_measures, expected
from tests.houses import BERLIN, DESK, JURY, KG, ROOT, TEAM, berlin_case, leipzig_case, sample
from tests.offices import instant
from wording.forecast import cut_off
from wording.language import speak
from workflows.forecasting import ahead_of, turning_of, what_if
from workflows.house import House
from workflows.inbox import open_case, receive
from workflows.walk import catch_up

_READ = load_programmes(sorted((ROOT / "config" / "programmes").glob("*.yaml")))
SHIPPED = {read.programme.programme: read.programme for read in _READ}
POTSDAM, PAPER = "potsdam-drucksache", "DS 01/0349/0000"


@pytest.fixture
def august(a_house: House, clock: FixedClock) -> House:
    """Leipzig on 1 August 2002: measure 2.2 was confirmed in July, went back, and its second round has begun."""
    at(clock, "2001-12-03T08:00")
    earlier_measures(a_house)
    at(clock, "2002-07-22T08:00")
    a_sitting(a_house, "2002-09-04T18:00", "2002-08-23T14:00")
    a_sitting(a_house, "2002-10-09T18:00", "2002-09-27T14:00")
    leipzig_case(a_house, "decision")
    rework = Return(stage="submission", on=When("2002-07-22"), purpose=ReturnPurpose.REWORK, reason="Kostenplan")
    receive(a_house, "2.2", rework, by=DESK)
    catch_up(a_house)
    at(clock, "2002-08-01T08:00")
    return a_house


def test_on_the_first_of_august_2002_the_application_by_the_cut_off_means_the_kg_in_september_and_a_decision_in_november(
    august: House,
) -> None:
    found = turning_of(august, case(august, "2.2"))

    assert found is not None
    assert (found.wanted, found.until) == (("submission",), datetime.fromisoformat("2002-08-23T14:00"))
    kg, decision = found.in_time.at("kg"), found.in_time.at("decision")
    assert kg is not None
    assert decision is not None
    assert kg.likely == date(2002, 9, 4)
    assert decision.likely == date(2002, 11, 18), "the day it was decided on, as the sheet has it"
    assert (decision.earliest, decision.latest) == (date(2002, 11, 11), date(2002, 12, 3))
    assert found.lost == days_between(decision, found.too_late.at("decision")) == 35

    speak("en")
    said = cut_off(case(august, "2.2"), found)
    assert "by Friday, 23 August 2002, 14:00" in said
    assert "4 September 2002" in said
    assert "18 November 2002" in said
    assert said.endswith("5 weeks more.")


def test_what_if_the_application_comes_a_day_after_the_cut_off(august: House) -> None:
    found = what_if(august, case(august, "2.2"), ["Antrag am 24.08.2002 09:00"])

    kg = found.assumed.at("kg")
    assert kg is not None
    assert (kg.likely, kg.why.reason) == (date(2002, 10, 9), Reason.NEXT_MEETING)
    with pytest.raises(Refusal, match="Freitag"):
        what_if(august, case(august, "2.2"), ["Antrag am Freitag"])


def test_when_the_kg_confirms_before_the_second_application_only_that_one_is_waited_for(
    august: House, clock: FixedClock
) -> None:
    at(clock, "2002-09-05T08:00")
    receive(august, "2.2", Resolve(stage="kg", on=When("2002-09-04"), outcome=MeetingOutcome.ADOPTED), by=KG)

    found = what_if(august, case(august, "2.2"), ["submission on 2002-09-24"])

    assert [step.stage for step in found.assumed.steps] == ["submission", "decision", "cofinancing"]
    decision = found.assumed.at("decision")
    assert decision is not None
    assert decision.likely == date(2002, 12, 9), "75 days after the application is a Sunday"
    assert turning_of(august, case(august, "2.2")) is None, "no meeting is ahead that could be missed"


def test_the_jury_of_the_aktionsfonds_deals_with_an_application_in_its_next_meeting(a_house: House, clock: FixedClock) -> None:
    at(clock, "2024-03-04T08:00")
    a_sitting(a_house, "2024-03-20T18:00", body="jury", authority="berlin", programme=BERLIN, by=TEAM)
    a_sitting(a_house, "2024-04-17T18:00", body="jury", authority="berlin", programme=BERLIN, by=TEAM)
    berlin_case(a_house, "AF-1", "application")
    catch_up(a_house)

    nothing = expected(a_house, "AF-1", "jury", BERLIN)
    assert (nothing.earliest, nothing.likely, nothing.why.reason) == (date(2024, 3, 20), None, Reason.DEPENDS)
    receive(a_house, "AF-1", Submit(stage="application", on=When("2024-03-04")), by="bewohnerin", programme=BERLIN)
    jury, grant = expected(a_house, "AF-1", "jury", BERLIN), expected(a_house, "AF-1", "decision", BERLIN)
    assert (jury.likely, jury.why.cut_off) == (date(2024, 3, 20), "")
    assert (grant.likely, grant.why.reason) == (None, Reason.UNKNOWN), "nobody knows yet how long grants take here"
    assert grant.earliest == date(2024, 3, 20)
    at(clock, "2024-03-20T17:30")
    assert expected(a_house, "AF-1", "jury", BERLIN).likely == date(2024, 4, 17), "half past six: the jury has begun"
    receive(
        a_house, "AF-1", Resolve(stage="jury", on=When("2024-03-20"), outcome=MeetingOutcome.ADOPTED), by=JURY, programme=BERLIN
    )  # fmt: skip
    assert ahead_of(a_house, case(a_house, "AF-1", BERLIN))[0].at("jury") is None


@pytest.fixture
def council(a_house: House, clock: FixedClock) -> House:
    """Potsdam's council office with the paper of 2001 on its desk, and meetings of all three bodies ahead."""
    at(clock, "2001-10-24T08:00")
    for body, meets_at in (
        ("svv", "2001-11-07T15:00"), ("svv", "2001-12-05T15:00"), ("svv", "2002-01-30T15:00"),
        ("hauptausschuss", "2001-11-21T17:00"), ("fachausschuss", "2001-12-11T17:00"),
    ):  # fmt: skip
        a_sitting(a_house, meets_at, body=body, authority="potsdam", programme=POTSDAM, by="svv-buero")
    paper: Sample = sample("potsdam-ds-01-0349.yaml")
    open_case(a_house, paper.application, When("2001-10-23"), None, by="svv-buero", key="paper-of-2001-0349")
    receive(a_house, PAPER, Submit(stage="paper", on=When("2001-10-23")), by="svv-buero")
    catch_up(a_house)
    return a_house


def test_the_council_deals_with_a_paper_next_and_its_committees_only_once_it_refers_it_to_them(
    council: House, clock: FixedClock
) -> None:
    found, _ = ahead_of(council, case(council, PAPER, POTSDAM))
    assert [(step.stage, step.likely) for step in found.steps] == [("svv", date(2001, 11, 7))]

    at(clock, "2001-11-08T08:00")
    referred = Resolve(
        stage="svv", on=When("2001-11-07"), outcome=MeetingOutcome.REFERRED, referred_to="Hauptausschuss, Fachausschuss"
    )  # fmt: skip
    receive(council, PAPER, referred, by="svv-buero")
    catch_up(council)
    found, _ = ahead_of(council, case(council, PAPER, POTSDAM))
    assert {step.stage: step.likely for step in found.steps} == {
        "hauptausschuss": date(2001, 11, 21), "fachausschuss": date(2001, 12, 11), "svv": date(2002, 1, 30),
    }  # fmt: skip


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_a_new_case_of_every_shipped_programme_has_its_stages_ahead_and_none_by_referral(key: str) -> None:
    programme = SHIPPED[key]
    opened = Opened("amt", key, "a" * 64, "1", "Ein Vorhaben")
    dossier = fold("d-1", programme, [Recorded(1, opened, When("2010-01-04"), instant(1), "p-1", "")])

    found = forecast(dossier, a_basis(sittings=(), past={}))

    assert [step.stage for step in found.steps] == [stage.key for stage in ahead(dossier)] != []
    assert not any(programme.stages[step.stage].by_referral for step in found.steps)
    assert all(step.earliest >= date(2010, 1, 4) for step in found.steps)


def test_bodies_that_wait_for_each_other_are_not_guessed_at() -> None:
    words = SHIPPED[POTSDAM].model_dump()
    committee = next(stage for stage in words["proceedings"][0]["stages"] if stage["key"] == "hauptausschuss")
    committee["usually_after"] = ("svv",)
    referred = Resolved("svv", 1, MeetingOutcome.REFERRED, "svv", referred_to="Hauptausschuss", committees=("hauptausschuss",))
    said: tuple[Event, ...] = (Opened("amt", POTSDAM, "a" * 64, "1", "Eine Vorlage"), Submitted("paper", 1), referred)
    entries = [Recorded(n, event, When("2010-01-04"), instant(n), "p-1", "") for n, event in enumerate(said, start=1)]
    dossier = fold("d-1", Programme.model_validate(words), entries)
    sittings = tuple(Sitting(body, body, "2010-02-01T18:00") for body in ("svv", "hauptausschuss"))

    found = forecast(dossier, a_basis(sittings=sittings, past={}))

    assert [(step.stage, step.likely, step.why.reason) for step in found.steps] == [
        ("svv", None, Reason.DEPENDS), ("hauptausschuss", None, Reason.DEPENDS),
    ]  # fmt: skip
