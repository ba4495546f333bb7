"""What becomes of a letter after a try: the SMTP outcome table as one pure function.

Retries go on for five days (RFC 5321 4.5.4.1 asks for four to five); a refusal for good, and a letter that ran out of days, are
final and a person is told. An ambiguous end is never hidden: the same bytes go out again, and the count stays on the letter.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from notifications.transports import Delivery, Outcome

#: The pause after the n-th try; the last one repeats. A greylist of 300 s lets the letter through at the third.
BACK_OFF: Final = tuple(timedelta(seconds=s) for s in (30, 120, 180, 600, 1800, 7200))
#: How long a letter is tried before it counts as undeliverable.
PERSISTENCE: Final = timedelta(days=5)
#: So many tries a letter gets at least, however old it is.
FEWEST_TRIES: Final = 12
#: After an ambiguous end the same bytes go out again, not at once: the relay may be recovering.
AMBIGUOUS_PAUSE: Final = timedelta(minutes=10)
#: From DATA on nobody else may resend before the relay's longest silences (300 s before 354, 600 s after the dot,
#: RFC 5321 4.5.3.2) are over.
DATA_LEASE: Final = timedelta(minutes=16)
#: When our own access is refused, no letter is tried for this long.
CONFIGURATION_PAUSE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Step:
    """What to note: the letter's state (a word of the outbox), when it is due again, and whether the whole post rests."""

    state: str
    due: datetime
    ambiguous: bool = False
    halts: bool = False


def after(delivery: Delivery, *, attempts: int, written_at: datetime, now: datetime) -> Step:
    """Decide the next step after the `attempts`-th try of a letter written at `written_at`."""
    match delivery.outcome:
        case Outcome.ACCEPTED:
            return Step("accepted", now)
        case Outcome.REFUSED_FOR_GOOD:
            return Step("refused", now)
        case Outcome.OUR_CONFIGURATION:
            # Not the letter's fault: it keeps its place and does not age towards "undeliverable" unseen.
            return Step("owed", now + CONFIGURATION_PAUSE, halts=True)
        case Outcome.AMBIGUOUS:
            return _again(now + AMBIGUOUS_PAUSE, written_at, attempts, ambiguous=True)
        case Outcome.NOT_SENT | Outcome.REFUSED_FOR_NOW:
            return _again(now + BACK_OFF[min(attempts, len(BACK_OFF)) - 1], written_at, attempts)


def _again(due: datetime, written_at: datetime, attempts: int, *, ambiguous: bool = False) -> Step:
    # Days on which our own access was refused were no tries: a letter is given up after five days *and* enough of them.
    if due - written_at > PERSISTENCE and attempts >= FEWEST_TRIES:
        return Step("expired", due, ambiguous=ambiguous)
    return Step("owed", due, ambiguous=ambiguous)
