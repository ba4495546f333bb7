"""What-if questions in words: read in both languages, refused with the place where they say nothing."""

import pytest

from domain.commands import Return
from domain.dates import When
from domain.errors import Refusal
from domain.errors.forecasting import (
    AssumedDayBad,
    AssumedDayFar,
    AssumedDayPast,
    AssumedTwice,
    NoDayAssumed,
    NoSuchStep,
    NothingIsAskedFor,
)
from domain.forecast.assuming import assumptions
from domain.vocabulary import ReturnPurpose
from tests.domain.forecasts import minute
from tests.offices import Desk, a_desk, a_dossier

NOW = minute("2010-01-04T09:30")


def awaiting_documents() -> Desk:
    desk = a_dossier("kg")
    desk.ask(Return(stage="submission", purpose=ReturnPurpose.DOCUMENTS, reason="Kosten", on=When("2010-01-04")))
    return desk


@pytest.mark.parametrize(
    ("typed", "stage", "until"),
    [
        ("documents on 2010-01-15", "submission", "2010-01-15T23:59"),
        ("Unterlagen am 15.01.2010 14:00", "submission", "2010-01-15T14:00"),
        ("  Unterlagen  am 15.1.2010, 9 Uhr ", "submission", "2010-01-15T09:00"),
        ("Nachforderung am 15.1.2010 um 14:30 Uhr", "submission", "2010-01-15T14:30"),
        ("kg on 2010-02-01", "kg", "2010-02-01T23:59"),
        ("KG-Sitzung am 01.02.2010", "kg", "2010-02-01T23:59"),
        ("ENTSCHEIDUNG am 2010-03-01", "decision", "2010-03-01T23:59"),
        ("documents on 2010-01-04 08:00", "submission", "2010-01-04T08:00"),
    ],
)
def test_what_is_assumed_is_read_in_both_languages(typed: str, stage: str, until: str) -> None:
    (read,) = assumptions(awaiting_documents().dossier, [typed], NOW)

    assert (read.stage, read.at) == (stage, minute(until))


def test_an_application_that_is_owed_can_be_assumed_by_what_people_call_it() -> None:
    for word in ("submission", "Antrag", "application"):
        assert assumptions(a_desk().dossier, [f"{word} on 2010-02-01"], NOW)[0].stage == "submission"


@pytest.mark.parametrize(
    ("typed", "refusal", "position"),
    [
        ("documents", NoDayAssumed, 10),
        ("documents on", NoDayAssumed, 13),
        ("", NoDayAssumed, 1),
        ("documents on Friday", AssumedDayBad, 14),
        ("documents on 2010-02-30", AssumedDayBad, 14),
        ("Unterlagen am 15.01.2010 25:00", AssumedDayBad, 15),
        ("Unterlagen am 15.01.2010 14", AssumedDayBad, 15),
        ("documents on 2010-01-03", AssumedDayPast, 14),
        ("documents on 2021-01-01", AssumedDayFar, 14),
        ("documents on 9999-12-31", AssumedDayFar, 14),
    ],
)
def test_what_says_no_day_is_refused_with_its_place(typed: str, refusal: type[Refusal], position: int) -> None:
    with pytest.raises(refusal) as caught:
        assumptions(awaiting_documents().dossier, [typed], NOW)

    assert caught.value.values["position"] == position
    assert "{" not in str(caught.value)


def test_a_step_that_is_not_ahead_is_refused_with_those_that_are() -> None:
    with pytest.raises(NoSuchStep, match="decision, cofinancing"):
        assumptions(a_dossier("decision").dossier, ["kg on 2010-02-01"], NOW)
    with pytest.raises(NothingIsAskedFor, match="decision"):
        assumptions(a_dossier("decision").dossier, ["documents on 2010-02-01"], NOW)
    with pytest.raises(NoSuchStep, match="–"):
        assumptions(a_dossier("end").dossier, ["kg on 2010-02-01"], NOW)


def test_a_step_is_assumed_once() -> None:
    with pytest.raises(AssumedTwice):
        assumptions(awaiting_documents().dossier, ["documents on 2010-02-01", "submission on 2010-02-02"], NOW)
