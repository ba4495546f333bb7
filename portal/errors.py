"""Ways a request ends without its page. `portal.app` turns each into a page with a way on."""


class NotFound(Exception):
    """There is nothing here, or nothing this person may see."""


class SignInFirst(Exception):
    """The page needs somebody signed in."""


class Forged(Exception):
    """The form did not come from a page of ours, or its session is over."""
