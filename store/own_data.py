"""Everything the store holds about a person, for the copy they may ask for (GDPR Art. 15 and 20).

What would open something (hashes of tokens, form tokens) is left out, and so are the names of staff: of what they did and
read the copy says when and in which role (GDPR Art. 15 (4)).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, or_, select

from store.tables import AssignmentRow, DossierRow, EventRow, MembershipRow, PartyOfRow, PartyRow
from store.tables.access import AccessChangeRow, DraftRow, IdentityRow, ReadingRow, SessionRow, SignInRow, TokenRow
from store.tables.deadlines import FeedRow
from store.tables.documents import DocumentRow, PublicCodeRow
from store.tables.duties import DeputyRow
from store.tables.letters import LetterRow
from store.tables.reminders import CaseViewRow, MailChoiceRow

Record = Mapping[str, Any]
#: Columns that open something, or only serve the machinery.
_KEPT_BACK = frozenset({
    "token_hash", "code_hash", "browser_hash", "csrf", "fence", "party", "person", "actor", "folded", "html", "stored_as",
    "previous", "programme_hash", "seen", "head", "token", "unsubscribe",
})  # fmt: skip
#: Fields of an entry that name somebody of the staff or of a body, or say how somebody voted.
_OF_STAFF = frozenset({"officer", "vote", "voters", "biased", "secret"})
#: Entries by which the office prepares what it decides: nothing of them is told, not even that there is one.
_OF_THE_OFFICE = frozenset({"Proposed", "ConflictDeclared", "BidsClosed", "Unscheduled", "Repinned"})
#: Entries about one bidder, which are told to this bidder alone.
_OF_BIDDERS = frozenset({"BidReceived", "Selected"})


def _table(row: type) -> Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


PARTY, ASSIGNMENT, MEMBERSHIP = _table(PartyRow), _table(AssignmentRow), _table(MembershipRow)
EVENT, DOSSIER, PARTY_OF, LETTER = _table(EventRow), _table(DossierRow), _table(PartyOfRow), _table(LetterRow)
READING, CHANGE, DOCUMENT = _table(ReadingRow), _table(AccessChangeRow), _table(DocumentRow)
CODE, DEPUTY, CHOICE = _table(PublicCodeRow), _table(DeputyRow), _table(MailChoiceRow)
#: What is theirs by a column of its own, and the column it is in order by.
_THEIRS: tuple[tuple[str, Table, str], ...] = (
    ("sessions", _table(SessionRow), "opened_at"),
    ("sign_in_requests", _table(SignInRow), "asked_at"),
    ("tokens", _table(TokenRow), "made_at"),
    ("calendars", _table(FeedRow), "made_at"),
    ("identities", _table(IdentityRow), "linked_at"),
    ("drafts", _table(DraftRow), "begun_at"),
    ("mail_choices", _table(MailChoiceRow), "early_declined_at"),
    ("own_cases_opened", _table(CaseViewRow), "seen_at"),
)


def own_data(
    connection: Connection, party: str, sides: Collection[str], told: Mapping[str, Collection[str]]
) -> dict[str, list[Record]]:
    """What is held about a person, by section; `sides` are the parties whose applications are theirs.

    Who is sponsor or contact of an application gets of others' entries the fields they are `told`, by type of entry: the rest
    is about the applicant.
    """
    found: dict[str, list[Record]] = {
        "person": _records(connection, PARTY, PARTY.c.id == party),
        "organisations": _organisations(connection, set(sides) - {party}),
        "roles": _records(connection, ASSIGNMENT, ASSIGNMENT.c.party.in_(sorted(sides))),
    }
    for name, table, order in _THEIRS:
        found[name] = _records(connection, table, table.c.party == party, order)
    theirs = select(PARTY_OF.c.dossier).where(PARTY_OF.c.party.in_(sorted(sides)))
    found["applications"] = _applications(connection, DOSSIER.c.id.in_(theirs), party, sides, told)
    secret = connection.execute(select(CHOICE.c.token).where(CHOICE.c.party == party)).scalar_one_or_none()
    letters = _records(connection, LETTER, LETTER.c.addressee == party, "written_at")
    found["letters"] = [_letter(row, secret or "") for row in letters]
    drafts = select(_table(DraftRow).c.id).where(_table(DraftRow).c.party == party)
    uploaded = or_(DOCUMENT.c.party == party, DOCUMENT.c.draft.in_(drafts))
    found["documents"] = _records(connection, DOCUMENT, uploaded, "came_at")
    found["readings_by_staff"] = _readings(connection, theirs, party)
    found["recorded_by_you"] = _records(
        connection, EVENT, EVENT.c.actor == party, "recorded_at", ("dossier", "seq", "type", "recorded_at", "role")
    )
    found["recorded_for_you"] = _records(
        connection, EVENT, EVENT.c.behalf == party, "recorded_at", ("dossier", "seq", "type", "recorded_at", "role")
    )
    days = ("programme", "since", "until")
    found["deputies_for_you"] = _records(connection, DEPUTY, DEPUTY.c.absent == party, "since", days)
    found["you_as_deputy"] = _records(connection, DEPUTY, DEPUTY.c.deputy == party, "since", days)
    found["read_by_you"] = _records(connection, READING, READING.c.party == party, "read_at")
    found["changes_of_your_access"] = _records(connection, CHANGE, CHANGE.c.party == party, "changed_at")
    found["changes_made_by_you"] = _records(
        connection, CHANGE, and_(CHANGE.c.actor == party, CHANGE.c.party != party), "changed_at", ("changed_at", "what")
    )
    return found


def stored_files(connection: Connection, party: str) -> list[Record]:
    """The documents a person uploaded, as the shelf knows them: `id`, `name`, `stored_as`, `digest`, `size`."""
    wanted = select(DOCUMENT.c.id, DOCUMENT.c.name, DOCUMENT.c.stored_as, DOCUMENT.c.digest, DOCUMENT.c.size)
    theirs = wanted.where(DOCUMENT.c.party == party).order_by(DOCUMENT.c.came_at, DOCUMENT.c.id)
    return [dict(row) for row in connection.execute(theirs).mappings()]


def _records(
    connection: Connection,
    table: Table,
    so: Any,  # noqa: ANN401 - a condition
    order: str = "",
    columns: Sequence[str] = (),
) -> list[Record]:
    names = columns or [column.name for column in table.columns if column.name not in _KEPT_BACK]
    wanted = select(*(table.c[name] for name in names)).where(so)
    rows = connection.execute(wanted.order_by(table.c[order]) if order else wanted).mappings()
    return [{name: _unpacked(name, value) for name, value in row.items()} for row in rows]


def _unpacked(name: str, value: object) -> object:
    """What is kept as JSON is given as what it says."""
    return json.loads(value) if name in {"fields", "payload"} and isinstance(value, str) and value else value


def _letter(row: Record, secret: str) -> Record:
    """A letter to them, without the `secret` of its link that declines such mails.

    What the office is told each morning is about other people's cases, so only that it came is told.
    """
    text = "" if row["template"] == "digest" else row["text"]
    return {**row, "text": text.replace(secret, "…") if secret else text}


def _organisations(connection: Connection, ids: Collection[str]) -> list[Record]:
    return _records(connection, PARTY, PARTY.c.id.in_(sorted(ids)), "name", ("id", "handle", "name"))


def _applications(
    connection: Connection,
    so: Any,  # noqa: ANN401 - a condition
    party: str,
    sides: Collection[str],
    told: Mapping[str, Collection[str]],
) -> list[Record]:
    heads = _records(connection, DOSSIER, so, "reference")
    ids = [head["id"] for head in heads]
    entries: dict[str, list[Record]] = {}
    applied: set[str] = set()
    rows = connection.execute(select(EVENT).where(EVENT.c.dossier.in_(ids)).order_by(EVENT.c.dossier, EVENT.c.seq)).mappings()
    for row in rows:
        said = _unpacked("payload", row["payload"])
        payload = {name: value for name, value in said.items() if name not in _OF_STAFF} if isinstance(said, dict) else {}
        of_others = row["type"] in _OF_BIDDERS and payload.get("bidder") not in sides
        if row["actor"] != party and (row["type"] in _OF_THE_OFFICE or of_others):
            continue
        if row["type"] == "Selected":
            payload.pop("reason", None)
        if row["type"] == "Scheduled":
            payload = {name: value for name, value in payload.items() if name not in {"public", "meeting"}}
        if row["type"] == "Opened" and payload.get("applicant") in sides:
            applied.add(row["dossier"])
        if row["dossier"] not in applied and row["actor"] != party:
            payload = {name: value for name, value in payload.items() if name in told.get(row["type"], ())}
        entries.setdefault(row["dossier"], []).append({
            "seq": row["seq"], "type": row["type"], "happened_on": row["happened_on"], "recorded_at": row["recorded_at"],
            "role": row["role"], "by_you": row["actor"] == party, "payload": payload, "hash": row["hash"],
        })  # fmt: skip
    codes = {row["dossier"]: row["code"] for row in connection.execute(
        select(CODE.c.dossier, CODE.c.code).where(CODE.c.dossier.in_(ids))).mappings()}  # fmt: skip
    return [{**head, "public_code": codes.get(head["id"], ""), "entries": entries.get(head["id"], [])} for head in heads]


def _readings(connection: Connection, dossiers: Any, party: str) -> list[Record]:  # noqa: ANN401 - a subquery
    """When somebody of the staff read an application, and the roles they hold in its programme; not who."""
    wanted = (
        select(READING.c.dossier, READING.c.read_at, READING.c.party, DOSSIER.c.programme)
        .join_from(READING, DOSSIER, READING.c.dossier == DOSSIER.c.id)
        .where(READING.c.dossier.in_(dossiers), READING.c.party != party)
        .order_by(READING.c.read_at)
    )
    rows = connection.execute(wanted).all()
    held: dict[tuple[str, str], list[str]] = {}
    roles = select(ASSIGNMENT).where(ASSIGNMENT.c.party.in_({row.party for row in rows})).order_by(ASSIGNMENT.c.role)
    for one in connection.execute(roles):
        held.setdefault((one.party, one.programme), []).append(one.role)
    return [{"dossier": row.dossier, "read_at": row.read_at, "roles": held.get((row.party, row.programme), [])} for row in rows]
