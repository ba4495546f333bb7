"""A house with every kind of visitor the matrix names, and one case in a state that every page has something to show of."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from starlette.testclient import TestClient

from config.application import Project
from config.clock import FixedClock
from config.load import load_authority
from domain.authority import Party
from domain.commands import Resolve, Return, Submit
from domain.dates import When
from domain.vocabulary import MeetingOutcome, ReturnPurpose
from portal.api.keys import Scope, make
from portal.app import create_app
from portal.signing_in import sessions
from portal.web.guard import Guard
from portal.web.masking import masked
from store import outbox
from store.people import keep_authority, party_id
from tests.conftest import MORNING
from tests.houses import BERLIN, CITY, DESK, LEIPZIG, ROOT, HousesOf, a_key, leipzig_case
from tests.portal.applying import begin, form
from tests.portal.deadline_rows import timed
from tests.portal.files import PDF
from tests.portal.sittings import a_meeting
from tests.portal.test_mailbox import keep
from tests.workflows.test_authorities import an_authority
from workflows.house import House
from workflows.inbox import open_case, receive
from workflows.walk import catch_up

MATRIX: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "matrix.yaml").read_text("utf-8"))
#: Authority and handle by kind of visitor; nothing for a stranger.
VISITORS: dict[str, list[str]] = MATRIX["visitors"]
_GROUPS = re.compile(r'<code class="groups">([^<]+)</code>')
_DOCUMENT = re.compile(r"/unterlagen/([0-9a-f]{32})")
#: The people of the town who are not in the shipped file.
MORE = (
    Party(handle="ohne-rolle", name="Ohne Rolle", email="ohne-rolle@example.org"),
    Party(handle="vertretung", name="Vertretung", email="vertretung@example.org", acts_for=(CITY,)),
    Party(handle="nachbarin", name="Nachbarin", email="nachbarin@example.org", roles={LEIPZIG: ("applicant",)}),
    Party(handle="aktionsfonds-team", name="Team", email="team@example.org", roles={BERLIN: ("qm_team",)}),
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """How a kind of visitor comes: the token of their session, its form token, and a key for programs; a stranger has none."""

    session: str = ""
    csrf: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A furnished house as it lies on the disk, closed: `things` are the ids and words that paths name."""

    folder: Path
    things: Mapping[str, str]
    visitors: Mapping[str, Visitor]

    @contextmanager
    def copied(self, to: Path) -> Iterator[House]:
        """Open a house over a copy of it, so that what one test does to it no other sees."""
        shutil.copytree(self.folder, to, dirs_exist_ok=True)
        with HousesOf(f"sqlite:///{to / 'house.sqlite'}", to, FixedClock(MORNING)) as houses:
            yield houses.look()

    def client(self, app: Guard, kind: str, *, program: bool = False) -> tuple[TestClient, str]:
        """A client of this visitor, or of a program of theirs, and their form token."""
        who = self.visitors[kind]
        client = _client(app, "" if program else who.session)
        if program and who.key:
            client.headers["Authorization"] = f"Bearer {who.key}"
        return client, who.csrf


def build(folder: Path) -> Town:
    """Furnish the town."""
    with HousesOf(f"sqlite:///{folder / 'house.sqlite'}", folder, FixedClock(MORNING)) as houses:
        house = houses.open()
        _populate(house)
        things = _things(house)
        things |= _filed(house, things["id_"])
        keep(house.settings.mails, 1, "Guten Tag", "Nichts zu tun.")
        visitors = {kind: _visitor(house, *who) for kind, who in VISITORS.items()}
    return Town(folder, things, visitors)


def _visitor(house: House, *who: str) -> Visitor:
    if not who:
        return Visitor()
    authority, handle = who
    token = sessions.open_session(house, party_id(authority, handle))
    session = sessions.session_of(house, token)
    assert session is not None, who
    key = make(house, session.account, name="Matrix", scopes=frozenset(Scope), days=1)
    return Visitor(token, masked(session.csrf), key)


def _populate(house: House) -> None:
    leipzig = load_authority(ROOT / "config" / "authorities" / "leipzig.yaml")
    with house.database.transaction() as connection:
        keep_authority(connection, leipzig.model_copy(update={"parties": (*leipzig.parties, *MORE)}))
        keep_authority(connection, an_authority())


def _things(house: House) -> dict[str, str]:
    id_ = leipzig_case(house, "kg").dossier.id
    other = _of_the_neighbour(house)
    catch_up(house)
    receive(
        house, "2.2",
        Return(
            stage="submission", on=When("2002-06-03"), purpose=ReturnPurpose.DOCUMENTS, reason="Der Kostenplan fehlt.",
            documents=("Kostenplan",), due=When("2026-12-18"),
        ),
        by=DESK, programme=LEIPZIG, authority="leipzig",
    )  # fmt: skip
    catch_up(house)
    with house.database.reading() as connection:
        letter = outbox.letters(connection, dossier=id_, limit=1)[0].id
    return {
        "id_": id_, "other": other, "letter_id": letter, "programme": LEIPZIG, "key": LEIPZIG, "stage": "submission",
        "number": "1", "token": "x" * 43, "dossier_id": id_, "handle": "ohne-rolle", "organisation": party_id("leipzig", CITY),
        "nobodys": "0" * 32, "meeting": a_meeting(house).id, **_with_a_condition(house), **timed(house),
    }  # fmt: skip


def _with_a_condition(house: House) -> dict[str, str]:
    """A case the KG confirmed on a condition, and the entry that sets it."""
    id_ = leipzig_case(house, "kg", "2.8").dossier.id
    outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    asked = Resolve(stage="kg", on=When("2002-07-04"), outcome=outcome, conditions="ohne Fest")
    receipt = receive(house, "2.8", asked, by=DESK, programme=LEIPZIG, authority="leipzig")
    return {"with_condition": id_, "condition": str(receipt.seq)}


def _of_the_neighbour(house: House) -> str:
    project = Project(authority="leipzig", programme=LEIPZIG, reference="2.9", title="Spielplatz", applicant="nachbarin")
    receipt = open_case(
        house, project, When("2002-05-24"), Submit(stage="submission", on=When("2002-05-24")), by=DESK, key=a_key()
    )
    return receipt.dossier.id


def _filed(house: House, id_: str) -> dict[str, str]:
    """What comes in through pages: a draft with a document, a document of the case, the code of its receipt."""
    with _client(create_app(house), sessions.open_session(house, party_id("leipzig", CITY))) as client:
        draft = begin(client)
        for place in (f"{draft}/unterlagen", f"/antraege/{id_}/unterlagen"):
            sent = client.post(place, data=form(client.get(place).text), files=[("files", ("plan.pdf", PDF))])
            assert sent.status_code == 303, sent.text
        code, secret = _GROUPS.findall(client.get(f"/antraege/{id_}/quittung").text)
        in_draft, in_case = (
            _DOCUMENT.findall(client.get(place).text)[0] for place in (f"{draft}/unterlagen", f"/antraege/{id_}/unterlagen")
        )
    return {
        "draft": draft.rpartition("/")[2], "draft_document": in_draft, "document": in_case, "code": code.replace(" ", ""),
        "secret": secret.replace(" ", ""),
    }  # fmt: skip


def _client(app: Guard, session: str) -> TestClient:
    client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    if session:
        client.cookies.set(sessions.COOKIE, session)
    return client
