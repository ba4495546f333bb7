"""What an attacker tried on the API: keys and cursors of others, bodies made to hurt, doors beside the door."""

import io
import json
import zipfile

import pytest

from portal.api.keys import Scope
from store import roster
from store.people import party_id
from tests.api.asking import KG_SAID, problem, say
from tests.api.conftest import Call
from tests.houses import CITY, CONTACT, DESK, KG, LEIPZIG, RESIDENT, RP, TEAM, leipzig_case, version
from tests.portal.conftest import Visit
from workflows.house import House

KEY = "0123456789abcdef-eins"


@pytest.fixture(name="id_")
def _id(a_house: House) -> str:
    """A case of the city that waits for the KG."""
    return leipzig_case(a_house, "kg").dossier.id


def waiting(house: House) -> str:
    return leipzig_case(house, "submission", "2.9").dossier.id


def test_the_key_of_somebody_else_gives_neither_their_answer_nor_their_rights(a_house: House, call: Call) -> None:
    id_ = waiting(a_house)
    before = version(a_house, id_)
    submit = {"kind": "submit", "stage": "submission", "on": "2002-05-24"}
    assert say(call(DESK), id_, submit, KEY).status_code == 201
    assert version(a_house, id_) > before
    stands = version(a_house, id_)

    problem(say(call(KG), id_, submit, KEY), 422, "key-used")
    problem(say(call(CITY), id_, submit, KEY), 422, "key-used")
    assert say(call(TEAM, authority="berlin"), id_, submit, KEY).status_code == 404
    assert say(call(DESK), id_, {**submit, "on": "2002-05-25"}, KEY).status_code == 422

    assert version(a_house, id_) == stands


def test_a_preview_of_what_one_may_not_record_is_refused_and_leaves_nothing(a_house: House, call: Call) -> None:
    id_ = leipzig_case(a_house, "decision").dossier.id
    stands = version(a_house, id_)
    decide = {"kind": "decide", "stage": "decision", "on": "2002-11-18", "outcome": "granted"}

    for who in (CITY, CONTACT, KG):
        answer = say(call(who), id_, decide, KEY, Prefer="dry-run")
        assert answer.status_code == 403
    assert say(call(RP), id_, decide, KEY, Prefer="dry-run").status_code == 200
    assert say(call(RP, Scope.READ), id_, decide, KEY, Prefer="dry-run").status_code == 403

    assert version(a_house, id_) == stands


def test_a_role_that_was_taken_allows_nothing_in_the_same_moment(a_house: House, call: Call) -> None:
    id_ = waiting(a_house)
    kg = call(KG)
    assert kg.get("worklist").status_code == 200
    with a_house.database.transaction() as connection:
        roster.set_roles(connection, party_id("leipzig", KG), LEIPZIG, ())

    assert kg.get("worklist").status_code == 404
    assert kg.get(f"dossiers/{id_}").status_code == 404
    assert say(kg, id_, KG_SAID).status_code == 404


@pytest.mark.parametrize(
    "more", [{"actor": "x"}, {"role": "case_officer"}, {"recorded_at": "2000-01-01"}, {"seq": 1}, {"roles": []}]
)
def test_what_the_api_does_not_know_is_not_taken_in_silence(call: Call, id_: str, more: dict[str, object]) -> None:
    assert say(call(DESK), id_, {**KG_SAID, **more}).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 900_000, b'{"a":' * 150_000, b'{"kind":"resolve","round":' + b"9" * 6000 + b"}",
        b'{"kind":"resolve","round":1e999}', b'{"kind":"resolve","round":NaN}', b'"\\ud800"', b"\xff\xfe", b"", b"null", b"[]",
        json.dumps({**KG_SAID, "vote": "\ud800"}).encode(), json.dumps({**KG_SAID, "vote": "\x00"}).encode(),
        json.dumps({**KG_SAID, "stage": "kg\u0000"}).encode(),
    ],
    ids=range(13),
)  # fmt: skip
def test_bodies_made_to_hurt_are_problems_of_their_sender(a_house: House, call: Call, id_: str, body: bytes) -> None:
    stands = version(a_house, id_)
    headers = {"Content-Type": "application/json", "Idempotency-Key": KEY}

    answer = call(DESK).post(f"dossiers/{id_}/entries", content=body, headers=headers)

    assert answer.status_code in {400, 409, 422}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert version(a_house, id_) == stands


def test_too_much_is_cut_off_whoever_sends_it(call: Call, id_: str) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": KEY}

    for who in ("", DESK):
        answer = call(who).post(f"dossiers/{id_}/entries", content=b" " * 1_100_000, headers=headers)
        problem(answer, 413, "too-large")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"])
def test_other_methods_open_nothing_and_change_nothing(a_house: House, call: Call, id_: str, method: str) -> None:
    stands = version(a_house, id_)
    for address in (f"dossiers/{id_}", f"dossiers/{id_}/entries", "people"):
        answer = call(DESK).request(
            method, address, headers={"X-HTTP-Method-Override": "POST", "Origin": "http://evil.example"}
        )
        assert answer.status_code in {403, 405}
        assert not {name for name in answer.headers if name.lower().startswith("access-control-")}
        assert "etag" not in answer.headers
    assert version(a_house, id_) == stands


def test_a_tag_of_a_case_one_may_not_see_tells_nothing(a_house: House, call: Call, id_: str) -> None:
    stranger = call(RESIDENT, authority="berlin")
    for tag in ("*", f'"{version(a_house, id_)}"'):
        answer = stranger.get(f"dossiers/{id_}", headers={"If-None-Match": tag})
        assert answer.status_code == 404
        assert "etag" not in answer.headers
        matched = say(stranger, id_, KG_SAID, KEY, **{"If-Match": '"1"'})
        assert matched.status_code == 404


def test_a_cursor_shows_nothing_of_other_authorities(call: Call, id_: str) -> None:
    ours = call(DESK).get("dossiers?limit=1")
    theirs = call(TEAM, authority="berlin")
    cursor = ours.json()["next"] or "WyJ1cmJhbi1paS1sZWlwemlnIiwgIjAiXQ"

    answer = theirs.get("dossiers", params={"cursor": cursor})

    assert answer.status_code in {200, 422}
    assert id_ not in answer.text
    assert theirs.get("dossiers", params={"programme": LEIPZIG}).status_code == 404


def test_people_are_for_keys_and_people_who_may(call: Call) -> None:
    assert call(KG).get("people").status_code == 404
    assert call(DESK, Scope.READ, Scope.RECORD).get("people").status_code == 403
    told = call(DESK).get("people").text
    assert RESIDENT not in told


def test_the_description_tells_nothing_of_this_installation(call: Call) -> None:
    told = call().get("openapi.json")

    assert told.status_code == 200
    for secret in ("example.org", "sqlite", "postgres", "/tmp", TEAM):  # noqa: S108 - a part of a path
        assert secret not in told.text


def test_the_copy_of_a_contact_holds_no_more_than_they_are_told(a_house: House, call: Call, visit: Visit) -> None:
    id_ = waiting(a_house)
    assert say(call(DESK), id_, {"kind": "submit", "stage": "submission", "on": "2002-05-24"}).status_code == 201
    voted = {
        **KG_SAID,
        "outcome": "adopted_with_conditions",
        "vote": "17 Ja, Frau Beispiel nein",
        "conditions": "Mit Beteiligung",
    }
    assert say(call(KG), id_, voted, KEY).status_code == 201

    def said(handle: str) -> str:
        with zipfile.ZipFile(io.BytesIO(visit(handle).get("/konto/daten").content)) as archive:
            return "".join(archive.read(name).decode() for name in ("daten.json", "uebersicht.txt"))

    assert party_id("leipzig", CITY) in said(CITY), "what is about the applicant the applicant gets"
    for handle in (CITY, CONTACT):
        assert "17 Ja" not in said(handle), "how a body voted is nobody's of the applicant's side"
    assert "Mit Beteiligung" in said(CONTACT)
    assert party_id("leipzig", CITY) not in said(CONTACT)
