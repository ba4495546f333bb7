"""Consultation sequence: bodies deal with a case one after the other, or side by side, each proposed when it is its turn."""

import hashlib
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest

from config.application import Project
from config.clock import FixedClock
from config.load import canonical
from domain.commands import Resolve, Submit
from domain.dates import When
from domain.errors import StageNotOpen
from domain.programme import Programme
from domain.programme.faults import faults
from domain.vocabulary import MeetingOutcome
from store.programmes import keep_programme, newest, programme_by_hash
from tests.councils import COMMITTEES, OFFICE, a_meeting, a_paper
from tests.houses import KG, LEIPZIG, a_key, findings
from workflows.house import House
from workflows.inbox import open_case, person, receive
from workflows.meetings import call_meeting, proposals
from workflows.walk import catch_up

DAY = When("2002-05-24")
#: A body meets once at a time.
_MINUTES, _DAYS = cycle(range(60)), cycle(range(1, 31))


def _meeting(key: str, *needs: str) -> dict[str, Any]:
    return {
        "key": key, "kind": "meeting", "title": {"de": key}, "body": key, "role": "kg_secretariat", "needs": list(needs),
    }  # fmt: skip


@pytest.fixture
def office(a_house: House, clock: FixedClock) -> House:
    """A case goes to the committee, then to the two boards side by side, then to the council, which decides."""
    clock.move(timedelta(seconds=1))
    with a_house.database.transaction() as connection:
        words = programme_by_hash(connection, newest(connection)[LEIPZIG]).model_dump(mode="json")
        words["bodies"] = [
            {"key": key, "title": {"de": key}, "secretary": "kg_secretariat"}
            for key in ("committee", "board_a", "board_b", "council")
        ]
        submission = words["proceedings"][1]["stages"][0]
        stages = [
            submission, _meeting("committee", "submission"), _meeting("board_a", "committee"), _meeting("board_b", "committee"),
            _meeting("council", "board_a", "board_b"),
        ]  # fmt: skip
        words["proceedings"] = [words["proceedings"][1] | {"stages": stages}]
        programme = Programme.model_validate(words)
        assert faults(programme) == []
        hash_ = hashlib.sha256(canonical(programme).encode()).hexdigest()
        keep_programme(connection, programme, hash_=hash_, source=canonical(programme), at=a_house.now())
    project = Project(authority="leipzig", programme=LEIPZIG, reference="7.1", title="Spielplatz", applicant="antragstelle")
    open_case(a_house, project, DAY, Submit(stage="submission", on=DAY), by="sachbearbeitung", key=a_key())
    return a_house


def _proposed(house: House) -> dict[str, str]:
    """Why the case is proposed to which bodies, for meetings to come."""
    catch_up(house)
    actor = person(house, "leipzig", LEIPZIG, KG)
    found: dict[str, str] = {}
    for body in ("committee", "board_a", "board_b", "council"):
        meeting = call_meeting(
            house, authority="leipzig", programme=LEIPZIG, body=body, meets_at=f"2026-12-03T18:{next(_MINUTES):02}", place="",
            actor=actor,
        )  # fmt: skip
        found.update((body, one.why) for one in proposals(house, meeting))
    return found


def _say(house: House, body: str, outcome: MeetingOutcome = MeetingOutcome.ADOPTED, **said: str) -> None:
    receive(house, "7.1", Resolve(stage=body, on=DAY, outcome=outcome, **said), by=KG)  # type: ignore[arg-type] # by name


def test_bodies_in_order_and_side_by_side_are_proposed_the_case_when_it_is_their_turn(office: House) -> None:
    assert _proposed(office) == {"committee": "new"}
    with pytest.raises(StageNotOpen):
        _say(office, "board_a")

    _say(office, "committee")
    assert _proposed(office) == {"board_a": "new", "board_b": "new"}
    with pytest.raises(StageNotOpen):
        _say(office, "council")

    _say(office, "board_b", MeetingOutcome.POSTPONED)
    _say(office, "board_a")
    assert _proposed(office) == {"board_b": "postponed"}, "the council waits for both"

    _say(office, "board_b")
    assert _proposed(office) == {"council": "new"}
    _say(office, "council")
    assert _proposed(office) == {}
    assert findings(office) == []


def test_a_body_in_the_middle_that_says_no_ends_what_only_the_council_could_have_decided(office: House) -> None:
    _say(office, "committee")
    _say(office, "board_a", MeetingOutcome.REJECTED)
    assert _proposed(office) == {"board_b": "new"}, "the other board has not spoken yet"
    _say(office, "board_b")
    assert _proposed(office) == {}


def test_a_paper_referred_to_two_committees_is_proposed_to_both_and_comes_back_once_both_have_spoken(a_house: House) -> None:
    a_paper(a_house, 1)
    catch_up(a_house)
    assert _why(a_house) == {"svv": "new"}

    _council(a_house, "svv", MeetingOutcome.REFERRED, referred_to="Hauptausschuss, Fachausschuss")
    assert _why(a_house) == {"hauptausschuss": "referred", "fachausschuss": "referred"}
    _council(a_house, "hauptausschuss", MeetingOutcome.ADOPTED)
    assert _why(a_house) == {"fachausschuss": "referred"}
    _council(a_house, "fachausschuss", MeetingOutcome.REJECTED)
    assert _why(a_house) == {"svv": "referred"}, "they advise: whatever they said, it comes back"


def _why(house: House) -> dict[str, str]:
    catch_up(house)
    found: dict[str, str] = {}
    for body, keeper in (("svv", OFFICE), ("hauptausschuss", COMMITTEES), ("fachausschuss", COMMITTEES)):
        meeting = a_meeting(house, When(f"2026-12-{next(_DAYS):02}"), body, keeper)
        found.update((body, one.why) for one in proposals(house, meeting))
    return found


def _council(house: House, stage: str, outcome: MeetingOutcome, **said: str) -> None:
    asked = Resolve(stage=stage, on=When("2001-11-07"), outcome=outcome, **said)  # type: ignore[arg-type] # by name
    receive(house, "01/SVV/0001", asked, by=OFFICE if stage == "svv" else COMMITTEES)
