"""The gate of a stage: which others have to be settled in its round, dated on or before it. A set, not a row of dominoes."""

from domain.answers import SETTLED, Passed, Rejected, SentBack
from domain.dates import When
from domain.dossier import Dossier
from domain.errors import BeforeItsGate, GateWasRejected, ProceedingNotOpen, StageNotOpen
from domain.programme import Proceeding, Stage
from domain.standing import answer, finished
from domain.text import listed
from domain.vocabulary import DecisionOutcome

_FAVOURABLE = frozenset({DecisionOutcome.GRANTED, DecisionOutcome.PARTIALLY_GRANTED, "passed"})


def require_open(dossier: Dossier, proceeding: Proceeding) -> None:
    """Refuse an entry in a proceeding that begins only once another one has ended well (an amendment needs a grant)."""
    if proceeding.requires is None:
        return
    required = dossier.programme.by_key[proceeding.requires]
    if finished(dossier, required) not in _FAVOURABLE:
        raise ProceedingNotOpen(proceeding=proceeding.title, requires=required.title)


def pass_the_gate(dossier: Dossier, stage: Stage, number: int, on: When, *, refusing: bool) -> None:
    """Refuse an entry dated `on` whose gate is not fulfilled.

    A gate that was rejected, or documents that never came in, let only a refusal through (`refusing`). Dates are compared
    with certainty only: a month and a day within it, or a date not handed down, contradict nothing.
    """
    programme = dossier.programme
    gates = {key: answer(dossier, programme.stages[key], number) for key in stage.needs}
    enough = Passed | Rejected | SentBack if refusing else Passed | Rejected
    missing = [programme.stages[key].title for key, said in gates.items() if not isinstance(said, enough)]
    if missing:
        names = listed(missing)
        raise StageNotOpen(stage=stage.title, round=number, missing=names)
    for key, said in gates.items():
        if isinstance(said, Rejected) and not refusing:
            raise GateWasRejected(stage=stage.title, gate=programme.stages[key].title, outcome=said.outcome)
        if isinstance(said, SETTLED) and said.on.known and on.known and said.on.certainly_after(on):
            raise BeforeItsGate(stage=stage.title, on=on, gate=programme.stages[key].title, gate_on=said.on)
