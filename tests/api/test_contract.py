"""The API keeps to its own description: Schemathesis tries every operation with made-up requests and looks at each answer.

A rehearsal with chance removed: the same requests every time, so a failure can be looked at.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

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
from starlette.testclient import TestClient

from config.clock import FixedClock
from portal.app import create_app
from portal.applicant.public_status import code_of
from portal.documents import filing
from portal.documents.file_kinds import TITLES, Upload
from tests.api.conftest import account_of, key_of
from tests.houses import CITY, CONTACT, DESK, LEIPZIG, HousesOf, a_key, leipzig_case
from tests.portal.desk import now
from tests.portal.files import PDF, png
from tests.portal.uploading import a_draft
from workflows.house import House
from workflows.walk import catch_up

#: Enough to meet every answer an operation documents but 500 and 503; the whole takes less than half a minute of work.
_READS, _CHANGES = 8, 20


class Meant(NamedTuple):
    """A request as it is meant, because chance alone does not name a programme: what it says beside ids that exist."""

    body: Any = None
    media_type: str = "application/json"
    path: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}
    #: Where to read the version that the request names as seen.
    seen_at: str = ""


_FILE = Meant(PDF, "application/pdf", headers={"Content-Disposition": "attachment; filename*=UTF-8''Plan%20%C3%BC.pdf"})
_NEW = {"handle": "neue-stelle", "name": "Neue Stelle", "organisation": True}
_MEMBER = {"handle": "gbm", "person": CONTACT}
_SENSIBLE: dict[str, tuple[Meant, ...]] = {
    "POST /applications": (Meant({"programme": LEIPZIG, "title": "Hoffest", "plan": [{"source": "efre", "amount": 100}]}),),
    "POST /dossiers/{dossier_id}/entries": (
        Meant({"kind": "report_status", "on": "2003-01", "status": "planning"}),
        Meant({"kind": "resolve", "stage": "kg", "on": "2002-07-04", "outcome": "adopted"}),
        Meant({"kind": "correct", "seq": 2, "on": "2002-05-25", "reason": "Verschrieben"}),
        Meant({"kind": "assign", "on": "2026-11-23"}),
    ),
    "POST /dossiers/{dossier_id}/documents": (_FILE,),
    "POST /drafts": (Meant({"programme": LEIPZIG}),),
    "PATCH /drafts/{draft_id}": (Meant({"fields": {"title": "Hoffest", "total": "1500"}}, seen_at="drafts/{draft_id}"),),
    "POST /drafts/{draft_id}/documents": (_FILE,),
    "POST /drafts/{draft_id}/send": (Meant(seen_at="drafts/{draft_id}"),),
    "POST /worklist/assignments": (Meant({"dossiers": [{"dossier": "0" * 36}]}),),
    "POST /people": (Meant(_NEW), Meant({**_NEW, "handle": "noch-eine", "email": "noch-eine@example.org"})),
    "PATCH /people/{handle}": (Meant({"name": "Anders"}, seen_at="people/{handle}"),),
    "PUT /people/{handle}/roles/{programme}": (Meant({"roles": ["applicant"]}, seen_at="people/{handle}"),),
    "PUT /people/{handle}/members/{person}": (Meant(path=_MEMBER),),
    "DELETE /people/{handle}/members/{person}": (Meant(path=_MEMBER),),
    "DELETE /people/{handle}": (Meant(path={"handle": "noch-eine"}, query={"confirm": "noch-eine"}),),
}
#: What only applicants find; the rest is tried by somebody who may do nearly everything.
_OF_APPLICANTS = ("/applications/{dossier_id}/", "/drafts")
_CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip


Operation = APIOperation[Any, Any, Any, Any]


class Tried:
    """The API with cases in it, keys for everything, and its description."""

    def __init__(self, houses: HousesOf) -> None:
        house = self.house = houses.open()
        self.dossiers = [leipzig_case(house, stage, f"2.{n}").dossier.id for n, stage in enumerate(("submission", "kg", "end"))]
        catch_up(house)
        self.documents = {id_: _filed(house, id_) for id_ in self.dossiers}
        self.draft, self.kept = _draft(house)
        here = {"Host": "127.0.0.1", "Accept-Language": "en"}
        self._keys = {who: {"Authorization": f"Bearer {key_of(house, who)}", **here} for who in (DESK, CITY)}
        self.app = create_app(house)
        self.schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", self.app, headers=here)

    def headers(self, operation: Operation) -> dict[str, str]:
        """The headers of whoever tries an operation."""
        return self._keys[CITY if operation.path.startswith(_OF_APPLICANTS) else DESK]

    def real(self, dossier: str) -> dict[str, str]:
        """What chance does not find: names and ids that exist."""
        return {
            "dossier_id": dossier, "key": LEIPZIG, "slug": "key-used", "document_id": self.documents[dossier],
            "draft_id": self.draft, "handle": CONTACT, "programme": LEIPZIG, "person": CONTACT,
        }  # fmt: skip

    def public(self, dossier: str) -> dict[str, str]:
        """Code and secret of a receipt."""
        code = code_of(self.house, dossier)
        return {"code": code.code, "secret": code.secret}

    def fill(self) -> None:
        """Type what the draft needs to be sent."""
        address, headers = f"drafts/{self.draft}", self._keys[CITY]
        with TestClient(self.app, base_url="http://127.0.0.1/api/v1", headers=headers) as client:
            told = client.get(address)
            fields = {"title": "Hoffest", "total": "1500"}
            saved = client.patch(address, json={"fields": fields}, headers={"If-Match": told.headers["etag"]})
        assert saved.json()["errors"] == [], saved.text

    def seen(self, address: str, headers: dict[str, str]) -> str:
        """The ETag of a thing."""
        with TestClient(self.app, base_url="http://127.0.0.1/api/v1", headers=headers) as client:
            return str(client.get(address).headers["etag"])


def _draft(house: House) -> tuple[str, str]:
    """Begin a draft with a document in it; gives the ids of both."""
    account, id_ = account_of(house, CITY), a_draft(house)
    return id_, filing.keep_one(house, account, id_, Upload("Plan.pdf", BytesIO(PDF)), a_key()).id


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


@pytest.fixture(scope="module", autouse=True)
def _files() -> None:
    """Say what files look like that are made up."""
    for kind in TITLES:
        schemathesis.openapi.media_type(kind, st.sampled_from([PDF, png(), b"", b"x"]))


def test_every_answer_is_one_the_description_promises(tried: Tried) -> None:
    for found in tried.schema.get_all_operations():
        assert isinstance(found, Ok)
        _plainly(tried, found.ok())
        _try_out(tried, found.ok())


def _plainly(tried: Tried, operation: Operation) -> None:
    """One request as it is meant, so that no operation is only met with locked doors."""
    dossier, headers = tried.dossiers[1], tried.headers(operation)
    if operation.path.startswith("/drafts/"):
        tried.draft, kept = _draft(tried.house)
        tried.documents[dossier] = kept if operation.method == "delete" else tried.documents[dossier]
    for n, meant in enumerate(_meant(tried, operation, dossier)):
        names = {one.name for one in operation.iter_parameters()}
        path = {name: value for name, value in {**tried.real(dossier), **meant.path}.items() if f"{{{name}}}" in operation.path}
        said = {**({"Idempotency-Key": _key(operation, n)} if "Idempotency-Key" in names else {}), **meant.headers}
        if meant.seen_at:
            said["If-Match"] = tried.seen(meant.seen_at.format(**path), headers)
        body: dict[str, Any] = {} if meant.body is None else {"body": meant.body, "media_type": meant.media_type}
        case = operation.Case(path_parameters=path, query=dict(meant.query), headers=said, **body)
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=_CHECKS)
        assert answer.status_code in {200, 201, 202, 204}, (operation.label, answer.text)


def _key(operation: Operation, number: int) -> str:
    return f"meant.{re.sub('[^a-z]+', '.', operation.label.lower())}.{number}"


def _meant(tried: Tried, operation: Operation, dossier: str) -> tuple[Meant, ...]:
    if operation.path == "/public/status":
        return (Meant(tried.public(dossier)),)
    if operation.label == "POST /drafts/{draft_id}/send":
        tried.fill()
    return _SENSIBLE.get(operation.label, (Meant(),))


def _try_out(tried: Tried, operation: Operation) -> None:
    """Many requests that somebody made up, right and wrong ones."""
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    cases = st.one_of(right, right, wrong) if [*operation.iter_parameters()] else right
    sensible = [one for one in _SENSIBLE.get(operation.label, ()) if one.body is not None]

    @settings(
        max_examples=_READS if operation.method == "get" else _CHANGES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(case=cases, dossier=st.sampled_from([*tried.dossiers, ""]), said=st.sampled_from([None, *sensible]))
    def tries(case: schemathesis.Case[Any], dossier: str, said: Meant | None) -> None:
        if said is not None:
            case.body, case.media_type = said.body, said.media_type
        if dossier:
            real = tried.real(dossier)
            case.path_parameters = {name: real.get(name, value) for name, value in case.path_parameters.items()}
        case.validate_response(case.call(headers=tried.headers(operation)), checks=_CHECKS)

    tries()
