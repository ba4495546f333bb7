"""The table in which a whole meeting is recorded: its rows, and what was typed into them as results or as sentences."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from domain.commands import Details
from domain.dossier import Dossier
from domain.office_time import office_day
from domain.stages import outcomes_of
from portal.meetings.meetings import Line, Sitting, came_out, lines
from portal.meetings.outcome_keys import Key, legend
from portal.office.casefile import history
from portal.office.readings import note_reading
from portal.office.recording import moved_on
from portal.web.numbers import number
from store import meetings, people
from store.access import Account
from store.errors import TryAgain
from store.meetings import Member
from wording.language import N_, _
from wording.values import NotReadable, day_on_a_form
from workflows.house import House
from workflows.meetings.minutes import Row

#: What is written into a row beside its outcome.
_WRITTEN = ("stimmen", "auflagen", "ueberwiesen", "wiedervorlage")
_NO_SUCH_OUTCOME = N_("Item {number}: choose an outcome from the list.")
_ITEM = N_("Item {number}: {sentence}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table; `outcome` is what has been recorded of it in words, and then nothing can be typed there."""

    line: Line
    outcome: str
    choices: Sequence[Key]
    version: int


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a meeting: its rows, the letters that set their outcomes, who may have been there."""

    entries: Sequence[Entry]
    letters: Sequence[Key]
    members: Sequence[Member]
    #: The day has come, so that results can be recorded.
    open: bool


def table(house: House, at: Sitting) -> Table:
    """The cases on the agenda, in its order."""
    day = at.meeting.day.isoformat()
    of = {"authority": at.meeting.authority, "programme": at.meeting.programme, "body": at.meeting.body}
    with house.database.reading() as connection:
        members = meetings.members(connection, **of, day=day)
    entries = [_entry(line, line.dossier) for line in lines(house, at) if line.dossier]
    letters = legend({choice.outcome for entry in entries for choice in entry.choices})
    return Table(entries, letters, members, at.meeting.day <= office_day(house.clock.now()))


def _entry(line: Line, dossier: Dossier) -> Entry:
    choices = legend({str(one) for one in outcomes_of(dossier.programme.stages[line.item.stage])})
    return Entry(line, came_out(line), choices, dossier.version)


def first(of: Table, at: Sitting) -> dict[str, str]:
    """The fields of the table as it is opened: who was there as recorded, and the versions of the cases."""
    fields = {f"anwesend.{party}": "1" for party in at.meeting.present}
    return {**fields, **{f"seen.{entry.line.item.id}": str(entry.version) for entry in of.entries}}


def present(of: Table, typed: Mapping[str, str]) -> list[str]:
    """The ids of the members who are ticked as present."""
    return [member.party for member in of.members if f"anwesend.{member.party}" in typed]


def understood(of: Table, typed: Mapping[str, str]) -> tuple[list[Row], dict[str, str]]:
    """The rows with an outcome, and a sentence for each field that cannot be read, by the field's name.

    A row without an outcome but with words in it is one somebody forgot to finish, and is said to be. One that has a result
    by now is asked again all the same: recording says whether it is the same one.
    """
    rows: list[Row] = []
    wrong: dict[str, str] = {}
    for entry in of.entries:
        id_ = entry.line.item.id
        outcome = typed.get(f"ergebnis.{id_}", "")
        written = [name for name in _WRITTEN if typed.get(f"{name}.{id_}")]
        if not (outcome or written):
            continue
        if outcome not in {choice.outcome for choice in entry.choices}:
            wrong[f"ergebnis.{id_}"] = _(_NO_SUCH_OUTCOME).format(number=entry.line.number)
            continue
        try:
            rows.append(Row(id_, outcome, _details(of, typed, id_)))
        except NotReadable as error:
            wrong[f"wiedervorlage.{id_}"] = _(_ITEM).format(number=entry.line.number, sentence=error)
    return rows, wrong


def _details(of: Table, typed: Mapping[str, str], id_: str) -> Details:
    again = typed.get(f"wiedervorlage.{id_}", "")
    biased = tuple(member.party for member in of.members if f"befangen.{id_}.{member.party}" in typed)
    return Details(
        vote=typed.get(f"stimmen.{id_}", ""),
        conditions=typed.get(f"auflagen.{id_}", "").replace("\r\n", "\n"),
        referred_to=typed.get(f"ueberwiesen.{id_}", ""),
        resubmit_on=day_on_a_form(again) if again else None,
        biased=biased,
        secret=f"geheim.{id_}" in typed,
    )


def carried(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the table, for the hidden fields of the page that shows what follows."""
    own = ("ergebnis.", "geheim.", "befangen.", "anwesend.", "seen.", *(f"{name}." for name in _WRITTEN))
    return {name: value for name, value in typed.items() if name.startswith(own) and value}


def seen_in(typed: Mapping[str, str], of: Table) -> dict[str, int]:
    """The versions of the cases somebody was looking at, by item."""
    return {entry.line.item.id: number(typed.get(f"seen.{entry.line.item.id}", "")) for entry in of.entries}


def still(of: Table, seen: Mapping[str, int], person: str) -> dict[str, int]:
    """The versions to record on: what only the system added since stops nobody, what people said since does."""
    found = {}
    for entry in of.entries:
        dossier, id_ = entry.line.dossier, entry.line.item.id
        assert dossier is not None, "rows have cases"  # noqa: S101 - for the type checker
        found[id_] = seen[id_] if moved_on(dossier, seen[id_], person) else dossier.version
    return found


def meanwhile(house: House, entry: Entry, seen: int, person: str) -> list[str]:
    """What people recorded in a case since version `seen`, in words; nothing if nothing that matters."""
    dossier = entry.line.dossier
    if dossier is None or not moved_on(dossier, seen, person):
        return []
    with house.database.reading() as connection:
        known = people.parties(connection, {each.actor for each in dossier.entries})
    return [line.what for line in history(dossier, known, corrects=False, after=min(seen, dossier.version)) if not line.system]


def note_shown(house: House, account: Account, shown: Sequence[Line]) -> None:
    """Note that somebody reads these cases: the rehearsal shows their letters. What was typed is not lost where that fails."""
    for line in shown:
        if line.dossier:
            with suppress(TryAgain):
                note_reading(house, account, line.dossier)
