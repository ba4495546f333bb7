"""Which e-mails one gets: the optional ones on or off, for oneself and for the organisations one acts for."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from domain.vocabulary import OptionalMail
from portal.signing_in import sessions
from portal.visitor import SignedIn, TheHouse
from portal.web.forms import fields_of
from store import mail_choices, people
from store.access import Account
from wording.language import N_, _
from workflows.house import House
from workflows.reminders.unsubscribing import choose

router = APIRouter()

_EARLY = N_("Early reminders: the first e-mail about a deadline, where another one follows in time")
_EARLY_FOR = N_("Early reminders to {organisation}")
_DIGEST = N_("The overview in the morning: your own deadlines in the office")


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of mail to somebody, and whether they want it; `field` is its name in the form."""

    field: str
    party: str
    kind: OptionalMail
    label: str
    wanted: bool


def choices_of(house: House, account: Account) -> list[Choice]:
    """What the person can choose: for themselves first, then for their organisations by name."""
    with house.database.reading() as connection:
        acting = people.parties(connection, set(account.organisations)).values()
        declined = mail_choices.declined(connection, account.sides, lite=house.database.sqlite)
    offered = [(account.party, OptionalMail.EARLY, _(_EARLY))]
    offered += [
        (one.id, OptionalMail.EARLY, _(_EARLY_FOR).format(organisation=one.name))
        for one in sorted(acting, key=lambda one: (one.name, one.id))
    ]
    if sessions.is_staff(house, account):
        offered.append((account.party, OptionalMail.DIGEST, _(_DIGEST)))
    return [
        Choice(f"{kind.value}.{party}", party, kind, label, (party, kind) not in declined) for party, kind, label in offered
    ]


@router.post("/konto/mails")
async def save(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """Keep what is ticked, and nothing else."""
    fields = await fields_of(request)
    await run_in_threadpool(_save, house, account, fields)
    return RedirectResponse("/konto?gespeichert=mails#mails", 303)


def _save(house: House, account: Account, fields: Mapping[str, str]) -> None:
    for one in choices_of(house, account):
        wanted = fields.get(one.field, "") == "1"
        if wanted != one.wanted:
            choose(house, one.party, one.kind, wanted=wanted)
