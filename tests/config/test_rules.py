"""Rule sets: the shipped ones are without fault, spoiled ones get a sentence with line, key and mend."""

from pathlib import Path

import pytest

from config.bad_file import BadFile
from config.load import load_rule_book, load_rules

ROOT = Path(__file__).parents[2]
RULES = """\
rules: own
title: {de: Eigene Regeln}
figures:
  - key: proof
    since: 2020-01-01
    until: 2024-12-31
    within: {months: 6}
    source: {de: Nr. 6}
  - key: proof
    since: 2025-01-01
    within: {months: 4}
    source: {de: Nr. 6 neu}
  - key: keep
    since: 2020-01-01
    within: {years: 5}
    source: {de: Nr. 7}
switches:
  - key: moves
    since: 2020-01-01
    on: true
    source: {de: Nr. 8}
"""
MONTHS_6, MONTHS_4, YEARS_5 = "within: {months: 6}", "within: {months: 4}", "within: {years: 5}"


def written(folder: Path, text: str, name: str = "own") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(text, "utf-8")
    return file


def test_the_shipped_rule_sets_are_without_fault() -> None:
    book = load_rule_book(sorted(ROOT.glob("config/rules/*.yaml")))
    assert len(book.figures) > 50
    assert all(one.source.en for one in (*book.figures, *book.switches)), "sources are said in both languages"


#: what is spoiled: (old text, new text, marker of the line, key path, words of the sentence)
SPOILED: dict[str, tuple[str, str, str, str, str]] = {
    "an unknown key": (MONTHS_6, f"{MONTHS_6}\n    shfits: false", "shfits", "figures.proof.shfits", 'did you mean "shifts"?'),
    "two units": (MONTHS_6, "within: {months: 6, days: 1}", "within", "figures.proof.within", "this one has days, months"),
    "no unit": (MONTHS_6, "within: {}", "within", "figures.proof.within", "exactly one unit"),
    "hours": (MONTHS_6, "within: {hours: 6}", "within", "figures.proof.within.hours", "known are: days"),
    "a number that is none": (MONTHS_6, "within: {months: six}", "within", "figures.proof.within.months", "in digits"),
    "no time at all": (MONTHS_6, "within: {months: 0}", "within", "figures.proof.within.months", "at least 1"),
    "another rule's name": (MONTHS_6, "within: {rule: keep}", "within", "figures.proof.within.rule", "its unit"),
    "no source": ("    source: {de: Nr. 7}\n", "", "- key: keep", "figures.keep.source", "is missing"),
    "a day that is none": ("until: 2024-12-31", "until: 31.12.2024", "until", "figures.proof.until", "2015-01-01"),
    "an end before the beginning": ("until: 2024-12-31", "until: 2019-12-31", "until", "figures.proof.until",
                                    "before it begins"),
    "an overlap": ("until: 2024-12-31", "until: 2025-01-31", "until", "figures.proof.until", "end it on 2024-12-31"),
    "a gap": ("until: 2024-12-31", "until: 2024-11-30", "since: 2025-01-01", "figures.proof.since",
              "from 2024-12-01 to 2024-12-31"),
    "twice since a day": ("since: 2025-01-01", "since: 2020-01-01", "", "figures.proof.since", 'two rules "proof"'),
    "no such Land": (YEARS_5, f"{YEARS_5}\n    laender: [XX]", "laender", "figures.keep.laender.1", "write one of: BB"),
    "no such recipient": (YEARS_5, f"{YEARS_5}\n    recipient: all", "recipient", "figures.keep.recipient", "municipality"),
    "no end of that kind": (YEARS_5, f"{YEARS_5}\n    end_of: week", "end_of", "figures.keep.end_of", "month, year"),
    "bound to nothing": (YEARS_5, f"{YEARS_5}\n    not_before: prof", "not_before", "figures.keep.not_before", "did you mean"),
    "bound both ways": (YEARS_5, f"{YEARS_5}\n    not_before: proof\n    not_after: proof", "not_before",
                        "figures.keep.not_before", "take one out"),
    "bound to itself": (YEARS_5, f"{YEARS_5}\n    not_before: keep", "not_before", "figures.keep.not_before",
                        "bound to itself"),
    "a switch that is neither": ("on: true", "on: perhaps", "on:", "switches.moves.on", "true or false"),
    "a switch without a word": ("    on: true\n", "", "- key: moves", "switches.moves.on", "is missing"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "marker", "key_path", "words"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_rule_set_is_refused_with_line_key_and_mend(
    tmp_path: Path, old: str, new: str, marker: str, key_path: str, words: str
) -> None:
    assert RULES.count(old) == 1
    text = RULES.replace(old, new)
    with pytest.raises(BadFile) as bad:
        load_rules(written(tmp_path, text))
    here = [p for p in bad.value.problems if p.key_path == key_path and words in p.fault.sentence()]
    assert here, str(bad.value)
    assert marker in text.splitlines()[here[0].line - 1]


def test_two_figures_bound_in_opposite_ways_are_refused(tmp_path: Path) -> None:
    text = RULES.replace(YEARS_5, f"{YEARS_5}\n    not_before: proof").replace(MONTHS_6, f"{MONTHS_6}\n    not_after: keep")
    with pytest.raises(BadFile, match="bound the other way"):
        load_rules(written(tmp_path, text))


def test_a_circle_of_bonds_is_refused(tmp_path: Path) -> None:
    text = RULES.replace(YEARS_5, f"{YEARS_5}\n    not_before: proof").replace(MONTHS_6, f"{MONTHS_6}\n    not_before: keep")
    with pytest.raises(BadFile, match="bound to itself"):
        load_rules(written(tmp_path, text))


def test_a_file_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no rules"):
        load_rules(written(tmp_path, "rules: own\ntitle: {de: Leer}\n"))


def test_two_equally_special_figures_with_a_land_in_common_are_refused(tmp_path: Path) -> None:
    one = RULES.replace(YEARS_5, f"{YEARS_5}\n    laender: [BE, BB]")
    both = one.replace(
        "switches:", "  - {key: keep, since: 2020-01-01, laender: [BB, SN], within: {years: 6}, source: {de: x}}\nswitches:"
    )
    with pytest.raises(BadFile, match='two rules "keep" since 2020-01-01'):
        load_rules(written(tmp_path, both))
    assert len(load_rules(written(tmp_path, both.replace("[BB, SN]", "[SN]"))).figures) == 4


def test_two_files_of_an_installation_do_not_say_the_same_twice(tmp_path: Path) -> None:
    first, second = written(tmp_path, RULES, "a"), written(tmp_path, RULES.replace("rules: own", "rules: other"), "b")
    with pytest.raises(BadFile) as bad:
        load_rule_book([first, second])
    assert {p.key_path for p in bad.value.problems} == {"figures.proof.since", "figures.keep.since", "switches.moves.since"}
    assert "b.yaml" in str(bad.value)


def test_a_file_of_ones_own_goes_beside_the_shipped_ones(tmp_path: Path) -> None:
    """An installation adds figures of its programme without touching what was shipped."""
    own = (
        "rules: own\ntitle: {de: Eigene}\nfigures:\n"
        "  - {key: proof_of_use, since: 2025-01-01, programmes: [ours], within: {months: 3}, source: {de: Richtlinie}}\n"
    )
    book = load_rule_book([*sorted(ROOT.glob("config/rules/*.yaml")), written(tmp_path, own)])
    assert any(figure.programmes == ("ours",) for figure in book.figures)
