"""Duties in a house: what a deputy does reads "for" and ends with the date, and nobody checks their own work."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from config.clock import FixedClock
from domain.commands import Command, ConfirmFunds, Correct, Decide
from domain.commands.meetings import DeclareConflict, Propose
from domain.dates import When
from domain.errors import NotYourRole, Refusal
from domain.errors.duties import (
    ConfirmsOwnDecision,
    CorrectsOwnEntry,
    DecidesOwnProposal,
    InConflict,
    OverSigningLimit,
    OwnCase,
    ProposalNeeded,
)
from domain.events import Recorded
from domain.vocabulary import CofinancingOutcome, DecisionOutcome
from store import roster as kept
from store.people import party_id
from tests.conftest import MORNING
from tests.four_eyes import LIMIT, with_four_eyes
from tests.houses import CITY, DESK, KG, LEIPZIG, RP, a_key, findings, leipzig_case
from workflows import deputies
from workflows.deputies import Wanted
from workflows.house import House
from workflows.inbox import look, person, receive
from workflows.preview import preview
from workflows.record import Asked, Receipt, record_all
from workflows.roster_change import By

OFFICE = By("leipzig")
DAY = When("2002-11-18")
TODAY = MORNING.date()
Say = Callable[[Command, str], Receipt]


@pytest.fixture
def say(a_house: House, clock: FixedClock) -> Say:
    """Say something about a case that waits for a decision which takes four eyes."""
    with_four_eyes(a_house, clock)
    leipzig_case(a_house, "decision")
    return lambda command, by: receive(a_house, "2.2", command, by=by, programme=LEIPZIG, authority="leipzig")


def proposal(cents: int = 4_000_00) -> Propose:
    return Propose(stage="decision", on=DAY, outcome=DecisionOutcome.GRANTED, amount=cents)


def decision(cents: int = 4_000_00) -> Decide:
    return Decide(stage="decision", on=DAY, outcome=DecisionOutcome.GRANTED, amount=cents)


def stands_in(house: House, deputy: str, absent: str, *, days: int = 3, since: date = TODAY) -> None:
    deputies.name(house, OFFICE, Wanted(absent, deputy, since, since + timedelta(days=days)))


def last(receipt: Receipt) -> Recorded:
    return receipt.dossier.entries[receipt.seq - 1]


def refused(say: Say, command: Command, by: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        say(command, by)
    assert "{" not in str(caught.value)


def test_a_deputys_act_says_for_whom_and_the_chain_of_hashes_covers_it(say: Say, a_house: House) -> None:
    say(proposal(), DESK)
    refused(say, decision(), KG, NotYourRole)
    stands_in(a_house, KG, RP)

    done = last(say(decision(), KG))

    assert (done.actor, done.role, done.behalf) == (
        party_id("leipzig", KG), "granting_authority", party_id("leipzig", RP),
    )  # fmt: skip
    assert findings(a_house) == []


def test_what_a_deputy_may_ends_with_the_last_day(say: Say, a_house: House, clock: FixedClock) -> None:
    say(proposal(), DESK)
    stands_in(a_house, KG, RP, days=1)

    clock.at = MORNING + timedelta(days=2)
    refused(say, decision(), KG, NotYourRole)
    clock.at = MORNING + timedelta(days=1)
    assert last(say(decision(), KG)).behalf == party_id("leipzig", RP)


def test_what_one_may_oneself_one_does_for_nobody(say: Say, a_house: House) -> None:
    stands_in(a_house, DESK, RP)

    assert last(say(proposal(), DESK)).behalf == ""


def test_whoever_prepared_a_decision_takes_it_neither_as_themselves_nor_for_somebody(say: Say, a_house: House) -> None:
    say(proposal(), DESK)
    refused(say, decision(), DESK, DecidesOwnProposal)
    stands_in(a_house, DESK, RP)

    refused(say, decision(LIMIT + 1), DESK, DecidesOwnProposal)
    say(decision(), RP)


def test_what_a_deputy_prepared_the_absent_person_does_not_decide(say: Say, a_house: House, clock: FixedClock) -> None:
    stands_in(a_house, KG, RP, days=0)
    say(proposal(), KG)
    clock.move(timedelta(days=1))

    refused(say, decision(), RP, DecidesOwnProposal)
    say(decision(), DESK)


def test_what_the_absent_person_prepared_their_deputy_does_not_decide(say: Say, a_house: House) -> None:
    say(proposal(), RP)
    stands_in(a_house, KG, RP)

    refused(say, decision(), KG, DecidesOwnProposal)


def test_nothing_is_decided_unprepared_where_it_takes_four_eyes(say: Say) -> None:
    refused(say, decision(), RP, ProposalNeeded)


def test_a_limit_binds_its_role_and_a_deputy_over_it_acts_for_who_has_none(say: Say, a_house: House) -> None:
    with a_house.database.transaction() as connection:
        kept.set_roles(connection, party_id("leipzig", KG), LEIPZIG, ["case_officer"])
    say(proposal(LIMIT + 1), KG)
    refused(say, decision(LIMIT + 1), DESK, OverSigningLimit)
    stands_in(a_house, DESK, RP)

    signed = last(say(decision(LIMIT + 1), DESK))

    assert (signed.role, signed.behalf) == ("granting_authority", party_id("leipzig", RP))


def test_within_the_limit_the_case_officer_signs(say: Say) -> None:
    say(proposal(LIMIT), RP)
    refused(say, decision(LIMIT + 1), DESK, OverSigningLimit)

    assert last(say(decision(LIMIT), DESK)).role == "case_officer"


def test_the_absent_persons_own_case_and_conflict_keep_their_deputy_from_it(say: Say, a_house: House) -> None:
    say(proposal(), DESK)
    with a_house.database.transaction() as connection:
        kept.join(connection, party_id("leipzig", RP), party_id("leipzig", CITY))
    stands_in(a_house, KG, RP)

    refused(say, decision(), KG, OwnCase)
    with a_house.database.transaction() as connection:
        kept.leave(connection, party_id("leipzig", RP), party_id("leipzig", CITY))
    say(DeclareConflict(on=DAY, party=party_id("leipzig", RP)), RP)
    refused(say, decision(), KG, InConflict)
    refused(say, decision(), RP, InConflict)


def test_the_deputys_own_conflict_counts_as_well(say: Say, a_house: House) -> None:
    say(proposal(), DESK)
    say(DeclareConflict(on=DAY, party=party_id("leipzig", KG)), DESK)
    stands_in(a_house, KG, RP)

    refused(say, decision(), KG, InConflict)


def test_the_money_is_confirmed_by_somebody_else_than_decided(say: Say) -> None:
    say(proposal(), RP)
    say(decision(), DESK)
    confirmed = ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED)

    refused(say, confirmed, DESK, ConfirmsOwnDecision)


def test_a_recorded_outcome_is_corrected_by_somebody_else(say: Say, a_house: House) -> None:
    say(proposal(), RP)
    seq = say(decision(), DESK).seq
    wanted = Correct(seq=seq, reason="Zahlendreher", amount=4_100_00)

    refused(say, wanted, DESK, CorrectsOwnEntry)
    with a_house.database.transaction() as connection:
        kept.set_roles(connection, party_id("leipzig", RP), LEIPZIG, ["granting_authority", "case_officer"])
    say(wanted, RP)


def test_the_preview_and_a_batch_say_what_recording_says(say: Say, a_house: House) -> None:
    loaded = say(proposal(), DESK).dossier
    actor = person(a_house, "leipzig", LEIPZIG, DESK)

    with pytest.raises(DecidesOwnProposal):
        preview(a_house, look(a_house, "2.2", LEIPZIG, "leipzig"), decision(), actor)
    (result,) = record_all(a_house, [Asked(loaded.id, decision(), actor, a_key())])
    assert isinstance(result, DecidesOwnProposal)
