"""Where an installation keeps the bytes of documents, and the sweeping of those that belong to nothing."""

from datetime import timedelta

import structlog

from config.crash import crashpoint
from domain.office_time import instant
from store import documents
from store.shelf import Shelf
from workflows.house import House

log = structlog.get_logger()

#: An upload takes seconds from the first byte to its entry; what belongs to nothing after a day never will.
UNCLAIMED = timedelta(days=1)
_AT_ONCE = 500


def shelf_of(house: House) -> Shelf:
    """The folder of documents of an installation."""
    return Shelf(house.settings.data / "documents", crashpoint)


def forget_orphans(house: House) -> int:
    """Delete documents whose draft is gone or whose entry was never recorded, and files without a row; tells how many files.

    Safe at any time and from several processes at once.
    """
    shelf, before = shelf_of(house), house.clock.now() - UNCLAIMED
    with house.database.transaction() as connection:
        removed = len(documents.forget(connection, before=instant(before)))
    # The files of those rows lie there without one now, as do the files of uploads that broke off.
    forgotten = 0
    lying = list(shelf.lying(before))
    for start in range(0, len(lying), _AT_ONCE):
        names = lying[start : start + _AT_ONCE]
        with house.database.reading() as connection:
            orphans = set(names) - documents.named(connection, names)
        shelf.remove(orphans)
        forgotten += len(orphans)
    if removed or forgotten:
        log.info("documents.forgotten", rows=removed, files=forgotten)
    return forgotten
