"""What cannot be helped: a busy database and faults of our own, told as problems without a word about the code."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from portal.api import handlers
from portal.api.edge import Edge
from store.errors import Locked, Lost, TryAgain
from tests.api.asking import problem


@pytest.fixture
def broken() -> Iterator[TestClient]:
    """An application with the API's handlers and routes that fail."""
    app = FastAPI()
    handlers.add_to(app)
    app.add_middleware(Edge)

    @app.get("/busy/{how}")
    def busy(how: str) -> None:
        raise {"locked": Locked, "lost": Lost}.get(how, TryAgain)

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("a secret of the code")

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("how", ["locked", "lost", "other"])
def test_a_busy_database_asks_to_be_asked_again(broken: TestClient, how: str) -> None:
    answer = broken.get(f"/busy/{how}")

    problem(answer, 503, "busy")
    assert answer.headers["retry-after"] == "1"


def test_a_fault_of_ours_names_a_code_and_nothing_else(broken: TestClient) -> None:
    answer = broken.get("/fails", headers={"Accept-Language": "en"})

    assert re.search(r"Name the code [0-9A-F]{4} ", str(problem(answer, 500, "failed")["detail"]))
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
