"""The container files are not built here, so at least what text can show is held: names, folders, settings."""

import re
import tomllib
from typing import Any

import yaml

from config.settings import VARIABLES
from tests.guards.repository import PACKAGES, ROOT

DOCKERFILE = (ROOT / "docker/Dockerfile").read_text("utf-8")


def compose() -> dict[str, Any]:
    """Return the services of the compose file."""
    services: dict[str, Any] = yaml.safe_load((ROOT / "docker/compose.yaml").read_text("utf-8"))["services"]
    return services


def copied() -> set[str]:
    """Return what the Dockerfile takes from the checkout."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    return {name for line in lines for name in line.split()}


def test_the_image_takes_every_package_and_only_what_exists() -> None:
    assert set(PACKAGES) <= copied()
    assert {name for name in copied() if not (ROOT / name).exists()} == set()


def test_nothing_the_image_takes_is_kept_from_its_build() -> None:
    let_in = re.findall(r"^!(.+)$", (ROOT / "docker/Dockerfile.dockerignore").read_text("utf-8"), re.MULTILINE)

    assert set(let_in) == copied()


def test_the_wheel_the_image_and_the_import_rules_name_the_same_packages() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]

    assert tuple(tool["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES
    assert tuple(tool["importlinter"]["root_packages"]) == PACKAGES


def test_containers_are_given_settings_that_exist() -> None:
    given = {name for service in compose().values() for name in service["environment"]}

    assert {name for name in given if name.startswith("FOERDERKETTE_") and name not in VARIABLES} == set()


def test_our_processes_run_without_rights_they_do_not_need() -> None:
    ours = [service for service in compose().values() if service["image"] == "foerderkette"]

    assert re.search(r"^USER (?!root|0)", DOCKERFILE, re.MULTILINE)
    assert len(ours) == 3
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours)


def test_the_image_installs_nothing_without_its_hash() -> None:
    installs = re.findall(r"pip install((?:[^\n]*\\\n)*[^\n]*)", DOCKERFILE)

    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
