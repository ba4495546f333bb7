"""Recording through the API: every command, once; previews; what is stale, refused or nonsense."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from store.people import party_id
from tests.api.conftest import Call
from tests.api.test_reading import problem
from tests.houses import BERLIN, CITY, CONTACT, DESK, KG, LEIPZIG, RESIDENT, RP, TEAM, events_of, findings, leipzig_case
from workflows.house import House
from workflows.walk import catch_up

KG_SAID = {"kind": "resolve", "stage": "kg", "on": "2002-07-04", "outcome": "adopted"}


def say(client: TestClient, id_: str, said: object, key: str = "0123456789abcdef", **headers: str) -> Response:
    return client.post(f"dossiers/{id_}/entries", json=said, headers={"Idempotency-Key": key, **headers})


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


@pytest.mark.parametrize("key", ["", "short", "with blank in it 0123", "a" * 201, "chain:0123456789abcdef"])
def test_a_key_has_its_form(a_house: House, call: Call, key: str) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    told = problem(say(call(DESK), id_, KG_SAID, key), 422, "not-valid")

    assert told["field"] == "Idempotency-Key"
    assert events_of(a_house) == 2


def test_without_a_key_nothing_is_recorded(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    told = problem(call(DESK).post(f"dossiers/{id_}/entries", json=KG_SAID), 422, "not-valid")

    assert told["errors"] == [{"field": "Idempotency-Key", "detail": "This is missing."}]


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


def test_refusals_say_their_sentence_in_the_language_asked_for(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk = call(DESK)
    early = {"kind": "decide", "stage": "decision", "on": "2002-11-18", "outcome": "granted"}

    english = problem(say(desk, id_, early), 409, "stage-not-open")
    german = problem(say(desk, id_, early, **{"Accept-Language": "de-DE,en;q=0.5"}), 409, "stage-not-open")

    assert "is not open in round 1" in str(english["detail"])
    assert "Projektentscheidung" in str(german["detail"])
    assert english["instance"] == f"/api/v1/dossiers/{id_}/entries"


@pytest.mark.parametrize(
    ("said", "status", "kind", "field"),
    [
        ({**KG_SAID, "on": "2027-01-01"}, 422, "in-the-future", None),
        ({**KG_SAID, "on": None}, 422, "date-needed", None),
        ({**KG_SAID, "stage": "nowhere"}, 422, "no-such-stage", None),
        ({**KG_SAID, "kind": "decide", "outcome": "granted", "amount": 0}, 422, "no-such-outcome", None),
        ({**KG_SAID, "conditions": "a\u202eb"}, 422, "reordering-character", None),
        ({**KG_SAID, "conditions": "a\u0000b"}, 422, "control-character", None),
        ({**KG_SAID, "outcome": "splendid"}, 422, "not-valid", "outcome"),
        ({**KG_SAID, "on": "2002-02-30"}, 422, "not-valid", "on"),
        ({**KG_SAID, "on": 20020704}, 422, "not-valid", "on"),
        ({**KG_SAID, "surprise": 1}, 422, "not-valid", "surprise"),
        ({**KG_SAID, "vote": "x" * 301}, 422, "not-valid", "vote"),
        ({**KG_SAID, "kind": "dance"}, 422, "not-valid", "body"),
        ({"stage": "kg"}, 422, "not-valid", "body"),
        ([], 422, "not-valid", "body"),
        ({"kind": "decide", "stage": "decision", "outcome": "granted", "amount": 1.5}, 422, "not-valid", "amount"),
        ({"kind": "decide", "stage": "decision", "outcome": "granted", "amount": "1"}, 422, "not-valid", "amount"),
        ({"kind": "decide", "stage": "decision", "outcome": "granted", "amount": 10**16}, 422, "not-valid", "amount"),
        ({"kind": "withdraw", "on": "unknown", "reason": "x"}, 422, "not-valid", "on"),
        ({"kind": "withdraw", "on": "2002-07-04", "reason": ""}, 422, "reason-needed", None),
        ({"kind": "correct", "seq": 99, "reason": "x", "void": True}, 422, "no-such-entry", None),
        ({"kind": "assign", "on": "2026-11-23", "officer": "nobody"}, 422, "not-valid", "officer"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_name(
    a_house: House, call: Call, said: object, status: int, kind: str, field: str | None
) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    before = events_of(a_house)

    answer = say(call(DESK), id_, said)

    assert problem(answer, status, kind).get("field") == field, answer.text
    assert events_of(a_house) == before


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 50_000, b'{"kind": "withdraw", "reason": "\xff"}'])
def test_a_body_that_is_no_json_is_refused(a_house: House, call: Call, body: bytes) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    headers = {"Idempotency-Key": "0123456789abcdef", "Content-Type": "application/json"}

    answer = call(DESK).post(f"dossiers/{id_}/entries", content=body, headers=headers)

    problem(answer, 422 if not body else 400, "not-valid" if not body else "malformed")


def test_other_media_types_methods_and_addresses_are_problems_too(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    desk = call(DESK)
    headers = {"Idempotency-Key": "0123456789abcdef"}

    problem(desk.post(f"dossiers/{id_}/entries", data={"a": "b"}, headers=headers), 415, "unsupported-media-type")
    refused = desk.delete(f"dossiers/{id_}")
    problem(refused, 405, "method-not-allowed")
    assert "GET" in refused.headers["allow"]
    for nowhere in ("nowhere", "programmes/a%0Ab", "../v2/me"):
        problem(desk.get(nowhere), 404, "not-found")
    large = desk.post("applications", content=b" " * 2_000_000, headers={**headers, "Content-Type": "application/json"})
    problem(large, 413, "too-large")
    problem(desk.get("me", headers={"Host": "elsewhere.example"}), 421, "wrong-host")
    problem(desk.post("applications", json={}, headers={"Origin": "https://elsewhere.example"}), 403, "from-elsewhere")


def test_every_kind_of_problem_is_explained_at_its_address(call: Call) -> None:
    stranger = call()

    told = stranger.get("problems/changed-meanwhile").json()

    assert told["type"] == "/api/v1/problems/changed-meanwhile"
    assert "was changed while you were looking" in told["detail"]
    assert stranger.get("problems/stage-not-open").json()["status"] == 409
    assert stranger.get("problems/not-your-role").json()["status"] == 403
    problem(stranger.get("problems/nowhere"), 404, "not-found")


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


HOFFEST = {
    "programme": BERLIN, "title": "Hoffest", "area": "Beispielkiez", "requested": 150_000, "begins": "2027-06",
    "plan": [{"source": "aktionsfonds", "share": "100 %", "amount": 150_000}],
}  # fmt: skip


def test_an_application_is_sent_once(call: Call) -> None:
    resident = call(RESIDENT, authority="berlin")
    headers = {"Idempotency-Key": "0123456789abcdef"}

    first = resident.post("applications", json=HOFFEST, headers=headers)
    again = resident.post("applications", json=HOFFEST, headers=headers)
    other = resident.post("applications", json={**HOFFEST, "title": "Anderes Fest"}, headers=headers)

    assert first.status_code == 201, first.text
    assert first.json()["reference"] == "2026-0001"
    assert "idempotent-replayed" not in first.headers
    assert (again.json(), again.headers["idempotent-replayed"]) == (first.json(), "true")
    problem(other, 422, "key-used")
    told = resident.get(f"dossiers/{first.json()['id']}").json()
    assert (told["requested"], told["plan"][0]["amount"], told["begins"]) == (150_000, 150_000, "2027-06")
    assert told["applicant"]["name"] == "Bewohnerin"
    entries = resident.get(f"dossiers/{first.json()['id']}/entries").json()["items"]
    assert first.json()["hash"] == entries[1]["hash"]


@pytest.mark.parametrize(
    ("change", "status", "kind", "field"),
    [
        ({"title": ""}, 422, "not-valid", "title"),
        ({"title": "\u200b"}, 422, "text-missing", None),
        ({"title": "zwei\nZeilen"}, 422, "not-valid", "title"),
        ({"area": ""}, 422, "area-needed", None),
        ({"begins": "2027-06", "ends": "2027-05"}, 422, "not-valid", "ends"),
        ({"plan": [{"source": "gold", "amount": 1}]}, 422, "no-such-source", None),
        ({"plan": [{"source": "aktionsfonds"}]}, 422, "not-valid", "plan.0"),
        ({"plan": [{"source": "aktionsfonds", "share": "viel"}]}, 422, "not-valid", "plan.0.share"),
        ({"requested": -1}, 422, "not-valid", "requested"),
        ({"applicant": "qm-team"}, 422, "not-valid", "applicant"),
        ({"sponsor": "nobody"}, 422, "not-valid", "sponsor"),
        ({"reference": "1"}, 422, "not-valid", "reference"),
        ({"programme": LEIPZIG}, 403, "not-permitted", None),
        ({"programme": "nowhere"}, 403, "not-permitted", None),
    ],
)
def test_an_application_that_cannot_be_taken_says_why(
    a_house: House, call: Call, change: dict[str, Any], status: int, kind: str, field: str | None
) -> None:
    resident = call(RESIDENT, authority="berlin")

    answer = resident.post("applications", json={**HOFFEST, **change}, headers={"Idempotency-Key": "0123456789abcdef"})

    assert problem(answer, status, kind).get("field") == field, answer.text
    assert events_of(a_house) == 0
