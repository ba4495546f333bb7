"""What single sentences say, and what stays in the office."""

import pytest

from domain.commands import Correct, Decide, Resolve
from domain.dates import When
from domain.vocabulary import DecisionOutcome, MeetingOutcome
from notifications.phrases import as_of, of, on, until_weekday
from tests.notifications.letters import SITUATIONS, letter, opened

LANGUAGES = ("de", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_of_a_meeting_reads_differently_and_as_a_sentence(language: str) -> None:
    said = set()
    for outcome in MeetingOutcome:
        desk = opened("kg")
        desk.ask(
            Resolve(
                stage="kg", on=When("2002-07"), outcome=outcome, conditions="bis Mai", referred_to="Stadtrat",
                resubmit_on=When("2002-09-04"),
            )
        )  # fmt: skip
        happened = letter(desk, language).text.split("\n\n")[2]
        assert happened.endswith(".")
        assert {"de": "KG-Sitzung im Juli 2002", "en": "KG meeting in July 2002"}[language] in happened
        said.add(happened)

    assert len(said) == len(MeetingOutcome)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", ["consent", "decision"])
def test_every_decision_says_what_was_decided_and_keeps_its_grounds(stage: str, language: str) -> None:
    said = set()
    for outcome in DecisionOutcome:
        desk = opened("decision")
        effective = When("2000-11-16") if stage == "consent" and outcome is not DecisionOutcome.REFUSED else None
        desk.ask(Decide(stage=stage, on=When("2002-11-18"), outcome=outcome, effective_on=effective, reason="innere Gründe"))
        text = letter(desk, language).text
        assert "innere Gründe" not in text
        assert {"de": "Maßgeblich ist der Bescheid", "en": "What counts is the formal decision"}[language] in text
        said.add(text.split("\n\n")[2])

    assert len(said) == len(DecisionOutcome)


def test_a_correction_keeps_its_reason_in_the_office() -> None:
    for situation in ("correction", "correction_void"):
        assert "Zahlendreher" not in letter(SITUATIONS[situation](), "de").text
        assert "falscher Vorgang" not in letter(SITUATIONS[situation](), "de").text


def test_the_vote_of_a_meeting_stays_in_the_office() -> None:
    assert "17 Ja" not in letter(SITUATIONS["meeting_outcome_conditions"](), "de").text


def test_a_financing_that_fell_by_a_correction_is_not_called_settled() -> None:
    desk = SITUATIONS["financing_settled"]()
    desk.ask(Correct(seq=desk.dossier.version, reason="zu früh", void=True))

    assert "Der Eintrag zählt nicht mehr." in letter(desk, "de").text
    assert "Ihre Finanzierung steht" not in letter(desk, "de").text


@pytest.mark.parametrize(
    ("when", "german", "english"),
    [
        (
            "2002-05-24",
            (" am 24.05.2002", " vom 24.05.2002", " zum 24.05.2002"),
            (" on 24 May 2002", " of 24 May 2002"),
        ),
        ("2002-06", (" im Juni 2002", " im Juni 2002", " ab Juni 2002"), (" in June 2002", " in June 2002")),
        ("unknown", ("", "", ""), ("", "")),
    ],
)
def test_a_day_a_month_and_no_date_each_read_naturally(
    when: str, german: tuple[str, str, str], english: tuple[str, str]
) -> None:
    day = When(when)

    assert (on(day, "de"), of(day, "de"), as_of(day, "de")) == german
    assert (on(day, "en"), of(day, "en")) == english


def test_what_is_due_is_named_with_its_day_of_the_week() -> None:
    """A weekday and a full date: "within four weeks" was misread elsewhere."""
    assert until_weekday(When("2026-09-24"), "de") == " bis Donnerstag, 24. September 2026"
    assert until_weekday(When("2026-09-24"), "en") == " by Thursday 24 September 2026"
    assert until_weekday(When("2026-09"), "de") == " bis Ende September 2026"
    assert until_weekday(When("unknown"), "de") == until_weekday(None, "en") == ""


def test_an_undated_application_has_simply_come_in() -> None:
    desk = opened("opened")
    desk.ask(Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16")))

    assert "Ihr vorzeitiger Beginn ist zum 16.11.2000 bestätigt worden." in letter(desk, "de").text


def test_the_addressee_is_told_what_is_missing_from_their_side() -> None:
    desk = opened("opened")
    desk.ask(Resolve(stage="kg", on=When("2002-05-04"), outcome=MeetingOutcome.ADOPTED))

    assert "Von Ihrer Seite wird als Nächstes gebraucht:\n\n– Einreichung, zuständig: Stadt" in letter(desk, "de").text
    assert "Sie müssen jetzt nichts tun." not in letter(desk, "de").text


def test_conditions_do_not_hide_what_is_missing_from_the_addressees_side() -> None:
    desk = opened("opened")
    outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    desk.ask(Resolve(stage="kg", on=When("2002-05-04"), outcome=outcome, conditions="bis Mai"))

    assert "– Einreichung, zuständig: Stadt" in letter(desk, "de").text
    assert "nicht tun" not in letter(desk, "de").text


def test_a_proceeding_whose_only_entry_was_voided_is_not_called_finished() -> None:
    desk = SITUATIONS["early_start_decision"]()
    desk.ask(Correct(seq=desk.dossier.version, reason="verklickt", void=True))

    assert "abgeschlossen" not in letter(desk, "de").text
