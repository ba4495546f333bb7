"""The subject line: short, with the reference, and silent about what is decided."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import Resolved
from domain.vocabulary import MeetingOutcome
from notifications.render import render
from notifications.subject import LIMIT, meeting, subject
from tests.notifications.letters import OFFICE, READER, SITUATIONS, last_owed, letter
from tests.offices import LEIPZIG

LANGUAGES = ("de", "en")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_subjects_name_neither_result_nor_amount_nor_person(situation: str) -> None:
    for language in LANGUAGES:
        line = letter(SITUATIONS[situation](), language).subject
        assert line.startswith("[2.2] ")
        assert len(line) <= LIMIT
        assert not re.search(r"bewillig|bestätigt|abgelehnt|grant|confirmed|refuse|EUR|%|Quartier", line)


@given(st.text(min_size=1, max_size=60), st.integers(1, 45))
def test_no_reference_makes_a_subject_longer_than_it_may_be(reference: str, length: int) -> None:
    words = "x" * length

    assert len(subject(reference, words)) <= LIMIT
    assert subject(reference, words).endswith(f"] {words}")


def test_a_long_reference_is_cut_and_says_so() -> None:
    assert subject("FK-2026-0142", "x" * 45) == f"[FK-2026-0142] {'x' * 45}"
    assert subject("FK-2026-0142b", "x" * 45) == f"[FK-2026-014…] {'x' * 45}"


def test_a_proceedings_long_title_is_cut_and_says_so() -> None:
    title = "Änderung des Zuwendungsbescheids nach Mitteilung"
    desk = SITUATIONS["amendment_decision"]()
    renamed = LEIPZIG.model_dump(mode="json")
    renamed["proceedings"][2]["title"] = {"de": title}
    dossier = replace(desk.dossier, programme=LEIPZIG.model_validate(renamed))
    done = render(last_owed(desk), dossier, READER, OFFICE)

    assert done.subject == "[2.2] Änderung des Zuwendu…: Entscheidung liegt vor"
    assert f"Ihr Antrag im Verfahren „{title}“" in done.text


def test_a_bodys_long_title_leaves_the_subject_and_stays_in_the_letter() -> None:
    title = "Gemeinsame Vergabejury der Quartiere Nord und West"
    bodies = [{"key": "kg", "title": {"de": title, "en": "Joint Jury of the Northern and the Western Quarters"}}]
    programme = LEIPZIG.model_validate({**LEIPZIG.model_dump(mode="json"), "bodies": bodies})
    event = Resolved("kg", 1, MeetingOutcome.ADOPTED, "kg")
    desk = SITUATIONS["meeting_outcome"]()
    dossier = replace(desk.dossier, programme=programme)
    done = render(last_owed(desk), dossier, READER, OFFICE)

    assert meeting(dossier, event, "de") == f"Sitzung des Gremiums „{title}“"
    assert done.subject == "[2.2] Ergebnis der Sitzung vom 04.07.2002"
    assert f"in der Sitzung des Gremiums „{title}“ vom 04.07.2002" in done.text
