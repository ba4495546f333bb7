"""Hostile texts that were taken, looked for in every output: pages, files, pictures, mails, calendars, the API, logs."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from email import message_from_bytes, policy
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import structlog
from httpx2 import Response
from icalendar import Calendar

from config.application import Project
from config.log import configure
from domain.commands import Return, Submit, Withdraw
from domain.dates import When
from domain.errors import Refusal
from domain.text import TITLE_LIMIT
from domain.typed import typed
from domain.vocabulary import ReturnPurpose
from notifications.compose import Letter, compose
from portal.app import create_app
from store import outbox
from tests.houses import CITY, CONTACT, DESK, LEIPZIG, ROOT, a_key, findings
from tests.portal.hostile import MARK, STRINGS
from tests.portal.parsed import Parsed
from tests.portal.test_hostile import EYES, eyes_of, few
from tests.portal.test_matrix import ROWS, Row
from tests.portal.town import Town, build
from workflows.house import House
from workflows.inbox import open_case, receive
from workflows.walk import catch_up


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town the cases are opened in."""
    return build(tmp_path_factory.mktemp("town"))


def taken(text: str, limit: int, *, lines: bool = False) -> str:
    """The text as it is kept, or an ordinary one where it is refused."""
    try:
        return typed("x", text, limit=limit, lines=lines)
    except Refusal:
        return ""


@dataclass
class Told:
    """A case whose texts are hostile, and how they are kept."""

    id_: str
    title: str
    reason: str
    documents: str


def tell(house: House, number: int, title: str, reason: str, documents: str) -> Told:
    """Open a case with these texts, send it back with these, and let the chain write its letters."""
    project = Project(
        authority="leipzig",
        programme=LEIPZIG,
        reference=f"9.{number}",
        title=title,
        area=title,
        applicant=CITY,
        contact=CONTACT,
    )
    sent_in = Submit(stage="submission", on=When("2002-05-24"))
    id_ = open_case(house, project, When("2002-05-24"), sent_in, by=DESK, key=a_key()).dossier.id
    back = Return(
        stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason=reason, documents=(documents,),
        due=When("2026-12-18"),
    )  # fmt: skip
    receive(house, f"9.{number}", back, by=DESK, programme=LEIPZIG, authority="leipzig")
    return Told(id_, title, reason, documents)


def tellings() -> list[tuple[str, str, str]]:
    """Every text that is taken at all, spread over title, reason and document."""
    lines = {text: taken(text, TITLE_LIMIT) for text in STRINGS}
    short = [kept for kept in lines.values() if kept]
    long = [kept for text in STRINGS if not lines[text] and (kept := taken(text, 4000, lines=True))]
    texts = iter([*short, *["Text"] * (-len(short) % 3)])
    threes = list(zip(texts, texts, texts, strict=True))
    return [*threes, *(("Text", text, "Text") for text in long)]


def test_what_was_taken_is_shown_unchanged_and_never_as_markup(town: Town, tmp_path: Path) -> None:
    wrong: list[str] = []
    with town.copied(tmp_path / "outputs") as house:
        told = [tell(house, number, *texts) for number, texts in enumerate(tellings())]
        assert len(told) > 60
        catch_up(house)
        app = create_app(house)
        clients = {(kind, program): town.client(app, kind, program=program)[0] for kind in EYES for program in (False, True)}
        for one in told:
            with house.database.reading() as connection:
                letters = outbox.letters(connection, dossier=one.id_)
            for letter in letters:
                wrong += [f"letter {letter.template} {one.title[:50]!r}: {fault}" for fault in _letter(one, letter)]
            things = {**town.things, "id_": one.id_, "dossier_id": one.id_, "letter_id": letters[0].id}
            for row in ROWS:
                if ("{id_}" in row.path or "{dossier_id}" in row.path) and (kind := eyes_of(row)):
                    answer = clients[kind, "bearer" in row.said].get(row.url(things))
                    wrong += [f"{row.path} {one.title[:50]!r}: {fault}" for fault in _output(row, answer, one)]
        for row in ROWS:
            if "{" not in row.path and (kind := eyes_of(row)):
                answer = clients[kind, "bearer" in row.said].get(row.url(dict(town.things)))
                wrong += [f"{row.path}: {fault}" for fault in _output(row, answer, None)]
        assert findings(house) == []

    assert few(wrong) == {}


def _output(row: Row, answer: Response, told: Told | None) -> Iterator[str]:
    """What is wrong with a page or file about this case."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
    elif kind == "text/html":
        page = Parsed(answer.text)
        yield from (f"not from a template: {one}" for one in page.foreign)
        whole = row.path in {"/akten/{id_}", "/antraege/{id_}"}
        if told and whole and _squeezed(told.title) not in _squeezed(page.text):
            yield "the title is another"
        if told and whole and _squeezed(told.reason) not in _squeezed(page.text):
            yield "the reason is another"
    elif kind == "image/svg+xml":
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(answer.content).iter()}  # noqa: S314 - ours
        yield from (f"<{tag}> in a picture" for tag in tags & {"script", "foreignObject", "a", "image", "use", "animate"})
    elif kind == "application/json":
        held = json.loads(answer.text)
        if told and row.path.endswith("/dossiers/{dossier_id}") and told.title != held["title"]:
            yield f"the title is {held['title']!r:.80}"
    elif kind == "text/calendar":
        yield from _dates(answer.content, told)
    elif kind == "text/csv":
        cells = (cell for line in csv.reader(io.StringIO(answer.text), delimiter=";") for cell in line)
        yield from (f"a cell that counts: {cell[:40]!r}" for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r")))


def _dates(content: bytes, told: Told | None) -> Iterator[str]:
    for event in Calendar.from_ical(content).walk("VEVENT"):
        extra = {str(name) for name in event} - {
            "UID",
            "DTSTAMP",
            "LAST-MODIFIED",
            "SEQUENCE",
            "STATUS",
            "DTSTART",
            "DTEND",
            "SUMMARY",
            "DESCRIPTION",
            "TRANSP",
            "URL",
        }
        yield from (f"{name} in a calendar" for name in sorted(extra))
        if told and told.title not in str(event["SUMMARY"]):
            yield f"the calendar says {event['SUMMARY']!r:.80}"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_LETTERS = ROOT / "notifications" / "templates"
#: What the body of a letter is made of.
_BODY = frozenset({"a", "blockquote", "br", "li", "p", "strong", "ul"})
_FIELDS = [field.name for field in fields(Letter)]
_HEADERS = [
    "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Content-Language", "MIME-Version", "Content-Type",
]  # fmt: skip


def _letter(told: Told, posted: outbox.Posted) -> Iterator[str]:
    """What is wrong with the mail a letter becomes: its headers, its text, its HTML."""
    mail = message_from_bytes(
        compose(Letter(**{name: getattr(posted, name) for name in _FIELDS} | {"thread_id": posted.thread_id or None})),
        policy=policy.default,
    )
    yield from (f"header {name}" for name in mail if name not in _HEADERS)
    yield from (f"header {name} twice" for name in _HEADERS if len(mail.get_all(name, [])) > 1)
    text, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    if str(mail["To"].addresses[0].addr_spec) != posted.recipient or len(mail["To"].addresses) != 1:
        yield f"goes to {mail['To']}"
    if posted.text.splitlines() != text.get_content().splitlines():
        yield "the mail's text is another"
    if posted.template == "documents_requested" and _squeezed(told.reason) not in _squeezed(posted.text.replace("\n> ", "\n")):
        yield "the reason is another"
    yield from (f"not from a template: {one}" for one in Parsed(page.get_content(), _LETTERS, _BODY).foreign)


def test_a_log_line_is_one_line_whatever_was_typed(town: Town, tmp_path: Path) -> None:
    lines = io.StringIO()
    configure(lines, level="debug")
    try:
        with town.copied(tmp_path / "log") as house:
            client, _ = town.client(create_app(house), "stranger")
            for text in [text for text in STRINGS if "\n" in text or "\r" in text][:20]:
                client.post("/anmelden", data={"email": f"{text}@example.org"})
                client.get("/anmelden", params={"weiter": text})
                receive_refused(house, text)
    finally:
        structlog.reset_defaults()

    for line in lines.getvalue().splitlines():
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", json.loads(line)["event"])
        assert MARK not in line


def receive_refused(house: House, text: str) -> None:
    """Ask for something with a text that is refused."""
    with pytest.raises(Refusal):
        receive(
            house, "2.2", Withdraw(on=When("2002-06-04"), reason=f"{text}\x00"), by=DESK, programme=LEIPZIG, authority="leipzig"
        )
