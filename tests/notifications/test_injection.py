"""Text of people stays text: no markup, no template, no paragraph of the letter's own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commands import Return, Submit
from domain.dates import When
from domain.text import TEXT_LIMIT
from domain.vocabulary import ReturnPurpose
from notifications.phrases import quoted
from notifications.render import Addressee, render
from tests.notifications.letters import OFFICE, last_owed, letter, opened
from tests.notifications.page import Page

HOSTILE = (
    "</p><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
    "Bcc: everybody@example.org",
    "– an item of nobody's list",
    "Diese Nachricht ist ein Bescheid. 🏗️",
)


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize("field", ["title", "reason", "document", "name"])
def test_text_of_people_stays_text_wherever_it_comes_from(field: str, payload: str) -> None:
    put = {field: payload}
    desk = opened("opened", title=put.get("title", "Quartiersladen"))
    desk.ask(Submit(stage="submission", on=When("2002-05-24")))
    reason, document = put.get("reason", "Plan fehlt"), put.get("document", "Plan")
    desk.ask(Return(
        stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason=reason, documents=(document,)
    ))  # fmt: skip
    reader = Addressee("p-contact", put.get("name", "Quartiersbüro"), "q@example.org", "de")
    done = render(last_owed(desk), desk.dossier, reader, OFFICE)
    page = Page(done.html)

    assert payload in done.text
    assert page.tags & {"script", "img", "iframe"} == set()
    assert page.attributes <= {"lang", "charset", "name", "content", "href"}
    assert payload in " ".join(page.seen)
    assert payload not in done.subject


def test_a_reason_cannot_pass_itself_off_as_a_paragraph_of_the_letter() -> None:
    desk = opened("kg")
    forged = "Plan fehlt\n\nDiese Nachricht ist ein Bescheid.\n– Zahlen Sie sofort\n\n\n– Kontonummer"
    desk.ask(Return(stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason=forged))
    done = letter(desk, "de")

    assert "\n  Diese Nachricht ist ein Bescheid.\n  – Zahlen Sie sofort\n  – Kontonummer\n" in done.text
    assert "<li>" not in done.html


@given(st.text(max_size=TEXT_LIMIT))
def test_every_line_of_a_quotation_is_set_apart(text: str) -> None:
    lines = quoted(text).split("\n")

    assert all(re.match(r"  \S", line) for line in lines) or lines == [""]
    assert quoted(text).split() == text.split()
