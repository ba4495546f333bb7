"""The walls: every route and every act against every kind of visitor; `matrix.yaml` says what holds, and how to add a row."""

import re
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.routing import APIRoute
from httpx2 import Response
from starlette.testclient import TestClient

from portal.api.app import AT, api_of
from portal.app import create_app, pages_of
from portal.pages import PAGES
from portal.policy import Act, may
from store import access
from store.people import party_id
from tests.houses import LEIPZIG, events_of
from tests.portal.desk import now
from tests.portal.town import MATRIX, VISITORS, Town, build
from workflows.house import House
from workflows.inbox import newest

_NAME = re.compile(r"\{(\w+)(?::\w+)?\}")
_TOKEN = re.compile(r'name="csrf" value="[^"]*"')
#: Headers that count or name the request; the length follows from a form token of another length.
_OF_EACH = frozenset({"content-length", "x-request-id", "ratelimit", "ratelimit-remaining", "ratelimit-reset"})


@cache
def kinds(words: str) -> frozenset[str]:
    """The kinds of visitors that groups and kinds in a row stand for."""
    groups: dict[str, str] = MATRIX["groups"]
    found: set[str] = set()
    for word in words.split():
        assert word in groups or word in VISITORS, f"matrix.yaml names {word!r}, which is no group and no kind of visitor"
        found |= kinds(groups[word]) if word in groups else {word}
    return frozenset(found)


class Row(NamedTuple):
    """One row of the matrix."""

    method: str
    path: str
    said: dict[str, Any]

    def expected(self, kind: str) -> str:
        """What this kind of visitor is answered."""
        if kind in kinds(self.said["in"]):
            return "ok"
        if kind in kinds(self.said.get("refused", "")):
            return "403"
        return str(self.said.get("stranger", "sign-in") if kind == "stranger" else self.said.get("others", "404"))

    def url(self, things: dict[str, str]) -> str:
        """The path with its names filled in, from `with` or from the things of the town."""
        given = self.said.get("with", {})
        filled = _NAME.sub(lambda name: things.get(word := str(given.get(name[1], name[1])), word), self.path)
        return f"{filled}?{self.said['query']}" if "query" in self.said else filled

    def ask(self, client: TestClient, csrf: str, things: dict[str, str]) -> Response:
        """Send the request."""
        url = self.url(things)
        headers = self.said.get("headers", {})
        if "json" in self.said:
            return client.request(self.method, url, json=self.said["json"], headers=headers)
        if "bearer" in self.said:
            return client.request(self.method, url, content=self.said.get("content", ""), headers=headers)
        if self.method == "GET":
            return client.get(url)
        body = {name: things.get(value, value) for name, value in self.said.get("body", {}).items()}
        return client.request(self.method, url, data={"csrf": csrf, **body})


def _rows() -> Iterator[Row]:
    for page in MATRIX["routes"].values():
        for route, said in page.items():
            method, path = route.split()
            yield Row(method, path, said if isinstance(said, dict) else {"in": said})


ROWS = tuple(_rows())


def verdict(answer: Response) -> str:
    """What an answer says to whoever asked."""
    status = answer.status_code
    if status == 401 or (status == 303 and answer.headers["location"].startswith("/anmelden?")):
        return "sign-in"
    if status == 403:
        return "403" if len(answer.text) > 20 else "403 without a reason"
    return str(status) if status == 404 or status >= 500 else "ok"


def routes_of(house: House) -> set[str]:
    """Every route of the portal: method and path. Routers are asked themselves: FastAPI keeps them whole.

    The API is an application of its own; what it has stands in its description.
    """
    found = [*pages_of(house).routes, *(one for pages in PAGES if pages.shown(house) for one in pages.router.routes)]
    pages_ = {f"{method} {route.path}" for route in found if isinstance(route, APIRoute) for method in route.methods or ()}
    described: dict[str, dict[str, object]] = api_of(house).openapi()["paths"]
    for path, methods in described.items():
        pages_ |= {f"{method.upper()} {AT}{path}" for method in methods if method in {"get", "post", "put", "patch", "delete"}}
    return pages_ | {f"GET {AT}/openapi.json"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town of all tests here; each works on a copy."""
    return build(tmp_path_factory.mktemp("town"))


def test_every_route_has_a_row_and_every_row_a_route(town: Town, tmp_path: Path) -> None:
    with town.copied(tmp_path / "house") as house:
        there = routes_of(house)
    named = [f"{row.method} {row.path}" for row in ROWS]

    assert {"without a row": there - {*named}, "without a route": {*named} - there} == {
        "without a row": set(), "without a route": set(),
    }  # fmt: skip
    assert len(named) == len({*named})


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.method} {row.path}") for row in ROWS])
def test_a_route_lets_in_whom_the_matrix_names(town: Town, tmp_path: Path, row: Row) -> None:
    found: dict[str, str] = {}
    for number, kinds_ in enumerate([[kind] for kind in VISITORS] if row.said.get("once") else [[*VISITORS]]):
        with town.copied(tmp_path / str(number)) as house:
            app = create_app(house)
            for kind in kinds_:
                found[kind] = verdict(row.ask(*town.client(app, kind, program="bearer" in row.said), dict(town.things)))

    assert found == {kind: row.expected(kind) for kind in VISITORS}


OWNED = [row for row in ROWS if re.search(r"\{(id_|dossier_id|draft|handle)\}", row.path)]


def plain(row: Row, answer: Response, things: dict[str, str]) -> tuple[object, ...]:
    """An answer without what differs from request to request: form tokens, and the address where it is repeated."""
    url = row.url(things)
    text = _TOKEN.sub("", answer.text).replace(url, "").replace(url.partition("?")[0], "")
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in _OF_EACH)
    return answer.status_code, text, headers


def test_what_is_not_yours_is_answered_as_what_does_not_exist(town: Town, tmp_path: Path) -> None:
    differ = []
    theirs = dict(town.things)
    nobodys = {**theirs, **{name: str(uuid.uuid4()) for name in ("id_", "dossier_id", "letter_id")}}
    nobodys |= {name: uuid.uuid4().hex for name in ("draft", "document", "draft_document")} | {"handle": "niemand"}
    with town.copied(tmp_path / "house") as house:
        app = create_app(house)
        for row in OWNED:
            for kind in VISITORS:
                if row.expected(kind) != "404":
                    continue
                client, csrf = town.client(app, kind, program="bearer" in row.said)
                one, other = (plain(row, row.ask(client, csrf, things), things) for things in (theirs, nobodys))
                if one != other:
                    differ.append(f"{kind}: {row.method} {row.path}")

    assert differ == []


def test_reading_records_nothing(town: Town, tmp_path: Path) -> None:
    with town.copied(tmp_path / "house") as house:
        app, before = create_app(house), events_of(house)
        for kind in VISITORS:
            for row in ROWS:
                if row.method == "GET":
                    row.ask(*town.client(app, kind, program="bearer" in row.said), dict(town.things))
                    assert events_of(house) == before, f"{kind}: {row.path}"


def test_other_methods_than_those_of_a_route_are_refused(town: Town, tmp_path: Path) -> None:
    known = [re.compile(_NAME.sub("[^/]+", f"{row.method} {row.path}")) for row in ROWS]
    with town.copied(tmp_path / "house") as house:
        client, _ = town.client(create_app(house), "officer")
        for path in sorted({row.path for row in ROWS}):
            url = _NAME.sub(lambda name: town.things.get(name[1], name[1]), path)
            for method in ("PUT", "PATCH", "DELETE"):
                if not any(there.fullmatch(f"{method} {path}") for there in known):
                    assert client.request(method, url).status_code in {404, 405}, f"{method} {path}"


def test_the_policy_says_what_the_matrix_says(town: Town, tmp_path: Path) -> None:
    acts: dict[str, dict[str, str]] = MATRIX["acts"]
    with town.copied(tmp_path / "house") as house:
        case, programme = now(house, town.things["id_"]), newest(house, LEIPZIG)[0]
        with house.database.reading() as connection:
            known = {kind: access.account(connection, party_id(*who)) for kind, who in VISITORS.items() if who}
    asked = {f"record {stage}" for stage in programme.stages} | {act.value for act in Act if act is not Act.RECORD}
    for name, thing in (("case", case), ("programme", programme)):
        said = acts[name]
        assert set(said) == asked
        found = {
            line: {kind for kind, who in known.items() if who and may(who, Act(line.split()[0]), thing, stage=line[7:])}
            for line in said
        }
        assert found == {line: set(kinds(words)) for line, words in said.items()}, name
