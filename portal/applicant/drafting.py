"""Working on a draft: whose it is, what it asks, and saving a topic without overwriting what another window saved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain import money
from domain.office_time import office_day
from domain.programme import Programme
from portal.applicant.application_form import CODE, Typed, Wanted, amount, day_or_month, names, read, topics
from portal.applicant.sending import finished
from portal.errors import NotFound
from portal.policy import Act, may
from store import drafts, own, people
from store.access import Account
from store.drafts import Draft, Saved
from store.people import party_id
from wording.language import N_, _, spoken
from workflows.house import House
from workflows.inbox import newest

#: A draft's id is the key its application is sent with (`portal.web.sent.a_key`).
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)

TITLES = {
    "vorhaben": N_("Project"),
    "zeitraum": N_("Period of the project"),
    "finanzierung": N_("Financing"),
    "beteiligte": N_("Who takes part"),
}

_LABELS = {
    "title": N_("Title"),
    "area": N_("Area"),
    "part_of": N_("Reference of the framework notice"),
    "paper": N_("Kind of paper"),
    "refers_to": N_("Number of the earlier paper"),
    "begins": N_("Begins"),
    "ends": N_("Ends"),
    "applicant": N_("For whom do you apply?"),
    "sponsor": N_("Organisation that carries the project out"),
    "total": N_("Total cost in EUR"),
}
_PART = N_("Of this from {source}, in EUR")


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft somebody works on: as it is kept, what its form asks of this person, and how what was typed reads."""

    draft: Draft
    wanted: Wanted
    typed: Typed

    def faults(self, topic: str) -> dict[str, str]:
        """What is wrong or missing in a topic, by field."""
        return {name: self.typed.faults[name] for name in topics(self.wanted)[topic] if name in self.typed.faults}

    def status(self, topic: str) -> str:
        """Where a topic stands: done, optional (nothing typed, nothing needed), open (something is missing), or wrong."""
        named = topics(self.wanted)[topic]
        typed = any(self.typed.values[name] for name in named)
        if self.faults(topic):
            return "wrong" if typed else "open"
        return "done" if typed or all(name in self.draft.fields for name in named) else "optional"

    @property
    def labels(self) -> dict[str, str]:
        """What every field is called on the pages."""
        sources = self.wanted.programme.sources
        parts = {f"amount_{each.key}": _(_PART).format(source=each.title.into(spoken())) for each in sources}
        codes = {f"{CODE}{each.key}": f"{each.key} {each.title.into(spoken())}" for each in self.wanted.codes}
        return {**{name: _(label) for name, label in _LABELS.items()}, **parts, **codes}

    def said(self, name: str, text: str) -> str:
        """What was typed into a field, as people read it: organisations by name, days and amounts as offices write them."""
        papers = {each.key: each.title.into(spoken()) for each in self.wanted.programme.papers}
        choices = {"sponsor": self.wanted.organisations, "applicant": self.wanted.applicants, "paper": papers}
        known = {"1": _("yes")} if name.startswith(CODE) else choices.get(name, {})
        try:
            if text and name in {"begins", "ends"}:
                return day_or_month(text).show(spoken())
            if text and (name == "total" or name.startswith("amount_")):
                return money.show(amount(text), spoken())
        except ValueError:  # what is none stays as it was typed, with its sentence beside it
            return text
        return known.get(text, text)


def draft_for(house: House, account: Account, id_: str) -> Draft:
    """The draft with this id if it is this person's, or their organisation's; raises NotFound otherwise.

    A draft whose sending broke off half way is sent by now: its dossier says where the application is.
    """
    if not _ID.fullmatch(id_):
        raise NotFound
    with house.database.reading() as connection:
        found = drafts.draft(connection, id_, party=account.party, sides=account.sides)
    if found is None:
        raise NotFound
    return finished(house, account, found)


def begun(house: House, account: Account, draft: Draft) -> Begun:
    """Put a draft on the table; raises NotFound if the person may not apply in its programme (any more)."""
    wanted = _wanted(house, account, draft)
    return Begun(draft, wanted, read(wanted, draft.texts, authority=account.authority))


def programme_for(house: House, account: Account, key: str) -> Programme:
    """The programme as it is today, if the person may apply in it; raises NotFound otherwise."""
    if key not in account.roles:
        raise NotFound
    programme, _hash = newest(house, key)
    if not may(account, Act.APPLY, programme):
        raise NotFound
    return programme


def _wanted(house: House, account: Account, draft: Draft) -> Wanted:
    programme = programme_for(house, account, draft.programme)
    with house.database.reading() as connection:
        named = own.organisations(connection, account.authority)
        theirs = people.parties(connection, set(account.organisations))
    # For themselves only those can apply who began it; others came to it by their organisation.
    self_ = {account.handle: account.name} if account.party in {draft.party, draft.applicant} else {}
    acting = sorted(((each.name, each.handle) for each in theirs.values() if each.name), key=str)
    applicants = {**self_, **{handle: name for name, handle in acting}}
    chosen = draft.texts.get("applicant", "")
    asks = len(applicants) > 1 or bool(chosen and chosen not in applicants)
    today = office_day(house.clock.now())
    codes = tuple(code for code in programme.codes if code.valid(today))
    return Wanted(programme, {each.handle: each.name for each in named}, applicants, asks, codes)


def typed_over(now: Begun, account: Account, typed: Mapping[str, str]) -> Begun:
    """The draft with what was typed over it, but not saved: what a person had typed when their session ended."""
    texts = {**now.draft.texts, **{name: typed[name] for name in names(now.wanted) if name in typed}}
    return replace(now, typed=read(now.wanted, texts, authority=account.authority))


@dataclass(frozen=True, slots=True)
class Differs:
    """A field that was saved in another window since this one was opened, and says something else here."""

    name: str
    here: str
    there: str


def merged(
    draft: Draft, named: Sequence[str], typed: Mapping[str, str], *, tab: str, seen: int
) -> tuple[dict[str, Saved], list[Differs]]:
    """The fields of a draft with those of a topic as typed; and those that would overwrite what this tab has not seen."""
    fields, differing = dict(draft.fields), []
    for name in named:
        there = draft.fields.get(name)
        here = typed.get(name, there.text if there else "")
        if there is None:
            fields[name] = Saved(here, draft.version + 1, tab)
        elif there.text != here:
            if there.version > seen and (there.tab != tab or not tab):
                differing.append(Differs(name, here, there.text))
            fields[name] = Saved(here, draft.version + 1, tab)
    return fields, differing


def save(
    house: House, account: Account, now: Begun, named: Sequence[str], typed: Mapping[str, str]
) -> tuple[Begun, list[Differs]]:
    """Save a topic's fields, right or wrong, unless another window said something else meanwhile; gives what stands then.

    `typed` carries `tab` and `seen` beside the fields. Raises NotFound if the draft was deleted meanwhile.
    """
    seen = int(typed["seen"]) if re.fullmatch(r"[0-9]{1,9}", typed.get("seen", ""), re.ASCII) else 0
    tab = typed.get("tab", "") if _ID.fullmatch(typed.get("tab", "")) else ""
    while not now.draft.dossier:
        fields, differing = merged(now.draft, named, typed, tab=tab, seen=seen)
        if differing or fields == now.draft.fields:
            return now, differing
        with house.database.transaction() as connection:
            kept = drafts.save(connection, now.draft, fields, applicant=_applicant(now, fields, account), at=house.now())
        now = begun(house, account, draft_for(house, account, now.draft.id))
        if kept:
            break
    return now, []


def _applicant(now: Begun, fields: Mapping[str, Saved], account: Account) -> str:
    """Who applies, by id; what names nobody this person may apply for leaves it as it was."""
    chosen = fields["applicant"].text if "applicant" in fields else ""
    return party_id(account.authority, chosen) if chosen in now.wanted.applicants else now.draft.applicant
