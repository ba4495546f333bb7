"""Promises about the repository itself: what a newcomer, an administrator and a reviewer may rely on."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from config.settings import VARIABLES
from tests.guards.repository import PACKAGES, ROOT, files, left_behind, modules, texts

LOCKS = ("requirements.lock", "requirements-dev.lock")
NO_PLACE_FOR_ANYTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "common"}
LOG_LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def layout_section() -> str:
    """Return the part of the README under the heading that speaks of the layout, up to the next of its level."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    heading = re.compile(r"(#{2,}) .*\b(?:layout|folders|aufbau|ordner)\b", re.IGNORECASE)
    for start, line in enumerate(lines):
        if found := heading.match(line):
            rest = lines[start + 1 :]
            end = next((n for n, later in enumerate(rest) if later.startswith(f"{found[1]} ")), len(rest))
            return "\n".join(rest[:end])
    pytest.fail("README.md has no heading (## or deeper) with the word Layout or Folders")


def pinned(lock: str) -> dict[str, str]:
    """Return name and version of everything a lock file names."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


def test_every_setting_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE))

    assert documented == set(VARIABLES)


def test_every_top_level_folder_is_named_in_the_readmes_layout() -> None:
    folders = {path.parts[0] for path in files() if len(path.parts) > 1 and not path.parts[0].startswith(".")}
    section = layout_section()

    assert [folder for folder in sorted(folders) if f"{folder}/" not in section] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    machine = re.compile(r"(?<![\w.$}*-])/(?:root|home|work|Users|opt/(?:pypi|wheels))/|\b[A-Z]:\\\\?Users")

    found = {f"{path}: {hit[0]}" for path, text in texts() for hit in machine.finditer(text)}

    assert {line for line in found if not line.startswith("tests/guards/test_house.py")} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_name_no_registry_and_no_place(lock: str) -> None:
    lines = (ROOT / lock).read_text("utf-8").splitlines()

    assert [line for line in lines if re.search(r"://|file:|@ |^-|^\s+--(?!hash=sha256:)", line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_in_a_lock_file_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())

    # Two versions of one package may stand there, each for its own versions of Python.
    assert {entry.partition("==")[0] for entry in entries} == set(pinned(lock))
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_development_runs_on_the_versions_that_ship() -> None:
    runtime, development = (pinned(lock) for lock in LOCKS)

    assert {name: development.get(name) for name in runtime} == runtime


def test_the_lock_files_hold_every_requirement_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    names = {re.split(r"[\[<>=!~ ;]", requirement)[0] for requirement in wanted}

    assert names - set(pinned("requirements.lock")) == set()


def test_every_module_says_what_it_is_for() -> None:
    assert [str(path) for path, module in modules() if not (ast.get_docstring(module) or "").strip()] == []


def test_no_name_invites_everything_that_has_no_place() -> None:
    found = [path for path in files() if NO_PLACE_FOR_ANYTHING & {Path(part).stem for part in path.parts}]

    assert found == []


def test_tests_never_shadow_the_package_they_mirror() -> None:
    # With an __init__.py in tests/domain/, an import mode that walks upwards would call it `domain`.
    assert [path for path in files() if path.parts[0] == "tests" and path.name == "__init__.py"] == []


def test_the_domain_imports_pydantic_holidays_itself_and_the_standard_library() -> None:
    allowed = {"domain", "pydantic", "pydantic_core", "holidays"} | sys.stdlib_module_names

    foreign = {
        f"{path} imports {name}"
        for path, module in modules("domain")
        for node in ast.walk(module)
        for name in imported(node)
        if name.split(".")[0] not in allowed
    }

    assert foreign == set()


def imported(node: ast.AST) -> list[str]:
    """Return the full names of the modules an import statement asks for."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


def test_commit_occurs_in_one_file_of_the_store() -> None:
    committing = {
        path.as_posix()
        for path, module in modules(*PACKAGES)
        for node in ast.walk(module)
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit")
        or (isinstance(node, ast.Constant) and node.value == "COMMIT")
    }

    assert len(committing) == 1, committing
    assert all(path.startswith("store/") for path in committing)


def test_log_lines_have_fixed_dotted_names() -> None:
    # A name built at run time could spell a person; config/log.py would replace it, too late for the reader.
    free = [
        f"{path}:{call.lineno}"
        for path, module in modules(*PACKAGES)
        for call in log_calls(module)
        if not (call.args and isinstance(call.args[0], ast.Constant) and is_dotted(call.args[0].value))
    ]

    assert free == []


def log_calls(module: ast.Module) -> list[ast.Call]:
    """Return the calls `log.info(…)` and the like, where `log` came from structlog."""
    loggers = {
        target.id
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and "structlog" in ast.unparse(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LOG_LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in loggers
    ]


def is_dotted(name: object) -> bool:
    """Return whether a log line's name is of the form `noun.verb`."""
    return re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+", str(name)) is not None


def test_the_folders_a_run_leaves_behind_are_not_part_of_the_repository() -> None:
    assert {"data", ".venv"} <= left_behind()
