"""The last steps of sending a draft, once its dossier is open; where they broke off, they are taken up again.

Opening the dossier, filing the documents and noting it in the draft are several transactions. If the portal stops in between,
the application is with the office and the draft still looks unsent; whoever opens it next is led to the application.
"""

from dataclasses import replace

from portal.documents.filing import take_over
from store import drafts, own
from store.access import Account
from store.drafts import Draft
from workflows.house import House


def finish(house: House, account: Account, draft: str, dossier: str) -> None:
    """File the draft's documents in the dossier opened with it and note that it was sent; doing so again does no harm.

    Raises NotFound and Refusal as `take_over` does.
    """
    take_over(house, account, draft, dossier)
    with house.database.transaction() as connection:
        drafts.sent(connection, draft, dossier)
    # What was added in another window just before is not left behind either.
    take_over(house, account, draft, dossier)


def finished(house: House, account: Account, draft: Draft) -> Draft:
    """The draft; if its dossier was opened already and nothing after that, with the rest done. Raises as `finish` does."""
    if draft.dossier:
        return draft
    with house.database.reading() as connection:
        sides = dict.fromkeys((draft.applicant, *account.sides))
        dossier = next((there for side in sides if (there := own.opened_with(connection, side, draft.id))), "")
    if not dossier:
        return draft
    finish(house, account, draft.id, dossier)
    return replace(draft, dossier=dossier)
