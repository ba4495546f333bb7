"""Remembered dossiers: never anything else than what the store holds, whoever wrote it."""

from dataclasses import replace

from domain.commands import Resolve
from domain.dates import When
from domain.dossier import Dossier
from domain.vocabulary import MeetingOutcome
from store import dossiers
from store.change import Loaded
from store.memory import Memory, Remembered
from tests.houses import KG, HousesOf, a_key, leipzig_case
from workflows.house import House
from workflows.inbox import receive
from workflows.walk import catch_up

ADOPTED = Resolve(stage="kg", on=When("2002-07-04"), outcome=MeetingOutcome.ADOPTED)


def load(house: House, id_: str) -> Loaded:
    with house.database.reading() as connection:
        loaded = dossiers.load(house.database, connection, id_)
        [among_many] = dossiers.load_many(house.database, connection, [id_])
    assert loaded is not None
    assert loaded == among_many
    return loaded


def forget(house: House) -> None:
    house.database.memory = Memory()


def test_what_is_remembered_is_not_folded_again(a_house: House) -> None:
    id_ = leipzig_case(a_house, "kg").dossier.id

    assert load(a_house, id_).dossier is load(a_house, id_).dossier


def test_entries_of_another_process_are_folded_on(houses: HousesOf) -> None:
    here, elsewhere = houses.open(), houses.open()
    id_ = leipzig_case(here, "kg").dossier.id
    before = load(here, id_)

    catch_up(elsewhere)
    receive(elsewhere, "2.2", ADOPTED, by=KG, key=a_key())
    catch_up(elsewhere)
    extended = load(here, id_)
    forget(here)

    assert extended.dossier.version > before.dossier.version
    assert extended == load(here, id_)
    assert extended.dossier.entries[: before.dossier.version] == before.dossier.entries


def test_many_dossiers_known_half_known_and_unknown_come_as_from_a_new_process(houses: HousesOf) -> None:
    here, elsewhere = houses.open(), houses.open()
    ids = sorted(leipzig_case(elsewhere, "kg", f"1.{n}").dossier.id for n in range(4))
    for id_ in ids[:2]:
        load(here, id_)
    receive(elsewhere, "1.1", ADOPTED, by=KG, key=a_key())
    catch_up(elsewhere)

    with here.database.reading() as connection:
        mixed = dossiers.load_many(here.database, connection, [*ids, "00000000-0000-0000-0000-000000000000"])
        forget(here)
        assert mixed == dossiers.load_many(here.database, connection, ids)


def test_a_dossier_remembered_from_before_a_restored_backup_is_forgotten(a_house: House) -> None:
    receipt = leipzig_case(a_house, "kg")
    true = load(a_house, receipt.dossier.id)
    for entries, head in (
        (true.dossier.entries[:-1], "0" * 64),  # an older state with another history behind it
        (true.dossier.entries, "1" * 64),  # as many entries, but others
        ((*true.dossier.entries, replace(true.dossier.entries[-1], seq=99)), "2" * 64),  # more than the store has
    ):
        strange = replace(true.dossier, entries=entries)
        a_house.database.memory.keep(Remembered(strange, head, {}))

        assert load(a_house, receipt.dossier.id) == true


def test_the_dossier_not_asked_for_longest_is_forgotten_first(a_house: House) -> None:
    def like(id_: str) -> Remembered:
        return Remembered(replace(model, id=id_), "0" * 64, {})

    model: Dossier = leipzig_case(a_house, "kg").dossier
    memory = Memory(size=2)
    for id_ in ("a", "b"):
        memory.keep(like(id_))
    memory.recall("a")

    memory.keep(like("c"))

    assert [id_ for id_ in "abc" if memory.recall(id_)] == ["a", "c"]
