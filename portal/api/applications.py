"""Applications sent by programs: checked as those of the form are, and opened through the same door."""

from domain.fault import Fault
from portal.api.office_models import Opened
from portal.api.problem import NOT_PERMITTED, NOT_VALID, FieldProblem, Refused, wrong
from portal.api.said import Application
from portal.applicant.applying import apply
from portal.policy import Act, may
from store import dossiers, own, people
from store.access import Account
from wording.language import N_, _
from wording.refusals import said as told
from workflows.house import House
from workflows.inbox import newest

_NOT_HERE = N_("You may not apply in this programme.")
_NOT_YOURS = N_("You can apply for yourself, or for an organisation you act for.")
_NO_ORGANISATION = N_("There is no organisation of this name here.")
#: The entry with the submission; the first one opens the dossier.
_SUBMITTED = 2


def sent(house: House, account: Account, said: Application, key: str) -> tuple[Opened, bool]:
    """Open the dossier of an application; True if it had been opened with this key before."""
    if said.programme not in account.roles or not may(account, Act.APPLY, newest(house, said.programme)[0]):
        raise Refused(NOT_PERMITTED, _(_NOT_HERE))
    applicant = said.applicant or account.handle
    with house.database.reading() as connection:
        sides = {party.handle: party.id for party in people.parties(connection, set(account.sides)).values()}
        organisations = {one.handle for one in own.organisations(connection, account.authority)}
        before = own.opened_with(connection, sides[applicant], key) if applicant in sides else ""
    if applicant not in sides:
        raise wrong("applicant", _(_NOT_YOURS))
    if said.sponsor and said.sponsor not in organisations:
        raise wrong("sponsor", _(_NO_ORGANISATION))
    project = said.project(authority=account.authority, applicant=applicant)
    if faults := project.faults():
        raise Refused(NOT_VALID, errors=[_field(fault) for fault in faults])
    id_ = apply(house, account, project, key=key)
    return opened_of(house, id_), bool(before)


def opened_of(house: House, id_: str) -> Opened:
    """The application that was opened as this dossier."""
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
        hash_ = own.hash_of(connection, id_, _SUBMITTED)
    assert loaded is not None, "it was opened before"  # noqa: S101 - for the type checker
    return Opened(id=id_, reference=loaded.dossier.opened.reference, version=_SUBMITTED, hash=hash_)


def _field(fault: Fault) -> FieldProblem:
    return FieldProblem(field=".".join(str(part) for part in fault.path), detail=told(fault))
