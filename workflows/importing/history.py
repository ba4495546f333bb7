"""The history of one imported case, made in memory: opened, every fact in its order, and what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain import standing
from domain.admission import Admitted, admit
from domain.admission.opening import open_dossier
from domain.commands import Actor, Submit
from domain.dates import When
from domain.deadlines.rules import Reckoning
from domain.dossier import Dossier, fold
from domain.duties import role_in
from domain.events import Event, Recorded
from domain.follows import clocks, closes, natural_key, opens, timed
from domain.programme import Programme
from store.change import Entry
from workflows.importing.rows import Asked, Case
from workflows.inbox import dossier_id
from workflows.record import key_of
from workflows.walk import CHAIN


@dataclass(frozen=True, slots=True)
class Desk:
    """Where cases are imported: the programme, who records ("" is whoever imports), the day, the instant, the Land."""

    programme: Programme
    actors: Mapping[str, Actor]
    today: date
    at: str
    reckoning: Reckoning


class History:
    """A case on its way through the domain; every step raises a Refusal where the domain says no."""

    def __init__(self, desk: Desk, case: Case, framework: Dossier | None) -> None:
        """Open the case; `framework` is the dossier it belongs to, where it names one."""
        self._desk, self._key = desk, case.key
        self.entries: list[Entry] = []
        opening, actor = case.opening, desk.actors[""]
        self.id = dossier_id(opening.authority, opening.programme, opening.reference)
        asked = replace(opening, part_of=framework.id) if framework else opening
        admitted = open_dossier(desk.programme, asked, None, actor, desk.today, framework)
        role = role_in(desk.programme, actor, Submit(stage=desk.programme.entry.key))
        self._keep(admitted, actor, role)
        recorded = [Recorded(n, event, on, desk.at, actor.person, role) for n, (event, on) in enumerate(admitted, start=1)]
        self.opened = self.dossier = fold(self.id, desk.programme, recorded)

    def record(self, asked: Asked) -> None:
        """Take one fact through the domain."""
        actor = self._desk.actors[asked.by]
        role = role_in(self._desk.programme, actor, asked.command)
        admitted = admit(self.dossier, asked.command, actor, self._desk.today)
        self._keep(admitted, actor, role)
        self.dossier = standing.with_next(self.dossier, admitted, at=self._desk.at, by=(actor.person, role))

    def follow(self) -> None:
        """Add what follows, as the chain would; nobody has a period for what was due years ago."""
        for stage in self._desk.programme.stages.values():
            if event := opens(self.dossier, stage, self._desk.today, self._desk.reckoning):
                self._note(replace(event, due=None))
        for set_ in tuple(timed(self.dossier, self._desk.today, self._desk.reckoning)):
            self._note(set_)
        for closed in tuple(closes(self.dossier)):
            self._note(closed)
        for clock in tuple(clocks(self.dossier, self._desk.today, self._desk.reckoning)):
            self._note(clock)

    def _keep(self, admitted: Admitted, actor: Actor, role: str) -> None:
        behalf = actor.deputy_for.get(role, "")
        for event, on in admitted:
            self.entries.append(Entry(key_of(self._key, len(self.entries)), event, on, actor.person, role, behalf))

    def _note(self, event: Event) -> None:
        today = When.of(self._desk.today)
        self.entries.append(Entry(natural_key(event, self.dossier.version), event, today, CHAIN, CHAIN))
        self.dossier = standing.with_next(self.dossier, [(event, today)], at=self._desk.at, by=(CHAIN, CHAIN))
