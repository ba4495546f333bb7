"""A Leipzig house in which decisions, money and their corrections take four eyes, and signing has a limit."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from config.clock import FixedClock
from config.load import load_programme
from domain.programme import Programme
from store.programmes import keep_programme
from tests.houses import LEIPZIG, ROOT
from workflows.house import House

#: Up to this many cents the case officer may decide; the granting authority has no limit.
LIMIT = 5_000_00
_FOUR_EYES = {"decision", "cofinancing"}


def with_four_eyes(house: House, clock: FixedClock) -> None:
    """Store a newer version of the Leipzig programme; cases opened from now on run under it."""
    read = load_programme(ROOT / "config" / "programmes" / f"{LEIPZIG}.yaml")
    words: dict[str, Any] = json.loads(read.source_json)
    for proceeding in words["proceedings"]:
        for stage in proceeding["stages"]:
            if stage["key"] in _FOUR_EYES:
                stage["four_eyes"] = True
    words["signing"] = [{"role": "case_officer", "up_to": str(LIMIT // 100)}]
    source = json.dumps(words, sort_keys=True, ensure_ascii=False)
    clock.move(timedelta(seconds=1))
    with house.database.transaction() as connection:
        keep_programme(
            connection, Programme.model_validate(words), hash_=hashlib.sha256(source.encode()).hexdigest(), source=source,
            at=house.now(),
        )  # fmt: skip
