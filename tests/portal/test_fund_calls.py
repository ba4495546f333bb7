"""Yearly budgets in the portal: calls for what is left, and the most a decision can grant."""

import pytest
from starlette.testclient import TestClient

from tests.houses import BERLIN, RESIDENT, TEAM, berlin_case, leipzig_case
from tests.portal.conftest import Visit, csrf
from workflows.fund_calls import open_calls
from workflows.house import House

ADDRESS = f"/programme/{BERLIN}/aufruf"


@pytest.fixture
def team(visit: Visit, a_house: House) -> TestClient:
    """The team that runs the fund; of this year's 10,000 EUR, 9,000 were given."""
    for n in range(6):
        berlin_case(a_house, f"AF-{n}", "end", year=2026)
    return visit(TEAM, "berlin")


def post(client: TestClient, **fields: str) -> tuple[int, str]:
    page = client.get(f"{ADDRESS}?lang=en").text
    answer = client.post(ADDRESS, data={"csrf": csrf(page), **fields})
    return answer.status_code, answer.text


def test_the_office_sees_what_is_left_and_opens_a_call_for_it(team: TestClient, visit: Visit) -> None:
    before = team.get(f"{ADDRESS}?lang=en").text
    status, _text = post(team, gebiet="Beispielkiez", bis="15.12.2026")

    assert 'data-label="Left">1,000.00 EUR</td>' in before
    assert status == 303
    said = "Call until 15 December 2026: 1,000.00 EUR are left for Beispielkiez."
    assert said in team.get(f"{ADDRESS}?lang=en").text
    assert said in team.get(f"/programme/{BERLIN}?lang=en").text
    assert said in visit(RESIDENT, "berlin").get("/antraege/neu?lang=en").text


def test_a_closed_call_is_no_longer_shown(team: TestClient, visit: Visit, a_house: House) -> None:
    post(team, gebiet="Beispielkiez", bis="15.12.2026")
    [(call, _left)] = open_calls(a_house)
    page = team.get(ADDRESS).text

    closed = team.post(f"{ADDRESS}/{call.id}/schliessen", data={"csrf": csrf(page)})
    again = team.post(f"{ADDRESS}/{call.id}/schliessen", data={"csrf": csrf(page)})

    assert (closed.status_code, again.status_code) == (303, 422)
    assert "Beispielkiez." not in visit(RESIDENT, "berlin").get("/antraege/neu").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"gebiet": "", "bis": "15.12.2026"}, "Say which area the call is for."),
        ({"gebiet": "Beispielkiez", "bis": ""}, "Say the last day for applications."),
        ({"gebiet": "Beispielkiez", "bis": "12/2026"}, "names no day"),
        ({"gebiet": "Beispielkiez", "bis": "morgen"}, "morgen"),
        ({"gebiet": "Beispielkiez", "bis": "15.12.2026", "von": "gestern"}, "gestern"),
        ({"gebiet": "Beispielkiez", "bis": "01.01.2026"}, "A call begins today or later"),
    ],
)
def test_what_is_missing_or_cannot_be_read_comes_back_as_it_was_typed(
    team: TestClient, a_house: House, fields: dict[str, str], sentence: str
) -> None:
    status, text = post(team, **fields)

    assert status == 422
    assert sentence in text
    assert "Error:" in text
    for value in fields.values():
        assert f'value="{value}"' in text
    assert open_calls(a_house, coming=True) == []


def test_where_nothing_is_left_the_form_says_so(team: TestClient, a_house: House) -> None:
    berlin_case(a_house, "AF-6", "end", year=2026, cents=100_000)

    status, text = post(team, gebiet="Beispielkiez", bis="15.12.2026")

    assert status == 422
    assert "Nothing is left of the 2026 budget" in text


def test_only_administrators_get_there(team: TestClient, visit: Visit) -> None:
    assert team.get(ADDRESS).status_code == 200
    assert visit(RESIDENT, "berlin").get(ADDRESS).status_code == 404
    assert visit("jury-protokoll", "berlin").get(ADDRESS).status_code == 404


def test_a_programme_without_yearly_amounts_has_nothing_to_call_for(visit: Visit) -> None:
    text = visit("sachbearbeitung").get("/programme/urban-ii-leipzig/aufruf?lang=en").text

    assert "This programme gives no yearly amounts" in text
    assert "<form method" not in text.split("<main", 1)[1]


def test_the_form_of_a_decision_says_the_most_that_can_be_granted_and_why(team: TestClient, a_house: House) -> None:
    id_ = berlin_case(a_house, "AF-6", year=2026).dossier.id

    text = team.get(f"/akten/{id_}/eintragen/decision?lang=en").text

    assert (
        "At most 1,000.00 EUR can be granted: the application names no amount, 1,500.00 EUR is the most per project, "
        "1,000.00 EUR are left for Beispielkiez in 2026."
    ) in text


def test_the_form_of_a_decision_without_a_budget_says_nothing_of_it(visit: Visit, a_house: House) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id

    assert "can be granted" not in visit("rp-bewilligung").get(f"/akten/{id_}/eintragen/decision?lang=en").text
