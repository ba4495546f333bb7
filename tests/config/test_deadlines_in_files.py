"""Deadlines and ladders of a programme file: right ones are read, rules have to be in the rule sets at hand."""

from pathlib import Path

import pytest

from config.bad_file import BadFile
from config.load import load_programme
from domain.deadlines.rules import Figure, RuleBook
from domain.programme.timed import USUAL, Ladder, Rung
from domain.vocabulary import OwedBy, Recipient, Told
from tests.config.programme_texts import RIGHT, line_of

TIMED = """
recipient: municipality
heads: [officer]
owed_by: {secretary: meeting}
ladders:
  - key: short
    rungs: [{key: soon, days: -3}, {key: over, days: 1}, {key: officer, days: 1, tells: officer}]
deadlines:
  - {key: proof, title: {de: Nachweis}, role: applicant, since: decision, until: money, within: {rule: proof-of-use}}
  - {key: ahead, title: {de: Vorlauf}, role: applicant, before: begins, until: submission, within: {weeks: 6}, ladder: short}
  - {key: handling, title: {de: Bearbeitung}, role: officer, since: submission, until: decision, within: {months: 3},
     stops_for: [sponsor, meeting]}
  - {key: period, title: {de: Zeitraum}, since: decision, within: {years: 1}, fixed: true}
"""
BOOK = RuleBook(
    (
        Figure.model_validate(
            {"key": "proof-of-use", "since": "2020-01-01", "within": {"months": 6}, "source": {"de": "Richtlinie"}}
        ),
    )
)


def written(folder: Path, text: str) -> Path:
    file = folder / "small.yaml"
    file.write_text(text, "utf-8")
    return file


def test_deadlines_and_ladders_are_read_as_they_are_written(tmp_path: Path) -> None:
    programme = load_programme(written(tmp_path, RIGHT + TIMED), BOOK).programme

    proof, ahead, handling, period = programme.deadlines
    assert (proof.since, proof.until, proof.within.rule, proof.ladder) == ("decision", "money", "proof-of-use", None)
    assert (ahead.before, ahead.within.weeks, ahead.ladder) == ("begins", 6, "short")
    assert handling.stops_for == (OwedBy.SPONSOR, OwedBy.MEETING)
    assert (period.role, period.fixed) == (None, True)
    assert (programme.recipient, programme.heads) == (Recipient.MUNICIPALITY, ("officer",))
    assert programme.owed_by == {"secretary": OwedBy.MEETING}
    assert programme.ladders_by_key["short"].rungs[-1].tells is Told.OFFICER
    assert programme.ladders_by_key["usual"] == USUAL


def test_a_programme_may_have_a_usual_ladder_of_its_own(tmp_path: Path) -> None:
    text = RIGHT + "ladders:\n  - {key: usual, rungs: [{key: once, days: -7}]}\n"
    ladder = load_programme(written(tmp_path, text)).programme.ladders_by_key["usual"]
    assert ladder == Ladder(key="usual", rungs=(Rung(key="once", days=-7),))


@pytest.mark.parametrize("place", ["deadline", "stage"])
def test_a_rule_no_rule_set_has_is_named_with_the_one_that_was_meant(place: str, tmp_path: Path) -> None:
    if place == "stage":
        text, path = RIGHT.replace("{weeks: 4}", "{rule: prof-of-use}"), "proceedings.approval.stages.session.within.rule"
    else:
        text, path = (RIGHT + TIMED).replace("rule: proof", "rule: prof"), "deadlines.proof.within.rule"

    with pytest.raises(BadFile) as refused:
        load_programme(written(tmp_path, text), BOOK)

    [problem] = refused.value.problems
    assert (problem.key_path, problem.line) == (path, line_of(text, "prof-of-use"))
    assert problem.fault.sentence() == 'There is no rule "prof-of-use"; did you mean "proof-of-use"?'


def test_without_rule_sets_at_hand_no_rule_is_missed(tmp_path: Path) -> None:
    assert load_programme(written(tmp_path, RIGHT + TIMED)).programme.deadlines
