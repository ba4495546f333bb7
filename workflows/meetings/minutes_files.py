"""The record table of a meeting as a file: printed to be filled in, read back, and printed with what came out."""

from collections.abc import Sequence

from config.minutes.rows import Agenda, OnAgenda, read_rows
from config.minutes.write import as_csv, as_yaml
from domain.dates import When
from domain.meetings.minutes import Row
from domain.words import OUTCOMES
from store import meetings, people
from store.database import Connection
from store.meetings import Meeting
from workflows.house import House
from workflows.meetings.results import Result, results

#: What the public may read of a result.
PUBLIC = ("item", "reference", "title", "outcome", "vote")
FORMATS = ("csv", "yaml")


def read_minutes(house: House, meeting: Meeting, name: str, raw: bytes) -> list[Row]:
    """Read a file of results (CSV or YAML by its name's ending) against the agenda; raises `config.bad_file.BadFile`."""
    items = [OnAgenda(each.item.id, each.item.number, each.reference) for each in results(house, meeting)]
    with house.database.reading() as connection:
        handles = handles_of(connection, meeting)
    return read_rows(name, raw, Agenda(meeting.id, items, handles))


def handles_of(connection: Connection, meeting: Meeting) -> dict[str, str]:
    """Who can be named in minutes, by handle: the members on the day, or anybody of the authority where none are kept."""
    of_body = {"authority": meeting.authority, "programme": meeting.programme, "body": meeting.body}
    ids = {member.party for member in meetings.members(connection, **of_body, day=meeting.day.isoformat())}
    if ids:
        return {known.handle: known.id for known in people.parties(connection, ids).values()}
    return {handle: people.party_id(meeting.authority, handle) for handle in people.handles(connection, meeting.authority)}


def to_fill_in(house: House, meeting: Meeting, kind: str, language: str) -> str:
    """The agenda as the file to fill in: an item a row, its result empty; `kind` is one of FORMATS."""
    rows = [_named(each) for each in results(house, meeting)]
    return as_yaml(meeting.id, rows) if kind == "yaml" else as_csv(rows, language)


def filled_in(house: House, meeting: Meeting, kind: str, language: str, *, public: bool = False) -> str:
    """What came out, in the same columns; with `public` only public items and what anybody may read of them."""
    found = results(house, meeting, public=public)
    with house.database.reading() as connection:
        named = people.parties(connection, {party for each in found if each.said for party in each.said.biased})
    handles = {id_: known.handle for id_, known in named.items()}
    rows = [_named(each) | _cells(each, meeting, handles, language if kind == "csv" else "") for each in found]
    if kind == "yaml":
        return as_yaml(meeting.id, rows, PUBLIC) if public else as_yaml(meeting.id, rows)
    return as_csv(rows, language, PUBLIC) if public else as_csv(rows, language)


def _named(each: Result) -> dict[str, str]:
    return {"item": each.item.number, "reference": each.reference, "title": each.title}


def _cells(each: Result, meeting: Meeting, handles: dict[str, str], language: str) -> dict[str, str]:
    """The cells of a result; the outcome in words of the language, or ("") as its code."""
    said = each.said
    if said is None:
        return {}
    return {
        "outcome": OUTCOMES[said.outcome].into(language) if language else said.outcome.value,
        "vote": said.vote,
        "secret": "ja" if said.secret else "",
        "biased": _people(said.biased, handles),
        "conditions": said.conditions,
        "referred_to": said.referred_to,
        "resubmit_on": said.resubmit_on or "",
        "on": each.on if each.on and each.on != When.of(meeting.day) else "",
    }


def _people(ids: Sequence[str], handles: dict[str, str]) -> str:
    return ", ".join(handles.get(id_, id_) for id_ in ids)
