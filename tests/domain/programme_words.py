"""The words of small programmes, so that a test says only what matters to it."""

from typing import Any

from domain.programme import Programme

TITLE = {"de": "Titel"}


def stage(key: str, kind: str = "decision", **more: object) -> dict[str, Any]:
    return {"key": key, "kind": kind, "title": TITLE, "role": "officer", **more}


def session(key: str, **more: object) -> dict[str, Any]:
    return stage(key, "meeting", body="board", **more)


def submission(**more: object) -> dict[str, Any]:
    return stage("submission", "submission", **more)


def chain(key: str, *stages: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"key": key, "title": TITLE, "stages": list(stages), **more}


def programme(*proceedings: dict[str, Any], **more: object) -> Programme:
    return Programme.model_validate(
        {
            "programme": "small",
            "title": TITLE,
            "roles": {"officer": TITLE},
            "administrators": ["officer"],
            "withdrawn_by": ["officer"],
            "bodies": [{"key": "board", "title": TITLE}],
            "proceedings": proceedings,
            **more,
        }
    )
