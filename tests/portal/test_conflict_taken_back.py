"""A conflict of interest that was declared by mistake is taken back by a correction, and not by whoever it is about."""

from store.people import party_id
from tests.houses import DESK, RP, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import enter, now
from workflows.house import House

DAY = "18.11.2002"


def test_an_administrator_takes_out_a_conflict_that_was_declared_of_the_wrong_person(visit: Visit, a_house: House) -> None:
    case = leipzig_case(a_house, "decision").dossier.id
    decide, wrong = f"/akten/{case}/eintragen/decision", party_id("leipzig", RP)
    assert enter(visit(DESK), f"/akten/{case}/befangenheit", party=wrong, on=DAY).status_code == 303
    seq = now(a_house, case).version
    assert visit(RP).get(decide).status_code == 404

    assert f"/akten/{case}/berichtigen/{seq}" in visit(DESK).get(f"/akten/{case}").text
    page = visit(DESK).get(f"/akten/{case}/berichtigen/{seq}")
    assert page.status_code == 200
    taken = enter(visit(DESK), f"/akten/{case}/berichtigen/{seq}", way="void", reason="Falsche Person")
    assert taken.status_code == 303, taken.text

    assert now(a_house, case).conflicted == frozenset()
    assert visit(RP).get(decide).status_code == 200
    assert findings(a_house) == []


def test_whoever_is_declared_biased_does_not_take_it_back_themselves(visit: Visit, a_house: House) -> None:
    case = leipzig_case(a_house, "decision").dossier.id
    assert enter(visit(DESK), f"/akten/{case}/befangenheit", party=party_id("leipzig", DESK), on=DAY).status_code == 303
    seq = now(a_house, case).version
    assert f"/akten/{case}/berichtigen/{seq}" not in visit(DESK).get(f"/akten/{case}").text
    assert visit(DESK).get(f"/akten/{case}/berichtigen/{seq}").status_code == 404
