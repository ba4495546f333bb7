"""Spoiled authorities, applications and samples get a sentence with line, key and mend, as programmes do."""

from pathlib import Path

import pytest

from config.bad_file import BadFile
from config.load import load_application, load_authority, load_sample


def written(folder: Path, text: str) -> Path:
    file = folder / "file.yaml"
    file.write_text(text, "utf-8")
    return file


AUTHORITY = """\
authority: town
title: {de: Stadt}
land: SN
contact: office@example.org
parties:
  - handle: desk
    name: Sachbearbeitung
    email: desk@example.org
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "key_path", "words"),
    [
        ("land: SN", "land: SX", 3, "land", "write one of: BB, BE"),
        ("desk@example.org", "desk at example", 8, "parties.desk.email", "name@example.org"),
        ("desk@example.org", '"desk@example.org\\nBcc: x@example.org"', 8, "parties.desk.email", "name@example.org"),
        ("name: Sachbearbeitung", 'name: "A\\nB"', 7, "parties.desk.name", "one line"),
        ("name: Sachbearbeitung", "nane: A", 7, "parties.desk.nane", 'did you mean "name"?'),
        ("handle: desk", "handle: Desk", 6, "parties.Desk.handle", "small letters"),
        ("    name", "    language: fr\n    name", 7, "parties.desk.language", "write one of: de, en"),
        ("    name", "    roles: {p: officer}\n    name", 7, "parties.desk.roles.p", "has to be a list"),
        ("parties:\n", "parties:\n  - {handle: desk, name: A}\n", 7, "parties.desk.handle", "declared twice"),
    ],
)
def test_a_spoiled_authority_is_refused_with_line_key_and_mend(
    tmp_path: Path, old: str, new: str, line: int, key_path: str, words: str
) -> None:
    assert AUTHORITY.count(old) == 1
    with pytest.raises(BadFile) as bad:
        load_authority(written(tmp_path, AUTHORITY.replace(old, new)))
    told = {(p.line, p.key_path): p.fault.sentence() for p in bad.value.problems}
    assert words in told[line, key_path]


@pytest.mark.parametrize(
    ("acts_for", "key_path", "words"),
    [
        ("[clab]", "parties.desk.acts_for.1", 'did you mean "club"?'),
        ("[club, desk]", "parties.desk.acts_for.2", "no organisation"),
        ("[nobody]", "parties.desk.acts_for.1", "known are: club"),
        ("[club, club]", "parties.desk.acts_for.2", "declared twice"),
        ("[club]\n    organisation: true", "parties.desk.acts_for.1", "Only people act"),
        ("club", "parties.desk.acts_for", "has to be a list"),
    ],
)
def test_people_act_for_organisations_of_the_same_file_only(tmp_path: Path, acts_for: str, key_path: str, words: str) -> None:
    club = "parties:\n  - {handle: club, name: Verein, organisation: true}\n"
    text = AUTHORITY.replace("parties:\n", club) + f"    acts_for: {acts_for}\n"
    with pytest.raises(BadFile) as bad:
        load_authority(written(tmp_path, text))
    told = {(p.line, p.key_path): p.fault.sentence() for p in bad.value.problems}
    assert words in told[10, key_path]


APPLICATION = """\
authority: town
programme: small
reference: R-1
title: Hoffest
on: 2024-03-04
begins: 2024-06
ends: 2024-07
requested: 1200.00
plan:
  - {source: land, share: 75 %, amount: 900}
  - {source: own, share: 25 %, amount: 300}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "key_path", "words"),
    [
        ("on: 2024-03-04\n", "", 1, "on", 'add a line "on: …"'),
        ("on: 2024-03-04", "on: 4.3.2024", 5, "on", "2002-05-24"),
        ("on: 2024-03-04", "on: 2024-02-30", 5, "on", "does not exist in the calendar"),
        ("Hoffest", "x" * 5000, 4, "title", "5000 characters and at most 300 fit; shorten it"),
        ("Hoffest", '"Hoffest\\nBcc: x"', 4, "title", "one line"),
        ("reference: R-1", "reference:", 3, "reference", "Nothing is written here"),
        ("ends: 2024-07", "ends: 2024-05", 7, "ends", "exchange the two"),
        ("1200.00", "12oo", 8, "requested", "10000 or 10000.00"),
        ("1200.00", "-5", 8, "requested", "10000 or 10000.00"),
        ("source: own,", "source: land,", 11, "plan.2.source", "declared twice"),
        ("share: 25 %", "share: 20 %", 9, "plan", "add up to 95 %"),
        (", share: 25 %, amount: 300", "", 11, "plan.2", "give at least one"),
        ("ends: 2024-07", "codes: [HF1, HF1]", 7, "codes.2", "declared twice"),
        ("ends: 2024-07", "codes: [HF 1]", 7, "codes.1", 'The code "HF 1" does not fit'),
        ("ends: 2024-07", "codes: HF1", 7, "codes", "has to be a list"),
        ("ends: 2024-07", "paper: Mitteilung", 7, "paper", "small letters"),
        ("ends: 2024-07", "part_of: " + "x" * 61, 7, "part_of", "61 characters and at most 60 fit"),
        ("ends: 2024-07", 'part_of: "F\\n1"', 7, "part_of", "one line"),
        ("ends: 2024-07", 'refers_to: "01/0349\\nBcc: x"', 7, "refers_to", "one line"),
        ("ends: 2024-07", "imported: true", 7, "imported", '"imported" is not known here'),
    ],
)
def test_a_spoiled_application_is_refused_with_line_key_and_mend(
    tmp_path: Path, old: str, new: str, line: int, key_path: str, words: str
) -> None:
    assert APPLICATION.count(old) == 1
    with pytest.raises(BadFile) as bad:
        load_application(written(tmp_path, APPLICATION.replace(old, new)))
    told = {(p.line, p.key_path): p.fault.sentence() for p in bad.value.problems}
    assert words in told[line, key_path]


def test_emoji_in_a_title_are_text(tmp_path: Path) -> None:
    assert load_application(written(tmp_path, APPLICATION.replace("Hoffest", "Hoffest 🎉"))).title == "Hoffest 🎉"


def test_the_same_application_has_the_same_digest_and_another_has_another(tmp_path: Path) -> None:
    one = load_application(written(tmp_path, APPLICATION))
    same = load_application(written(tmp_path, "# again\n" + APPLICATION))
    other = load_application(written(tmp_path, APPLICATION.replace("amount: 900", "amount: 901")))
    assert one.digest == same.digest != other.digest


SAMPLE = """\
as: desk
opened_on: unknown
application: {authority: town, programme: small, reference: R-1, title: T}
entries:
"""


@pytest.mark.parametrize(
    ("entry", "key_path", "words"),
    [
        ("{stage: s, outcome: o}", "entries.1", 'give "on: 2002-05-24" or "undated: true"'),
        ("{stage: s, outcome: o, on: 2024-01-01, undated: true}", "entries.1.undated", "not both"),
        ("{stage: s, on: 2024-01-01}", "entries.1", 'needs "outcome"; add a line'),
        ("{act: zzz, on: 2024-01-01}", "entries.1.act", "write one of: record, return"),
        ("{act: withdraw, on: 2024-01-01}", "entries.1", 'needs "reason"'),
        ("{act: withdraw, on: 2024-01-01, reason: r, stage: s}", "entries.1.stage", 'no use for "stage"; take it out'),
        ("{act: return, stage: s, on: 2024-01-01, reason: r}", "entries.1", 'needs "purpose"'),
        ("{act: correct, reason: r}", "entries.1", 'needs "seq"'),
        ("{act: correct, reason: r, seq: 0}", "entries.1.seq", "at least 1"),
        ("{act: status, on: 2024-01-01, status: complete}", "entries.1.status", 'did you mean "completed"?'),
        ("{act: schedule, stage: s, on: 2024-01-01}", "entries.1", 'needs "meets_on"'),
        ("{act: schedule, stage: s, on: 2024-01-01, meets_on: soon}", "entries.1.meets_on", "2002-05-24"),
        ("{act: schedule, stage: s, on: 2024-01-01, meets_on: unknown, vote: x}", "entries.1.vote", "take it out"),
        ("{act: unschedule, stage: s, on: 2024-01-01}", "entries.1", 'needs "reason"'),
        ("{act: propose, stage: s, on: 2024-01-01}", "entries.1", 'needs "outcome"'),
        ("{act: propose, stage: s, on: 2024-01-01, outcome: grantd}", "entries.1.outcome", 'did you mean "granted"?'),
        ("{act: propose, stage: s, on: 2024-01-01, outcome: granted, amount: x}", "entries.1.amount", "10000 or 10000.00"),
        ("{act: condition, seq: 1, number: 1, on: 2024-01-01, outcome: met}", "entries.1", 'needs "proof"'),
        ("{act: condition, seq: 1, number: 0, on: 2024-01-01, outcome: met, proof: p}", "entries.1.number", "at least 1"),
        ("{act: condition, seq: 1, number: 1, on: 2024-01-01, outcome: done, proof: p}", "entries.1.outcome", "met, waived"),
        ("{act: conflict, on: 2024-01-01}", "entries.1", 'needs "party"'),
        ("{act: conflict, on: 2024-01-01, party: Desk}", "entries.1.party", "small letters"),
        ("{act: conflict, on: 2024-01-01, party: desk, reason: r}", "entries.1.reason", 'no use for "reason"'),
        ("{stage: s, outcome: o, on: 2024-01-01, bidder: A B}", "entries.1.bidder", "small letters"),
        ("{stage: s, outcome: o, on: 2024-01-01, secret: maybe}", "entries.1.secret", "write true or false"),
        ("{stage: s, outcome: o, on: 2024-01-01, voters: desk}", "entries.1.voters", "has to be a list"),
        ("{stage: s, outcome: o, on: 2024-01-01, closes_on: 1.1.2024}", "entries.1.closes_on", "2002-05-24"),
        ("{stage: s, outcome: o, on: 2024-01-01, rund: 2}", "entries.1.rund", 'did you mean "round"?'),
        ("{stage: s, outcome: o, on: 2024-01-01, recorded_as: x}", "entries.1.recorded_as", "known are: act, on"),
    ],
)
def test_a_spoiled_sample_is_refused_with_line_key_and_mend(tmp_path: Path, entry: str, key_path: str, words: str) -> None:
    with pytest.raises(BadFile) as bad:
        load_sample(written(tmp_path, f"{SAMPLE}  - {entry}\n"))
    told = {(p.line, p.key_path): p.fault.sentence() for p in bad.value.problems}
    assert words in told[5, key_path]
