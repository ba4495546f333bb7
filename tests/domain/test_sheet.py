"""The measure sheet: the paper of 2002 comes out again, with everything the paper leaves open still open."""

import pytest

from domain.commands import (
    Correct,
    Decide,
    ReportStatus,
    Resolve,
    Return,
    Submit,
    SupplyDocuments,
)
from domain.dates import When
from domain.sheet import as_text, sheet
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, ImplementationStatus, MeetingOutcome, ReturnPurpose
from domain.words import BOXES, OUTCOMES, RESULTS
from tests.domain.sheets import SPONSOR, data, measure_2_2, printed, under
from tests.offices import BERLIN, TEAM, Desk, a_desk, a_dossier

PAPER = """\
Gemeinschaftsinitiative Leipziger Westen

Maßnahme

2.2 – Etablierung eines integrierten Quartiersmanagement und -service

Genehmigungsstand

Bestätigung vorzeitiger Vorhabensbeginn zum:
16.11.2000

Einreichung Projektantrag an RP:
24.05.2002
24.09.2002

Bestätigung KG-Sitzung:
04.07.2002
04.09.2002

Projektentscheidung:
18.11.2002

Projektträger

Beratung Beispiel GmbH

Projektdauer

06/2002 bis 12/2006

Finanzierung

EFRE 75%
Stadt 25%

Projektstand

☐ abgeschlossen
☐ in Umsetzung
☐ in Planung / Konzeption
☐ in Vorplanung / Ausschreibung
"""


def test_the_paper_comes_out_again_with_its_headings_in_its_order() -> None:
    assert printed(measure_2_2()) == PAPER


def test_an_office_that_does_not_read_german_reads_the_same_sheet() -> None:
    text = printed(measure_2_2(), "en")
    assert text.startswith("Leipzig West Initiative\n\nMeasure\n\n2.2 – ")
    assert under(text, "Project decision:") == ["18 November 2002"]
    assert under(text, "Project duration") == ["06/2002 to 12/2006"]
    assert "☐ completed" in text


def test_the_rounds_and_the_order_that_the_paper_hides_are_in_the_data() -> None:
    lines = {line["stage"]: line["entries"] for line in data(measure_2_2())["approval"]}
    assert list(lines) == ["consent", "submission", "kg", "decision"], (
        "the stages that have a heading, in the order of the programme"
    )
    assert [(e["round"], e["on"], e["outcome"]) for e in lines["kg"]] == [
        (1, "2002-07-04", "adopted"),
        (2, "2002-09-04", "adopted"),
    ]
    assert lines["kg"][1]["entry"] < lines["submission"][1]["entry"], "the KG confirmed before the second submission"
    [consent] = lines["consent"]
    assert (consent["on"], consent["effective_on"]) == (None, "2000-11-16")


def test_the_data_give_months_as_months_and_nothing_as_null() -> None:
    given = data(measure_2_2())
    assert (given["begins"], given["ends"]) == ("2002-06", "2006-12")
    assert given["granted_cents"] is None
    assert [part["cents"] for part in given["financing"]] == [None, None]
    assert given["implementation"] == "unknown"
    assert data(a_desk())["sponsor"] is None


def test_a_dossier_just_opened_has_all_its_headings_and_nothing_under_them() -> None:
    text = printed(a_desk())
    assert under(text, "Bestätigung KG-Sitzung:") == ["–"]
    assert under(text, "Projektträger") == ["–"]
    assert under(text, "Projektdauer") == ["–"]


@pytest.mark.parametrize(
    ("begins", "ends", "duration"),
    [("2002-06", None, "ab 06/2002"), (None, "2006-12-31", "bis 31.12.2006"), ("unknown", "2006-12", "bis 12/2006")],
)
def test_half_a_duration_is_printed_as_half_a_duration(begins: str | None, ends: str | None, duration: str) -> None:
    first, last = (When(day) if day else None for day in (begins, ends))
    assert under(printed(measure_2_2(begins=first, ends=last)), "Projektdauer") == [duration]


def test_only_a_plain_confirmation_stands_without_its_word(submitted: Desk) -> None:
    submitted.ask(Resolve(stage="kg", on=When("2002-06-06"), outcome=MeetingOutcome.POSTPONED))
    conditions = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    submitted.ask(Resolve(stage="kg", on=When("2002-07-04"), outcome=conditions, conditions="ohne Fest"))
    assert under(printed(submitted), "Bestätigung KG-Sitzung:") == [
        "06.06.2002 – zurückgestellt",
        "04.07.2002 – mit Auflagen bestätigt",
    ]


def test_documents_that_went_back_and_came_in_are_told_apart_from_submissions(submitted: Desk) -> None:
    asked = Return(stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason="Plan fehlt")
    submitted.ask(asked)
    submitted.ask(SupplyDocuments(stage="submission", on=When("2002-06-10")))
    assert under(printed(submitted), "Einreichung Projektantrag an RP:") == [
        "24.05.2002",
        "03.06.2002 – Unterlagen nachgefordert",
        "10.06.2002 – Unterlagen nachgereicht",
    ]


def test_a_refusal_is_not_printed_as_a_bare_date(confirmed: Desk) -> None:
    confirmed.ask(Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="-"))
    assert under(printed(confirmed), "Projektentscheidung:") == ["18.11.2002 – abgelehnt"]


def test_a_corrected_date_replaces_the_wrong_one_and_a_void_entry_is_gone(confirmed: Desk) -> None:
    confirmed.ask(Correct(seq=2, on=When("2002-05-23"), reason="Eingangsstempel"))
    confirmed.ask(Correct(seq=3, void=True, reason="falsche Akte"))
    text = printed(confirmed)
    assert under(text, "Einreichung Projektantrag an RP:") == ["23.05.2002"]
    assert under(text, "Bestätigung KG-Sitzung:") == ["–"]


@pytest.mark.parametrize("status", list(ImplementationStatus))
def test_one_box_is_ticked_for_what_was_reported_and_none_for_what_nobody_knows(status: ImplementationStatus) -> None:
    """The lost tick of the paper is unknown, never a guess."""
    desk = a_desk()
    desk.ask(ReportStatus(on=When("2003-03"), status=status))
    boxes = under(printed(desk), "Projektstand")
    assert [box[2:] for box in boxes] == [title.de for title in BOXES.values()]
    ticked = [box for box in boxes if box.startswith("☒")]
    assert ticked == ([] if status is ImplementationStatus.UNKNOWN else [f"☒ {BOXES[status].de}"])


def test_a_programme_without_headings_prints_the_titles_of_its_stages() -> None:
    desk = a_desk(BERLIN, actor=TEAM, on=When("2009-01-02"), area="Pankstraße")
    desk.ask(Submit(stage="application", on=When("2009-01-02")), TEAM)
    text = printed(desk)
    assert under(text, "Antrag:") == ["02.01.2009"]
    assert under(text, "Finanzierung") == ["–"], "this programme names no sources"


def test_nobody_is_on_the_sheet_by_name_but_the_organisation_that_carries_the_project() -> None:
    desk = measure_2_2(contact="p-somebody")
    everyone = {**SPONSOR, "p-somebody": "Erika Beispiel"}
    assert "Erika" not in as_text(sheet(desk.dossier, everyone), "de")
    assert "Projektteam" not in printed(desk)
    assert under(as_text(sheet(desk.dossier, {}), "de"), "Projektträger") == ["–"], "an erased name leaves its place empty"


def test_every_word_that_can_be_recorded_can_be_printed() -> None:
    kinds = (MeetingOutcome, DecisionOutcome, CofinancingOutcome, ReturnPurpose)
    assert {str(word) for kind in kinds for word in kind} <= OUTCOMES.keys()
    assert all(text.en for table in (OUTCOMES, RESULTS, BOXES) for text in table.values())
    assert set(BOXES) == set(ImplementationStatus) - {ImplementationStatus.UNKNOWN}


def test_the_sheet_of_a_finished_dossier_is_the_same_with_and_without_the_chains_own_entries() -> None:
    desk = a_dossier("end")
    before = printed(desk)
    desk.follow()
    assert printed(desk) == before
