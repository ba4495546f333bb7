"""Where a letter stands, in words (`store.outbox.LetterState`), and why one was dropped."""

from wording.language import N_, _

STATES = {
    "owed": N_("owed"),
    "claimed": N_("being sent"),
    "data_started": N_("being sent"),
    "accepted": N_("sent"),
    "refused": N_("not deliverable"),
    "expired": N_("given up after five days"),
    "dropped": N_("dropped"),
}
#: By what the outbox notes with a letter that was dropped.
_REASONS = {
    "no address": N_("no address was known"),
    "nothing left to say": N_("everything in it was settled before it left"),
    "may have arrived": N_("an earlier try may have arrived, and not all of it holds any more"),
    "addressee erased": N_("the person was erased"),
    "seen in the portal": N_("the case was opened in the portal shortly before"),
    "declined": N_("mails of this kind were declined meanwhile"),
    "already signed in": N_("already signed in this morning"),
}
_MERGED, _INTO = "merged into ", N_("its lines went into a later e-mail to the same address")
_WHY = N_("{state}: {reason}")


def standing(state: str, reply: str) -> str:
    """Where a letter stands; for one that was dropped, with the reason."""
    reason = _INTO if reply.startswith(_MERGED) else _REASONS.get(reply, "")
    word = _(STATES[state])
    return _(_WHY).format(state=word, reason=_(reason)) if state == "dropped" and reason else word
