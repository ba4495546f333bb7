"""Applying under a framework notice: the form asks for its reference, and only one's own counts."""

import pytest
from httpx2 import Response

from config.application import Project
from domain.vocabulary import DecisionOutcome
from store import dossiers
from tests.houses import findings
from tests.portal.applying import begin, mine, press
from tests.portal.conftest import Visit
from tests.workflows.test_framework import DAY, UNDER, framework
from workflows.house import House
from workflows.inbox import open_case

TYPED = {"vorhaben": {"title": "Stadtteilladen", "part_of": "F-1"}, "finanzierung": {"total": "300000"}}


def filled(visit: Visit, handle: str, part_of: str) -> Response:
    """A draft of a single operation, filled in: the answer to its button, or the page that says why there is none."""
    client = visit(handle, "sab")
    draft = begin(client, UNDER)
    for topic, values in TYPED.items():
        press(client, f"{draft}/{topic}", **{**values, **({"part_of": part_of} if "part_of" in values else {})})
    press(client, f"{draft}/beteiligte", sponsor="", applicant="stadt")
    check = client.get(f"{draft}/pruefen")
    return press(client, f"{draft}/pruefen") if part_of else check


def test_an_application_is_sent_under_the_notice_it_names(visit: Visit, a_house: House) -> None:
    above = framework(a_house)
    sent = filled(visit, "stadt-foerdermittel", "F-1")
    assert sent.status_code == 303, sent.text
    with a_house.database.reading() as connection:
        opened = [dossiers.load(a_house.database, connection, id_) for id_ in mine(a_house, "stadt", "sab")]
    under = [loaded.dossier.opened for loaded in opened if loaded and loaded.dossier.opened.programme == UNDER]
    assert [(one.part_of, one.title) for one in under] == [(above.dossier.id, "Stadtteilladen")]
    assert findings(a_house) == []


@pytest.mark.parametrize(
    ("part_of", "words"), [("F-9", {"F-9"}), ("", {"Aktenzeichen des Rahmenbescheids", "Reference of the framework notice"})]
)
def test_a_notice_that_is_not_there_is_told_and_nothing_is_opened(
    visit: Visit, a_house: House, part_of: str, words: set[str]
) -> None:
    framework(a_house)
    before = mine(a_house, "stadt", "sab")
    answer = filled(visit, "stadt-foerdermittel", part_of)
    assert answer.status_code != 303
    assert any(word in answer.text for word in words)
    assert mine(a_house, "stadt", "sab") == before


def test_a_notice_not_given_yet_is_told(visit: Visit, a_house: House) -> None:
    framework(a_house, DecisionOutcome.REFUSED)
    answer = filled(visit, "stadt-foerdermittel", "F-1")
    assert answer.status_code != 303
    assert "F-1" in answer.text


def test_the_notice_of_others_is_not_there(visit: Visit, a_house: House) -> None:
    framework(a_house)
    project = Project(
        authority="sab", programme="efre-stadtentwicklung-sachsen-2021", reference="F-2", title="GIHK", applicant="fachstelle"
    )
    open_case(a_house, project, DAY, None, by="sab-sachbearbeitung", key="k" * 32)
    others = filled(visit, "stadt-foerdermittel", "F-2")
    nobodys = filled(visit, "stadt-foerdermittel", "F-3")
    assert others.status_code == nobodys.status_code != 303
    told = [answer.text.replace(reference, "F-…") for answer, reference in ((others, "F-2"), (nobodys, "F-3"))]
    sentences = [[line for line in text.splitlines() if "F-…" in line] for text in told]
    assert sentences[0] == sentences[1] != []
