"""Programmes as their staff looks them up."""

from xml.etree.ElementTree import fromstring

from tests.houses import BERLIN, CITY, CONTACT, DESK, KG, LEIPZIG, TEAM
from tests.portal.conftest import Visit


def test_staff_see_the_programmes_they_work_in(visit: Visit) -> None:
    leipzig = visit(DESK).get("/programme?lang=en").text
    berlin = visit(TEAM, "berlin").get("/programme?lang=en").text

    assert f'href="/programme/{LEIPZIG}"' in leipzig
    assert BERLIN not in leipzig
    assert "case officer, funding partner" in leipzig
    assert f'href="/programme/{BERLIN}"' in berlin
    assert LEIPZIG not in berlin


def test_a_programme_is_told_in_full_and_in_its_order(visit: Visit) -> None:
    text = visit(KG).get(f"/programme/{LEIPZIG}?lang=en").text

    stages = [
        "Consent to an early start",
        "Submission of the project application",
        "KG session",
        "Project decision",
        "Financing",
    ]
    places = [text.index(f">{stage}</h4>") for stage in stages]
    assert places == sorted(places)
    for said in (
        "Community Initiative",
        "75 %",
        "25 %",
        "administers the programme",
        "Has to be settled first",
        "needs Approval",
    ):
        assert said in text
    assert text.count("<h1") == 1


def test_amounts_and_their_days_are_told(visit: Visit) -> None:
    text = visit(TEAM, "berlin").get(f"/programme/{BERLIN}").text

    assert "01.01.2015" in text
    assert "1.500,00 EUR" in text


def test_the_picture_is_a_file_of_its_own_in_the_language_of_the_page(visit: Visit) -> None:
    client = visit(DESK)
    page = client.get(f"/programme/{LEIPZIG}").text
    german = client.get(f"/programme/{LEIPZIG}/kette.svg")
    english = client.get(f"/programme/{LEIPZIG}/kette.svg?lang=en")

    assert f'<img src="/programme/{LEIPZIG}/kette.svg"' in page
    assert "<style" not in page
    assert " style=" not in page
    assert german.headers["content-type"] == "image/svg+xml"
    assert "KG-Sitzung" in german.text
    assert "KG session" in english.text
    assert fromstring(german.text).tag.endswith("svg")  # noqa: S314 - our own picture
    # Opened on its own it brings its styles, and may do nothing besides.
    assert german.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")


def test_programmes_of_others_do_not_exist(visit: Visit) -> None:
    for path in (
        f"/programme/{BERLIN}",
        f"/programme/{BERLIN}/kette.svg",
        "/programme/nothing",
        "/programme/%00",
        "/programme/<script>",
    ):
        assert visit(DESK).get(path).status_code == 404
    assert visit(TEAM, "berlin").get(f"/programme/{LEIPZIG}").status_code == 404


def test_sponsors_and_strangers_see_no_programme(visit: Visit) -> None:
    for path in ("/programme", f"/programme/{LEIPZIG}", f"/programme/{LEIPZIG}/kette.svg"):
        for handle in (CITY, CONTACT):
            assert visit(handle).get(path).status_code == 404
        assert visit().get(path).headers["location"].startswith("/anmelden")


def test_deadlines_and_reminders_of_a_programme_are_told(visit: Visit) -> None:
    text = visit(TEAM, "berlin").get(f"/programme/{BERLIN}?lang=en").text

    assert ">Application six weeks before the action</h3>" in text
    for said in ("6 weeks", "backwards from the first day of the project", "14 days before the end", "the head"):
        assert said in text, said


def test_a_programme_without_deadlines_has_no_empty_headings(visit: Visit) -> None:
    text = visit(DESK).get(f"/programme/{LEIPZIG}?lang=en").text

    assert "Deadlines of the programme" not in text
    assert ">Reminders</h2>" not in text
