"""The worklist page: everybody sees what waits in their own authority and programmes, in pages without gaps or doubles."""

import html
import re
from datetime import timedelta

import pytest

from config.clock import FixedClock
from domain.authority import Authority
from domain.commands import Return
from domain.dates import When
from domain.vocabulary import ReturnPurpose
from store import worklist
from store.people import keep_authority
from store.worklist import After, Asked
from tests.houses import BERLIN, DESK, KG, LEIPZIG, RP, TEAM, berlin_case, leipzig_case
from tests.portal.conftest import Visit
from tests.workflows.test_authorities import an_authority
from workflows.house import House
from workflows.inbox import receive


def page(visit: Visit, handle: str, query: str = "", authority: str = "leipzig") -> str:
    """The worklist as this person reads it, in English."""
    answer = visit(handle, authority).get(f"/arbeitsvorrat?lang=en{query}")
    assert answer.status_code == 200
    return answer.text


def shown(text: str) -> list[str]:
    """The references in the table, in their order."""
    return re.findall(r'scope="row"><a class="kern-link" href="/akten/[0-9a-f-]+">([^<]+)</a>', text)


def following(text: str) -> str:
    """The query of the next page, or nothing."""
    found = re.search(r'href="/arbeitsvorrat\?([^"]*nach=[^"]*)"', text)
    return "&" + html.unescape(found[1]) if found else ""


def test_each_sees_what_waits_for_their_role_and_the_case_officer_what_they_may_record(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg", "1.1")
    leipzig_case(a_house, "decision", "1.2")
    berlin_case(a_house, "AF-1", "jury")

    assert shown(page(visit, KG)) == ["1.1"]
    assert shown(page(visit, RP)) == ["1.2"]
    assert shown(page(visit, DESK)) == ["1.1", "1.2"]
    assert shown(page(visit, TEAM, authority="berlin")) == ["AF-1"]


def test_everybodys_lines_are_those_of_the_authority_and_its_programmes(a_house: House, visit: Visit) -> None:
    leipzig_case(a_house, "kg", "1.1")
    leipzig_case(a_house, "decision", "1.2")
    berlin_case(a_house, "AF-1", "jury")

    assert shown(page(visit, DESK, "&fuer=alle")) == ["1.1", "1.2"]
    assert visit(KG).get("/arbeitsvorrat?fuer=alle").status_code == 404


def test_another_authority_with_the_same_programme_sees_its_own(a_house: House, visit: Visit) -> None:
    with a_house.database.transaction() as connection:
        keep_authority(connection, an_authority())
    leipzig_case(a_house, "kg", "1.1")
    leipzig_case(a_house, "kg", "9.9", authority="halle")

    for query in ("", "&fuer=alle", f"&programm={LEIPZIG}"):
        assert shown(page(visit, DESK, query)) == ["1.1"]
        assert shown(page(visit, DESK, query, "halle")) == ["9.9"]


def test_somebody_with_several_programmes_chooses_one(a_house: House, visit: Visit) -> None:
    with a_house.database.transaction() as connection:
        keep_authority(connection, _with_both())
    leipzig_case(a_house, "kg", "1.1")

    both = page(visit, DESK)

    assert 'name="programm"' in both
    assert shown(both) == ["1.1"]
    assert shown(page(visit, DESK, f"&programm={LEIPZIG}")) == ["1.1"]
    assert shown(page(visit, DESK, f"&programm={BERLIN}")) == []


def _with_both() -> Authority:
    office = an_authority()
    parties = tuple(
        party.model_copy(update={"roles": {**party.roles, BERLIN: ("qm_team",)}}) if party.handle == DESK else party
        for party in office.parties
    )
    return office.model_copy(update={"authority": "leipzig", "parties": parties})


@pytest.mark.parametrize("query", ["&programm=berlin-aktionsfonds", "&programm=nothing", "&programm=%00"])
def test_a_programme_of_others_does_not_exist(visit: Visit, query: str) -> None:
    assert visit(DESK).get(f"/arbeitsvorrat?{query}").status_code == 404


def test_what_was_sent_back_says_so_and_is_overdue_after_its_day(a_house: House, visit: Visit, clock: FixedClock) -> None:
    leipzig_case(a_house, "kg")
    receive(
        a_house,
        "2.2",
        Return(
            stage="submission", on=When("2026-11-20"), purpose=ReturnPurpose.DOCUMENTS, documents=("Finanzplan",),
            due=When("2026-12-01"), reason="Der Finanzplan fehlt.",
        ),
        by=DESK,
    )  # fmt: skip
    badge = '<span class="kern-label">overdue</span>'
    before = page(visit, DESK, "&fuer=alle")
    clock.move(timedelta(days=8))  # to the last day of the period
    on_the_day = page(visit, DESK, "&fuer=alle")
    none = page(visit, DESK, "&fuer=alle&ueberfaellig=1")
    clock.move(timedelta(days=1))

    assert "sent back" in before
    assert badge not in before
    assert badge not in on_the_day
    assert shown(none) == []
    assert badge in page(visit, DESK, "&fuer=alle")
    assert shown(page(visit, DESK, "&fuer=alle&ueberfaellig=1")) == ["2.2"]


def test_the_pages_have_neither_gaps_nor_doubles(a_house: House, visit: Visit, clock: FixedClock) -> None:
    opened = []
    for n in range(121):
        # Runs of lines that wait since the very same instant: only dossier and stage tell them apart.
        clock.move(timedelta(seconds=1 if n % 60 == 0 else 0))
        opened.append(leipzig_case(a_house, "submission", f"3.{n}").dossier.opened.reference)
    read: list[str] = []
    sizes: list[int] = []
    query, text = "&fuer=alle", ""
    while query:
        text = page(visit, DESK, query)
        read += shown(text)
        sizes.append(len(shown(text)))
        query = following(text)

    assert sizes == [50, 50, 21]
    assert sorted(read) == sorted(opened)
    assert set(read[:60]) == set(opened[:60])
    assert "121 items wait." in text
    with a_house.database.reading() as connection:
        everything = Asked({role: [] for role in worklist.roles_waited_for(connection)})
        in_one = worklist.page(connection, everything, limit=200)
        hundredth = After(in_one[99].since, in_one[99].dossier, in_one[99].stage)
        behind = worklist.page(connection, everything, after=hundredth, limit=200)
        assert worklist.count(connection, everything, most=100) == 100
    assert [line.reference for line in in_one] == read
    assert behind == in_one[100:]


@pytest.mark.parametrize("cursor", ["x", "%00", "2026-11-23/a/b", "'--", "9" * 5000])
def test_a_page_that_is_none_begins_at_the_beginning(a_house: House, visit: Visit, cursor: str) -> None:
    leipzig_case(a_house)

    assert shown(page(visit, DESK, f"&nach={cursor}")) == ["2.2"]


def test_a_place_behind_everything_says_so(a_house: House, visit: Visit) -> None:
    case = leipzig_case(a_house).dossier.id

    text = page(visit, DESK, f"&nach=9999-01-01T00:00:00.000000Z/{case}/kg")

    assert "nothing waits any more" in text
    assert "Back to the beginning" in text


def test_nobody_waits_and_the_page_says_what_will_appear(visit: Visit) -> None:
    mine, everybodys = page(visit, KG), page(visit, DESK, "&fuer=alle")

    assert "Nothing waits for you." in mine
    assert "An item appears here as soon as" in mine
    assert "Nothing waits for anybody." in everybodys


def test_a_title_is_text_and_not_markup(a_house: House, visit: Visit) -> None:
    berlin_case(a_house, "<script>", "jury")

    text = page(visit, TEAM, authority="berlin")

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_sponsors_and_strangers_have_no_worklist(visit: Visit) -> None:
    for handle in ("antragstelle", "quartiersmoderation"):
        assert visit(handle).get("/arbeitsvorrat").status_code == 404
    answer = visit().get("/arbeitsvorrat")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/anmelden")
