"""Reminders in the portal: administrators see who gets what and why before it is sent, and let halted ladders go on."""

from datetime import timedelta
from html import unescape

import pytest

from config.clock import FixedClock
from domain.commands import Return
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from store.halts import Halt
from store.people import keep_authority
from tests.houses import CITY, DESK, KG, LEIPZIG, TEAM, leipzig_case
from tests.portal.conftest import Visit, csrf
from tests.workflows.test_authorities import an_authority
from workflows.house import House
from workflows.inbox import receive
from workflows.reminders.climbing import climb
from workflows.reminders.halts import MANY, PERSON, halt, halt_now, open_halt


def _asked_for_documents(house: House, reference: str = "2.2", authority: str = "leipzig", due: str = "2026-12-10") -> str:
    receipt = leipzig_case(house, "kg", reference, authority=authority)
    asked = Return(
        stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
        due=When(due), reason="Der Finanzplan fehlt.",
    )  # fmt: skip
    receive(house, reference, asked, by=DESK, programme=LEIPZIG, authority=authority)
    return receipt.dossier.id


def _page(visit: Visit, query: str = "", authority: str = "leipzig") -> str:
    answer = visit(DESK, authority).get(f"/erinnerungen?lang=en{query}")
    assert answer.status_code == 200
    return unescape(answer.text)


def _ahead(page: str) -> str:
    return page.split('id="voraus"', 1)[1].split('id="gesendet"', 1)[0]


def _sent(page: str) -> str:
    return page.split('id="gesendet"', 1)[1]


def test_what_will_be_sent_is_shown_with_day_case_and_reason_until_the_day_asked_for(a_house: House, visit: Visit) -> None:
    id_ = _asked_for_documents(a_house)

    ahead = _ahead(_page(visit, "&bis=26.11.2026"))

    assert "26 November 2026" in ahead
    assert f'<a class="kern-link" href="/akten/{id_}/fristen">2.2</a>' in ahead
    assert "by 10 December 2026" in ahead
    assert "– reminder" in ahead
    assert "7 December 2026" not in ahead
    assert "7 December 2026" in _ahead(_page(visit, "&bis=07.12.2026"))
    assert "Nobody has to be reminded until then." in _ahead(_page(visit, "&bis=25.11.2026"))


def test_what_was_sent_moves_below_and_is_not_ahead_any_more(a_house: House, visit: Visit, clock: FixedClock) -> None:
    _asked_for_documents(a_house)
    clock.move(timedelta(days=3))  # Thursday, 26 November
    climb(a_house)

    page = _page(visit, "&bis=27.11.2026")

    assert ">2.2<" in _sent(page)
    assert ">2.2<" not in _ahead(page)


@pytest.mark.parametrize("typed", ["gestern", "31.02.2026", "22.11.2026", "01.01.2030", "11/2026", "'><script>", "%00"])
def test_a_day_that_is_none_is_said_at_the_field_and_kept(visit: Visit, typed: str) -> None:
    answer = visit(DESK).get("/erinnerungen", params={"lang": "en", "bis": typed})
    assert answer.status_code == 422
    assert 'href="#bis"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "<script>'" not in answer.text
    assert "Error:" in answer.text


def test_it_shows_the_cases_of_ones_own_authority_only(a_house: House, visit: Visit) -> None:
    with a_house.database.transaction() as connection:
        keep_authority(connection, an_authority())
    _asked_for_documents(a_house)
    _asked_for_documents(a_house, "9.9", "halle")

    assert ">9.9<" not in _page(visit, "&bis=07.12.2026")
    assert ">2.2<" not in _ahead(_page(visit, "&bis=07.12.2026", "halle"))
    assert ">9.9<" in _ahead(_page(visit, "&bis=07.12.2026", "halle"))


@pytest.mark.parametrize("handle", [KG, CITY])
def test_it_is_for_administrators(visit: Visit, handle: str) -> None:
    assert visit(handle).get("/erinnerungen").status_code == 404
    visitor = visit(handle)
    token = csrf(visitor.get("/konto").text)
    assert visitor.post("/erinnerungen/weiter", data={"csrf": token}).status_code == 404


def test_a_halt_says_why_and_what_going_on_means_and_one_click_lets_it_go_on(a_house: House, visit: Visit) -> None:
    _asked_for_documents(a_house, due="2026-12-07")  # its first day is today
    halt(a_house, Halt("h" * 16, a_house.now(), "2026-11-23", MANY, 60, 4))
    desk = visit(DESK)
    page = unescape(desk.get("/erinnerungen?lang=en").text)

    assert "60 mails would have gone out at once; 4 a day are usual." in page
    assert "then go" in page
    operations = desk.get("/betrieb").text
    assert "halted" in operations
    answer = desk.post("/erinnerungen/weiter", data={"csrf": csrf(page), "halt": "h" * 16})
    assert answer.headers["location"] == "/erinnerungen?weiter=ja"
    assert open_halt(a_house) is None
    assert "Sending goes on" in desk.get("/erinnerungen?weiter=ja").text
    assert "halted" not in desk.get("/betrieb").text


def test_another_halt_than_the_one_shown_is_not_ended(a_house: House, visit: Visit) -> None:
    halt_now(a_house)
    desk = visit(DESK)
    page = desk.get("/erinnerungen?lang=en").text
    assert "The clock of the machine has jumped" in page
    for shown in ("", "x" * 16):
        answer = desk.post("/erinnerungen/weiter", data={"csrf": csrf(page), "halt": shown})
        assert answer.headers["location"] == "/erinnerungen?weiter=nein"
    assert open_halt(a_house) is not None
    assert "Somebody was faster" in desk.get("/erinnerungen?weiter=nein").text


@pytest.mark.parametrize(
    ("by", "said"),
    [("sachbearbeitung", '"sachbearbeitung" has halted them at the command line.'),
     ("", "Somebody has halted them at the command line.")],
)  # fmt: skip
def test_a_halt_by_a_person_says_who_and_when_and_nothing_of_a_clock(a_house: House, visit: Visit, by: str, said: str) -> None:
    halt_now(a_house, PERSON, by)
    page = unescape(visit(DESK).get("/erinnerungen?lang=en").text)
    assert said in page
    assert "Since 23 November 2026, 09:00 nothing has been sent." in page
    assert "clock of the machine" not in page
    halt_now(a_house, PERSON, "antragstelle")
    lasting = open_halt(a_house)
    assert lasting is not None
    assert lasting.halted_by == by, "who halts what is halted changes nothing"


def test_without_the_token_nothing_goes_on(a_house: House, visit: Visit) -> None:
    halt_now(a_house)
    assert visit(DESK).post("/erinnerungen/weiter").status_code in {403, 422}
    assert open_halt(a_house) is not None


def test_a_team_that_administers_another_programme_sees_nothing_of_this_one(a_house: House, visit: Visit) -> None:
    _asked_for_documents(a_house)
    assert ">2.2<" not in visit(TEAM, "berlin").get("/erinnerungen?bis=07.12.2026").text


def test_only_an_authority_whose_mails_wait_lets_them_go_on(a_house: House, visit: Visit) -> None:
    with a_house.database.transaction() as connection:
        keep_authority(connection, an_authority())
    _asked_for_documents(a_house, "9.9", "halle", "2026-12-08")  # its first mail leaves tomorrow
    halt_now(a_house)
    halt_id = open_halt(a_house)
    assert halt_id is not None

    stranger = visit(DESK)
    page = unescape(stranger.get("/erinnerungen?lang=en").text)
    assert "The mails that wait are those of Stadt Halle." in page
    assert "Go on sending" not in page
    asked = {"csrf": csrf(stranger.get("/konto").text), "halt": halt_id.id}
    assert stranger.post("/erinnerungen/weiter", data=asked).headers["location"] == "/erinnerungen"
    assert open_halt(a_house) is not None

    theirs = visit(DESK, "halle")
    page = unescape(theirs.get("/erinnerungen?lang=en").text)
    assert "Go on sending" in page
    answer = theirs.post("/erinnerungen/weiter", data={"csrf": csrf(page), "halt": halt_id.id})
    assert answer.headers["location"] == "/erinnerungen?weiter=ja"
    assert open_halt(a_house) is None


def test_where_mails_of_several_authorities_wait_each_of_them_may(a_house: House, visit: Visit) -> None:
    with a_house.database.transaction() as connection:
        keep_authority(connection, an_authority())
    _asked_for_documents(a_house, "9.9", "halle", "2026-12-08")
    _asked_for_documents(a_house, due="2026-12-08")
    halt_now(a_house)
    for authority in ("leipzig", "halle"):
        assert "Go on sending" in _page(visit, authority=authority)
