"""A process that does the chain's part: walks what has news and empties the outbox."""

import asyncio
import os
from datetime import datetime
from pathlib import Path

from config.clock import FixedClock
from config.crash import VARIABLE
from config.settings import Settings, load
from workflows.house import House, open_house
from workflows.post import PostOffice
from workflows.relay import smtp
from workflows.walk import catch_up


def walk_and_post(url: str, data: Path, port: int, now: datetime, crash: str) -> None:
    """Walk everything and send every letter to the relay at `port`; dies at `crash` ("letter-begun:2") if one is named."""
    os.environ[VARIABLE] = crash
    house = open_house(relayed(url, data, port), FixedClock(now))
    catch_up(house)
    asyncio.run(_post(house))
    house.database.close()


def relayed(url: str, data: Path, port: int) -> Settings:
    """Settings whose relay listens on this machine."""
    return load(data=data, database_url=url, smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")


async def _post(house: House) -> None:
    transport = smtp(house.settings)
    await PostOffice(house, transport).empty()
    await transport.close()
