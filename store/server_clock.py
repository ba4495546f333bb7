"""The clock of the database server: a second source of time, where the database has a server."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

#: The time of the answer and not of the transaction's beginning. Whoever comes by the server's own address, or by a socket,
#: is on its machine.
_ASKED = text("SELECT clock_timestamp() AS at, inet_server_addr() IS DISTINCT FROM inet_client_addr() AS elsewhere")


@dataclass(frozen=True, slots=True)
class ServerTime:
    """What time it is there; `elsewhere`: the server is on another machine, so that its clock is another one."""

    at: datetime
    elsewhere: bool


def server_time(connection: Connection) -> ServerTime | None:
    """Ask the server; None on SQLite, which has none."""
    if connection.dialect.name == "sqlite":
        return None
    row = connection.execute(_ASKED).one()
    return ServerTime(row.at, row.elsewhere)
