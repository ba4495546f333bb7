"""Events: small frozen values, written as the characters the hash covers, readable for ever, free of names."""

import json
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import When
from domain.events import Decided, Event, Opened, Resolved, Share, Submitted
from domain.events.payload import TYPES, UPCASTS, VERSIONS, UnreadableEvent, write
from domain.events.payload import read as read_event
from domain.vocabulary import DecisionOutcome, MeetingOutcome

#: One line per event as a release wrote it. Lines are added, never changed: a changed line is a broken dossier.
HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.jsonl"))
RECORDED = [json.loads(line) for path in HISTORIES for line in path.read_text(encoding="utf-8").splitlines()]

whens = st.one_of(st.dates().map(When.of), st.just(When.unknown()), st.just(When("2002-06")))


st.register_type_strategy(When, whens)
events = st.one_of([st.builds(kind) for kind in TYPES.values()])


@pytest.mark.parametrize("line", RECORDED, ids=lambda line: f"{line['type']}-v{line['version']}")
def test_what_a_release_wrote_can_be_read_for_ever(line: Mapping[str, Any]) -> None:
    event = read_event(line["type"], line["version"], line["payload"])
    assert type(event) is TYPES[line["type"]]
    said = json.loads(write(event))
    assert {name: said[name] for name in line["still_says"]} == line["still_says"]


@pytest.mark.parametrize("line", RECORDED, ids=lambda line: f"{line['type']}-v{line['version']}")
def test_what_is_still_written_in_that_version_is_written_with_the_same_characters(line: Mapping[str, Any]) -> None:
    """The hash chain covers the characters, not the meaning."""
    if VERSIONS[line["type"]] == line["version"]:
        assert write(read_event(line["type"], line["version"], line["payload"])) == line["payload"]


def test_every_version_of_every_type_ever_written_is_among_the_histories() -> None:
    written = {(line["type"], line["version"]) for line in RECORDED}
    assert written == {(name, version) for name, last in VERSIONS.items() for version in range(1, last + 1)}


def test_every_type_has_a_version_and_every_older_version_a_step_to_the_next() -> None:
    assert VERSIONS.keys() == TYPES.keys()
    assert UPCASTS.keys() == {(name, version) for name, last in VERSIONS.items() for version in range(1, last)}


@given(events)
def test_an_event_comes_back_as_it_was_written(event: Event) -> None:
    name = type(event).__name__
    payload = write(event)
    assert read_event(name, VERSIONS[name], payload) == event
    assert write(read_event(name, VERSIONS[name], payload)) == payload


def test_the_payload_is_sorted_bare_and_leaves_out_what_was_not_said() -> None:
    event = Resolved("kg", 2, MeetingOutcome.ADOPTED, "kg", vote="17 Ja – 2 Nein")
    assert write(event) == '{"body":"kg","outcome":"adopted","round":2,"stage":"kg","vote":"17 Ja – 2 Nein"}'


def test_a_plan_is_written_with_its_shares() -> None:
    event = Opened("rp", "p", "a" * 64, "2.2", "Titel", plan=(Share("erdf", "75 %"), Share("town", "25 %", 100)))
    payload = write(event)
    assert '{"cents":100,"share":"25 %","source":"town"}' in payload
    assert read_event("Opened", 1, payload) == event


def test_an_old_version_is_lifted_step_by_step() -> None:
    """A reader of a later release: version 1 knew no round, version 2 called the stage "station"."""
    steps = {
        ("Submitted", 1): lambda said: {**said, "round": 1},
        ("Submitted", 2): lambda said: {"stage": said["station"], "round": said["round"]},
    }
    versions = {"Submitted": 3}
    oldest = read_event("Submitted", 1, '{"station":"submission"}', versions=versions, upcasts=steps)
    assert oldest == Submitted("submission", 1)
    older = read_event("Submitted", 2, '{"station":"submission","round":4}', versions=versions, upcasts=steps)
    assert older == Submitted("submission", 4)
    today = read_event("Submitted", 3, '{"stage":"submission","round":2}', versions=versions, upcasts=steps)
    assert today == Submitted("submission", 2)


@pytest.mark.parametrize(("name", "version"), [("Submitted", 99), ("Teleported", 1)])
def test_an_event_from_a_later_release_is_named_and_not_guessed(name: str, version: int) -> None:
    with pytest.raises(UnreadableEvent) as caught:
        read_event(name, version, "{}")
    assert caught.value.args == (name, version)


def test_a_lifted_event_has_its_own_kinds_of_values_again() -> None:
    event = read_event("Decided", 1, '{"stage":"d","round":1,"outcome":"granted","effective_on":"2000-11-16"}')
    assert isinstance(event, Decided)
    assert isinstance(event.outcome, DecisionOutcome)
    assert isinstance(event.effective_on, When)


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_an_event_cannot_be_changed(kind: type[Event]) -> None:
    event = _any(kind)
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        setattr(event, fields(event)[0].name, "forged")


def _any(kind: type[Event]) -> Event:
    line = next(line for line in RECORDED if TYPES[line["type"]] is kind)
    return read_event(line["type"], line["version"], line["payload"])


def test_people_and_organisations_are_in_no_event_by_name() -> None:
    """Erasing a person later must leave the hash chain valid: events know ids alone."""
    named = {field.name for kind in TYPES.values() for field in fields(kind)}
    assert not named & {"name", "email", "person", "address", "phone"}
