"""Pages on paper: what people file prints as a document, numbered, with nothing to click and nothing torn apart."""

import io
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.looking import sideways, visiting
from tests.browser.shown import Shown
from tests.browser.visitors import APPLICANT, OFFICER, SECRETARIAT, Role

pytestmark = pytest.mark.browser

#: The width between the margins of an A4 page, in CSS pixels.
_BETWEEN = 642
#: Words of the frame around every page, and of what can only be clicked.
_CLICKED = ("Abmelden", "English", "Testpostfach", "EUPL", "Zum Inhalt springen", "berichtigen", "Antrag zurückziehen für")


@dataclass(frozen=True, slots=True)
class Paper:
    """A page to print: who prints it, what has to stand on its first sheet, and how many sheets it may take."""

    path: str
    role: Role
    says: tuple[str, ...]
    most: int


PAPERS = {
    "receipt": Paper("/antraege/{granted}/quittung", APPLICANT, ("2.2", "Eingangsbestätigung", "Prüfsumme"), 2),
    "short receipt": Paper("/antraege/{waiting}/quittung", APPLICANT, ("2.3", "Wie es weitergeht", "Geheimwort"), 1),
    "own case": Paper("/antraege/{returned}", APPLICANT, ("2.4", "Der Kostenplan fehlt."), 3),
    "case file": Paper("/akten/{granted}", OFFICER, ("2.2", "Finanzierung gesichert"), 6),
    "letter": Paper("/akten/{granted}/briefe/{letter}", OFFICER, ("2.2", "Mit freundlichen Grüßen"), 1),
    "agenda": Paper("/sitzungen/{coming}", SECRETARIAT, ("14.1", "14.3", "Niederschrift"), 1),
    "public agenda": Paper("/sitzungen/{coming}?oeffentlich=1", SECRETARIAT, ("14.1", "Niederschrift"), 1),
    "minutes": Paper("/sitzungen/{held}/niederschrift", SECRETARIAT, ("16.1", "7 Ja", "Eigenmittel"), 1),
    "worklist": Paper("/arbeitsvorrat?fuer=alle", OFFICER, ("2.3", "2.4", "Arbeitsvorrat"), 2),
}


@pytest.fixture(params=[*PAPERS.values()], ids=[*PAPERS])
def paper(request: pytest.FixtureRequest) -> Paper:
    """Each of them."""
    found: Paper = request.param
    return found


@dataclass
class Printed:
    """What came out: the text of each sheet by lines, and the headings of the page on the screen."""

    sheets: list[list[str]]
    headings: set[str]


@pytest.fixture
def printed(browser: Browser, portal: Shown, paper: Paper) -> Printed:
    """Print it."""
    with visiting(browser, portal, paper.role.handle, paper.role.authority) as visitor:
        page = visitor.new_page()
        page.goto(paper.path.format(**portal.cases))
        headings = {" ".join(text.split()) for text in page.locator("h1, h2, h3, h4, caption").all_inner_texts()}
        reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {(595, 842)}, "A4"
    return Printed([sheet.extract_text().strip().splitlines() for sheet in reader.pages], headings)


def test_a_print_has_what_it_is_about_and_nothing_to_click(paper: Paper, printed: Printed) -> None:
    first, whole = "\n".join(printed.sheets[0]), "\n".join(line for sheet in printed.sheets for line in sheet)

    assert [word for word in paper.says if word not in first] == []
    assert [word for word in _CLICKED if word in whole] == []


def test_sheets_are_numbered_and_few(paper: Paper, printed: Printed) -> None:
    count = len(printed.sheets)

    assert count <= paper.most
    assert [f"Seite {n} von {count}" in sheet for n, sheet in enumerate(printed.sheets, start=1)] == [True] * count


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(printed: Printed) -> None:
    for sheet in printed.sheets:
        words = [" ".join(line.split()) for line in sheet if not line.startswith("Seite ")]
        assert len(words) > 1, "a sheet of one line"
        assert words[-1] not in printed.headings


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_of_a_sheet_and_it_is_black_on_white(
    browser: Browser, portal: Shown, paper: Paper, scheme: str
) -> None:
    with visiting(browser, portal, paper.role.handle, paper.role.authority, color_scheme=scheme) as visitor:
        page = visitor.new_page()
        page.set_viewport_size({"width": _BETWEEN, "height": 900})
        page.goto(paper.path.format(**portal.cases))
        page.emulate_media(media="print")
        colour: str = page.evaluate("() => getComputedStyle(document.querySelector('main p, main td')).color")

        assert sideways(page) == []
        assert colour == "rgb(0, 0, 0)"


def test_english_pages_are_numbered_in_english(browser: Browser, portal: Shown) -> None:
    with visiting(browser, portal, APPLICANT.handle) as visitor:
        page = visitor.new_page()
        page.goto(f"{PAPERS['receipt'].path.format(**portal.cases)}?lang=en")
        text = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].extract_text()

    assert "Page 1 of" in text
    assert "Seite" not in text
