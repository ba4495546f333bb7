"""Reading a mapping and finding what is wrong with it, each fault with its line; the words are in `config.mapping`."""

from collections.abc import Callable, Iterator
from pathlib import Path

from config.load import bad_file, read_model
from config.mapping import Fact, File, LoadedMapping, Mapping
from config.mapping import faults as no
from config.mapping.notation import NoSuchNotation, Notation, contradicting, notation
from domain.fault import NO_OUTCOME, NO_PROGRAMME, NO_STAGE, Fault, shown, unknown
from domain.programme import Programme, Stage
from domain.stages import outcomes_of
from domain.text import Text
from domain.vocabulary import StageKind

_NO_SOURCE = Text(de="keine Geldquelle", en="no source of money")
_NO_CODE = Text(de="keine Kennzahl", en="no code")


def load_mapping(path: Path, known: Callable[[], dict[str, Programme]]) -> LoadedMapping:
    """Read a mapping; raises BadFile. `known` gives the programmes of the installation."""
    marked, mapping = read_model(path, Mapping)
    programmes = known()
    programme = programmes.get(mapping.programme)
    if programme is None:
        raise bad_file(path, marked, [unknown(("programme",), mapping.programme, programmes, NO_PROGRAMME)])
    found = [*_file_faults(mapping.file), *_notation_faults(mapping), *_programme_faults(mapping, programme)]
    spoken_for = {column for _path, column in mapping.named()}
    found += [no.IgnoredAndUsed(("ignore", n), column=c) for n, c in enumerate(mapping.ignore) if c in spoken_for]
    if found:
        raise bad_file(path, marked, found)
    return LoadedMapping(mapping, programme, path, marked)


def _file_faults(file: File) -> Iterator[Fault]:
    if file.format == "csv":
        if file.encoding is None:
            yield no.EncodingNeeded(("file",))
        if file.separator is None:
            yield no.SeparatorNeeded(("file",))
    means = {"csv": {"encoding", "separator", "header"}, "xlsx": {"sheet", "header"}, "yaml": set[str]()}[file.format]
    for name in sorted({"encoding", "separator", "header", "sheet"} - means):
        if name in file.model_fields_set:
            yield no.NotInThisFormat(("file", name), name=name, format=file.format)


def _notation_faults(mapping: Mapping) -> Iterator[Fault]:
    read: list[Notation] = []
    for n, written in enumerate(mapping.dates):
        try:
            read.append(notation(written))
        except NoSuchNotation:
            yield no.NoNotation(("dates", n), notation=shown(written))
            continue
        if read[-1].short and mapping.pivot is None:
            yield no.PivotNeeded(("dates", n), notation=written)
    if pair := contradicting(read, mapping.pivot):
        yield no.NotationsContradict(("dates",), one=pair[0].written, other=pair[1].written)
    if mapping.numbers and mapping.numbers.decimal == mapping.numbers.thousands:
        yield no.SignsAlike(("numbers",))
    words = {path[-1] for path, _column in mapping.named()}
    # A spreadsheet's own days and numbers need no notation; what is typed as text does, so it is asked for all the same.
    if not mapping.dates and words & {"on", "opened", "begins", "ends", "effective_on", "resubmit_on"}:
        yield no.NotationsNeeded(())
    if not mapping.numbers and words & {"requested", "amount", "amount_column"}:
        yield no.NumbersNeeded(())


def _programme_faults(mapping: Mapping, programme: Programme) -> Iterator[Fault]:
    sources = [source.key for source in programme.sources]
    for n, part in enumerate(mapping.plan):
        if part.source not in sources:
            yield unknown(("plan", n, "source"), part.source, sources, _NO_SOURCE)
        if part.share and part.share_column:
            yield no.BothColumnAndText(("plan", n), one="share", other="share_column")
        if not (part.share or part.share_column or part.amount_column):
            yield no.PartNeeds(("plan", n))
    if mapping.codes:
        codes = [code.key for code in programme.codes]
        for word, key in mapping.codes.values.items():
            if key not in codes:
                yield unknown(("codes", "values", word), key, codes, _NO_CODE)
    for n, fact in enumerate(mapping.facts):
        for fault in _fact_faults(fact, programme):
            yield fault.moved("facts", n)


def _fact_faults(fact: Fact, programme: Programme) -> Iterator[Fault]:
    if fact.reason and fact.reason_text:
        yield no.BothColumnAndText((), one="reason", other="reason_text")
    if fact.act == "withdraw":
        if not fact.on:
            yield no.FactNeeds((), act=fact.act, name="on")
        if not fact.reason and not fact.reason_text:
            yield no.FactNeeds((), act=fact.act, name="reason")
        return
    if fact.stage is None:
        yield no.FactNeeds((), act=fact.act, name="stage")
        return
    if fact.stage not in programme.stages:
        yield unknown(("stage",), fact.stage, programme.stages, NO_STAGE)
        return
    yield from _outcome_faults(fact, programme.stages[fact.stage])


def _outcome_faults(fact: Fact, stage: Stage) -> Iterator[Fault]:
    if (fact.outcome is None) == (fact.outcome_from is None):
        yield no.BothColumnAndText((), one="outcome", other="outcome_from")
    outcomes = [*outcomes_of(stage), *(["supplied"] if stage.kind is StageKind.SUBMISSION else [])]
    if fact.outcome and fact.outcome not in outcomes:
        yield unknown(("outcome",), fact.outcome, outcomes, NO_OUTCOME)
    for word, outcome in fact.outcome_from.values.items() if fact.outcome_from else ():
        if outcome is not None and outcome not in outcomes:
            yield unknown(("outcome_from", "values", word), outcome, outcomes, NO_OUTCOME)
    if not fact.on and not stage.undated:
        yield no.DayColumnNeeded((), stage=stage.key)
    elif not fact.on and not fact.outcome_from:
        yield no.FactNeedsColumn(())
