"""Applying through the API: once, in the name of those one acts for, with everything the programme asks."""

from typing import Any

import pytest

from tests.api.asking import problem
from tests.api.conftest import Call
from tests.houses import BERLIN, LEIPZIG, RESIDENT, events_of
from workflows.house import House

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
