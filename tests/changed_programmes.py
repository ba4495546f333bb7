"""Further versions of the shipped programmes, as somebody who edits the file would make them."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from config.load import canonical
from domain.programme import Programme
from store.programmes import keep_programme, newest, programme_by_hash
from workflows.house import House

#: Later than anything a house whose clock stands on `tests.conftest.MORNING` stores by itself.
LATER = "2026-11-24T08:00:00.000000Z"
Edit = Callable[[dict[str, Any]], None]


def changed(programme: Programme, edit: Edit) -> tuple[Programme, str]:
    """The programme with its file edited, and the hash of the new version."""
    words = json.loads(canonical(programme))
    edit(words)
    new = Programme.model_validate(words)
    return new, hashlib.sha256(canonical(new).encode()).hexdigest()


def store_changed(house: House, key: str, edit: Edit, at: str = LATER) -> tuple[Programme, str]:
    """Store an edited version of a programme as its newest one."""
    with house.database.transaction() as connection:
        was = programme_by_hash(connection, newest(connection)[key])
        new, hash_ = changed(was, edit)
        keep_programme(connection, new, hash_=hash_, source=canonical(new), at=at)
    return new, hash_


def stage_of(words: dict[str, Any], key: str) -> dict[str, Any]:
    """The words of a stage in those of a programme."""
    return next(stage for proceeding in words["proceedings"] for stage in proceeding["stages"] if stage["key"] == key)


def approval_of(words: dict[str, Any]) -> list[dict[str, Any]]:
    """The stages of the approval."""
    stages: list[dict[str, Any]] = next(each["stages"] for each in words["proceedings"] if each["key"] == "approval")
    return stages


def retitled(words: dict[str, Any]) -> None:
    """The title is another one: nothing changes for any case."""
    words["title"] = {"de": "Neu benannt", "en": "Renamed"}


def with_a_hearing(words: dict[str, Any]) -> None:
    """Before the decision of the Leipzig chain a hearing takes place."""
    approval_of(words).insert(2, {
        "key": "hearing", "kind": "meeting", "title": {"de": "Anhörung", "en": "Hearing"}, "body": "kg",
        "role": "case_officer", "usually_after": ["kg"],
    })  # fmt: skip
    stage_of(words, "decision")["needs"].append("hearing")


def without_the_kg(words: dict[str, Any]) -> None:
    """The KG no longer deals with applications."""
    approval_of(words)[:] = [stage for stage in approval_of(words) if stage["key"] != "kg"]
    stage_of(words, "decision")["needs"] = ["submission"]
