"""The form for what came out at a stage: the kind of stage says which details it takes, each of which is a field here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import standing
from domain.answers import SETTLED, SentBack
from domain.commands import Command, Details, Place
from domain.dossier import Dossier
from domain.events.meetings import Scheduled
from domain.programme import Stage
from domain.stages import KINDS, command_for, outcomes_of
from domain.stages.bids import bidders
from domain.stages.cofinancing import planned
from domain.stages.meeting import NEEDS
from domain.vocabulary import BidOutcome, DecisionOutcome, SelectionOutcome, StageKind
from domain.words import OUTCOMES
from portal.office.acts import DAY_HINT, Form, keep_field
from portal.office.fields import Field, Shape
from portal.office.offers import offer_hint
from store import meetings, people, roster
from wording.language import N_, _, spoken
from workflows.house import House
from workflows.names import shown_name

_UNDATED_HINT = N_("For example 24.05.2002 or 06/2002. Leave it empty if no document hands the day down.")
_AMOUNT_HINT = N_("In EUR, for example 12.345,67. Leave it empty if no amount is named.")
_ON_AGENDA = N_("It is on the agenda of {day}. {hint}")
#: So many people and organisations are named where what was typed can mean several.
_SEVERAL = 5
#: Outcomes with only one of the fields of their kind, and the field each cannot do without.
_NEEDS: dict[str, str] = {
    **{outcome.value: detail for outcome, detail in NEEDS.items()},
    DecisionOutcome.PARTIALLY_GRANTED: "reason",
    DecisionOutcome.REFUSED: "reason",
    "declined": "reason",
    BidOutcome.RECEIVED: "bidder",
    SelectionOutcome.SELECTED: "bidder",
    SelectionOutcome.NOBODY_SELECTED: "reason",
}


@dataclass(frozen=True, slots=True)
class Around:
    """Whom the form of a stage can name, as (id, name): the body's members, the bidders; `find` as in `Field`."""

    members: tuple[tuple[str, str], ...] = ()
    bidders: tuple[tuple[str, str], ...] = ()
    find: Callable[[str], Sequence[tuple[str, str, str]]] | None = None
    #: The most a decision of today could grant, in a sentence; empty where no yearly budget limits it.
    offer: str = ""


def around(house: House, dossier: Dossier, stage: Stage) -> Around:
    """Read whom the form of this stage can name; most kinds name nobody."""
    match stage.kind:
        case StageKind.MEETING:
            return Around(members=_members(house, dossier, stage))
        case StageKind.DECISION:
            return Around(offer=offer_hint(house, dossier))
        case StageKind.BIDS:
            return Around(find=lambda text: _found(house, dossier.opened.authority, text))
        case StageKind.SELECTION:
            home = dossier.programme.home[stage.key]
            number = max(dossier.rounds[home.key], 1)
            there = [who for one in home.stages if one.kind is StageKind.BIDS for who in bidders(dossier, one, number)]
            with house.database.reading() as connection:
                known = people.parties(connection, set(there))
            return Around(bidders=tuple((id_, shown_name(known, id_)) for id_ in there))
        case _:
            return Around()


def _members(house: House, dossier: Dossier, stage: Stage) -> tuple[tuple[str, str], ...]:
    """Who sits on the body on the day of the agenda, or ever sat on it where the case is on none."""
    day = _agenda_day(dossier, stage)
    opened = dossier.opened
    with house.database.reading() as connection:
        found = meetings.members(
            connection, authority=opened.authority, programme=opened.programme, body=stage.body or "", day=day
        )
    return tuple({one.party: (one.party, one.name or _("name erased")) for one in found}.values())


def _found(house: House, authority: str, text: str) -> list[tuple[str, str, str]]:
    if not text.isprintable():
        return []
    with house.database.reading() as connection:
        exactly = roster.one(connection, authority, text.casefold())
        like = roster.page(connection, authority, asked=text, limit=_SEVERAL)
    both = {one.id: (one.id, one.handle, one.name) for one in ([exactly] if exactly and exactly.name else []) + like}
    return list(both.values())


def _agenda_day(dossier: Dossier, stage: Stage) -> str:
    """The day of the agenda the case stands on here ("2002-07-04"), or nothing."""
    number = max(dossier.rounds[dossier.programme.home[stage.key].key], 1)
    there = dossier.scheduled(stage.key, number)
    day = there.event.meets_on if there and isinstance(there.event, Scheduled) else None
    return day if day and day.known and day.first == day.last else ""


def stage_form(dossier: Dossier, stage: Stage, known: Around) -> Form:
    """Record what came out at a stage; where its round is settled already, the next one may begin with the entry."""
    fields = (*_outcome(dossier, stage), _on(dossier, stage), *_details(dossier, stage, known), *_round(dossier, stage))
    takes = KINDS[stage.kind].takes

    def command(said: Mapping[str, Any]) -> Command:
        place = Place(stage=stage.key, on=said["on"], begins_round=said["begins_round"], keep=said["keep"])
        details = Details(**{name: value for name, value in said.items() if name in takes})
        return command_for(dossier.programme, place, said["outcome"], details)

    title = stage.title.into(spoken())
    return Form(f"eintragen/{stage.key}", _("Record: {stage}").format(stage=title), fields, command, _lacks)


def _lacks(said: Mapping[str, Any]) -> str:
    name = _NEEDS.get(said["outcome"], "")
    if "effective_on" in said and said["outcome"] != DecisionOutcome.REFUSED and not said["effective_on"]:
        name = "effective_on"
    return name if name in said and not said[name] else ""


def _outcome(dossier: Dossier, stage: Stage) -> tuple[Field, ...]:
    outcomes = outcomes_of(stage)
    if stage.kind is StageKind.SUBMISSION:
        # Only one of the two is possible at a time; the form remembers which, whatever is recorded meanwhile.
        number = dossier.rounds[dossier.programme.home[stage.key].key]
        missing = isinstance(standing.answer(dossier, stage, number), SentBack)
        outcomes = KINDS[stage.kind].outcomes[:: -1 if missing else 1]
    choices = tuple((outcome, OUTCOMES[outcome].into(spoken())) for outcome in outcomes)
    hidden = stage.kind in {StageKind.SUBMISSION, StageKind.CALL}
    return (Field("outcome", _("Outcome"), Shape.HIDDEN if hidden else Shape.CHOICE, choices=choices, needed=True),)


def _on(dossier: Dossier, stage: Stage) -> Field:
    hint = _(_UNDATED_HINT if stage.undated else DAY_HINT)
    there = dossier.scheduled(stage.key, max(dossier.rounds[dossier.programme.home[stage.key].key], 1))
    preset = ""
    if there is not None and isinstance(there.event, Scheduled):
        preset = there.event.meets_on.show(spoken()) if there.event.meets_on.known else ""
        hint = _(_ON_AGENDA).format(day=there.event.meets_on.show(spoken()), hint=hint)
    return Field("on", _("Day it happened"), Shape.DAY, hint, needed=not stage.undated, preset=preset)


def _details(dossier: Dossier, stage: Stage, known: Around) -> Iterator[Field]:
    """A field for each detail the kind of stage takes."""
    takes = KINDS[stage.kind].takes
    fields = (*_of_money(dossier, stage, known), *_of_bodies(stage, known), _reason(stage))
    return (field for field in fields if field.name in takes)


def _of_bodies(stage: Stage, known: Around) -> Iterator[Field]:
    if stage.kind is StageKind.MEETING:
        hint = _("Needed if confirmed with conditions or changes. Each line is a condition of its own.")
        yield Field("conditions", _("Conditions or changes"), Shape.LONG, hint, depends=True)
    else:
        yield Field("conditions", _("Conditions"), Shape.LONG, _("Each line is a condition of its own."))
    yield Field("vote", _("Vote"), hint=_("For example: 7 in favour, 1 against."))
    yield Field("secret", _("The ballot was secret"), Shape.TICK)
    if known.members:
        hint = _("Who neither advised nor voted (§ 20 VwVfG). Whoever is biased is no part of the vote.")
        yield Field("biased", _("Biased members"), Shape.SEVERAL, hint, known.members)
    yield Field("referred_to", _("Referred to"), hint=_("Needed if referred."), depends=True)
    hint = _("Needed if it is to be resubmitted.")
    yield Field("resubmit_on", _("Resubmission on"), Shape.DAY, hint, depends=True)


def _of_money(dossier: Dossier, stage: Stage, known: Around) -> Iterator[Field]:
    if stage.effective_date:
        hint = _("Needed unless refused. {hint}").format(hint=_(DAY_HINT))
        yield Field("effective_on", _("Counts from"), Shape.DAY, hint, depends=True)
    yield Field("closes_on", _("Bids can come in until"), Shape.DAY, _(DAY_HINT))
    if stage.kind is StageKind.BIDS:
        hint = _("Name or handle of a person or organisation that is known here. Needed if a bid came in.")
        yield Field("bidder", _("Bidder"), Shape.PARTY, hint, depends=True, find=known.find)
    else:
        hint = _("Needed if somebody was selected. Here is everybody who made a bid in this round.")
        yield Field("bidder", _("Who was selected"), Shape.CHOICE, hint, (*known.bidders, ("", _("nobody"))), depends=True)
    label = _("Amount offered") if stage.kind is StageKind.BIDS else _("Amount granted")
    yield Field("amount", label, Shape.AMOUNT, f"{known.offer} {_(_AMOUNT_HINT)}".strip())
    titles = {source.key: source.title.into(spoken()) for source in dossier.programme.sources}
    choices = tuple((key, titles.get(key, key)) for key in planned(dossier))
    yield Field("sources", _("Sources of money"), Shape.SEVERAL, _("None ticked means all of them."), choices)


def _reason(stage: Stage) -> Field:
    hints = {
        StageKind.COFINANCING: _("Needed if money is declined."),
        StageKind.SELECTION: _("Needed if nobody was selected."),
    }
    hint = hints.get(stage.kind, _("Needed unless everything asked for was granted."))
    return Field("reason", _("Reason"), Shape.LONG, hint, depends=True)


def _round(dossier: Dossier, stage: Stage) -> tuple[Field, ...]:
    home = dossier.programme.home[stage.key]
    number = dossier.rounds[home.key]
    settled = number > 0 and (
        isinstance(standing.answer(dossier, stage, number), SETTLED) or standing.finished(dossier, home) is not None
    )
    hint = _("This was settled in round {round}. Only a reason begins the next round; it stays in the history.")
    reason = Field(
        "begins_round", _("Reason for a new round"), Shape.LONG, hint.format(round=number), shown=home.rounds and settled
    )
    return (reason, keep_field(dossier, stage, shown=home.rounds and settled))
