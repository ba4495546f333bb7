"""How every failure below `/api/v1` becomes a problem; none of them shows what the code was doing."""

import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from domain.errors import Refusal
from portal.api import problem
from portal.api.problem import FieldProblem, Refused
from portal.api.said import KINDS
from portal.errors import NotFound
from store.errors import TryAgain
from wording.language import N_, _
from wording.refusals import said

log = structlog.get_logger()

#: Seconds after which a busy database is worth asking again.
_AGAIN = "1"
_UNKNOWN_VALUE = N_("This value cannot be used here.")
#: What pydantic finds, as sentences for people.
_SENTENCES = {
    "missing": N_("This is missing."),
    "extra_forbidden": N_("This is not known here. Leave it out."),
    "string_type": N_("This has to be text."),
    "string_too_short": N_("This is too short: it needs {min_length} characters or more."),
    "string_too_long": N_("This is too long: at most {max_length} characters fit."),
    "string_pattern_mismatch": N_("This does not have the form {pattern}."),
    "string_unicode": N_("This is not text in UTF-8."),
    "too_short": N_("These are too few: at least {min_length} are needed."),
    "too_long": N_("These are too many: at most {max_length} fit."),
    "int_type": N_("This has to be a whole number."),
    "int_parsing": N_("This has to be a whole number."),
    "int_from_float": N_("This has to be a whole number."),
    "greater_than_equal": N_("This is too small: it has to be {ge} or more."),
    "less_than_equal": N_("This is too large: it has to be {le} or less."),
    "bool_type": N_("This has to be true or false."),
    "bool_parsing": N_("This has to be true or false."),
    "enum": N_("This word is not known here. Known are: {expected}."),
    "literal_error": N_("This word is not known here. Known are: {expected}."),
    "union_tag_invalid": N_("This word is not known here. Known are: {expected_tags}."),
    "union_tag_not_found": N_('The word "kind" is missing: it says what is recorded.'),
    "model_attributes_type": N_("This has to be an object."),
    "dict_type": N_("This has to be an object."),
    "tuple_type": N_("This has to be a list."),
    "list_type": N_("This has to be a list."),
}
#: The values of the domain explain themselves in English; a word of the explanation tells which sentence is meant.
_OF_THE_DOMAIN = (
    ("date", N_("Write a day as 2002-05-24, or a month as 2002-06.")),
    ("calendar", N_("This day does not exist in the calendar.")),
    ("share", N_("Write a share as 75 % or 1/3.")),
)
#: Where FastAPI found a value; what follows is the value's own place.
_PARTS = frozenset({"body", "query", "path", "header"})


def add_to(api: FastAPI) -> None:
    """Register the handlers of the API."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Refusal, _refusal)
    api.add_exception_handler(NotFound, _not_found)
    api.add_exception_handler(RequestValidationError, _not_valid)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(TryAgain, _busy)
    api.add_exception_handler(ClientDisconnect, _gone)
    api.add_exception_handler(Exception, _failed)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - registered for these
    return problem.answer(request, error)


def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - registered for these
    return problem.answer(request, Refused(problem.kind_of(type(error)), said(error)))


def _not_found(request: Request, _error: Exception) -> Response:
    return problem.answer(request, Refused(problem.NOT_FOUND))


def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these
    faults = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return problem.answer(request, Refused(problem.MALFORMED))
    return problem.answer(request, Refused(problem.NOT_VALID, errors=[_field(fault) for fault in faults]))


def _field(fault: Mapping[str, Any]) -> FieldProblem:
    place = [str(part) for part in fault["loc"]]
    if place and place[0] in _PARTS:
        place = place[1:]
    if place and place[0] in KINDS:
        place = place[1:]
    told = next((told for word, told in _OF_THE_DOMAIN if word in fault["msg"]), _UNKNOWN_VALUE)
    sentence = _(_SENTENCES.get(fault["type"], told))
    return FieldProblem(field=".".join(place) or "body", detail=sentence.format(**fault.get("ctx", {})))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for these
    kinds = {404: problem.NOT_FOUND, 405: problem.METHOD, 413: problem.TOO_LARGE, 415: problem.NOT_JSON}
    return problem.answer(request, Refused(kinds.get(error.status_code, problem.MALFORMED), headers=error.headers))


def _busy(request: Request, _error: Exception) -> Response:
    return problem.answer(request, Refused(problem.BUSY, headers={"Retry-After": _AGAIN}))


def _gone(request: Request, _error: Exception) -> Response:
    """The caller went away in the middle of a file, or sent too much, which the guard answers; nobody reads this."""
    return problem.answer(request, Refused(problem.MALFORMED))


def _failed(request: Request, error: Exception) -> Response:
    code = secrets.token_hex(2).upper()
    log.error("api.failed", code=code, path=request.url.path, exc_info=error)
    return problem.answer(request, Refused(problem.FAILED, _(problem.FAILED.detail).format(code=code)))
