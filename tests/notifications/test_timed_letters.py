"""Mails about deadlines and meetings: word for word as agreed, calm, and silent in the subject about persons."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import When
from domain.text import Text
from domain.vocabulary import Told
from notifications.invitation import Occasion, Session, invitation
from notifications.reminder import Line, digest, reminder
from notifications.render import Rendered
from notifications.subject import LIMIT
from tests.notifications.letters import OFFICE, READER
from tests.notifications.page import Page
from tests.notifications.timed_letters import (
    ASKED,
    DEPUTY,
    DIGESTS,
    EVERY,
    GOLDEN,
    HEAD,
    OTHER,
    OVER,
    PLAN,
    REMINDERS,
    SESSION,
    TODAY,
    golden_files,
    reader,
    written,
)

LANGUAGES = ("de", "en")
EVERY_MAIL = list(product(EVERY, LANGUAGES))
CLOSING = {"de": "Diese Nachricht ist kein Bescheid.", "en": "This message is not a formal decision."}


@pytest.mark.parametrize("name", golden_files())
def test_every_mail_reads_word_for_word_as_agreed(name: str) -> None:
    assert golden_files()[name] == (GOLDEN / name).read_text("utf-8"), "python -m tests.notifications.timed_letters, then read"


def test_no_mail_agreed_on_has_gone() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(golden_files())


@pytest.mark.parametrize(("name", "language"), EVERY_MAIL)
def test_text_and_html_say_the_same_with_one_link_and_neither_is_a_decision(name: str, language: str) -> None:
    done = written(name, language)
    plain = re.sub(r"^– ", "", done.text, flags=re.MULTILINE)
    words = re.sub(rf": {re.escape(OFFICE.public_url)}\S*\n", "\n", plain).split()

    assert Page(done.html).seen == words
    assert done.text.endswith(f"\n\n{CLOSING[language]}\n")
    assert done.html.count("<a ") == done.text.count(OFFICE.public_url) == 1
    assert len(done.html.encode()) <= 60_000
    assert not re.search(r"[{}]|[a-z]_[a-z]|None|Undefined|\s[,.:]|\n\n\n", f"{done.subject}\n{done.text}")


@pytest.mark.parametrize(("name", "language"), EVERY_MAIL)
def test_subject_and_preview_name_no_person_no_result_and_no_amount(name: str, language: str) -> None:
    done = written(name, language)
    preview = done.text.split("\n\n")[0] if not done.text.startswith(("Guten", "Dear")) else ""

    assert len(done.subject) <= LIMIT
    assert not re.search(r"Quartiersbüro|Neighbourhood|EUR|%|bewilligt|abgelehnt|granted|refused", done.subject + preview)


@pytest.mark.parametrize(("name", "language"), EVERY_MAIL)
def test_every_mail_greets_without_a_gender_and_says_whom_to_ask(name: str, language: str) -> None:
    text = written(name, language).text

    assert f"{'Guten Tag' if language == 'de' else 'Dear'} {reader(language).name}," in text
    assert OFFICE.contact in text
    assert not re.search(r"\bHerr|\bFrau\b|Sehr geehrte|\bMr|\bMs", text)


@pytest.mark.parametrize("name", [*REMINDERS, *DIGESTS])
def test_days_are_named_with_their_weekday_and_never_counted(name: str) -> None:
    for line in (REMINDERS | DIGESTS)[name]:
        assert {"2026-10-01": "Donnerstag, 1. Oktober 2026", "2026-09-24": "Donnerstag, 24. September 2026",
                "2026-09-18": "Freitag, 18. September 2026", "2026-09-17": "Donnerstag, 17. September 2026"}[line.due] in (
            written(name, "de").text
        )  # fmt: skip
    assert not re.search(
        r"noch \d+ Tag|in \d+ days|morgen|gestern|tomorrow", written(name, "de").text + written(name, "en").text
    )


def test_once_a_day_has_passed_the_mail_says_what_can_still_be_done() -> None:
    text = written("one_over", "de").text
    assert "Das können Sie jetzt noch tun" in text
    assert "Fristverlängerung" in text
    assert "Fristverlängerung" not in written("one_over_for_good", "de").text


@pytest.mark.parametrize("name", ["one_requested", "one_requested_over"])
def test_where_a_request_waits_the_mail_says_so_and_does_not_invite_to_ask_again(name: str) -> None:
    text = written(name, "de").text
    assert ". Sie haben am 16.09.2026 um mehr Zeit gebeten; bis wir antworten, gilt der bisherige Tag.\n" in text
    assert "Fristverlängerung" not in text
    assert "extension" not in written(name, "en").text
    assert "Fristverlängerung" in written("one_of_two_requested", "de").text


def test_a_digest_says_which_deadline_waits_for_the_offices_answer() -> None:
    asked, other = (line for line in written("digest_requested", "de").text.split("\n") if line.startswith("– "))
    assert asked.endswith("; am 16.09.2026 wurde um mehr Zeit gebeten, die Antwort steht aus")
    assert "gebeten" not in other


@pytest.mark.parametrize("day", ["2026-09-20", "2026-10", "unknown"])
def test_a_meeting_that_is_over_or_without_a_day_is_not_told(day: str) -> None:
    assert "Tagesordnung" in written("one_on_an_agenda", "de").text
    assert "Tagesordnung" not in reminder([replace(PLAN, meets_on=When(day))], READER, OFFICE, TODAY).text
    assert "Tagesordnung" not in reminder([replace(PLAN, meets_on=When("2026-10-07")), OTHER], READER, OFFICE, TODAY).text


def test_the_day_itself_has_not_passed() -> None:
    on_the_day = reminder([replace(PLAN, due=TODAY)], READER, OFFICE, TODAY)

    assert "abgelaufen" not in on_the_day.text + on_the_day.subject


def test_a_mail_about_one_case_names_it_once_and_one_about_several_names_each() -> None:
    assert written("one_case", "de").subject.startswith("[FK-2026-0142] ")
    assert written("one_case", "de").text.count("FK-2026-0142") == 1
    assert "[" not in written("several_cases", "de").subject
    for reference in ("FK-2026-0142", "FK-2026-0077"):
        assert written("several_cases", "de").text.count(reference) == 1


def test_a_digest_counts_what_it_lists_and_says_who_was_told_before() -> None:
    done = written("digest_escalations", "de")

    assert done.subject == "Heute: 3 Fristen (21.09.2026)"
    assert len(re.findall("^– ", done.text, re.MULTILINE)) == 3
    assert "Quartiersbüro Leipziger Westen (04.09.2026, 15.09.2026), Name gelöscht (16.09.2026)" in done.text
    assert written("digest_one", "de").subject == "Heute: 1 Frist (21.09.2026)"


@pytest.mark.parametrize("write", [reminder, digest])
def test_nobody_is_told_nothing(write: Callable[..., Rendered]) -> None:
    with pytest.raises(ValueError, match="at least one line"):
        write([], READER, OFFICE, TODAY)


def test_the_same_lines_in_any_order_are_the_same_mail() -> None:
    lines = [PLAN, OTHER, OVER, ASKED, DEPUTY, HEAD]

    assert digest(lines, READER, OFFICE, TODAY) == digest(lines[::-1], READER, OFFICE, TODAY)


def test_only_the_occasion_of_a_cancellation_leaves_out_the_agenda_and_asks_for_nothing() -> None:
    cancelled = invitation(replace(SESSION, agenda=()), Occasion.CANCELLED, READER, OFFICE)

    assert "Tagesordnung" not in cancelled.text
    assert "Sie müssen nichts weiter tun" in cancelled.text
    assert "Rathaus, Saal 2" in cancelled.text


def test_a_place_not_settled_yet_is_said_so() -> None:
    assert "Das steht noch nicht fest" in invitation(replace(SESSION, place=""), Occasion.INVITED, READER, OFFICE).text


PEOPLE_WRITE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=80)


@given(PEOPLE_WRITE, PEOPLE_WRITE, PEOPLE_WRITE)
def test_what_people_wrote_stays_words_of_one_line(reference: str, project: str, title: str) -> None:
    line = Line("d", reference, project, Text(de=title or "x"), When("2026-10-01"), "first", Told.OFFICER, project)

    for done in (reminder([line], READER, OFFICE, TODAY), digest([line, OTHER], READER, OFFICE, TODAY)):
        assert len(done.subject) <= LIMIT
        assert "\n" not in done.subject
        assert len(re.findall("^– ", done.text, re.MULTILINE)) in {1, 2}
        assert done.html.count("<a ") == 1
        assert "<script" not in done.html


@given(PEOPLE_WRITE, PEOPLE_WRITE, st.sampled_from(Occasion))
def test_whatever_a_body_is_called_the_subject_of_an_invitation_fits(body: str, item: str, occasion: Occasion) -> None:
    session = Session(Text(de=body or "KG"), "2026-10-07T18:00", item, (f"1 {item}",))
    done = invitation(session, occasion, READER, OFFICE)

    assert len(done.subject) <= LIMIT
    assert done.subject.endswith("am 07.10.2026")
