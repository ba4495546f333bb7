"""Programmes as their staff looks them up: who does what, in which order, by when, with whose money."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request, Response

from domain import picture
from domain.money import cents
from domain.programme import Proceeding, Programme, Stage
from domain.vocabulary import StageKind, Starts
from portal.errors import NotFound
from portal.office.fund_calls import calls_of
from portal.office.programme_times import deadlines_of, ladders_of
from portal.office.staff import administers, staffed
from portal.page import render
from portal.visitor import SignedIn, TheHouse
from portal.web.drawn import drawn
from store.access import Account
from wording.language import N_, _, spoken
from wording.periods import in_words
from workflows.house import House
from workflows.repinning import running

router = APIRouter()

_KINDS = {
    StageKind.SUBMISSION: N_("submission"),
    StageKind.MEETING: N_("session of a body"),
    StageKind.DECISION: N_("decision"),
    StageKind.COFINANCING: N_("financing"),
    StageKind.CALL: N_("public call"),
    StageKind.BIDS: N_("bids"),
    StageKind.SELECTION: N_("selection of the sponsor"),
}
_STARTS = {
    Starts.AT_OPENING: N_("begins when the dossier is opened"),
    Starts.ON_REQUEST: N_("begins on request"),
}


@router.get("/programme")
def programmes(request: Request, house: TheHouse, account: SignedIn) -> Response:
    """List the programmes the person works in."""
    rows = [
        {
            "key": key,
            "title": programme.title.into(spoken()),
            "about": programme.about.into(spoken()) if programme.about else "",
            "held": ", ".join(sorted(programme.roles[role].into(spoken()) for role in account.roles[key])),
        }
        for key, programme in staffed(house, account).items()
    ]
    return render(request, "programmes.html", rows=rows)


@router.get("/programme/{key}")
def programme(request: Request, house: TheHouse, account: SignedIn, key: str) -> Response:
    """Show one of them."""
    shown = _one(house, account, key)
    return render(
        request,
        "programme.html",
        key=key,
        title=shown.title.into(spoken()),
        about=shown.about.into(spoken()) if shown.about else "",
        roles=[(text.into(spoken()), ", ".join(_duties(shown, role))) for role, text in shown.roles.items()],
        sources=[(each.title.into(spoken()), each.share or _("by application")) for each in shown.sources],
        budgets=[(each.since.isoformat(), cents(each.per_area_and_year), cents(each.per_project)) for each in shown.budgets],
        proceedings=[_proceeding(shown, each) for each in shown.proceedings],
        deadlines=deadlines_of(shown),
        ladders=ladders_of(shown),
        calls=calls_of(house, account, key),
        versions=running(house, key, authority=account.authority) if administers(account, shown) else [],
    )


@router.get("/programme/{key}/kette.svg")
def chain(house: TheHouse, account: SignedIn, key: str) -> Response:
    """Draw its chain: a file of its own, because the style within it would not be allowed within a page."""
    return drawn(picture.svg(_one(house, account, key), spoken()))


def _one(house: House, account: Account, key: str) -> Programme:
    found = staffed(house, account).get(key)
    if found is None:
        raise NotFound
    return found


def _duties(shown: Programme, role: str) -> Iterator[str]:
    """What a role may do beside its own stages."""
    if role in shown.administrators:
        yield _("administers the programme")
    if role in shown.withdrawn_by:
        yield _("may withdraw an application")
    if role in shown.heads:
        yield _("is told last of what is overdue")


def _proceeding(shown: Programme, proceeding: Proceeding) -> dict[str, Any]:
    said = [_(_STARTS[proceeding.starts])]
    if proceeding.requires:
        said.append(_("needs {proceeding}").format(proceeding=shown.by_key[proceeding.requires].title.into(spoken())))
    if proceeding.rounds:
        said.append(_("may go through several rounds"))
    return {
        "title": proceeding.title.into(spoken()),
        "said": ", ".join(said),
        "stages": [(stage.title.into(spoken()), [*_facts(shown, stage)]) for stage in proceeding.stages],
    }


def _facts(shown: Programme, stage: Stage) -> Iterator[tuple[str, str]]:
    """What there is to say about a stage: (term, words)."""
    yield _("Kind"), _(_KINDS[stage.kind])
    yield _("Waits for"), shown.roles[stage.role].into(spoken())
    yield _("Recorded by"), ", ".join(shown.roles[role].into(spoken()) for role in stage.recorders)
    if stage.body:
        yield _("Body"), next(body.title.into(spoken()) for body in shown.bodies if body.key == stage.body)
    if stage.needs:
        yield _("Has to be settled first"), _titles(shown, stage.needs)
    if stage.usually_after:
        yield _("Usually after"), _titles(shown, stage.usually_after)
    yield _("Period"), in_words(stage.within) if stage.within else _("no period")
    if stage.undated:
        yield _("Day"), _("may be left out")


def _titles(shown: Programme, stages: tuple[str, ...]) -> str:
    return ", ".join(shown.stages[key].title.into(spoken()) for key in stages)
