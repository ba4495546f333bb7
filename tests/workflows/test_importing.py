"""Imports: exactly the bad rows are named, the others stand as they happened, owe nothing, and are never there twice."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.commands import ConfirmFunds
from domain.errors import Refusal
from domain.errors.imports import OtherContent
from domain.events import Decided, Opened, Resolved, Submitted
from domain.events.chain import Closed, StageOpened
from domain.vocabulary import CofinancingOutcome
from store import lists
from store.worklist import first
from tests.houses import BERLIN, DESK, RESIDENT, TEAM, HousesOf, berlin_case, events_of, findings, letters
from tests.import_tables import MAPPING, Known, a_table
from tests.importing import an_import, case, done, kinds, loaded, rows_of
from workflows.house import House
from workflows.importing import Import
from workflows.inbox import receive
from workflows.walk import catch_up

FULL, SOME = (10_000, 500), (1000, 50)


def test_exactly_the_bad_rows_are_named_and_the_others_imported(a_house: House, tmp_path: Path) -> None:
    known = a_table(*SOME)
    plan, written = done(a_house, tmp_path, known)
    assert kinds(plan) == {row: [kind] for row, kind in known.wrong.items()}
    assert (plan.rows, written.cases, written.repeated, written.wrong) == (1000, 950, 0, [])
    assert written.facts == plan.facts
    assert findings(a_house) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_ten_thousand_rows_exactly_the_five_hundred_bad_ones_are_named(houses: HousesOf, tmp_path: Path) -> None:
    """How long that takes is for `make bench` to say; on PostgreSQL a table of a tenth is enough."""
    known = a_table(*FULL)
    plan, written = done(houses.open(), tmp_path, known)
    assert plan.bad_rows == sorted(known.wrong)
    assert written.cases == 9500


def test_an_imported_case_stands_as_it_happened_and_whoever_is_next_has_no_period(a_house: House, tmp_path: Path) -> None:
    done(a_house, tmp_path, rows_of({}, {"Entscheidung am": "", "Entscheidung": "", "Bewilligt": ""}))
    whole, open_ = case(a_house, "X-0").dossier, case(a_house, "X-1").dossier
    assert [type(entry.event) for entry in whole.entries] == [Opened, Submitted, Resolved, Decided, StageOpened]
    assert whole.opened.imported
    assert [str(entry.on) for entry in whole.entries[:4]] == ["unknown", "2002-01-07", "2002-02-17", "2002-05-07"]
    opened = open_.entries[-1].event
    assert isinstance(opened, StageOpened)
    assert (opened.stage, opened.due) == ("decision", None)


def test_imported_history_owes_no_letters_and_is_no_news_but_later_facts_are(a_house: House, tmp_path: Path) -> None:
    with_contact = MAPPING.replace("create_parties", "  contact: {column: Bemerkung, by: handle}\ncreate_parties")
    mapping = with_contact.replace("ignore: [Bemerkung]", "ignore: []")
    done(a_house, tmp_path, rows_of({"Bemerkung": "quartiersmoderation"}), mapping)
    assert catch_up(a_house).walked == 0
    assert letters(a_house) == []
    receive(a_house, "X-0", ConfirmFunds(stage="cofinancing", outcome=CofinancingOutcome.CONFIRMED), by=DESK)
    assert catch_up(a_house).letters == len(letters(a_house)) > 0
    assert {letter.seq for letter in letters(a_house)} == {6}
    assert findings(a_house) == []


def test_a_finished_case_is_closed_with_its_result(a_house: House, tmp_path: Path) -> None:
    done(a_house, tmp_path, rows_of({"Entscheidung": "abgelehnt", "Grund": "zu teuer", "Bewilligt": ""}))
    last = case(a_house, "X-0").dossier.entries[-1]
    assert isinstance(last.event, Closed)
    assert (last.event.result, last.actor) == ("refused", "chain")
    assert catch_up(a_house).walked == 0


def test_the_same_file_again_changes_nothing(a_house: House, tmp_path: Path) -> None:
    known = a_table(60, 3)
    done(a_house, tmp_path, known)
    before = events_of(a_house)
    plan, written = done(a_house, tmp_path, known)
    assert (len(plan.ready), plan.repeated, written.cases, written.repeated) == (0, 57, 0, 57)
    assert events_of(a_house) == before


def test_other_names_for_the_columns_make_no_other_case(a_house: House, tmp_path: Path) -> None:
    known = a_table(5, 0)
    done(a_house, tmp_path, known)
    renamed = MAPPING.replace("on: Eingang", "on: Eingang am").replace("title: Projekt", "title: Vorhaben")
    path = known.write(tmp_path / "renamed.csv")
    path.write_text(path.read_text("utf-8").replace(";Eingang;", ";Eingang am;").replace(";Projekt;", ";Vorhaben;"), "utf-8")
    assert Import(a_house, loaded(a_house, tmp_path, renamed), path, DESK).check().repeated == 5


def test_another_content_under_a_known_reference_is_refused(a_house: House, tmp_path: Path) -> None:
    done(a_house, tmp_path, rows_of({}))
    before = events_of(a_house)
    plan, written = done(a_house, tmp_path, rows_of({"Projekt": "Anders"}))
    assert kinds(plan) == {2: ["OtherContent"]}
    assert (written.cases, events_of(a_house)) == (0, before)


def test_a_case_that_comes_in_while_the_file_is_checked_is_not_overwritten(a_house: House, tmp_path: Path) -> None:
    work = an_import(a_house, tmp_path, rows_of({}, {}))
    plan = work.check()
    done(a_house, tmp_path, rows_of({"Projekt": "Anders"}))
    written = work.write(plan)
    assert [type(each.refusal) for each in written.wrong] == [OtherContent]
    assert written.cases == 1
    assert case(a_house, "X-0").dossier.opened.title == "Anders"


def test_two_imports_of_the_same_file_meet_without_doubles(a_house: House, tmp_path: Path) -> None:
    one, other = an_import(a_house, tmp_path, a_table(20, 0)), an_import(a_house, tmp_path, a_table(20, 0))
    first_plan, other_plan = one.check(), other.check()
    one.write(first_plan)
    assert other.write(other_plan).repeated == 20
    assert findings(a_house) == []


def test_a_check_writes_nothing(a_house: House, tmp_path: Path) -> None:
    def everything() -> list[int]:
        tables = ("event", "dossier", "party", "access_change", "budget", "waiting")
        with a_house.database.reading() as connection:
            return [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]

    before = everything()
    an_import(a_house, tmp_path, a_table(30, 3)).check()
    assert everything() == before


FUND = f"""\
programme: {BERLIN}
authority: berlin
file: {{format: csv, encoding: utf-8, separator: ";"}}
dates: [TT.MM.JJJJ]
numbers: {{decimal: ",", thousands: "."}}
columns: {{reference: Aktenzeichen, title: Projekt, area: Gebiet}}
parties:
  applicant: {{column: Antragsteller, by: handle}}
facts:
  - {{stage: application, outcome: submitted, on: Eingang}}
  - {{stage: jury, outcome_from: {{column: KG, values: {{ja: adopted}}}}, on: KG am}}
  - {{stage: decision, outcome: granted, on: Entscheidung am, amount: Bewilligt}}
ignore: [Beantragt, EFRE, Stadt, Beginn, Ende, Stand, Auflagen, Entscheidung, Grund, Bemerkung]
"""


def fund(*amounts: str) -> Known:
    return rows_of(*(
        {
            "Gebiet": "Beispielkiez", "Antragsteller": RESIDENT, "Eingang": "04.03.2024", "KG am": "20.03.2024", "KG": "ja",
            "Entscheidung am": "21.03.2024", "Entscheidung": "", "Bewilligt": amount,
        }
        for amount in amounts
    ))  # fmt: skip


def test_budgets_hold_for_imported_awards(a_house: House, tmp_path: Path) -> None:
    berlin_case(a_house, "live", "end", cents=150_000)
    plan, written = done(a_house, tmp_path, fund(*["1.500,00"] * 6), FUND, TEAM)
    assert kinds(plan) == {7: ["OverTheBudget"]}
    assert written.cases == 5
    assert findings(a_house) == []
    with a_house.database.reading() as connection:
        assert connection.execute(text("SELECT committed FROM budget")).scalar_one() == 900_000


def test_an_award_made_while_the_file_is_checked_leaves_less_for_the_last_rows(a_house: House, tmp_path: Path) -> None:
    work = an_import(a_house, tmp_path, fund(*["1.500,00"] * 6), FUND, TEAM)
    plan = work.check()
    assert plan.wrong == []
    berlin_case(a_house, "live", "end", cents=150_000)
    written = work.write(plan)
    assert (written.cases, [(each.row, type(each.refusal).__name__) for each in written.wrong]) == (5, [(7, "OverTheBudget")])
    assert findings(a_house) == []


def test_chunks_are_as_large_as_the_settings_say(houses: HousesOf, tmp_path: Path) -> None:
    house = houses.open(chunk=7)
    told: list[int] = []
    work = an_import(house, tmp_path, a_table(20, 0))
    commits: list[str] = []
    plan = work.check()
    house.database.on_commit = commits.append
    work.write(plan, told.append)
    assert told == [7, 7, 6]
    # Each chunk adds its new organisations first.
    assert commits.count("after-commit") == 6
    assert findings(house) == []


def test_a_later_check_of_what_lies_overdue_finds_nothing_imported(a_house: House, tmp_path: Path, clock: FixedClock) -> None:
    done(a_house, tmp_path, a_table(20, 0))
    clock.move(timedelta(days=400))
    with a_house.database.reading() as connection:
        assert all(not line.due for line in first(connection))
        assert lists.without_next_actor(connection) == []


def test_what_is_wrong_is_said_in_whole_sentences(a_house: House, tmp_path: Path) -> None:
    for each in an_import(a_house, tmp_path, a_table(300, 60)).check().wrong:
        assert isinstance(each.refusal, Refusal)
        assert "{" not in str(each.refusal)
        assert str(each.refusal).endswith((".", '"'))
