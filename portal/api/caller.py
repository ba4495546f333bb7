"""Who calls: the holder of the token, never a cookie; and whether the token is for what is asked."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Path
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from portal.api import keys, problem
from portal.api.keys import Holder, Scope
from portal.api.problem import Refused
from portal.policy import Act, may
from portal.visitor import TheHouse, dossier_for
from store.access import Account
from store.change import Loaded
from wording.language import _
from workflows.house import House

_BEARER = HTTPBearer(
    auto_error=False, scheme_name="key", bearerFormat="fk_…",
    description="An access key, made on the page `/konto/schluessel`. It never allows more than its person may do.",
)  # fmt: skip
_CHALLENGE = 'Bearer realm="foerderkette"'


def holder(house: TheHouse, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Holder:
    """The holder of the token sent; refused with 401 if there is none that lasts."""
    found = keys.holder(house, given.credentials) if given is not None else None
    if found is None:
        more = "" if given is None else ', error="invalid_token"'
        raise Refused(problem.NO_TOKEN, headers={"WWW-Authenticate": f"{_CHALLENGE}{more}"})
    return found


def _for(scope: Scope) -> Callable[..., Account]:
    def account(found: Annotated[Holder, Depends(holder)]) -> Account:
        if scope not in found.scopes:
            challenge = f'{_CHALLENGE}, error="insufficient_scope", scope="{scope}"'
            told = _(problem.NO_SCOPE.detail).format(scope=scope)
            raise Refused(problem.NO_SCOPE, told, headers={"WWW-Authenticate": challenge})
        return found.account

    return account


Known = Annotated[Holder, Depends(holder)]
Reader = Annotated[Account, Depends(_for(Scope.READ))]
Recorder = Annotated[Account, Depends(_for(Scope.RECORD))]
Applicant = Annotated[Account, Depends(_for(Scope.APPLY))]
PeopleReader = Annotated[Account, Depends(_for(Scope.PEOPLE))]
Operator = Annotated[Account, Depends(_for(Scope.OPERATIONS))]

DossierId = Annotated[
    str, Path(description="The id of a dossier", examples=["6f1b0c6e-5f0e-5c36-9b3e-0d9a6e2f4a11"])
]  # fmt: skip

DraftId = Annotated[str, Path(description="The id of a draft", examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"])]


def visible(house: House, account: Account, id_: str) -> tuple[Loaded, bool]:
    """The dossier, and whether the caller sees it as staff; raises NotFound where they take no part in it."""
    loaded = dossier_for(house, account, id_, Act.READ_CASE_FILE, Act.READ_OWN)
    return loaded, may(account, Act.READ_CASE_FILE, loaded.dossier)
