"""Promises about whole ways through the portal, beside the real system: `foerderkette up`, its post, its test mailbox.

One way is gone by clicking, once more with JavaScript switched off, and once by the keyboard alone.
"""

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from domain.office_time import OFFICE_ZONE
from tests.browser.hands import Clicking, Hands, Typing
from tests.houses import ROOT
from tests.portal.files import PDF
from wording.language import _

#: How long the system may take to start, or a mail to come, in seconds.
PATIENCE = 60.0
TITLE = "Ein Garten für das Quartier"
APPLICANT, OFFICER = "antragstelle@example.org", "sachbearbeitung@example.org"

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the portal of a fresh installation, started as people start it."""
    data = tmp_path_factory.mktemp("system")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOERDERKETTE_", "PREFECT_"))}
    own = {"FOERDERKETTE_DATA": str(data), "FOERDERKETTE_PORTAL_PORT": str(port), "PYTHONPATH": str(ROOT)}
    with (data / "said.txt").open("w") as said, subprocess.Popen(
        [sys.executable, "-m", "cli.main", "up"], env={**kept, **own}, cwd=data, stdout=said, stderr=said
    ) as process:  # fmt: skip
        try:
            _until(lambda: _answers(f"http://127.0.0.1:{port}/"), data / "said.txt")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=PATIENCE)
            finally:
                process.kill()
    assert process.returncode == 0, (data / "said.txt").read_text("utf-8")


def _answers(url: str) -> bool:
    with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
        return bool(answer.status == 200)
    return False


def _until(answer: Callable[[], bool], said: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answer():
        assert time.monotonic() < deadline, said.read_text("utf-8")
        time.sleep(0.1)


@contextlib.contextmanager
def _newcomer(browser: Browser, url: str, way: str) -> Iterator[Hands]:
    """Somebody without cookies."""
    script = way != "without-javascript"
    with browser.new_context(base_url=url, locale="de-DE", java_script_enabled=script) as context:
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/")
        try:
            yield Typing(page) if way == "keyboard" else Clicking(page)
        except Exception as error:
            error.add_note(f"{page.url}\n{page.locator('body').inner_text()}")
            raise


@pytest.mark.parametrize("way", ["clicking", "without-javascript", "keyboard"])
def test_from_the_front_page_to_the_last_letter(browser: Browser, system: str, way: str, tmp_path: Path) -> None:
    document = tmp_path / "Kostenplan.pdf"
    document.write_bytes(PDF)
    with _newcomer(browser, system, way) as hands:
        title = f"{TITLE} ({way})"
        _sign_in(hands, APPLICANT)
        reference = _apply(hands, title, document)
        _look_at_it(hands, document.name)
        hands.press(_("Sign out"))
        assert hands.page.get_by_role("link", name=_("Sign in")).count()

        _sign_in(hands, OFFICER)
        _find(hands, reference)
        assert hands.page.get_by_role("main").get_by_text(document.name).count(), "the office has the document"
        _record(hands, "KG-Sitzung", "bestätigt")
        _record(hands, "Projektentscheidung", "bewilligt")
        _record(hands, "Finanzierung", "bestätigt")

        assert hands.page.get_by_text(_("Waits for nobody: all proceedings have ended.")).count()
        _read_the_letter(hands, reference)
        _read_the_mail(hands, reference)


def _sign_in(hands: Hands, email: str) -> None:
    page = hands.page
    hands.follow(_("Sign in"))
    hands.type(_("E-mail address"), email)
    hands.press(_("Send me a link"))
    hands.follow(_("To the test mailbox"))
    rows = page.get_by_role("row").filter(has_text=email).filter(has_text="Anmeldelink")
    before = _mails_before.get(email, 0)
    deadline = time.monotonic() + PATIENCE
    while rows.count() <= before:
        assert time.monotonic() < deadline, f"no link came for {email}"
        page.wait_for_timeout(300)
        hands.follow(_("Refresh"))
    _mails_before[email] = rows.count()
    assert page.get_by_role("row").nth(1).get_by_text(email).count(), "the newest mail is not the link"
    hands.follow("Anmeldelink")
    hands.follow("/anmelden/")
    hands.press(_("Sign in now"))
    assert page.get_by_role("button", name=_("Sign out")).count()


#: How many links have come to an address so far.
_mails_before: dict[str, int] = {}


def _apply(hands: Hands, title: str, document: Path) -> str:
    """Apply with one document, and give the reference the receipt names."""
    page = hands.page
    hands.follow(_("Begin a new application"))
    hands.press(_("Apply: {programme}").format(programme="URBAN II Leipziger Westen"))
    hands.follow(_("Project"))
    hands.press(_("Save and continue"))
    assert page.get_by_role("alert").get_by_text(_("There is a problem")).count()
    assert page.title().startswith(_("Error:"))
    hands.type(_("Title"), title)
    hands.press(_("Save and continue"))
    hands.follow(_("Period of the project"))
    hands.type(_("Begins"), "01/2027")
    hands.press(_("Save and continue"))
    # Stopping here, the draft waits among the applications.
    hands.follow(_("My applications"))
    hands.follow(_("Go on with the draft"))
    hands.follow(_("Who takes part"))
    hands.choose(_("Organisation that carries the project out"), "GBM Beratung mbH")
    hands.press(_("Save and continue"))
    hands.follow(_("Financing"))
    hands.type(_("Total cost in EUR"), "12.500,00")
    hands.press(_("Save and continue"))
    hands.follow(_("Documents"))
    hands.attach(_("Files"), document)
    hands.press(_("Upload"))
    assert page.get_by_role("status").get_by_text(_("The files are here")).count()
    hands.follow(_("Continue"))
    hands.follow(_("Check and submit"))
    assert page.get_by_role("main").get_by_text(document.name).count()
    assert page.get_by_role("main").get_by_text(title).count()
    hands.press(_("Submit the application with binding effect"))
    assert page.get_by_role("heading", name=_("Receipt"), level=1).count()
    before, _sep, after = _("Your reference is {reference}. Name it whenever you write to the office.").partition("{reference}")
    text = page.get_by_role("main").inner_text()
    assert document.name in text
    assert hashlib.sha256(PDF).hexdigest() in text
    return text.split(before, 1)[1].split(after, 1)[0]


def _look_at_it(hands: Hands, document: str) -> None:
    """What the applicant sees of their application: that nothing is asked of them now, and their document."""
    hands.follow(_("Back to the application"))
    assert hands.page.get_by_role("heading", name=_("You need not do anything")).count()
    assert hands.page.get_by_role("link", name=document).count()


def _find(hands: Hands, reference: str) -> None:
    """Search for the case: what waits for the KG does not stand in the worklist of the desk."""
    hands.follow(_("Search"))
    hands.type(hands.page.get_by_role("searchbox").or_(hands.page.locator("[name=q]")).first.evaluate(
        "field => field.labels[0].innerText"), reference)  # fmt: skip
    hands.press(_("Search for dossiers"))
    hands.follow(reference)


def _record(hands: Hands, stage: str, outcome: str) -> None:
    page = hands.page
    hands.follow(_("Record: {stage}").format(stage=stage))
    if page.get_by_role("radio", name=outcome, exact=True).count():
        hands.tick(outcome)
    hands.type(_("Day it happened"), f"{datetime.now(OFFICE_ZONE):%d.%m.%Y}")
    hands.press(_("Check"))
    assert page.get_by_role("heading", name=_("This follows from it")).count(), page.get_by_role("main").inner_text()
    hands.press(_("Record it"))
    assert page.get_by_role("status").get_by_text(_("Recorded")).count()


def _read_the_letter(hands: Hands, reference: str) -> None:
    """Wait until the chain has written the last letter and the post has sent it, then read it."""
    page = hands.page
    letters = page.get_by_role("row").filter(has_text=reference)
    deadline = time.monotonic() + PATIENCE
    while page.get_by_role("link", name=_("Refresh")).count() or not letters.count():
        assert time.monotonic() < deadline, page.get_by_role("main").inner_text()
        page.wait_for_timeout(300)
        page.reload()
    subject = letters.first.get_by_role("link").inner_text()
    hands.follow(subject)
    assert reference in page.locator("pre.letter").inner_text()


def _read_the_mail(hands: Hands, reference: str) -> None:
    """In the test mailbox: the last letter has left the house, to whoever applied."""
    page = hands.page
    hands.follow(_("Test mailbox"))
    mails = page.get_by_role("row").filter(has_text=reference).filter(has_text=APPLICANT)
    deadline = time.monotonic() + PATIENCE
    while not mails.filter(has_text="Finanzierung").count():
        assert time.monotonic() < deadline, page.get_by_role("main").inner_text()
        page.wait_for_timeout(300)
        hands.follow(_("Refresh"))
    hands.follow(mails.filter(has_text="Finanzierung").first.get_by_role("link").inner_text())
    assert reference in page.locator("pre.letter").inner_text()
