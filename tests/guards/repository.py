"""What a guard looks at: the files of this repository, without what runs and tools leave behind."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cli", "config", "domain", "notifications", "portal", "store", "wording", "workflows")


def left_behind() -> set[str]:
    """Return the folder names .gitignore sets aside."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return {line.strip("/") for line in lines if line.endswith("/")} | {".git"}


def files() -> Iterator[Path]:
    """Yield every file that belongs to the repository, by its path below the root."""
    ignored = left_behind()
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        folders[:] = sorted(
            name
            for name in folders
            if name not in ignored and (here / name).as_posix() not in ignored and not name.endswith(".egg-info")
        )
        yield from (here / name for name in sorted(names))


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every file that is text, with its text."""
    for path in files():
        try:
            yield path, (ROOT / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue


def modules(*top: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the Python files below the named top-level folders, parsed; all of them without names."""
    for path in files():
        if path.suffix == ".py" and (not top or path.parts[0] in top):
            yield path, ast.parse((ROOT / path).read_text("utf-8"))
