"""Versions of a programme in the portal: how many cases run under which, and what the newest would mean for each."""

from tests.changed_programmes import retitled, store_changed, with_a_hearing
from tests.houses import BERLIN, CITY, DESK, KG, LEIPZIG, TEAM, events_of, leipzig_case
from tests.portal.conftest import Visit
from workflows.house import House
from workflows.walk import catch_up

ADDRESS = f"/programme/{LEIPZIG}/fassungen"


def test_while_there_is_one_version_every_case_is_under_it(visit: Visit, a_house: House) -> None:
    leipzig_case(a_house, "kg")

    text = visit(DESK).get(f"{ADDRESS}?lang=en").text

    assert "Every running case is under the newest version." in text
    assert 'data-label="Running cases">1</td>' in text


def test_cases_are_listed_with_verdict_and_reason_those_that_need_a_person_first(visit: Visit, a_house: House) -> None:
    leipzig_case(a_house, "kg", "1.1")
    leipzig_case(a_house, "decision", "1.2")
    leipzig_case(a_house, "cofinancing", "1.3")
    leipzig_case(a_house, "end", "1.4")
    catch_up(a_house)
    store_changed(a_house, LEIPZIG, with_a_hearing)
    before = events_of(a_house)

    text = visit(DESK).get(f"{ADDRESS}?lang=en").text

    assert text.index(">1.3</a>") < text.index(">1.1</a>") < text.index(">1.2</a>")
    assert ">1.4</a>" not in text
    assert "What the new version wants to be settled before" in text
    assert "waits for case officer at “Hearing”" in text
    assert "needs a person: 1" in text
    assert "could move: 2" in text
    assert events_of(a_house) == before


def test_cases_for_which_nothing_would_change_say_so(visit: Visit, a_house: House) -> None:
    leipzig_case(a_house, "kg")
    store_changed(a_house, LEIPZIG, retitled)

    assert "Nothing would change for it." in visit(DESK).get(f"{ADDRESS}?lang=en").text


def test_the_page_of_the_programme_leads_its_administrators_there(visit: Visit, a_house: House) -> None:
    leipzig_case(a_house, "kg")
    leipzig_case(a_house, "kg", "2.3", authority="leipzig")

    text = visit(DESK).get(f"/programme/{LEIPZIG}?lang=en").text

    assert "running cases: 2" in text
    assert f'href="{ADDRESS}"' in text
    assert "/aufruf" not in text
    assert f'href="{ADDRESS}"' not in visit(KG).get(f"/programme/{LEIPZIG}").text


def test_only_administrators_of_the_programme_see_its_versions(visit: Visit) -> None:
    for handle, authority in ((KG, "leipzig"), (CITY, "leipzig"), (TEAM, "berlin")):
        assert visit(handle, authority).get(ADDRESS).status_code == 404
    assert visit(DESK).get(ADDRESS).status_code == 200
    assert visit(DESK).get("/programme/gibt-es-nicht/fassungen").status_code == 404
    assert visit(TEAM, "berlin").get(f"/programme/{BERLIN}/fassungen").status_code == 200
