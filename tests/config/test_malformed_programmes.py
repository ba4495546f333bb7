"""Every spoiled programme gets a sentence with its line, its key and the mend."""

from pathlib import Path

import pytest

from config.bad_file import BadFile
from config.load import load_programme
from tests.config.programme_texts import line_of, spoiled
from tests.config.spoiled_bodies import SPOILED_BODIES
from tests.config.spoiled_deadlines import SPOILED_DEADLINES
from tests.config.spoiled_programmes import SPOILED, STAGES


@pytest.mark.parametrize("case", [*SPOILED, *SPOILED_BODIES, *SPOILED_DEADLINES])
def test_a_spoiled_programme_is_refused_with_line_key_and_mend(case: str, tmp_path: Path) -> None:
    old, new, marker, key_path, words = {**SPOILED, **SPOILED_BODIES, **SPOILED_DEADLINES}[case]
    text = spoiled(old, new)
    file = tmp_path / "spoiled.yaml"
    file.write_text(text, "utf-8")

    with pytest.raises(BadFile) as refused:
        load_programme(file)

    here = [p for p in refused.value.problems if (p.line, p.key_path) == (line_of(text, marker), key_path)]
    assert here, f"expected line {line_of(text, marker)}, {key_path}; got\n{refused.value}"
    sentences = [p.fault.sentence() for p in here]
    assert any(all(word in said for word in words) for said in sentences), sentences


def test_every_sentence_stands_with_file_line_and_key_on_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "spoiled.yaml"
    file.write_text(spoiled("role: secretary", "role: secretery"), "utf-8")

    with pytest.raises(BadFile) as refused:
        load_programme(file)

    assert str(refused.value) == (
        f'{file.as_posix()}, line 45, {STAGES}.session.role: There is no role "secretery"; did you mean "secretary"?'
    )


def test_several_problems_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "spoiled.yaml"
    text = spoiled("[officer]", "[zzz]").replace("body: board", "body: zzz").replace("share: 75 %", "share: 70 %")
    file.write_text(text, "utf-8")

    with pytest.raises(BadFile) as refused:
        load_programme(file)

    assert [p.key_path for p in refused.value.problems] == ["administrators.1", "sources", f"{STAGES}.session.body"]


def test_a_sentence_is_translated_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "spoiled.yaml"
    file.write_text(spoiled("role: secretary", "role: secretery"), "utf-8")
    german = {
        'There is {none} "{name}"; did you mean "{near}"?': "Es gibt {none} „{name}“; gemeint ist wohl „{near}“.",
        "{file}, line {line}, {key_path}: {sentence}": "{file}, Zeile {line}, {key_path}: {sentence}",
    }

    with pytest.raises(BadFile) as refused:
        load_programme(file)

    said = refused.value.sentences(german.__getitem__, "de")
    assert said[0].endswith("session.role: Es gibt keine Rolle „secretery“; gemeint ist wohl „secretary“.")
