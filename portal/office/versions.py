"""Two versions of one form: what somebody typed, and what somebody else recorded meanwhile about the same thing."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain import money
from domain.dates import When
from domain.dossier import Dossier
from domain.events import AtStage, Corrected, Recorded, Resolved, Returned, StatusReported, Withdrawn
from portal.office.acts import Form
from portal.office.fields import Field, Shape, read
from wording.language import _, spoken


@dataclass(frozen=True, slots=True)
class Both:
    """One field in both versions, in words; `same` where they agree."""

    label: str
    mine: str
    theirs: str
    same: bool


def both(form: Form, dossier: Dossier, seen: int, typed: Mapping[str, str]) -> list[Both]:
    """The form field by field beside what was recorded about the same thing after entry `seen`; empty if nothing was."""
    theirs = _theirs(form, dossier, seen)
    if theirs is None:
        return []
    said, _wrong = read(form.fields, typed)
    rows = []
    for field in form.fields:
        recorded = _recorded(field.name, theirs)
        mine = _said(field, said[field.name]) if field.name in said else typed.get(field.name, "")
        other = _said(field, recorded)
        if field.shape is not Shape.HIDDEN and recorded is not _ABSENT and (mine or other):
            rows.append(Both(field.label, mine, other, mine == other))
    return rows


#: The entry has no such field.
_ABSENT = object()


def _theirs(form: Form, dossier: Dossier, seen: int) -> Recorded | None:
    """The entry the form would have made, if somebody made it meanwhile; for a correction the entry as it is now."""
    act, _slash, about = form.path.partition("/")
    if act == "berichtigen":
        again = any(isinstance(e.event, Corrected) and str(e.event.seq) == about for e in dossier.entries[seen:])
        return next((fact for fact in dossier.facts if again and str(fact.seq) == about), None)
    wanted = (fact for fact in reversed(dossier.facts) if fact.seq > seen and _is_about(fact, act, about))
    return next(wanted, None)


def _is_about(fact: Recorded, act: str, stage: str) -> bool:
    event = fact.event
    match act:
        case "zurueckziehen":
            return isinstance(event, Withdrawn)
        case "stand":
            return isinstance(event, StatusReported)
        case _:
            return (
                isinstance(event, AtStage) and event.stage == stage and isinstance(event, Returned) is (act == "zurueckgeben")
            )


def _recorded(name: str, fact: Recorded) -> object:
    """The value the entry has for a field of the form."""
    event = fact.event
    match name:
        case "on":
            return fact.on
        case "text":
            return event.conditions if isinstance(event, Resolved) else getattr(event, "reason", _ABSENT)
        case "outcome" if isinstance(event, StatusReported):
            return event.status
        case _:
            return getattr(event, name, _ABSENT)


def _said(field: Field, value: object) -> str:
    """A value in words, as the office writes it."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case When():
            return value.show(spoken())
        case int():
            return _("{amount} EUR").format(amount=money.show(value, spoken()))
        case tuple():
            return ", ".join(dict(field.choices).get(str(one), str(one)) for one in value)
        case _:
            return dict(field.choices).get(str(value), str(value))
