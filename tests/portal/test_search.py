"""Search: by parts of words, umlauts and case apart, within one's own authority and programmes."""

import re
from urllib.parse import quote

import pytest
from alembic import command
from alembic.config import Config

from config.application import Project
from domain.dates import When
from store.folding import folded
from store.people import keep_authority
from store.search import search
from tests.houses import BERLIN, CITY, DESK, LEIPZIG, RESIDENT, ROOT, TEAM, a_key, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.workflows.test_authorities import an_authority
from workflows.house import House
from workflows.inbox import open_case


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
    return re.findall(r'scope="row"><a class="kern-link" href="/akten/[0-9a-f-]+">([^<]+)</a>', answer.text)


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


def test_without_a_word_the_page_explains_itself(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house)

    for query in ("", "&q=", "&q=%20%20"):
        text = visit(DESK).get(f"/suche?lang=en{query}").text
        assert "appear here" in text
        assert "<table" not in text


def test_more_than_a_page_is_said(a_house: House, visit: Visit) -> None:
    for n in range(51):
        opened(a_house, f"5.{n}", "Spielplatz")

    text = visit(DESK).get("/suche?lang=en&q=spiel").text

    assert "The first 50 dossiers" in text
    assert text.count('scope="row"') == 50


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
        assert search(connection, "2.2", authority="leipzig", programmes=[]) == []
        assert [hit.reference for hit in search(connection, "2.2", authority="leipzig", programmes=[LEIPZIG])] == ["2.2"]


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
