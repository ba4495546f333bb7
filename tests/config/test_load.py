"""Files are read as they are written, refused with a sentence, and mean the same whatever their layout."""

import tracemalloc
from pathlib import Path

import pytest

from config.bad_file import BadFile
from config.load import load_application, load_authority, load_programme, load_sample
from config.yaml_lines import LARGEST, read_yaml
from domain.programme import Programme
from tests.config.programme_texts import RIGHT


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "file.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def refused(folder: Path, text: str | bytes) -> BadFile:
    with pytest.raises(BadFile) as bad:
        load_programme(written(folder, text))
    return bad.value


def test_nothing_is_guessed_from_how_a_word_looks() -> None:
    text = "on: 2002-05-24\nwhen: 06/2002\nreference: 2.2\nno: no\nclock: 12:30:45\nold: 0o17\nbig: 1e3\nout: off\nn: -1_0\n"
    assert read_yaml(text.encode()).data == {
        "on": "2002-05-24", "when": "06/2002", "reference": "2.2", "no": "no", "clock": "12:30:45", "old": "0o17",
        "big": "1e3", "out": "off", "n": "-1_0",
    }  # fmt: skip


def test_only_true_false_and_nothing_are_told_apart_and_quotes_make_them_text() -> None:
    text = "a: true\nb: False\nc: null\nd: ~\ne:\nf: 'true'\ng: \"null\"\nh: ''\n"
    expected = {"a": True, "b": False, "c": None, "d": None, "e": None, "f": "true", "g": "null", "h": ""}
    assert read_yaml(text.encode()).data == expected


def test_every_key_and_item_keeps_its_line() -> None:
    marked = read_yaml(b"# head\na:\n  - key: x\n    b:\n      c\n  - d\n")
    assert marked.lines == {
        (): 2, ("a",): 2, ("a", 0): 3, ("a", 0, "key"): 3, ("a", 0, "b"): 4, ("a", 1): 6,
    }  # fmt: skip
    assert marked.line(("a", 0, "not there", 7)) == 3
    assert marked.spelled(("a", 0, "b")) == "a.x.b"
    assert marked.spelled(("a", 1)) == "a.2"


def test_an_alias_bomb_is_refused_at_its_first_anchor_in_little_memory(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40))
    file = written(tmp_path, bomb)
    tracemalloc.start()
    try:
        with pytest.raises(BadFile) as bad:
            load_programme(file)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [(p.line, p.key_path) for p in bad.value.problems] == [(1, "a0")]
    assert "Anchors and aliases" in str(bad.value)
    assert most < 1_000_000


def test_an_alias_to_itself_is_refused(tmp_path: Path) -> None:
    assert "line 1" in str(refused(tmp_path, "a: &a [*a]\n"))


def test_a_file_over_the_limit_is_refused_without_being_parsed(tmp_path: Path) -> None:
    bad = refused(tmp_path, b"#" * (LARGEST + 1))
    assert f"more than {LARGEST} bytes" in str(bad)


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    padded = RIGHT + "#" * (LARGEST - len(RIGHT.encode()))
    assert load_programme(written(tmp_path, padded)).programme.programme == "small"


def test_deep_brackets_are_refused_before_they_exhaust_the_stack(tmp_path: Path) -> None:
    assert "deeper than 32" in str(refused(tmp_path, "a: " + "[" * 100_000))


def test_a_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    plain = load_programme(written(tmp_path, RIGHT))
    assert load_programme(written(tmp_path, b"\xef\xbb\xbf" + RIGHT.encode())) == plain


def test_windows_line_ends_mean_the_same(tmp_path: Path) -> None:
    plain = load_programme(written(tmp_path, RIGHT))
    assert load_programme(written(tmp_path, RIGHT.replace("\n", "\r\n"))) == plain


def test_another_encoding_is_refused_with_the_line_it_shows_on(tmp_path: Path) -> None:
    bad = refused(tmp_path, RIGHT.encode("latin-1"))
    assert bad.problems[0].line == RIGHT[: RIGHT.index("ä")].count("\n") + 1
    assert "save it again with the encoding UTF-8" in str(bad)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_says_that_nothing_is_written(text: str, tmp_path: Path) -> None:
    assert "Nothing is written here" in str(refused(tmp_path, text))


@pytest.mark.parametrize("text", ["- a\n", "word\n"])
def test_a_file_that_is_no_block_of_keys_is_refused(text: str, tmp_path: Path) -> None:
    assert "block of keys" in str(refused(tmp_path, text))


def test_a_file_that_is_not_there_and_a_folder_are_told_apart_from_bad_words(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.yaml", tmp_path):
        with pytest.raises(BadFile) as bad:
            load_programme(path)
        assert str(bad.value).startswith(f"{path.as_posix()}: The file cannot be read (")


def test_a_file_full_of_mistakes_is_answered_with_fifty(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "".join(f"k{n}: 1\n" for n in range(5_000))).problems) == 50


def test_comments_layout_and_order_of_keys_do_not_change_the_hash(tmp_path: Path) -> None:
    plain = load_programme(written(tmp_path, RIGHT))
    head, title, rest = RIGHT.split("\n", 2)
    other = f"# a comment\n{title}\n\n{head} # another\n{rest}".replace("{de: Klein}", "\n  de: 'Klein'\n  en: ''")
    assert load_programme(written(tmp_path, other)) == plain


def test_a_change_of_meaning_changes_the_hash(tmp_path: Path) -> None:
    plain = load_programme(written(tmp_path, RIGHT))
    assert load_programme(written(tmp_path, RIGHT.replace("weeks: 4", "weeks: 5"))).hash != plain.hash


def test_a_programme_reads_back_from_its_canonical_json(tmp_path: Path) -> None:
    loaded = load_programme(written(tmp_path, RIGHT))
    assert Programme.model_validate_json(loaded.source_json) == loaded.programme


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
        ("land: SN", "land: SX", 3, "land", 'did you mean "SN"?'),
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
def test_a_spoiled_authority_is_refused_with_line_key_and_mend(  # noqa: PLR0913 - the columns of the table
    tmp_path: Path, old: str, new: str, line: int, key_path: str, words: str
) -> None:
    assert AUTHORITY.count(old) == 1
    with pytest.raises(BadFile) as bad:
        load_authority(written(tmp_path, AUTHORITY.replace(old, new)))
    told = {(p.line, p.key_path): p.fault.sentence() for p in bad.value.problems}
    assert words in told[line, key_path]


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
    ],
)
def test_a_spoiled_application_is_refused_with_line_key_and_mend(  # noqa: PLR0913 - the columns of the table
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
        ("{act: reject, on: 2024-01-01}", "entries.1.act", 'write one of: record, return'),
        ("{act: withdraw, on: 2024-01-01}", "entries.1", 'needs "reason"'),
        ("{act: withdraw, on: 2024-01-01, reason: r, stage: s}", "entries.1.stage", 'no use for "stage"; take it out'),
        ("{act: return, stage: s, on: 2024-01-01, reason: r}", "entries.1", 'needs "purpose"'),
        ("{act: correct, reason: r}", "entries.1", 'needs "seq"'),
        ("{act: correct, reason: r, seq: 0}", "entries.1.seq", "at least 1"),
        ("{act: status, on: 2024-01-01, status: complete}", "entries.1.status", 'did you mean "completed"?'),
        ("{stage: s, outcome: o, on: 2024-01-01, rund: 2}", "entries.1.rund", 'did you mean "round"?'),
        ("{stage: s, outcome: o, on: 2024-01-01, recorded_as: x}", "entries.1.recorded_as", "known are: act, on"),
    ],
)
def test_a_spoiled_sample_is_refused_with_line_key_and_mend(
    tmp_path: Path, entry: str, key_path: str, words: str
) -> None:
    with pytest.raises(BadFile) as bad:
        load_sample(written(tmp_path, f"{SAMPLE}  - {entry}\n"))
    told = {(p.line, p.key_path): p.fault.sentence() for p in bad.value.problems}
    assert words in told[5, key_path]
