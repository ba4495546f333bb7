"""Reminders at the command line: foreseen, sent, climbed, halted and let go on."""

import json
from datetime import datetime, time, timedelta

import pytest

from config.clock import FixedClock, SystemClock
from config.settings import load
from domain.commands.deadlines import SetDeadline
from domain.dates import When
from domain.office_time import OFFICE_ZONE, office_day
from tests.cli.terminal import Terminal
from workflows.house import open_house
from workflows.inbox import receive
from workflows.reminders.climbing import climb

TODAY = office_day(SystemClock().now())
#: No weekend or holiday moves a rung behind it.
AHEAD = (TODAY + timedelta(days=90)).isoformat()
MAILBOX = "quartiersmoderation@example.org"


@pytest.fixture
def due(leipzig: Terminal) -> Terminal:
    """The case 4.1 has a deadline in sixty days."""
    house = open_house(load(data=leipzig.data))
    last = When.of(TODAY + timedelta(days=60))
    asked = SetDeadline(deadline="report:1", role="applicant", due=last, on=When.of(TODAY), title="Bericht")
    receive(house, "4.1", asked, by="sachbearbeitung")
    house.database.close()
    return leipzig


def _all_days(due: Terminal) -> None:
    """Climb on every day until AHEAD."""
    clock = FixedClock(datetime.combine(TODAY, time(9), OFFICE_ZONE))
    house = open_house(load(data=due.data), clock)
    while office_day(clock.now()).isoformat() < AHEAD:
        clock.at = datetime.combine(office_day(clock.now()) + timedelta(days=1), time(9), OFFICE_ZONE)
        climb(house)
    house.database.close()


def test_the_preview_lists_who_is_told_what_when_and_why(due: Terminal) -> None:
    said = json.loads(due.done("reminders", "preview", "--until", AHEAD, "--json"))
    assert len(said["digest"]) == 64
    lines = [
        (mail["recipient"], line["reference"], line["rung"], line["why"]) for mail in said["mails"] for line in mail["lines"]
    ]
    assert lines[:3] == [(MAILBOX, "4.1", rung, "due") for rung in ("first", "last", "over")]
    shown = due.done("reminders", "preview", "--until", AHEAD)
    assert said["digest"] in shown
    assert "Bericht" in shown
    assert due.done("reminders", "preview", "--until", AHEAD) == shown, "a preview changes nothing"


def test_the_digest_of_what_was_sent_is_that_of_the_preview(due: Terminal) -> None:
    foreseen = json.loads(due.done("reminders", "preview", "--until", AHEAD, "--json"))
    _all_days(due)
    assert json.loads(due.done("reminders", "sent", "--since", TODAY.isoformat(), "--until", AHEAD, "--json")) == foreseen
    assert foreseen["digest"] in due.done("reminders", "sent", "--since", TODAY.isoformat(), "--until", AHEAD)
    assert len(foreseen["mails"]) > 3


@pytest.mark.parametrize(
    ("language", "first", "officer", "key"),
    [
        (
            "de",
            "14 Tage vor dem Ende, an die Seite, die den Schritt schuldet",
            "3 Tage nach dem Ende, an die Sachbearbeitung",
            " first ",
        ),
        ("en", "14 days before the end, to whoever owes the step", "3 days after the end, to the officer", " first "),
    ],
)
def test_a_rung_is_said_in_words_and_keeps_its_key_for_machines(
    due: Terminal, language: str, first: str, officer: str, key: str
) -> None:
    due.language = language
    for words in (("preview",), ("sent", "--since", TODAY.isoformat())):
        shown = due.done("reminders", *words, "--until", AHEAD)
        assert first in shown
        assert officer in shown
        assert key not in shown
        _all_days(due)
    said = json.loads(due.done("reminders", "sent", "--since", TODAY.isoformat(), "--until", AHEAD, "--json"))
    assert {"first", "officer"} <= {line["rung"] for mail in said["mails"] for line in mail["lines"]}


def test_what_was_sent_has_the_same_shape(due: Terminal) -> None:
    said = json.loads(due.done("reminders", "sent", "--since", "2020-01-01", "--until", AHEAD, "--json"))
    none = json.loads(due.done("reminders", "preview", "--until", TODAY.isoformat(), "--json"))
    assert said == none
    assert said["mails"] == []


def test_a_climb_says_what_it_did(due: Terminal) -> None:
    assert "0" in due.done("reminders", "climb")


def test_halting_and_going_on_are_said(due: Terminal) -> None:
    due.done("reminders", "halt")
    halted = due.done("reminders", "preview", "--until", AHEAD)
    climbed = due.done("reminders", "climb")
    assert "resume" in climbed, "also while nothing is due"
    for said in (halted, climbed):
        assert '"sachbearbeitung"' in said.replace("„", '"').replace("“", '"')
    due.done("reminders", "resume")
    assert len(due.done("reminders", "preview", "--until", AHEAD)) < len(halted)
    assert due.done("reminders", "resume") != due.done("reminders", "halt")


@pytest.mark.parametrize("day", ["2026-09", "gestern", "2026-02-30"])
def test_a_day_that_is_none_is_refused(due: Terminal, day: str) -> None:
    due.refused("reminders", "preview", "--until", day, code=2)
