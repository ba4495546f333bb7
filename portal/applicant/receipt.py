"""What a receipt names beside its entries: who, how long, which documents, and the code anybody may ask with."""

from dataclasses import dataclass

from domain.dossier import Dossier
from domain.events import DocumentsSupplied, Recorded, Submitted, Withdrawn
from domain.events.deadlines import ExtensionRequested
from portal.applicant.own_case import OwnCase
from portal.applicant.public_status import address, code_of, in_groups, qr
from portal.documents import document_list
from portal.documents.document_list import Line
from store import people
from store.access import Account
from workflows.house import House
from workflows.names import shown_name

_FROM_THEM = Submitted | DocumentsSupplied | Withdrawn | ExtensionRequested


@dataclass(frozen=True, slots=True)
class Receipt:
    """Names are empty where nobody is named; `code` and `secret` in groups of four, `picture` is the QR code's address.

    `plain_code` is the code as a form sends it, `address` where code and secret are typed; `renews` says whether this
    person may have the code renewed.
    """

    applicant: str
    sponsor: str
    documents: tuple[Line, ...]
    code: str
    secret: str
    plain_code: str
    picture: str
    address: str
    renews: bool


def received(dossier: Dossier) -> list[Recorded]:
    """What the office received from the applicant's side and still counts: the lines of a receipt."""
    return [fact for fact in dossier.facts if isinstance(fact.event, _FROM_THEM)]


def receipt_of(house: House, account: Account, case: OwnCase) -> Receipt:
    """Put together what a receipt shows; the code is made when it is shown first."""
    dossier = case.dossier
    with house.database.reading() as connection:
        known = people.parties(connection, set(dossier.parties))
    code = code_of(house, dossier.id)
    return Receipt(
        shown_name(known, dossier.applicant) if dossier.applicant else "",
        shown_name(known, dossier.sponsor) if dossier.sponsor else "",
        tuple(document_list.of_own(house, account, dossier).lines),
        in_groups(code.code),
        in_groups(code.secret),
        code.code,
        qr(address(house, code)),
        f"{house.portal}/wo-ist-mein-antrag",
        dossier.applicant in account.sides,
    )
