"""Calls, bids, selections and conditions through the API; what of them the applicant's side reads."""

from domain.commands.meetings import Schedule
from domain.dates import When
from domain.events.meetings import BidReceived, ConditionSettled, Selected
from store.people import party_id
from store.roster import join
from tests.api.asking import KG_SAID, problem, say
from tests.api.conftest import Call
from tests.houses import CITY, DESK, KG, LEIPZIG, RP, TEAM, leipzig_case
from tests.portal.desk import now
from tests.projects import A_LEAD, A, B, a_project
from workflows.house import House
from workflows.inbox import receive

A_ID, B_ID = party_id("berlin", A), party_id("berlin", B)


def test_a_project_is_called_bid_for_and_given_to_a_sponsor(a_house: House, call: Call) -> None:
    id_ = a_project(a_house, "call").dossier.id
    team = call(TEAM, authority="berlin")
    asked: list[dict[str, object]] = [
        {"kind": "publish_call", "stage": "call", "on": "2024-03-05", "closes_on": "2024-03-29"},
        {"kind": "receive_bid", "stage": "bids", "on": "2024-03-20", "bidder": A_ID, "amount": 2_000_000},
        {"kind": "receive_bid", "stage": "bids", "on": "2024-03-21", "bidder": B_ID},
        {"kind": "close_bids", "stage": "bids", "on": "2024-04-02"},
        {"kind": "select", "stage": "selection", "on": "2024-04-10", "outcome": "selected", "bidder": A_ID, "vote": "4:1"},
    ]
    for number, said in enumerate(asked):
        answer = say(team, id_, said, f"0123456789abcd{number:02}")
        assert answer.status_code == 201, answer.text
    events = [entry.event for entry in now(a_house, id_).entries]
    assert BidReceived("bids", 1, A_ID, 2_000_000) in events
    assert any(isinstance(event, Selected) and event.bidder == A_ID for event in events)
    assert team.get(f"dossiers/{id_}").json()["sponsor"]["id"] == A_ID

    own = call(A_LEAD, authority="berlin")
    entries = own.get(f"dossiers/{id_}/entries").json()["items"]
    kinds = {entry["type"] for entry in entries}
    assert {"Called", "Selected"} <= kinds
    assert not kinds & {"BidReceived", "BidsClosed", "Proposed", "ConflictDeclared"}
    for told in (str(entries), own.get(f"dossiers/{id_}").text, own.get(f"applications/{id_}/timeline").text):
        assert B_ID not in told
        assert "4:1" not in told


def test_a_bidder_nobody_knows_is_refused_by_the_name_of_the_field(a_house: House, call: Call) -> None:
    id_ = a_project(a_house, "bids").dossier.id
    before = now(a_house, id_).version
    for nobody in ("x" * 36, party_id("leipzig", CITY), "a\x00b"):
        said = {"kind": "receive_bid", "stage": "bids", "on": "2024-03-20", "bidder": nobody}
        answer = say(call(TEAM, authority="berlin"), id_, said)
        assert answer.status_code == 422, nobody
        assert "bidder" in answer.text
    assert now(a_house, id_).version == before


def test_votes_are_recorded_with_members_of_the_authority_only(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    said = {**KG_SAID, "vote": "1:0", "voters": [party_id("leipzig", KG)], "biased": [A_ID]}
    answer = say(call(KG), id_, said)
    assert answer.status_code == 422
    assert "biased" in answer.text
    assert say(call(KG), id_, {**said, "biased": [party_id("leipzig", RP)]}).status_code == 201


def test_nobody_votes_for_an_organisation_they_act_for(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    with a_house.database.transaction() as connection:
        join(connection, party_id("leipzig", RP), party_id("leipzig", CITY))
    answer = say(call(KG), id_, {**KG_SAID, "vote": "1:0", "voters": [party_id("leipzig", RP)]})
    assert answer.status_code == 422
    assert "voters" in answer.text


def test_a_condition_ends_once_and_the_dossier_tells_what_is_open(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    adopted = {**KG_SAID, "outcome": "adopted_with_conditions", "conditions": "ohne Fest\nBericht", "secret": True}
    seq = say(call(KG), id_, adopted).json()["entries"][0]
    met = {
        "kind": "settle_condition", "seq": seq, "number": 2, "on": "2002-08-05", "outcome": "met", "proof": "Vermerk",
    }  # fmt: skip

    assert problem(say(call(CITY), id_, met, "x" * 16), 403, "not-permitted")
    assert problem(say(call(KG), id_, met, "y" * 16), 403, "not-permitted")
    assert say(call(DESK), id_, met, "z" * 16).status_code == 201
    assert say(call(DESK), id_, met, "z" * 16).headers["Idempotent-Replayed"] == "true"
    assert say(call(DESK), id_, met, "w" * 16).status_code == 409

    assert isinstance(now(a_house, id_).entries[-1].event, ConditionSettled)
    staff = call(DESK).get(f"dossiers/{id_}").json()["conditions"]
    assert [(one["number"], one["text"], one["state"], one["proof"]) for one in staff] == [
        (1, "ohne Fest", "open", None), (2, "Bericht", "met", "Vermerk"),
    ]  # fmt: skip
    own = call(CITY).get(f"dossiers/{id_}").json()["conditions"]
    assert [(one["state"], one["proof"]) for one in own] == [("open", None), ("met", None)]


def test_an_agenda_is_told_with_its_day_and_whether_it_is_public_to_staff_only(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    put_on = Schedule(stage="kg", on=When("2002-06-20"), meets_on=When("2002-07-04"), public=False)
    receive(a_house, "2.2", put_on, by=KG, programme=LEIPZIG, authority="leipzig")

    [staff] = call(DESK).get(f"dossiers/{id_}").json()["agenda"]
    [own] = call(CITY).get(f"dossiers/{id_}").json()["agenda"]

    assert (staff["meets_on"], staff["public"]) == ("2002-07-04", False)
    assert (own["meets_on"], own["public"], own["meeting"]) == ("2002-07-04", None, None)
    [entry] = [one for one in call(CITY).get(f"dossiers/{id_}/entries").json()["items"] if one["type"] == "Scheduled"]
    assert set(entry["data"]) <= {"stage", "round", "meets_on"}
