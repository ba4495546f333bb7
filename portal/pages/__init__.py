"""One file per kind of page, each with a `router`. `PAGES` names all of them, and where a page is shown at all."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter

from portal.pages import (
    account,
    agenda,
    apply,
    assign,
    bodies,
    calendars,
    case_deadlines,
    casefile,
    conditions,
    deadline_board,
    deputies,
    documents,
    draft_check,
    drafts,
    fund_calls,
    mail_choices,
    mailbox,
    meeting_acts,
    meeting_radar,
    meetings,
    mine,
    minutes,
    oidc,
    operations,
    organisation,
    own_deadlines,
    people,
    people_access,
    programmes,
    public,
    readings,
    recording,
    reminders,
    search,
    sign_in,
    start,
    supply,
    tokens,
    unsubscribe,
    versions,
    worklist,
)
from workflows.house import House


def _always(_house: House) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one file."""

    router: APIRouter
    shown: Callable[[House], bool] = _always


PAGES = (
    Pages(start.router),
    Pages(documents.router),
    Pages(supply.router),
    Pages(apply.router),
    Pages(public.router),
    Pages(drafts.router),
    Pages(draft_check.router),
    Pages(mine.router),
    Pages(own_deadlines.router),
    Pages(oidc.router, oidc.provided),
    Pages(sign_in.router),
    Pages(account.router),
    Pages(mail_choices.router),
    Pages(unsubscribe.router),
    Pages(mailbox.router, mailbox.caught_here),
    Pages(worklist.router),
    Pages(deadline_board.router),
    Pages(search.router),
    Pages(meetings.router),
    Pages(meeting_radar.router),
    Pages(meeting_acts.router),
    Pages(agenda.router),
    Pages(minutes.router),
    Pages(bodies.router),
    Pages(calendars.router),
    Pages(programmes.router),
    Pages(versions.router),
    Pages(fund_calls.router),
    Pages(operations.router),
    Pages(reminders.router),
    Pages(tokens.router),
    Pages(people.router),
    Pages(people_access.router),
    Pages(deputies.router),
    Pages(organisation.router),
    Pages(casefile.router),
    Pages(case_deadlines.router),
    Pages(conditions.router),
    Pages(assign.router),
    Pages(readings.router),
    Pages(recording.router),
)
