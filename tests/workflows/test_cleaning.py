"""Cleaning: what nobody needs any more goes, what somebody may still need stays, and the record is never touched."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from config.clock import FixedClock
from domain.office_time import instant
from store import access, drafts, parked, sign_ins
from store.people import party_id
from tests.houses import CITY, KG, HousesOf, leipzig_case
from workflows import cleaning, sign_in
from workflows.cleaning import clean
from workflows.engine import Engine
from workflows.house import House
from workflows.sign_in import hashed
from workflows.walk import catch_up

PARTY = party_id("leipzig", CITY)
SECOND = timedelta(seconds=1)


def count(house: House, table: str) -> int:
    with house.database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def one_of_each(house: House) -> None:
    """A session, a link, a parked form, a draft and an ended key."""
    now = house.now()
    with house.database.transaction() as connection:
        access.open_session(connection, token_hash="0" * 64, party=PARTY, csrf="x" * 32, at=now)
        parked.park(connection, id_="x" * 22, browser_hash="0" * 64, path="/x", fields={"a": "b"}, at=now)
        drafts.begin(connection, id_="d" * 32, party=PARTY, programme="urban-ii-leipzig", at=now)
        connection.execute(
            text("INSERT INTO token VALUES ('" + "t" * 16 + "', :p, :h, 'key', 'read', :at, :at, '', :at)"),
            {"p": PARTY, "h": "1" * 64, "at": now},
        )
    sign_in.ask(house, f"{CITY}@example.org", "browser")


@pytest.mark.parametrize(
    ("table", "after"),
    [
        ("session", cleaning.SESSIONS), ("sign_in", cleaning.SIGN_INS), ("parked", cleaning.PARKED),
        ("draft", cleaning.DRAFTS), ("token", cleaning.TOKENS),
    ],
)  # fmt: skip
def test_things_go_when_their_time_is_over_and_not_before(
    a_house: House, clock: FixedClock, table: str, after: timedelta
) -> None:
    one_of_each(a_house)
    clock.move(after - SECOND)
    clean(a_house)
    assert count(a_house, table) == 1
    clock.move(2 * SECOND)

    clean(a_house)

    assert count(a_house, table) == 0


def test_a_browser_somebody_signed_in_with_is_known_for_ninety_days(a_house: House, clock: FixedClock) -> None:
    sign_in.ask(a_house, f"{CITY}@example.org", "browser")
    with a_house.database.transaction() as connection:
        connection.execute(text("UPDATE sign_in SET used_at = asked_at"))
    clock.move(cleaning.KNOWN - SECOND)
    clean(a_house)
    with a_house.database.reading() as connection:
        assert sign_ins.known(connection, f"{CITY}@example.org", hashed("browser"))
    clock.move(2 * SECOND)

    clean(a_house)

    assert count(a_house, "sign_in") == 0


def test_the_record_is_never_touched(a_house: House, clock: FixedClock) -> None:
    dossier = leipzig_case(a_house, "kg").dossier.id
    catch_up(a_house)
    with a_house.database.transaction() as connection:
        at = {"d": dossier, "p": party_id("leipzig", KG), "at": instant(clock.now())}
        connection.execute(text("INSERT INTO reading VALUES (:d, :p, :at)"), at)
        connection.execute(
            text("INSERT INTO access_change (id, authority, party, actor, changed_at, what, detail)"
                 " VALUES ('cccccccccccccccc', 'leipzig', :p, :p, :at, 'role', '')"), at,
        )  # fmt: skip
    before = {table: count(a_house, table) for table in ("event", "reading", "access_change", "letter", "party")}
    clock.move(timedelta(days=5000))

    clean(a_house)

    assert {table: count(a_house, table) for table in before} == before
    assert all(before.values())


async def test_the_engine_cleans_at_its_start_without_prefect(houses: HousesOf, clock: FixedClock) -> None:
    a_house = houses.open(prefect_api_url="http://127.0.0.1:9/api")
    one_of_each(a_house)
    clock.move(cleaning.TOKENS + SECOND)
    engine = Engine(a_house)
    loop = asyncio.create_task(engine._clean())  # noqa: SLF001 - one loop of the engine, without the others
    for _ in range(100):
        await asyncio.sleep(0.05)
        if count(a_house, "token") == 0:
            break
    engine._stopping.set()  # noqa: SLF001 - as above
    await loop

    assert [count(a_house, table) for table in ("session", "sign_in", "parked", "draft", "token")] == [0] * 5
