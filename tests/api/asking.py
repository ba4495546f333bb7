"""What a test asks of the API, and the problem it gets."""

from httpx2 import Response
from starlette.testclient import TestClient

KG_SAID = {"kind": "resolve", "stage": "kg", "on": "2002-07-04", "outcome": "adopted"}


def problem(answer: Response, status: int, kind: str) -> dict[str, object]:
    """The problem that was answered."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, object] = answer.json()
    assert told["type"] == f"/api/v1/problems/{kind}"
    assert told["status"] == status
    return told


def say(client: TestClient, id_: str, said: object, key: str = "0123456789abcdef", **headers: str) -> Response:
    """Say something to a dossier, under a key."""
    return client.post(f"dossiers/{id_}/entries", json=said, headers={"Idempotency-Key": key, **headers})
