"""What the database refuses whatever the code does (promises P1 to P12)."""

import re
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, insert, text, update
from sqlalchemy.exc import DBAPIError

from store.tables import BudgetRow, DossierRow, EventRow, PartyRow, ProgrammeRow, WaitingRow
from store.tables.letters import LetterRow
from tests.houses import leipzig_case
from workflows.house import House
from workflows.walk import catch_up

DOSSIER, EVENT = DossierRow.__table__, EventRow.__table__  # type: ignore[attr-defined]
LETTER, WAITING = LetterRow.__table__, WaitingRow.__table__  # type: ignore[attr-defined]
BUDGET, PARTY = BudgetRow.__table__, PartyRow.__table__  # type: ignore[attr-defined]
PROGRAMME = ProgrammeRow.__table__  # type: ignore[attr-defined]

REFUSALS = re.compile(r"constraint|append-only|duplicate key", re.IGNORECASE)


@pytest.fixture
def a_case(a_house: House) -> str:
    """A submitted case the chain has walked: rows in every table but the budget's."""
    receipt = leipzig_case(a_house, "kg")
    catch_up(a_house)
    return receipt.dossier.id


def refused(connection: Connection, statement: Any, named: str) -> bool:  # noqa: ANN401 - any statement of SQLAlchemy
    """Whether the database refuses the statement by the rule `named`; nothing of it stays."""
    try:
        connection.execute(statement)
    except (DBAPIError, psycopg.Error) as error:
        said = str(getattr(error, "orig", error))
        assert REFUSALS.search(said), said
        return named in said
    return False


def another(connection: Connection, table: Any, where: Any, **changed: object) -> Any:  # noqa: ANN401 - SQLAlchemy's words
    """An INSERT of a copy of the first row that fits, with some columns changed."""
    row = connection.execute(table.select().where(where).limit(1)).mappings().one()
    return insert(table).values({**row, **changed})


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("id", "short", "ck_dossier_id_length"),
        ("reference", "", "ck_dossier_reference_not_empty"),
        ("version", 0, "ck_dossier_"),
        ("seen", -1, "ck_dossier_seen_within_version"),
        ("seen", 10_000, "ck_dossier_seen_within_version"),
        ("head", "f" * 63, "ck_dossier_head_length"),
        ("changed_at", "2026-11-23", "ck_dossier_changed_at_length"),
    ],
)
def test_a_dossier_row_that_must_not_be_is_refused(a_house: House, a_case: str, column: str, value: object, rule: str) -> None:
    fresh: dict[str, object] = {"id": "another-dossier-id", "reference": "9.9", column: value}

    with a_house.database.reading() as connection:
        assert refused(connection, another(connection, DOSSIER, DOSSIER.c.id == a_case, **fresh), rule)


def test_a_reference_is_unique_in_its_programme(a_house: House, a_case: str) -> None:
    with a_house.database.reading() as connection:
        again = another(connection, DOSSIER, DOSSIER.c.id == a_case, id="another-dossier-id")

        assert refused(connection, again, "reference")


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("key", "short", "ck_event_key_length"),
        ("key", "", "ck_event_key_length"),
        ("seq", 0, "ck_event_seq_positive"),
        ("type_version", 0, "ck_event_type_version_positive"),
        ("recorded_at", "2026-11-23T08:00:00Z", "ck_event_recorded_at_length"),
        ("previous", "", "ck_event_previous_length"),
        ("hash", "abc", "ck_event_hash_length"),
        ("actor", "", "ck_event_actor_not_empty"),
    ],
)
def test_an_entry_that_must_not_be_is_refused(a_house: House, a_case: str, column: str, value: object, rule: str) -> None:
    fresh: dict[str, object] = {"seq": 99, "key": "a-key-of-its-own", column: value}

    with a_house.database.reading() as connection:
        assert refused(connection, another(connection, EVENT, EVENT.c.dossier == a_case, **fresh), rule)


def test_an_entry_belongs_to_a_dossier(a_house: House, a_case: str) -> None:
    with a_house.database.reading() as connection:
        lost = another(connection, EVENT, EVENT.c.dossier == a_case, dossier="a-dossier-that-is-not")

        assert refused(connection, lost, "")


def test_a_number_and_a_key_occur_once_in_a_dossier(a_house: House, a_case: str) -> None:
    with a_house.database.reading() as connection:
        here = EVENT.c.dossier == a_case

        assert refused(connection, another(connection, EVENT, here, key="a-key-of-its-own"), "seq")
        assert refused(connection, another(connection, EVENT, here, seq=99), "key")


@pytest.mark.parametrize("table", ["event", "programme_version"])
@pytest.mark.parametrize("act", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_history_is_neither_changed_nor_deleted(a_house: House, a_case: str, table: str, act: str) -> None:
    assert a_case
    column = {"event": "payload", "programme_version": "source"}[table]

    with a_house.database.reading() as connection:
        assert refused(connection, text(act.format(table=table, column=column)), f"{table} is append-only")


@pytest.mark.parametrize("table", ["event", "programme_version"])
def test_history_cannot_be_emptied_at_one_stroke(a_house: House, a_case: str, table: str) -> None:
    assert a_case
    stroke = f"DELETE FROM {table}" if a_house.database.sqlite else f"TRUNCATE {table} CASCADE"

    with a_house.database.reading() as connection:
        assert refused(connection, text(stroke), "append-only")


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"committed": 1_000_001, "ceiling": 1_000_000}, "ck_budget_within_ceiling"),
        ({"committed": -1, "ceiling": 1_000_000}, "ck_budget_within_ceiling"),
        ({"area": ""}, "ck_budget_area_not_empty"),
        ({"authority": "nowhere"}, ""),
    ],
)
def test_a_budget_is_kept_by_the_database(a_house: House, values: dict[str, object], rule: str) -> None:
    row = {
        "authority": "berlin",
        "programme": "p",
        "area": "Kiez",
        "year": 2024,
        "committed": 0,
        "ceiling": 1,
        **values,
    }

    with a_house.database.reading() as connection:
        assert refused(connection, insert(BUDGET).values(row), rule)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("state", "sent", "ck_letter_state_known"),
        ("attempts", -1, "ck_letter_counts_positive"),
        ("ambiguous", -1, "ck_letter_counts_positive"),
        ("digest", "", "ck_letter_digest_length"),
        ("next_try_at", "soon", "ck_letter_next_try_at_length"),
        ("written_at", "", "ck_letter_written_at_length"),
        ("id", "short", "ck_letter_id_length"),
        ("addressee", "nobody-we-have-heard-of", ""),
        ("seq", 99, ""),
    ],
)
def test_a_letter_that_must_not_be_is_refused(a_house: House, a_case: str, column: str, value: object, rule: str) -> None:
    fresh: dict[str, object] = {"id": "a-letter-of-its-own", "template": "another", column: value}

    with a_house.database.reading() as connection:
        assert refused(connection, another(connection, LETTER, LETTER.c.dossier == a_case, **fresh), rule)


def test_the_same_letter_is_owed_once(a_house: House, a_case: str) -> None:
    with a_house.database.reading() as connection:
        twice = another(connection, LETTER, LETTER.c.dossier == a_case, id="a-letter-of-its-own")

        assert refused(connection, twice, "template")


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("role", "", "ck_waiting_role_not_empty"), ("round", 0, "ck_waiting_round_positive")],
)
def test_a_worklist_line_names_a_role_and_a_round(a_house: House, a_case: str, column: str, value: object, rule: str) -> None:
    with a_house.database.reading() as connection:
        line = update(WAITING).where(WAITING.c.dossier == a_case).values({column: value})

        assert refused(connection, line, rule)


def test_a_person_has_a_long_id_and_a_handle_of_their_own(a_house: House) -> None:
    with a_house.database.reading() as connection:
        one = PARTY.c.authority == "leipzig"

        assert refused(connection, another(connection, PARTY, one, id="short", handle="other"), "ck_party_id_length")
        assert refused(connection, another(connection, PARTY, one, id="a-party-of-its-own"), "handle")


def test_a_programme_version_is_kept_under_a_whole_hash(a_house: House) -> None:
    with a_house.database.reading() as connection:
        short = another(connection, PROGRAMME, PROGRAMME.c.programme != "", hash="abc")

        assert refused(connection, short, "ck_programme_version_hash_length")
