"""Calendars at the command line."""

import json

from tests.calendars import entries
from tests.cli.terminal import Terminal

AT = ("--authority", "leipzig")


def test_a_calendar_is_made_listed_shown_and_ended(leipzig: Terminal) -> None:
    made = json.loads(leipzig.done("calendar", "make", *AT, "--body", "urban-ii-leipzig/kg", "--json"))

    assert made["address"].startswith("http://")
    assert made["address"].endswith(".ics")
    (one,) = json.loads(leipzig.done("calendar", "list", *AT, "--json"))
    assert (one["id"], one["used_at"]) == (made["id"], None)
    assert made["id"] in leipzig.done("calendar", "list", *AT)
    assert "KG" in leipzig.done("calendar", "list", *AT)
    # The runner of the tests makes a line feed of every line end.
    assert entries(leipzig.done("calendar", "show", made["id"], *AT).replace("\n", "\r\n").encode()) == []
    leipzig.done("calendar", "revoke", made["id"], *AT)
    assert json.loads(leipzig.done("calendar", "list", *AT, "--json")) == []
    leipzig.done("calendar", "list", *AT)
    leipzig.refused("calendar", "revoke", made["id"], *AT)
    leipzig.refused("calendar", "show", made["id"], *AT)


def test_the_address_is_said_once(leipzig: Terminal) -> None:
    said = leipzig.done("calendar", "make", *AT)

    secret = said.rsplit("/", 1)[1].split(".ics")[0]
    assert len(secret) == 43
    assert secret not in leipzig.done("calendar", "list", *AT)


def test_only_whoever_may_see_a_body_gets_its_calendar(leipzig: Terminal) -> None:
    leipzig.person = "quartiersmoderation"

    assert "kg" in leipzig.refused("calendar", "make", *AT, "--body", "urban-ii-leipzig/kg")
    leipzig.person = "niemand"
    assert "niemand" in leipzig.refused("calendar", "make", *AT)
    leipzig.refused("calendar", "make", code=2)
