"""Filing documents: from checked uploads to rows and entries, each once, however often the same form is sent.

The bytes are on the disk before a row names them, and the row passes to the dossier in the transaction of its entry. Whatever
breaks off in between shows nowhere, is taken up when the form is sent again, and is swept after a day otherwise.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.commands import Actor, FileDocument
from domain.dates import When
from domain.dossier import Dossier
from domain.duties.staff import staff_roles
from domain.errors import KeyUsed, Refusal
from domain.errors.documents import DocumentNotKept, DraftSent, TooManyAtOnce, TooManyDocuments, TooMuchInDocuments
from domain.events import DocumentFiled, Recorded
from domain.office_time import office_day
from portal.documents.file_kinds import MIB, Checked, Upload, check
from portal.errors import NotFound
from portal.policy import Act, may
from portal.visitor import dossier_for
from portal.web.guard import MOST_FILES
from store import documents
from store.access import Account
from store.documents import Document
from store.shelf import Kept
from workflows.documents import shelf_of
from workflows.house import House
from workflows.inbox import person
from workflows.record import Asked, record

#: Documents of one dossier or draft, and their bytes together.
MOST_DOCUMENTS, MOST_BYTES = 100, 500 * MIB


def file(house: House, account: Account, dossier: Dossier, uploads: Sequence[Upload], key: str) -> list[Refusal]:
    """File uploads in a dossier, each with its entry in the person's name; gives the refusals of those that were not taken.

    `key` is the form's: the same file under the same key is filed once. Raises NotFound if the person may not.
    """
    if not may(account, Act.FILE_DOCUMENT, dossier):
        raise NotFound
    refused: list[Refusal] = []
    for checked in _checked(uploads, refused):
        try:
            _record(house, account, dossier, _keep(house, account, dossier.id, checked, key))
        except Refusal as refusal:
            refused.append(refusal)
    return refused


def keep(house: House, account: Account, draft: str, uploads: Sequence[Upload], key: str) -> list[Refusal]:
    """Keep uploads in a draft that is the person's (the caller knows); gives the refusals of those that were not taken."""
    refused: list[Refusal] = []
    for checked in _checked(uploads, refused):
        try:
            _keep(house, account, draft, checked, key)
        except Refusal as refusal:
            refused.append(refusal)
    return refused


def file_one(house: House, account: Account, dossier: Dossier, upload: Upload, key: str) -> tuple[Document, bool]:
    """File one upload with its entry under this very key; True if that had been done before.

    Raises NotFound if the person may not, and Refusal as `check` and `workflows.record.record` do: a key that stands for
    something else files nothing.
    """
    if not may(account, Act.FILE_DOCUMENT, dossier):
        raise NotFound
    document = _keep(house, account, dossier.id, check(upload), key)
    try:
        _record(house, account, dossier, document, key)
    except KeyUsed:
        discard(house, dossier.id, document.id)
        raise
    return document, bool(document.dossier)


def keep_one(house: House, account: Account, draft: str, upload: Upload, key: str) -> Document:
    """Keep one upload in a draft that is the person's (the caller knows); the same under the same key is kept once."""
    return _keep(house, account, draft, check(upload), key)


def discard(house: House, draft: str, document: str) -> None:
    """Take a document out of a draft; one that is gone already, or belongs to a dossier by now, is left alone."""
    with house.database.transaction() as connection:
        stored_as = documents.remove(connection, document, draft)
    shelf_of(house).remove([stored_as] if stored_as else [])


def take_over(house: House, account: Account, draft: str, dossier: str) -> None:
    """File every document of a draft in the dossier that was opened with it; doing so again files what is left.

    Raises NotFound if the person may not file in that dossier, and Refusal as `workflows.record.record` does.
    """
    opened = dossier_for(house, account, dossier, Act.FILE_DOCUMENT).dossier
    with house.database.reading() as connection:
        left = documents.of_draft(connection, draft)
    for document in left:
        _record(house, account, opened, document)


def _checked(uploads: Sequence[Upload], refused: list[Refusal]) -> list[Checked]:
    """Those of the uploads that keep the rules; the refusals of the others are added to `refused`."""
    if len(uploads) > MOST_FILES:
        refused.append(TooManyAtOnce(count=len(uploads), limit=MOST_FILES))
        return []
    good: list[Checked] = []
    for upload in uploads:
        try:
            good.append(check(upload))
        except Refusal as refusal:
            refused.append(refusal)
    return good


def _keep(house: House, account: Account, place: str, checked: Checked, key: str) -> Document:
    """Put the bytes on the disk, then the row that names them; gives the row there is if the same was sent before."""
    shelf = shelf_of(house)
    kept = shelf.keep(checked.file)
    wanted = _row(house, account, place, checked, kept, key)
    added = False
    try:
        with house.database.transaction() as connection:
            count, held = documents.held(connection, place)
            there = documents.document(connection, wanted.id)
            if there is not None:
                return there
            if documents.is_sent(connection, place):
                raise DraftSent
            if count >= MOST_DOCUMENTS:
                raise TooManyDocuments(count=count, limit=MOST_DOCUMENTS)
            if held + kept.size > MOST_BYTES:
                size = -(-(held + kept.size) // MIB)
                raise TooMuchInDocuments(name=checked.name, size=size, limit=MOST_BYTES // MIB)
            added = documents.add(connection, wanted)
        return wanted
    finally:
        if not added:
            shelf.remove([kept.stored_as])


def _row(house: House, account: Account, place: str, checked: Checked, kept: Kept, key: str) -> Document:
    said = f"{place}\n{account.party}\n{key}\n{kept.digest}\n{checked.name}"
    id_ = hashlib.sha256(said.encode()).hexdigest()[:32]
    return Document(
        id_, "", place, account.party, checked.name, checked.media_type, kept.size, kept.digest, kept.stored_as, house.now()
    )


def _record(house: House, account: Account, dossier: Dossier, document: Document, key: str = "") -> None:
    if document.dossier:
        return
    actor = _acting(account, dossier, person(house, account.authority, dossier.opened.programme, account.handle))
    today = When.of(office_day(house.clock.now()))
    filed = FileDocument(
        on=today, document=document.id, digest=document.digest, size=document.size, media_type=document.media_type
    )
    try:
        record(house, Asked(dossier.id, filed, actor, key or f"document.{document.id}"))
    except Refusal:
        # Somebody may have recorded or removed it since it was read; only what is still there was refused.
        with house.database.reading() as connection:
            now = documents.document(connection, document.id)
        if now is None:
            raise DocumentNotKept from None
        if now.dossier != dossier.id:
            raise


def _acting(account: Account, dossier: Dossier, actor: Actor) -> Actor:
    """The person with the roles of the side they file for: the role of the entry says who gets to see the document.

    Somebody of a body who applies in the same programme holds roles of both sides; what they file in the case of others
    stays in the office.
    """
    office = staff_roles(dossier.programme)
    theirs = actor.roles - office if may(account, Act.READ_OWN, dossier) else actor.roles & office
    return replace(actor, roles=theirs) if theirs else actor


@dataclass(frozen=True, slots=True)
class Filed:
    """A document of a dossier and the entry with which it was filed; digest, size and kind are those the entry gives."""

    document: Document
    entry: Recorded


def filed(house: House, account: Account, dossier: Dossier, *, own: bool) -> list[Filed]:
    """The documents of a dossier, the newest first: all of them to staff, to its `own` people those of their side."""
    entries = [(entry, entry.event) for entry in dossier.entries if isinstance(entry.event, DocumentFiled)]
    with house.database.reading() as connection:
        rows = {row.id: row for row in documents.of_dossier(connection, dossier.id)}
    return [
        Filed(_as_filed(rows[event.document], event), entry)
        for entry, event in reversed(entries)
        if event.document in rows and (not own or of_their_side(account, dossier, entry))
    ]


def of_their_side(account: Account, dossier: Dossier, entry: Recorded) -> bool:
    """Tell whether a filed document is for the dossier's own people: theirs, or filed by this very person."""
    return entry.role not in staff_roles(dossier.programme) or entry.actor == account.party


def _as_filed(row: Document, event: DocumentFiled) -> Document:
    return replace(row, digest=event.digest, size=event.size, media_type=event.media_type)
