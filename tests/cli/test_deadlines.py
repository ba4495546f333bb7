"""Deadlines at the command line: listed, explained with their derivation, set, extended, ended, stopped and resumed."""

import json
from typing import Any

from tests.cli.terminal import Terminal


def listed(office: Terminal, reference: str = "2.2") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(office.done("deadline", "list", reference, "--json"))
    return found


def test_a_case_without_deadlines_says_so(leipzig: Terminal) -> None:
    assert "keine Fristen" in leipzig.done("--lang", "de", "deadline", "list", "4.1") or listed(leipzig, "4.1") == []


def test_a_deadline_is_set_by_a_period_extended_from_its_end_explained_and_met(leipzig: Terminal) -> None:
    leipzig.language = "en"
    leipzig.done(
        "deadline", "set", "4.1", "report", "--role", "applicant", "--within", "2 Wochen", "--from", "2030-09-24",
        "--title", "Bericht", "--source", "NBest Nr. 6",
    )  # fmt: skip
    (one,) = listed(leipzig, "4.1")
    assert (one["deadline"], one["due"], one["state"], one["missed"]) == ("report", "2030-10-08", "open", False)
    leipzig.done("deadline", "extend", "4.1", "report", "--by", "2 weeks", "--reason", "Krankheit")
    assert listed(leipzig, "4.1")[0]["due"] == "2030-10-22"
    said = leipzig.done("deadline", "explain", "4.1")
    for words in ("report: Bericht", "24 September 2030", "NBest Nr. 6", "Krankheit", "8 October 2030", "22 October 2030"):
        assert words in said
    plain = json.loads(leipzig.done("deadline", "explain", "4.1", "report", "--json"))
    assert [(step["way"], step["due"], step["state"]) for step in plain[0]["versions"]] == [
        ("counted", "2030-10-08", "superseded"), ("extended", "2030-10-22", "open"),
    ]  # fmt: skip
    leipzig.done("deadline", "met", "4.1", "report", "--reason", "liegt vor")
    assert listed(leipzig, "4.1")[0]["state"] == "met"
    assert leipzig.refused("deadline", "extend", "4.1", "report", "--until", "2031-01-08", "--reason", "x")


def test_more_time_is_asked_for_refused_asked_for_again_and_given(leipzig: Terminal) -> None:
    leipzig.language = "en"
    leipzig.done("deadline", "set", "4.1", "report", "--role", "applicant", "--due", "2030-10-08", "--title", "Bericht")
    leipzig.refused("deadline", "refuse", "4.1", "report", "--reason", "x")
    leipzig.refused("deadline", "ask", "4.1", "report", "--reason", "x", "--until", "2030-10-08")
    leipzig.refused("deadline", "ask", "4.1", "report", "--reason", " ")
    leipzig.refused("deadline", "ask", "4.1", "report", code=2)
    said = leipzig.done("deadline", "ask", "4.1", "report", "--reason", "Bank", "--until", "2030-11-08", "--on", "2002-06-03")
    assert "until 8 November 2030: Bericht. Reason: Bank" in said
    assert leipzig.refused("deadline", "ask", "4.1", "report", "--reason", "noch einmal")
    (one,) = listed(leipzig, "4.1")
    assert (one["due"], one["state"], one["asked_on"]) == ("2030-10-08", "open", "2002-06-03")
    assert "runs, more time asked for on 3 June 2002" in leipzig.done("deadline", "list", "4.1")
    assert "More time refused: Bericht. Reason: Mittelabruf" in leipzig.done(
        "deadline", "refuse", "4.1", "report", "--reason", "Mittelabruf"
    )
    (one,) = listed(leipzig, "4.1")
    assert (one["due"], one["asked_on"]) == ("2030-10-08", None)
    leipzig.done("deadline", "ask", "4.1", "report", "--reason", "Bank")
    leipzig.done("deadline", "extend", "4.1", "report", "--by", "2 weeks", "--reason", "Bank")
    (one,) = listed(leipzig, "4.1")
    assert (one["due"], one["asked_on"]) == ("2030-10-22", None)
    assert "asked" not in leipzig.done("deadline", "list", "4.1")


def test_a_clock_is_stopped_and_goes_on_by_hand(leipzig: Terminal) -> None:
    leipzig.done("deadline", "set", "4.1", "check", "--role", "kg_secretariat", "--due", "08.10.2030")
    leipzig.done("deadline", "stop", "4.1", "land", "--deadline", "check", "--reason", "Stellungnahme")
    assert listed(leipzig, "4.1")[0]["due"] is None
    leipzig.done("deadline", "list", "4.1")
    leipzig.done("deadline", "explain", "4.1")
    leipzig.done("deadline", "resume", "4.1", "--reason", "liegt vor")
    assert listed(leipzig, "4.1")[0]["due"] == "2030-10-08"
    leipzig.done("deadline", "void", "4.1", "check", "--reason", "entbehrlich")
    assert listed(leipzig, "4.1")[0]["state"] == "voided"


def test_a_decision_is_notified_with_the_day_it_counts_as_known_and_the_end_of_appeals(leipzig: Terminal) -> None:
    leipzig.done("record", "4.1", "kg", "adopted", "--on", "2002-07-04")
    leipzig.person = "rp-bewilligung"
    leipzig.done("record", "4.1", "decision", "granted", "--on", "2002-11-18")
    leipzig.done("deadline", "notify", "4.1", "decision", "post", "--on", "2025-02-03")
    found = next(one for one in listed(leipzig, "4.1") if one["statutory"])
    assert found["due"] == "2025-03-07"
    assert "7 March 2025" in leipzig.done("--lang", "en", "deadline", "explain", "4.1", found["deadline"])
    assert leipzig.refused("deadline", "extend", "4.1", found["deadline"], "--by", "1 month", "--reason", "x")


def test_what_is_typed_wrong_is_said_before_anything_is_recorded(leipzig: Terminal) -> None:
    leipzig.refused("deadline", "set", "4.1", "report", code=2)
    leipzig.refused("deadline", "set", "4.1", "report", "--within", "2 weeks", code=2)
    leipzig.refused("deadline", "set", "4.1", "report", "--due", "2030-10-08", "--role", "niemand")
    leipzig.refused("deadline", "set", "4.1", "report", "--within", "zwei Monde", "--from", "2030-10-08")
    leipzig.refused("deadline", "extend", "4.1", "report", "--by", "2 weeks", "--reason", "x")
    leipzig.refused("deadline", "extend", "4.1", "report", "--reason", "x", code=2)
    leipzig.refused("deadline", "explain", "4.1", "report")
    leipzig.refused("deadline", "resume", "4.1", "--reason", "x")


def test_another_day_needs_a_reason_keeps_the_rest_and_a_saturday_is_told_to_end_on_monday(leipzig: Terminal) -> None:
    leipzig.language = "en"
    ends = "is no working day (Saturday); by section 31 (3) VwVfG the period ends only on Monday"
    said = leipzig.done("deadline", "set", "4.1", "b", "--role", "applicant", "--title", "Bericht", "--due", "2030-10-05")
    assert ends in said
    assert "Say why it gets another day" in leipzig.refused("deadline", "set", "4.1", "b", "--due", "2030-10-10")
    said = leipzig.done("deadline", "set", "4.1", "b", "--due", "2030-10-10", "--reason", "Messe")
    assert ends not in said
    assert "Bericht: deadline 10 October 2030; Messe" in said
    (one,) = listed(leipzig, "4.1")
    assert (one["due"], one["role"], one["title"]) == ("2030-10-10", "applicant", "Bericht")
    assert "in place of 5 October 2030: Messe" in leipzig.done("deadline", "explain", "4.1", "b")
    assert ends in leipzig.done("deadline", "extend", "4.1", "b", "--until", "2030-10-12", "--reason", "Messe")
