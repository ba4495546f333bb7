"""Attacks on the pages and addresses about deadlines."""

import html
import re

from domain.commands.deadlines import SetDeadline
from domain.dates import When
from tests.houses import CONTACT, DESK, LEIPZIG, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.deadline_rows import put
from tests.portal.desk import check
from tests.portal.test_calendars import made
from workflows.house import House
from workflows.inbox import receive

ODD_NAMES = ("Ä", "Bericht.2", "1", "submission:9")


def test_a_calendar_address_keeps_nothing_in_whoever_fetches_it(visit: Visit) -> None:
    path = made(visit(CONTACT))
    for asked in (f"{path}?lang=en", f"/kalender/{'x' * 43}.ics?lang=en"):
        assert "set-cookie" not in visit().get(asked).headers


def test_the_board_is_paged_behind_deadlines_whatever_they_are_called(a_house: House, visit: Visit) -> None:
    case = leipzig_case(a_house, "kg", "1.1").dossier
    for n in range(121):
        put(a_house, case, deadline=f"Ä{n:03}/?&#", due="2026-11-26")
    read, query = 0, "&fuer=alle"
    for _page in range(10):
        text = visit(DESK).get(f"/fristen?{query}").text
        read += len(re.findall(r'href="/akten/[^"]+/fristen">[^<]+</a>', text))
        following = re.search(r'href="/fristen\?([^"]*nach=[^"]*)"', text)
        if following is None:
            break
        query = html.unescape(following[1])
    assert read == 121


def test_every_deadline_leads_to_its_forms_whatever_it_is_called(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    for name in ODD_NAMES:
        asked = SetDeadline(deadline=name, role="applicant", due=When("2026-12-10"), on=When("2026-11-20"), title="<b>;,\\n")
        receive(a_house, "2.2", asked, by=DESK, programme=LEIPZIG)
    desk = visit(DESK)
    page = desk.get(f"/akten/{id_}/fristen").text
    assert "<b>;" not in page
    forms = re.findall(r'href="(/akten/[^"]*/(?:verlaengern|frist-aendern|frist-beenden)/[^"]*)"', page)
    assert len(forms) == 3 * len(ODD_NAMES)
    assert {desk.get(html.unescape(form)).status_code for form in forms} == {200}


def test_an_extension_beyond_every_calendar_is_a_sentence_on_the_form(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id
    asked = SetDeadline(deadline="bericht", role="applicant", due=When("2098-12-30"), on=When("2026-11-20"))
    receive(a_house, "2.2", asked, by=DESK, programme=LEIPZIG)
    path, today = f"/akten/{id_}/verlaengern/bericht", {"on": "23.11.2026", "reason": "mehr Zeit"}

    too_far = check(visit(DESK), f"{path}", **today, until="01.01.2099")
    uncounted = check(visit(DESK), f"{path}", **today, period="30 Jahre")

    assert (too_far.status_code, uncounted.status_code) == (422, 422)
    assert "2098" in too_far.text
    assert visit(DESK).get(f"/akten/{id_}/fristen").status_code == 200
