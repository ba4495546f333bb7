"""The test mailbox: what the catcher of this machine has kept. Shown only where no relay is set."""

import re

from fastapi import APIRouter, Request, Response

from domain.office_time import instant
from notifications.caught import CaughtMail, list_mails, mail_numbered
from portal.errors import NotFound
from portal.page import render
from portal.signing_in.entering import ours
from portal.visitor import TheHouse
from workflows.house import House

router = APIRouter()

#: So many mails are shown; older ones stay in their folder.
NEWEST = 100


def caught_here(house: House) -> bool:
    """Tell whether mails are kept on this machine instead of being sent, and shown to whoever sits at it."""
    return house.settings.test_mailbox


@router.get("/postfach")
def mails(request: Request, house: TheHouse) -> Response:
    """List the newest mails."""
    found = list_mails(house.settings.mails, newest=NEWEST + 1)[::-1]
    return render(request, "mailbox.html", mails=[_line(mail) for mail in found[:NEWEST]], more=len(found) > NEWEST)


@router.get("/postfach/{number}")
def mail(request: Request, house: TheHouse, number: str) -> Response:
    """Show the text of one mail; links into this portal can be followed."""
    found = mail_numbered(house.settings.mails, int(number)) if re.fullmatch("[0-9]{1,9}", number) else None
    if found is None:
        raise NotFound
    return render(request, "mail.html", mail=_line(found), pieces=pieces(found.text, house.portal))


def _line(mail: CaughtMail) -> dict[str, str]:
    """What a template shows of a mail; the date as the office writes it."""
    return {
        "number": str(mail.number), "subject": mail.subject, "sender": mail.sender, "recipient": mail.recipient,
        "at": instant(mail.date) if mail.date and mail.date.tzinfo else "", "attached": ", ".join(mail.attachments),
    }  # fmt: skip


def pieces(text: str, base: str) -> list[tuple[str, str]]:
    """Cut a text into pieces and, for links into this portal, the path they lead to ("" for the rest).

    The path alone, so that a link leads to the address this browser already uses and finds its cookies there.
    """
    cut: list[tuple[str, str]] = []
    end = 0
    for found in re.finditer(rf"{re.escape(base)}(/[^\s<>\"]*)", text):
        cut += [(text[end : found.start()], ""), (found[0], found[1] if ours(found[1]) else "")]
        end = found.end()
    return [*cut, (text[end:], "")]
