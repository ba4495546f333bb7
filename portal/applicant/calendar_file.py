"""The days of one's own application as a calendar file: the entries of one's calendar, and what is asked for besides."""

from dataclasses import replace

from portal.applicant.own_case import OwnCase
from store.access import Account
from workflows import ics
from workflows.calendar_entries import case_entries, deadline_uid
from workflows.house import House


def calendar_file(house: House, account: Account, case: OwnCase) -> bytes:
    """The days that count for the applicant's side, empty where there are none.

    Each keeps its identity and counts its changes as in the calendar people subscribe to. Why something is asked for stands
    here only: whoever fetches the file has signed in.
    """
    asked = {
        deadline_uid(house, case.dossier.id, todo.deadline): tuple(filter(None, (todo.reason, *todo.documents)))
        for todo in case.todo
    }
    entries = case_entries(house, account, case.dossier.id)
    return ics.calendar_file(replace(one, lines=one.lines + asked.get(one.uid, ())) for one in entries) if entries else b""
