"""The ladders as flows of a real Prefect server: climbed by the engine on a working day, killed half way, run once more."""

import asyncio
import json
from datetime import datetime
from pathlib import Path

import pytest
from prefect.flows import Flow, load_flow_from_entrypoint

from config.clock import FixedClock
from config.settings import load
from domain.office_time import OFFICE_ZONE
from notifications.caught import list_mails
from notifications.transports import RecordingTransport
from tests.climbing_office import MAILBOX, Office, an_office
from tests.faults.engine_climbing import engine_at
from tests.faults.processes import KILLED, outcome, start
from tests.houses import ROOT, findings, leipzig_case
from workflows.deployments import PLANS
from workflows.house import open_house
from workflows.post import PostOffice
from workflows.walk import catch_up

#: A Prefect server takes seconds to start, on a busy machine many, in seconds.
LONGEST = 140.0
#: A Thursday, the day of the first rung.
MORNING = datetime(2026, 9, 10, 9, tzinfo=OFFICE_ZONE)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two cases of one mailbox, with a deadline two weeks ahead each."""
    clock = FixedClock(MORNING)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "crashable").touch()
    house = open_house(load(data=tmp_path / "data"), clock)
    office = an_office(house, clock)
    leipzig_case(house, "kg", "3.1")
    office.due(reference="3.1")
    catch_up(house)
    # Nothing but the ladders is to do: a letter whose sending was cut off would wait for a clock that stands still.
    asyncio.run(PostOffice(house, RecordingTransport()).empty())
    office.at("2026-09-10")
    return office


def reminders(office: Office) -> list[str]:
    """The subjects of the reminders that arrived at the applicant's mailbox."""
    found = [mail for mail in list_mails(office.house.settings.mails) if mail.recipient == MAILBOX]
    return [mail.subject for mail in found if "Erinnerung" in mail.subject]


@pytest.mark.processes
@pytest.mark.timeout(300)
def test_the_engine_climbs_the_ladders_as_a_flow_once_however_often_it_is_killed_and_run(
    office: Office, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    data = office.house.settings.data
    assert outcome(start(engine_at, data, office.clock.at, "rungs-decided", report), LONGEST) == KILLED
    assert (office.rungs(), reminders(office)) == ([], []), "nothing is half said"

    assert outcome(start(engine_at, data, office.clock.at, "", report), LONGEST) == 0
    said = json.loads(report.read_text())
    assert office.rungs() == [("2026-09-10", "first", "merged", "due")] * 2
    assert office.mails() == [("day:2026-09-10", MAILBOX, "reminder")]
    assert len(reminders(office)) == 1
    assert "COMPLETED" in said["runs"]
    assert set(map(str, said["parameters"])) == {"{}"}, "nothing is told to Prefect"
    assert said["again"] == {"letters": 0, "rungs": 0, "halted": ""}
    assert ["workflows/reminders/flow.py:climb_ladders", [300.0]] in said["deployed"]
    assert len(said["deployed"]) == len(PLANS)
    assert findings(office.house) == []
    office.house.database.close()


@pytest.mark.parametrize("entrypoint", [entrypoint for entrypoint, _ in PLANS])
def test_every_deployment_names_a_flow_that_takes_nothing(entrypoint: str) -> None:
    flow: Flow[..., object] = load_flow_from_entrypoint(str(ROOT / entrypoint))
    assert flow.parameters.properties == {}
