"""Search: by parts of words, umlauts and case apart, within one's own authority and programmes."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from alembic import command
from alembic.config import Config

from config.application import Project
from config.clock import FixedClock
from domain.dates import When
from store import roster
from store.folding import folded
from store.people import erase, keep_authority, party_id
from store.search import Asked, search
from tests import houses
from tests.houses import BERLIN, CITY, DESK, KG, LEIPZIG, RESIDENT, ROOT, RP, TEAM, a_key, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.workflows.test_authorities import an_authority
from workflows.house import House
from workflows.inbox import open_case, receive


def opened(house: House, reference: str, title: str, authority: str = "leipzig") -> None:
    """Open a dossier with this title."""
    programme, applicant, by = (BERLIN, RESIDENT, TEAM) if authority == "berlin" else (LEIPZIG, CITY, DESK)
    project = Project(
        authority=authority, programme=programme, reference=reference, title=title, applicant=applicant,
        area="Beispielkiez" if authority == "berlin" else "",
    )  # fmt: skip
    open_case(house, project, When("2024-03-04"), None, by=by, key=a_key())


def found(visit: Visit, asked: str, handle: str = DESK, authority: str = "leipzig") -> list[str]:
    """The references this person finds."""
    answer = visit(handle, authority).get(f"/suche?lang=en&q={quote(asked)}")
    assert answer.status_code == 200
    return references(answer.text)


def references(page: str) -> list[str]:
    """The references in the table of a page, in their order."""
    return re.findall(r'scope="row"><a class="kern-link" href="/akten/[0-9a-f-]+">([^<]+)</a>', page)


def rename(house: House, handle: str, name: str, authority: str = "leipzig") -> None:
    """Give somebody another name, as the portal does."""
    with house.database.transaction() as connection:
        who = roster.one(connection, authority, handle)
        assert who is not None
        roster.change(connection, who, roster.Said(name, who.email, who.language))


@pytest.mark.parametrize(
    "asked",
    [
        "Grünfläche", "gruenflaeche", "GRÜNFLÄCHE", "Gru\u0308nfla\u0308che", "flächen straße", "strasse", "STRASSE", "ANNAB",
        "cafe", "Café", "straße annaberger",
    ],
)  # fmt: skip
def test_umlauts_case_and_order_make_no_difference(a_house: House, visit: Visit, asked: str) -> None:
    opened(a_house, "7.1", "Grünflächen und Café an der Annaberger Straße")
    opened(a_house, "7.2", "Spielplatz")

    assert found(visit, asked) == ["7.1"]


def test_the_very_reference_comes_first(a_house: House, visit: Visit) -> None:
    for reference in ("12.2", "1.2.2", "2.20", "2.2", "3.1"):
        opened(a_house, reference, "Etwas")

    assert found(visit, "2.2")[0] == "2.2"
    assert sorted(found(visit, " 2.2 ")) == ["1.2.2", "12.2", "2.2", "2.20"]


def test_words_of_reference_and_title_may_be_mixed(a_house: House, visit: Visit) -> None:
    opened(a_house, "7.1", "Spielplatz")
    opened(a_house, "7.2", "Spielplatz")

    assert found(visit, "platz 7.2") == ["7.2"]


def test_only_the_own_authority_and_programmes_are_searched(a_house: House, visit: Visit) -> None:
    with a_house.database.transaction() as connection:
        keep_authority(connection, an_authority())
    for authority in ("leipzig", "halle", "berlin"):
        opened(a_house, f"{authority}-1", "Hoffest", authority)

    assert found(visit, "hoffest") == ["leipzig-1"]
    assert found(visit, "hoffest", DESK, "halle") == ["halle-1"]
    assert found(visit, "hoffest", TEAM, "berlin") == ["berlin-1"]


@pytest.mark.parametrize(("asked", "expected"), [("%", ["9.1"]), ("_", ["9.2"]), ("'", ["9.3"]), ("\\", ["9.4"]), ("/", [])])
def test_signs_of_the_database_are_signs_like_others(a_house: House, visit: Visit, asked: str, expected: list[str]) -> None:
    for reference, title in (("9.1", "100 % Farbe"), ("9.2", "a_b"), ("9.3", "Rock'n'Roll"), ("9.4", "C:\\Kiez")):
        opened(a_house, reference, title)

    assert found(visit, asked) == expected


@pytest.mark.parametrize(
    "asked", ["x" * 5000, "y " * 2500, "\x00", "zz\x00b", "\ud800".encode("utf-8", "replace").decode(), "' OR 1=1--"]
)
def test_hostile_words_find_nothing_and_break_nothing(a_house: House, visit: Visit, asked: str) -> None:
    leipzig_case(a_house)

    assert found(visit, asked) == []


def test_what_was_asked_is_text_and_not_markup(visit: Visit) -> None:
    text = visit(DESK).get("/suche?lang=en&q=<script>\"'").text

    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "No dossier was found." in text


def test_without_a_word_the_latest_come_first(a_house: House, visit: Visit, clock: FixedClock) -> None:
    assert "As soon as a dossier is opened" in visit(DESK).get("/suche?lang=en").text
    for reference in ("6.1", "6.2", "6.3"):
        clock.move(timedelta(minutes=1))
        opened(a_house, reference, "Etwas")
    clock.move(timedelta(minutes=1))
    receive(a_house, "6.2", houses.LEIPZIG_STEPS["submission"][0], by=CITY, programme=LEIPZIG)

    for asked in ("", "  "):
        assert found(visit, asked) == ["6.2", "6.3", "6.1"]


def test_what_is_no_word_finds_nothing_instead_of_everything(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house)

    assert found(visit, "\x00") == []


def test_more_than_a_page_goes_on_without_gaps(a_house: House, visit: Visit) -> None:
    for n in range(51):
        opened(a_house, f"5.{n}", "Spielplatz")
    desk = visit(DESK)
    first, second = (desk.get(f"/suche?lang=en&q=spiel&seite={page}").text for page in (1, 2))

    assert 'href="/suche?q=spiel&amp;seite=2"' in first
    assert 'href="/suche?q=spiel&amp;seite=1"' in second
    read = [part.split("</a>", 1)[0] for text in (first, second) for part in text.split('scope="row"')[1:]]
    assert len(read) == len(set(read)) == 51
    for number in ("0", "-1", "x", "9" * 50, "%00"):
        assert desk.get(f"/suche?q=spiel&seite={number}").status_code == 200


@pytest.mark.parametrize("asked", ["Moehre", "möhre", "MÖHRE gärten", "müller", "Moderation", "garten Müller"])
def test_a_dossier_is_found_by_applicant_sponsor_or_contact(a_house: House, visit: Visit, asked: str) -> None:
    rename(a_house, CITY, "Möhre Gärten e. V.")
    rename(a_house, KG, "Ada Müller")
    rename(a_house, "quartiersmoderation", "Büro für Moderation")
    project = houses.leipzig_project("7.1").model_copy(update={"title": "Garten", "sponsor": KG})
    open_case(a_house, project, When("2024-03-04"), None, by=DESK, key=a_key())
    other = Project(authority="leipzig", programme=LEIPZIG, reference="7.2", title="Spielplatz", applicant=RP)
    open_case(a_house, other, When("2024-03-04"), None, by=DESK, key=a_key())

    assert found(visit, asked) == ["7.1"]
    assert "Möhre Gärten" in visit(DESK).get("/suche?q=7.1").text


def test_handles_and_addresses_are_no_names_and_the_erased_are_not_found(a_house: House, visit: Visit) -> None:
    opened(a_house, "7.1", "Garten")

    assert found(visit, "example.org") == []
    assert found(visit, "Stadt Leipzig") == ["7.1"]
    with a_house.database.transaction() as connection:
        erase(connection, party_id("leipzig", CITY))
    assert found(visit, "Stadt Leipzig") == []
    assert "name erased" in visit(DESK).get("/suche?lang=en&q=7.1").text


def test_names_of_other_authorities_find_nothing(a_house: House, visit: Visit) -> None:
    opened(a_house, "berlin-1", "Hoffest", "berlin")
    rename(a_house, RESIDENT, "Mona Lindgrün", "berlin")

    assert found(visit, "Lindgrün", TEAM, "berlin") == ["berlin-1"]
    assert found(visit, "Lindgrün") == []


def test_status_and_programme_narrow_it_down(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg", "1.1")
    leipzig_case(a_house, "submission", "1.2")
    desk = visit(DESK)

    assert references(desk.get("/suche?stand=submitted").text) == ["1.1"]
    assert references(desk.get(f"/suche?q=1&stand=open&programm={LEIPZIG}").text) == ["1.2"]
    assert sorted(references(desk.get("/suche?stand=%00").text)) == ["1.1", "1.2"]
    assert desk.get(f"/suche?programm={BERLIN}").status_code == 404


def test_the_status_stands_in_words(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg")

    assert "submitted" in visit(DESK).get("/suche?lang=en&q=2.2").text


def test_sponsors_and_strangers_cannot_search(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house)
    for handle in (CITY, "quartiersmoderation"):
        assert visit(handle).get("/suche?q=2.2").status_code == 404
    assert visit().get("/suche?q=2.2").headers["location"].startswith("/anmelden")


def test_nothing_is_searched_in_no_programme(a_house: House) -> None:
    leipzig_case(a_house)
    with a_house.database.reading() as connection:
        assert search(connection, Asked("2.2", "leipzig", [])) == []
        assert [hit.reference for hit in search(connection, Asked("2.2", "leipzig", [LEIPZIG]))] == ["2.2"]


def test_verification_compares_the_searched_text(a_house: House) -> None:
    leipzig_case(a_house)
    assert findings(a_house) == []
    with a_house.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE dossier SET folded = 'x'")

    assert [(finding.what, finding.detail) for finding in findings(a_house)] == [("projection_differs", "folded")]


def test_folding_is_done_once_and_for_all() -> None:
    for text in ("Straße", "ÄÖÜ äöü", "ﬁn", "İ", "ǅ", "\uff21", "e\u0301", "  a \t b\n"):
        assert folded(folded(text)) == folded(text)
    assert folded("Müller") == folded("MUELLER")


def test_the_migration_fills_the_text_of_dossiers_that_are_there(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house)
    config = Config()
    config.set_main_option("script_location", str(ROOT / "store" / "migrations"))
    config.attributes["database"] = a_house.database
    command.downgrade(config, "0001")

    a_house.database.migrate()

    assert findings(a_house) == []
    assert found(visit, "quartiersmanagement") == ["2.2"]
