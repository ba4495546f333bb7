"""What the API refuses: by its name, in the language asked for, at an address that explains it, and without a trace."""

import pytest

from tests.api.asking import KG_SAID, problem, say
from tests.api.conftest import Call
from tests.houses import DESK, events_of, leipzig_case
from workflows.house import House


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
        ({**KG_SAID, "kind": "decide", "outcome": "granted", "amount": 0}, 422, "not-of-this-stage", None),
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
