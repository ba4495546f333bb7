"""A meeting on the terminal: what would be recorded, what was, and what came out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cli import say
from domain.dates import When
from wording.language import N_, _, spoken
from wording.meetings import came_out
from wording.refusals import said as refused_because

if TYPE_CHECKING:
    from store.meetings import Meeting
    from workflows.house import House
    from workflows.meetings.minutes import Rehearsal, RowAhead, RowResult
    from workflows.meetings.results import Result

_ITEM = N_("Item {number}: {reference} {title}")
_RECORDED = N_("is recorded: {what} ({day})")
_THEN = N_("waits then for: {whom}")
_NOBODY = N_("waits then for nobody")
_CHECK = N_("please check: {oddity}")
_LETTER = N_("e-mail to {name}: {subject}")
_NO_ADDRESS = N_("no e-mail to {name}: no address is known")
_NOT_RECORDED = N_("is not recorded: {why}")
_CASE, _CASES = N_("1 case"), N_("{number} cases")
_MAIL, _MAILS = N_("1 e-mail"), N_("{number} e-mails")
_REFUSED, _REFUSED_MANY = N_("1 row cannot be recorded"), N_("{number} rows cannot be recorded")
_SURE = N_("Record this now? Type yes and press Enter:")
_DONE = N_("✓ Item {number}, {reference}: entry {seq}")
_BEFORE = N_("✓ Item {number}, {reference}: recorded before as entry {seq}")
_NOT_DONE = N_("✗ Item {number}, {reference}: {why}")
_YES = frozenset({"j", "ja", "y", "yes"})
_HEADINGS = (N_("item"), N_("matter"), N_("outcome"), N_("vote"))
_PRESENT = N_("Present: {names}")
_CHAIR = N_("{name} (chair)")
_EMPTY = N_("The agenda is empty.")
_NON_PUBLIC = N_("non-public")
_OPEN = N_("open")


def rehearsed(house: "House", meeting: "Meeting", ahead: "Rehearsal") -> int:
    """Say what would be recorded, row by row, and the totals; give how many rows would be refused."""
    items = _items(house, meeting)
    for row in ahead.rows:
        for sentence in _row(row, items):
            say.line(sentence)
    refused = not_recordable(ahead)
    counted = [_counted(ahead.cases, _CASE, _CASES), _counted(ahead.letters, _MAIL, _MAILS)]
    say.line(", ".join([*counted, *([_counted(refused, _REFUSED, _REFUSED_MANY)] if refused else [])]))
    return refused


def not_recordable(ahead: "Rehearsal") -> int:
    """How many rows would be refused; one that is recorded already is none of them."""
    from domain.errors import AlreadyRecorded

    return sum(bool(row.refusal) and not isinstance(row.refusal, AlreadyRecorded) for row in ahead.rows)


def _counted(number: int, one: str, many: str) -> str:
    return _(one) if number == 1 else _(many).format(number=number)


def _row(row: "RowAhead", items: dict[str, "Result"]) -> list[str]:
    each = items.get(row.item)
    named = {"number": each.item.number, "reference": each.reference, "title": each.title} if each else {}
    lines = [_(_ITEM).format(**named) if each else row.item]
    if row.refusal is not None:
        return [*lines, f"  {_(_NOT_RECORDED).format(why=refused_because(row.refusal))}"]
    if row.preview is None:
        return lines
    seen = row.preview
    lines += [_(_RECORDED).format(what=what, day=day) for what, day in seen.entries]
    lines += [_(_CHECK).format(oddity=oddity) for oddity in seen.warnings]
    lines += list(seen.closed)
    lines += [_(_THEN).format(whom=whom) for whom in seen.waits] or [_(_NOBODY)]
    for letter in seen.letters:
        template = _LETTER if letter.reachable else _NO_ADDRESS
        lines.append(_(template).format(name=letter.name, subject=letter.subject))
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def ask() -> bool:
    """Ask once; anything but yes (ja) is no."""
    say.line(_(_SURE))
    try:
        return input().strip().casefold() in _YES
    except EOFError:
        return False


def told(house: "House", meeting: "Meeting", done: "Sequence[RowResult]") -> int:
    """Say what became of each row; give how many were refused."""
    items = _items(house, meeting)
    refused = 0
    for row in done:
        each = items.get(row.item)
        named = {"number": each.item.number, "reference": each.reference} if each else {"number": "?", "reference": row.item}
        if row.receipt is not None:
            say.line(_(_BEFORE if row.receipt.repeated else _DONE).format(**named, seq=row.receipt.seq))
        elif row.refusal is not None:
            refused += 1
            say.line(_(_NOT_DONE).format(**named, why=refused_because(row.refusal)))
    return refused


def _items(house: "House", meeting: "Meeting") -> dict[str, "Result"]:
    from workflows.meetings.results import results

    return {each.item.id: each for each in results(house, meeting)}


def shown(house: "House", meeting: "Meeting", *, as_json: bool, public: bool) -> None:
    """Print what came out of a meeting."""
    from workflows.meetings.results import results

    found = results(house, meeting, public=public)
    if as_json:
        say.machine({
            "meeting": meeting.id, "body": meeting.body, "meets_at": meeting.meets_at, "state": meeting.state.value,
            "items": [_plain(each, public=public) for each in found],
        })  # fmt: skip
        return
    for line in _head(house, meeting, public=public):
        say.line(line)
    if not found:
        say.line(_(_EMPTY))
        return
    rows = [_cells(each, public=public) for each in found]
    headings = [_(heading) for heading in _HEADINGS]
    if say.narrow():
        headings, rows = headings[:2], [(row[0], "\n".join(filter(None, row[1:]))) for row in rows]
    say.table(headings, rows)


def _head(house: "House", meeting: "Meeting", *, public: bool) -> list[str]:
    """Body, day and place, and (not for the public) who was there: what minutes have to hold (§ 93 VwVfG)."""
    from store.meetings import members
    from workflows.inbox import newest

    programme, _hash = newest(house, meeting.programme)
    title = programme.bodies_by_key[meeting.body].title.into(spoken())
    place = [meeting.place] if meeting.place else []
    day = ", ".join([When.of(meeting.day).show(spoken()), *place])
    lines = [f"{title}, {day}"]
    if meeting.present and not public:
        of_body = {"authority": meeting.authority, "programme": meeting.programme, "body": meeting.body}
        with house.database.reading() as connection:
            known = {one.party: one for one in members(connection, **of_body, day=meeting.day.isoformat())}
        there = [known[party] for party in meeting.present if party in known]
        names = [_(_CHAIR).format(name=one.name) if one.chair else one.name for one in there]
        lines.append(_(_PRESENT).format(names=", ".join(names)))
    return lines


def _cells(each: "Result", *, public: bool) -> tuple[str, ...]:
    subject = f"{each.reference} {each.title}".strip()
    if not public and not each.item.public:
        subject = f"{subject} ({_(_NON_PUBLIC)})"
    return each.item.number, subject, _outcome(each, public=public), each.said.vote if each.said else ""


def _outcome(each: "Result", *, public: bool) -> str:
    from domain.words import OUTCOMES

    said = each.said
    if said is None:
        return _(_OPEN) if each.item.dossier else ""
    if public:
        return OUTCOMES[said.outcome].into(spoken())
    return "; ".join(filter(None, (came_out(said), said.conditions)))


def _plain(each: "Result", *, public: bool) -> dict[str, Any]:
    said = each.said
    found: dict[str, Any] = {
        "item": each.item.number, "reference": each.reference or None, "title": each.title,
        "outcome": said.outcome.value if said else None, "vote": said.vote if said else "",
    }  # fmt: skip
    if public or said is None:
        return found if public else found | {"public": each.item.public}
    return found | {
        "public": each.item.public, "on": each.on, "entry": each.seq, "conditions": said.conditions, "secret": said.secret,
        "referred_to": said.referred_to, "resubmit_on": said.resubmit_on,
    }  # fmt: skip
