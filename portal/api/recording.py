"""Recording through the API: applications, and every command on a dossier; each once, whatever is repeated."""

from typing import Annotated

from fastapi import APIRouter, Body, Header, Query
from fastapi.responses import JSONResponse

from domain.dossier import fold
from domain.errors import ChangedMeanwhile
from portal.api import office_models, views
from portal.api.answers import problems
from portal.api.applications import sent
from portal.api.caller import Applicant, DossierId, Recorder, visible
from portal.api.once import REPLAYED, IfMatch, Key, made, seen
from portal.api.permits import require
from portal.api.said import Application, Said
from portal.visitor import TheHouse, acting
from store import dossiers
from store.change import Loaded
from workflows.house import House
from workflows.preview import LetterAhead, preview
from workflows.record import Asked, key_of, record

router = APIRouter()

Command = Annotated[Said, Body(discriminator="kind")]


@router.post(
    "/applications", operation_id="apply", tags=["applications"], status_code=201, response_model=office_models.Opened,
    responses={201: {"headers": REPLAYED}, **problems(400, 409, 413, 415)},
)  # fmt: skip
def apply(house: TheHouse, account: Applicant, said: Annotated[Application, Body()], key: Key) -> JSONResponse:
    """Send an application, received today. The office's next reference is given to it."""
    opened, repeated = sent(house, account, said, key)
    return made(opened, f"/api/v1/dossiers/{opened.id}", repeated=repeated)


@router.post(
    "/dossiers/{dossier_id}/entries", operation_id="record", tags=["dossiers"], status_code=201,
    response_model=office_models.Recorded,
    responses={
        200: {
            "model": office_models.Preview, "description": "What it would lead to; nothing was recorded",
            "headers": {"Preference-Applied": {"description": "`dry-run`", "schema": {"type": "string"}}},
        },
        201: {"headers": REPLAYED}, **problems(400, 404, 409, 412, 413, 415),
    },
)  # fmt: skip
def entries(
    house: TheHouse, account: Recorder, dossier_id: DossierId, said: Command, key: Key, if_match: IfMatch = "",
    prefer: Annotated[str, Header(description="`dry-run`: say what would follow, and record nothing")] = "",
    only: Annotated[bool, Query(alias="preview", description="The same as `Prefer: dry-run`")] = False,  # noqa: FBT002 - a query
) -> JSONResponse:  # fmt: skip
    """Record something, or (`preview=true`) tell what recording it would lead to.

    Applicants record what the portal asks of them, as of today; the office records whatever its roles allow.
    """
    loaded, staff = visible(house, account, dossier_id)
    case = loaded.dossier
    version = seen(if_match)
    command = said.command()
    foresee = only or "dry-run" in {each.strip().lower() for each in prefer.split(",")}
    if foresee or key not in loaded.keys:
        require(house, account, loaded, command, staff=staff)
    actor = acting(account, case)
    if foresee:
        if version is not None and version != case.version:
            raise ChangedMeanwhile(reference=case.opened.reference, seen=version, now=case.version)
        return _foreseen(house, loaded, Asked(case.id, command, actor, key), staff=staff)
    receipt = record(house, Asked(case.id, command, actor, key, version))
    return made(_recorded(house, case.id, key), f"/api/v1/dossiers/{case.id}/entries", repeated=receipt.repeated)


def _foreseen(house: House, loaded: Loaded, asked: Asked, *, staff: bool) -> JSONResponse:
    ahead = preview(house, loaded, asked.command, asked.actor)
    foreseen = office_models.Preview(
        entries=[said for said, _day in ahead.entries], warnings=list(ahead.warnings), closed=list(ahead.closed),
        waits=list(ahead.waits), no_longer=list(ahead.no_longer), letters=_letters(ahead.letters if staff else ()),
        unsent=_letters(ahead.unsent if staff else ()),
    )  # fmt: skip
    return JSONResponse(foreseen.model_dump(mode="json"), headers={"Preference-Applied": "dry-run"})


def _letters(ahead: tuple[LetterAhead, ...]) -> list[office_models.LetterAhead]:
    return [
        office_models.LetterAhead(recipient=one.name, subject=one.subject, text=one.text, reachable=one.reachable)
        for one in ahead
    ]


def _recorded(house: House, id_: str, key: str) -> office_models.Recorded:
    """What stands in the history under this key, as it was right after it was recorded."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
    assert loaded is not None, "it was recorded in a moment ago"  # noqa: S101 - for the type checker
    made = [loaded.keys[key]]
    while (next_ := loaded.keys.get(key_of(key, len(made)))) is not None:
        made.append(next_)
    case = loaded.dossier
    then = fold(case.id, case.programme, case.entries[: made[-1]])
    return office_models.Recorded(dossier=id_, entries=made, version=made[-1], waits=views.waits(then))
