"""A refusal is one sentence for everybody: what only the command line can do is added there."""

from collections.abc import Iterator
from contextvars import copy_context

import pytest

from cli.failures import HINTS
from domain import errors
from domain.errors import Refusal
from domain.errors import corrections as correction_errors
from domain.errors import documents as document_errors
from domain.errors import people as people_errors
from wording.language import _, speak
from wording.refusals import DETAILS, FIELDS

#: Where refusals are worded; importing them makes them known.
WORDED = (errors, correction_errors, document_errors, people_errors)


def _kinds(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for one in kind.__subclasses__():
        if one.__module__ in {module.__name__ for module in WORDED}:
            yield one
        yield from _kinds(one)


def _said(language: str) -> tuple[list[str], list[str]]:
    """Every sentence of a refusal, and every word that is filled in, in this language."""
    speak(language)
    return [_(kind().template) for kind in _kinds()], [_(word) for word in (*DETAILS.values(), *FIELDS.values())]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_refusal_names_an_option_a_command_or_a_word_of_the_code(language: str) -> None:
    sentences, words = copy_context().run(_said, language)
    assert len(sentences) > 50
    for said in (*sentences, *words):
        assert "--" not in said, said
        assert "foerderkette " not in said, said
    assert [word for word in words if "_" in word or "(" in word] == []


def test_what_the_command_line_adds_names_an_option_or_a_command() -> None:
    assert all("--" in hint or "foerderkette " in hint for hint in HINTS.values())
