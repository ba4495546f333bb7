"""Situations for every mail about deadlines and meetings.

`python -m tests.notifications.timed_letters` writes them under golden_timed/ anew; read the difference before you commit it.
"""

from dataclasses import replace
from pathlib import Path

from domain.dates import When
from domain.text import Text
from domain.vocabulary import Told
from notifications.invitation import Occasion, Session, invitation
from notifications.reminder import Before, Line, digest, reminder
from notifications.render import Addressee, Office, Rendered
from tests.notifications.letters import ENGLISH_READER, OFFICE, READER

GOLDEN = Path(__file__).parent / "golden_timed"
TODAY = When("2026-09-21")
PLAN = Line(
    "d-plan", "FK-2026-0142", "Quartiersladen", Text(de="Unterlagen: Antrag", en="Documents: application"), When("2026-10-01"),
    "first", Told.OWNER, "Quartiersbüro Leipziger Westen",
)  # fmt: skip
OVER = replace(PLAN, deadline=Text(de="Zwischennachweis", en="Interim report"), due=When("2026-09-18"), rung="over")
OTHER = replace(PLAN, dossier="d-yard", reference="FK-2026-0077", project="Hoffest", due=When("2026-09-24"))
FINAL = replace(OVER, extendable=False)
REQUESTED = replace(PLAN, asked_on=When("2026-09-16"))
ASKED = replace(
    OVER, rung="officer", tells=Told.OFFICER,
    told=(Before(READER.name, When("2026-09-04")), Before(READER.name, When("2026-09-15")), Before("", When("2026-09-16"))),
)  # fmt: skip
DEPUTY, HEAD = replace(ASKED, rung="deputy", tells=Told.DEPUTY), replace(ASKED, rung="head", tells=Told.HEAD)
SESSION = Session(Text(de="KG"), "2026-10-07T18:00", "Rathaus, Saal 2", ("1 Quartiersladen", "2 Verschiedenes"))

REMINDERS: dict[str, tuple[Line, ...]] = {
    "one_ahead": (PLAN,),
    "one_over": (OVER,),
    "one_over_for_good": (FINAL,),
    "one_case": (PLAN, OVER),
    "several_cases": (PLAN, OTHER),
    "several_over": (OVER, replace(OTHER, due=When("2026-09-17"))),
    "everything": (PLAN, OTHER, OVER),
    "one_requested": (REQUESTED,),
    "one_requested_over": (replace(OVER, asked_on=When("2026-09-16")),),
    "one_of_two_requested": (REQUESTED, OTHER),
    "one_on_an_agenda": (replace(PLAN, meets_on=When("2026-10-07")),),
}
DIGESTS: dict[str, tuple[Line, ...]] = {
    "digest_one": (PLAN,),
    "digest_requested": (
        replace(ASKED, asked_on=When("2026-09-16")),
        replace(HEAD, dossier="d-yard", reference="FK-2026-0077"),
    ),
    "digest_escalations": (ASKED, DEPUTY, HEAD),
    "digest_everything": (PLAN, OTHER, ASKED, replace(DEPUTY, reference="FK-2026-0078", dossier="d-3"), HEAD),
}


def reader(language: str) -> Addressee:
    """Who reads it."""
    return ENGLISH_READER if language == "en" else READER


def written(name: str, language: str, office: Office = OFFICE) -> Rendered:
    """Write the mail of a situation."""
    to = reader(language)
    if name in REMINDERS:
        return reminder(REMINDERS[name], to, office, TODAY)
    if name in DIGESTS:
        return digest(DIGESTS[name], to, office, TODAY)
    return invitation(SESSION, Occasion(name), to, office)


EVERY = (*REMINDERS, *DIGESTS, *Occasion)


def golden_files() -> dict[str, str]:
    """What golden_timed/ has to hold: every mail as text in both languages, and one as HTML."""
    files = {
        f"{name}.{language}.txt": f"Subject: {done.subject}\n\n{done.text}"
        for name in EVERY
        for language in ("de", "en")
        for done in [written(name, language)]
    }
    files["digest_everything.de.html"] = written("digest_everything", "de").html
    return files


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden_files().items():
        (GOLDEN / name).write_text(text, "utf-8")
