"""What of all commands a caller may record in a dossier: the pages' own rules, asked of a command instead of a form."""

from dataclasses import replace

from domain.commands import (
    AboutDeadlines,
    Assign,
    Command,
    Correct,
    ReportStatus,
    Resolve,
    Return,
    StageCommand,
    SupplyDocuments,
    Withdraw,
)
from domain.commands.deadlines import Notify, RequestExtension
from domain.commands.meetings import DeclareConflict, Propose, ReceiveBid, SettleCondition
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import NoSuchOfficer, NoSuchStage
from domain.errors.meetings import BiasedVote
from domain.errors.people import NoSuchParty
from domain.office_time import office_day
from portal.api.problem import NOT_PERMITTED, Refused, wrong
from portal.applicant.own_case import to_do
from portal.office.assigning import colleagues
from portal.policy import Act, hindered, may
from store import people, roster
from store.access import Account
from store.change import Loaded
from store.people import party_id
from wording.language import N_, _
from wording.refusals import said
from workflows.house import House

_TODAY = N_("Only the office records another day than today, and rounds. Say {today}, and leave the rest out.")
_NOT_ASKED = N_("Nothing of this kind is asked of you here at the moment.")


def require(house: House, account: Account, loaded: Loaded, command: Command, *, staff: bool) -> None:
    """Refuse what the person may not record, although they see the dossier: as problem 403, or 422 where a value is wrong."""
    dossier = loaded.dossier
    if not _may(account, dossier, command):
        raise Refused(NOT_PERMITTED)
    if isinstance(command, Assign) and command.officer:
        if command.officer not in {one.id for one in colleagues(house, dossier)}:
            raise wrong("officer", _(NoSuchOfficer().template))
    elif named := _named(command):
        for field, party in named:
            _require_known(house, account, field, party)
        if isinstance(command, Resolve):
            _require_no_own_vote(house, dossier, command)
    elif not staff or (isinstance(command, RequestExtension) and not account.sides.isdisjoint(dossier.parties)):
        # Somebody of the staff who asks in a case of their own asks as everybody does: nobody asked earlier than today.
        _of_applicants(house, account, dossier, command)


def _may(account: Account, dossier: Dossier, command: Command) -> bool:
    match command:
        case Return() | ReportStatus() | Correct():
            return may(account, Act.CORRECT, dossier)
        case SettleCondition():
            return may(account, Act.SETTLE_CONDITION, dossier)
        case Assign():
            return may(account, Act.ASSIGN, dossier)
        case Withdraw():
            return may(account, Act.WITHDRAW, dossier)
        case RequestExtension() if not _for_a_side(account, dossier):
            return False
        case Notify() if command.stage not in dossier.programme.stages:
            known = ", ".join(dossier.programme.stages)
            raise NoSuchStage(programme=dossier.programme.programme, stage=command.stage, known=known)
        case _ if isinstance(command, DeclareConflict | AboutDeadlines):
            return hindered(account, dossier, command) is None
        case _ if isinstance(command, StageCommand | Propose):
            if command.stage not in dossier.programme.stages:
                known = ", ".join(dossier.programme.stages)
                raise NoSuchStage(programme=dossier.programme.programme, stage=command.stage, known=known)
            act = Act.PROPOSE if isinstance(command, Propose) else Act.RECORD
            return may(account, act, dossier, stage=command.stage)
        case _:
            return False


def _for_a_side(account: Account, dossier: Dossier) -> bool:
    """Tell whether the person takes part in the case themselves, or keeps it and so may record what came in a letter."""
    roles = account.roles.get(dossier.programme.programme, frozenset())
    return not account.sides.isdisjoint(dossier.parties) or bool(roles & set(dossier.programme.administrators))


def _named(command: Command) -> list[tuple[str, str]]:
    """Whom a command names, with the field that does."""
    match command:
        case DeclareConflict():
            return [("party", command.party)]
        case ReceiveBid():
            return [("bidder", command.bidder)]
        case Resolve():
            return [*(("voters", one) for one in command.voters), *(("biased", one) for one in command.biased)]
        case _:
            return []


def _require_known(house: House, account: Account, field: str, party: str) -> None:
    """Refuse to name somebody whom the authority does not know."""
    with house.database.reading() as connection:
        known = roster.with_ids(connection, {party}) if party.isprintable() else {}
    if party not in known or party_id(account.authority, known[party].handle) != party:
        raise wrong(field, said(NoSuchParty(person=party, authority=account.authority)))


def _require_no_own_vote(house: House, dossier: Dossier, command: Resolve) -> None:
    """Refuse the vote of somebody who acts for an organisation whose own case it is."""
    with house.database.reading() as connection:
        acting = people.acting_for(connection, command.voters)
    if any(not dossier.parties.isdisjoint(theirs) for theirs in acting.values()):
        raise wrong("voters", said(BiasedVote(stage=dossier.programme.stages[command.stage].title)))


def _of_applicants(house: House, account: Account, dossier: Dossier, command: Command) -> None:
    """Applicants record what is asked of them as of today, as on their pages."""
    today = When.of(office_day(house.clock.now()))
    if isinstance(command, StageCommand):
        todo = to_do(account, dossier, command.stage)
        if todo is None or not todo.mine or todo.supply is not isinstance(command, SupplyDocuments):
            raise wrong("stage", _(_NOT_ASKED))
        bare = replace(command, round=None, begins_round="", keep=())
        if bare != command:
            raise wrong("round", _(_TODAY).format(today=today))
    if command.on != today:
        raise wrong("on", _(_TODAY).format(today=today))
