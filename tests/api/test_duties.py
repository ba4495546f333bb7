"""Duties kept apart through the API: a proposal, a conflict, and whom a deputy stood in for."""

from datetime import timedelta

from store.people import party_id
from tests.api.asking import problem, say
from tests.api.conftest import Call
from tests.conftest import MORNING
from tests.houses import CITY, DESK, KG, RP, findings, leipzig_case
from workflows import deputies
from workflows.deputies import Wanted
from workflows.house import House
from workflows.roster_change import By

PROPOSED = {"kind": "propose", "stage": "decision", "on": "2002-11-01", "outcome": "granted", "amount": 4_000_00}
DECIDED = {"kind": "decide", "stage": "decision", "on": "2002-11-18", "outcome": "granted", "amount": 4_000_00}


def test_whoever_prepared_a_decision_may_not_record_it(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id

    assert say(call(DESK), id_, PROPOSED, "a-proposal-of-mine-1").status_code == 201
    problem(say(call(DESK), id_, DECIDED, "a-decision-of-mine-1"), 403, "not-permitted")
    problem(say(call(KG), id_, PROPOSED, "a-proposal-of-mine-2"), 403, "not-permitted")
    assert say(call(RP), id_, DECIDED, "a-decision-of-mine-2").status_code == 201
    assert findings(a_house) == []


def test_a_proposal_names_a_stage_of_the_programme(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id

    assert say(call(DESK), id_, {**PROPOSED, "stage": "nirgends"}, "a-proposal-of-mine-1").status_code in {404, 422}
    problem(say(call(DESK), id_, {**PROPOSED, "stage": "kg"}, "a-proposal-of-mine-2"), 403, "not-permitted")


def test_a_conflict_is_declared_by_id_and_only_of_people_who_are_known(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    conflict = {"kind": "declare_conflict", "on": "2002-06-01", "party": party_id("leipzig", RP)}

    others = {**conflict, "party": party_id("leipzig", DESK)}
    problem(say(call(RP), id_, others, "a-conflict-of-mine-0"), 403, "not-permitted")
    for number, party in enumerate(["nobody", party_id("berlin", "qm-team"), "x\x00y"]):
        problem(say(call(DESK), id_, {**conflict, "party": party}, f"a-conflict-of-mine{number}1"), 422, "not-valid")
    assert say(call(DESK), id_, conflict, "a-conflict-of-mine-1").status_code == 201

    problem(say(call(RP), id_, DECIDED, "a-decision-of-mine-1"), 403, "not-permitted")


def test_an_entry_says_whom_a_deputy_stood_in_for(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    today = MORNING.date()
    deputies.name(a_house, By("leipzig"), Wanted(RP, KG, today, today + timedelta(days=3)))

    assert say(call(KG), id_, DECIDED, "a-decision-of-mine-1").status_code == 201

    entry = call(DESK).get(f"dossiers/{id_}/entries?limit=100").json()["items"][-1]
    assert (entry["actor"]["id"], entry["behalf"]["id"]) == (party_id("leipzig", KG), party_id("leipzig", RP))
    assert all(one["behalf"] is None for one in call(CITY).get(f"dossiers/{id_}/entries?limit=100").json()["items"])
