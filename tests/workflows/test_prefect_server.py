"""The embedded server: its port, its answer when it is busy, and the note of its address."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.settings import load
from tests.houses import ROOT
from workflows.prefect_app import Message, Receive, Send, saying_when
from workflows.prefect_server import PrefectServer, answers, listening_socket, noted_address


def test_two_servers_of_one_machine_never_share_a_port() -> None:
    with listening_socket() as first, listening_socket() as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def test_a_taken_port_is_not_waited_for() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with listening_socket(taken.getsockname()[1]) as other:
            assert other.getsockname()[1] != taken.getsockname()[1]


def test_the_address_is_noted_while_the_server_runs_and_only_then(tmp_path: Path) -> None:
    server = PrefectServer(load(data=tmp_path))
    assert noted_address(server.home) == ""
    server.start()
    assert server.running
    assert noted_address(server.home) == server.url
    server.close()
    assert not server.running
    assert noted_address(server.home) == ""


def test_a_process_that_has_imported_prefect_already_is_pointed_at_the_server_too(tmp_path: Path) -> None:
    lines = [
        "import prefect, sys, pathlib",
        "from workflows.prefect_server import point_prefect_at",
        "point_prefect_at(sys.argv[1], pathlib.Path(sys.argv[2]))",
        "from prefect.settings import get_current_settings",
        "print(get_current_settings().api.url, get_current_settings().home)",
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    arguments = [sys.executable, "-c", "\n".join(lines), "http://127.0.0.1:9/api", str(tmp_path)]
    said = subprocess.run(arguments, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["http://127.0.0.1:9/api", str(tmp_path)]


def test_nobody_answers_where_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert not answers(f"http://127.0.0.1:{port}/api")


@pytest.mark.parametrize(("status", "says_when"), [(503, True), (500, False), (200, False)])
async def test_a_busy_server_says_when_to_ask_again(status: int, says_when: object) -> None:
    async def app(_scope: Message, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [(b"x", b"y")]})
        await send({"type": "http.response.body", "body": b""})

    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await saying_when(app)({"type": "http"}, receive, send)
    assert (b"x", b"y") in sent[0]["headers"]
    assert any(name == b"retry-after" for name, _ in sent[0]["headers"]) == says_when
