"""The questions of `foerderkette doctor`, each with its answer and, where something is wrong, what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wording.language import N_, _, spoken

if TYPE_CHECKING:
    from cli.desk import Given

#: Below this much free space, in bytes, the database may soon be unable to take facts.
_LITTLE_SPACE = 500 * 1024 * 1024

_DATABASE = N_("Database")
_PROTECTION = N_("Protection of the history")
_ROLES = N_("Roles of the authorities")
_PROGRAMMES = N_("Programmes")
_NEWS = N_("News the chain has not seen")
_LETTERS = N_("Letters")
_STUCK = N_("Dossiers nobody has to act on")
_CLOCK = N_("This machine's clock")
_PREFECT = N_("Prefect")
_SPACE = N_("Disk space")

_REACHED = N_("{url}: reachable, schema of this release; dossiers: {dossiers}, entries: {events}.")
_UNPROTECTED = N_(
    'These triggers are missing: {names}. Run "foerderkette verify", then restore the database from its backup '
    "or create them anew."
)
_PROTECTED = N_("History and programme versions cannot be changed.")
_ROLES_KNOWN = N_("Their programmes know every one of them.")
_CHAINS_HOLD = N_("No case will get stuck by them. Things to look at: {warnings}.")
_CHAINS_STUCK = N_('Cases will get stuck, faults: {errors}. "foerderkette programme lint" names them.')
_NO_NEWS = N_("Nothing.")
_SOME_NEWS = N_(
    "{count} so far. If this number does not fall, the engine is not running: "
    'start it with "foerderkette up" or "foerderkette engine".'
)
_POST = N_("{open} to be sent, {accepted} accepted, {refused} refused, {expired} given up; {ambiguous} × ambiguous.")
_REFUSED = N_(
    'Letters refused for good or given up: {count}. "foerderkette mails" shows them; '
    "correct the address and tell the person by other means."
)
_UNCERTAIN = N_("An ambiguous try may have arrived twice; the copies are the same.")
_NOBODY_STUCK = N_("None.")
_SOME_STUCK = N_("{references}: look at their history and record what comes next.")
_AGREES = N_("The clock of the database server, on another machine, says the same.")
_KEPT = N_("It is synchronised with a time server.")
_APART = N_(
    "It is {minutes} minutes off the clock of the database server, and no reminders go out. Set whichever is wrong "
    '("timedatectl" shows the time and whether it is synchronised), then "foerderkette reminders resume".'
)
_UNKEPT = N_(
    'Nobody confirms it: it is not synchronised with a time server. Switch that on ("timedatectl set-ntp true"); '
    "otherwise a wrong clock after a start may be noticed only when reminders have gone out on the wrong day."
)
_UNKNOWN_CLOCK = N_(
    "Nobody confirms it: this system does not say whether it is synchronised with a time server. Look on the machine "
    'itself ("timedatectl"), outside of any container.'
)
_ANSWERS = N_("{url} answers.")
_OFF = N_(
    'No Prefect server runs here; "foerderkette up" starts one. Facts are recorded all the same and wait; letters wait too.'
)
_SILENT = N_("{url} does not answer. Facts are recorded all the same and wait; letters wait too.")
_FREE = N_("{free} GB free in {folder}.")
_FULL = N_("Only {free} GB free in {folder}: make room, or no fact can be recorded soon.")


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its verdict: "ok", "note" (worth knowing) or "wrong" (something has to be done)."""

    question: str
    title: str
    verdict: str
    says: str


def answers(call: "Given") -> Iterator[Answer]:
    """Look at everything; raises what opening the database raises, since nothing else can be asked then."""
    for question in (_database, _protection, _roles, _programmes, _news, _letters, _stuck, _clock, _prefect, _space):
        yield question(call)


def _database(call: "Given") -> Answer:
    from config.addresses import without_password
    from store.dossiers import count

    with call.house.database.reading() as connection:
        says = _(_REACHED).format(url=without_password(call.settings.database_url), **count(connection))
    return Answer("database", _DATABASE, "ok", says)


def _protection(call: "Given") -> Answer:
    from store import protection

    with call.house.database.reading() as connection:
        missing = protection.missing(connection)
    says = _(_UNPROTECTED).format(names=", ".join(missing)) if missing else _(_PROTECTED)
    return Answer("protection", _PROTECTION, "wrong" if missing else "ok", says)


def _roles(call: "Given") -> Answer:
    from cli.failures import sentences
    from cli.roles import misfits

    wrong = [sentence for bad in misfits(call.settings.config) for sentence in sentences(bad, call)]
    return Answer("roles", _ROLES, "wrong" if wrong else "ok", "\n".join(wrong) or _(_ROLES_KNOWN))


def _programmes(call: "Given") -> Answer:
    from domain.errors.lint import Severity
    from store.programmes import newest, programme_by_hash
    from workflows.linting import lint

    with call.house.database.reading() as connection:
        known = [programme_by_hash(connection, hash_) for hash_ in newest(connection).values()]
    found = [one.severity for programme in known for one in lint(call.house, programme)]
    errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
    says = _(_CHAINS_STUCK).format(errors=errors) if errors else _(_CHAINS_HOLD).format(warnings=warnings)
    return Answer("programmes", _PROGRAMMES, "wrong" if errors else "note" if warnings else "ok", says)


def _news(call: "Given") -> Answer:
    from store.lists import unseen

    with call.house.database.reading() as connection:
        count = unseen(connection)
    return Answer("news", _NEWS, "note" if count else "ok", _(_SOME_NEWS).format(count=count) if count else _(_NO_NEWS))


def _letters(call: "Given") -> Answer:
    from store.outbox import OPEN, counts

    with call.house.database.reading() as connection:
        found = counts(connection)
    lost = found["refused"] + found["expired"]
    said = [_(_POST).format(open=sum(found[state] for state in OPEN), **found)]
    said += [_(_REFUSED).format(count=lost)] if lost else []
    said += [_(_UNCERTAIN)] if found["ambiguous"] else []
    return Answer("letters", _LETTERS, "wrong" if lost else "note" if found["ambiguous"] else "ok", " ".join(said))


def _stuck(call: "Given") -> Answer:
    from store.lists import without_next_actor

    with call.house.database.reading() as connection:
        found = without_next_actor(connection)
    says = _(_SOME_STUCK).format(references=", ".join(found)) if found else _(_NOBODY_STUCK)
    return Answer("next_actor", _STUCK, "wrong" if found else "ok", says)


def _clock(call: "Given") -> Answer:
    from config.kernel_clock import Kept
    from workflows.reminders.clock_check import check

    found = check(call.house)
    if found.ahead is not None and found.apart:
        return Answer("clock", _CLOCK, "wrong", _(_APART).format(minutes=abs(round(found.ahead.total_seconds() / 60))))
    says = (
        _AGREES if found.agrees else {Kept.SYNCHRONISED: _KEPT, Kept.UNSYNCHRONISED: _UNKEPT}.get(found.kernel, _UNKNOWN_CLOCK)
    )
    return Answer("clock", _CLOCK, "ok" if found.confirmed else "note", _(says))


def _prefect(call: "Given") -> Answer:
    from workflows.prefect_server import answers, noted_address

    url = call.settings.prefect_api_url or noted_address(call.settings.prefect_home)
    there = bool(url) and answers(url)
    said = _ANSWERS if there else _SILENT if url else _OFF
    return Answer("prefect", _PREFECT, "ok" if there else "note", _(said).format(url=url))


def _space(call: "Given") -> Answer:
    free = shutil.disk_usage(call.settings.data).free
    little = free < _LITTLE_SPACE
    gigabytes = f"{free / 1024**3:.1f}".replace(".", "," if spoken() == "de" else ".")
    says = _(_FULL if little else _FREE).format(free=gigabytes, folder=call.settings.data)
    return Answer("disk", _SPACE, "wrong" if little else "ok", says)
