"""A form of the applicant's side that somebody has overtaken: noticed, said, and shown again with what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.dates import When
from domain.dossier import Dossier
from domain.errors import ChangedMeanwhile, KeyUsed, Refusal
from domain.events import Assigned, DocumentFiled, Recorded
from domain.office_time import OFFICE_ZONE, moment
from portal.applicant.own_timeline import Step, past
from portal.office.recording import moved_on
from portal.web.sent import a_key, seen_in
from store.access import Account
from wording.language import N_, _, spoken
from wording.refusals import said
from workflows.walk import CHAIN

_CHANGED = N_(
    "This application was changed on {day} at {time}: {who}. Nothing you typed is lost. Read what happened, then decide."
)
_OVERTAKEN = ChangedMeanwhile | KeyUsed


def overtaken_since(dossier: Dossier, account: Account, fields: Mapping[str, str]) -> ChangedMeanwhile | None:
    """The refusal due to a form opened before somebody recorded something; None for a form that says no version."""
    seen = seen_in(fields)
    if seen < 0 or not moved_on(dossier, seen, account.party):
        return None
    return ChangedMeanwhile(reference=dossier.opened.reference, seen=seen, now=dossier.version)


@dataclass(frozen=True, slots=True)
class Again:
    """A form on its way back: status, the version and key it carries on, the sentence, and what happened meanwhile."""

    status: int
    seen: str
    key: str
    sentence: str
    changes: list[Step]


def shown_again(dossier: Dossier, fields: Mapping[str, str], refused: Refusal | None) -> Again:
    """How a form comes back: with the version its person has looked at, until they are shown what happened since."""
    if not isinstance(refused, _OVERTAKEN):
        seen = str(seen_in(fields)) if seen_in(fields) >= 0 else str(dossier.version)
        return Again(422 if refused else 200, seen, a_key(fields.get("key", "")), said(refused) if refused else "", [])
    seen_before = min(max(seen_in(fields), 0), dossier.version)
    people = [entry for entry in dossier.entries[seen_before:] if entry.actor != CHAIN]
    # A document or a new officer changes nothing in the proceeding; they are named if there is nothing else.
    last = next((entry for entry in reversed(people) if not isinstance(entry.event, DocumentFiled | Assigned)), None)
    last = last or next(reversed(people), None)
    sentence = _changed(dossier, last) if last else said(refused)
    key = a_key("" if isinstance(refused, KeyUsed) else fields.get("key", ""))
    return Again(409, str(dossier.version), key, sentence, list(past(dossier, after=seen_before)))


def _changed(dossier: Dossier, entry: Recorded) -> str:
    """Who by their role: the names of the office's people stay in the office."""
    at = moment(entry.recorded_at).astimezone(OFFICE_ZONE)
    role = dossier.programme.roles.get(entry.role)
    who = role.into(spoken()) if role else _("the office")
    return _(_CHANGED).format(day=When.of(at.date()).show(spoken()), time=f"{at:%H:%M}", who=who)
