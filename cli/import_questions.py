"""The beginning of a mapping, made from a table: what is certain is filled in, everything else is a question in a comment."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from config.mapping.asking import Looked, Seen
    from domain.programme import Programme, Stage

_HEAD = N_(
    'Mapping for "{file}". Answer what is marked with "?", then try: foerderkette import {file} --mapping MAPPING --dry-run'
)
_AUTHORITY = N_("? which authority the cases belong to: {known}")
_ENCODING = N_("? the file is not UTF-8: cp1252 if it comes from an older Windows program, else iso-8859-1, cp850 or mac-roman")
_SEPARATOR = N_('? the sign between the cells, in quotes, such as ";"')
_SHEET = N_("? which of the sheets: {sheets}")
_DATES = N_("? how days are written: T, M and J stand for the digits; with JJ add pivot, such as pivot: 50")
_NUMBERS = N_('? how amounts are written: numbers: {decimal: ",", thousands: "."}')
_EMPTY = N_('? words that mean an empty cell, such as "-"')
_COLUMN = N_("? the column it stands in, or take the line out")
_NEEDED = N_("? the column it stands in")
_FACTS = N_(
    "What happened, in its order; a fact is left out where its columns are empty. Take out what the table does not have."
)
_OUTCOMES = N_("? instead of outcome, a column and what its words mean, of: {outcomes}")
_SAYS = N_("{column}: {filled} of {rows} filled, such as {examples}")
_SAYS_NOTHING = N_("{column}: empty in every row")
_FITS = N_("fits the notation {notations}")
_UNCLEAR_DAY = N_("? {value} can be read as {readings}; name the notation that is meant under dates")
_UNCLEAR_AMOUNT = N_("? {value} can be read as {readings}; say under numbers which is meant")
_IN_NOTATION = N_("{day} ({notation})")
_EUR_IN_SIGNS = N_('{amount} EUR (decimal: "{decimal}")')
_IGNORE = N_("Every column has to be named above or here. The columns of the file:")
_OPENING = ("area", "opened", "requested", "begins", "ends")


def skeleton(looked: "Looked", path: Path, programme: "Programme", authorities: Sequence[str]) -> str:
    """The text of the mapping; it is refused until its questions are answered."""
    return "\n".join(_lines(looked, path, programme, authorities))


def _lines(looked: "Looked", path: Path, programme: "Programme", authorities: Sequence[str]) -> Iterator[str]:
    yield f"# {_(_HEAD).format(file=path.name)}"
    yield f"programme: {programme.programme}"
    only = authorities[0] if len(authorities) == 1 else ""
    yield f"authority: {only}".rstrip() + ("" if only else f"  # {_(_AUTHORITY).format(known=', '.join(authorities))}")
    yield from _file(looked)
    notations = dict.fromkeys(name for seen in looked.columns if seen.unclear_day is None for name in seen.notations)
    yield f"dates: [{', '.join(notations)}]" + ("" if notations else f"  # {_(_DATES)}")
    signs = {each for seen in looked.columns if seen.unclear_amount is None for each in seen.signs}
    if len(signs) == 1:
        [one] = signs
        yield f'numbers: {{decimal: "{one.decimal}", thousands: "{one.thousands}"}}'
    else:
        yield f"numbers:  # {_(_NUMBERS)}"
    yield f"empty: []  # {_(_EMPTY)}"
    yield "columns:"
    yield from (f"  {name}:  # {_(_NEEDED)}" for name in ("reference", "title"))
    yield from (f"  {name}:  # {_(_COLUMN)}" for name in _OPENING)
    yield "facts:"
    yield f"  # {_(_FACTS)}"
    for stage in programme.by_key[programme.approval].stages:
        yield from _stage(stage)
    yield "ignore: []"
    yield f"# {_(_IGNORE)}"
    for seen in looked.columns:
        yield from (f"# {line}" for line in _column(seen, looked.rows))


def _file(looked: "Looked") -> Iterator[str]:
    yield "file:"
    yield f"  format: {looked.format}"
    if looked.format == "csv":
        yield f"  encoding: {looked.encoding}" if looked.encoding else f"  encoding:  # {_(_ENCODING)}"
        quoted = json.dumps(looked.separator) if looked.separator else ""
        yield f"  separator: {quoted}" if quoted else f"  separator:  # {_(_SEPARATOR)}"
    if looked.format == "xlsx" and len(looked.sheets) > 1:
        yield f"  sheet:  # {_(_SHEET).format(sheets=', '.join(looked.sheets))}"
    if looked.format != "yaml":
        yield "  header: 1"


def _stage(stage: "Stage") -> Iterator[str]:
    from domain.stages import outcomes_of

    outcomes = outcomes_of(stage)
    yield f"  - stage: {stage.key}  # {stage.title.into(spoken())}"
    if len(outcomes) == 1 or outcomes[0] == "submitted":
        yield f"    outcome: {outcomes[0]}"
    else:
        yield f"    outcome_from:  # {_(_OUTCOMES).format(outcomes=', '.join(outcomes))}"
    yield f"    on:  # {_(_COLUMN if stage.undated else _NEEDED)}"


def _column(seen: "Seen", rows: int) -> Iterator[str]:
    name = json.dumps(seen.column, ensure_ascii=False)
    if not seen.filled:
        yield _(_SAYS_NOTHING).format(column=name)
        return
    fits = f" ({_(_FITS).format(notations=', '.join(seen.notations))})" if seen.notations and not seen.unclear_day else ""
    yield _(_SAYS).format(column=name, filled=seen.filled, rows=rows, examples=" | ".join(seen.examples)) + fits
    if seen.unclear_day:
        value, days = seen.unclear_day
        said = [_(_IN_NOTATION).format(day=day.show(spoken()), notation=name) for name, day in days.items()]
        yield "    " + _(_UNCLEAR_DAY).format(value=value, readings="; ".join(said))
    if seen.unclear_amount:
        value, sums = seen.unclear_amount
        shown = {each: amount if spoken() == "en" else amount.replace(".", ",") for each, amount in sums.items()}
        said = [_(_EUR_IN_SIGNS).format(amount=amount, decimal=each.decimal) for each, amount in shown.items()]
        yield "    " + _(_UNCLEAR_AMOUNT).format(value=value, readings="; ".join(said))
