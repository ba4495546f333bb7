"""What is to be expected, what if, and the radar, at the command line."""

import json
from typing import Any

import pytest

from config.settings import load
from tests.cli.terminal import Terminal
from tests.cli.test_meetings import a_meeting
from tests.workflows.test_forecasting import crowded
from workflows.forecasting import MOST
from workflows.house import open_house


@pytest.fixture
def awaiting(leipzig: Terminal) -> Terminal:
    """The case 4.1 lacks documents; the KG meets twice."""
    leipzig.done(
        "return",
        "4.1",
        "submission",
        "--for",
        "documents",
        "--on",
        "2002-06-01",
        "--reason",
        "Kostenplan fehlt",
        "--document",
        "Kostenplan",
    )
    a_meeting(leipzig, "2030-07-04T18:00", "--papers-due", "2030-06-28T14:00")
    a_meeting(leipzig, "2030-08-08T18:00", "--papers-due", "2030-08-02T14:00")
    leipzig.language = "en"
    return leipzig


def asked(office: Terminal, *assumptions: str) -> dict[str, Any]:
    options = [word for one in assumptions for word in ("--if", one)]
    found: dict[str, Any] = json.loads(office.done("forecast", "4.1", *options, "--json"))
    return found


def likely(found: list[dict[str, Any]]) -> dict[str, str | None]:
    return {step["stage"]: step["likely"] for step in found}


def test_a_forecast_says_what_the_next_cut_off_costs_if_it_is_missed(awaiting: Terminal) -> None:
    said = awaiting.done("forecast", "4.1")

    assert "Documents by Friday, 28 June 2030, 14:00: KG session on 4 July 2030." in said
    assert "Later than that: 5 weeks more." in said
    assert "no promise" in said
    found = asked(awaiting)
    assert found["without"] is None
    assert (found["cut_off"]["until"], found["cut_off"]["days_lost"]) == ("2030-06-28T14:00", 35)
    assert likely(found["cut_off"]["in_time"])["kg"] == "2030-07-04"
    assert likely(found["cut_off"]["too_late"])["kg"] == "2030-08-08"


def test_what_if_compares_with_and_without_and_with_a_day_later(awaiting: Terminal) -> None:
    said = awaiting.done("forecast", "4.1", "--if", "Unterlagen am 28.06.2030 14:00")

    assert "without the assumption" in said
    assert "A day later: KG session on 8 August 2030, 5 weeks more." in said
    awaiting.environment["COLUMNS"] = "80"
    narrow = awaiting.done("forecast", "4.1", "--if", "Unterlagen am 28.06.2030 14:00")
    assert "without the assumption: not before 4 July 2030" in " ".join(narrow.split())
    found = asked(awaiting, "documents on 2030-06-28 14:00")
    assert likely(found["steps"])["kg"] == "2030-07-04"
    assert likely(found["without"])["kg"] is None
    assert found["assumed"] == [{"stage": "submission", "at": "2030-06-28T14:00"}]
    late = awaiting.done("forecast", "4.1", "--if", "documents on 2030-08-02 14:00")
    assert "A day later: when KG session comes cannot be said any more." in late
    early = awaiting.done("forecast", "4.1", "--if", "documents on 2030-06-01")
    assert "A day later: nothing changes at the end." in early
    both = asked(awaiting, "documents on 2030-06-28 14:00", "decision on 2030-09-01")
    assert likely(both["steps"])["decision"] == "2030-09-01"


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("documents", "position 10"),
        ("documents on Friday", "position 14"),
        ("documents on 2001-01-01", "past"),
        ("council on 2030-01-01", "kg, decision"),
    ],
)
def test_an_assumption_that_says_nothing_is_refused_with_its_place(awaiting: Terminal, typed: str, part: str) -> None:
    assert part in awaiting.refused("forecast", "4.1", "--if", typed)


def test_a_case_that_is_over_has_nothing_ahead(leipzig: Terminal) -> None:
    leipzig.language = "en"
    leipzig.done("withdraw", "4.1", "--on", "2002-06-01", "--reason", "kein Geld")

    assert "Nothing is ahead" in leipzig.done("forecast", "4.1")
    assert asked(leipzig)["steps"] == []
    assert leipzig.refused("forecast", "gibt-es-nicht")


def test_the_radar_lists_what_misses_the_next_meeting(awaiting: Terminal) -> None:
    said = awaiting.done("radar")
    assert "The documents asked for are missing." in said
    assert "28 June 2030" in said
    assert "5 weeks" in said
    (found,) = json.loads(awaiting.done("radar", "--programme", "urban-ii-leipzig", "--body", "kg", "--json"))
    assert (found["reference"], found["missing"], found["role"]) == ("4.1", "documents", "applicant")
    assert (found["until"], found["meets_at"], found["days_lost"]) == ("2030-06-28T14:00", "2030-07-04T18:00", 35)
    assert "Nothing misses" in awaiting.done("radar", "--authority", "berlin")
    for wrong in (("--programme", "nix"), ("--authority", "nix"), ("--body", "nix")):
        assert awaiting.refused("radar", *wrong)


def test_the_radar_says_how_much_it_did_not_look_at_without_disturbing_machines(awaiting: Terminal) -> None:
    house = open_house(load(data=awaiting.data))
    crowded(house, MOST)
    house.database.close()
    said = awaiting.type("radar", "--json")
    assert (said.code, "500" in said.err) == (0, True)
    assert json.loads(said.out)
