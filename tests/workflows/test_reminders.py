"""The climb of the reminder ladders: when it does anything, whom it tells, what it records, and what it never does."""

from datetime import date

import pytest
from sqlalchemy import event, text

from config.clock import FixedClock
from domain.commands import Assign, Withdraw
from domain.commands.deadlines import EndDeadline, ExtendDeadline, SetDeadline
from domain.dates import When
from domain.vocabulary import DeadlineOutcome
from store.people import erase, party_id
from tests.climbing_office import MAILBOX, Office, an_office
from tests.houses import BERLIN, CONTACT, DESK, LEIPZIG, TEAM, berlin_case, leipzig_case
from workflows import deputies
from workflows.house import House
from workflows.inbox import receive
from workflows.reminders.climbing import Climbed
from workflows.roster_change import By


@pytest.fixture
def office(a_house: House, clock: FixedClock) -> Office:
    """The Leipzig case 2.2 with a deadline set on Monday, 24 August 2026."""
    return an_office(a_house, clock)


@pytest.mark.parametrize(("hour", "minute"), [(7, 59), (18, 0), (3, 0)])
def test_outside_the_offices_hours_nothing_is_decided(office: Office, hour: int, minute: int) -> None:
    assert office.at("2026-09-10", hour, minute).climb() == Climbed()
    assert office.rungs() == []


@pytest.mark.parametrize("day", ["2026-09-12", "2026-09-13", "2026-10-03", "2026-11-18"])
def test_on_weekends_and_holidays_nothing_is_decided(office: Office, day: str) -> None:
    assert office.at(day).climb() == Climbed()
    assert office.rungs() == []


def test_each_authority_has_its_own_holidays(office: Office) -> None:
    """The Day of Repentance is a holiday in Saxony, not in Berlin."""
    berlin_case(office.house, "AF-1", "jury", year=2026)
    office.at("2026-10-26")
    for reference, programme, by, role in (("2.2", LEIPZIG, DESK, "applicant"), ("AF-1", BERLIN, TEAM, "resident")):
        asked = SetDeadline(deadline="paper:1", role=role, due=When("2026-12-02"), on=When("2026-10-26"))
        receive(office.house, reference, asked, by=by, programme=programme)
    office.at("2026-11-17").climb()
    assert [mail for mail in office.mails() if "bewohnerin" in mail[1]] == []
    office.at("2026-11-18").climb()
    assert [mail[0] for mail in office.mails() if "bewohnerin" in mail[1]] == ["day:2026-11-18"]
    assert ("day:2026-11-17", MAILBOX, "reminder") in office.mails()


def test_a_climb_with_nothing_due_asks_the_database_once(office: Office) -> None:
    office.at("2026-08-26").climb()
    asked: list[str] = []
    engine = office.house.database.engine
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    assert office.at("2026-08-26", 10).climb() == Climbed()
    assert len(asked) == 1
    with office.house.database.reading() as connection:
        if office.house.database.sqlite:
            due = text(
                "EXPLAIN QUERY PLAN SELECT dossier FROM deadline WHERE wake_on <> '' AND wake_on <= '2026-08-26' LIMIT 1"
            )
            assert "ix_deadline_wake" in str(connection.execute(due).all())


def test_the_ladder_is_climbed_rung_by_rung_and_every_rung_is_recorded_once(office: Office) -> None:
    office.live("2026-08-25", "2026-10-31")
    assert office.rungs() == [
        ("2026-09-10", "first", "sent", "due"), ("2026-09-21", "last", "sent", "due"), ("2026-09-25", "over", "sent", "due"),
        ("2026-09-28", "officer", "sent", "due"), ("2026-10-01", "deputy", "suppressed", "no_deputy"),
        ("2026-10-08", "head", "sent", "due"),
    ]  # fmt: skip
    assert office.mails() == [
        ("day:2026-09-10", MAILBOX, "reminder"), ("day:2026-09-21", MAILBOX, "reminder"),
        ("day:2026-09-25", MAILBOX, "reminder"), ("day:2026-09-28", "sachbearbeitung@example.org", "digest"),
        ("day:2026-10-08", "sachbearbeitung@example.org", "digest"),
    ]  # fmt: skip


def test_after_an_outage_only_the_latest_missed_rung_goes_out(office: Office) -> None:
    office.due("short:1", due=When("2026-09-29"))
    office.live("2026-08-25", "2026-09-14")
    assert office.at("2026-09-22").climb() == Climbed(1, 2)
    assert [rung for rung in office.rungs() if rung[0] > "2026-09-14"] == [
        ("2026-09-22", "first", "merged", "late"), ("2026-09-22", "last", "merged", "late")
    ]  # fmt: skip


def test_of_two_missed_rungs_the_earlier_is_overtaken(office: Office) -> None:
    office.live("2026-08-25", "2026-09-20")
    assert office.at("2026-09-25").climb() == Climbed(1, 2)
    assert office.rungs()[1:] == [
        ("2026-09-25", "last", "overtaken", "later_missed"), ("2026-09-25", "over", "sent", "due")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (EndDeadline(deadline="report:1", outcome=DeadlineOutcome.MET, on=When("2026-09-11"), reason="kam"), "met"),
        (EndDeadline(deadline="report:1", outcome=DeadlineOutcome.VOIDED, on=When("2026-09-11"), reason="nein"), "voided"),
        (Withdraw(on=When("2026-09-11"), reason="zurück"), "voided"),
    ],
)
def test_after_completion_or_withdrawal_nobody_is_told_and_the_rest_is_dropped(
    office: Office, command: object, reason: str
) -> None:
    office.at("2026-09-10").climb()
    office.at("2026-09-11").ask(command)
    office.at("2026-09-14").climb()
    assert [rung for rung in office.rungs() if rung[0] > "2026-09-10"] == [
        ("2026-09-14", key, "dropped", reason) for key in ("last", "over", "officer", "deputy", "head")
    ]
    assert [mail[0] for mail in office.mails()] == ["day:2026-09-10"]


def test_an_extension_drops_the_old_rungs_and_three_mails_are_the_most_over_all_versions(office: Office) -> None:
    office.live("2026-09-10", "2026-09-21")
    office.at("2026-09-22").ask(
        ExtendDeadline(deadline="report:1", until=When("2026-10-29"), on=When("2026-09-22"), reason="Ferien")
    )
    office.live("2026-09-23", "2026-11-30")
    said = [rung for rung in office.rungs() if rung[1] in {"first", "last", "over"}]
    assert said == [
        ("2026-09-10", "first", "sent", "due"), ("2026-09-21", "last", "sent", "due"),
        ("2026-09-23", "over", "dropped", "superseded"),
        ("2026-10-15", "first", "suppressed", "enough"), ("2026-10-26", "last", "suppressed", "enough"),
        ("2026-10-30", "over", "sent", "due"),
    ]  # fmt: skip


def test_one_mailbox_gets_one_mail_a_day_however_many_reminders(office: Office) -> None:
    office.due("report:2")
    leipzig_case(office.house, "kg", "3.1")
    office.due("report:1", reference="3.1")
    assert office.at("2026-09-10").climb() == Climbed(1, 3)
    assert {rung[2] for rung in office.rungs()} == {"merged"}
    assert office.mails() == [("day:2026-09-10", MAILBOX, "reminder")]


def test_who_had_the_mail_of_the_day_is_told_on_the_next_open_day(office: Office) -> None:
    office.at("2026-09-11").climb()
    with office.house.database.transaction() as connection:
        connection.execute(text("UPDATE letter SET occasion = 'day:2026-09-21' WHERE occasion = 'day:2026-09-11'"))
    assert office.at("2026-09-21").climb() == Climbed()
    assert office.at("2026-09-22").climb() == Climbed(1, 1)
    assert office.rungs()[-1] == ("2026-09-22", "last", "sent", "late")


def test_a_deadline_of_the_office_goes_to_the_digest_of_whoever_is_in_charge(office: Office) -> None:
    office.due("check:1", role="kg_secretariat")
    office.at("2026-09-10").climb()
    assert ("day:2026-09-10", "kg-geschaeftsstelle@example.org", "digest") in office.mails()


def test_officer_and_deputy_are_told_where_a_case_has_one(office: Office) -> None:
    rp, kg = "rp-bewilligung", "kg-geschaeftsstelle"
    office.ask(Assign(officer=party_id("leipzig", rp), on=When("2026-08-24")))
    deputies.name(office.house, By("leipzig"), deputies.Wanted(rp, kg, date(2026, 10, 1), date(2026, 10, 2)))
    office.live("2026-09-21", "2026-10-01")
    assert office.mails()[-2:] == [
        ("day:2026-09-28", f"{rp}@example.org", "digest"), ("day:2026-10-01", f"{kg}@example.org", "digest")
    ]  # fmt: skip


@pytest.mark.parametrize(("emptied", "reason"), [("email", "no_address"), ("all", "nobody")])
def test_who_cannot_be_reached_is_recorded_with_the_reason_and_the_office_is_told_later(
    office: Office, emptied: str, reason: str
) -> None:
    with office.house.database.transaction() as connection:
        if emptied == "all":
            erase(connection, party_id("leipzig", CONTACT))
        else:
            connection.execute(text(f"UPDATE party SET email = '' WHERE handle = '{CONTACT}'"))
    assert office.at("2026-09-10").climb() == Climbed(0, 1)
    assert office.rungs() == [("2026-09-10", "first", "suppressed", reason)]
    assert office.mails() == []


def test_a_case_of_long_ago_recorded_today_reminds_nobody(office: Office) -> None:
    asked = SetDeadline(deadline="old:1", role="applicant", due=When("2002-12-01"), on=When("2002-11-02"))
    office.ask(asked)
    office.at("2026-08-25").climb()
    assert {(rung[2], rung[3]) for rung in office.rungs()} == {("dropped", "past")}
    assert office.mails() == []
