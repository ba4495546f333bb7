"""The letters as a whole: word for word as agreed, in both languages, the same in text and HTML."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import notifications
from domain.authority import Party
from domain.commands import Return, Submit
from domain.dates import When
from domain.text import TEXT_LIMIT, Text
from domain.vocabulary import ReturnPurpose
from notifications.catalogue import CATALOGUE, Owed
from notifications.render import Addressee, Office, render
from tests.notifications.letters import GOLDEN, OFFICE, READER, SITUATIONS, golden_files, last_owed, letter, opened
from tests.notifications.page import Page

TEMPLATES = Path(notifications.__file__).parent / "templates"
LANGUAGES = ("de", "en")
EVERY_LETTER = list(product(SITUATIONS, LANGUAGES))
GERMAN = {
    "der",
    "das",
    "ist",
    "und",
    "nicht",
    "ihr",
    "ihre",
    "ihren",
    "ihnen",
    "sie",
    "wir",
    "bei",
    "zum",
    "mit",
    "für",
}
ENGLISH = {"the", "your", "you", "and", "not", "is", "to", "of", "we", "has", "with", "reached", "from", "this"}


@pytest.mark.parametrize("name", golden_files())
def test_every_letter_reads_word_for_word_as_agreed(name: str) -> None:
    assert golden_files()[name] == (GOLDEN / name).read_text("utf-8"), "python -m tests.notifications.letters, then read"


def test_no_letter_agreed_on_has_gone() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(golden_files())


@pytest.mark.parametrize(("situation", "language"), EVERY_LETTER)
def test_text_and_html_say_the_same_and_neither_says_it_is_a_decision(situation: str, language: str) -> None:
    done = letter(SITUATIONS[situation](), language)
    plain = re.sub(r"^– ", "", done.text, flags=re.MULTILINE)
    words = re.sub(rf": {re.escape(OFFICE.public_url)}\S*\n", "\n", plain).split()
    closing = {"de": "Diese Nachricht ist kein Bescheid.", "en": "This message is not a formal decision."}[language]

    assert Page(done.html).seen == words
    assert done.text.endswith(f"\n\n{closing}\n")


@pytest.mark.parametrize(("situation", "language"), EVERY_LETTER)
def test_a_letter_is_one_small_column_that_loads_nothing(situation: str, language: str) -> None:
    html = letter(SITUATIONS[situation](), language).html
    page = Page(html)

    assert f'<html lang="{language}">' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert page.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "p",
        "br",
        "ul",
        "li",
        "blockquote",
        "a",
    }
    assert page.attributes <= {"lang", "charset", "name", "content", "href"}
    assert not re.search(r"url\(|@import|(?<!text-)color:|background", html)
    assert len(html.encode()) <= 60_000


@pytest.mark.parametrize(("situation", "language"), EVERY_LETTER)
def test_no_word_of_the_machine_room_reaches_a_reader(situation: str, language: str) -> None:
    done = letter(SITUATIONS[situation](), language)

    assert not re.search(r"[{}]|[a-z]_[a-z]|None|Undefined|  \S.*  |\s[,.:]|\bunknown\b", f"{done.subject}\n{done.text}")


def test_both_languages_have_the_same_templates_and_sentences() -> None:
    german, english = ({path.name for path in (TEMPLATES / language).iterdir()} for language in LANGUAGES)
    macros = [re.findall(r"macro (\w+)", (TEMPLATES / language / "said.txt").read_text("utf-8")) for language in LANGUAGES]

    assert german == english
    beside = {"letter.txt", "said.txt", "reminder.txt", "digest.txt", "invitation.txt"}
    assert {f"{row.template}.txt" for row in CATALOGUE} == german - beside
    assert macros[0] == macros[1]


@pytest.mark.parametrize(("language", "foreign"), [("de", ENGLISH), ("en", GERMAN)])
def test_no_template_mixes_the_languages(language: str, foreign: set[str]) -> None:
    for path in (TEMPLATES / language).iterdir():
        own = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        assert {word.lower() for word in re.findall(r"\w+", own)} & foreign == set(), path.name


def test_without_a_portal_a_letter_links_nowhere() -> None:
    done = letter(SITUATIONS["receipt"](), "de", replace(OFFICE, public_url=""))

    assert "Zum Stand" not in done.text
    assert "<a " not in done.html


def test_the_longest_texts_keep_a_letter_under_its_size() -> None:
    desk = opened("opened", title="&" * 300)
    desk.ask(Submit(stage="submission", on=When("2002-05-24")))
    desk.ask(Return(
        stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason="<" * TEXT_LIMIT,
        documents=("&" * TEXT_LIMIT,),
    ))  # fmt: skip

    assert len(letter(desk, "de").html.encode()) <= 60_000


def test_a_letter_about_an_entry_that_does_not_count_is_refused() -> None:
    desk = SITUATIONS["correction_void"]()
    about_void = Owed(3, "meeting_outcome", "p-contact")

    with pytest.raises(LookupError, match=r"entry 3 of 2\.2 does not count"):
        render(about_void, desk.dossier, READER, OFFICE)


def test_names_of_people_stand_in_the_salutation_without_a_guess_at_who_they_are() -> None:
    party = Party(handle="alex", name="Alex Muster", email="alex@example.org")
    reader = Addressee("p-alex", party.name, str(party.email), party.language)
    desk = SITUATIONS["receipt"]()

    assert "\n\nGuten Tag Alex Muster,\n\n" in render(last_owed(desk), desk.dossier, reader, OFFICE).text


def test_an_english_reader_without_english_titles_gets_the_german_ones() -> None:
    office = Office(Text(de="Amt für Stadterneuerung"), "a@example.org", "f@example.org", "example.org", "")

    assert "Kind regards\nAmt für Stadterneuerung\n" in letter(SITUATIONS["receipt"](), "en", office).text
