"""Attacks on requests for more time through the API."""

from store import roster
from store.people import party_id
from tests.api.asking import problem, say
from tests.api.conftest import Call
from tests.api.test_deadlines_recorded import ASK, owing
from tests.houses import CITY, LEIPZIG
from workflows.house import House


def test_staff_who_ask_in_a_case_of_their_own_have_not_asked_earlier_than_today(a_house: House, call: Call) -> None:
    id_ = owing(a_house, call)
    with a_house.database.transaction() as connection:
        roster.set_roles(connection, party_id("leipzig", CITY), LEIPZIG, ["applicant", "kg_secretariat"])
    city = call(CITY)
    problem(say(city, id_, {**ASK, "on": "2026-11-01"}, "0123456789abcdef1"), 422, "not-valid")
    assert say(city, id_, ASK, "0123456789abcdef2").status_code == 201
