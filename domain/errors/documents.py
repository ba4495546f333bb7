"""The ways of saying no to a document somebody hands in; docstrings as in `domain.errors`."""

from domain.errors import Refusal


class NoDocumentChosen(Refusal):
    """Choose at least one file."""


class TooManyAtOnce(Refusal):
    """You chose {count} files. Upload at most {limit} at once."""


class TooManyDocuments(Refusal):
    """At most {limit} files fit here, and {count} are here already. Put several pages into one PDF."""


class TooMuchInDocuments(Refusal):
    """The files here may have {limit} MB together; with "{name}" they would have {size} MB. Make it smaller or leave it out."""


class DocumentEmpty(Refusal):
    """ "{name}" is empty. Look at the file on your computer and choose it again."""


class DocumentTooLarge(Refusal):
    """ "{name}" has {size} MB. Upload a file of at most {limit} MB."""


class DocumentNameTooLong(Refusal):
    """The name of a file has {length} characters; at most {limit} fit. Rename the file, then upload it again."""


class DocumentNameUnsafe(Refusal):
    """The name of a file holds {character} at position {position}, which cannot be seen. Rename it, then upload it again."""


class DocumentKindUnknown(Refusal):
    """ "{name}" cannot be taken. Upload PDF, PNG, JPEG, DOCX, XLSX, ODT or ODS; other files can mostly be saved as PDF."""


class DocumentKindDiffers(Refusal):
    """ "{name}" is not a {kind} file, whatever its name says. Save it as {kind} or PDF, then upload it again."""


class DocumentUnreadable(Refusal):
    """ "{name}" is damaged or protected by a password. Save it again without a password, or as PDF, then upload it."""


class DocumentHoldsMacros(Refusal):
    """ "{name}" holds macros. Save it without macros, or as PDF, then upload it."""


class DocumentHoldsArchive(Refusal):
    """ "{name}" holds another archive. Take that out, or save the file as PDF, then upload it."""


class DocumentUnpacksTooLarge(Refusal):
    """ "{name}" would be too large when unpacked. Save it as PDF, then upload that."""


class PictureTooLarge(Refusal):
    """ "{name}" has {width} × {height} pixels. Upload a picture of at most {limit} × {limit} pixels."""


class DocumentNotKept(Refusal):
    """The file is no longer here, because it was removed in the meantime. Upload it again."""


class DraftSent(Refusal):
    """This application was sent in the meantime. Open it and upload the file there."""
