"""The one door for people: what was handed in once exists once, and a reference leads to one dossier (promise P9)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.application import Application
from config.load import load_application
from domain.errors import (
    AlreadyRecorded,
    NoSuchAuthority,
    NoSuchDossier,
    NoSuchPerson,
    NoSuchProgramme,
    NotYourRole,
    ReferenceTaken,
    Refusal,
)
from tests.houses import JURY, RESIDENT, ROOT, events_of, findings, worklist
from workflows.house import House
from workflows.inbox import find, look, newest, receive, submit


@pytest.fixture
def application() -> Application:
    """The shipped application for a block party."""
    return load_application(ROOT / Path("samples/antrag-hoffest.yaml"))


def test_a_submitted_application_is_a_dossier_waiting_for_the_jury(a_house: House, application: Application) -> None:
    receipt = submit(a_house, application, by=RESIDENT)

    assert (receipt.reference, receipt.seq, receipt.repeated) == ("AF-2024-12", 1, False)
    assert worklist(a_house) == [("AF-2024-12", "jury", "jury")]


def test_the_same_application_again_is_refused_and_named(a_house: House, application: Application) -> None:
    submit(a_house, application, by=RESIDENT)
    before = events_of(a_house)

    with pytest.raises(AlreadyRecorded) as refusal:
        submit(a_house, application, by=RESIDENT)

    assert refusal.value.values == {"seq": 1, "reference": "AF-2024-12"}
    assert events_of(a_house) == before


def test_a_taken_reference_is_refused(a_house: House, application: Application) -> None:
    submit(a_house, application, by=RESIDENT)
    before = events_of(a_house)

    with pytest.raises(ReferenceTaken):
        submit(a_house, application.model_copy(update={"title": "Ein anderes Fest"}), by=RESIDENT)

    assert events_of(a_house) == before


def test_of_many_who_submit_the_same_at_once_one_is_told_it_was_recorded(a_house: House, application: Application) -> None:
    def one(_number: int) -> str:
        try:
            return f"entry {submit(a_house, application, by=RESIDENT).seq}"
        except AlreadyRecorded:
            return "already recorded"

    with ThreadPoolExecutor(16) as pool:
        answers = sorted(pool.map(one, range(16)))

    assert answers == [*["already recorded"] * 15, "entry 1"]
    assert findings(a_house) == []


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"authority": "nowhere"}, NoSuchAuthority),
        ({"programme": "nothing"}, NoSuchProgramme),
        ({"applicant": "nobody"}, NoSuchPerson),
        ({"title": "Fest\r\nBcc: all@example.org"}, Refusal),
        ({"reference": "AF\n1"}, Refusal),
        ({"reference": "   "}, Refusal),
        ({"title": "🎉" * 5_000}, Refusal),
    ],
)
def test_what_cannot_be_opened_is_refused_and_leaves_no_trace(
    a_house: House, application: Application, changed: dict[str, str], refusal: type[Refusal]
) -> None:
    # Built past the file's own checks: the door has to hold by itself.
    spoiled = application.model_copy(update=changed)

    with pytest.raises(refusal):
        submit(a_house, spoiled, by=RESIDENT)

    assert (events_of(a_house), worklist(a_house)) == (0, [])
    assert findings(a_house) == []


def test_who_may_not_submit_is_refused(a_house: House, application: Application) -> None:
    with pytest.raises(NotYourRole):
        submit(a_house, application, by=JURY)

    assert events_of(a_house) == 0


def test_an_unknown_person_is_refused_with_those_known(a_house: House, application: Application) -> None:
    with pytest.raises(NoSuchPerson) as refusal:
        submit(a_house, application, by="somebody")

    assert RESIDENT in str(refusal.value.values["known"])


@pytest.mark.parametrize("ask", [find, look])
def test_an_unknown_reference_is_refused(a_house: House, ask: Callable[[House, str], object]) -> None:
    with pytest.raises(NoSuchDossier):
        ask(a_house, "2.99")


def test_an_emoji_in_a_title_is_kept(a_house: House, application: Application) -> None:
    submit(a_house, application.model_copy(update={"title": "Hoffest 🎉"}), by=RESIDENT)

    assert look(a_house, "AF-2024-12").dossier.opened.title == "Hoffest 🎉"
    assert findings(a_house) == []


def test_nothing_is_received_for_a_dossier_nobody_opened(a_house: House, application: Application) -> None:
    programme, _ = newest(a_house, application.programme)

    with pytest.raises(NoSuchDossier):
        receive(a_house, "2.2", application.submission(programme), by=RESIDENT)

    assert events_of(a_house) == 0
