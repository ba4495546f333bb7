"""Ways a request ends without its page. `portal.app` turns each into a page with a way on."""

from wording.language import N_

#: Said above a form that could not be taken just now; what was typed is still in it.
BUSY = N_("The database is busy. Nothing was changed. Try again in a moment.")


class NotFound(Exception):
    """There is nothing here, or nothing this person may see."""


class SignInFirst(Exception):
    """The page needs somebody signed in."""


class Forged(Exception):
    """The form did not come from a page of ours, or its session is over."""
