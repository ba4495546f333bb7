"""The page of cases that miss the next meeting: for staff, of their programmes, narrowed down to a body."""

import pytest

from domain.commands import Return, SupplyDocuments
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from tests.forecasts import a_sitting
from tests.houses import CITY, DESK, KG, RESIDENT, TEAM, leipzig_case
from tests.meetings import FIRST, SECOND
from tests.portal.conftest import Visit
from tests.workflows.test_forecasting import crowded
from workflows.forecasting import MOST
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up


@pytest.fixture
def missing(a_house: House) -> str:
    """The id of a case whose documents have to be there before the KG meets."""
    a_sitting(a_house, FIRST, "2026-11-27T14:00")
    a_sitting(a_house, SECOND)
    case = leipzig_case(a_house, "kg", "3.1")
    wanted = Return(stage="submission", on=When("2026-11-23"), purpose=ReturnPurpose.DOCUMENTS, reason="Kostenplan")
    receive(a_house, "3.1", wanted, by=DESK)
    catch_up(a_house)
    return case.dossier.id


def test_staff_see_what_is_missing_who_owes_it_until_when_and_what_missing_costs(visit: Visit, missing: str) -> None:
    page = visit(KG).get("/fristen/sitzungen?lang=en").text

    assert f'href="/akten/{missing}"' in page
    for said in (
        "The documents asked for are missing.", "applicant", "Friday, 27 November 2026, 14:00", "Thursday, 3 December 2026",
        "one week", "Waiting since",
    ):  # fmt: skip
        assert said in page


def test_the_list_can_be_narrowed_down_to_a_body_that_one_sees(visit: Visit, missing: str) -> None:
    client = visit(DESK)

    assert missing in client.get("/fristen/sitzungen?gremium=urban-ii-leipzig/kg").text
    assert missing in client.get("/fristen/sitzungen?programm=urban-ii-leipzig").text
    for query in ("gremium=berlin-aktionsfonds/jury", "programm=berlin-aktionsfonds", "gremium=kg", "programm=%00"):
        assert client.get(f"/fristen/sitzungen?{query}").status_code == 404


@pytest.mark.usefixtures("missing")
def test_others_see_nothing_of_it(visit: Visit) -> None:
    assert visit(CITY).get("/fristen/sitzungen").status_code == 404
    assert visit(RESIDENT, "berlin").get("/fristen/sitzungen").status_code == 404
    assert visit().get("/fristen/sitzungen").status_code == 303
    elsewhere = visit(TEAM, "berlin").get("/fristen/sitzungen?lang=en")
    assert elsewhere.status_code == 200
    assert "No case misses a meeting" in elsewhere.text


def test_what_has_come_in_is_gone_from_the_page(a_house: House, visit: Visit, missing: str) -> None:
    receive(a_house, "3.1", SupplyDocuments(stage="submission", on=When("2026-11-23")), by=CITY)
    catch_up(a_house)

    page = visit(KG).get("/fristen/sitzungen?lang=en").text
    assert missing in page
    assert "It is ready, but on no agenda." in page


@pytest.mark.usefixtures("missing")
def test_the_page_says_how_much_was_not_looked_at(a_house: House, visit: Visit) -> None:
    assert "were looked at" not in visit(KG).get("/fristen/sitzungen?lang=en").text
    crowded(a_house, MOST)
    page = visit(KG).get("/fristen/sitzungen?lang=en").text
    assert "Only the 500 steps of each programme that have waited longest were looked at; 1 more were not." in page
