"""What Babel has to translate: `_("…")` and `N_("…")`, and the docstrings that are sentences people read.

Those are the docstrings of refusals, faults and try-agains (see `domain.errors`) and of the commands (functions whose
first argument is called `ctx`).
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from inspect import cleandoc
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python

#: Classes whose descendants, in the same file or by import, are worded by their docstrings.
ROOTS = frozenset({"Refusal", "Fault", "TryAgain"})
#: Classes that are worded so and stand alone.
LEAVES = frozenset({"TooLong", "OutOfDate", "Unreachable", "Unreadable"})

Message = tuple[int, str | None, Any, list[str]]


def sentences(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[Message]:
    """Extract from one Python file; Babel's interface (method `wording.extract:sentences` in babel.cfg)."""
    source = fileobj.read()
    yield from extract_python(BytesIO(source), keywords, comment_tags, options)  # type: ignore[arg-type,misc]
    tree = ast.parse(source)
    worded = _worded(tree)
    for node in ast.walk(tree):
        if (isinstance(node, ast.ClassDef) and node.name in worded) or (
            isinstance(node, ast.FunctionDef) and _is_command(node)
        ):
            yield node.lineno, None, said(node), []


def said(node: ast.ClassDef | ast.FunctionDef) -> str:
    """The docstring in one line: the key under which it is looked up."""
    return " ".join(cleandoc(ast.get_docstring(node) or "").split())


def _worded(tree: ast.Module) -> set[str]:
    """The classes of a file that are worded by their docstrings: those of LEAVES, and what descends from ROOTS, however far."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = {node.name for node in classes if node.name in LEAVES}
    while more := {node.name for node in classes if _bases(node) & (ROOTS | found) and node.name not in ROOTS} - found:
        found |= more
    return found


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def _is_command(node: ast.FunctionDef) -> bool:
    first = node.args.args[:1]
    return bool(first) and first[0].arg == "ctx" and not node.name.startswith("_")
