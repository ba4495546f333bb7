"""The words of a programme file that docs/deadlines.md shows are words a programme can have."""

import re
from pathlib import Path

import yaml

from config.load import load_programme
from tests.config.programme_texts import RIGHT
from tests.guards.repository import ROOT


def test_the_words_of_the_page_make_a_programme(tmp_path: Path) -> None:
    [block] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/deadlines.md").read_text("utf-8"), re.DOTALL)
    words = yaml.safe_load(RIGHT) | yaml.safe_load(block)
    words["roles"] |= {key: {"de": "Rolle"} for key in ("director", "municipality", "resident", "treasury")}
    renamed = {"completion": "decision", "proof": "money", "application": "submission", "start_notice": "money"}
    for duty in words["deadlines"]:
        duty |= {name: renamed.get(duty[name], duty[name]) for name in ("since", "until") if name in duty}
    file = tmp_path / "small.yaml"
    file.write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")

    programme = load_programme(file).programme

    assert [duty.key for duty in programme.deadlines] == ["proof_in_time", "start_in_time", "ahead"]
    assert programme.heads == ("director",)
