"""Where an application is, for anybody who holds its code and secret: steps, roles and days, and nothing about people."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import segno

from domain import standing
from domain.answers import SETTLED
from domain.dates import When
from domain.deadlines.awaited import awaited
from domain.dossier import Dossier
from domain.events import Recorded, Submitted
from domain.meetings.referral import in_play
from domain.programme import Proceeding, Stage
from domain.standing import Waiting
from domain.vocabulary import StageKind
from store import dossiers, public_codes
from store.public_codes import PublicCode
from wording.language import N_, _, spoken
from workflows.house import House

#: No sign that looks like another, and no vowels that make words: 23 signs, so that a secret has 72 bits.
_SIGNS = "346789CDFGHJKMNPQRTVWXY"
_CODE, _SECRET = 8, 16
_GROUP = 4
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]")
#: What an unknown code's secret is compared with, so that it takes as long as a wrong one.
_NOBODYS = PublicCode("", "", "-" * _SECRET, "")

_DECISION = N_("A decision has been made. You find it in your account.")


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: its title, whether it is done, under way or to come, and more about it in sentences."""

    title: str
    kind: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """Everything the public page shows: the programme, the day the application came in (or empty), the steps, the end."""

    programme: str
    received: str
    steps: tuple[Step, ...]
    ended: bool


def code_of(house: House, dossier: str) -> PublicCode:
    """The code of a dossier, made when it is first asked for."""
    with house.database.reading() as connection:
        found = public_codes.of(connection, dossier)
    while found is None:
        with house.database.transaction() as connection:
            public_codes.keep(connection, PublicCode(_signs(_CODE), dossier, _signs(_SECRET), house.now()))
            found = public_codes.of(connection, dossier)
    return found


def renew(house: House, dossier: str, code: str) -> None:
    """Revoke a code; the next one is made when it is asked for. The same asked twice revokes once."""
    with house.database.transaction() as connection:
        public_codes.revoke(connection, dossier, code)


def status(house: House, code: str, secret: str) -> PublicStatus | None:
    """Where the application of this code is; None for a wrong code as for a wrong secret, after the same time."""
    with house.database.reading() as connection:
        # PostgreSQL takes no NUL, and no code of ours holds one.
        found = (public_codes.find(connection, plain(code)) if code.isprintable() else None) or _NOBODYS
        if not secrets.compare_digest(found.secret.encode(), plain(secret).encode()):
            return None
        loaded = dossiers.load(house.database, connection, found.dossier)
    return None if loaded is None else _status(loaded.dossier)


def plain(typed: str) -> str:
    """A code or secret as it is kept, however it was typed: in groups or not, in small letters or not."""
    return _BETWEEN.sub("", typed)[: 4 * _SECRET].upper()


def in_groups(text: str) -> str:
    """A code or secret in groups of four, to be read and typed."""
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def address(house: House, code: PublicCode) -> str:
    """The address in the QR code, which a phone opens.

    Code and secret stand in its path: a QR code can only make a browser get a page, not send a form; and what stands
    behind "#" a browser keeps to itself, so that a page without JavaScript would never see it. The page answers with
    "Referrer-Policy: no-referrer" and "no-store", so that the address is handed on to nobody; whoever fears for it in the
    log of a proxy or in a browser's history types code and secret, or has them renewed.
    """
    return f"{house.portal}/wo-ist-mein-antrag/{code.code}/{code.secret}"


def qr(text: str) -> str:
    """A QR code as the address of a picture (SVG), black on white in every colour scheme, with its quiet zone."""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=4, dark="#000", light="#fff")


def _signs(count: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(count))


def _status(dossier: Dossier) -> PublicStatus:
    came = [fact for fact in dossier.facts if isinstance(fact.event, Submitted)]
    running = [each for each in dossier.programme.proceedings if dossier.rounds[each.key]]
    waits = {line.stage: line for line in awaited(dossier)}
    steps = tuple(step for proceeding in running for step in _steps(dossier, proceeding, waits))
    received = came[0].on if came else None
    return PublicStatus(
        dossier.programme.title.into(spoken()),
        received.show(spoken()) if received and received.known else "",
        steps,
        all(standing.finished(dossier, each) for each in running),
    )


def _steps(dossier: Dossier, proceeding: Proceeding, waits: dict[str, Waiting]) -> Iterator[Step]:
    number = dossier.rounds[proceeding.key]
    over = standing.finished(dossier, proceeding)
    for stage in proceeding.stages:
        title = stage.title.into(spoken())
        if line := waits.get(stage.key):
            yield Step(title, "now", _now(dossier, line))
        elif isinstance(standing.standing(dossier, stage), SETTLED):
            yield Step(title, "done", _done(stage, dossier.at(stage.key, number)))
        elif not over and in_play(dossier, stage, number):
            role = dossier.programme.roles[stage.role].into(spoken())
            yield Step(title, "expected", (_("then: {role}").format(role=role),))


def _now(dossier: Dossier, line: Waiting) -> tuple[str, ...]:
    role = dossier.programme.roles[line.role].into(spoken())
    since = _("Waits for {role} since {day}").format(role=role, day=When(line.since[:10]).show(spoken()))
    return (since, *((_("by {day}").format(day=line.due.show(spoken())),) if line.due else ()))


def _done(stage: Stage, facts: Sequence[Recorded]) -> tuple[str, ...]:
    """Only that something was done, and when: what came out stands in the person's account."""
    day = (facts[-1].on.show(spoken()),) if facts and facts[-1].on.known else ()
    return (*day, *((_(_DECISION),) if stage.kind is StageKind.DECISION else ()))
