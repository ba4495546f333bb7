"""Expected days: on one's own application and in the case file, with range and reason, and nothing that is not public."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.clock import FixedClock
from config.load import load_programmes
from domain.commands import Return
from domain.commands.meetings import Schedule
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from store.programmes import keep_programme
from tests.forecasts import a_sitting, earlier_measures
from tests.houses import CITY, DESK, KG, ROOT, leipzig_case
from tests.meetings import FIRST, SECOND
from tests.portal.conftest import Visit
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up

MEETS = "3 December 2026"


def a_case(house: House, *, documents: bool) -> str:
    """A case before the KG, whose meetings are set and whose earlier decisions are known."""
    earlier_measures(house)
    a_sitting(house, FIRST, "2026-11-27T14:00")
    a_sitting(house, SECOND)
    id_ = leipzig_case(house, "kg", "3.1").dossier.id
    if documents:
        wanted = Return(stage="submission", on=When("2026-11-23"), purpose=ReturnPurpose.DOCUMENTS, reason="Kostenplan")
        receive(house, "3.1", wanted, by=DESK)
    catch_up(house)
    return id_


@pytest.fixture
def discreet(a_house: House, tmp_path: Path) -> None:
    """The same programme, but the meetings of its KG are not public."""
    words = (ROOT / "config" / "programmes" / "urban-ii-leipzig.yaml").read_text("utf-8")
    file = tmp_path / "urban-ii-leipzig.yaml"
    file.write_text(words.replace("  - key: kg\n", "  - key: kg\n    public: false\n", 1), "utf-8")
    (read,) = load_programmes([file])
    with a_house.database.transaction() as connection:
        keep_programme(connection, read.programme, hash_=read.hash, source=read.source_json, at="2026-11-23T08:00:01.000000Z")


def test_the_applicant_sees_the_next_meeting_and_the_expected_decision_with_its_range(a_house: House, visit: Visit) -> None:
    id_ = a_case(a_house, documents=False)

    page = visit(CITY).get(f"/antraege/{id_}?lang=en").text

    assert f"expected {MEETS}" in page
    assert "expected 16 February 2027, between 9 February 2027 and 3 March 2027" in page
    assert "no promise and no deadline" in page
    assert "from 6 earlier cases" in page


def test_whoever_owes_documents_reads_until_when_and_what_it_costs_to_be_late(a_house: House, visit: Visit) -> None:
    id_ = a_case(a_house, documents=True)

    page = visit(CITY).get(f"/antraege/{id_}?lang=en").text

    assert f"Documents by Friday, 27 November 2026, 14:00: KG session on {MEETS}" in page
    assert "Later than that: one week more." in page


@pytest.mark.usefixtures("discreet")
def test_the_day_of_a_meeting_that_is_not_public_is_told_only_where_the_case_is_on_its_agenda(
    a_house: House, visit: Visit, clock: FixedClock
) -> None:
    id_ = a_case(a_house, documents=False)
    client = visit(CITY)
    page = client.get(f"/antraege/{id_}?lang=en").text
    assert MEETS not in page
    assert "expected 16 February" not in page, "nor what would give it away"
    assert "no promise" not in page

    staff = visit(DESK).get(f"/akten/{id_}?lang=en").text
    assert f"expected {MEETS}" in staff

    receive(a_house, "3.1", Schedule(stage="kg", on=When("2026-11-23"), meets_on=When("2026-12-03")), by=KG)
    assert f"expected {MEETS}" in client.get(f"/antraege/{id_}?lang=en").text

    clock.move(timedelta(days=11))
    over = visit(CITY).get(f"/antraege/{id_}?lang=en").text
    assert "KG session" in over
    assert "10 December" not in over, "nor the meeting after it, while its result is not recorded"
    assert "10 December" in visit(DESK).get(f"/akten/{id_}?lang=en").text


@pytest.mark.usefixtures("discreet")
def test_the_cut_off_of_a_body_that_is_not_public_is_the_offices_affair(a_house: House, visit: Visit) -> None:
    id_ = a_case(a_house, documents=True)

    assert "27 November 2026" not in visit(CITY).get(f"/antraege/{id_}?lang=en").text
    assert "27 November 2026" in visit(DESK).get(f"/akten/{id_}?lang=en").text


def test_the_case_file_says_what_every_expectation_rests_on(a_house: House, visit: Visit) -> None:
    id_ = a_case(a_house, documents=False)

    page = visit(DESK).get(f"/akten/{id_}?lang=en").text

    assert "the next meeting it can reach" in page
    assert "from 6 earlier cases" in page
    assert "neither a period nor enough earlier cases are known" in page


def test_without_a_meeting_after_the_next_one_the_sentence_says_so_and_speaks_of_no_step_twice(
    a_house: House, visit: Visit
) -> None:
    a_sitting(a_house, FIRST)
    id_ = leipzig_case(a_house, "submission", "3.1").dossier.id
    catch_up(a_house)

    page = visit(CITY).get(f"/antraege/{id_}?lang=en").text

    assert (
        f"Submission of the project application by Thursday, {MEETS}, 18:00: KG session on {MEETS}. "
        "Later than that: no further meeting is set."
    ) in page
    assert f"not before {MEETS}; more cannot be said yet" in page
