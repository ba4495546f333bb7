"""Log lines carry ids and fixed names, never persons, and nothing a value holds can forge a line."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from config.log import REDACTED, configure, encode_controls, redact

MARKER = "Erika Mustermann"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def log_settings_are_put_back() -> Iterator[None]:
    yield
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()


def line(event: str, **values: object) -> dict[str, Any]:
    stream = io.StringIO()
    configure(stream)
    structlog.get_logger().info(event, **values)
    written: dict[str, Any] = json.loads(stream.getvalue())
    return written


def test_a_machine_reads_one_json_object_per_line_in_utc() -> None:
    before = datetime.now(UTC)

    written = line("dossier.opened", ref="2.2")

    assert written["event"] == "dossier.opened"
    assert (written["level"], written["ref"]) == ("info", "2.2")
    assert written["at"].endswith("Z")
    assert timedelta() <= datetime.fromisoformat(written["at"]) - before


def test_a_terminal_gets_columns_instead_of_json() -> None:
    stream = Terminal()
    configure(stream)

    structlog.get_logger().info("dossier.opened", ref="2.2")

    assert "dossier.opened" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


@pytest.mark.parametrize("key", sorted(REDACTED))
def test_what_persons_are_called_and_what_they_write_is_dropped_at_any_depth(key: str) -> None:
    written = line(
        "letter.owed",
        **{key: MARKER, f"recipient_{key}": MARKER, key.upper(): MARKER},
        letters=[{key: MARKER, "id": 7, "more": ({key: MARKER},)}],
    )

    assert MARKER not in json.dumps(written)
    assert written["letters"] == [{"id": 7, "more": [{}]}]


def test_a_bound_person_is_dropped_as_well() -> None:
    structlog.contextvars.bind_contextvars(request="r-1", name=MARKER)

    written = line("request.done")

    assert written["request"] == "r-1"
    assert MARKER not in json.dumps(written)


def test_a_free_sentence_is_no_event_name_and_does_not_get_through() -> None:
    assert line(f"Antrag von {MARKER} eingegangen")["event"] == "log.unnamed"


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["json", "terminal"])
def test_an_error_is_logged_by_type_and_place_without_what_it_quotes(stream: io.StringIO) -> None:
    configure(stream)

    try:
        int(MARKER)
    except ValueError:
        structlog.get_logger().exception("amount.unreadable")

    assert "ValueError" in stream.getvalue()
    assert "test_log.py:" in stream.getvalue()
    assert MARKER not in stream.getvalue()


@pytest.mark.parametrize("exc_info", [False, None, (None, None, None)])
def test_a_line_without_an_error_names_none(exc_info: object) -> None:
    assert "error" not in line("dossier.opened", exc_info=exc_info)


def test_an_error_handed_over_is_named() -> None:
    assert line("letter.refused", exc_info=KeyError(MARKER))["error"] == "KeyError"


@given(st.text())
def test_no_value_can_end_its_line_or_steer_a_terminal(value: str) -> None:
    encoded = encode_controls(None, "info", {"event": "a.b", "ref": value, "list": [{value: value}]})

    shown = encoded["ref"] + "".join(key + inner for key, inner in encoded["list"][0].items())
    assert not set(shown) & {chr(code) for code in [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202E, 0xFEFF]}
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_letters_of_every_script_stay_readable(value: str) -> None:
    assert encode_controls(None, "info", {"ref": value}) == {"ref": value}


def test_numbers_and_truth_stay_what_they_are() -> None:
    values = {"count": 3, "share": 0.75, "late": True, "due": None}

    assert encode_controls(None, "info", dict(values)) == values
    assert redact(None, "info", dict(values)) == values


def test_lines_below_the_chosen_level_are_not_written() -> None:
    stream = io.StringIO()
    configure(stream, level="warning")

    structlog.get_logger().info("dossier.opened")

    assert stream.getvalue() == ""


def test_configuring_twice_writes_each_line_once() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure(first)
    configure(second)

    structlog.get_logger().info("dossier.opened")

    assert first.getvalue() == ""
    assert len(second.getvalue().splitlines()) == 1


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(KeyError):
        configure(io.StringIO(), level="loud")
