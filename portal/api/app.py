"""The API put together, as an application of its own below `/api/v1`: its routes, its failures, its description."""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from portal.api import about, deadlines, documents, dossiers, drafts, filing, handlers, office, own, people, problem, recording
from portal.api.edge import Edge, preferred
from portal.api.problem import Problem, Refused
from wording.language import speak
from workflows.house import House

AT = "/api/v1"
_SUMMARY = (
    "Read dossiers, send applications and record entries by program. Send an access key as `Authorization: Bearer fk_…`; "
    "keys are made on the page `/konto/schluessel` and never allow more than their person may do. Every refusal is a "
    "problem (RFC 9457); sentences are in German or English, as `Accept-Language` asks. Money is in whole cents, instants "
    "are in UTC, and days are as paper gives them."
)
_TAGS = [
    {"name": "about", "description": "The key, and what problems mean"},
    {"name": "programmes", "description": "Programmes one takes part in"},
    {"name": "applications", "description": "One's own applications"},
    {"name": "dossiers", "description": "Dossiers and their history"},
    {"name": "worklist", "description": "What waits"},
    {"name": "people", "description": "People, roles and organisations, for administrators"},
    {"name": "office", "description": "For administrators"},
]


class Api(FastAPI):
    """The API; its description names problems as they are sent."""

    def openapi(self) -> dict[str, Any]:
        """The description in OpenAPI 3.1, built once."""
        if self.openapi_schema is None:
            described = get_openapi(
                title=self.title, version=self.version, description=self.description, routes=self.routes, tags=_TAGS,
                servers=[{"url": AT}],
            )  # fmt: skip
            told = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            described["components"]["schemas"] |= {**told.pop("$defs"), "Problem": told}
            self.openapi_schema = described
        return self.openapi_schema


def api_of(house: House) -> Api:
    """The API of an installation."""
    api = Api(
        title="Förderkette", version=version("foerderkette"), description=_SUMMARY, docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    api.state.house = house
    for routes in (about, own, dossiers, deadlines, documents, filing, recording, drafts, office, people):
        api.include_router(routes.router)
    handlers.add_to(api)
    api.add_middleware(Edge)
    return api


def nothing_here(request: Request) -> Response:
    """Say that there is nothing at an address below `/api/` that did not lead into the API (another version, a line break)."""
    speak(preferred(request.headers.get("accept-language", "")))
    return problem.answer(request, Refused(problem.NOT_FOUND))
