"""The deadline board: everybody sees the deadlines of their own authority, programmes and roles, in pages without gaps."""

import html
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from config.clock import Clock
from store import deadline_board
from store.database import Connection
from store.deadline_board import Asked, Group
from store.people import keep_authority
from tests.houses import CITY, DESK, KG, LEIPZIG, HousesOf, leipzig_case
from tests.portal.conftest import Visit
from tests.portal.deadline_rows import put
from tests.workflows.test_authorities import an_authority
from workflows.house import House


def page(visit: Visit, handle: str, query: str = "", authority: str = "leipzig") -> str:
    """The board as this person reads it, in English."""
    answer = visit(handle, authority).get(f"/fristen?lang=en{query}")
    assert answer.status_code == 200
    return answer.text


def shown(page: str) -> list[str]:
    """The references in the tables, in their order."""
    return re.findall(r'scope="row"><a class="kern-link" href="/akten/[0-9a-f-]+">([^<]+)</a>', page)


def groups(page: str) -> dict[str, list[str]]:
    """The references by the group they stand in."""
    parts = re.split(r'<h2 class="kern-heading-medium" id="gruppe-([a-z]+)">', page)[1:]
    return {name: shown(part) for name, part in zip(parts[::2], parts[1::2], strict=True)}


def test_what_is_overdue_comes_first_then_this_week_then_later_and_what_rests_stands_apart(
    a_house: House, visit: Visit
) -> None:
    for reference, told in {
        "1.1": {"due": "2026-12-01"}, "1.2": {"due": "2026-11-29"}, "1.3": {"due": "2026-11-20"},
        "1.4": {"due": "2026-11-23"}, "1.5": {"due": "", "state": "stopped"}, "1.6": {"due": "2026-11-24", "state": "met"},
        "1.7": {"due": "2026-11-24", "state": "superseded"},
    }.items():  # fmt: skip
        put(a_house, leipzig_case(a_house, "kg", reference).dossier, **told)

    board = page(visit, DESK, "&fuer=alle")

    assert groups(board) == {"overdue": ["1.3"], "week": ["1.4", "1.2"], "later": ["1.1"]}
    assert "One deadline rests" in board
    assert groups(page(visit, DESK, "&fuer=alle&gruppe=ruht")) == {"resting": ["1.5"]}
    assert groups(page(visit, DESK, "&fuer=alle&gruppe=woche")) == {"week": ["1.4", "1.2"]}
    assert groups(page(visit, DESK, "&fuer=alle&gruppe=spaeter")) == {"later": ["1.1"]}
    assert groups(page(visit, DESK, "&fuer=alle&gruppe=ueberfaellig")) == {"overdue": ["1.3"]}
    for counted in ("Overdue (1)", "This week (2)", "Later (1)", "Resting (1)"):
        assert counted in board


def test_a_period_that_merely_ends_is_shown_until_it_has_ended_and_is_never_overdue(a_house: House, visit: Visit) -> None:
    appeal = {"deadline": "appeal:decision:1:7", "stage": "decision", "role": "", "owed_by": "office", "ladder": ""}
    put(a_house, leipzig_case(a_house, "kg", "1.1").dossier, **appeal, due="2026-11-22")
    put(a_house, leipzig_case(a_house, "kg", "1.2").dossier, **appeal, due="2026-11-23")

    board = page(visit, DESK, "&fuer=alle")

    assert groups(board) == {"week": ["1.2"]}
    assert "Appeal period" in board
    assert "nobody; it merely ends" in board
    assert "Overdue (0)" in board
    assert shown(page(visit, KG, "&fuer=team")) == [], "whose role owes nothing in it does not see it"


def test_each_sees_what_their_roles_owe_and_administrators_what_the_office_owes(a_house: House, visit: Visit) -> None:
    one, two, three = (leipzig_case(a_house, "kg", f"1.{n}").dossier for n in (1, 2, 3))
    put(a_house, one)
    put(a_house, two, deadline="decision:1", stage="decision", role="granting_authority", owed_by="land")
    put(a_house, three, deadline="submission:1", stage="submission", role="applicant", owed_by="sponsor")

    assert shown(page(visit, KG, "&fuer=team")) == ["1.1"]
    assert sorted(shown(page(visit, DESK, "&fuer=alle"))) == ["1.1", "1.2", "1.3"]
    assert "1.3" not in shown(page(visit, DESK, "&fuer=team"))
    assert visit(KG).get("/fristen?fuer=alle").status_code == 404


def test_mine_is_what_was_given_to_me_whoever_owes_it(a_house: House, visit: Visit) -> None:
    mine = leipzig_case(a_house, "kg", "1.1")
    put(a_house, mine.dossier)
    put(a_house, leipzig_case(a_house, "kg", "1.2").dossier)
    assert sorted(shown(page(visit, DESK))) == ["1.1", "1.2"], "nothing is mine yet, so the office's is shown"
    visit_desk = visit(DESK)
    home = f"/akten/{mine.dossier.id}"
    answer = visit_desk.get(home)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text))
    visit_desk.post(f"{home}/zustaendig", data=fields)

    assert shown(page(visit, DESK)) == ["1.1"]
    assert shown(page(visit, DESK, "&fuer=mir")) == ["1.1"]
    assert sorted(shown(page(visit, DESK, "&fuer=team"))) == ["1.1", "1.2"]


def test_another_authority_with_the_same_programme_sees_its_own(a_house: House, visit: Visit) -> None:
    with a_house.database.transaction() as connection:
        keep_authority(connection, an_authority())
    put(a_house, leipzig_case(a_house, "kg", "1.1").dossier)
    put(a_house, leipzig_case(a_house, "kg", "9.9", authority="halle").dossier)

    for query in ("", "&fuer=alle", f"&programm={LEIPZIG}"):
        assert shown(page(visit, DESK, query)) == ["1.1"]
        assert shown(page(visit, DESK, query, "halle")) == ["9.9"]


def test_a_party_that_owes_narrows_it_down(a_house: House, visit: Visit) -> None:
    put(a_house, leipzig_case(a_house, "kg", "1.1").dossier)
    put(a_house, leipzig_case(a_house, "kg", "1.2").dossier, owed_by="land")

    assert shown(page(visit, DESK, "&fuer=alle&schuldet=land")) == ["1.2"]
    none = page(visit, DESK, "&fuer=alle&schuldet=sponsor")
    assert shown(none) == []
    assert "Show it without filters" in none


@pytest.mark.parametrize(
    "query",
    ["programm=berlin-aktionsfonds", "programm=%00", "gruppe=running", "gruppe=x", "schuldet=me", "fuer=niemand", "fuer=x"],
)
def test_what_is_not_there_to_ask_for_does_not_exist(visit: Visit, query: str) -> None:
    assert visit(DESK).get(f"/fristen?{query}").status_code == 404


@pytest.mark.parametrize("handle", ["", CITY])
def test_it_is_for_staff(visit: Visit, handle: str) -> None:
    assert visit(handle).get("/fristen").status_code == (404 if handle else 303)


@pytest.mark.parametrize("after", ["x", "2026-11-24/", "/x/y", "2026-11-24/0000000000000000/../..", "'; DROP TABLE deadline"])
def test_a_place_that_is_none_begins_at_the_beginning(a_house: House, visit: Visit, after: str) -> None:
    put(a_house, leipzig_case(a_house, "kg", "1.1").dossier)
    answer = visit(DESK).get("/fristen", params={"fuer": "alle", "nach": after})
    assert shown(answer.text) == ["1.1"]


def test_the_pages_have_neither_gaps_nor_doubles(a_house: House, visit: Visit) -> None:
    case = leipzig_case(a_house, "kg", "1.1").dossier
    for n in range(121):
        # Runs of deadlines that end on the same day: only their names tell them apart.
        put(a_house, case, deadline=f"kg:{n}", due=f"2026-11-{20 + n // 40}")
    read: list[str] = []
    query: str = "&fuer=alle"
    while query:
        text_ = page(visit, DESK, query)
        read += re.findall(r'href="/akten/[^"]+/fristen">([^<]+)</a>', text_)
        found = re.search(r'href="/fristen\?([^"]*nach=[^"]*)"', text_)
        query = "&" + html.unescape(found[1]) if found else ""
    assert len(read) == 121
    assert "Behind the page before no deadline is left." in page(visit, DESK, f"&fuer=alle&nach=2099-01-01/{case.id}/kg:1")


def test_the_number_of_a_group_ends_at_many(a_house: House, visit: Visit) -> None:
    case = leipzig_case(a_house, "kg", "1.1").dossier
    for n in range(201):
        put(a_house, case, deadline=f"kg:{n}")
    assert "This week (&gt; 200)" in page(visit, DESK, "&fuer=alle")


def test_hostile_titles_are_shown_as_they_are(a_house: House, visit: Visit) -> None:
    put(a_house, leipzig_case(a_house, "kg", '<script>"&').dossier)
    board = page(visit, DESK, "&fuer=alle")
    assert "<script>&#34;" not in board
    assert "&lt;script&gt;" in board


def _plans(connection: Connection, asked: Asked) -> list[str]:
    said: list[str] = []
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.set_trace_callback(said.append)
    deadline_board.page(connection, asked)
    deadline_board.count(connection, asked)
    raw.set_trace_callback(None)
    questions = [one for one in said if "FROM deadline" in one]
    return [str(connection.execute(text(f"EXPLAIN QUERY PLAN {one}")).all()) for one in questions]


@pytest.mark.parametrize("group", list(Group))
def test_running_and_resting_deadlines_are_each_read_from_their_index_in_its_order(
    tmp_path: Path, clock: Clock, group: Group
) -> None:
    asked = Asked("leipzig", group, "2026-11-23", "2026-11-29", whole=(LEIPZIG,), without=(f"{LEIPZIG}/applicant",))
    with HousesOf(f"sqlite:///{tmp_path / 'house.sqlite'}", tmp_path, clock) as houses:
        house = houses.open()
        with house.database.reading() as connection:
            plans = _plans(connection, asked)

    assert len(plans) == 2
    wanted = {Group.RESTING: "ix_deadline_rests", Group.ASKED: "ix_deadline_asked"}.get(group, "ix_deadline_due")
    assert all(wanted in plan for plan in plans), plans
    if group is not Group.RESTING:
        assert all("ORDER BY" not in plan for plan in plans), plans
