"""What makes a request once-only: its key, the version its sender has seen, and the answer that says it was known already."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Header
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from portal.api.problem import wrong
from store.change import KEY
from wording.language import N_, _

_TAG = re.compile(r'"(\d{1,9})"', re.ASCII)
_MARK = re.compile(r'"([0-9a-f]{32})"')
_NO_TAG = N_('Name one version as "7", with the quotation marks, or leave the header out.')
_NO_SUCH_TAG = N_('Name the version you have seen as the header "ETag" gave it, with the quotation marks.')
_SEEN = "as `ETag` gave it; refused with 412 if somebody changed it since"

Key = Annotated[
    str, Header(
        alias="Idempotency-Key", pattern=f"^{KEY.pattern}$", examples=["7f9c24e8-3b12-4fef-91e0-56a2d4c0b5aa"],
        description="Chosen by the caller, new for everything that is new: the same request again then changes nothing",
    ),
]  # fmt: skip
IfMatch = Annotated[str, Header(description='The version one has seen (`"7"`); refused with 412 if the dossier moved on')]
NumberSeen = Annotated[str, Header(alias="If-Match", description=f"The version one has seen, {_SEEN}", examples=['"7"'])]
MarkSeen = Annotated[
    str, Header(alias="If-Match", description=f"The entry one has seen, {_SEEN}", examples=[f'"{"0" * 32}"'])
]  # fmt: skip
REPLAYED: Mapping[str, Any] = {
    "Idempotent-Replayed": {"description": "`true`: it had been recorded before", "schema": {"type": "string"}},
    "Location": {"description": "Where it can be read", "schema": {"type": "string"}},
}
TAGGED: dict[str, Any] = {
    "headers": {"ETag": {"description": "The version, in quotation marks", "schema": {"type": "string"}}}
}  # fmt: skip


def seen(tag: str) -> int | None:
    """The version `If-Match` names; any version if it names none."""
    if tag.strip() in {"", "*"}:
        return None
    read = _TAG.fullmatch(tag.strip())
    if not read:
        raise wrong("If-Match", _(_NO_TAG))
    return int(read[1])


def number_seen(tag: str) -> int:
    """The version `If-Match` names, where it has to name one."""
    read = _TAG.fullmatch(tag.strip())
    if not read:
        raise wrong("If-Match", _(_NO_SUCH_TAG))
    return int(read[1])


def mark_seen(tag: str) -> str:
    """The mark of a person's entry that `If-Match` names, where it has to name one."""
    read = _MARK.fullmatch(tag.strip())
    if not read:
        raise wrong("If-Match", _(_NO_SUCH_TAG))
    return read[1]


def made(what: BaseModel, where: str, *, repeated: bool = False, **headers: str) -> JSONResponse:
    """Answer that something was made, or had been with the same request before, and where it is."""
    told = {"Location": where, **headers, **({"Idempotent-Replayed": "true"} if repeated else {})}
    return JSONResponse(what.model_dump(mode="json"), 201, told)
