"""The staff's case file: where a case stands, whom it waits for, its whole history, its letters and its chain."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain import picture, standing
from domain.deadlines.awaited import awaited
from domain.dossier import Dossier
from domain.events import RoundBegun
from domain.office_time import office_day
from portal.documents import document_list
from portal.errors import NotFound
from portal.office import ahead, case_bodies, casefile, duty_steps
from portal.office.assigning import colleagues
from portal.office.case_letters import letters_of
from portal.office.case_money import funds
from portal.office.recording import new_key
from portal.page import render
from portal.policy import Act, may
from portal.visitor import SignedIn, TheHouse, dossier_for
from portal.web import behind
from portal.web.drawn import drawn
from portal.web.numbers import number
from store import outbox, people
from store.access import Account
from wording.language import _, spoken
from wording.letters import standing as letter_standing
from wording.words import IMPLEMENTATION, STATUSES
from workflows.house import House
from workflows.names import shown_name

router = APIRouter(prefix="/akten")


@router.get("/{id_}")
def case_file(request: Request, house: TheHouse, account: SignedIn, id_: str, erfasst: str = "") -> Response:
    """Show the case file; `erfasst` is the entry that was just recorded."""
    loaded = dossier_for(house, account, id_, Act.READ_CASE_FILE)
    dossier = loaded.dossier
    news = behind.behind(request, loaded, house.clock.now())
    if (nothing := behind.nothing_new(request, news)) is not None:
        return nothing
    with house.database.reading() as connection:
        known = people.parties(connection, casefile.people_of(dossier))
        letters = outbox.letters(connection, dossier=dossier.id)
    corrects = may(account, Act.CORRECT, dossier)
    withheld = duty_steps.withheld(account, dossier) if corrects else frozenset()
    next_day = str(min((line.due for line in awaited(dossier) if line.due), default=""))
    documents = document_list.of_staff(house, account, dossier)
    files = {line.id: line.name for line in documents.lines if line.name}
    page = render(
        request,
        "casefile.html",
        dossier=dossier,
        home=f"/akten/{dossier.id}",
        approval=_(STATUSES[standing.approval_status(dossier)]),
        implementation=_(IMPLEMENTATION[dossier.implementation]),
        people=_people(dossier, known),
        funds=funds(dossier),
        steps=casefile.next_steps(account, dossier),
        duties=duty_steps.duties(account, dossier, known),
        take_over_key=new_key(),
        declares=may(account, Act.DECLARE_CONFLICT, dossier),
        next_day=next_day,
        overdue="" < next_day < office_day(house.clock.now()).isoformat(),
        also=casefile.also_recordable(account, dossier),
        returnable=[(stage.key, stage.title.into(spoken())) for stage in casefile.returnable(account, dossier)],
        withdrawable=casefile.withdrawable(account, dossier),
        corrects=corrects,
        history=casefile.blocks(casefile.history(dossier, known, corrects=corrects, files=files, withheld=withheld)),
        ahead=ahead.ahead_of(house, dossier),
        letters=[(letter, letter_standing(letter.state, letter.reply)) for letter in reversed(letters)],
        behind=news,
        documents=documents,
        recorded=_recorded(dossier, number(erfasst), known),
        sees_readings=may(account, Act.SEE_READINGS, dossier),
        **_officer(house, account, dossier, known),
        **case_bodies.bodies(house, account, dossier, known),
    )
    return behind.only_the_word(request, news, page)


def _officer(house: House, account: Account, dossier: Dossier, known: dict[str, people.Known]) -> dict[str, Any]:
    """Who works on it, and what this person may change about that."""
    assigns = may(account, Act.ASSIGN, dossier)
    takes = assigns and dossier.officer != account.party and account.party in {one.id for one in colleagues(house, dossier)}
    return {
        "officer": shown_name(known, dossier.officer) if dossier.officer else "",
        "assigns": assigns,
        "takes": takes,
        "key": new_key() if assigns else "",
    }


def _people(dossier: Dossier, known: dict[str, people.Known]) -> list[tuple[str, str]]:
    """Applicant, sponsor and contact by name, as far as the application names them."""
    opened = dossier.opened
    named = ((_("Applicant"), dossier.applicant), (_("Sponsor"), dossier.sponsor), (_("Contact"), opened.contact))
    return [(label, shown_name(known, id_)) for label, id_ in named if id_]


def _recorded(dossier: Dossier, seq: int, known: dict[str, people.Known]) -> list[str]:
    """What was just recorded, in words; a round that began with it comes first and is not all."""
    if not 1 <= seq <= dossier.version:
        return []
    said = dossier.entries[seq - 1 : seq + 1 if isinstance(dossier.entries[seq - 1].event, RoundBegun) else seq]
    return [casefile.told_to_staff(dossier, entry, known) for entry in said]


@router.get("/{id_}/kette.svg")
def chain(house: TheHouse, account: SignedIn, id_: str) -> Response:
    """Draw the chain with the current stages lit; a document of its own, because pages allow no style inside."""
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    return drawn(picture.svg(dossier.programme, spoken(), dossier))


@router.get("/{id_}/briefe/{letter_id}")
def letter(request: Request, house: TheHouse, account: SignedIn, id_: str, letter_id: str) -> Response:
    """Show a letter as it was written."""
    dossier = dossier_for(house, account, id_, Act.READ_CASE_FILE).dossier
    found = next((one for one in letters_of(house, account, dossier.id) if one.letter.id == letter_id), None)
    if found is None:
        raise NotFound
    return render(
        request,
        "casefile_letter.html",
        letter=found.letter,
        readable=found.readable,
        state=letter_standing(found.letter.state, found.letter.reply),
        home=f"/akten/{dossier.id}",
        dossier=dossier,
    )
