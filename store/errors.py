"""What may go wrong with the database: most can be tried again; refusals of the domain are not among them."""


class TryAgain(Exception):
    """Nothing was changed, and the same call may succeed later."""


class Locked(TryAgain):
    """Another process holds the database. Nothing was changed; try again in a moment."""


class Moved(TryAgain):
    """The dossier was changed between reading and writing. Nothing was changed; read it again."""


class Lost(TryAgain):
    """The connection to the database broke. What was under way may or may not be stored; the same key again tells."""


class Unreachable(Lost):
    """The database cannot be reached ({reason}). Nothing was changed; check its server and its address, then try again."""

    def __init__(self, reason: str) -> None:
        """Keep the first line of what the driver says."""
        super().__init__(reason)
        self.reason = reason


class OutOfDate(Exception):
    """The database was made by a newer release than this one. Install that release; nothing was changed."""


class Unreadable(Exception):
    """The history of dossier {dossier} was altered, or written by a newer release. "foerderkette verify" names the entry."""

    def __init__(self, dossier: str) -> None:
        """Keep the dossier's id."""
        super().__init__(dossier)
        self.dossier = dossier
