"""Who one is, in which programmes, and what the kinds of problems mean."""

from fastapi import APIRouter

from portal.api import problem, views
from portal.api.answers import problems
from portal.api.caller import Known, Reader
from portal.api.models import Me, Programme, Programmes
from portal.api.office_models import Explained
from portal.api.problem import HOME
from portal.errors import NotFound
from portal.visitor import TheHouse
from wording.language import _
from workflows.inbox import newest

router = APIRouter()


@router.get("/me", operation_id="me", tags=["about"], responses=problems())
def me(found: Known) -> Me:
    """Tell whose key this is, what it is for, and which roles its person holds. Any key may ask."""
    account = found.account
    return Me(
        id=account.party, authority=account.authority, handle=account.handle, name=account.name, language=account.language,
        roles={key: sorted(roles) for key, roles in account.roles.items()}, organisations=sorted(account.organisations),
        scopes=sorted(found.scopes),
    )  # fmt: skip


@router.get("/programmes", operation_id="programmes", tags=["programmes"], responses=problems())
def programmes(house: TheHouse, account: Reader) -> Programmes:
    """List the programmes in which one holds a role, as they are today; a dossier keeps the version it was opened with."""
    return Programmes(items=[views.programme(*newest(house, key), account.roles[key]) for key in sorted(account.roles)])


@router.get("/programmes/{key}", operation_id="programme", tags=["programmes"], responses=problems(404))
def programme(house: TheHouse, account: Reader, key: str) -> Programme:
    """Describe one of them: stages, outcomes, roles and sources of money by their keys, as recording names them."""
    if key not in account.roles:
        raise NotFound
    return views.programme(*newest(house, key), account.roles[key])


@router.get(
    "/problems/{slug}", operation_id="problem", tags=["about"],
    responses={status: said for status, said in problems(404).items() if status not in {401, 403}},
)  # fmt: skip
def explained(slug: str) -> Explained:
    """Explain a kind of problem; no key is needed."""
    found = problem.known().get(slug)
    if found is None:
        raise NotFound
    kind, sentence = found
    return Explained(type=f"{HOME}/{slug}", title=_(kind.title), status=kind.status, detail=_(sentence))
