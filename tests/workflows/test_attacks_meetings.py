"""Attacks on what bodies, bids and four eyes brought: choosing oneself, confirming one's own sum, dossiers of others."""

from dataclasses import replace
from datetime import date

import pytest

from config.clock import FixedClock
from domain.commands import Command, ConfirmFunds, Correct, Decide, Details, Resolve
from domain.commands.meetings import CloseBids, Propose, ReceiveBid, Select
from domain.dates import When
from domain.errors import NoSuchDossier
from domain.errors.agendas import OtherProgramme
from domain.errors.duties import ConfirmsOwnDecision, OwnCase
from domain.errors.meetings import MoreVotesThanVoters
from domain.events import Resolved
from domain.meetings.minutes import Row
from domain.vocabulary import CofinancingOutcome, DecisionOutcome, MeetingOutcome, SelectionOutcome
from store import roster as kept
from store.people import party_id
from tests.conftest import MORNING
from tests.four_eyes import with_four_eyes
from tests.houses import BERLIN, CITY, DESK, KG, LEIPZIG, RP, TEAM, a_key, berlin_case, findings, leipzig_case
from tests.meetings import FIRST as LATER
from tests.meetings import PAST, a_meeting, put_on, secretary
from tests.projects import FUND, B, a_project
from tests.store.test_verify import tamper
from workflows import deputies
from workflows.house import House
from workflows.inbox import person, receive
from workflows.meetings import Wanted, call_meeting, put_on_agenda
from workflows.meetings.members import Place, add_member
from workflows.meetings.minutes import record_minutes
from workflows.record import Asked, Receipt, record
from workflows.roster_change import By

B_ID = party_id("berlin", B)
CHOICE = Select(stage="selection", on=When("2024-04-10"), outcome=SelectionOutcome.SELECTED, bidder=B_ID)


def _as_bidder(house: House, dossier: str, command: Command) -> Receipt:
    """Record as a member of the team who also acts for one of the bidders."""
    actor = person(house, "berlin", FUND, TEAM)
    return record(house, Asked(dossier, command, replace(actor, sides=actor.sides | {B_ID}), a_key()))


@pytest.mark.parametrize(("at", "command"), [
    ("second_bid", ReceiveBid(stage="bids", on=When("2024-03-21"), bidder=B_ID, amount=1)),
    ("bids_closed", CloseBids(stage="bids", on=When("2024-04-02"))),
    ("selection", CHOICE),
    ("selection", replace(CHOICE, bidder=party_id("berlin", "traeger-a"))),
])  # fmt: skip
def test_whoever_acts_for_a_bidder_neither_takes_bids_nor_chooses(a_house: House, at: str, command: Command) -> None:
    case = a_project(a_house, at).dossier

    with pytest.raises(OwnCase):
        _as_bidder(a_house, case.id, command)


def test_a_bidder_who_was_not_chosen_still_decides_nothing_about_the_winner(a_house: House) -> None:
    case = a_project(a_house, "decision").dossier
    actor = person(a_house, "berlin", FUND, "bewilligungsstelle")
    decided = Decide(stage="decision", on=When("2024-05-06"), outcome=DecisionOutcome.REFUSED, reason="Kein Bedarf")

    with pytest.raises(OwnCase):
        record(a_house, Asked(case.id, decided, replace(actor, sides=frozenset({B_ID})), a_key()))


def test_whoever_raised_the_sum_by_a_correction_does_not_confirm_the_money(a_house: House, clock: FixedClock) -> None:
    with_four_eyes(a_house, clock)
    leipzig_case(a_house, "decision")
    with a_house.database.transaction() as connection:
        kept.set_roles(connection, party_id("leipzig", RP), LEIPZIG, ["granting_authority", "case_officer"])

    def say(command: Command, by: str) -> Receipt:
        return receive(a_house, "2.2", command, by=by, programme=LEIPZIG, authority="leipzig")

    day = When("2002-11-18")
    say(Propose(stage="decision", on=day, outcome=DecisionOutcome.GRANTED, amount=4_000_00), RP)
    seq = say(Decide(stage="decision", on=day, outcome=DecisionOutcome.GRANTED, amount=4_000_00), DESK).seq
    say(Correct(seq=seq, reason="Zahlendreher", amount=4_900_00), RP)

    with pytest.raises(ConfirmsOwnDecision):
        say(ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED), RP)


@pytest.mark.parametrize("statement", [
    "UPDATE event SET behalf = '' WHERE dossier = :id AND behalf <> ''",
    "UPDATE event SET behalf = 'somebody else' WHERE dossier = :id AND behalf <> ''",
    "UPDATE event SET payload = payload || '\n' || behalf, behalf = '' WHERE dossier = :id AND behalf <> ''",
])  # fmt: skip
def test_whom_a_deputy_stood_in_for_is_not_changed_or_hidden_behind_the_same_hash(a_house: House, statement: str) -> None:
    case = leipzig_case(a_house, "kg").dossier.id
    today = MORNING.date()
    deputies.name(a_house, By("leipzig"), deputies.Wanted(KG, RP, today, today))
    resolved = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)
    receive(a_house, "2.2", resolved, by=RP, programme=LEIPZIG, authority="leipzig")
    assert findings(a_house) == []

    tamper(a_house, case, statement)

    assert [one.reference for one in findings(a_house)] == ["2.2"]


def test_a_dossier_of_another_programme_or_authority_comes_onto_no_agenda(a_house: House) -> None:
    theirs = berlin_case(a_house, "AF-1", "jury").dossier
    meeting = a_meeting(a_house)

    (said,) = put_on_agenda(a_house, meeting.id, [Wanted(theirs.id, "kg")], secretary(a_house))

    assert isinstance(said, NoSuchDossier)
    assert "AF-1" not in str(said)
    jury = call_meeting(
        a_house, authority="berlin", programme=BERLIN, body="jury", meets_at=LATER, place="",
        actor=person(a_house, "berlin", BERLIN, TEAM),
    )  # fmt: skip
    project = a_project(a_house, "quartiersrat").dossier
    (said,) = put_on_agenda(a_house, jury.id, [Wanted(project.id, "quartiersrat")], person(a_house, "berlin", BERLIN, TEAM))
    assert isinstance(said, OtherProgramme)


def test_a_member_who_acts_for_the_applicant_is_not_noted_as_having_voted(a_house: House) -> None:
    meeting = a_meeting(a_house, PAST)
    theirs, other = put_on(a_house, meeting, "3.1", "3.2")
    place = Place("leipzig", LEIPZIG, "kg")
    members = [party_id("leipzig", handle) for handle in (RP, DESK)]
    for handle in (RP, DESK):
        add_member(a_house, place, handle, secretary(a_house), since=date(2002, 1, 1))
    with a_house.database.transaction() as connection:
        kept.join(connection, members[0], party_id("leipzig", CITY))
    rows = [
        Row(theirs.id, MeetingOutcome.ADOPTED, Details(vote="1:0")),
        Row(other.id, MeetingOutcome.ADOPTED, Details(vote="2:0")),
    ]

    first, second = record_minutes(a_house, meeting, rows, secretary(a_house), present=members)

    assert first.receipt is not None
    event = first.receipt.dossier.entries[first.receipt.seq - 1].event
    assert isinstance(event, Resolved)
    assert event.voters == (members[1],)
    assert isinstance(second.refusal, MoreVotesThanVoters), "two votes were counted, and one of the two had none"
