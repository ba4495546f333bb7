"""Promises about real processes: exit codes, streams, what is imported, and starting and stopping the whole system."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, SHEET_2_2

COMMAND = [sys.executable, "-m", "cli.main"]


def environment(data: Path) -> dict[str, str]:
    """The environment of a fresh shell, with this installation's data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOERDERKETTE_", "PREFECT_"))}
    return {**kept, "FOERDERKETTE_DATA": str(data), "PYTHONPATH": str(ROOT)}


def run(data: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*COMMAND, *words], env=environment(data), capture_output=True, text=True, check=False, cwd=data)


def test_exit_codes_are_those_of_the_process(tmp_path: Path) -> None:
    codes = {words: run(tmp_path, *words).returncode for words in (("worklist",), ("sheet", "9.9"), ("sheet",))}

    assert codes == {("worklist",): 0, ("sheet", "9.9"): 1, ("sheet",): 2}


@pytest.mark.parametrize("words", [("worklist",), ("replay", SHEET_2_2), ("verify",), ("doctor",), ("mails",), ("--help",)])
def test_only_what_runs_the_system_imports_prefect_or_the_portal(tmp_path: Path, words: tuple[str, ...]) -> None:
    program = (
        "import sys\nfrom cli.main import app\n"
        f"try:\n    app({list(words)!r})\nexcept SystemExit as end:\n    assert end.code in (0, None), end.code\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'prefect', 'fastapi', 'aiosmtpd'}], file=sys.stderr)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment(tmp_path), capture_output=True, text=True, check=True, cwd=tmp_path
    )

    assert ended.stderr == "[]\n"


def test_help_imports_neither_the_database_nor_the_mail(tmp_path: Path) -> None:
    program = "import sys, cli.main\nprint([n for n in sys.modules if n.split('.')[0] in {'sqlalchemy', 'alembic', 'psycopg'}])"

    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment(tmp_path), capture_output=True, text=True, check=True, cwd=tmp_path
    )

    assert ended.stdout == "[]\n"


def test_a_terminal_that_speaks_ascii_only_breaks_nothing(tmp_path: Path) -> None:
    ended = subprocess.run(
        [*COMMAND, "programme", "show", "urban-ii-leipzig"], env={**environment(tmp_path), "PYTHONIOENCODING": "ascii"},
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\\xc4nderung" in ended.stdout


@pytest.mark.processes
def test_up_once_replays_through_engine_and_post_and_stops(tmp_path: Path) -> None:
    ended = run(tmp_path, "up", "--once", "--replay", SHEET_2_2)

    assert ended.returncode == 0, ended.stderr
    assert "Bestätigung KG-Sitzung:\n04.07.2002\n04.09.2002\n" in ended.stdout
    letters = json.loads(run(tmp_path, "mails", "--json").stdout)
    assert {(letter["state"], len(letter["files"])) for letter in letters} == {("accepted", 1)}
    assert run(tmp_path, "verify").returncode == 0
    assert orphans(tmp_path) == []


@pytest.mark.processes
@pytest.mark.parametrize(
    ("number", "after"), [(signal.SIGINT, "Strg+C beendet."), (signal.SIGTERM, "Wartet auf: Bewilligungsbeh")]
)
def test_up_accepts_facts_at_once_and_stops_cleanly_whenever_it_is_asked(tmp_path: Path, number: int, after: str) -> None:
    with subprocess.Popen(
        [*COMMAND, "up", "--replay", SHEET_2_2], env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=tmp_path,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        first, second = process.stdout.readline(), process.stdout.readline()
        # Prefect takes seconds to start; the portal is there at once.
        assert second.startswith("Portal: ")
        assert 'action="/anmelden"' in page(second)
        for line in process.stdout:
            if after in line:
                break
        process.send_signal(number)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()

    assert first == "Förderkette nimmt ab jetzt Einträge an.\n"
    assert process.returncode == 0
    assert out.endswith("Beendet. Alles Erfasste ist erhalten.\n")
    assert "Traceback" not in err
    assert orphans(tmp_path) == []


@pytest.mark.processes
def test_up_moves_its_portal_from_a_taken_port_unless_its_address_is_public(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = {**environment(tmp_path), "FOERDERKETTE_PORTAL_PORT": str(port)}
        public = {**settings, "FOERDERKETTE_PUBLIC_URL": "https://antrag.example.org"}
        moved, stayed = (
            subprocess.run([*COMMAND, "up", "--once"], env=env, capture_output=True, text=True, check=False, cwd=tmp_path)
            for env in (settings, public)
        )

    assert moved.returncode == 0, moved.stderr
    assert str(port) in moved.stdout.splitlines()[0]
    address = next(line for line in moved.stdout.splitlines() if line.startswith("Portal:"))
    assert not address.endswith(f":{port}")
    assert (stayed.returncode, stayed.stdout) == (1, "")
    assert str(port) in stayed.stderr
    assert "Traceback" not in stayed.stderr
    assert orphans(tmp_path) == []


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_portal_alone_serves_until_it_is_asked_to_stop_and_imports_no_prefect(tmp_path: Path, number: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = (
        "import sys\nfrom cli.main import app\ntry:\n    app(['portal'])\nfinally:\n"
        "    print([name for name in sys.modules if name.split('.')[0] == 'prefect'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], env={**environment(tmp_path), "FOERDERKETTE_PORTAL_PORT": str(port)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
    ) as process:  # fmt: skip
        try:
            for _ in range(300):
                with contextlib.suppress(OSError):
                    assert "/anmelden" in page(f"http://127.0.0.1:{port}")
                    break
                time.sleep(0.1)
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()

    assert (process.returncode, out) == (0, "[]\n")
    assert "Traceback" not in err


def page(line: str) -> str:
    """What the portal answers at the address in a line."""
    address = line.rsplit(maxsplit=1)[-1]
    with urllib.request.urlopen(f"{address}/anmelden", timeout=10) as reply:  # noqa: S310 - its own address
        return str(reply.read().decode())


def orphans(data: Path) -> list[str]:
    """Processes that still work in this data folder, seen by their environment; one just ended gets a moment to be gone."""
    found: list[str] = []
    for _ in range(20):
        found = [entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit() and _works_in(entry, data)]
        if not found:
            break
        time.sleep(0.1)
    return found


def _works_in(process: Path, data: Path) -> bool:
    try:
        return str(data).encode() in (process / "environ").read_bytes()
    except OSError:
        return False
