"""The house the browser looks at: one case of every kind, and the portal served for real, on a port of its own."""

import asyncio
import contextlib
import io
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from config.clock import Clock
from domain.commands import Return
from domain.dates import When
from domain.dossier import Dossier
from domain.vocabulary import ReturnPurpose
from notifications.catcher import MailCatcher
from notifications.smtp import SmtpTransport
from notifications.smtp_settings import SmtpSettings
from portal.applicant import public_status
from portal.documents import filing
from portal.documents.file_kinds import Upload
from portal.serve import serving
from portal.signing_in import sessions
from store import access, drafts, mail_choices, outbox
from store.drafts import Saved
from store.people import party_id
from tests.browser.shown_conditions import some_conditions
from tests.browser.shown_deadlines import some_deadlines
from tests.browser.shown_meetings import some_meetings
from tests.browser.shown_versions import a_changed_fund
from tests.houses import (
    BERLIN,
    BERLIN_SAMPLE,
    CITY,
    DESK,
    LEIPZIG,
    LEIPZIG_SAMPLE,
    RESIDENT,
    HousesOf,
    leipzig_case,
    sample,
)
from tests.portal.files import PDF
from workflows import sign_in
from workflows.house import House
from workflows.inbox import look, receive
from workflows.post import PostOffice
from workflows.replay import replay
from workflows.sign_in import SignInPost
from workflows.walk import catch_up


@dataclass(frozen=True, slots=True)
class Shown:
    """A house with the portal in front of it: its address, and the ids of its cases by what is special about them."""

    house: House
    url: str
    cases: dict[str, str]

    def cookie(self, handle: str, authority: str) -> str:
        """The token of a new session of this person."""
        return sessions.open_session(self.house, party_id(authority, handle))


@contextlib.contextmanager
def shown(data: Path, clock: Clock) -> Iterator[Shown]:
    """Furnish a house with sample cases and serve its portal for the length of the block."""
    with HousesOf(f"sqlite:///{data / 'house.sqlite'}", data, clock) as houses:
        house = houses.open()
        cases = _cases(house)
        with served(house) as url:
            yield Shown(house, url, cases)


def _cases(house: House) -> dict[str, str]:
    """One case granted long ago (the measure sheet), one that waits for the KG, one for documents, one of another programme."""
    for name in (LEIPZIG_SAMPLE, BERLIN_SAMPLE):
        for _ in replay(house, sample(name)):
            pass
    waiting = leipzig_case(house, "kg", "2.3")
    returned = leipzig_case(house, "kg", "2.4")
    catch_up(house)
    receive(
        house, "2.4",
        Return(
            stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason="Der Kostenplan fehlt.",
            documents=("Kostenplan", "Beschluss des Ortschaftsrats"), due=When("2002-06-28"),
        ),
        by=DESK, programme=LEIPZIG,
    )  # fmt: skip
    catch_up(house)
    sign_in.ask(house, f"{DESK}@example.org", "x" * 43)
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, _post(house)).result()
    granted = look(house, "2.2", LEIPZIG).dossier.id
    with house.database.reading() as connection:
        letter = outbox.letters(connection, dossier=granted, limit=1)[0].id
    begun = _drafts(house)
    a_changed_fund(house)
    _documents(house, returned.dossier, begun["draft"])
    return {
        "granted": granted,
        "letter": letter,
        "waiting": waiting.dossier.id,
        "returned": returned.dossier.id,
        "berlin": look(house, sample(BERLIN_SAMPLE).application.reference).dossier.id,
        **begun,
        **_public(house, waiting.dossier.id),
        **some_meetings(house),
        **some_conditions(house),
        **some_deadlines(house),
        "unsubscribe": _unsubscribe(house),
    }


def _unsubscribe(house: House) -> str:
    """The token of somebody's links that decline optional mails."""
    party = party_id("leipzig", CITY)
    with house.database.transaction() as connection:
        mail_choices.ensure(connection, [party], lite=house.database.sqlite)
        return mail_choices.tokens(connection, [party], lite=house.database.sqlite)[party]


def _drafts(house: House) -> dict[str, str]:
    """One draft with gaps and a fault, one that is ready, one of the other programme."""
    title = "Ein Garten für das Quartier"
    ready = {"title": title, "begins": "01/2027", "ends": "12/2027", "total": "12.500,00", "sponsor": "gbm"}
    gaps = {"title": title, "begins": "demnächst", "ends": ""}
    kept = {
        "draft": (CITY, "leipzig", LEIPZIG, gaps),
        "full": (CITY, "leipzig", LEIPZIG, ready),
        "kiez": (RESIDENT, "berlin", BERLIN, {"title": "Hoffest", "area": ""}),
    }
    for number, (handle, authority, programme, typed) in enumerate(kept.values()):
        id_, party = f"{number:032x}", party_id(authority, handle)
        with house.database.transaction() as connection:
            drafts.begin(connection, id_=id_, party=party, programme=programme, at=house.now())
            begun = drafts.draft(connection, id_, party=party, sides=())
            assert begun is not None
            fields = {name: Saved(text, 2, "") for name, text in typed.items()}
            drafts.save(connection, begun, fields, applicant=party, at=house.now())
    return {name: f"{number:032x}" for number, name in enumerate(kept)}


def _documents(house: House, dossier: Dossier, draft: str) -> None:
    """A file with a short name and one with a very long one, in a case and in a draft."""
    with house.database.reading() as connection:
        city = access.account(connection, party_id("leipzig", CITY))
    assert city is not None
    uploads = [Upload(name, io.BytesIO(PDF)) for name in ("Kostenplan.pdf", f"{'Gesamtkostenaufstellung' * 5} 2027.pdf")]
    assert filing.file(house, city, dossier, uploads, "0" * 32) == []
    assert filing.keep(house, city, draft, uploads, "0" * 32) == []


def _public(house: House, dossier: str) -> dict[str, str]:
    """Code and secret of an application."""
    code = public_status.code_of(house, dossier)
    return {"code": code.code, "secret": code.secret}


async def _post(house: House) -> None:
    """Send what is owed to the test mailbox, as the engine does."""
    catcher = MailCatcher(house.settings.mails)
    await catcher.start()
    transport = SmtpTransport(SmtpSettings(host="127.0.0.1", port=catcher.port, security="none"))
    await PostOffice(house, transport).empty()
    await SignInPost(house, transport).empty()
    await transport.close()
    await catcher.stop()


@contextlib.contextmanager
def served(house: House) -> Iterator[str]:
    """Serve the portal from a thread with an event loop of its own: Playwright's plain API needs this thread's."""
    address: Future[str] = Future()
    stop = asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        async with serving(house) as url:
            address.set_result(url)
            await stop.wait()

    def run() -> None:
        try:
            asyncio.run(serve())
        except BaseException as error:
            if address.done():
                raise
            address.set_exception(error)

    thread = threading.Thread(target=run, name="portal")
    thread.start()
    try:
        yield address.result(timeout=30)
    finally:
        if loops:
            loops[0].call_soon_threadsafe(stop.set)
        thread.join(timeout=30)
