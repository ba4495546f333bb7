"""Every kind of tampering is found and named; an untouched store is clean (promise P11)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from domain.commands import Assign
from domain.dates import When
from store import people, protection
from store.verify import Finding
from tests.houses import BERLIN_SAMPLE, DESK, KG, LEIPZIG, LEIPZIG_SAMPLE, findings, sample
from workflows.house import House
from workflows.inbox import look, receive
from workflows.replay import replay

REFERENCE = "2.2"


@pytest.fixture
def dossier(a_house: House) -> str:
    """The dossier of the measure sheet, replayed to its end beside that of a block party."""
    for name in (BERLIN_SAMPLE, LEIPZIG_SAMPLE):
        for _ in replay(a_house, sample(name)):
            pass
    return look(a_house, REFERENCE).dossier.id


def without_protection(house: House) -> Iterator[Connection]:
    """A connection as somebody has it who owns the database and takes its protection off, and puts it back."""
    sqlite = house.database.sqlite
    with house.database.reading() as connection:
        if sqlite:
            connection.execute(text("PRAGMA foreign_keys=OFF"))
            made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in made:
                connection.execute(text(f"DROP TRIGGER {name}"))
            yield connection
            for _, sql in made:
                connection.execute(text(sql))
            connection.execute(text("PRAGMA foreign_keys=ON"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
            yield connection
            connection.execute(text("SET session_replication_role = DEFAULT"))


def tamper(house: House, dossier: str, *statements: str) -> None:
    """Run statements as the owner of the database could."""
    for connection in without_protection(house):
        for statement in statements:
            touched = connection.execute(text(statement), {"id": dossier} if ":id" in statement else {})
            assert touched.rowcount != 0, statement


def test_after_replays_nothing_is_found(a_house: House, dossier: str) -> None:
    assert dossier
    assert findings(a_house) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE event SET payload = replace(payload, '1', '2') WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("UPDATE event SET happened_on = '2002-05-25' WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("UPDATE event SET recorded_at = '2002-05-25T08:00:00.000000Z' WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("UPDATE event SET actor = 'somebody-else' WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("UPDATE event SET role = 'applicant_' WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("UPDATE event SET type = 'Withdrawn' WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("UPDATE event SET key = 'another-key-for-it' WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("UPDATE event SET hash = previous WHERE dossier = :id AND seq = 5", "entry_altered"),
        ("DELETE FROM event WHERE dossier = :id AND seq = 5", "entry_missing"),
    ],
)  # fmt: skip
def test_an_altered_or_missing_entry_is_named(a_house: House, dossier: str, statement: str, found: str) -> None:
    tamper(a_house, dossier, statement)

    assert Finding(found, REFERENCE, 5) in findings(a_house)


def test_only_the_first_altered_entry_is_named(a_house: House, dossier: str) -> None:
    tamper(a_house, dossier, "UPDATE event SET role = 'x' WHERE dossier = :id AND seq >= 4")

    assert [(f.what, f.seq) for f in findings(a_house) if f.reference] == [("entry_altered", 4)]


def test_exchanged_entries_are_found(a_house: House, dossier: str) -> None:
    tamper(
        a_house,
        dossier,
        "UPDATE event SET seq = 999 WHERE dossier = :id AND seq = 4",
        "UPDATE event SET seq = 4 WHERE dossier = :id AND seq = 6",
        "UPDATE event SET seq = 6 WHERE dossier = :id AND seq = 999",
    )

    assert Finding("entry_altered", REFERENCE, 4) in findings(a_house)


def test_a_history_cut_at_its_end_is_found(a_house: House, dossier: str) -> None:
    length = look(a_house, REFERENCE).dossier.version
    tamper(a_house, dossier, f"DELETE FROM event WHERE dossier = :id AND seq = {length}")

    assert Finding("history_cut", REFERENCE, length - 1) in findings(a_house)


def test_a_history_cut_together_with_its_version_is_found(a_house: House, dossier: str) -> None:
    length = look(a_house, REFERENCE).dossier.version
    tamper(
        a_house,
        dossier,
        f"DELETE FROM event WHERE dossier = :id AND seq = {length}",
        f"UPDATE dossier SET version = {length - 1}, seen = {length - 1} WHERE id = :id",
    )

    assert Finding("history_cut", REFERENCE, length - 1) in findings(a_house)


def test_a_dossier_deleted_from_under_its_history_is_found(a_house: House, dossier: str) -> None:
    tamper(a_house, dossier, "DELETE FROM dossier WHERE id = :id")

    assert Finding("dossier_missing", detail=dossier) in findings(a_house)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("approval", "refused"),
        ("implementation", "completed"),
        ("title", "Anders"),
        ("reference", "2.3"),
        ("finished", None),
    ],
)
def test_a_projection_that_differs_from_the_history_is_named(
    a_house: House, dossier: str, column: str, value: str | None
) -> None:
    to = f"'{value}'" if value else f"NOT {column}"
    tamper(a_house, dossier, f"UPDATE dossier SET {column} = {to} WHERE id = :id")

    assert ("projection_differs", column) in {(found.what, found.detail) for found in findings(a_house)}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO waiting VALUES (:id, 'kg', 2, 'case_officer', '2026-11-23T08:00:00.000000Z', '', false, 'leipzig')",
        "UPDATE waiting SET role = 'case_officer' WHERE dossier = :id",
        "UPDATE waiting SET due = '2026-12-24' WHERE dossier = :id",
        "DELETE FROM waiting WHERE dossier = :id",
    ],
)
def test_a_worklist_that_differs_from_the_history_is_named(a_house: House, statement: str) -> None:
    steps = replay(a_house, sample(LEIPZIG_SAMPLE))
    for _ in range(3):
        next(steps)
    dossier = next(steps).receipt.dossier.id
    tamper(a_house, dossier, statement)

    assert findings(a_house) == [Finding("worklist_differs", REFERENCE)]


@pytest.mark.parametrize("act", ["committed = committed - 1", "year = 2025"])
def test_a_budget_that_is_not_the_sum_of_its_awards_is_named(a_house: House, dossier: str, act: str) -> None:
    tamper(a_house, dossier, f"UPDATE budget SET {act}")

    assert Finding("budget_differs", detail="berlin-aktionsfonds Beispielkiez 2024") in findings(a_house)


def test_a_programme_changed_under_its_dossiers_is_named(a_house: House, dossier: str) -> None:
    tamper(
        a_house,
        dossier,
        "UPDATE programme_version SET source = replace(source, '1500', '9500') WHERE programme = 'berlin-aktionsfonds'",
    )

    assert [found.what for found in findings(a_house)] == ["programme_altered"]


def test_a_letter_about_no_entry_is_found(a_house: House, dossier: str) -> None:
    tamper(a_house, dossier, "UPDATE letter SET seq = 99 WHERE seq = (SELECT max(seq) FROM letter WHERE dossier = :id)")

    assert [(found.what, found.seq) for found in findings(a_house)] == [("letter_without_entry", 99)]


def test_a_missing_trigger_is_named(a_house: House) -> None:
    dialect = "sqlite" if a_house.database.sqlite else "postgresql"
    for trigger in sorted(protection.trigger_names(dialect)):
        with a_house.database.reading() as connection:
            on = "" if a_house.database.sqlite else f" ON {trigger.partition('_never_')[0]}"
            connection.execute(text(f"DROP TRIGGER {trigger}{on}"))

        assert Finding("protection_missing", detail=trigger) in findings(a_house)


def test_a_trigger_that_says_something_else_counts_as_missing(a_house: House) -> None:
    with a_house.database.reading() as connection:
        if a_house.database.sqlite:
            connection.execute(text("DROP TRIGGER event_never_update"))
            connection.execute(text("CREATE TRIGGER event_never_update BEFORE UPDATE ON event BEGIN SELECT 1; END"))
        else:
            connection.execute(text("DROP TRIGGER event_never_update ON event"))
            harmless = "CREATE TRIGGER event_never_update BEFORE UPDATE ON event FOR EACH ROW WHEN (false)"
            connection.execute(text(f"{harmless} EXECUTE FUNCTION append_only()"))

    assert findings(a_house) == [Finding("protection_missing", detail="event_never_update")]


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_hollow_function_counts_as_no_protection_at_all(a_house: House) -> None:
    hollow = "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
    with a_house.database.reading() as connection:
        connection.execute(text(hollow))

    assert {found.detail for found in findings(a_house)} == protection.trigger_names("postgresql")


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_disabled_trigger_counts_as_missing(a_house: House) -> None:
    with a_house.database.reading() as connection:
        connection.execute(text("ALTER TABLE event DISABLE TRIGGER event_never_update"))

    assert findings(a_house) == [Finding("protection_missing", detail="event_never_update")]


def test_erasing_a_person_leaves_the_store_clean(a_house: House, dossier: str) -> None:
    contact = look(a_house, REFERENCE).dossier.opened.contact
    with a_house.database.transaction() as connection:
        people.erase(connection, contact)

    with a_house.database.reading() as connection:
        known = people.parties(connection, {contact})[contact]
    assert dossier
    assert (known.name, known.email) == ("", "")
    assert findings(a_house) == []


def test_an_officer_nobody_recorded_is_found(a_house: House, dossier: str) -> None:
    receive(
        a_house, REFERENCE, Assign(on=When("2026-11-20"), officer=people.party_id("leipzig", DESK)), by=DESK,
        programme=LEIPZIG,
    )  # fmt: skip
    assert findings(a_house) == []
    for officer in ("", people.party_id("leipzig", KG)):
        tamper(a_house, dossier, f"UPDATE dossier SET officer = '{officer}' WHERE id = :id")
        assert Finding("projection_differs", REFERENCE, detail="officer") in findings(a_house)
