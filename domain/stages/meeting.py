"""Meeting: a body deals with the case. Only adoption passes; postponing or referring leaves it open."""

from collections.abc import Sequence
from typing import Any

from domain.answers import SETTLED, Answer, Passed, Rejected
from domain.commands import Details, Place, Resolve, StageCommand
from domain.dossier import Dossier
from domain.errors import AlreadySettled, DetailNeeded, NotOfThisStage
from domain.errors.meetings import BiasedVote, MoreVotesThanVoters, NamedInSecret, NotForThisPaper, NotReferred
from domain.events import Event, Recorded, Resolved
from domain.meetings.referral import committees_named, in_play, since_referral
from domain.meetings.votes import Count, read
from domain.programme import Stage
from domain.vocabulary import MeetingOutcome

OUTCOMES = tuple(MeetingOutcome)
TAKES = frozenset({"conditions", "vote", "referred_to", "resubmit_on", "meeting", "voters", "biased", "secret"})

#: Outcomes that say nothing without a detail: which conditions or changes, where to, until when.
NEEDS = {
    MeetingOutcome.ADOPTED_AMENDED: "conditions",
    MeetingOutcome.ADOPTED_WITH_CONDITIONS: "conditions",
    MeetingOutcome.REFERRED: "referred_to",
    MeetingOutcome.RESUBMISSION: "resubmit_on",
}
#: The results by which a body says yes.
ADOPTING = frozenset({MeetingOutcome.ADOPTED, MeetingOutcome.ADOPTED_AMENDED, MeetingOutcome.ADOPTED_WITH_CONDITIONS})
_ENDS = frozenset({MeetingOutcome.REJECTED, MeetingOutcome.SETTLED})


def command(place: Place, outcome: str, details: Details) -> StageCommand:
    """Read one of the outcomes of a consultation."""
    where: dict[str, Any] = place.named()
    said: dict[str, Any] = details.given()
    return Resolve(**where, outcome=MeetingOutcome(outcome), **said)


def admit(dossier: Dossier, stage: Stage, number: int, asked: StageCommand) -> Event:
    """Accept the result of one consultation; a body may deal with an item again until it has settled it."""
    if not isinstance(asked, Resolve):
        raise NotOfThisStage(stage=stage.title, known=", ".join(stage.outcomes or OUTCOMES))
    said = answer(dossier, stage, dossier.at(stage.key, number))
    if isinstance(said, SETTLED):
        raise AlreadySettled(stage=stage.title, round=number, outcome=said.outcome, seq=said.seq)
    detail = NEEDS.get(asked.outcome)
    if detail and not getattr(asked, detail):
        raise DetailNeeded(stage=stage.title, outcome=asked.outcome, detail=detail)
    if not in_play(dossier, stage, number):
        raise NotReferred(stage=stage.title)
    check_paper(dossier, asked.outcome)
    biased = _check_vote(dossier, stage, asked)
    committees = committees_named(dossier.programme, asked.referred_to) if asked.outcome is MeetingOutcome.REFERRED else ()
    on_agenda = dossier.scheduled(stage.key, number)
    meeting = asked.meeting or getattr(on_agenda.event if on_agenda else None, "meeting", "")
    return Resolved(
        stage.key, number, asked.outcome, stage.body or "", asked.conditions, asked.vote, asked.referred_to, asked.resubmit_on,
        meeting, committees, asked.voters, biased, asked.secret,
    )  # fmt: skip


#: What minutes say about the course of things rather than about the paper; any paper can be postponed.
_PROCEDURAL = frozenset({
    MeetingOutcome.POSTPONED, MeetingOutcome.REFERRED, MeetingOutcome.RESUBMISSION, MeetingOutcome.NOT_DEALT_WITH,
    MeetingOutcome.WITHDRAWN, MeetingOutcome.SETTLED,
})  # fmt: skip


def check_paper(dossier: Dossier, outcome: MeetingOutcome) -> None:
    """Refuse a result the kind of paper cannot have: a Mitteilung is noted and nothing else."""
    paper = next((p for p in dossier.programme.papers if p.key == dossier.opened.paper), None)
    if paper and outcome not in _PROCEDURAL and outcome not in paper.results:
        raise NotForThisPaper(paper=paper.title, outcome=outcome, known=", ".join(paper.results))


def _check_vote(dossier: Dossier, stage: Stage, asked: Resolve) -> tuple[str, ...]:
    """The biased members, declared ones included; refuse a vote of theirs, names in a secret ballot, more votes than voters."""
    if not asked.voters:
        return tuple(dict.fromkeys(asked.biased))
    if asked.secret:
        raise NamedInSecret(stage=stage.title)
    if (dossier.conflicted | dossier.parties | set(asked.biased)).intersection(asked.voters):
        raise BiasedVote(stage=stage.title)
    count = read(asked.vote)
    if isinstance(count, Count) and count.cast > len(asked.voters):
        raise MoreVotesThanVoters(vote=asked.vote, voters=len(asked.voters), stage=stage.title)
    return tuple(dict.fromkeys(asked.biased))


def answer(dossier: Dossier, stage: Stage, facts: Sequence[Recorded]) -> Answer:
    """Read the last result; an item that was postponed, referred, withdrawn or not dealt with is still open.

    What a body that only advises said lets the case go on, whatever it was.
    """
    if stage.by_referral and facts and isinstance(facts[-1].event, Resolved):
        facts = since_referral(dossier, stage, facts[-1].event.round, facts)
    last = facts[-1] if facts else None
    if last is None or not isinstance(last.event, Resolved):
        return None
    outcome = last.event.outcome
    if outcome in stage.passing:
        return Passed(last.on, outcome, last.seq)
    if outcome in _ENDS:
        return Rejected(last.on, outcome, last.seq)
    return None
