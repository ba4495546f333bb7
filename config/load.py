"""Files in, checked values out: programmes, authorities, applications and samples; a BadFile for everything else.

Reading goes in three steps, each with its own words: YAML as plain text (`config.yaml_lines`), the model of the file
(`config.plain_words`), and what the values mean together (`domain.programme.faults` and its like).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from config.application import Application
from config.bad_file import BadFile, Problem
from config.plain_words import faults_of
from config.problems import NotReadable
from config.sample import Sample, faults_of_sample
from config.yaml_lines import LARGEST, BadYaml, Marked, read_yaml
from domain.authority import Authority
from domain.authority import faults as authority_faults
from domain.deadlines import rule_faults
from domain.deadlines.rules import RuleBook, RuleSet
from domain.fault import Fault
from domain.programme import Programme
from domain.programme import faults as programme_faults
from domain.programme.body_faults import part_of_fault
from domain.programme.timed_faults import unknown_rules

_Model = TypeVar("_Model", bound=BaseModel)

#: As many problems as somebody mends in one go; more usually have one cause.
_MOST = 50


class LoadedProgramme(NamedTuple):
    """A programme, its canonical JSON (`Programme.model_validate_json` reads it back) and that JSON's SHA-256 in hex.

    The hash stays the same when only comments, order of keys or layout of the file change, and when a later release
    adds a key the file does not use.
    """

    programme: Programme
    hash: str
    source_json: str


def load_programme(path: Path, rules: RuleBook | None = None) -> LoadedProgramme:
    """Read `config/programmes/*.yaml`; raises BadFile. With `rules`, the rules its periods name have to be among them."""

    def faults(programme: Programme) -> list[Fault]:
        unknown = [] if rules is None else unknown_rules(programme, {each.key for each in rules.figures})
        return [*programme_faults.faults(programme), *unknown]

    programme = _load(path, Programme, faults)
    source_json = canonical(programme)
    return LoadedProgramme(programme, hashlib.sha256(source_json.encode()).hexdigest(), source_json)


def load_programmes(paths: Iterable[Path], rules: RuleBook | None = None) -> list[LoadedProgramme]:
    """Read the programmes of an installation, which may be part of one another; raises BadFile."""
    loaded = [(path, load_programme(path, rules)) for path in paths]
    known = {read.programme.programme: read.programme.part_of for _, read in loaded}
    for path, read in loaded:
        if fault := part_of_fault(read.programme.programme, known):
            raise bad_file(path, _read(path), [fault])
    return [read for _, read in loaded]


def load_authority(path: Path, programmes: Mapping[str, Programme] | None = None) -> Authority:
    """Read `config/authorities/*.yaml`; raises BadFile. With `programmes`, its parties' roles have to be theirs."""

    def faults(authority: Authority) -> list[Fault]:
        roles = [] if programmes is None else authority_faults.role_faults(authority, programmes)
        return [*authority_faults.faults(authority), *roles]

    return _load(path, Authority, faults)


def load_rules(path: Path) -> RuleSet:
    """Read `config/rules/*.yaml`; raises BadFile."""
    return _load(path, RuleSet, rule_faults.faults)


def load_rule_book(paths: Iterable[Path]) -> RuleBook:
    """Read all rule sets of an installation, of which no two may say something for the same cases; raises BadFile."""
    sets: list[RuleSet] = []
    for path in paths:
        rules = load_rules(path)
        if found := rule_faults.clashes(rules, sets):
            raise bad_file(path, _read(path), found)
        sets.append(rules)
    return RuleBook.of(sets)


def load_application(path: Path) -> Application:
    """Read an application as `foerderkette submit` takes it; raises BadFile."""
    return _load(path, Application, Application.faults)


def load_sample(path: Path) -> Sample:
    """Read a case to be replayed; raises BadFile."""
    return _load(path, Sample, faults_of_sample)


def canonical(model: BaseModel) -> str:
    """The model as JSON with sorted keys and without defaults: equal for equal meaning."""
    said = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _load(path: Path, model: type[_Model], find: Callable[[_Model], list[Fault]]) -> _Model:
    marked, value = read_model(path, model)
    if found := find(value):
        raise bad_file(path, marked, found)
    return value


def read_model(path: Path, model: type[_Model]) -> tuple[Marked, _Model]:
    """Read a file of words into its model, and keep its lines for what is found wrong later; raises BadFile."""
    marked = _read(path)
    try:
        return marked, model.model_validate(marked.data)
    except ValidationError as refused:
        raise bad_file(path, marked, faults_of(refused, model)) from None


def _read(path: Path) -> Marked:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as refused:
        reason = refused.strerror or type(refused).__name__
        raise BadFile(path.as_posix(), [Problem(0, "", NotReadable((), reason=reason))]) from None
    try:
        return read_yaml(raw)
    except BadYaml as wrong:
        key_path = Marked(None).spelled(wrong.fault.path)
        raise BadFile(path.as_posix(), [Problem(wrong.line, key_path, wrong.fault)]) from None


def bad_file(path: Path, marked: Marked, found: list[Fault]) -> BadFile:
    """Everything found wrong with a file, each with its line, in the order of the file."""
    problems = [Problem(marked.line(fault.path), marked.spelled(fault.path), fault) for fault in found]
    return BadFile(path.as_posix(), sorted(problems, key=lambda problem: problem.line)[:_MOST])
