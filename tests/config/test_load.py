"""Files are read as they are written, refused with a sentence, and mean the same whatever their layout."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.bad_file import BadFile
from config.load import LoadedProgramme, load_programme
from config.yaml_lines import LARGEST, BadYaml, read_yaml
from domain.programme import Programme
from tests.config.programme_texts import RIGHT


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "file.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def told(answer: object) -> list[str]:
    assert isinstance(answer, BadFile)
    assert answer.problems
    return answer.sentences()


def refused(folder: Path, text: str | bytes) -> BadFile:
    with pytest.raises(BadFile) as bad:
        load_programme(written(folder, text))
    return bad.value


def test_nothing_is_guessed_from_how_a_word_looks() -> None:
    text = "on: 2002-05-24\nwhen: 06/2002\nreference: 2.2\nno: no\nclock: 12:30:45\nold: 0o17\nbig: 1e3\nout: off\n"
    assert read_yaml(text.encode()).data == {
        "on": "2002-05-24", "when": "06/2002", "reference": "2.2", "no": "no", "clock": "12:30:45", "old": "0o17",
        "big": "1e3", "out": "off",
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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    start=st.integers(0, len(RIGHT)),
    length=st.integers(0, 80),
    put=st.text(max_size=20) | st.sampled_from(": -[]{}&*!|"),
)
def test_a_file_damaged_anywhere_is_read_or_refused_and_never_crashes(
    tmp_path: Path, start: int, length: int, put: str
) -> None:
    damaged = RIGHT[:start] + put + RIGHT[start + length :]
    file = written(tmp_path, damaged.encode("utf-8", "surrogatepass"))
    answer: object
    try:
        answer = load_programme(file)
    except BadFile as bad:
        answer = bad
    assert isinstance(answer, LoadedProgramme) or all(0 < len(said) < 1_000 for said in told(answer))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_one_fault(raw: bytes) -> None:
    answer: object
    try:
        answer = read_yaml(raw)
    except BadYaml as bad:
        answer = bad.fault.sentence()
    assert answer
