"""The API keeps to its own description: Schemathesis tries every operation with made-up requests and looks at each answer.

A rehearsal with chance removed: the same requests every time, so a failure can be looked at.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.clock import FixedClock
from portal.app import create_app
from portal.documents import filing
from portal.documents.file_kinds import Upload
from tests.api.conftest import account_of, key_of
from tests.houses import DESK, LEIPZIG, HousesOf, a_key, leipzig_case
from tests.portal.desk import now
from tests.portal.files import PDF
from workflows.house import House
from workflows.walk import catch_up

#: Enough to meet every answer an operation documents but 500 and 503; the whole takes about half a minute.
_TRIES = 12
#: Bodies that can be taken: chance alone does not name a programme.
_SENSIBLE: dict[str, tuple[dict[str, Any], ...]] = {
    "POST /applications": ({"programme": LEIPZIG, "title": "Hoffest", "plan": [{"source": "efre", "amount": 100}]},),
    "POST /dossiers/{dossier_id}/entries": (
        {"kind": "report_status", "on": "2003-01", "status": "planning"},
        {"kind": "resolve", "stage": "kg", "on": "2002-07-04", "outcome": "adopted"},
        {"kind": "correct", "seq": 2, "on": "2002-05-25", "reason": "Verschrieben"},
        {"kind": "assign", "on": "2026-11-23"},
    ),
}
_CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip


Operation = APIOperation[Any, Any, Any, Any]


class Tried:
    """The API with a case in it, a key for everything, and its description."""

    def __init__(self, houses: HousesOf) -> None:
        house = houses.open()
        self.dossiers = [leipzig_case(house, stage, f"2.{n}").dossier.id for n, stage in enumerate(("submission", "kg", "end"))]
        catch_up(house)
        self.documents = {id_: _filed(house, id_) for id_ in self.dossiers}
        here = {"Host": "127.0.0.1"}
        self.headers = {"Authorization": f"Bearer {key_of(house, DESK)}", **here}
        self.schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(house), headers=here)

    def real(self, dossier: str) -> dict[str, str]:
        """What chance does not find: names and ids that exist."""
        return {"dossier_id": dossier, "key": LEIPZIG, "slug": "key-used", "document_id": self.documents[dossier]}


def _filed(house: House, id_: str) -> str:
    """File a document in a dossier and give its id."""
    account = account_of(house, DESK)
    dossier = now(house, id_)
    assert filing.file(house, account, dossier, [Upload("Plan.pdf", BytesIO(PDF))], a_key()) == []
    return filing.filed(house, account, dossier=now(house, id_), own=False)[0].document.id


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    folder: Path = tmp_path_factory.mktemp("contract")
    clock = FixedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    with HousesOf(f"sqlite:///{folder / 'house' / 'foerderkette.sqlite'}", folder / "house", clock) as houses:
        yield Tried(houses)


def test_every_answer_is_one_the_description_promises(tried: Tried) -> None:
    for found in tried.schema.get_all_operations():
        assert isinstance(found, Ok)
        _plainly(tried, found.ok())
        _try_out(tried, found.ok())


def _plainly(tried: Tried, operation: Operation) -> None:
    """One request as it is meant, so that no operation is only met with locked doors."""
    dossier = tried.dossiers[1]
    for n, body in enumerate(_SENSIBLE.get(operation.label, (None,))):
        said: dict[str, Any] = {} if body is None else {"body": body, "media_type": "application/json"}
        headers = {} if body is None else {"Idempotency-Key": f"meant-as-it-stands-{n}"}
        names = [one.name for one in operation.iter_parameters() if one.location == "path"]
        path = {name: value for name, value in tried.real(dossier).items() if name in names}
        case = operation.Case(path_parameters=path, headers=headers, **said)
        answer = case.call(headers=tried.headers)
        case.validate_response(answer, checks=_CHECKS)
        assert answer.status_code in {200, 201}, (operation.label, answer.text)


def _try_out(tried: Tried, operation: Operation) -> None:
    """Many requests that somebody made up, right and wrong ones."""
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    cases = st.one_of(right, right, wrong) if [*operation.iter_parameters()] else right

    @settings(
        max_examples=_TRIES if operation.method == "get" else 3 * _TRIES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(
        case=cases,
        dossier=st.sampled_from([*tried.dossiers, ""]),
        said=st.sampled_from([None, *_SENSIBLE.get(operation.label, ())]),
    )
    def tries(case: schemathesis.Case[Any], dossier: str, said: dict[str, Any] | None) -> None:
        if said is not None:
            case.body, case.media_type = said, "application/json"
        if dossier:
            real = tried.real(dossier)
            case.path_parameters = {name: real.get(name, value) for name, value in case.path_parameters.items()}
        case.validate_response(case.call(headers=tried.headers), checks=_CHECKS)

    tries()
