"""A case replayed live: every step waits until the running engine has walked the dossier, and at the end for the post."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from cli import say
from cli.desk import Given
from cli.looks import print_sheet
from cli.mails import listed, post
from cli.replaying import narrate
from cli.stopping import Stop, Stopped
from cli.values import Which
from store import lists, outbox
from store.errors import TryAgain
from wording.language import N_, _

if TYPE_CHECKING:
    from config.sample import Sample

#: How long the chain or the post may take to follow, in seconds.
PATIENCE = 120.0
_LOOK = 0.05

_PLAYING = N_('Replaying "{reference}" – {title}')
_POSTING = N_("Waiting for the letters …")
_LETTERS = N_("Letters about this dossier:")


class TooLong(Exception):
    """The chain or the post did not follow within {seconds} seconds; "{log}" tells why. What was recorded is kept."""


def play(call: Given, sample: "Sample", stop: Stop) -> None:
    """Replay the sample through the running engine; print each day, the letters and the sheet.

    Raises a Refusal at the first entry that is refused, TooLong if the system does not follow, Stopped.
    """
    from workflows.inbox import look
    from workflows.replay import replay

    case = sample.application
    which = Which(case.reference, case.programme, case.authority)
    say.line("")
    say.line(_(_PLAYING).format(reference=case.reference, title=case.title), "bold")
    last = narrate(replay(call.house, sample, lambda dossier: _until(stop, lambda: seen(call, dossier))), sample)
    dossier = last.receipt.dossier.id
    with say.waiting(_(_POSTING)):
        _until(stop, lambda: seen(call, dossier) and posted(call, dossier))
    say.line("")
    say.line(_(_LETTERS), "bold")
    listed(*post(call, which))
    say.line("")
    print_sheet(call, look(call.house, *which).dossier)


def settle(call: Given, stop: Stop) -> None:
    """Wait until no dossier has news and no letter is due; raises TooLong or Stopped."""
    _until(stop, lambda: _idle(call))


def seen(call: Given, dossier: str) -> bool:
    """Tell whether the chain has seen the newest entry of the dossier."""
    with call.house.database.reading() as connection:
        status = lists.status(connection, dossier)
    return status is not None and status.seen == status.version


def posted(call: Given, dossier: str) -> bool:
    """Tell whether no letter about an entry of the dossier is still to be sent; reminders wait for their hour."""
    with call.house.database.reading() as connection:
        found = outbox.letters(connection, dossier=dossier, states=outbox.OPEN)
    return not any(letter.dossier for letter in found)


def _idle(call: Given) -> bool:
    with call.house.database.reading() as connection:
        return not lists.unseen(connection) and not outbox.due(connection, now=call.house.now())


def _until(stop: Stop, answer: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _asked(answer):
        if time.monotonic() > deadline:
            raise TooLong
        if stop.seen.wait(_LOOK):
            raise Stopped


def _asked(answer: Callable[[], bool]) -> bool:
    """Ask the store; while another process holds it, the answer is not yet."""
    try:
        return answer()
    except TryAgain:
        return False
