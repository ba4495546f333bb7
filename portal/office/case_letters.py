"""The letters of a case: those about its entries, and reminders of its deadlines, which may be about other cases as well."""

from dataclasses import dataclass

from portal.policy import Act, may
from store import dossiers, outbox, reminded
from store.access import Account
from store.outbox import Posted
from workflows.house import House


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """A letter, and whether this person may read all of it: a reminder can name cases that are not theirs."""

    letter: Posted
    readable: bool


def letters_of(house: House, account: Account, dossier: str) -> list[CaseLetter]:
    """The newest 200 letters of a case, oldest first."""
    with house.database.reading() as connection:
        found = outbox.letters(connection, dossier=dossier)
        timed = {one.id: {told.dossier for told in reminded.told_in(connection, one)} for one in found if one.dossier is None}
        others = sorted({id_ for ids in timed.values() for id_ in ids} - {dossier})
        cases = [one.dossier for one in dossiers.load_many(house.database, connection, others)] if others else []
    theirs = {dossier, *(case.id for case in cases if may(account, Act.READ_CASE_FILE, case))}
    return [CaseLetter(one, timed.get(one.id, set()) <= theirs) for one in found]
