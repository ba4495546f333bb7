"""What a case file shows, gathered from a dossier: its head, whom it waits for, its history, what is still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import standing
from domain.admission.correction import CORRECTABLE
from domain.admission.gate import require_open
from domain.answers import SETTLED
from domain.deadlines.awaited import awaited
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.events import Corrected, DocumentFiled, Recorded
from domain.meetings.referral import in_play
from domain.named import named_in
from domain.programme import Proceeding, Stage
from domain.vocabulary import StageKind
from portal.policy import Act, may
from store.access import Account
from store.people import Known
from wording.deadlines import titles_of
from wording.language import N_, _, spoken
from wording.named import told_by_name
from workflows.names import acting_name, shown_name
from workflows.walk import CHAIN

_VOID = N_("(taken out by entry {seq})")
_CORRECTED = N_("(corrected by entry {seq})")
_FILED = N_("Document filed: {name}")
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the history: what, when it happened, when it was recorded and by whom, what a later entry made of it."""

    seq: int
    what: str
    on: str
    recorded_at: str
    who: str
    role: str
    system: bool
    mark: str
    correctable: bool


def people_of(dossier: Dossier) -> set[str]:
    """The ids of everybody the case file names."""
    named = (id_ for entry in dossier.entries for id_ in (entry.actor, entry.behalf, *named_in(entry.event)))
    return {*dossier.parties, *named} - {"", CHAIN}


def told_to_staff(dossier: Dossier, entry: Recorded, known: Mapping[str, Known], files: Mapping[str, str] = _NONE) -> str:
    """What an entry records; whom it names is said by name, which only staff read.

    `files` are the names of its documents by id; one without a name there is told by its checksum.
    """
    if isinstance(entry.event, DocumentFiled) and entry.event.document in files:
        return _(_FILED).format(name=files[entry.event.document])
    return told_by_name(entry.event, dossier.programme, lambda id_: shown_name(known, id_), titles_of(dossier))


def history(
    dossier: Dossier,
    known: Mapping[str, Known],
    *,
    corrects: bool,
    after: int = 0,
    files: Mapping[str, str] = _NONE,
    withheld: frozenset[int] = frozenset(),
) -> list[Line]:
    """Every entry after number `after`, the newest first; `corrects`: the reader may correct, but not those `withheld`.

    `files` as in `told_to_staff`.
    """
    marks: dict[int, str] = {}
    for entry in dossier.entries:
        if isinstance(entry.event, Corrected):
            marks[entry.event.seq] = _(_VOID if entry.event.void else _CORRECTED).format(seq=entry.seq)
    live = {fact.seq for fact in dossier.facts} - withheld if corrects else set()
    lines = ((entry, told_to_staff(dossier, entry, known, files)) for entry in reversed(dossier.entries[after:]))
    return [_line(dossier, entry, what, known, marks, live) for entry, what in lines]


def _line(
    dossier: Dossier, entry: Recorded, what: str, known: Mapping[str, Known], marks: dict[int, str], live: set[int]
) -> Line:
    roles = dossier.programme.roles
    return Line(
        seq=entry.seq,
        what=what,
        on=entry.on.show(spoken()) if entry.on.known else "",
        recorded_at=entry.recorded_at,
        who=acting_name(known, entry.actor, entry.behalf),
        role=roles[entry.role].into(spoken()) if entry.role in roles else "",
        system=entry.actor == CHAIN,
        mark=marks.get(entry.seq, ""),
        correctable=entry.seq in live and isinstance(entry.event, CORRECTABLE),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """Entries that stand together in the history: one by a person, or all the system added between two of those."""

    lines: tuple[Line, ...]
    automatic: bool


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The history with what the system added folded away, in the same order."""
    found: list[Block] = []
    for line in lines:
        if line.system and found and found[-1].automatic:
            found[-1] = Block((*found[-1].lines, line), automatic=True)
        else:
            found.append(Block((line,), automatic=line.system))
    return found


@dataclass(frozen=True, slots=True)
class Next:
    """Whom the dossier waits for: the stage, the role, since when, until when, and where this reader may record it."""

    stage: str
    title: str
    round: int
    role: str
    since: str
    due: str
    returned: bool
    records: bool


def next_steps(account: Account, dossier: Dossier) -> list[Next]:
    """Whom the dossier waits for, in the order of the programme."""
    programme = dossier.programme
    return [
        Next(
            line.stage, programme.stages[line.stage].title.into(spoken()), line.round,
            programme.roles[line.role].into(spoken()), line.since, line.due.show(spoken()) if line.due else "", line.returned,
            may(account, Act.RECORD, dossier, stage=line.stage),
        )
        for line in awaited(dossier)
    ]  # fmt: skip


def also_recordable(account: Account, dossier: Dossier) -> list[tuple[str, str, bool]]:
    """Key and title of stages this person may record although nobody waits; True where that begins a new round."""
    waited = {line.stage for line in standing.waiting(dossier)}
    return [
        (stage.key, stage.title.into(spoken()), _begins_a_round(dossier, stage))
        for stage in dossier.programme.stages.values()
        if stage.key not in waited and may(account, Act.RECORD, dossier, stage=stage.key) and _open_to(dossier, stage)
    ]


def _open_to(dossier: Dossier, stage: Stage) -> bool:
    """Tell whether an entry at the stage can be admitted at all, whatever it says."""
    home = dossier.programme.home[stage.key]
    number = dossier.rounds[home.key]
    if dossier.withdrawn or not _is_open(dossier, home) or not in_play(dossier, stage, number):
        return False
    ended = standing.finished(dossier, home)
    again = home.rounds and (home.key != dossier.programme.approval or standing.nothing_can_follow(dossier, home))
    if ended and not again:
        return False
    if _begins_a_round(dossier, stage):
        return home.rounds and not stage.needs
    return all(
        isinstance(standing.answer(dossier, dossier.programme.stages[key], max(number, 1)), SETTLED) for key in stage.needs
    )


def _begins_a_round(dossier: Dossier, stage: Stage) -> bool:
    """Tell whether an entry at the stage can only belong to the next round: this one has settled it."""
    home = dossier.programme.home[stage.key]
    settled = isinstance(standing.answer(dossier, stage, dossier.rounds[home.key]), SETTLED)
    return settled or standing.finished(dossier, home) is not None


def _is_open(dossier: Dossier, proceeding: Proceeding) -> bool:
    try:
        require_open(dossier, proceeding)
    except Refusal:
        return False
    return True


def returnable(account: Account, dossier: Dossier) -> list[Stage]:
    """The submissions that came in, in proceedings nobody has decided, if this person may send them back."""
    if not may(account, Act.CORRECT, dossier):
        return []
    return [stage for stage in dossier.programme.stages.values() if _came_in(dossier, stage)]


def _came_in(dossier: Dossier, stage: Stage) -> bool:
    home = dossier.programme.home[stage.key]
    number = dossier.rounds[home.key]
    decisions = (one for one in home.stages if one.kind is StageKind.DECISION)
    return (
        stage.kind is StageKind.SUBMISSION
        and standing.finished(dossier, home) is None
        and isinstance(standing.answer(dossier, stage, number), SETTLED)
        and not any(isinstance(standing.answer(dossier, one, number), SETTLED) for one in decisions)
    )


def withdrawable(account: Account, dossier: Dossier) -> bool:
    """Tell whether the application may still be taken back, by this person."""
    approval = dossier.programme.by_key[dossier.programme.approval]
    return may(account, Act.WITHDRAW, dossier) and standing.finished(dossier, approval) is None and not dossier.withdrawn
