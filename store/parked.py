"""What was typed into a form that could not be taken: kept for the same browser for a day, until somebody has signed in."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from store.tables.access import ParkedRow

PARKED = ParkedRow.__table__  # type: ignore[attr-defined]


def park(connection: Connection, *, id_: str, browser_hash: str, path: str, fields: Mapping[str, str], at: str) -> None:
    """Keep the fields of the form at this path."""
    kept = json.dumps(dict(fields), ensure_ascii=False)
    row = {"id": id_, "browser_hash": browser_hash, "path": path, "fields": kept, "parked_at": at}
    connection.execute(insert(PARKED).values(row))


def parked(connection: Connection, *, id_: str, browser_hash: str, path: str, since: str) -> dict[str, str]:
    """The fields kept under this id for this browser and this form after an instant; nothing for anybody else."""
    kept = select(PARKED.c.fields).where(
        PARKED.c.id == id_, PARKED.c.browser_hash == browser_hash, PARKED.c.path == path, PARKED.c.parked_at > since
    )
    found = connection.execute(kept).scalar_one_or_none()
    fields: dict[str, str] = json.loads(found) if found is not None else {}
    return fields


def forget(connection: Connection, before: str) -> int:
    """Delete what was kept before an instant; gives how many forms that were."""
    return connection.execute(delete(PARKED).where(PARKED.c.parked_at <= before)).rowcount
