"""Telling a programme's story through the command line: its sample replayed, its sheet and its worklist looked at."""

import json
from pathlib import Path
from typing import Any

from tests.cli.terminal import ROOT, Terminal


def replayed(folder: Path, *samples: str) -> Terminal:
    """A desk on which the samples were replayed, one after the other."""
    office = Terminal(folder / "data")
    for name in samples:
        office.done("replay", str(ROOT / "samples" / name))
    return office


def waiting(office: Terminal, reference: str) -> list[tuple[str, str]]:
    """The stages at which a dossier waits, each with the role it waits for."""
    lines = json.loads(office.done("worklist", "--json"))
    return [(line["stage"], line["role"]) for line in lines if line["reference"] == reference]


def sheet(office: Terminal, reference: str) -> dict[str, Any]:
    """The sheet for machines."""
    given: dict[str, Any] = json.loads(office.done("sheet", reference, "--json"))
    return given


def said(office: Terminal, reference: str) -> dict[str, list[tuple[str | None, str | None]]]:
    """What the sheet says at each stage: day and outcome of every entry."""
    lines = sheet(office, reference)["approval"]
    return {line["stage"]: [(entry["on"], entry["outcome"]) for entry in line["entries"]] for line in lines}
