"""Text as it is searched: upper and lower case, umlauts, ß and accents make no difference."""

import unicodedata

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
#: Between the parts of a head, so that the end of a reference can be told from the end of a word.
BETWEEN = "\n"


def folded(text: str) -> str:
    """Fold a text: "Straße", "STRASSE" and "strasse" become the same, so do "Müller" and "Mueller"."""
    german = unicodedata.normalize("NFC", text).casefold().translate(_GERMAN)
    bare = (sign for sign in unicodedata.normalize("NFKD", german) if not unicodedata.combining(sign))
    return " ".join("".join(bare).casefold().split())


def folded_head(reference: str, title: str) -> str:
    """What is searched of a dossier: its reference and its title."""
    return f"{folded(reference)}{BETWEEN}{folded(title)}"


def folded_party(name: str, handle: str, email: str) -> str:
    """What is searched of a person or organisation: name, handle and address; nothing of somebody erased."""
    return BETWEEN.join((folded(name), handle, folded(email))) if name else ""
