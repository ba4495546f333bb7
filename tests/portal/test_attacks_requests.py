"""Attacks on requests for more time and on noted looks: days that were never, and pages nobody looked at."""

import pytest

from domain.commands import Command
from domain.commands.deadlines import RefuseExtension, RequestExtension
from domain.commands.meetings import DeclareConflict
from domain.dates import When
from domain.errors.deadlines import RefusedBeforeAsked
from domain.events.deadlines import ExtensionRequested
from store import case_views, roster
from store.people import party_id
from tests.houses import CITY, CONTACT, DESK, LEIPZIG, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import check, now
from tests.portal.test_more_time import REASON, TODAY
from tests.portal.test_more_time import _do as recorded
from tests.portal.test_more_time import _returned as returned
from workflows.house import House


def requested(house: House) -> tuple[str, str]:
    """A case whose applicant waits for an answer."""
    id_, name = returned(house)
    recorded(house, RequestExtension(deadline=name, on=TODAY, reason=REASON), CITY)
    return id_, name


@pytest.mark.parametrize("on", [When("2026-11-20"), When("2026-10"), When.unknown()])
def test_nobody_is_refused_before_they_asked(a_house: House, on: When) -> None:
    _id, name = requested(a_house)
    no: Command = RefuseExtension(deadline=name, on=on, reason="Nein.")
    with pytest.raises(RefusedBeforeAsked):
        recorded(a_house, no)


def test_the_form_that_refuses_says_that_its_day_lies_before_the_request(a_house: House, visit: Visit) -> None:
    id_, name = requested(a_house)
    answer = check(visit(DESK), f"/akten/{id_}/mehr-zeit-ablehnen/{name}", on="20.11.2026", reason="Die Sitzung steht fest.")
    assert answer.status_code in {409, 422}
    assert "Die Sitzung steht fest." in answer.text, "what was typed stays"
    assert isinstance(now(a_house, id_).entries[-1].event, ExtensionRequested)


def test_who_is_biased_answers_no_request(a_house: House, visit: Visit) -> None:
    id_, name = requested(a_house)
    recorded(a_house, DeclareConflict(on=TODAY, party=party_id("leipzig", DESK)))
    desk = visit(DESK)
    for act in ("mehr-zeit-ablehnen", "verlaengern"):
        assert desk.get(f"/akten/{id_}/{act}/{name}").status_code == 404, act
    assert f"mehr-zeit-ablehnen/{name}" not in desk.get(f"/akten/{id_}/fristen").text


def test_who_administers_answers_no_request_of_their_own(a_house: House, visit: Visit) -> None:
    id_, name = requested(a_house)
    with a_house.database.transaction() as connection:
        roster.set_roles(connection, party_id("leipzig", CITY), LEIPZIG, ["applicant", "case_officer"])
    assert visit(CITY).get(f"/akten/{id_}/mehr-zeit-ablehnen/{name}").status_code == 404


@pytest.mark.parametrize("said", ["prefetch", "prefetch;prerender"])
def test_a_page_a_browser_fetches_ahead_is_no_look(a_house: House, visit: Visit, said: str) -> None:
    id_ = leipzig_case(a_house).dossier.id
    client = visit(CONTACT)

    def looked() -> str:
        with a_house.database.reading() as connection:
            return case_views.seen_at(connection, id_, party_id("leipzig", CONTACT))

    assert client.get(f"/antraege/{id_}", headers={"Sec-Purpose": said}).status_code == 200
    assert looked() == ""
    client.get(f"/antraege/{id_}")
    assert looked() != ""
