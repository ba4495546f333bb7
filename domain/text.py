"""Words in two languages, and how long a text may be."""

import unicodedata
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["de", "en"]

#: Longest title that fits a letter's subject line folded once and a sheet's heading.
TITLE_LIMIT = 300
#: Longest free text (a reason, a condition); more belongs into a document.
TEXT_LIMIT = 4_000


class Text(BaseModel):
    """One thing said in German and English; German is required, English falls back to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    de: str = Field(min_length=1, max_length=TEXT_LIMIT)
    en: str = ""

    def into(self, language: str) -> str:
        """Say it in `language` ("de" or "en")."""
        return self.en if language == "en" and self.en else self.de

    def __str__(self) -> str:
        """Say it in German, the language of the proceedings (§ 23 VwVfG)."""
        return self.de


def listed(texts: Iterable[Text]) -> Text:
    """Say several things in a row, with commas between them."""
    all_ = tuple(texts)
    return Text(de=", ".join(text.into("de") for text in all_), en=", ".join(text.into("en") for text in all_))


def normal(value: str) -> str:
    """Give the text in NFC without outer blanks, so that equal-looking texts are equal."""
    return unicodedata.normalize("NFC", value).strip()
