"""The outbox: letters owed, claimed, begun and done. The claim's fence guards every step, so a late process notes nothing.

Durable steps (promise P3): `claimed` before connecting, `data_started` just before DATA. A claim that ran out before
`data_started` is provably unsent; one that ran out after it is ambiguous and goes out again with the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Executable, Select, func, insert, literal_column, select, update

from store.tables.deadlines import RungRow
from store.tables.letters import LetterRow

LETTER = LetterRow.__table__  # type: ignore[attr-defined]
RUNG = RungRow.__table__  # type: ignore[attr-defined]

#: What the reply of a letter begins with that went into another one of the same mailbox; the other's id follows.
MERGED = "merged into "


class LetterState(StrEnum):
    """Where a letter stands; the last four are final."""

    OWED = "owed"
    CLAIMED = "claimed"
    DATA_STARTED = "data_started"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    DROPPED = "dropped"


OPEN = (LetterState.OWED, LetterState.CLAIMED, LetterState.DATA_STARTED)
#: The same as literals: only then does SQLite see that the partial index `ix_letter_due` answers the question.
_IS_OPEN = LETTER.c.state.in_([literal_column(f"'{state.value}'") for state in OPEN])


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter as the store holds it; instants as text (`config.clock`)."""

    id: str
    dossier: str | None
    seq: int | None
    template: str
    addressee: str
    message_id: str
    thread_id: str
    sender_name: str
    sender: str
    reply_to: str
    recipient_name: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str
    digest: str
    written_at: str
    state: str
    attempts: int
    ambiguous: int
    next_try_at: str
    fence: str
    reply: str
    occasion: str
    attachment: str
    unsubscribe: str

    @property
    def text_for_others(self) -> str:
        """The text without the address that declines such mails: only who got it may do that."""
        return self.text.replace(self.unsubscribe, "…") if self.unsubscribe else self.text


def claim(connection: Connection, *, now: str, lease_end: str, fence: str, limit: int) -> list[Posted]:
    """Claim up to `limit` letters that are due, marking them with `fence`; call inside a transaction.

    A claim of another process that ran out is taken over; if it had begun DATA, the letter counts as ambiguous once more.
    """
    due = (
        select(LETTER)
        .where(_IS_OPEN, LETTER.c.next_try_at <= now)
        .order_by(LETTER.c.next_try_at, LETTER.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [Posted(**row) for row in connection.execute(due).mappings()]
    for letter in found:
        begun = letter.state == LetterState.DATA_STARTED
        connection.execute(
            update(LETTER)
            .where(LETTER.c.id == letter.id)
            .values(
                state=LetterState.CLAIMED, fence=fence, next_try_at=lease_end, attempts=LETTER.c.attempts + 1,
                ambiguous=LETTER.c.ambiguous + (1 if begun else 0),
            )
        )  # fmt: skip
    return found


def note(
    connection: Connection,
    id_: str,
    *,
    fence: str,
    state: LetterState,
    next_try_at: str,
    reply: str,
    ambiguous: bool = False,
) -> bool:
    """Note where a claimed letter stands now; False if the claim was lost meanwhile (then nothing was noted)."""
    noted = connection.execute(
        update(LETTER)
        .where(
            LETTER.c.id == id_,
            LETTER.c.fence == fence,
            LETTER.c.state.in_((LetterState.CLAIMED, LetterState.DATA_STARTED)),
        )
        .values(state=state, next_try_at=next_try_at, reply=reply, ambiguous=LETTER.c.ambiguous + (1 if ambiguous else 0))
    )
    return noted.rowcount == 1


def give_back(connection: Connection, untried: Sequence[Posted], *, fence: str) -> None:
    """Undo a claim of letters nobody tried: each is owed as before, and the claim does not count as a try."""
    for letter in untried:
        connection.execute(
            update(LETTER)
            .where(LETTER.c.id == letter.id, LETTER.c.fence == fence, LETTER.c.state == LetterState.CLAIMED)
            .values(state=LetterState.OWED, next_try_at=letter.next_try_at, attempts=LETTER.c.attempts - 1)
        )


def due(connection: Connection, *, now: str) -> bool:
    """Tell whether any letter is due."""
    first = select(LETTER.c.id).where(_IS_OPEN, LETTER.c.next_try_at <= now).limit(1)
    return connection.execute(first).first() is not None


def letters(connection: Connection, *, dossier: str = "", states: Sequence[LetterState] = (), limit: int = 200) -> list[Posted]:
    """The newest letters, narrowed to a dossier or to states, oldest of them first.

    Those of a dossier are about one of its entries, or remind of one of its deadlines (and maybe of other dossiers' as well).
    """
    order = (LETTER.c.written_at.desc(), func.coalesce(LETTER.c.seq, 0).desc(), LETTER.c.id)
    wanted = select(LETTER).order_by(*order).limit(limit)
    if dossier:
        wanted = wanted.where(LETTER.c.id.in_(_about(dossier)))
    if states:
        wanted = wanted.where(LETTER.c.state.in_(states))
    return [Posted(**row) for row in connection.execute(wanted).mappings()][::-1]


def owed(rows: Sequence[Mapping[str, object]]) -> list[Executable]:
    """The statements that owe letters; Moved where a mailbox has one of that occasion already."""
    return [insert(LETTER).values(list(rows))] if rows else []


def how_many_of(connection: Connection, ids: Sequence[str]) -> int:
    """How many of the letters with these ids there are."""
    return connection.execute(select(func.count()).where(LETTER.c.id.in_(ids))).scalar_one()


def _about(dossier: str) -> Select[tuple[str]]:
    """Ask for the ids of the letters about a dossier; one that missed its day brings the one it went into along."""
    entries = select(LETTER.c.id.label("id")).where(LETTER.c.dossier == dossier)
    rungs = select(RUNG.c.letter).where(RUNG.c.dossier == dossier, RUNG.c.letter != "")
    into = func.substr(LETTER.c.reply, len(MERGED) + 1)
    moved = select(into).where(LETTER.c.id.in_(rungs), LETTER.c.reply.like(f"{MERGED}%"))
    every = entries.union(rungs, moved).subquery()
    return select(every.c.id)


def counts(connection: Connection) -> dict[str, int]:
    """How many letters there are in each state, and how often the end of a try was ambiguous."""
    rows = connection.execute(select(LETTER.c.state, func.count()).group_by(LETTER.c.state))
    ambiguous = connection.execute(select(func.coalesce(func.sum(LETTER.c.ambiguous), 0))).scalar_one()
    return {**{state.value: 0 for state in LetterState}, **{row[0]: row[1] for row in rows}, "ambiguous": ambiguous}
