"""Duties kept apart in the portal: what was prepared is taken by somebody else, and whoever is biased is told so."""

import re

import pytest

from config.clock import FixedClock
from store.people import party_id
from tests.four_eyes import with_four_eyes
from tests.houses import DESK, KG, RP, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import check, enter, hidden, now
from workflows.house import House

_PARTY = re.compile(r'value="([0-9a-f-]{36})"')


@pytest.fixture
def case(a_house: House, clock: FixedClock) -> str:
    """A case that waits for a decision that takes four eyes."""
    with_four_eyes(a_house, clock)
    return leipzig_case(a_house, "decision").dossier.id


def propose(visit: Visit, case: str, handle: str = DESK) -> None:
    done = enter(visit(handle), f"/akten/{case}/vorschlagen/decision", outcome="granted", on="18.11.2002", amount="4.000,00")
    assert done.status_code == 303, done.text


def test_nothing_is_decided_before_somebody_has_prepared_it(visit: Visit, case: str) -> None:
    page = visit(RP).get(f"/akten/{case}").text

    assert f"/akten/{case}/vorschlagen/decision" in page
    assert f"/akten/{case}/eintragen/decision" not in page
    assert visit(RP).get(f"/akten/{case}/eintragen/decision").status_code == 404


def test_whoever_prepared_is_told_why_not_and_the_other_takes_it_over(visit: Visit, a_house: House, case: str) -> None:
    propose(visit, case)
    where = f"/akten/{case}/eintragen/decision"

    mine, theirs = visit(DESK).get(f"/akten/{case}").text, visit(RP).get(f"/akten/{case}").text
    assert where not in mine
    assert visit(DESK).get(where).status_code == 404
    assert "4.000,00 EUR" in mine
    taken = re.search(rf'<form method="post" action="{where}">.*?</form>', theirs, re.DOTALL)
    assert taken, "the one who decides takes it over with one button"

    client = visit(RP)
    client.get("/")
    shown = client.post(
        where, data={**hidden(taken[0]), "csrf": hidden(client.get(f"/akten/{case}").text)["csrf"], "schritt": "zurueck"}
    )
    assert 'value="4.000,00"' in shown.text
    done = enter(client, where, outcome="granted", on="18.11.2002", amount="4.000,00")
    assert done.status_code == 303, done.text
    decided = now(a_house, case).entries[-1]
    assert (decided.actor, decided.behalf) == (party_id("leipzig", RP), "")


def test_a_conflict_takes_the_forms_away_and_says_why(visit: Visit, case: str) -> None:
    client, page = visit(DESK), f"/akten/{case}/befangenheit"
    assert party_id("leipzig", RP) in _PARTY.findall(client.get(page).text), "an administrator may declare others"

    assert enter(client, page, party=party_id("leipzig", DESK), on="18.11.2002").status_code == 303

    after = client.get(f"/akten/{case}").text
    assert f"/akten/{case}/vorschlagen/decision" not in after
    assert client.get(f"/akten/{case}/vorschlagen/decision").status_code == 404
    assert client.get(f"/akten/{case}/berichtigen/2").status_code == 404


def test_whoever_neither_administers_nor_keeps_minutes_declares_only_themselves(visit: Visit, case: str) -> None:
    assert set(_PARTY.findall(visit(RP).get(f"/akten/{case}/befangenheit").text)) == {party_id("leipzig", RP)}


def test_grounds_are_needed_unless_everything_is_granted(visit: Visit, case: str) -> None:
    page = f"/akten/{case}/vorschlagen/decision"

    assert check(visit(RP), page, outcome="refused", on="18.11.2002").status_code == 422
    assert visit(KG).get(page).status_code == 404
    assert visit(RP).get(f"/akten/{case}/vorschlagen/kg").status_code == 404


def test_whoever_recorded_an_outcome_is_offered_no_correction_of_it(visit: Visit, a_house: House, case: str) -> None:
    propose(visit, case, RP)
    enter(visit(DESK), f"/akten/{case}/eintragen/decision", outcome="granted", on="18.11.2002", amount="4.000,00")
    seq = now(a_house, case).version

    assert f"/akten/{case}/berichtigen/{seq}" not in visit(DESK).get(f"/akten/{case}").text
    assert visit(DESK).get(f"/akten/{case}/berichtigen/{seq}").status_code == 404
    assert f"/akten/{case}/berichtigen/2" in visit(DESK).get(f"/akten/{case}").text
