"""Where a letter stands, in words (`store.outbox.LetterState`)."""

from wording.language import N_

STATES = {
    "owed": N_("owed"),
    "claimed": N_("being sent"),
    "data_started": N_("being sent"),
    "accepted": N_("sent"),
    "refused": N_("not deliverable"),
    "expired": N_("given up after five days"),
    "dropped": N_("dropped"),
}
