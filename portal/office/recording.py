"""The mechanism behind every form of the case file: which form an address means, and handing in what was typed, once."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from domain.admission.correction import CORRECTABLE
from domain.commands import Actor, Assign, Command, Correct
from domain.dossier import Dossier
from domain.errors import ChangedMeanwhile
from domain.events import Assigned, DocumentFiled
from domain.vocabulary import StageKind
from portal.errors import NotFound
from portal.office import acts, deadline_forms, duty_forms
from portal.office.acts import Form
from portal.office.conditions import condition_form
from portal.office.fields import read
from portal.office.more_time import refuse_form
from portal.office.offers import offer_hint
from portal.office.stage_fields import around, stage_form
from portal.policy import Act, hindered, may
from portal.visitor import acting, dossier_for
from portal.web.numbers import number
from store import dossiers
from store.access import Account
from store.change import KEY, Loaded
from wording.language import N_, _
from workflows.house import House
from workflows.record import Asked, Receipt, record
from workflows.walk import CHAIN

_LACKS = N_('Fill in "{field}"; what you chose needs it.')
_NOTHING_NEW = N_("Say what is to be different: the day, the outcome, an amount or the grounds. Or take the entry out.")


@dataclass(frozen=True, slots=True)
class Desk:
    """A form on the desk: whose, about which dossier, and as whom they act."""

    loaded: Loaded
    form: Form
    actor: Actor


def desk(house: House, account: Account, id_: str, act: str, about: str, *, posting: bool = False) -> Desk:
    """The form at this address, if the person may use it; raises NotFound otherwise. `posting`: it is handed in."""
    loaded = dossier_for(house, account, id_, Act.READ_CASE_FILE, posting=posting)
    form = _FORMS[act](house, account, loaded.dossier, about)
    return Desk(loaded, form, acting(account, loaded.dossier))


def _stage(house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(about in dossier.programme.stages and may(account, Act.RECORD, dossier, stage=about))
    stage = dossier.programme.stages[about]
    return stage_form(dossier, stage, around(house, dossier, stage))


def _return(_house: House, account: Account, dossier: Dossier, about: str) -> Form:
    stage = dossier.programme.stages.get(about)
    if stage is None or stage.kind is not StageKind.SUBMISSION or not may(account, Act.CORRECT, dossier):
        raise NotFound
    return acts.return_form(dossier, stage)


def _withdraw(_house: House, account: Account, dossier: Dossier, _about: str) -> Form:
    _require(may(account, Act.WITHDRAW, dossier))
    return acts.withdraw_form(dossier)


def _status(_house: House, account: Account, dossier: Dossier, _about: str) -> Form:
    _require(may(account, Act.CORRECT, dossier))
    return acts.status_form(dossier)


def _correct(_house: House, account: Account, dossier: Dossier, about: str) -> Form:
    seq = number(about)
    _require(may(account, Act.CORRECT, dossier) and 1 <= seq <= dossier.version)
    _require(isinstance(dossier.entries[seq - 1].event, CORRECTABLE))
    _require(hindered(account, dossier, Correct(seq=seq, reason="")) is None)
    return acts.correct_form(dossier, seq)


def _propose(house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(about in dossier.programme.stages and may(account, Act.PROPOSE, dossier, stage=about))
    return duty_forms.propose_form(dossier, dossier.programme.stages[about], offer_hint(house, dossier))


def _conflict(house: House, account: Account, dossier: Dossier, _about: str) -> Form:
    _require(may(account, Act.DECLARE_CONFLICT, dossier))
    return duty_forms.conflict_form(house, account, dossier)


def _condition(_house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(may(account, Act.SETTLE_CONDITION, dossier))
    return condition_form(dossier, about)


def _extend(house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(may(account, Act.EXTEND_DEADLINE, dossier))
    return deadline_forms.extend_form(house, dossier, about)


def _refuse_more_time(house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(may(account, Act.REFUSE_EXTENSION, dossier))
    return refuse_form(house, dossier, about)


def _set_deadline(house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(may(account, Act.SET_DEADLINE, dossier))
    return deadline_forms.set_form(house, dossier, about)


def _end_deadline(house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(may(account, Act.END_DEADLINE, dossier))
    return deadline_forms.end_form(house, dossier, about)


def _stop(house: House, account: Account, dossier: Dossier, _about: str) -> Form:
    _require(may(account, Act.STOP_CLOCK, dossier))
    return deadline_forms.stop_form(house, dossier)


def _resume(house: House, account: Account, dossier: Dossier, _about: str) -> Form:
    _require(may(account, Act.STOP_CLOCK, dossier))
    return deadline_forms.resume_form(house, dossier)


def _notify(house: House, account: Account, dossier: Dossier, about: str) -> Form:
    _require(about in dossier.programme.stages and may(account, Act.NOTIFY, dossier, stage=about))
    return deadline_forms.notify_form(house, dossier, dossier.programme.stages[about])


def _require(is_so: bool) -> None:  # noqa: FBT001 - reads as a sentence where it is called
    if not is_so:
        raise NotFound


#: What stands behind `/akten/{id}/` and whether something more is named there.
_FORMS: dict[str, Callable[[House, Account, Dossier, str], Form]] = {
    "eintragen": _stage,
    "zurueckgeben": _return,
    "berichtigen": _correct,
    "zurueckziehen": _withdraw,
    "stand": _status,
    "vorschlagen": _propose,
    "befangenheit": _conflict,
    "auflage": _condition,
    "verlaengern": _extend,
    "mehr-zeit-ablehnen": _refuse_more_time,
    "frist-setzen": _set_deadline,
    "frist-aendern": _set_deadline,
    "frist-beenden": _end_deadline,
    "frist-ruht": _stop,
    "frist-laeuft": _resume,
    "bekanntgeben": _notify,
}


def understood(form: Form, typed: Mapping[str, str]) -> tuple[Command | None, dict[str, str]]:
    """The command that was typed, or a sentence for each field that is missing or cannot be read."""
    said, wrong = read(form.fields, typed)
    if wrong:
        return None, wrong
    lacking = form.lacks(said)
    if lacking:
        label = next(field.label for field in form.fields if field.name == lacking)
        sentence = _(_NOTHING_NEW) if form.path.startswith("berichtigen/") else _(_LACKS).format(field=label)
        return None, {lacking: sentence}
    return form.command(said), {}


def new_key() -> str:
    """A key nobody has used: what it records, it records once."""
    return secrets.token_hex(16)


def key_for(typed: Mapping[str, str], loaded: Loaded) -> str:
    """The form's own key as long as nothing was recorded under it, else a new one."""
    key = typed.get("key", "")
    return key if KEY.fullmatch(key) and key not in loaded.keys else new_key()


def seen_by(typed: Mapping[str, str]) -> int:
    """The version the form was opened at."""
    return number(typed.get("seen", ""))


def moved_on(dossier: Dossier, seen: int, person: str, *, assigning: bool = False) -> bool:
    """Tell whether people recorded anything since that this person has to know before they go on.

    What the system added follows from what was seen, and stops nobody; nor does a document of one's own, nor who is
    responsible, unless that is what is being said.
    """
    return not 1 <= seen <= dossier.version or any(
        entry.actor != CHAIN
        and not (isinstance(entry.event, Assigned) and not assigning)
        and not (isinstance(entry.event, DocumentFiled) and entry.actor == person)
        for entry in dossier.entries[seen:]
    )


def hand_in(house: House, at: Desk, command: Command, typed: Mapping[str, str]) -> Receipt:
    """Record what a form says once; raises what `workflows.record.record` raises."""
    dossier = at.loaded.dossier
    return record_as_seen(house, dossier, Asked(dossier.id, command, at.actor, typed.get("key", ""), seen_by(typed)))


def record_as_seen(house: House, dossier: Dossier, asked: Asked) -> Receipt:
    """Record once what somebody says who saw version `asked.seen`; raises what `workflows.record.record` raises."""
    seen, person, assigning = asked.seen or 0, asked.actor.person, isinstance(asked.command, Assign)
    while True:
        if not moved_on(dossier, seen, person, assigning=assigning):
            asked = replace(asked, seen=dossier.version)
        try:
            return record(house, asked)
        except ChangedMeanwhile:
            # The system may have been at work between reading and writing; then the form is as good as before.
            with house.database.reading() as connection:
                fresh = dossiers.load(house.database, connection, dossier.id)
            now = fresh.dossier if fresh else dossier
            if now.version == asked.seen or moved_on(now, seen, person, assigning=assigning):
                raise
            dossier = now
