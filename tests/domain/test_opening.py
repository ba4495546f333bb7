"""Opening a dossier: who may, with which words, and with its first submission."""

import pytest

from domain.admission.opening import open_dossier
from domain.commands import (
    Return,
    Submit,
)
from domain.dates import When
from domain.errors import (
    BadReference,
    ControlCharacter,
    InTheFuture,
    NoSuchSource,
    NoSuchStage,
    NotYourRole,
    Refusal,
    StageNotOpen,
    TextMissing,
    TextTooLong,
)
from domain.events import Opened, Share, Submitted
from domain.vocabulary import ReturnPurpose
from tests.offices import CITY, LEIPZIG, TODAY, Actor, a_desk, an_opening

JULY = When("2002-07-04")
DOCUMENTS = Return(stage="submission", on=JULY, purpose=ReturnPurpose.DOCUMENTS, reason="Finanzierungsplan fehlt")


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
        ({"title": "\u200b\u2060"}, TextMissing),
        ({"reference": "-2.2"}, BadReference),
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


def test_a_plan_names_only_sources_of_its_programme() -> None:
    with pytest.raises(NoSuchSource, match="lottery"):
        a_desk(plan=(Share("lottery", "100 %"),))
