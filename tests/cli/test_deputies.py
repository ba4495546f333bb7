"""Deputies, proposals and conflicts at the command line."""

import json
from datetime import timedelta

from config.clock import SystemClock
from domain.office_time import office_day
from tests.cli.terminal import Terminal

TODAY = office_day(SystemClock().now())
LAST = (TODAY + timedelta(days=10)).isoformat()
FOR_RP = ("deputy", "add", "rp-bewilligung", "kg-geschaeftsstelle", "--authority", "leipzig")


def test_a_deputy_is_named_listed_and_ended(leipzig: Terminal) -> None:
    leipzig.done(*FOR_RP, "--from", TODAY.isoformat(), "--until", LAST)
    leipzig.done(
        "deputy", "add", "kg-geschaeftsstelle", "sachbearbeitung", "--authority", "leipzig", "--from", LAST, "--until", LAST
    )

    first, second = json.loads(leipzig.done("deputy", "list", "--authority", "leipzig", "--json"))

    assert (first["absent"], first["deputy"], first["until"]) == ("rp-bewilligung", "kg-geschaeftsstelle", LAST)
    assert first["clashes"] == [{"since": LAST, "until": LAST}]
    assert second["clashes"] == []
    assert "kg-geschaeftsstelle" in leipzig.done("deputy", "list", "--authority", "leipzig")
    leipzig.done("deputy", "end", first["id"], "--authority", "leipzig")
    leipzig.refused("deputy", "end", first["id"], "--authority", "leipzig")


def test_an_entry_of_a_deputy_says_for_whom(leipzig: Terminal) -> None:
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04")
    leipzig.person = "kg-geschaeftsstelle"
    leipzig.refused("record", "4.1", "decision", "granted", "--on", "2002-11-18")
    leipzig.done(*FOR_RP, "--from", TODAY.isoformat(), "--until", LAST)

    leipzig.done("record", "4.1", "decision", "granted", "--on", "2002-11-18")

    entry = json.loads(leipzig.done("history", "4.1", "--json"))[-1]
    assert (entry["by"], entry["behalf"], entry["role"]) == ("kg-geschaeftsstelle", "rp-bewilligung", "granting_authority")
    leipzig.language = "en"
    assert "kg-geschaeftsstelle for rp-bewilligung" in leipzig.done("history", "4.1")


def test_what_cannot_be_is_refused_and_leaves_no_trace(leipzig: Terminal) -> None:
    leipzig.refused(*FOR_RP, "--from", TODAY.isoformat(), "--until", (TODAY - timedelta(days=1)).isoformat())
    leipzig.refused(*FOR_RP, "--from", TODAY.isoformat(), "--until", (TODAY + timedelta(days=400)).isoformat())
    leipzig.refused(*FOR_RP, "--from", TODAY.isoformat()[:7], "--until", LAST, code=2)
    leipzig.refused(*FOR_RP[:5], "nirgends", "--from", TODAY.isoformat(), "--until", LAST)
    leipzig.refused("deputy", "list", "--authority", "nirgends")


def test_a_decision_is_prepared_for_somebody_else(leipzig: Terminal) -> None:
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04")
    leipzig.done("propose", "4.1", "decision", "granted", "--on", "2002-11-01", "--amount", "4000")
    leipzig.refused("record", "4.1", "decision", "granted", "--on", "2002-11-18", "--amount", "4000")
    leipzig.refused("propose", "4.1", "decision", "refused", "--on", "2002-11-01")
    leipzig.refused("propose", "4.1", "kg", "granted", "--on", "2002-11-01")
    leipzig.person = "rp-bewilligung"
    leipzig.done("record", "4.1", "decision", "granted", "--on", "2002-11-18", "--amount", "4000")


def test_whoever_is_biased_records_nothing_more(leipzig: Terminal) -> None:
    leipzig.person = "rp-bewilligung"
    leipzig.refused("conflict", "4.1", "sachbearbeitung")
    leipzig.done("conflict", "4.1", "--on", "2002-06-01")
    leipzig.person = "sachbearbeitung"
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04")
    leipzig.person = "rp-bewilligung"
    leipzig.refused("record", "4.1", "decision", "granted", "--on", "2002-11-18")
    leipzig.refused("conflict", "4.1", "niemand")
