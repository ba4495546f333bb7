"""The running system, with a real Prefect server, under the faults it has to survive (promises P1 to P4, P10, P13, P14)."""

import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from config.settings import load
from domain.commands import Resolve, Submit
from domain.dates import When
from domain.vocabulary import MeetingOutcome
from notifications.caught import list_mails
from store import lists, outbox, worklist
from store.verify import verify
from tests.faults.running import Up, alive, until
from tests.houses import CONTACT, DESK, leipzig_project
from workflows.house import House, open_house
from workflows.inbox import open_case, receive

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

#: Words that must never reach Prefect: a title, a party's name, an amount.
MARKER = "Zwiebelmarkt"
SECRETS = (MARKER, "GBM Beratung", "Quartiersmoderation", CONTACT, "7654321", "76.543,21", "76543.21")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house on SQLite, as `up` sets it up; the tests record into it from outside."""
    opened = open_house(load(data=tmp_path / "data"))
    yield opened
    opened.database.close()


def submit(house: House, reference: str) -> None:
    """Open a case and record its submission."""
    project = leipzig_project(reference).model_copy(update={"title": f"{MARKER} {reference}", "requested": "76543.21"})
    submitted = Submit(stage="submission", on=When("2002-05-24"))
    open_case(house, project, When.of(date(2002, 5, 24)), submitted, by=DESK, key=f"opening-of-{reference:0>16}")


def confirm(house: House, reference: str) -> None:
    """Record that the KG confirmed."""
    receive(house, reference, Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED), by=DESK)


def settled(house: House) -> bool:
    """Whether the chain has seen everything and every letter is out."""
    with house.database.reading() as connection:
        # In this order: a walk between the two questions owes letters before it counts as seen.
        if lists.unseen(connection):
            return False
        counts = outbox.counts(connection)
        return not counts["owed"] + counts["claimed"] + counts["data_started"]


def nothing_is_wrong(house: House, *, letters: int) -> None:
    """The oracle after every fault: history and projections agree, nobody is stuck, every letter is there once."""
    with house.database.reading() as connection:
        assert list(verify(connection)) == []
        assert lists.without_next_actor(connection) == []
        assert outbox.counts(connection)["accepted"] == letters
    arrived = Counter(mail.message_id for mail in list_mails(house.settings.mails))
    assert len(arrived) == letters
    assert set(arrived.values()) == {1}


def test_facts_are_accepted_before_prefect_is_there_and_move_when_it_comes(house: House) -> None:
    with Up(house.settings.data) as up:
        submit(house, "2.2")
        with house.database.reading() as connection:
            assert [line.stage for line in worklist.first(connection)] == ["kg"]
        until(lambda: settled(house), "the chain walked the case and its letter went out")

        runs = up.ask("flow_runs/filter", flows={"name": {"any_": ["approval-chain"]}})
        assert {run["state_type"] for run in runs} == {"COMPLETED"}
        until(lambda: up.ask("task_runs/filter"), "the task runs are written down")
        until(
            lambda: {"KG-Sitzung", "Abschluss"} <= {run["name"] for run in up.ask("task_runs/filter")},
            "every stage visited is a task run under its name",
        )
        until(
            lambda: up.ask("events/filter", filter={"event": {"name": ["foerderkette.dossier.advanced"]}}),
            "an event was emitted for the dossier",
        )
        children = up.children()
        assert children
        assert up.stop(signal.SIGINT) == 0
        until(lambda: not any(alive(pid) for pid in children), "no process is left behind")
    nothing_is_wrong(house, letters=1)
    for file in house.settings.prefect_home.rglob("*"):
        if file.is_file():
            stored = file.read_bytes()
            assert not [word for word in SECRETS if word.encode() in stored], f"Prefect's {file.name} knows too much"


def test_a_killed_engine_takes_its_server_along_and_the_next_one_goes_on(house: House) -> None:
    with Up(house.settings.data) as up:
        submit(house, "1")
        until(lambda: settled(house), "the first case moved")
        children = up.children()
        for number in range(2, 12):
            submit(house, str(number))
        up.kill()
        until(lambda: not any(alive(pid) for pid in children), "the Prefect server died with its engine")
    confirm(house, "2")
    with Up(house.settings.data) as again:
        until(lambda: settled(house), "everything moved again")
        assert again.stop(signal.SIGTERM) == 0
    nothing_is_wrong(house, letters=12)


def test_prefects_database_may_be_deleted_at_any_time(house: House) -> None:
    with Up(house.settings.data) as up:
        for number in range(1, 21):
            submit(house, str(number))
        until(lambda: settled(house), "twenty cases are open")

        for file in house.settings.prefect_home.glob("prefect.db*"):
            file.unlink()
        for number in range(1, 11):
            confirm(house, str(number))
        until(lambda: settled(house), "ten cases moved although Prefect's database was deleted under it")
        assert up.stop() == 0

    shutil.rmtree(house.settings.prefect_home)
    for number in range(11, 21):
        confirm(house, str(number))
    with Up(house.settings.data) as again:
        until(lambda: settled(house), "ten more moved with a Prefect that had never heard of them")
        assert again.stop() == 0
    nothing_is_wrong(house, letters=40)


def test_a_killed_prefect_server_is_started_anew(house: House) -> None:

    with Up(house.settings.data) as up:
        submit(house, "1")
        until(lambda: settled(house), "the case moved")
        for child in up.children():
            os.kill(child, signal.SIGKILL)
        confirm(house, "1")
        until(lambda: settled(house), "the case moved on with a new server")
        assert up.stop() == 0
    nothing_is_wrong(house, letters=2)
