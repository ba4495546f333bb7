"""Offices with a terminal: an empty one, one with the Leipzig case at its decision, one with an applied-for block party."""

from pathlib import Path

import pytest

from tests.cli.terminal import HOFFEST, Terminal

APPLICATION = """\
authority: leipzig
programme: urban-ii-leipzig
reference: "4.1"
title: Stadtteilladen
on: 2002-05-24
contact: quartiersmoderation
"""


@pytest.fixture
def office(tmp_path: Path) -> Terminal:
    """An office that has just been set up."""
    return Terminal(tmp_path / "data")


@pytest.fixture
def leipzig(office: Terminal, tmp_path: Path) -> Terminal:
    """The case officer in Leipzig, with the application 4.1 on the desk: submitted, the KG is next."""
    file = tmp_path / "antrag.yaml"
    file.write_text(APPLICATION, "utf-8")
    office.done("submit", str(file))
    return office


@pytest.fixture
def berlin(office: Terminal) -> Terminal:
    """The team in Berlin, with the block party AF-2024-12 on the desk: applied for, the jury is next."""
    office.person = "bewohnerin"
    office.done("submit", HOFFEST)
    office.person = "qm-team"
    return office
