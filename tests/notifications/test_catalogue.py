"""Who is told what: every event type has its row or its silence; what does not count is not written about."""

from dataclasses import replace

import pytest

from domain.commands import ConfirmFunds, Decide, ReportStatus, Resolve, Return, Submit, SupplyDocuments
from domain.dates import When
from domain.events import Corrected, Withdrawn
from domain.events.payload import TYPES
from domain.vocabulary import (
    CofinancingOutcome,
    DecisionOutcome,
    ImplementationStatus,
    MeetingOutcome,
    ReturnPurpose,
)
from notifications.catalogue import CATALOGUE, SILENT, owed
from tests.notifications.letters import SITUATIONS, last_owed, opened
from tests.offices import Desk, a_dossier

KG = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
DOCUMENTS = Return(stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt")
BY_ERDF = ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED, sources=("erdf",))
BY_TOWN = ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED, sources=("town",))


def templates(desk: Desk, after: int = 0) -> list[str]:
    return [letter.template for letter in owed(desk.dossier, after)]


def test_every_event_type_has_a_row_or_its_silence() -> None:
    told = {row.event for row in CATALOGUE}

    assert told | SILENT == set(TYPES.values())
    assert told & SILENT == set()


def test_every_row_has_its_own_template_and_a_subject_in_both_languages() -> None:
    assert len({row.template for row in CATALOGUE}) == len(CATALOGUE)
    assert [row.template for row in CATALOGUE if not (row.subject.de and row.subject.en)] == []


def test_the_situations_of_these_tests_owe_every_letter_of_the_catalogue() -> None:
    assert {last_owed(situation()).template for situation in SITUATIONS.values()} == {row.template for row in CATALOGUE}


def test_a_whole_case_owes_one_letter_for_each_fact_in_their_order() -> None:
    desk = opened("end")
    desk.follow()

    assert templates(desk) == ["receipt", "meeting_outcome", "decision", "financing_settled"]
    assert [letter.seq for letter in owed(desk.dossier, 0)] == [2, 3, 4, 5]


def test_only_what_came_after_the_number_given_is_owed() -> None:
    desk = opened("end")

    assert templates(desk, after=3) == ["decision", "financing_settled"]
    assert templates(desk, after=desk.dossier.version) == []


@pytest.mark.parametrize(
    ("parties", "addressee"),
    [
        ({"contact": "c", "sponsor": "s", "applicant": "a"}, ["c"]),
        ({"contact": "", "sponsor": "s", "applicant": "a"}, ["s"]),
        ({"contact": "", "sponsor": "", "applicant": "a"}, ["a"]),
        ({"contact": "", "sponsor": "", "applicant": ""}, []),
    ],
)
def test_letters_go_to_the_contact_else_the_sponsor_else_the_applicant(parties: dict[str, str], addressee: list[str]) -> None:
    desk = a_dossier("kg", **parties)

    assert [letter.addressee_id for letter in owed(desk.dossier, 0)] == addressee


def test_what_the_chain_does_and_how_far_the_works_are_is_told_to_nobody() -> None:
    desk = opened("decision")
    before = desk.dossier.version
    desk.follow()
    desk.ask(ReportStatus(on=When("2002-03-01"), status=ImplementationStatus.IMPLEMENTATION))

    assert desk.dossier.version > before + 1
    assert templates(desk, after=before) == []


def test_rework_owes_one_letter_and_the_round_it_begins_none() -> None:
    desk = opened("kg")
    desk.ask(Return(stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.REWORK, reason="Kosten je Jahr"))

    assert templates(desk, after=2) == ["rework_requested"]


def test_nobody_is_asked_for_documents_that_have_come_in() -> None:
    desk = opened("kg")
    desk.ask(DOCUMENTS)
    assert templates(desk, after=2) == ["documents_requested"]

    desk.ask(SupplyDocuments(stage="submission", on=When("2002-06-20")))

    assert templates(desk, after=2) == ["documents_received"]


def test_of_two_requests_only_the_open_one_is_asked_for() -> None:
    desk = opened("kg")
    desk.ask(DOCUMENTS)
    desk.ask(SupplyDocuments(stage="submission", on=When("2002-06-20")))
    desk.ask(replace(DOCUMENTS, on=When("2002-06-21")))

    assert [(o.seq, o.template) for o in owed(desk.dossier, 2)] == [
        (4, "documents_received"),
        (5, "documents_requested"),
    ]


def test_financing_is_told_once_the_last_source_has_confirmed() -> None:
    desk = opened("cofinancing")
    desk.ask(BY_ERDF)
    assert templates(desk, after=4) == []

    desk.ask(BY_TOWN)

    assert [(o.seq, o.template) for o in owed(desk.dossier, 4)] == [(6, "financing_settled")]


def test_a_source_that_declines_is_not_told_as_financing() -> None:
    desk = opened("cofinancing")
    desk.ask(ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.DECLINED, sources=("town",), reason="Haushalt"))
    desk.ask(BY_ERDF)

    assert templates(desk, after=4) == []


def test_decisions_are_told_apart_by_where_they_fall() -> None:
    desk = opened("end")
    desk.ask(Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16")))
    desk.ask(Submit(stage="request", on=When("2003-02-03")))
    desk.ask(Decide(stage="change", on=When("2003-03-17"), outcome=DecisionOutcome.GRANTED))

    assert templates(desk, after=5) == ["early_start_decision", "receipt", "amendment_decision"]


def test_subjects_hold_no_place_for_results_amounts_or_names() -> None:
    places = {"{until}", "{meeting}", "{of}", "{proceeding}", "{day}"}
    for row in CATALOGUE:
        for words in (row.subject.de, row.subject.en):
            assert {f"{{{part.partition('}')[0]}}}" for part in words.split("{")[1:]} <= places


def test_withdrawal_and_correction_close_the_table_as_they_close_a_case() -> None:
    assert [row.event for row in CATALOGUE][-2:] == [Withdrawn, Corrected]
