"""Applications people have begun and not sent: what they typed field by field, and whose they are.

A draft's id is also the once-only key its application is sent with. Drafts may be deleted at any time.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from store.tables.access import DraftRow

DRAFT = DraftRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Saved:
    """A field as it was last saved: its text, the draft's version it was saved with, and the browser tab it came from."""

    text: str
    version: int
    tab: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its owner and its applicant by id, and its fields by name; `dossier` is empty until it was sent."""

    id: str
    party: str
    applicant: str
    programme: str
    fields: Mapping[str, Saved]
    version: int
    begun_at: str
    saved_at: str
    dossier: str

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: saved.text for name, saved in self.fields.items()}


def begin(connection: Connection, *, id_: str, party: str, programme: str, at: str) -> None:
    """Keep a new draft in which nothing has been typed; its applicant is the person who begins it."""
    row = {
        "id": id_, "party": party, "applicant": party, "programme": programme, "fields": "{}", "version": 1,
        "begun_at": at, "saved_at": at, "dossier": "",
    }  # fmt: skip
    connection.execute(insert(DRAFT).values(row))


def draft(connection: Connection, id_: str, *, party: str, sides: Collection[str]) -> Draft | None:
    """The draft with this id, if this person or one of these parties is to be the applicant; None otherwise."""
    found = connection.execute(select(DRAFT).where(DRAFT.c.id == id_, _theirs(party, sides))).mappings().one_or_none()
    return None if found is None else _draft(found)


def drafts(connection: Connection, *, party: str, sides: Collection[str]) -> list[Draft]:
    """The drafts of which this person or one of these parties is to be the applicant, last saved first; unsent only."""
    wanted = select(DRAFT).where(DRAFT.c.dossier == "", _theirs(party, sides)).order_by(DRAFT.c.saved_at.desc(), DRAFT.c.id)
    return [_draft(row) for row in connection.execute(wanted).mappings()]


def untouched(connection: Connection, *, party: str, programme: str) -> str:
    """The id of a draft of this person in which nothing was saved yet, or ""."""
    wanted = select(DRAFT.c.id).where(
        DRAFT.c.party == party, DRAFT.c.programme == programme, DRAFT.c.version == 1, DRAFT.c.dossier == ""
    )
    return connection.execute(wanted.order_by(DRAFT.c.begun_at.desc()).limit(1)).scalar_one_or_none() or ""


def open_ones(connection: Connection, *, party: str) -> int:
    """How many drafts this person has begun and not sent."""
    wanted = select(func.count()).select_from(DRAFT).where(DRAFT.c.party == party, DRAFT.c.dossier == "")
    return int(connection.execute(wanted).scalar_one())


def save(connection: Connection, before: Draft, fields: Mapping[str, Saved], *, applicant: str, at: str) -> bool:
    """Put new fields in the place of those of `before`; False if somebody saved, sent or deleted the draft in between."""
    said = json.dumps({name: [saved.text, saved.version, saved.tab] for name, saved in fields.items()})
    values = {"fields": said, "applicant": applicant, "version": before.version + 1, "saved_at": at}
    same = (DRAFT.c.id == before.id, DRAFT.c.version == before.version, DRAFT.c.dossier == "")
    return connection.execute(update(DRAFT).where(*same).values(values)).rowcount == 1


def sent(connection: Connection, id_: str, dossier: str) -> None:
    """Note which dossier was opened with a draft; what was typed stands there now and is forgotten here."""
    connection.execute(update(DRAFT).where(DRAFT.c.id == id_).values(dossier=dossier, fields="{}"))


def remove(connection: Connection, id_: str) -> None:
    """Delete a draft that was not sent."""
    connection.execute(delete(DRAFT).where(DRAFT.c.id == id_, DRAFT.c.dossier == ""))


def forget(connection: Connection, *, before: str) -> int:
    """Delete the drafts, sent or not, that nobody has saved since this instant; tells how many."""
    return connection.execute(delete(DRAFT).where(DRAFT.c.saved_at < before)).rowcount


def _theirs(party: str, sides: Collection[str]) -> ColumnElement[bool]:
    """Whose application it is to be counts, not who began it: who acts for the organisation no longer sees no more of it."""
    theirs: ColumnElement[bool] = DRAFT.c.applicant.in_(sorted({party, *sides}))
    return theirs


def _draft(row: RowMapping) -> Draft:
    fields = {name: Saved(*saved) for name, saved in json.loads(row["fields"]).items()}
    return Draft(
        row["id"], row["party"], row["applicant"], row["programme"], fields, row["version"], row["begun_at"], row["saved_at"],
        row["dossier"],
    )  # fmt: skip
