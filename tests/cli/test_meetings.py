"""Bodies, meetings and agendas at the command line."""

import json

import pytest

from tests.cli.terminal import Terminal

CALL = ("meeting", "call", "--authority", "leipzig", "--programme", "urban-ii-leipzig", "--body", "kg")
SEAT = ("--authority", "leipzig", "--programme", "urban-ii-leipzig", "--body", "kg")


def a_meeting(office: Terminal, at: str = "2030-07-04T18:00", *more: str) -> str:
    """Call a meeting of the KG; give its id."""
    return str(json.loads(office.done(*CALL, "--at", at, "--place", "Rathaus", "--json", *more))["id"])


def the(office: Terminal, meeting: str, *more: str) -> dict[str, object]:
    """The meeting with its agenda, as machines read it."""
    found: dict[str, object] = json.loads(office.done("meeting", "agenda", meeting, "--json", *more))
    return found


def test_a_meeting_is_called_listed_moved_invited_and_cancelled(leipzig: Terminal) -> None:
    said = leipzig.done(*CALL, "--at", "04.07.2030 18:00", "--place", "Rathaus")
    assert "KG" in said
    meeting = json.loads(leipzig.done("meeting", "list", "--json"))[0]["id"]
    assert meeting in said

    assert "Rathaus" in leipzig.done("meeting", "list", "--body", "kg")
    assert "Donnerstag, 11.07.2030, 17:00 Uhr, Saal 2" in leipzig.done(
        "meeting", "move", meeting, "--at", "11.07.2030 17:00", "--place", "Saal 2", "--papers-due", "2030-07-08T12:00"
    )
    assert json.loads(leipzig.done("meeting", "invite", meeting, "--json"))["invitations"] > 0
    assert meeting not in leipzig.done("meeting", "list", "--until", "2030-07-10")
    assert meeting in leipzig.done("meeting", "list", "--since", "2030-07-11", "--until", "2030-07")
    leipzig.done("meeting", "move", meeting, "--papers-due", "none")
    leipzig.done("meeting", "cancel", meeting, "--reason", "Krankheit", "--roll-on")

    found = the(leipzig, meeting)
    assert (found["state"], found["sequence"], found["version"], found["papers_due"]) == ("cancelled", 3, 5, None)
    assert found["items"] == []


def test_a_meeting_is_named_by_its_body_and_day(leipzig: Terminal) -> None:
    meeting = a_meeting(leipzig)
    assert "kg@2030-07-04" in leipzig.done("meeting", "list")
    assert the(leipzig, "kg@2030-07-04")["id"] == meeting
    assert the(leipzig, "kg@04.07.2030")["id"] == meeting
    assert "kg@2030-07-05" in leipzig.refused("meeting", "agenda", "kg@2030-07-05")

    again = a_meeting(leipzig, "2030-07-04T20:00")
    assert meeting in (said := leipzig.refused("meeting", "agenda", "kg@2030-07-04"))
    assert again in said
    leipzig.done("meeting", "cancel", meeting, "--reason", "Krankheit")
    assert the(leipzig, "kg@2030-07-04")["id"] == again


def test_an_agenda_is_drawn_up_printed_and_put_in_order(leipzig: Terminal) -> None:
    meeting = a_meeting(leipzig)
    assert "4.1" in leipzig.done("meeting", "proposals", meeting)
    assert [one["why"] for one in json.loads(leipzig.done("meeting", "proposals", meeting, "--json"))] == ["new"]

    leipzig.done("meeting", "business", meeting, "Begrüßung")
    leipzig.done("meeting", "put-on", meeting, "4.1", "--non-public")
    leipzig.done("meeting", "order", meeting, "2", "1")

    said = leipzig.done("meeting", "agenda", meeting)
    assert "KG, Donnerstag, 04.07.2030, 18:00 Uhr, Rathaus" in said
    assert said.index("4.1") < said.index("Begrüßung")
    items = the(leipzig, meeting)["items"]
    assert [(item["position"], item["number"], item["public"]) for item in items] == [(1, "1", False), (2, "2", True)]  # type: ignore[attr-defined]
    leipzig.done("meeting", "take-off", meeting, "1", "--reason", "nicht reif")
    assert "4.1" not in leipzig.done("meeting", "agenda", meeting)
    assert "4.1" in leipzig.done("meeting", "proposals", meeting)


def test_the_public_agenda_tells_nothing_of_what_is_not_public(leipzig: Terminal) -> None:
    meeting = a_meeting(leipzig)
    leipzig.done("meeting", "put-on", meeting, "4.1", "--non-public")
    leipzig.done("meeting", "business", meeting, "Personalsache", "--non-public")
    leipzig.done("meeting", "business", meeting, "Begrüßung")

    for printed in (leipzig.done("meeting", "agenda", meeting, "--public"), json.dumps(the(leipzig, meeting, "--public"))):
        assert "4.1" not in printed
        assert "Stadtteilladen" not in printed
        assert "Personalsache" not in printed
    assert the(leipzig, meeting, "--public")["items"][0] == {"position": 1, "number": "1", "public": False}  # type: ignore[index]
    assert "Begrüßung" in leipzig.done("meeting", "agenda", meeting, "--public")
    assert "Stadtteilladen" in leipzig.done("meeting", "agenda", meeting)


def test_an_item_changes_its_part_and_its_printed_number(leipzig: Terminal) -> None:
    meeting = a_meeting(leipzig)
    leipzig.done("meeting", "put-on", meeting, "4.1", "--public")

    leipzig.refused("meeting", "item", meeting, "1", "--non-public", "--number", "x" * 21, code=1)
    leipzig.refused("meeting", "item", meeting, "1", code=2)
    before = the(leipzig, meeting)["items"]
    said = leipzig.done("meeting", "item", meeting, "1", "--non-public", "--number", "10.1")

    assert isinstance(before, list)
    assert (before[0]["number"], before[0]["public"]) == ("1", True)
    assert "10.1" in said
    assert "nichtöffentlicher Tagesordnungspunkt" in said
    found = the(leipzig, meeting)["items"]
    assert isinstance(found, list)
    assert (found[0]["number"], found[0]["public"]) == ("10.1", False)


def test_a_case_that_cannot_come_on_says_why(leipzig: Terminal) -> None:
    meeting = a_meeting(leipzig)
    leipzig.done("meeting", "put-on", meeting, "4.1")
    said = leipzig.type("meeting", "put-on", meeting, "4.1")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("4.1: ")
    leipzig.refused("meeting", "put-on", meeting, "9.9")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("meeting", "agenda", "gibt-es-nicht"), 1),
        (("meeting", "agenda", "{meeting}", "--format", "docx"), 2),
        (("meeting", "move", "{meeting}"), 2),
        (("meeting", "move", "{meeting}", "--at", "bald"), 2),
        (("meeting", "move", "{meeting}", "--place", "Saal 2", "--seen", "9"), 1),
        (("meeting", "invite", "gibt-es-nicht"), 1),
        (("meeting", "cancel", "{meeting}"), 2),
        (("meeting", "cancel", "{meeting}", "--reason", " "), 1),
        (("meeting", "order", "{meeting}", "7"), 2),
        (("meeting", "order", "{meeting}", "1"), 1),
        (("meeting", "take-off", "{meeting}", "1", "--reason", ""), 1),
        (("meeting", "business", "{meeting}", ""), 1),
        (("meeting", "put-on", "{meeting}", "4.1", "--public", "--non-public"), 2),
        ((*CALL, "--at", "2030-07-04T18:00"), 1),
        ((*CALL, "--at", "2030-07-05"), 2),
        (("meeting", "call", *SEAT[:-1], "x", "--at", "2030-07-05T18:00"), 1),
        (("body", "members", *SEAT[:-1], "x"), 1),
        (("body", "add-member", "niemand", *SEAT, "--since", "2030-01-01"), 1),
        (("body", "add-member", "gbm", *SEAT, "--since", "2030-01"), 2),
        (("body", "end-member", "gbm", *SEAT), 1),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(words: tuple[str, ...], code: int, leipzig: Terminal) -> None:
    meeting = a_meeting(leipzig)
    leipzig.done("meeting", "business", meeting, "Begrüßung")
    leipzig.done("meeting", "business", meeting, "Verschiedenes")
    leipzig.refused(*(word.format(meeting=meeting) for word in words), code=code)


def test_whoever_keeps_no_meetings_is_refused(leipzig: Terminal) -> None:
    meeting = a_meeting(leipzig)
    leipzig.person = "antragstelle-vertretung"
    leipzig.refused(*CALL, "--at", "2030-08-04T18:00")
    leipzig.refused("meeting", "put-on", meeting, "4.1", code=1)
    leipzig.refused("meeting", "cancel", meeting, "--reason", "Krankheit")
    leipzig.refused("body", "add-member", "gbm", *SEAT, "--since", "2030-01-01")


def test_bodies_and_their_members_are_listed_and_kept(leipzig: Terminal) -> None:
    assert "KG" in leipzig.done("body", "list")
    bodies = json.loads(leipzig.done("body", "list", "--json"))
    assert {(one["programme"], one["body"]) for one in bodies} >= {("urban-ii-leipzig", "kg"), ("berlin-aktionsfonds", "jury")}
    leipzig.done("body", "add-member", "gbm", *SEAT, "--since", "2030-01-01", "--chair")
    leipzig.done("body", "add-member", "antragstelle", *SEAT, "--since", "2030-01-01", "--until", "2030-12-31")

    found = json.loads(leipzig.done("body", "members", *SEAT, "--on", "2030-06-01", "--json"))
    assert [(one["handle"], one["chair"], one["until"]) for one in found] == [
        ("gbm", True, None), ("antragstelle", False, "2030-12-31"),
    ]  # fmt: skip
    assert "GBM Beratung mbH" in leipzig.done("body", "members", *SEAT, "--on", "2031-06-01")
    leipzig.done("body", "end-member", "gbm", *SEAT, "--until", "2031-05-31")
    assert "GBM" not in leipzig.done("body", "members", *SEAT, "--on", "2031-06-01")
