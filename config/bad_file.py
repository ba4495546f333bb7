"""A file that cannot be used: everything wrong with it, each with file, line, key and mend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.errors import Refusal
from domain.fault import Fault


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault with the line it stands on (from 1; 0 where the file has none) and its key path for people."""

    line: int
    key_path: str
    fault: Fault

    @property
    def template(self) -> str:
        """The English sentence with its placeholders: the key of the language catalogues."""
        return self.fault.template

    @property
    def values(self) -> dict[str, object]:
        """The values the sentence names."""
        return self.fault.values


class AtKey(Refusal):
    """{file}, line {line}, {key_path}: {sentence}"""  # noqa: D415 - ends with a whole sentence


class AtLine(Refusal):
    """{file}, line {line}: {sentence}"""  # noqa: D415 - as above


class InFile(Refusal):
    """{file}: {sentence}"""  # noqa: D415 - as above


def _same(template: str) -> str:
    return template


class BadFile(Exception):
    """A file cannot be used; nothing was changed. Its text is one sentence per problem, in the order of the file."""

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        """Keep the file as it was named and everything that is wrong with it."""
        super().__init__(path, problems)
        self.path = path
        self.problems = tuple(problems)

    def sentences(self, translate: Callable[[str], str] = _same, language: str = "en") -> list[str]:
        """Say each problem with its place; `translate` maps an English template to that of another language."""
        return [self._say(problem, translate, language) for problem in self.problems]

    def _say(self, problem: Problem, translate: Callable[[str], str], language: str) -> str:
        sentence = problem.fault.sentence(translate(problem.template), language)
        frame = AtKey if problem.key_path else AtLine if problem.line else InFile
        place = frame(file=self.path, line=problem.line, key_path=problem.key_path, sentence=sentence)
        return place.sentence(translate(place.template), language)

    def __str__(self) -> str:
        """Give the English sentences, one per line."""
        return "\n".join(self.sentences())
