"""What users read, in German or English: the English sentence in the code is the key, `locale/` holds the German.

A call of the command line, and a request to the portal, is spoken in one language: `speak` sets it before anything is said.
"""

import gettext
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("de", "en")
VARIABLE = "FOERDERKETTE_LANGUAGE"
DOMAIN = "foerderkette"
LOCALE = Path(__file__).parent / "locale"

#: Per request: the portal answers several people at once.
_spoken: ContextVar[str] = ContextVar("spoken", default="de")


def wanted(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language a call asks for: `--lang`, else the environment, else German.

    A word that is no language is refused where options and settings are checked; until then German is spoken.
    """
    asked = environ.get(VARIABLE, "")
    for position, word in enumerate(args):
        if word == "--lang" and position + 1 < len(args):
            asked = args[position + 1]
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    return asked if asked in LANGUAGES else "de"


def speak(language: str) -> None:
    """Speak this language ("de" or "en") from now on."""
    _spoken.set(language)


def spoken() -> str:
    """The language spoken now."""
    return _spoken.get()


def _(sentence: str) -> str:
    """Say a sentence in the language spoken now."""
    return _catalogue(spoken()).gettext(sentence) if sentence else ""


def N_(sentence: str) -> str:  # noqa: N802 - gettext's name for "to be translated where it is shown"
    """Mark a sentence for the catalogues; `_` says it later."""
    return sentence


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    # English is the language of the keys; a missing German catalogue is a broken installation and says so.
    return gettext.NullTranslations() if language == "en" else gettext.translation(DOMAIN, LOCALE, [language])
