"""Who works on a case: taken over, handed on, given back, one by one and many at once."""

import re

import pytest
from starlette.testclient import TestClient

from domain.commands import Assign
from domain.dates import When
from store.people import party_id
from tests.houses import BERLIN, CITY, CONTACT, DESK, KG, LEIPZIG, RP, TEAM, berlin_case, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.desk import hidden, now
from tests.portal.test_worklist import page, shown
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up

ME, SECRETARY = party_id("leipzig", DESK), party_id("leipzig", KG)


def give(visitor: TestClient, id_: str, officer: str, **instead: str) -> tuple[int, str]:
    """Fill in the form; status and place or page that come back."""
    path = f"/akten/{id_}/zustaendig"
    answer = visitor.post(path, data={**hidden(visitor.get(path).text), "officer": officer, **instead})
    return answer.status_code, answer.headers.get("location", answer.text)


def tick(visitor: TestClient, query: str, **more: str) -> str:
    """Tick every row of the worklist and press the button below; the address that comes back."""
    text = visitor.get(f"/arbeitsvorrat?{query}").text
    form = text.split('id="uebernehmen"', 1)[1]
    boxes = dict(re.findall(r'name="(akte\.[^"]+)" value="([^"]*)"', text))
    answer = visitor.post("/arbeitsvorrat/uebernehmen", data={**hidden(form), **boxes, **more})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_a_dossier_is_handed_to_a_colleague_and_the_history_says_to_whom(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house).dossier.id
    desk = visit(DESK)

    status, place = give(desk, id_, SECRETARY)

    assert status == 303
    assert now(a_house, id_).officer == SECRETARY
    said = desk.get(f"{place}&lang=en").text
    assert said.count("Given to KG secretariat") >= 2 or said.count("Given to ") >= 2
    assert "Given to nobody" not in said
    assert give(desk, id_, "niemand")[0] == 303
    assert now(a_house, id_).officer == ""
    assert "Given to nobody" in desk.get(f"/akten/{id_}?lang=en").text


def test_the_case_file_takes_over_and_gives_back_with_one_button(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house).dossier.id
    desk = visit(DESK)

    for button, officer in (("uebernehmen", ME), ("freigeben", "")):
        text = desk.get(f"/akten/{id_}").text
        form = text.split(f'id="{button}"', 1)[0].rpartition("<form")[2]
        twice = [desk.post(f"/akten/{id_}/zustaendig", data=hidden(form)).status_code for _ in range(2)]
        assert twice == [303, 303]
        assert now(a_house, id_).officer == officer
    assert sum(entry.event.__class__.__name__ == "Assigned" for entry in now(a_house, id_).entries) == 2


def test_the_applicant_neither_reads_nor_hears_of_it(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house).dossier.id
    catch_up(a_house)
    before = visit(CITY).get(f"/antraege/{id_}").text.partition("<main")[2]
    give(visit(DESK), id_, SECRETARY)
    catch_up(a_house)

    assert visit(CITY).get(f"/antraege/{id_}").text.partition("<main")[2] == before


@pytest.mark.parametrize("handle", [KG, RP, CITY, CONTACT])
def test_whoever_does_not_administer_the_programme_cannot_assign(a_house: House, visit: Visit, handle: str) -> None:
    id_ = leipzig_case(a_house).dossier.id
    visitor = visit(handle)
    token = hidden(visitor.get("/antraege").text)

    assert visitor.get(f"/akten/{id_}/zustaendig").status_code == 404
    assert visitor.post(f"/akten/{id_}/zustaendig", data={**token, "officer": ME}).status_code == 404
    assert "/zustaendig" not in visitor.get(f"/akten/{id_}").text
    assert now(a_house, id_).officer == ""


@pytest.mark.parametrize(
    "officer", ["", "nobody-at-all", party_id("leipzig", CITY), party_id("berlin", TEAM), "\x00", "' OR 1=1"]
)
def test_only_staff_of_the_programme_who_are_no_side_can_be_chosen(a_house: House, visit: Visit, officer: str) -> None:
    id_ = leipzig_case(a_house).dossier.id

    status, text = give(visit(DESK), id_, officer)

    assert status == 422
    assert 'role="alert"' in text
    assert "<title>" in text
    assert now(a_house, id_).officer == ""


def test_whoever_applied_cannot_be_given_their_own_case(a_house: House, visit: Visit) -> None:
    case = berlin_case(a_house, "AF-1", "jury").dossier
    with a_house.database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO membership (person, organisation) VALUES "  # noqa: S608 - ids of our own making
            f"('{party_id('berlin', TEAM)}', '{case.opened.applicant}')"
        )
    team = visit(TEAM, "berlin")

    assert f'value="{party_id("berlin", TEAM)}"' not in team.get(f"/akten/{case.id}/zustaendig").text
    assert give(team, case.id, party_id("berlin", TEAM))[0] == 404
    assert tick(team, "fuer=alle").endswith("uebernommen=0&gelassen=1")


def test_somebody_elses_assignment_meanwhile_is_a_conflict(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house).dossier.id
    desk = visit(DESK)
    form = hidden(desk.get(f"/akten/{id_}/zustaendig").text)
    receive(a_house, "2.2", Assign(on=When("2026-11-23"), officer=SECRETARY), by=DESK)

    answer = desk.post(f"/akten/{id_}/zustaendig", data={**form, "officer": ME})

    assert answer.status_code == 409
    assert now(a_house, id_).officer == SECRETARY
    again = desk.post(f"/akten/{id_}/zustaendig", data={**hidden(answer.text), "officer": ME})
    assert again.status_code == 303
    assert now(a_house, id_).officer == ME


def test_what_the_system_adds_meanwhile_stops_nobody(a_house: House, visit: Visit) -> None:
    id_ = leipzig_case(a_house).dossier.id
    desk = visit(DESK)
    form = hidden(desk.get(f"/akten/{id_}/zustaendig").text)
    catch_up(a_house)

    assert desk.post(f"/akten/{id_}/zustaendig", data={**form, "officer": ME}).status_code == 303


def test_the_worklist_has_a_view_for_mine_team_and_nobody(a_house: House, visit: Visit) -> None:
    for reference in ("1.1", "1.2", "1.3"):
        leipzig_case(a_house, "kg", reference)
    receive(a_house, "1.1", Assign(on=When("2026-11-23"), officer=ME), by=DESK, programme=LEIPZIG)
    receive(a_house, "1.2", Assign(on=When("2026-11-23"), officer=SECRETARY), by=DESK, programme=LEIPZIG)

    assert shown(page(visit, DESK)) == ["1.1"]  # what was given to oneself comes first
    assert shown(page(visit, KG)) == ["1.2"]
    assert shown(page(visit, RP)) == []
    for handle in (DESK, KG):
        assert shown(page(visit, handle, "&fuer=team")) == ["1.1", "1.2", "1.3"]
        assert shown(page(visit, handle, "&fuer=niemand")) == ["1.3"]
    text = page(visit, DESK)
    assert re.findall(r">(Mine|Team|Given to nobody|All) \((\d+)\)<", text) == [
        ("Mine", "1"), ("Team", "3"), ("Given to nobody", "1"), ("All", "3"),
    ]  # fmt: skip
    assert re.findall(r">(Mine|Team|Given to nobody|All) \(", page(visit, KG)) == ["Mine", "Team", "Given to nobody"]


def test_what_was_given_to_me_is_shown_whomever_it_waits_for_and_the_team_works_for_nobody_outside(
    a_house: House, visit: Visit
) -> None:
    leipzig_case(a_house, "submission", "1.1")
    receive(a_house, "1.1", Assign(on=When("2026-11-23"), officer=ME), by=DESK, programme=LEIPZIG)

    assert shown(page(visit, DESK)) == ["1.1"]
    assert shown(page(visit, DESK, "&fuer=team")) == []
    assert shown(page(visit, DESK, "&fuer=alle")) == ["1.1"]


def test_a_role_narrows_every_view(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg", "1.1")
    leipzig_case(a_house, "decision", "1.2")

    assert shown(page(visit, DESK, "&fuer=team&rolle=kg_secretariat")) == ["1.1"]
    assert shown(page(visit, DESK, "&fuer=team&rolle=%00")) == []
    assert "Show it without filters" in page(visit, DESK, "&fuer=team&rolle=%00")
    assert 'value="kg_secretariat" selected' in page(visit, DESK, "&fuer=team&rolle=kg_secretariat")


def test_ticked_rows_are_taken_over_and_the_same_list_comes_back(a_house: House, visit: Visit) -> None:
    ids = [leipzig_case(a_house, "kg", reference).dossier.id for reference in ("1.1", "1.2")]
    desk = visit(DESK)

    place = tick(desk, "fuer=niemand&rolle=kg_secretariat")

    assert place == "/arbeitsvorrat?fuer=niemand&rolle=kg_secretariat&uebernommen=2&gelassen=0"
    assert [now(a_house, id_).officer for id_ in ids] == [ME, ME]
    assert "2 dossiers are yours now." in desk.get(place + "&lang=en").text


def test_the_button_of_a_row_takes_that_row_alone(a_house: House, visit: Visit) -> None:
    first, second = (leipzig_case(a_house, "kg", reference).dossier.id for reference in ("1.1", "1.2"))

    tick(visit(DESK), "fuer=niemand", nur=second, **{f"bei.{second}": ""})

    assert [now(a_house, id_).officer for id_ in (first, second)] == ["", ME]


def test_a_dossier_given_to_somebody_meanwhile_is_left_to_them(a_house: House, visit: Visit) -> None:
    taken, free = (leipzig_case(a_house, "kg", reference).dossier.id for reference in ("1.1", "1.2"))
    desk = visit(DESK)
    text = desk.get("/arbeitsvorrat?fuer=niemand").text
    receive(a_house, "1.1", Assign(on=When("2026-11-23"), officer=SECRETARY), by=DESK, programme=LEIPZIG)
    boxes = {f"akte.{id_}": "" for id_ in (taken, free)}

    answer = desk.post("/arbeitsvorrat/uebernehmen", data={**hidden(text.split('id="uebernehmen"', 1)[1]), **boxes})

    assert answer.headers["location"].endswith("uebernommen=1&gelassen=1")
    assert [now(a_house, id_).officer for id_ in (taken, free)] == [SECRETARY, ME]


def test_ticking_dossiers_of_others_or_nothing_changes_nothing(a_house: House, visit: Visit) -> None:
    foreign = berlin_case(a_house, "AF-1", "jury").dossier.id
    leipzig_case(a_house, "kg", "1.1")
    desk, secretary = visit(DESK), visit(KG)
    own = now(a_house, leipzig_case(a_house, "kg", "1.2").dossier.id).id
    text = desk.get("/arbeitsvorrat?fuer=niemand").text
    form = hidden(text.split('id="uebernehmen"', 1)[1])

    nothing = desk.post("/arbeitsvorrat/uebernehmen", data=form)
    others = desk.post("/arbeitsvorrat/uebernehmen", data={**form, f"akte.{foreign}": "", "akte.x": "", "nur": ""})
    theirs = {**hidden(secretary.get("/arbeitsvorrat").text), f"akte.{own}": ""}
    no_right = secretary.post("/arbeitsvorrat/uebernehmen", data=theirs)

    assert nothing.headers["location"].endswith("uebernommen=0&gelassen=0")
    assert "Nothing was ticked" in desk.get(nothing.headers["location"] + "&lang=en").text
    assert others.headers["location"].endswith("uebernommen=0&gelassen=2")
    assert no_right.headers["location"].endswith("uebernommen=0&gelassen=1")
    assert [now(a_house, id_).officer for id_ in (foreign, own)] == ["", ""]
    assert "uebernehmen" not in secretary.get("/arbeitsvorrat").text
    assert BERLIN not in text
