"""The staff's case file: where a case stands, whom it waits for, its whole history, its letters and its chain."""

from fastapi import APIRouter, Request, Response

from domain import picture, standing
from domain.dossier import Dossier
from domain.events import RoundBegun
from portal import casefile
from portal.errors import NotFound
from portal.page import render
from portal.policy import Act, may
from portal.recording import number
from portal.visitor import SignedIn, TheHouse, dossier_for
from store import outbox, people
from wording.language import _, spoken
from wording.letters import STATES
from wording.words import IMPLEMENTATION, STATUSES, told

router = APIRouter(prefix="/akten")


@router.get("/{id_}")
def case_file(request: Request, house: TheHouse, account: SignedIn, id_: str, erfasst: str = "") -> Response:
    """Show the case file; `erfasst` is the entry that was just recorded."""
    loaded = dossier_for(house, account, id_, Act.READ_CASE_FILE)
    dossier = loaded.dossier
    with house.database.reading() as connection:
        known = people.parties(connection, casefile.people_of(dossier))
        letters = outbox.letters(connection, dossier=dossier.id)
    corrects = may(account, Act.CORRECT, dossier)
    return render(
        request,
        "casefile.html",
        dossier=dossier,
        home=f"/akten/{dossier.id}",
        approval=_(STATUSES[standing.approval_status(dossier)]),
        implementation=_(IMPLEMENTATION[dossier.implementation]),
        people=_people(dossier, known),
        money=casefile.money(dossier, known),
        steps=casefile.next_steps(account, dossier),
        also=casefile.also_recordable(account, dossier),
        returnable=[(stage.key, stage.title.into(spoken())) for stage in casefile.returnable(account, dossier)],
        withdrawable=casefile.withdrawable(account, dossier),
        corrects=corrects,
        history=casefile.history(dossier, known, corrects=corrects),
        expected=casefile.expected(dossier),
        letters=[(letter, _(STATES[letter.state])) for letter in reversed(letters)],
        behind=loaded.seen < dossier.version,
        recorded=_recorded(dossier, number(erfasst)),
    )


def _people(dossier: Dossier, known: dict[str, people.Known]) -> list[tuple[str, str]]:
    """Applicant, sponsor and contact by name, as far as the application names them."""
    opened = dossier.opened
    named = ((_("Applicant"), opened.applicant), (_("Sponsor"), opened.sponsor), (_("Contact"), opened.contact))
    return [(label, casefile.shown_name(known, id_)) for label, id_ in named if id_]


def _recorded(dossier: Dossier, seq: int) -> list[str]:
    """What was just recorded, in words; a round that began with it comes first and is not all."""
    if not 1 <= seq <= dossier.version:
        return []
    said = dossier.entries[seq - 1 : seq + 1 if isinstance(dossier.entries[seq - 1].event, RoundBegun) else seq]
    return [told(entry.event, dossier.programme) for entry in said]


@router.get("/{id_}/kette.svg")
def chain(house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Draw the chain with the current stages lit; a document of its own, because pages allow no style inside."""
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    drawn = picture.svg(dossier.programme, spoken(), dossier)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@router.get("/{id_}/briefe/{letter_id}")
def letter(request: Request, house: TheHouse, account: SignedIn, id_: str, letter_id: str) -> Response:
    """Show a letter as it was written."""
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    with house.database.reading() as connection:
        written = outbox.letters(connection, dossier=dossier.id)
    found = next((one for one in written if one.id == letter_id), None)
    if found is None:
        raise NotFound
    return render(
        request,
        "casefile_letter.html",
        letter=found,
        state=_(STATES[found.state]),
        home=f"/akten/{dossier.id}",
        dossier=dossier,
    )
