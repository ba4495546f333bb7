"""`portal`: how long its pages take with 100,000 dossiers and 1,000,000 entries behind it, read and written at once.

The portal is that of `foerderkette up`: one process with the engine in it, and its Prefect server beside it. Visitors come
from a process of their own, staff with sessions of their own; every page asked for is another dossier, word or view.
"""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import httpx

from bench.cases import AUTHORITY
from bench.engines import ending, environment, first_line, keep_prefect, settled
from bench.figures import Bound, Figure, Miscounted, share
from bench.filling import fill
from bench.places import Places
from bench.recount import counted, recount
from bench.scale import Scale
from bench.visitors import Answer, Visit, visit
from portal.signing_in import sessions
from store.people import party_id
from workflows.house import House

_ROOT = Path(__file__).parent.parent
_FOERDERKETTE = (sys.executable, "-c", "from cli.main import app; app()")
#: Requests per second; what the issue asks of one process.
RATE = 50.0
#: Seconds of requests that are not measured.
_WARM_UP = 30.0
#: One request in so many records something, in the mixed run.
_WRITES = 10
_READ, _MIXED = Bound(target=100.0, at_most=True), Bound(target=250.0, at_most=True)
_COLD, _WARM = Bound(target=150.0, at_most=True), Bound(target=15.0, at_most=True)
_STAFF = ("sachbearbeitung", "rp-bewilligung", "kg-geschaeftsstelle")
_WHAT = ("Quartiersladen", "Hoffest", "Spielplatz", "Bürgergarten", "Lesecafé", "Straßenbäume", "Nähwerkstatt", "Kiezkarte")
_WHERE = ("Grünau", "Löbtau", "Prohlis", "Südvorstadt", "Ostkreuz", "Weißensee", "Volkmarsdorf", "Paunsdorf", "Altmühl")
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_HIDDEN = {name: re.compile(rf'name="{name}" value="([^"]*)"') for name in ("key", "seen")}
_LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def measure(found: Places, scale: Scale) -> Iterator[Figure]:
    """The embedded default: SQLite."""
    place = found.sqlite
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = place.settings()
    with place.house(settings) as house:
        filled = fill(house, scale.shown, steps=(1, 2, 3, 4), entries=10, title=_title)
        ids = [id_ for each in filled.by_steps.values() for id_ in each]
        cookies = [sessions.open_session(house, party_id(AUTHORITY, _STAFF[n % len(_STAFF)])) for n in range(9)]
        Random(1).shuffle(ids)
        given = environment(settings) | {"FOERDERKETTE_PORTAL_PORT": str(port)}
        process = subprocess.Popen(
            [*_FOERDERKETTE, "up"], cwd=_ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        with ending(process):
            # Prefect is imported into the engine's process while it starts; that second is `start`'s, not that of a page.
            first_line(process, "Prefect:")
            settled(house)
            url = f"http://127.0.0.1:{port}"
            yield from _sizes(url, cookies[0], scale)
            yield from _read(url, cookies, ids, scale)
            yield from _mixed(house, url, cookies, ids, scale)
    keep_prefect(settings, place.folder)


def _title(number: int) -> str:
    chance = Random(number)
    return f"{chance.choice(_WHAT)} {chance.choice(_WHERE)} {chance.randrange(1990, 2030)}"


def _sizes(url: str, cookie: str, scale: Scale) -> Iterator[Figure]:
    """What is transferred for the worklist, headers left out: with an empty cache, and when everything is in it."""
    with httpx.Client(base_url=url, cookies={sessions.COOKIE: cookie}, timeout=60.0) as client:
        page, cold = _transferred(client, "/arbeitsvorrat?fuer=team", {})
        warm = cold
        for path in _LINKED.findall(page.text):
            first, size = _transferred(client, path, {})
            again, more = _transferred(client, path, {"If-None-Match": first.headers["etag"]})
            if again.status_code != httpx.codes.NOT_MODIFIED:
                raise Miscounted(f"{path} is sent again although the browser has it")
            cold, warm = cold + size, warm + more
    what = f"worklist of {scale.shown:,} dossiers, transferred"
    yield Figure("portal", f"{what} cold", "sqlite", "kB", [cold / 1000], bound=_COLD)
    yield Figure("portal", f"{what} warm", "sqlite", "kB", [warm / 1000], bound=_WARM)


def _transferred(client: httpx.Client, path: str, headers: dict[str, str]) -> tuple[httpx.Response, int]:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip", **headers}) as answer:
        answer.read()
        return answer, answer.num_bytes_downloaded


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to be asked for by one visitor."""

    path: str
    cookie: str

    async def __call__(self, client: httpx.AsyncClient) -> str:
        """Ask for it."""
        answer = await client.get(self.path, headers=_signed_in(self.cookie))
        return "" if answer.status_code == httpx.codes.OK else f"{self.path}: {answer.status_code}"


def _signed_in(cookie: str) -> dict[str, str]:
    return {"Cookie": f"{sessions.COOKIE}={cookie}"}


async def _record(id_: str, cookie: str, client: httpx.AsyncClient) -> str:
    """Report the implementation status of a dossier through its form; the form is asked for as part of it."""
    path = f"/akten/{id_}/stand"
    given = _signed_in(cookie)
    form = await client.get(path, headers=given)
    if form.status_code != httpx.codes.OK:
        return f"{path}: {form.status_code}"
    hidden = {name: found[1] for name, pattern in _HIDDEN.items() if (found := pattern.search(form.text))}
    token = _CSRF.search(form.text)
    typed = {
        "status": "implementation",
        "on": "15.03.2003",
        "schritt": "eintragen",
        "csrf": token[1] if token else "",
        **hidden,
    }
    answer = await client.post(path, data=typed, headers=given, follow_redirects=False)
    return "" if answer.status_code == httpx.codes.SEE_OTHER else f"{path}: {answer.status_code} to what was recorded"


def _pages(cookies: Sequence[str], ids: Sequence[str]) -> Iterator[tuple[str, Visit]]:
    """Worklist, dossier page and search in turn, by one visitor after the other."""
    for n, id_ in enumerate(ids):
        cookie = cookies[n % len(cookies)]
        word = f"{_WHAT[n % len(_WHAT)][: 4 + n % 5]} {_WHERE[n % len(_WHERE)][:5]}"
        yield "worklist", _Page(f"/arbeitsvorrat?fuer=team&programm={'' if n % 2 else 'urban-ii-leipzig'}", cookie)
        yield "dossier page", _Page(f"/akten/{id_}", cookie)
        yield "search", _Page(f"/suche?q={word}", cookie)


def _read(url: str, cookies: Sequence[str], ids: Sequence[str], scale: Scale) -> Iterator[Figure]:
    number = int(RATE * scale.seconds)
    # The engine's first sweep, twenty seconds after its start, is the first flow of its process: it imports for a second.
    visit(url, list(_pages(cookies, ids[-number:]))[: int(RATE * min(scale.seconds, _WARM_UP))], rate=RATE)
    answers = visit(url, list(_pages(cookies, ids[:number]))[:number], rate=RATE)
    for kind in ("worklist", "dossier page", "search"):
        took = [one.took for one in answers if one.kind == kind]
        yield _figure(f"{kind}, {RATE:.0f} requests/s, {scale.shown:,} dossiers", took, answers, _READ)


def _mixed(house: House, url: str, cookies: Sequence[str], ids: Sequence[str], scale: Scale) -> Iterator[Figure]:
    number = int(RATE * scale.seconds)
    asked = list(_pages(cookies, ids[number:]))[:number] or list(_pages(cookies, ids))[:number]
    writer = cookies[0]  # only case officers report a status
    wanted = iter(ids)
    for n in range(0, len(asked), _WRITES):
        asked[n] = ("write", partial(_record, next(wanted), writer))
    before = counted(house)
    answers = visit(url, asked, rate=RATE)
    settled(house)
    recount(house, before, facts=sum(one.kind == "write" for one in answers), advanced=True)
    reads = [one.took for one in answers if one.kind != "write"]
    writes = [one.took for one in answers if one.kind == "write"]
    what = f"{RATE:.0f} requests/s, one in {_WRITES} records, {scale.shown:,} dossiers"
    yield _figure(f"pages, {what}", reads, answers, _MIXED)
    yield _figure(f"form asked for and recorded, {what}", writes, answers, _MIXED)


def _figure(what: str, took: Sequence[float], answers: Sequence[Answer], bound: Bound) -> Figure:
    """The p95 of milliseconds; a single wrong answer makes the figure worthless."""
    if faults := [one.fault for one in answers if one.fault]:
        raise Miscounted(f"{len(faults)} of {len(answers)} requests failed, the first: {faults[0]}")
    p95 = share(took, 0.95)
    more = {"p50": share(took, 0.5), "p95": p95, "p99": share(took, 0.99)}
    note = f"p50 {more['p50']:.0f} · p95 {p95:.0f} · p99 {more['p99']:.0f} ms; 0 of {len(answers)} failed"
    return Figure("portal", what, "sqlite", "ms", took, bound=bound, judged=p95, note=note, more=more)
