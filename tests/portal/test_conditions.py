"""Conditions in the portal: on the case file, on the list of what is open, and how they end."""

import re
from html import unescape

from domain.commands import Resolve
from domain.dates import When
from domain.events.meetings import ConditionSettled
from domain.vocabulary import ConditionOutcome, MeetingOutcome
from portal.pages import conditions as pages
from tests.houses import CITY, DESK, KG, LEIPZIG, TEAM, findings, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import check, confirm, enter, now
from tests.projects import FUND, a_project
from workflows.house import House
from workflows.inbox import receive
from workflows.record import Receipt


def _adopted(house: House, reference: str = "2.2", text: str = "ohne Fest\nBericht") -> Receipt:
    leipzig_case(house, "kg", reference)
    outcome = MeetingOutcome.ADOPTED_WITH_CONDITIONS
    command = Resolve(stage="kg", on=When("2002-07-04"), outcome=outcome, conditions=text)
    return receive(house, reference, command, by=KG, programme=LEIPZIG)


def _rows(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'data-label="Condition"><a [^>]*>([^<]+)</a>', page)]


def test_a_condition_ends_with_a_proof_and_the_case_file_says_who_set_it_and_what_proves_it(
    a_house: House, visit: Visit
) -> None:
    receipt = _adopted(a_house)
    home, desk = f"/akten/{receipt.dossier.id}", visit(DESK)
    path = f"{home}/auflage/{receipt.seq}/1"

    before = desk.get(f"{home}?lang=en").text
    assert path in before
    assert "Set by: KG session, 4 July 2002" in before
    assert check(desk, path, outcome="met", on="05.08.2002").status_code == 422, "without a proof"
    enter(desk, path, outcome="met", on="05.08.2002", proof="Vermerk vom 05.08.")

    met = ConditionSettled(receipt.seq, 1, ConditionOutcome.MET, "Vermerk vom 05.08.")
    assert now(a_house, receipt.dossier.id).entries[-1].event == met
    after = desk.get(home).text
    assert path not in after
    assert "met on 5 August 2002: Vermerk vom 05.08." in unescape(after)
    section = after[after.index('id="auflagen"') :]
    assert section.index("Bericht") < section.index("ohne Fest"), "what is open stands first"
    assert findings(a_house) == []


def test_somebody_who_was_faster_is_told_of(a_house: House, visit: Visit) -> None:
    receipt = _adopted(a_house)
    path = f"/akten/{receipt.dossier.id}/auflage/{receipt.seq}/1"
    one, other = visit(DESK), visit(DESK)
    ahead = check(one, path, outcome="met", on="05.08.2002", proof="Vermerk")
    enter(other, path, outcome="waived", on="06.08.2002", proof="Beschluss")
    answer = confirm(one, path, ahead.text)
    assert answer.status_code == 409
    assert "Beschluss" in answer.text


def test_a_condition_nobody_set_has_no_form_and_only_administrators_have_one(a_house: House, visit: Visit) -> None:
    receipt = _adopted(a_house)
    home = f"/akten/{receipt.dossier.id}/auflage"
    for about in (f"{receipt.seq}/3", "1/1", "99/1", "x/y", f"{receipt.seq}/0", f"{'9' * 50}/1"):
        assert visit(DESK).get(f"{home}/{about}").status_code == 404, about
    for handle in (KG, CITY):
        assert visit(handle).get(f"{home}/{receipt.seq}/1").status_code == 404, handle


def test_the_list_has_what_is_open_in_the_programmes_one_works_in(a_house: House, visit: Visit) -> None:
    receipt = _adopted(a_house)
    a_project(a_house, "end")

    assert _rows(visit(DESK).get("/auflagen?lang=en").text) == ["ohne Fest", "Bericht"]
    assert _rows(visit(KG).get("/auflagen?lang=en").text) == ["ohne Fest", "Bericht"]
    team = visit(TEAM, "berlin")
    assert _rows(team.get(f"/auflagen?lang=en&programm={FUND}").text) == ["Hinweistafel aufstellen", "Bericht bis Ende 2024"]
    assert _rows(team.get("/auflagen?programm=berlin-ihek").text) == []
    assert team.get(f"/auflagen?programm={LEIPZIG}").status_code == 404
    assert visit(CITY).get("/auflagen").status_code == 404
    desk = visit(DESK)
    enter(desk, f"/akten/{receipt.dossier.id}/auflage/{receipt.seq}/1", outcome="met", on="05.08.2002", proof="Vermerk")
    assert _rows(desk.get("/auflagen?lang=en").text) == ["Bericht"]


def test_pages_follow_each_other_and_a_made_up_place_is_the_beginning(a_house: House, visit: Visit) -> None:
    lines = [f"Nachweis {number:02}" for number in range(pages.PAGE + 3)]
    _adopted(a_house, text="\n".join(lines))
    desk = visit(DESK)

    first = desk.get("/auflagen?lang=en").text
    assert _rows(first) == lines[: pages.PAGE]
    following = unescape(re.findall(r'href="(/auflagen\?nach=[^"]+)"', first)[0])
    assert _rows(desk.get(following).text) == lines[pages.PAGE :]
    for made_up in ("x", "2002/3", "2099-01-01T00:00:00.000000Z/../1/1", "\x00"):
        assert _rows(desk.get("/auflagen", params={"nach": made_up}).text) == lines[: pages.PAGE]
