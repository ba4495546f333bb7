"""Giving dossiers to staff from the command line, and the worklist of whoever they are given to."""

import pytest

from tests.cli.terminal import Terminal


def test_a_dossier_is_given_to_a_colleague_and_given_back(leipzig: Terminal) -> None:
    assert "4.1" in leipzig.done("worklist", "--unassigned")
    assert "4.1" not in leipzig.done("worklist", "--mine")

    said = leipzig.done("assign", "4.1", "sachbearbeitung")

    assert "„4.1“, Eintrag 3" in said
    assert "4.1" in leipzig.done("worklist", "--mine")
    assert "4.1" not in leipzig.done("worklist", "--unassigned")
    leipzig.done("assign", "4.1", "--nobody")
    assert "4.1" in leipzig.done("worklist", "--unassigned")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("assign", "4.1", "antragstelle"), "der in ihrem Programm arbeitet"),
        (("assign", "4.1", "quartiersmoderation"), "der in ihrem Programm arbeitet"),
        (("assign", "4.1", "niemand-hier"), "niemand-hier"),
        (("assign", "9.9", "sachbearbeitung"), "Es gibt hier keine Akte „9.9“."),
    ],
)
def test_a_dossier_is_given_to_staff_of_its_programme_only(words: tuple[str, ...], sentence: str, leipzig: Terminal) -> None:
    assert sentence in leipzig.refused(*words)


def test_assign_needs_a_handle_or_nobody_and_not_both(leipzig: Terminal) -> None:
    leipzig.refused("assign", "4.1", code=2)
    leipzig.refused("assign", "4.1", "sachbearbeitung", "--nobody", code=2)
    leipzig.refused("worklist", "--mine", "--unassigned", code=2)
    leipzig.person = "gibt-es-nicht"
    assert "gibt-es-nicht" in leipzig.refused("worklist", "--mine")
