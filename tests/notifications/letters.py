"""One situation of the office for every letter of the catalogue, and whom it is written to.

`python -m tests.notifications.letters` writes the letters under golden/ anew; read the difference before you commit it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.commands import Actor, Command, ConfirmFunds, Correct, Decide, Resolve, Return, Submit, SupplyDocuments, Withdraw
from domain.commands.deadlines import EndDeadline, ExtendDeadline, RefuseExtension, RequestExtension, SetDeadline
from domain.commands.meetings import CloseBids, PublishCall, ReceiveBid, Schedule, Select, SettleCondition, Unschedule
from domain.dates import When
from domain.text import Text
from domain.vocabulary import (
    CofinancingOutcome,
    ConditionOutcome,
    DeadlineOutcome,
    DecisionOutcome,
    MeetingOutcome,
    ReturnPurpose,
    SelectionOutcome,
)
from notifications.catalogue import Owed, owed
from notifications.render import Addressee, Office, Rendered, render
from tests.body_programmes import CALL
from tests.offices import EVERYBODY, LEIPZIG, PLAN, Desk, a_desk, a_dossier

OFFICE = Office(
    title=Text(de="Stadt Leipzig, Fördermittelstelle", en="City of Leipzig, Funding Office"),
    contact="foerderung@example.org",
    from_address="noreply@example.org",
    mail_domain="mail.example.org",
    public_url="https://portal.example.org",
)
READER = Addressee("p-contact", "Quartiersbüro Leipziger Westen", "quartier@example.org", "de")
ENGLISH_READER = Addressee("p-contact", "Leipzig West Neighbourhood Office", "quartier@example.org", "en")


def opened(at: str = "opened", **said: object) -> Desk:
    """A dossier with somebody to write to, at stage `at` ("opened": nothing submitted yet)."""
    known = {"contact": "p-contact", "plan": PLAN, **said}
    return a_desk(LEIPZIG, EVERYBODY, **known) if at == "opened" else a_dossier(at, **known)


def _after(at: str, *asked: Command) -> Callable[[], Desk]:
    """A dossier at stage `at`, in which `asked` was recorded then."""

    def situation() -> Desk:
        desk = opened(at)
        for command in asked:
            desk.ask(command)
        return desk

    return situation


_REQUEST = Return(
    stage="submission",
    on=When("2002-06-03"),
    purpose=ReturnPurpose.DOCUMENTS,
    reason="Der Finanzierungsplan liegt nur als Entwurf bei.\nDie Zusage der Stadt fehlt.",
    documents=("Finanzierungsplan, unterschrieben", "Zusage der Stadt"),
    due=When("2002-06-25"),
)
_CORRECTED = Correct(seq=3, reason="Zahlendreher", on=When("2002-07-03"), outcome="rejected")

_CONDITIONS = Resolve(
    stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED_WITH_CONDITIONS,
    conditions="Das zweite Team beginnt erst 2003.\nDer Beirat berichtet halbjährlich.",
)  # fmt: skip


_DAY = When("2010-01-04")
_REPORT = SetDeadline(deadline="report", role="city", due=When("2010-06-30"), on=_DAY, title="Verwendungsnachweis")
_MORE_TIME = ExtendDeadline(deadline="report", until=When("2010-09-30"), on=_DAY, reason="Rechnungsprüfung")
_ASKED = RequestExtension(
    deadline="report", on=_DAY, until=When("2010-08-31"),
    reason="Die Prüfung der Belege dauert länger.\nDie Bank antwortet erst im Juli.",
)  # fmt: skip
_SOON = replace(_REPORT, due=When("2010-01-05"))
_LATE = RequestExtension(deadline="report", on=When("2010-01-07"), reason="Die Belege liegen beim Steuerbüro.")
_NOT_LONGER = RefuseExtension(deadline="report", on=_DAY, reason="Der Mittelabruf muss im Juli beim Land sein.")


def _ended(outcome: ConditionOutcome, number: int = 1) -> SettleCondition:
    return SettleCondition(seq=3, number=number, on=When("2003-01-08"), outcome=outcome, proof="Vermerk")


def _after_the_end(soon: Command, *asked: Command) -> Callable[[], Desk]:
    """A dossier with a deadline whose day has passed, in which `asked` was recorded then."""

    def situation() -> Desk:
        desk = opened("end")
        desk.ask(soon)
        desk.today = date(2010, 1, 7)
        for command in asked:
            desk.ask(command)
        return desk

    return situation


def _scheduled(day: str) -> Schedule:
    return Schedule(stage="kg", on=When("2010-01-04"), meets_on=When(day), public=False)


def _chosen() -> Desk:
    """A project whose sponsor has just been selected, before anybody applied."""
    on, team = When("2009-03-02"), Actor("t" * 16, "qm-team", frozenset({"team"}))
    desk = a_desk(CALL, team, title="Lesegarten")
    asked: tuple[Command, ...] = (
        Submit(stage="idea", on=on), Resolve(stage="round", on=on, outcome=MeetingOutcome.ADOPTED),
        PublishCall(stage="call", on=on), ReceiveBid(stage="bids", on=on, bidder=READER.id),
        CloseBids(stage="bids", on=on),
        Select(stage="choice", on=on, outcome=SelectionOutcome.SELECTED, bidder=READER.id, vote="4:1", reason="Konzept"),
    )  # fmt: skip
    for command in asked:
        desk.ask(command, team)
    return desk


#: Every file under golden/ is one of these; each is the last letter owed in its situation.
SITUATIONS: dict[str, Callable[[], Desk]] = {
    "receipt": _after("submission", Submit(stage="submission", on=When("2002-05-24"))),
    "documents_requested": _after("kg", _REQUEST),
    "rework_requested": _after(
        "kg",
        Return(
            stage="submission",
            on=When("2002-06-03"),
            purpose=ReturnPurpose.REWORK,
            reason="Die Kosten sind nicht nach Jahren getrennt.",
        ),
    ),
    "documents_received": _after("kg", _REQUEST, SupplyDocuments(stage="submission", on=When("2002-06-20"))),
    "meeting_outcome": _after("kg", Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)),
    "meeting_outcome_conditions": _after(
        "kg",
        Resolve(
            stage="kg",
            on=When("2002-07-04"),
            outcome=MeetingOutcome.ADOPTED_WITH_CONDITIONS,
            conditions="Das zweite Team beginnt erst 2003.\nDer Beirat berichtet halbjährlich.",
            vote="17 Ja, 2 Nein",
        ),
    ),
    "scheduled": _after("kg", _scheduled("2010-01-14")),
    "rescheduled": _after(
        "kg", _scheduled("2010-01-14"), Unschedule(stage="kg", on=When("2010-01-04"), reason="Saal"), _scheduled("2010-02")
    ),
    "selected": _chosen,
    "deadline_set": _after("end", _REPORT),
    "deadline_extended": _after("end", _REPORT, _MORE_TIME),
    "deadline_voided": _after(
        "end", _REPORT, EndDeadline(deadline="report", outcome=DeadlineOutcome.VOIDED, on=_DAY, reason="kein Zuschuss")
    ),
    "extension_requested": _after("end", _REPORT, _ASKED),
    "extension_requested_late": _after_the_end(_SOON, _LATE),
    "extension_refused": _after("end", _REPORT, _ASKED, _NOT_LONGER),
    "extension_refused_late": _after_the_end(_SOON, _LATE, replace(_NOT_LONGER, on=_LATE.on)),
    "correction_request": _after("end", _REPORT, _ASKED, Correct(seq=7, reason="falsche Akte", void=True)),
    "correction_refusal": _after("end", _REPORT, _ASKED, _NOT_LONGER, Correct(seq=8, reason="falsche Akte", void=True)),
    "correction_extension": _after("end", _REPORT, _MORE_TIME, Correct(seq=7, reason="falsche Akte", void=True)),
    "early_start_decision": _after(
        "opened",
        Decide(stage="consent", outcome=DecisionOutcome.GRANTED, effective_on=When("2000-11-16")),
    ),
    "decision": _after(
        "decision",
        Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, amount=80_000_000),
    ),
    "decision_conditions": _after(
        "decision",
        Decide(
            stage="decision",
            on=When("2002-11-18"),
            outcome=DecisionOutcome.GRANTED,
            amount=80_000_000,
            conditions="Hinweistafel aufstellen\n\nBericht bis Ende 2003",
        ),
    ),
    "decision_refused": _after(
        "decision",
        Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.REFUSED, reason="Mittel gebunden"),
    ),
    "amendment_decision": _after(
        "end",
        Submit(stage="request", on=When("2003-02-03")),
        Decide(stage="change", on=When("2003-03-17"), outcome=DecisionOutcome.GRANTED),
    ),
    "financing_settled": _after("cofinancing", ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED)),
    "financing_settled_amounts": _after(
        "decision",
        Decide(stage="decision", on=When("2002-11-18"), outcome=DecisionOutcome.GRANTED, amount=80_000_001),
        ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED),
    ),
    "condition_met": _after("kg", _CONDITIONS, _ended(ConditionOutcome.MET)),
    "condition_waived": _after("kg", _CONDITIONS, _ended(ConditionOutcome.MET), _ended(ConditionOutcome.WAIVED, 2)),
    "withdrawal_confirmed": _after("kg", Withdraw(on=When("2002-06-28"), reason="Wir ziehen um.")),
    "correction": _after("decision", _CORRECTED),
    "correction_void": _after("decision", Correct(seq=3, reason="falscher Vorgang", void=True)),
}


def last_owed(desk: Desk) -> Owed:
    """The last letter owed for a dossier, everything before it having been told already."""
    history = range(desk.dossier.version - 1, -1, -1)
    return next(letter for after in history for letter in owed(desk.dossier, after))


def letter(desk: Desk, language: str, office: Office = OFFICE) -> Rendered:
    """Write that letter."""
    return render(last_owed(desk), desk.dossier, ENGLISH_READER if language == "en" else READER, office)


GOLDEN = Path(__file__).parent / "golden"


def golden_files() -> dict[str, str]:
    """What golden/ has to hold: every letter as text in both languages, and one as HTML."""
    written = {
        f"{name}.{language}.txt": f"Subject: {done.subject}\n\n{done.text}"
        for name, situation in SITUATIONS.items()
        for language in ("de", "en")
        for done in [letter(situation(), language)]
    }
    written["documents_requested.de.html"] = letter(SITUATIONS["documents_requested"](), "de").html
    return written


if __name__ == "__main__":
    for name, text in golden_files().items():
        (GOLDEN / name).write_text(text, "utf-8")
