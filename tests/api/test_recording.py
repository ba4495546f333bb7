"""Recording through the API: every command, once; previews, versions that are stale, and who may record what."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from store.people import party_id
from tests.api.asking import KG_SAID, problem, say
from tests.api.conftest import Call
from tests.houses import CITY, CONTACT, DESK, KG, RP, TEAM, events_of, findings, leipzig_case
from workflows.house import House
from workflows.walk import catch_up


def test_a_whole_case_is_recorded_through_the_api(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "submission").dossier.id
    desk = call(DESK)
    course: list[dict[str, Any]] = [
        {"kind": "submit", "stage": "submission", "on": "2002-05-24"},
        {"kind": "return", "stage": "submission", "on": "2002-05-27", "purpose": "documents", "reason": "Es fehlt etwas",
         "documents": ["Kostenplan"]},
        {"kind": "supply_documents", "stage": "submission", "on": "2002-05-30"},
        KG_SAID,
        {"kind": "decide", "stage": "decision", "on": "2002-11-18", "outcome": "granted", "amount": 150_000_00},
        {"kind": "confirm_funds", "stage": "cofinancing", "outcome": "confirmed", "sources": ["efre", "stadt"]},
        {"kind": "report_status", "on": "2003-01", "status": "implementation"},
        {"kind": "correct", "seq": 6, "reason": "Verschrieben", "amount": 140_000_00},
        {"kind": "assign", "on": "2026-11-23", "officer": party_id("leipzig", DESK)},
    ]  # fmt: skip

    answers = [say(desk, id_, said, f"course-of-the-case-{number}") for number, said in enumerate(course)]
    assert [(answer.status_code, answer.text) for answer in answers if answer.status_code != 201] == []
    assert {answer.headers["location"] for answer in answers} == {f"/api/v1/dossiers/{id_}/entries"}
    assert not any("idempotent-replayed" in answer.headers for answer in answers)

    told = desk.get(f"dossiers/{id_}").json()
    assert (told["approval"], told["implementation"]) == ("funded", "implementation")
    assert told["officer"]["name"] == "Sachbearbeitung"
    assert told["version"] == answers[-1].json()["version"]
    assert findings(a_house) == []


def test_the_same_again_is_the_same_answer_and_records_nothing(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk = call(DESK)
    first = say(desk, id_, KG_SAID)
    say(desk, id_, {"kind": "report_status", "on": "2003-01", "status": "planning"}, "something-else-01")
    catch_up(a_house)
    before = events_of(a_house)

    again = say(desk, id_, KG_SAID, **{"If-Match": '"1"'})

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert events_of(a_house) == before


def test_the_same_at_the_same_time_is_recorded_once(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk = call(DESK)

    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(lambda _turn: say(desk, id_, KG_SAID), range(8)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    assert events_of(a_house) == 3


def test_a_key_that_was_used_opens_no_preview(a_house: House, call: Call) -> None:
    city = call(CITY)
    id_ = leipzig_case(a_house, "kg").dossier.id
    withdrawn = {"kind": "withdraw", "on": "2026-11-23", "reason": "Nicht mehr nötig"}
    assert say(city, id_, withdrawn).status_code == 201

    answer = say(city, id_, {"kind": "assign", "on": "2026-11-23"}, Prefer="dry-run")

    problem(answer, 403, "not-permitted")


def test_a_key_stands_for_one_thing(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk = call(DESK)
    say(desk, id_, KG_SAID)

    problem(say(desk, id_, {**KG_SAID, "outcome": "rejected"}), 422, "key-used")
    problem(say(call(KG), id_, KG_SAID), 422, "key-used")


def test_what_was_seen_has_to_be_what_is(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk = call(DESK)
    tag = desk.get(f"dossiers/{id_}").headers["etag"]

    told = problem(say(desk, id_, KG_SAID, **{"If-Match": '"1"'}), 412, "changed-meanwhile")
    assert "changed while you were looking" in str(told["detail"])
    problem(say(desk, id_, KG_SAID, Prefer="dry-run", **{"If-Match": '"1"'}), 412, "changed-meanwhile")
    for nonsense in ("2", 'W/"2"', '"x"', '"1", "2"', '"²"'):
        answer = say(desk, id_, KG_SAID, **{"If-Match": nonsense.encode()})  # type: ignore[arg-type]
        assert problem(answer, 422, "not-valid")["field"] == "If-Match"
    assert say(desk, id_, KG_SAID, **{"If-Match": tag}).status_code == 201


@pytest.mark.parametrize("way", [{"params": {"preview": "true"}}, {"headers": {"Prefer": "respond-async, dry-run"}}])
def test_a_preview_says_what_would_follow_and_records_nothing(a_house: House, call: Call, way: dict[str, Any]) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    before = events_of(a_house)
    headers = {"Idempotency-Key": "0123456789abcdef", **way.get("headers", {})}

    answer = call(DESK).post(f"dossiers/{id_}/entries", json=KG_SAID, headers=headers, params=way.get("params", {}))

    assert answer.status_code == 200, answer.text
    assert answer.headers["preference-applied"] == "dry-run"
    assert "KG session (round 1): confirmed" in answer.json()["entries"][0]
    assert any("Project decision" in line for line in answer.json()["waits"])
    assert answer.json()["letters"]
    assert events_of(a_house) == before


@pytest.mark.parametrize("who", [CONTACT, RP, KG])
def test_who_may_not_record_a_thing_is_told_so_and_who_sees_nothing_finds_nothing(a_house: House, call: Call, who: str) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    problem(say(call(who), id_, {"kind": "assign", "on": "2026-11-23"}), 403, "not-permitted")
    problem(say(call(TEAM, authority="berlin"), id_, KG_SAID), 404, "not-found")
    assert say(call(KG), id_, KG_SAID).status_code == 201


def test_applicants_supply_what_is_asked_of_them_as_of_today_and_withdraw(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    city = call(CITY)
    supply = {"kind": "supply_documents", "stage": "submission", "on": "2026-11-23"}
    assert problem(say(city, id_, supply), 422, "not-valid")["field"] == "stage"
    returned = {"kind": "return", "stage": "submission", "on": "2026-11-20", "purpose": "documents", "reason": "Es fehlt"}
    assert say(call(DESK), id_, returned, "send-it-back-00001").status_code == 201

    assert problem(say(city, id_, {**supply, "on": "2026-11-20"}), 422, "not-valid")["field"] == "on"
    assert problem(say(city, id_, {**supply, "begins_round": "Neu"}), 422, "not-valid")["field"] == "round"
    assert say(city, id_, supply).status_code == 201
    assert say(city, id_, supply).headers["idempotent-replayed"] == "true"
    withdrawn = {"kind": "withdraw", "on": "2026-11-23", "reason": "Nicht mehr nötig"}
    assert problem(say(city, id_, {**withdrawn, "on": "2026-11"}, "withdraw-the-case-1"), 422, "not-valid")["field"] == "on"
    assert say(city, id_, withdrawn, "withdraw-the-case-1").status_code == 201
