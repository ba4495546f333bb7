"""A deadline for documents is called by what is missing, within the room a title has."""

import pytest

from domain.commands import Return
from domain.dates import When
from domain.deadlines.held import deadlines
from domain.deadlines.over import ROOM, title_of
from domain.vocabulary import ReturnPurpose
from tests.offices import Desk, a_dossier


def returned(*documents: str, purpose: ReturnPurpose = ReturnPurpose.DOCUMENTS) -> Desk:
    """A project that was sent back for these documents."""
    desk = a_dossier("kg")
    asked = Return(
        stage="submission", on=When("2002-06-03"), purpose=purpose, reason="Es fehlt etwas.", documents=documents,
        due=When("2010-06-25"),
    )  # fmt: skip
    desk.ask(asked)
    return desk


@pytest.mark.parametrize(
    ("documents", "german", "english"),
    [
        ((), "Unterlagen: Einreichung", "Documents: Submission"),
        (("Kostenplan",), "Unterlagen: Kostenplan (Einreichung)", "Documents: Kostenplan (Submission)"),
        (
            ("Kostenplan, unterschrieben", "Zeitplan\nder zweiten  Stufe"),
            "Unterlagen: Kostenplan, unterschrieben, Zeitplan der zweiten Stufe (Einreichung)",
            "Documents: Kostenplan, unterschrieben, Zeitplan der zweiten Stufe (Submission)",
        ),
        (
            ("Kostenplan", "x" * ROOM, "Zeitplan"),
            "Unterlagen: Kostenplan und 2 weitere (Einreichung)",
            "Documents: Kostenplan and 2 more (Submission)",
        ),
    ],
)
def test_it_names_the_documents_in_their_order_and_counts_the_rest(
    documents: tuple[str, ...], german: str, english: str
) -> None:
    (one,) = deadlines(returned(*documents).dossier)
    assert (one.title.de, one.title.into("en")) == (german, english)


def test_one_that_has_a_long_name_is_cut_off() -> None:
    (one,) = deadlines(returned("&" * 4000).dossier)
    assert one.title.de == f"Unterlagen: {'&' * (ROOM - 1)}… (Einreichung)"


def test_work_to_be_done_over_names_the_application() -> None:
    (one,) = deadlines(returned(purpose=ReturnPurpose.REWORK).dossier)
    assert one.title.de == "Überarbeitung: Einreichung"


def test_calendars_call_it_the_same() -> None:
    dossier = returned("Kostenplan").dossier
    (one,) = deadlines(dossier)
    assert title_of(dossier.programme, dossier.entries[-1].event) == one.title
