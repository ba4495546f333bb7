"""Deputies in the portal: named by oneself or an administrator, in force from the next request on, over with the last day."""

import re
from datetime import timedelta

import pytest

from config.clock import FixedClock
from store import deputies
from store.people import party_id
from tests.houses import CITY, DESK, KG, RP, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import enter, hidden, now
from workflows.house import House

PAGE = "/vertretungen"


def name(visit: Visit, who: str, **typed: str) -> int:
    client = visit(who)
    said = {"deputy": KG, "since": "23.11.2026", "until": "27.11.2026", **typed}
    return client.post(PAGE, data={**hidden(client.get(PAGE).text), **said}).status_code


def test_one_names_a_deputy_for_oneself_and_they_act_at_once_until_the_last_day(
    visit: Visit, a_house: House, clock: FixedClock
) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    signed_in_before = visit(KG)
    assert "as a deputy" not in signed_in_before.get("/konto?lang=en").text
    assert signed_in_before.get(f"/akten/{id_}/eintragen/decision").status_code == 404

    assert name(visit, RP) == 303

    assert signed_in_before.get(f"/akten/{id_}/eintragen/decision").status_code == 200
    done = enter(signed_in_before, f"/akten/{id_}/eintragen/decision", outcome="granted", on="18.11.2002", amount="4.000,00")
    assert done.status_code == 303, done.text
    decided = now(a_house, id_).entries[-1]
    assert (decided.actor, decided.role, decided.behalf) == (
        party_id("leipzig", KG), "granting_authority", party_id("leipzig", RP),
    )  # fmt: skip
    assert "as a deputy" in visit(KG).get("/konto?lang=en").text
    assert "standing in for" in visit(DESK).get(f"/akten/{id_}?lang=en").text
    clock.move(timedelta(days=5))
    assert visit(KG).get(f"/akten/{id_}/berichtigen/{decided.seq}").status_code == 404
    assert visit(KG).get(f"/akten/{id_}/eintragen/early_start").status_code == 404


def test_everybody_on_the_staff_sees_their_own_and_administrators_see_all(visit: Visit) -> None:
    assert name(visit, DESK, absent=RP, deputy=KG) == 303
    assert name(visit, DESK, absent=DESK, deputy=RP, since="01.12.2026", until="02.12.2026") == 303

    seen = {who: visit(who).get(PAGE).text.count('name="deputy_id"') for who in (DESK, RP, KG)}

    assert seen == {DESK: 2, RP: 2, KG: 1}
    assert visit(CITY).get(PAGE).status_code == 404
    assert visit(CITY).post(PAGE, data=hidden(visit(CITY).get("/konto").text)).status_code in {403, 404}


def test_what_the_form_does_not_offer_is_not_read(visit: Visit, a_house: House) -> None:
    assert name(visit, RP, absent=DESK) == 303

    with a_house.database.reading() as connection:
        (one,) = deputies.listed(connection, "leipzig", day="2026-11-23")
    assert one.absent == party_id("leipzig", RP)


def test_administering_people_is_not_handed_on(visit: Visit) -> None:
    assert name(visit, DESK, absent=DESK) == 303

    assert visit(KG).get("/personen").status_code == 404


def test_an_overlap_is_shown(visit: Visit) -> None:
    name(visit, DESK, absent=RP)
    name(visit, DESK, absent=KG, deputy=DESK, since="27.11.2026", until="30.11.2026")

    assert visit(DESK).get(f"{PAGE}?lang=en").text.count("Overlap") == 1


def test_a_deputy_is_ended_by_a_button(visit: Visit) -> None:
    name(visit, RP)
    client = visit(KG)
    page = client.get(PAGE).text
    button = re.search(r'name="deputy_id" value="([0-9a-f]{32})"', page)
    assert button

    done = [client.post(f"{PAGE}/beenden", data={**hidden(page), "deputy_id": button[1]}).status_code for _turn in range(2)]

    assert done == [303, 422]
    assert "deputy_id" not in visit(RP).get(PAGE).text


@pytest.mark.parametrize(
    "typed",
    [
        {"deputy": ""},
        {"deputy": RP},
        {"deputy": CITY},
        {"deputy": "niemand"},
        {"since": ""},
        {"since": "11/2026"},
        {"since": "31.02.2026"},
        {"until": "22.11.2026"},
        {"until": "23.11.2027"},
        {"programme": "nirgends"},
    ],
)
def test_what_makes_no_sense_comes_back_as_it_was_typed(visit: Visit, typed: dict[str, str]) -> None:
    client = visit(RP)
    said = {"deputy": KG, "since": "23.11.2026", "until": "27.11.2026", **typed}
    answer = client.post(PAGE, data={**hidden(client.get(PAGE).text), **said})

    assert answer.status_code == 422
    assert f'value="{said["until"]}"' in answer.text
