"""Refusals as problem details (RFC 9457): each kind has a stable address below `/api/v1/problems`, which explains it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from domain import errors
from domain.errors import Refusal
from domain.errors import corrections as correction_errors
from domain.errors import documents as document_errors
from domain.errors import people as people_errors
from domain.fault import Fault
from wording.language import N_, _

HOME = "/api/v1/problems"
MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one value."""

    field: str = Field(description="Where the value stands: `plan.0.source`, `limit`, `Idempotency-Key`", examples=["stage"])
    detail: str = Field(description="What is wrong, for people", examples=["This is missing."])


class Problem(BaseModel):
    """Why a request was not answered as asked (RFC 9457)."""

    type: str = Field(description="The stable address of this kind of problem", examples=[f"{HOME}/changed-meanwhile"])
    title: str = Field(description="What kind of problem it is, for people", examples=["The state of things stands against it"])
    status: int = Field(description="The HTTP status", examples=[412])
    detail: str = Field(description="The sentence about this very case, in the language asked for", examples=["…"])
    instance: str = Field(description="The path that was asked for", examples=["/api/v1/dossiers"])
    field: str | None = Field(default=None, description="The one value that is wrong, where it is one", examples=["cursor"])
    errors: list[FieldProblem] | None = Field(default=None, description="Everything that is wrong with the values sent")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the end of its address, its status, its title, and what to say where nothing better is known."""

    slug: str
    status: int
    title: str
    detail: str


_REFUSED = N_("The state of things stands against it")
_CONTENT = N_("The content cannot be taken")
_NOT_ALLOWED = N_("You may not do this")

MALFORMED = Kind("malformed", 400, N_("The request cannot be read"), N_("The body is not JSON in UTF-8."))
NO_TOKEN = Kind(
    "token-needed", 401, N_("A valid access key is needed"),
    N_('Send an access key as "Authorization: Bearer fk_…". This one is missing, unknown, expired or ended.'),
)  # fmt: skip
NO_SCOPE = Kind("missing-scope", 403, _NOT_ALLOWED, N_('This access key is not for "{scope}". Make one that is.'))
NOT_PERMITTED = Kind(
    "not-permitted", 403, _NOT_ALLOWED, N_("You see this dossier, but none of your roles may record this in it.")
)  # fmt: skip
FROM_ELSEWHERE = Kind(
    "from-elsewhere", 403, _NOT_ALLOWED, N_("Pages of other sites cannot use this service in the name of their visitors.")
)  # fmt: skip
NOT_FOUND = Kind("not-found", 404, N_("There is nothing here"), N_("There is nothing here, or nothing that you may see."))
METHOD = Kind("method-not-allowed", 405, N_("This method is not offered here"), N_('The header "Allow" names what is offered.'))
STALE = Kind("changed-meanwhile", 412, _REFUSED, "")
TOO_LARGE = Kind("too-large", 413, N_("The request is too large"), N_("The request is larger than this service takes."))
NOT_JSON = Kind(
    "unsupported-media-type", 415, N_("The body has to be JSON"), N_('Send the body as "Content-Type: application/json".')
)  # fmt: skip
NO_SUCH_FILE = Kind(
    "unsupported-document", 415, N_("Files of this kind are not taken"),
    N_('Send the bytes of one file with its own media type (PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS) as "Content-Type".'),
)  # fmt: skip
TOO_OFTEN = Kind(
    "too-many-requests", 429, N_("This was asked too often"), N_('Wait as many seconds as "Retry-After" says, then ask again.')
)  # fmt: skip
ADDRESS_SHARED = Kind(
    "address-shared", 409, _REFUSED,
    N_('Others are reached at this address too: {handles}. Say "address_shared": true if that is meant.'),
)  # fmt: skip
DRAFTS_FULL = Kind(
    "too-many-drafts", 409, _REFUSED,
    N_("You have {most} drafts that were not sent, and there is no room for more. Send one of them or delete one."),
)  # fmt: skip
ENTRY_CHANGED = Kind(
    "entry-changed", 412, _REFUSED, N_("Somebody changed this since the version you named. Nothing was saved. Look again.")
)  # fmt: skip
WRONG_HOST = Kind(
    "wrong-host", 421, N_("This name is not served here"),
    N_("Use the name this service is reached by (FOERDERKETTE_PUBLIC_URL).")
)  # fmt: skip
NOT_VALID = Kind("not-valid", 422, _CONTENT, N_('Something sent here cannot be taken; "errors" says what.'))
KEY_USED = Kind("key-used", 422, N_("This key stands for something else"), "")
FAILED = Kind("failed", 500, N_("Something went wrong here"), N_("This is our fault. Name the code {code} when you report it."))
ALTERED = Kind(
    "altered", 500, FAILED.title, N_("The file is missing, or its bytes are not those that were filed. Tell whoever runs this.")
)  # fmt: skip
BUSY = Kind("busy", 503, N_("The database is busy"), N_("The database is busy. Nothing was changed. Try again in a moment."))
OWN = (
    MALFORMED, NO_TOKEN, NO_SCOPE, NOT_PERMITTED, FROM_ELSEWHERE, NOT_FOUND, METHOD, STALE, TOO_LARGE, NOT_JSON, NO_SUCH_FILE,
    TOO_OFTEN, ADDRESS_SHARED, DRAFTS_FULL, ENTRY_CHANGED, WRONG_HOST, NOT_VALID, KEY_USED, FAILED, ALTERED, BUSY,
)  # fmt: skip

#: Refusals about what was sent; it would be refused in any state. All others are about the state.
_ABOUT_CONTENT = (
    errors.NoSuchStage, errors.NoSuchOutcome, errors.NoSuchSource, errors.NoSuchPerson, errors.NoSuchOfficer,
    correction_errors.NoSuchEntry, correction_errors.NothingCorrected, errors.NoSuchProgramme, errors.InTheFuture,
    errors.DateNeeded,
    errors.ReasonNeeded, errors.DetailNeeded, errors.DetailNotAllowed, errors.AreaNeeded, errors.BadKey, errors.NothingGranted,
    errors.BadReference, errors.TextMissing, errors.TextTooLong, errors.ControlCharacter, errors.ReorderingCharacter, Fault,
    errors.NotOfThisStage, document_errors.DocumentEmpty, document_errors.DocumentNameTooLong,
    document_errors.DocumentNameUnsafe, document_errors.DocumentKindUnknown, document_errors.DocumentKindDiffers,
    document_errors.DocumentUnreadable, document_errors.DocumentHoldsMacros, document_errors.DocumentHoldsArchive,
    document_errors.DocumentUnpacksTooLarge, document_errors.PictureTooLarge, people_errors.HandleBad,
    people_errors.AddressBad, people_errors.AddressNeeded, people_errors.OnlyPeopleAct, people_errors.NotTheHandle,
)  # fmt: skip
_SPECIAL: Mapping[type[Refusal], Kind] = {
    errors.ChangedMeanwhile: STALE, errors.KeyUsed: KEY_USED, errors.AlreadySent: KEY_USED,
    errors.NoSuchDossier: NOT_FOUND, people_errors.ChangedByAnother: ENTRY_CHANGED,
    document_errors.DocumentTooLarge: TOO_LARGE,
}  # fmt: skip


#: What somebody else may do.
_FORBIDDEN = frozenset({errors.NotYourRole, people_errors.WorksElsewhere, people_errors.MayNoLonger})
_TOLD_OF = frozenset(each.__name__ for each in (errors, correction_errors, document_errors, people_errors))


def kind_of(refusal: type[Refusal]) -> Kind:
    """The kind of problem a refusal of the domain is; its address follows from the name of its class."""
    if refusal in _SPECIAL:
        return _SPECIAL[refusal]
    slug = re.sub(r"(?<!^)(?=[A-Z])", "-", refusal.__name__).lower()
    if refusal in _FORBIDDEN:
        return Kind(slug, 403, _NOT_ALLOWED, "")
    return Kind(slug, 422, _CONTENT, "") if issubclass(refusal, _ABOUT_CONTENT) else Kind(slug, 409, _REFUSED, "")


def known() -> dict[str, tuple[Kind, str]]:
    """Every kind by the end of its address, with the sentence (placeholders in braces) it is told with."""
    said = {kind.slug: (kind, kind.detail) for kind in OWN}
    for refusal in Refusal.__subclasses__():
        if refusal.__module__ in _TOLD_OF:
            kind = kind_of(refusal)
            if not said.get(kind.slug, (kind, ""))[1]:
                said[kind.slug] = (kind, refusal().template)
    return said


class Refused(Exception):
    """A request ends with this problem."""

    def __init__(
        self, kind: Kind, detail: str = "", *, headers: Mapping[str, str] | None = None,
        errors: list[FieldProblem] | None = None,
    ) -> None:  # fmt: skip
        """Keep what is to be answered; without `detail`, the kind's own sentence is said."""
        super().__init__(kind.slug)
        self.kind, self.detail, self.headers, self.errors = kind, detail, headers or {}, errors or []


def wrong(field: str, detail: str) -> Refused:
    """One value cannot be taken."""
    return Refused(NOT_VALID, detail, errors=[FieldProblem(field=field, detail=detail)])


def body(kind: Kind, path: str, detail: str = "", errors: list[FieldProblem] | None = None) -> dict[str, Any]:
    """The members of a problem."""
    one = errors[0].field if errors and len(errors) == 1 else None
    problem = Problem(
        type=f"{HOME}/{kind.slug}", title=_(kind.title), status=kind.status, detail=detail or _(kind.detail),
        instance=quote(path, safe="/"), field=one, errors=errors or None,
    )  # fmt: skip
    return problem.model_dump(exclude_none=True)


def answer(request: Request, refused: Refused) -> JSONResponse:
    """Answer with a problem."""
    kind = refused.kind
    content = body(kind, request.url.path, refused.detail, refused.errors)
    return JSONResponse(content, kind.status, dict(refused.headers), MEDIA_TYPE)
