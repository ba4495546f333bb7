"""One's own account: who one is here, language, sessions, and a copy of everything that is held."""

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from config.clock import FixedClock
from portal.app import create_app
from portal.applicant.own_copy import SECTIONS
from portal.signing_in import sessions
from portal.web.cookies import LANGUAGE
from store import documents, own_data
from store.documents import Document
from store.people import parties, party_id
from tests.houses import CITY, CONTACT, DESK, RESIDENT, HousesOf, berlin_case, leipzig_case
from tests.portal.conftest import Visit, csrf
from workflows.documents import shelf_of
from workflows.house import House, furnish
from workflows.sign_in import hashed
from workflows.walk import catch_up


def session_count(house: House, handle: str, authority: str = "leipzig") -> int:
    with house.database.reading() as connection:
        theirs = text("SELECT count(*) FROM session WHERE party = :p AND ended_at = ''")
        return int(connection.execute(theirs, {"p": party_id(authority, handle)}).scalar_one())


def test_the_page_says_who_somebody_is_in_words(visit: Visit) -> None:
    page = visit(DESK).get("/konto").text

    assert "sachbearbeitung@example.org" in page
    assert "Sachbearbeitung" in page
    assert "case_officer" not in page
    assert 'href="/konto/schluessel"' in page
    assert 'href="/konto/daten"' in page


def test_nobody_has_an_account_page_without_signing_in(visit: Visit) -> None:
    stranger = visit()

    assert [stranger.get(path).status_code for path in ("/konto", "/konto/daten")] == [303, 303]
    assert [stranger.post(f"/konto/{path}").status_code for path in ("sprache", "sitzungen")] == [401, 401]


def test_the_language_is_that_of_pages_and_of_letters_and_outlasts_a_restart(a_house: House, visit: Visit) -> None:
    client = visit(CITY)
    done = client.post("/konto/sprache", data={"csrf": csrf(client.get("/konto").text), "language": "en"})

    assert (done.status_code, client.cookies[LANGUAGE]) == (303, "en")
    assert "My account" in client.get("/konto").text
    furnish(a_house)
    with a_house.database.reading() as connection:
        id_ = party_id("leipzig", CITY)
        assert parties(connection, {id_})[id_].language == "en"
        assert connection.execute(text("SELECT count(*) FROM access_change")).scalar_one() == 0


@pytest.mark.parametrize("language", ["", "fr", "de; DROP TABLE party", "DE"])
def test_a_language_nobody_speaks_is_not_taken(visit: Visit, language: str) -> None:
    client = visit(CITY)

    assert (
        client.post("/konto/sprache", data={"csrf": csrf(client.get("/konto").text), "language": language}).status_code == 404
    )


def ends(client: TestClient, which: str) -> int:
    return client.post("/konto/sitzungen", data={"csrf": csrf(client.get("/konto").text), "which": which}).status_code


def shown(page: str) -> list[str]:
    """The ids of the sessions that can be ended."""
    return [part.split('"', 1)[0] for part in page.split('name="which" value="')[1:] if not part.startswith("others")]


def test_one_session_is_ended_and_the_others_stay(a_house: House, visit: Visit) -> None:
    here, there, elsewhere = visit(CITY), visit(CITY), visit(CITY)
    page = here.get("/konto").text
    assert len(shown(page)) == 2
    assert there.cookies[sessions.COOKIE] not in page
    assert hashed(there.cookies[sessions.COOKIE]) not in page

    assert ends(here, shown(page)[0]) == 303

    assert session_count(a_house, CITY) == 2
    assert here.get("/konto").status_code == 200
    assert sorted(each.get("/konto").status_code for each in (there, elsewhere)) == [200, 303]


def test_all_others_are_ended_at_once(a_house: House, visit: Visit) -> None:
    here, there, stranger = visit(CITY), visit(CITY), visit(CONTACT)

    assert ends(here, "others") == 303

    assert [each.get("/konto").status_code for each in (here, there, stranger)] == [200, 303, 200]
    assert session_count(a_house, CITY) == 1


def test_nobody_ends_the_session_of_somebody_else(a_house: House, visit: Visit) -> None:
    owner, stranger = visit(CITY), visit(CONTACT)
    visit(CITY)
    ids = shown(owner.get("/konto").text)

    assert [ends(stranger, which) for which in (*ids, "", "x", hashed(owner.cookies[sessions.COOKIE]))] == [303] * 4

    assert session_count(a_house, CITY) == 2


def test_sessions_that_are_over_are_not_listed(visit: Visit, clock: FixedClock) -> None:
    visit(CITY)
    clock.move(timedelta(minutes=61))

    assert shown(visit(CITY).get("/konto").text) == []


def opened(client: TestClient) -> dict[str, bytes]:
    answer = client.get("/konto/daten")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="meine-daten-')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_copy_holds_everything_about_a_person_and_nothing_that_opens_anything(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "end")
    catch_up(a_house)
    officer = party_id("leipzig", DESK)
    with a_house.database.transaction() as connection:
        connection.execute(text(
            "INSERT INTO reading SELECT id, :p, '2026-11-23T08:00:00.000000Z' FROM dossier"), {"p": officer})  # fmt: skip
    client = visit(CITY)

    files = opened(client)
    data = json.loads(files["daten.json"])

    assert set(data) == set(own_data_sections())
    assert data["person"][0]["email"] == f"{CITY}@example.org"
    (application,) = data["applications"]
    assert application["reference"] == "2.2"
    assert [entry["type"] for entry in application["entries"]][:2] == ["Opened", "Submitted"]
    assert [entry["by_you"] for entry in application["entries"]][1] is True
    assert json.loads(opened(visit(CONTACT))["daten.json"])["letters"]
    assert data["sessions"]
    assert data["readings_by_staff"][0]["roles"]
    raw = files["daten.json"].decode() + files["uebersicht.txt"].decode()
    assert officer not in json.dumps([data["readings_by_staff"], data["applications"]])
    with a_house.database.reading() as connection:
        secrets = connection.execute(text("SELECT token_hash, csrf FROM session")).all()
    assert not any(value in raw for row in secrets for value in row)
    told = files["uebersicht.txt"].decode()
    assert "2.2" in told
    assert f"E-Mail-Adresse: {CITY}@example.org" in told
    assert "opened_at" not in told
    assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:", told), "people read days and hours, not instants"


def own_data_sections() -> list[str]:
    return list(SECTIONS)


def uploaded(house: House, name: str, data: bytes, party: str) -> Path:
    """File a document for a person, as an upload does; gives where its bytes lie."""
    kept = shelf_of(house).keep(io.BytesIO(data))
    row = Document(
        id=f"{kept.digest[:8]}{'0' * 24}", dossier="", draft="d" * 32, party=party, name=name, media_type="application/pdf",
        size=kept.size, digest=kept.digest, stored_as=kept.stored_as, came_at=house.now(),
    )  # fmt: skip
    with house.database.transaction() as connection:
        assert documents.add(connection, row)
    return house.settings.data / "documents" / kept.stored_as[:2] / kept.stored_as


def test_documents_a_person_uploaded_are_in_the_copy(a_house: House, visit: Visit) -> None:
    big = bytes(range(256)) * 2000
    uploaded(a_house, "../../böse: Datei?.pdf", big, party_id("leipzig", CITY))
    uploaded(a_house, "fremd.pdf", b"somebody else's", party_id("leipzig", CONTACT))
    altered = uploaded(a_house, "veraendert.pdf", b"as it was", party_id("leipzig", CITY))
    altered.write_bytes(b"as it is now")

    files = opened(visit(CITY))

    names = sorted(name for name in files if name.startswith("unterlagen/"))
    assert [name.split("-", 1)[1] for name in names if not name.endswith(".txt")] == ["_.._böse_ Datei_.pdf"]
    assert big in files.values()
    assert [name.split("-", 1)[1] for name in names if name.endswith(".txt")] == ["veraendert.pdf.fehlt.txt"]
    assert b"somebody else's" not in files.values()
    told = json.loads(files["daten.json"])["documents"]
    assert [each["size"] for each in told] == [len(big), 9]


def test_every_section_has_a_name_in_the_summary(a_house: House) -> None:
    with a_house.database.reading() as connection:
        found = own_data.own_data(connection, party_id("leipzig", CITY), frozenset({party_id("leipzig", CITY)}), {})

    assert list(found) == own_data_sections()


def test_the_copy_holds_nothing_of_others(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg")
    berlin_case(a_house, "2024-0001")

    data = json.loads(opened(visit(RESIDENT, "berlin"))["daten.json"])

    assert [each["reference"] for each in data["applications"]] == ["2024-0001"]


def test_what_a_person_recorded_for_others_is_listed_without_its_content(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg")

    data = json.loads(opened(visit(DESK))["daten.json"])

    assert data["applications"] == []
    assert {"dossier", "seq", "type", "recorded_at", "role"} == set(data["recorded_by_you"][0])


def test_behind_https_every_cookie_is_bound_to_the_host(houses: HousesOf) -> None:
    house = houses.open(public_url="https://antrag.example.org")
    with TestClient(create_app(house), base_url="https://antrag.example.org", follow_redirects=False) as client:
        answers = [client.post("/anmelden", data={"email": "nobody@example.org"}), client.get("/?lang=en")]
        client.cookies.set(f"__Host-{sessions.COOKIE}", sessions.open_session(house, party_id("leipzig", CITY)))
        assert client.get("/konto").status_code == 200
        answers.append(client.post("/abmelden", data={"csrf": csrf(client.get("/konto").text)}))
        client.cookies.set(sessions.COOKIE, sessions.open_session(house, party_id("leipzig", CITY)))
        assert client.get("/konto").status_code == 303, "a cookie a neighbour planted is not read"

    cookies = [each for answer in answers for each in answer.headers.get_list("set-cookie")]
    assert len(cookies) == 4
    for each in cookies:
        assert each.startswith("__Host-")
        assert "Secure" in each
        assert "Path=/;" in each
        assert "HttpOnly" in each
        assert "Domain" not in each
